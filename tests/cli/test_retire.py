"""Policies that hold no more, and schools that leave."""

import json
from pathlib import Path

import pytest
from cli_fixtures import Run, edit

from policygen.sources.positions import load
from policygen.sources.retiring import brought_back, retired

NAME = "holtsmere-end/social-media"
SCHOOL = "schools/holtsmere-end/school.yaml"
WHY = ("--reason", "Replaced by the conduct policy, at last")
APPROVED = ("--by", "Governing board", "--summary", "Anew.", "--on", "20 November 2026")


@pytest.fixture
def left(run: Run, workspace: Path) -> Path:
    """A workspace in which one policy was issued, built in all ways, and then retired."""
    edit(workspace / SCHOOL, "name: Holtsmere", "email: office@holtsmere.example\nname: Holtsmere")
    run("issue", NAME, *APPROVED)
    run("build", f"{NAME}@2.0")
    run("build", "holtsmere-end", "--draft")
    result = run("retire", NAME, *WHY, "--on", "25 November 2026")
    assert result.stdout == f"{NAME}: retired since 25 November 2026\n"
    assert result.exit_code == 0
    return workspace


def test_nothing_is_left_of_it_in_build_and_its_record_is_whole(run: Run, left: Path) -> None:
    assert not (left / "build/holtsmere-end").exists()
    assert "1 issue intact, 0 altered" in run("verify", "holtsmere-end").stderr
    assert run("build", f"{NAME}@2.0").exit_code == 0
    assert (left / "build/holtsmere-end/social-media@2.0.docx").is_file()


def test_others_files_in_the_folder_stay(run: Run, workspace: Path) -> None:
    run("build", "holtsmere-end")
    mine = workspace / "build/holtsmere-end/social-media.notes.docx"
    mine.write_bytes(b"mine")
    run("retire", NAME, *WHY)
    assert [path.name for path in mine.parent.iterdir()] == [mine.name]


def test_the_register_shows_it_and_nothing_of_it_falls_due(run: Run, left: Path) -> None:
    late = ("--on", "1 January 2030")
    row = next(
        row for row in json.loads(run("register", "--format", "json", *late).stdout)
        if row["school"] == "holtsmere-end"
    )  # fmt: skip
    assert (row["states"], row["version"], row["next_review"]) == (["retired"], "2.0", "")
    assert "holtsmere" not in run("register", "--within", "9999d", *late).stdout.lower()
    assert "1 retired" in run("register").stderr
    assert "Holtsmere" in run("register", "--state", "retired").stdout
    assert "holtsmere" not in run("register", "--format", "ics").stdout.lower()
    assert "holtsmere" not in run("remind", *late).output
    assert run("status", "holtsmere-end").stdout.splitlines() == [
        f"{NAME}: retired; version 2.0",
        "  retired since 25 November 2026: Replaced by the conduct policy, at last",
    ]
    assert "holtsmere" not in run("check", str(left / "schools/holtsmere-end")).stderr


def test_check_warns_of_nothing_that_is_retired(run: Run) -> None:
    assert "brook-lane" in run("check").stderr
    run("retire", "brook-lane", *WHY)
    assert "brook-lane" not in run("check").stderr


@pytest.mark.parametrize(
    "words",
    [
        ("build", NAME), ("issue", NAME, "--by", "Board", "--summary", "A"), ("show", NAME),
        ("reviewed", NAME, "--by", "Board"), ("withdraw", f"{NAME}@2.0", "--reason", "A"),
        ("adopt", *NAME.split("/")), ("adopt", NAME, "--set", "roles.headteacher=Head"),
    ],
)  # fmt: skip
def test_it_is_refused_where_it_is_named(run: Run, left: Path, words: tuple[str, ...]) -> None:
    before = (left / SCHOOL).read_bytes()
    result = run(*words)
    assert result.exit_code == 1
    assert f"{NAME} is retired since 25 November 2026" in result.stderr
    assert f"to bring it back: policygen -C {left} retire --undo {NAME}" in result.stderr
    assert (left / SCHOOL).read_bytes() == before


def test_it_is_left_out_where_all_are_meant(run: Run, left: Path) -> None:
    result = run("issue", "--policy", "social-media", "--all", *APPROVED)
    assert "holtsmere" not in result.output
    assert not (left / "build/holtsmere-end").exists()
    result = run("build", "holtsmere-end")
    assert result.exit_code == 0
    assert "holtsmere-end: there is nothing to build: all its policies are retired" in result.stderr
    assert "holtsmere" not in run("build").output
    before = (left / SCHOOL).read_bytes()
    result = run("adopt", "--policy", "social-media", "--all", "--set", "roles.headteacher=Head")
    assert result.exit_code == 0
    assert "holtsmere" not in result.output
    assert (left / SCHOOL).read_bytes() == before


