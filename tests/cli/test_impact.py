"""What a newer model, or a changed trust, would do to schools: as its publisher reads it."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from workspaces import copy_newer_model

OAKFIELD = "schools/oakfield/school.yaml"
LOCAL = """\
    local:
      {name}:
        replace: Anyone tells the {{{{ roles.headteacher }}}} at once, please.
        reason: Our safeguarding partners ask for it
"""
TRUST = """\
name: Chiltern Learning Trust
default:
  policies:
    social-media:
      choices: {personal_use: occasional, business_use: never}
      values: {designated_place: the staff room}
"""
SCHOOL = """\
name: Ash School
trust: chiltern
policies:
  social-media:
    model: 2016-04
"""


@pytest.fixture
def newest(workspace: Path) -> None:
    """The sample policy has a version that is newer than that of the schools."""
    copy_newer_model(workspace)


def local(workspace: Path, name: str) -> None:
    """Let Oakfield word a clause in its own way."""
    edit(workspace / OAKFIELD, "    next_review", f"{LOCAL.format(name=name)}    next_review")


def printed(run: Run, *words: str, status: int = 0) -> str:
    result = run("impact", *words)
    assert result.exit_code == status, result.output
    return result.stdout + result.stderr


def part(said: str, begin: str) -> str:
    """What is said of one clause."""
    return said[said.index(begin) :].partition("\n\n")[0]


@pytest.mark.usefixtures("newest")
def test_each_clause_says_why_it_changes_and_for_whom(run: Run) -> None:
    said = printed(run, "social-media")
    assert part(said, "employee-work-includes,") == (
        "employee-work-includes, clause 5.1\n"
        "  why: Approval is given in writing, and holds for a series of messages too.\n"
        "  changed: 2 of 4 schools: holtsmere-end, st-marys-st-johns\n"
        "    before: An employee whose work includes speaking for the school on social media must "
        "still have\n"
        "      each such message approved by their manager, who may ask for training first and may "
        "set\n"
        "      conditions and limits.\n"
        "    after: An employee whose work includes speaking for the school on social media must "
        "have what\n"
        "      they post approved in writing by their manager, message by message or for a series "
        "of them;\n"
        "      the manager may ask for training first and may set conditions and limits."
    )
    assert "removed: 2 of 4" in part(said, "parts-policy-apply, clause 5.3 of 2016-04")
    assert "no school's text has this" in part(said, "private-breaks, section 3")
    assert "should tell the {headteacher}." in part(said, "reporting, clause 4.6")
    assert "clause 4.4, clause 4.5, section 7" in part(said, "Only another number:")
    assert "messaging to answer: 4 of 4 schools: " in said
    assert "business_use to confirm: 2 of 4 schools: holtsmere-end, st-marys-st-johns\n" in said
    assert said.endswith("social-media: 4 of 4 schools would have another text.\n")
    order = [line for line in said.split("\n") if ", clause" in line and line[0] != " "]
    assert order == [
        "kind-social-media, clause 1.3", "employees-volunteers, clause 1.4",
        "pupils-contacts, clause 4.3", "reporting, clause 4.6",
        "employee-work-includes, clause 5.1", "parts-policy-apply, clause 5.3 of 2016-04",
    ]  # fmt: skip


@pytest.mark.usefixtures("newest")
def test_a_conflict_is_told_and_local_wording_of_what_stays_is_none(
    run: Run, workspace: Path
) -> None:
    local(workspace, "reporting")
    before = (workspace / OAKFIELD).read_bytes()
    said = printed(run, "social-media")
    assert (
        "oakfield: reporting (clause 4.5) is worded otherwise, and 2018-04 has changed it\n" in said
    )
    assert ", oakfield (once settled), " in part(said, "kind-social-media")
    own = part(said, "reporting, ")
    assert "another number: 1 of 4 schools: oakfield (once settled)" in own
    assert "changed: 3 of 4 schools: brook-lane, holtsmere-end, st-marys-st-johns\n" in own
    assert said.endswith("3 of 4 schools would have another text; 1 in conflict.\n")
    (found,) = json.loads(printed(run, "social-media", "--format", "json"))
    ((conflict,),) = found["conflicts"].values()
    assert conflict["local"].startswith("Anyone tells the")
    assert "within two working days" in conflict["after"]
    (workspace / OAKFIELD).write_bytes(before.replace(b"reporting:", b"references:"))
    assert "conflict" not in printed(run, "social-media")


@pytest.mark.usefixtures("newest")
def test_wording_of_what_the_model_has_removed_is_in_conflict(run: Run, workspace: Path) -> None:
    file = workspace / "schools/holtsmere-end/school.yaml"
    own = "    local: {parts-policy-apply: {add: 1. Ours., reason: Agreed}}\n"
    edit(file, "    next_review", f"{own}    next_review")
    said = printed(run, "social-media")
    assert "parts-policy-apply (clause 5.3) is worded otherwise, and 2018-04 has it no more" in said
    assert "3 of 4 schools would have another text; 1 in conflict" in said


@pytest.mark.usefixtures("newest")
def test_what_doesnt_change_a_text_is_no_change_of_it(run: Run, workspace: Path) -> None:
    """The words that a school has itself are asked, not only those of the model."""
    newer = workspace / "templates/social-media/2018-04.md"
    newer.write_text(
        (workspace / "templates/social-media/2016-04.md")
        .read_text("utf-8")
        .replace("should tell the {{ roles.headteacher }}", "should tell the Principal")
        .replace("issued: April 2016", "issued: April 2018"),
        "utf-8",
    )
    assert "  headteacher: Principal\n" in (workspace / OAKFIELD).read_text("utf-8")
    said = printed(run, "social-media")
    assert "3 of 4 schools: brook-lane, holtsmere-end, st-marys-st-johns" in said
    assert "The text stays the same: 1 of 4 schools: oakfield" in said
    assert "Model policy" not in said


@pytest.mark.usefixtures("newest")
def test_what_both_have_removed_is_no_conflict(run: Run, workspace: Path) -> None:
    file = workspace / "schools/holtsmere-end/school.yaml"
    own = "    local: {parts-policy-apply: {remove: yes, reason: Said above}}\n"
    edit(file, "    next_review", f"{own}    next_review")
    said = printed(run, "social-media")
    assert "removed: 1 of 4 schools: st-marys-st-johns" in part(said, "parts-policy-apply")
    assert said.endswith("4 of 4 schools would have another text.\n")


@pytest.mark.usefixtures("newest")
def test_what_was_open_before_is_no_new_question(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/brook-lane/school.yaml", "      personal_use: never\n", "")
    said = printed(run, "social-media")
    assert "private_use to" not in said and "messaging to answer: 4 of 4" in said


@pytest.mark.usefixtures("newest")
def test_retired_policies_are_left_alone(run: Run) -> None:
    run("retire", "oakfield/social-media", "--reason", "Joined with another")
    said = printed(run, "social-media")
    assert "oakfield" not in said and "3 of 3 schools would have another text" in said


@pytest.mark.usefixtures("newest")
def test_who_has_it_and_who_cannot_go_over(run: Run, workspace: Path) -> None:
    run("upgrade", "holtsmere-end/social-media")
    edit(workspace / OAKFIELD, "business_use: never", "business_use: nevr")
    said = printed(run, "social-media", status=1)
    assert "Up to date: 1 of 4 schools: holtsmere-end" in said
    assert f"{OAKFIELD}:11:21: 'nevr' is not an alternative of business_use" in said
    assert "1 refused; 1 up to date" in said
    assert "2 of 4 schools: brook-lane, st-marys-st-johns" in part(said, "kind-social-media")


@pytest.mark.usefixtures("newest")
def test_it_is_csv_and_json_and_a_page(run: Run, workspace: Path) -> None:
    rows = [*csv.DictReader(StringIO(printed(run, "social-media", "--format", "csv")[1:]))]
    removed = [row["School"] for row in rows if row["What"] == "removed"]
    assert removed == ["holtsmere-end", "st-marys-st-johns"]
    assert {row["School"] for row in rows if row["What"] == "to answer"} == {
        path.name for path in (workspace / "schools").iterdir() if path.is_dir()
    }
    (found,) = json.loads(printed(run, "social-media", "--format", "json"))
    assert found["cause"] == "2018-04" and len(found["changed"]) == 4
    assert {one["id"]: len(one["rewordings"]) for one in found["changes"]}["private-breaks"] == 0
    page = printed(run, "social-media", "--format", "html")
    assert "Nursery School" in page and "In all" in page
    assert "within two working days" in page and "No school’s text has this." in page
    assert "<tbody></tbody>" not in page and "<#" not in page


@pytest.mark.usefixtures("newest")
def test_no_words_of_a_school_are_a_formula(run: Run, workspace: Path) -> None:
    local(workspace, "reporting")
    edit(
        workspace / OAKFIELD, "Anyone tells the {{ roles.headteacher }} at once, please.", "'=1+1'"
    )
    rows = csv.DictReader(StringIO(printed(run, "social-media", "--format", "csv")[1:]))
    (conflict,) = [row for row in rows if row["What"] == "conflict"]
    assert "'=1+1" in conflict.values()


@pytest.mark.usefixtures("newest")
def test_the_notes_of_all_versions_on_the_way_are_told(run: Run, workspace: Path) -> None:
    text = (workspace / "templates/social-media/2018-04.md").read_text("utf-8")
    begin, end = text.index("since:"), text.index("approval:")
    since = "since: {version: 2018-04, notes: {reporting: Two days were too long.}}\n"
    text = text[:begin] + since + text[end:]
    (workspace / "templates/social-media/2018-05.md").write_text(text, "utf-8")
    said = printed(run, "social-media")
    assert "why: Two days were too long." in part(said, "reporting, clause 4.6")
    assert "why: The networks that people use have changed" in part(said, "kind-social-media")
    assert "parts-policy-apply, clause 5.3 of 2016-04" in said


def test_nothing_newer_changes_nothing(run: Run) -> None:
    said = printed(run, "social-media")
    assert "Up to date: 4 of 4 schools" in said
    assert said.endswith("0 of 4 schools would have another text; 4 up to date.\n")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("social-medai",), "did you mean social-media?"),
        (("social-media", "--to", "2019-04"), "2016-04"),
        ((), "Name POLICY"),
        (("social-media", "--trust", "chiltern"), "Name POLICY"),
        (("--trust", "chiltern"), "--trust and --with"),
        (("--to", "2016-04", "--trust", "chiltern", "--with", "policygen.yaml"), "with"),
    ],
)
def test_a_slip_in_the_command_is_told(run: Run, words: tuple[str, ...], told: str) -> None:
    assert told in printed(run, *words, status=2)


@pytest.fixture
def trust(workspace: Path) -> Path:
    """Two schools in a trust, of which one has a place of its own; where a new text goes."""
    for name, text in {
        "trusts/chiltern.yaml": TRUST,
        "schools/ash/school.yaml": SCHOOL,
        "schools/beech/school.yaml": SCHOOL.replace("Ash", "Beech")
        + "    values: {designated_place: the library}\n",
    }.items():
        path = workspace / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return workspace / "new.yaml"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the staff room", "the hall"),
        ("business_use: never", "business_use: with_approval"),
        ("Chiltern Learning", "Chilterns"),
        ("default:", "fixed:\n  roles: {headteacher: Head of School}\ndefault:"),
        ("{designated_place: the staff room}", "{related_policies: {drop: [conduct]}}"),
        ("default:", "default:\n  roles: {headteacher: Headteacher}"),
        ("the staff room}", "the staff room}\n      local: {references: {remove: yes, reason: x}}"),
    ],
)
def test_a_change_in_a_trust_changes_the_editions_that_were_foreseen(
    workspace: Path, run: Run, trust: Path, old: str, new: str
) -> None:
    def words() -> dict[str, str]:
        return {name: run("show", f"{name}/social-media").stdout for name in ("ash", "beech")}

    before = words()
    trust.write_text(TRUST.replace(old, new), "utf-8")
    (found,) = json.loads(
        run("impact", "--trust", "chiltern", "--with", str(trust), "--format", "json").stdout
    )
    assert words() == before, "nothing is written"
    (workspace / "trusts/chiltern.yaml").write_text(trust.read_text("utf-8"), "utf-8")
    after = words()
    open_ = set(found["refused"])
    assert {name for name in before if after[name] != before[name]} - open_ == {*found["changed"]}
    assert sorted(found["schools"]) == ["ash", "beech"]


def test_a_value_that_is_gone_looks_otherwise_than_a_school_s_own(
    run: Run, workspace: Path, trust: Path
) -> None:
    trust.write_text(
        TRUST.replace("      values: {designated_place: the staff room}\n", ""), "utf-8"
    )
    run("retire", "beech/social-media", "--reason", "Joined with another")
    said = printed(run, "--trust", "chiltern", "--with", str(trust))
    assert "(the staff room)" in said or "({designated place})" in said
    assert "([designated place])" in said
    assert "designated_place to answer: 1 of 1 school: ash" in said
    copy_newer_model(workspace)
    assert "([place])" not in printed(run, "social-media"), "the trust's goes over as place"


def test_a_trust_under_another_is_of_it_too(run: Run, workspace: Path, trust: Path) -> None:
    (workspace / "trusts/east.yaml").write_text("name: East Region\n", "utf-8")
    edit(workspace / "trusts/chiltern.yaml", "default:", "trust: east\ndefault:")
    trust.write_text("name: East Region\nfixed: {roles: {headteacher: Boss}}\n", "utf-8")
    said = printed(run, "--trust", "east", "--with", str(trust))
    assert "should tell the Boss." in said and "2 of 2 schools: ash, beech" in said
    assert "see also clause 4.5." in said


def test_retired_policies_of_a_trust_are_left_alone(run: Run, trust: Path) -> None:
    trust.write_text(TRUST.replace("default:", "default:\n  roles: {headteacher: Boss}"), "utf-8")
    run("retire", "beech/social-media", "--reason", "Joined with another")
    said = printed(run, "--trust", "chiltern", "--with", str(trust))
    assert "beech" not in said and "1 of 1 school would have another text" in said


def test_what_a_trust_would_break_is_told_with_its_line(
    workspace: Path, run: Run, trust: Path
) -> None:
    trust.write_text(TRUST.replace("default:", "fixed:"), "utf-8")
    said = printed(run, "--trust", "chiltern", "--with", str(trust), status=1)
    assert "beech/school.yaml:6:32: Chiltern Learning Trust fixes designated_place" in said
    assert f"{trust}:6:16 fixes it; remove it here" in said
    trust.write_text("fixd: 1\n", "utf-8")
    assert f"{trust}:1:1" in printed(run, "--trust", "chiltern", "--with", str(trust), status=1)
    assert "did you mean chiltern?" in printed(
        run, "--trust", "chilter", "--with", str(trust), status=2
    )
    assert (workspace / "trusts/chiltern.yaml").read_text("utf-8") == TRUST