def test_what_is_retired_is_not_offered_to_be_gone_on_with(run: Run, left: Path) -> None:
    asked = run("adopt", "holtsmere-end")
    assert asked.stderr == (
        f"Retired: social-media. To bring back: policygen -C {left} retire --undo "
        "holtsmere-end/POLICY\n"
    )
    run("retire", "brook-lane", *WHY)
    asked = run("adopt", "brook-lane")
    assert f"To bring back: policygen -C {left} retire --undo brook-lane\n" in asked.stderr
    result = run("adopt", "brook-lane", "social-media")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "brook-lane is retired since" in result.stderr
    result = run("adopt", "--policy", "social-media", "oakfield", "brook-lane")
    assert "1 school done; 1 refused." in result.stderr
    assert f"to bring it back: policygen -C {left} retire --undo brook-lane" in result.stderr


def test_a_table_of_answers_leaves_it_out_and_takes_none_for_it(run: Run, left: Path) -> None:
    before = (left / SCHOOL).read_bytes()
    assert "holtsmere" not in run("answers", "social-media", "--format", "csv").stdout
    named = run("answers", "social-media", "holtsmere-end", "--format", "csv")
    assert named.exit_code == 1
    assert f"{NAME} is retired since 25 November 2026" in named.stderr
    table = left / "filled.csv"
    table.write_text("school,roles.headteacher\nholtsmere-end,Principal\n", "utf-8")
    taken = run("answers", "social-media", "--from", str(table))
    assert taken.exit_code == 1
    assert f"{NAME} is retired since 25 November 2026" in taken.stderr
    assert f"to bring it back: policygen -C {left} retire --undo {NAME}\n" in taken.stderr
    assert (left / SCHOOL).read_bytes() == before


def test_it_comes_back_as_it_was(run: Run, left: Path) -> None:
    result = run("retire", "--undo", NAME)
    assert result.output == f"{NAME}: brought back\nNext: policygen -C {left} build {NAME}\n"
    assert "issued; version 2.0; review 20 November 2028" in run("status", "holtsmere-end").stdout
    assert run("build", NAME).exit_code == 0
    assert run("retire", "--undo", NAME).exit_code == 1
    assert "retired" not in (left / SCHOOL).read_text("utf-8")


def test_a_school_leaves_with_all_its_policies(run: Run, workspace: Path) -> None:
    before = (workspace / SCHOOL).read_text("utf-8")
    assert run("retire", "holtsmere-end", *WHY, "--on", "25 November 2026").exit_code == 0
    assert f"{NAME}: retired" in run("status", "holtsmere-end").stdout
    refused = run("build", NAME)
    assert "holtsmere-end is retired since 25 November 2026" in refused.stderr
    assert " retire --undo holtsmere-end\n" in refused.stderr
    assert "the whole school is retired" in run("retire", "--undo", NAME).stderr
    assert "is retired already" in run("retire", NAME, *WHY).stderr
    assert run("retire", "--undo", "holtsmere-end").exit_code == 0
    assert (workspace / SCHOOL).read_text("utf-8") == before


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ((NAME,), "--reason TEXT is missing"),
        ((NAME, "--reason", "A", "--on", "1 January 2100"), "1 January 2100 is still to come"),
        ((NAME, "--reason", "A", "--on", "May 2016"), "is before the last entry of its record"),
        (("holtsmere-end/conduct", "--reason", "A"), "has not adopted 'conduct'"),
        (("holtsmere-edn", "--reason", "A"), "did you mean holtsmere-end?"),
        ((f"{NAME}@1.0", "--reason", "A"), f"Leave the version out: {NAME}"),
        (("--undo", NAME), f"{NAME}: is not retired"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_retired_is_refused(
    run: Run, workspace: Path, words: tuple[str, ...], reason: str
) -> None:
    before = (workspace / SCHOOL).read_bytes()
    result = run("retire", *words)
    assert result.exit_code in (1, 2)
    assert reason in result.stderr
    assert (workspace / SCHOOL).read_bytes() == before


def test_one_that_cannot_be_retired_stops_no_other(run: Run, workspace: Path) -> None:
    (workspace / "schools/oakfield/school.yaml").write_text("name: [", "utf-8")
    result = run("retire", "oakfield", "brook-lane", *WHY)
    assert result.exit_code == 1
    assert result.stdout.startswith("brook-lane: retired since")
    assert "schools/oakfield/school.yaml:2:1" in result.stderr


EDITS = {
    "another day": ("on: 25 November 2026", "on: 24 November 2026"),
    "other words": ("Replaced by the", "Merged into the"),
    "no seal": ("seal:", "# seal:"),
}


def retirement_of(workspace: Path) -> str:
    """The lines that say that something is retired."""
    text = (workspace / SCHOOL).read_text("utf-8")
    begin = text.index("retired:\n")
    return text[text.rindex("\n", 0, begin) + 1 : text.index("\n", text.index("seal: ", begin)) + 1]


@pytest.mark.parametrize("edited", EDITS)
@pytest.mark.parametrize("target", [NAME, "holtsmere-end"])
def test_what_says_that_it_is_retired_cannot_be_edited_unseen(
    run: Run, workspace: Path, target: str, edited: str
) -> None:
    run("issue", NAME, *APPROVED)
    run("retire", target, *WHY, "--on", "25 November 2026")
    assert run("verify").exit_code == 0
    lines = retirement_of(workspace)
    edit(workspace / SCHOOL, lines, lines.replace(*EDITS[edited]))
    result = run("verify")
    assert result.exit_code == 1
    said = "the end of the record is missing"
    if edited != "no seal":
        said = "the retirement of 2"
        assert "isn't as it was recorded\n" in result.stdout
    assert said in result.stdout
    status = run("status", "holtsmere-end").stdout
    assert f"{NAME}: retired, altered; version 2.0\n" in status
    assert said in status
    assert said in run("retire", "--undo", target).stderr
    edit(workspace / SCHOOL, lines.replace(*EDITS[edited]), lines)
    assert run("retire", "--undo", target).exit_code == 0


@pytest.mark.parametrize("target", [NAME, "holtsmere-end"])
def test_that_it_is_retired_cannot_be_taken_away_unseen(
    run: Run, workspace: Path, target: str
) -> None:
    run("issue", NAME, *APPROVED)
    run("retire", target, *WHY)
    edit(workspace / SCHOOL, retirement_of(workspace), "")
    assert "the end of the record is missing" in run("verify").stdout
    assert f"{NAME}: altered; version 2.0" in run("status", "holtsmere-end").stdout
    again = run("retire", target, *WHY)
    assert again.exit_code == 1
    assert "the end of the record is missing" in again.stderr


@pytest.mark.parametrize("target", [NAME, "holtsmere-end"])
def test_a_record_goes_on_where_it_was_once_it_is_brought_back(
    run: Run, workspace: Path, target: str
) -> None:
    run("issue", NAME, *APPROVED)
    heads = workspace / "schools/holtsmere-end/issued/heads.json"
    before = heads.read_bytes()
    run("retire", target, *WHY)
    assert heads.read_bytes() != before
    run("retire", "--undo", target)
    assert heads.read_bytes() == before
    assert run("reviewed", NAME, "--by", "Board").exit_code == 0
    assert run("verify").exit_code == 0


def test_what_was_typed_before_a_policy_was_retired_is_held_too(run: Run, workspace: Path) -> None:
    run("retire", NAME, *WHY)
    assert run("verify").exit_code == 0
    edit(workspace / SCHOOL, 'version: "1.0"', 'version: "1.1"')
    assert "or what was typed before it isn't" in run("verify").stdout


def test_a_file_that_says_so_without_a_seal_is_as_good_as_it_was(run: Run, workspace: Path) -> None:
    run("issue", NAME, *APPROVED)
    edit(
        workspace / SCHOOL, "    model: 2016-04\n",
        "    model: 2016-04\n    retired: {on: May 2026, reason: Over}\n",
    )  # fmt: skip
    assert run("verify").exit_code == 0
    assert f"{NAME}: retired; version 2.0\n" in run("status", "holtsmere-end").stdout
    assert run("retire", "--undo", NAME).exit_code == 0
    assert run("verify").exit_code == 0
    assert run("reviewed", NAME, "--by", "Board").exit_code == 0


@pytest.mark.parametrize(("target", "record"), [(NAME, "social-media"), ("holtsmere-end", ".")])
def test_a_run_that_was_killed_between_two_files_leaves_no_broken_record(
    run: Run, workspace: Path, target: str, record: str
) -> None:
    """The heads say both ends until school.yaml is replaced, and verify settles on one."""
    heads = workspace / "schools/holtsmere-end/issued/heads.json"
    run("retire", target, *WHY)
    (seal,) = json.loads(heads.read_text("utf-8"))[record]
    for either, then in ((["", seal], [seal]), ([seal, ""], [seal, ""])):  # or bringing back
        heads.write_text(json.dumps({record: either}), "utf-8")
        assert run("verify").exit_code == 0
        assert json.loads(heads.read_text("utf-8"))[record] == then
    run("retire", "--undo", target)
    heads.write_text(json.dumps({record: [seal, ""]}), "utf-8")
    assert run("verify").exit_code == 0
    assert not heads.exists()


def test_a_file_that_nothing_names_is_told_of_while_a_record_is_open(
    run: Run, workspace: Path
) -> None:
    run("retire", NAME, *WHY)
    issued = workspace / "schools/holtsmere-end/issued"
    (seal,) = json.loads((issued / "heads.json").read_text("utf-8"))["social-media"]
    (issued / "heads.json").write_text(json.dumps({"social-media": [seal, ""]}), "utf-8")
    run("issue", "oakfield/social-media", *APPROVED)
    stray = issued / "social-media/9.0.md"
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes((workspace / "schools/oakfield/issued/social-media/2.0.md").read_bytes())
    assert f"{stray.name}: not in the school's history" in run("verify").stderr


def test_a_policy_that_links_to_one_that_is_retired_is_refused_until_told_what_holds(
    run: Run, workspace: Path
) -> None:
    model = (
        "---\ntitle: {0}\npublisher: A\nissued: May 2026\nreview: annually\n---\n## A\n\n1. {1}\n"
    )
    for policy, words in (("visits", "See [](policy:conduct)."), ("conduct", "Be kind.")):
        path = workspace / f"templates/{policy}/2026-05.md"
        path.parent.mkdir()
        path.write_text(model.format(policy.title(), words), "utf-8")
        run("adopt", "holtsmere-end", policy)
    assert run("build", "holtsmere-end/visits").exit_code == 0
    assert run("retire", NAME, *WHY).stderr == ""  # none links to that
    result = run("retire", "holtsmere-end/conduct", *WHY, "--on", "25 November 2026")
    said = "visits links to conduct, which is retired since 25 November 2026"
    assert result.exit_code == 0
    assert f"warning: {said}\n" in result.stderr
    for command in (("build", "holtsmere-end/visits"), ("check",)):
        refused = run(*command)
        assert refused.exit_code == 1
        assert f": {said}\n  give under other_policies the title of what" in refused.stderr
        assert "retire --undo holtsmere-end/conduct\n" in refused.stderr
    edit(
        workspace / SCHOOL, "policies:\n",
        "other_policies: {conduct: Code of behaviour}\npolicies:\n",
    )  # fmt: skip
    assert run("build", "holtsmere-end/visits").exit_code == 0
    text = (workspace / "build/holtsmere-end/visits.md").read_text("utf-8")
    assert "See Code of behaviour." in text
    run("retire", "--undo", "holtsmere-end/conduct")
    assert "conduct stands under policies too" in run("check").stderr


LAYOUTS = [
    "name: Oak\npolicies:\n  visitors:\n    model: 2026-09\n    choices: {a: b}\n",
    "# who\nname: Oak  # the old name\npolicies:\n    visitors:\n        # which\n"
    "        model: 2026-09   # newest\n\n        values:\n            place: 'x'\n# end\n",
    "policies:\r\n  visitors:\r\n    model: 2026-09\r\nname: >-\r\n  Oak\r\n  School\r\n",
    'name: "Oak\n  School"\npolicies:\n  visitors:\n    choices: {}\n    model: 2026-09',
]


@pytest.mark.parametrize("source", LAYOUTS)
@pytest.mark.parametrize("policy", [None, "visitors"])
def test_new_lines_say_it_and_go_again(source: str, policy: str | None) -> None:
    entry = {"on": "1 May 2026", "reason": 'It\'s over: "done", #1'}
    text = retired(source, policy, entry)
    data = load(text, "").data
    holder = data["policies"][policy] if policy else data
    assert holder["retired"] == entry
    before, after = source.splitlines(), text.splitlines()
    first = next(n for n, line in enumerate(after) if line.strip() == "retired:")
    assert after[:first] + after[first + 3 :] == before
    assert brought_back(text, policy).rstrip() == source.rstrip()


def test_what_was_typed_in_several_lines_goes_too() -> None:
    source = LAYOUTS[0] + "    retired:\n      on: May 2026\n      reason: Over\n"
    assert brought_back(source, "visitors") == LAYOUTS[0]


@pytest.mark.parametrize("policy", [None, "visitors"])
def test_a_file_in_braces_says_it_in_braces(policy: str | None) -> None:
    source = "{name: Oak, policies: {visitors: {model: 2026-09}}}\n"
    text = retired(source, policy, {"on": "May 2026", "reason": "Over"})
    assert "retired: {on: May 2026, reason: Over}" in text
    assert brought_back(text, policy) == source
