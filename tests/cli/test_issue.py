import json
import os
import shutil
import subprocess
import sys
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import docx
import pytest
from cli_fixtures import Run, edit
from frozen_files import forge, record_of, reseal
from killing import KILLED

import policygen
from policygen.document.quotes import straight
from policygen.lifecycle.seals import OPENING
from policygen.sources import recording
from policygen.writers.docx.base import our_base

SCHOOL = "schools/holtsmere-end/school.yaml"
ISSUED = "schools/holtsmere-end/issued/social-media"
APPROVED = ("--by", "Governing board", "--summary", "Issued with *policygen*")


def issue(run: Run, *words: str, target: str = "holtsmere-end/social-media") -> str:
    result = run("issue", target, *APPROVED, *words)
    return result.stdout + result.stderr


def tree(workspace: Path) -> dict[str, bytes]:
    files = (p for p in (workspace / "schools").rglob("*") if p.is_file())
    return {p.relative_to(workspace).as_posix(): p.read_bytes() for p in files}


def test_an_issue_is_frozen_and_recorded(run: Run, workspace: Path) -> None:
    edit(workspace / SCHOOL, "model: 2016-04", "model: 2016-04  # the only one so far")
    said = issue(run, "--on", "20 November 2026")
    assert "holtsmere-end/social-media: version 2.0, next review 20 November 2028" in said
    school = (workspace / SCHOOL).read_text("utf-8")
    assert "model: 2016-04  # the only one so far" in school
    assert "next_review: 20 November 2028" in school
    frozen = (workspace / ISSUED / "2.0.md").read_text("utf-8")
    record = record_of(workspace / ISSUED / "2.0.md")
    model = (workspace / "templates/social-media/2016-04.md").read_text("utf-8")
    assert record["model_digest"] == sha256(model.encode()).hexdigest()
    assert record["values"]["designated_place"] == "the staff room"
    made_it = {
        "school": "holtsmere-end", "policy": "social-media", "version": "2.0",
        "issued": "20 November 2026", "by": "Governing board",
        "summary": "Issued with *policygen*", "model": "2016-04",
        "choices": {"personal_use": "occasional", "business_use": "with_approval"},
        "roles": {"headteacher": "Headteacher"}, "policygen": policygen.__version__,
    }  # fmt: skip
    assert {key: record[key] for key in made_it} == made_it
    assert r"| 2\.0 | 20 November 2026 | Governing board | Issued with \*policygen\* |" in frozen


def test_the_version_follows_by_itself_or_is_given(run: Run, workspace: Path) -> None:
    assert "version 1.2" in issue(run, "--minor", "--on", "2026-01-10")
    edit(workspace / SCHOOL, "the staff room", "the library")
    assert "version 3.5" in issue(run, "--version", "3.5", "--on", "2026-02-10")
    assert "brook-lane/social-media: version 1.0" in issue(run, target="brook-lane/social-media")


def test_the_next_review_can_be_given(run: Run) -> None:
    assert "next review May 2027" in issue(run, "--next-review", "May 2027", "--on", "2026-05-05")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("--version", "1.1"), "version 1.1 was issued already"),
        (("--version", "1.0.5"), "version 1.0.5 comes before the last, 1.1"),
        (("--version", "two"), "'two' is not a version"),
        (("--on", "May 2017"), "May 2017 is before the last issue, 1.1 of June 2017"),
        (("--on", "5 May 2026", "--next-review", "4 May 2026"), "is not after 5 May 2026"),
        (("--on", "01/02/2026"), "is not a date that can be understood"),
        (("--by", "a\u202eb"), "U+202E"),
        (("--minor", "--version", "3.0"), "--version and --minor can't be used together"),
    ],
)
def test_what_cannot_be_issued_is_refused_with_nothing_written(
    run: Run, workspace: Path, words: tuple[str, ...], reason: str
) -> None:
    before = tree(workspace)
    result = run("issue", "holtsmere-end/social-media", *APPROVED, *words)
    assert result.exit_code in (1, 2)
    assert reason in result.stderr
    assert tree(workspace) == before


def test_a_first_issue_has_its_next_review_after_it(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    words = ("--on", "2026-05-05", "--next-review", "5 May 2026")
    said = issue(run, *words, target="brook-lane/social-media")
    assert "brook-lane/social-media: the next review, 5 May 2026, is not after 5 May 2026" in said
    assert tree(workspace) == before


def test_a_rebuild_by_another_version_of_policygen_says_so(run: Run, workspace: Path) -> None:
    issue(run)
    forge(workspace / ISSUED / "2.0.md", lambda record: record.update(policygen="0.0.1"))
    reseal(workspace, "holtsmere-end", "social-media")
    result = run("build", "holtsmere-end/social-media@2.0")
    assert result.exit_code == 0
    said = (
        "warning: this was issued with policygen 0.0.1; the words, numbers and links are the same"
    )
    assert said in result.stderr


def test_an_issue_of_days_when_marks_were_printed_straight_is_what_it_was(
    run: Run, workspace: Path
) -> None:
    edit(workspace / SCHOOL, "the staff room", """the "quiet" room, St Mary's""")
    issue(run)
    file = workspace / ISSUED / "2.0.md"
    text = file.read_text("utf-8")
    assert "the “quiet” room, St Mary’s" in text
    assert "employee’s" in text
    markdown, *rest = text.partition(OPENING)
    file.write_text("".join([straight(markdown), *rest]), "utf-8")

    def aged(record: dict[str, Any]) -> None:
        record.update(document=as_typed(record["document"]), words=as_typed(record["words"]))
        record.update(policygen="0.0.1", text="0" * 64)  # it took the digest otherwise

    forge(file, aged)
    reseal(workspace, "holtsmere-end", "social-media")
    assert run("status", "holtsmere-end").stdout.startswith("holtsmere-end/social-media: issued;")
    assert "so there is nothing to issue" in issue(run)
    run("build", "holtsmere-end", "holtsmere-end/social-media@2.0", "--format", "html")
    now, then = (
        (workspace / f"build/holtsmere-end/social-media{one}.html").read_text("utf-8")
        for one in ("", "@2.0")
    )
    assert "the “quiet” room, St Mary’s" in now
    assert "Draft" not in now
    assert """the "quiet" room, St Mary's""" in unescape(then)
    assert not {*"‘’“”"} & {*then}


def as_typed(data: Any) -> Any:
    """Data with the marks in all of its texts straight."""
    if isinstance(data, str):
        return straight(data)
    if isinstance(data, dict):
        return {as_typed(key): as_typed(one) for key, one in data.items()}
    return [*map(as_typed, data)] if isinstance(data, list) else data


def test_an_open_decision_is_refused(run: Run, workspace: Path) -> None:
    edit(workspace / SCHOOL, "business_use: with_approval", "business_use:")
    before = tree(workspace)
    assert "business_use is undecided" in issue(run)
    assert tree(workspace) == before


def test_the_same_text_is_not_issued_twice(run: Run, workspace: Path) -> None:
    issue(run)
    before = tree(workspace)
    assert "its text is that of version 2.0, so there is nothing to issue" in issue(run)
    assert tree(workspace) == before


def test_all_schools_at_once_and_the_bad_ones_named(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "occasional", "sometimes")
    result = run("issue", "--policy", "social-media", "--all", *APPROVED, "--on", "2026-11-20")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Policy                          Version  Next review",
        "------------------------------  -------  ----------------",
        "brook-lane/social-media         1.0      20 November 2028",
        "holtsmere-end/social-media      2.0      20 November 2028",
        "oakfield/social-media           refused",
        "st-marys-st-johns/social-media  4.0      20 November 2028",
    ]
    assert result.stderr.splitlines()[0] == "3 editions issued; 1 edition refused."
    assert "'sometimes' is not an alternative of personal_use" in result.stderr
    assert not (workspace / "schools/oakfield/issued").exists()


def test_of_one_that_is_refused_only_the_reason_is_told_of_two_each_by_name(run: Run) -> None:
    two = ("oakfield/child-protection", "oakfield/pay")
    on = ("--by", "Board", "--summary", "A", "--on", "1 May 2011", "--version", "x")
    alone, both = run("issue", two[0], *on), run("issue", *two, *on)
    assert (alone.exit_code, alone.stdout) == (1, "")
    assert "0 editions issued; 1 edition refused." in alone.stderr
    assert [line.split() for line in both.stdout.splitlines()[2:]] == [
        [one, "refused"] for one in two
    ]


def test_a_school_that_cannot_be_read_is_not_left_out_in_silence(run: Run, workspace: Path) -> None:
    (workspace / "schools/oakfield/school.yaml").write_text("name: [", "utf-8")
    result = run("issue", "--policy", "social-media", "--all", *APPROVED, "--on", "2026-11-20")
    assert result.exit_code == 1
    assert "3 editions issued; 0 editions refused." in result.stderr
    assert "schools/oakfield/school.yaml:2:1: a bracket or comma is missing" in result.stderr


def test_a_target_named_twice_is_issued_once(run: Run) -> None:
    name = "brook-lane/social-media"
    assert "version 1.0" in run("issue", name, name, *APPROVED).stdout
    refused = run("issue", f"{name}@1.0", *APPROVED)
    assert refused.exit_code == 2
    assert "Leave the version out: brook-lane/social-media" in refused.stderr


def test_only_an_unchanged_text_carries_its_version(run: Run, workspace: Path) -> None:
    issue(run)
    run("build", "holtsmere-end", "--format", "md")
    page = workspace / "build/holtsmere-end/social-media.md"
    assert r"| Version | 2\.0 |" in page.read_text("utf-8")
    edit(workspace / SCHOOL, "the staff room", "the library")
    run("build", "holtsmere-end")
    text = page.read_text("utf-8")
    assert r"| Version | Draft: changed since version 2\.0 |" in text
    assert r"<mark>Draft: changed since version 2\.0</mark>" in text
    assert "version:" not in text.split("---")[1]
    status = run("status", "holtsmere-end").stdout
    assert "holtsmere-end/social-media: changed; version 2.0" in status
    assert "  the text of section 3 changed\n" in status


@pytest.mark.parametrize("kind", ["docx", "html", "md"])
def test_a_past_issue_is_rebuilt_byte_for_byte(run: Run, workspace: Path, kind: str) -> None:
    docx.Document().save(str(workspace / "templates/house-style.docx"))
    for school in ("holtsmere-end", "oakfield", "st-marys-st-johns"):
        issue(run, "--version", "9.0", "--on", "2026-11-20", target=f"{school}/social-media")
    run("build", "--format", kind)
    on_its_day = {p: p.read_bytes() for p in (workspace / "build").glob(f"*/*.{kind}")}
    for path in (workspace / "schools").glob("*/school.yaml"):
        path.write_text(path.read_text("utf-8").replace("School", "Academy"), "utf-8")
    (workspace / "schools/oakfield/logo.png").unlink()
    (workspace / "templates/house-style.docx").write_bytes(our_base())
    for school in ("holtsmere-end", "oakfield", "st-marys-st-johns"):
        result = run("build", f"{school}/social-media@9.0", "--format", kind)
        assert result.exit_code == 0, result.stderr
        rebuilt = (workspace / f"build/{school}/social-media@9.0.{kind}").read_bytes()
        assert rebuilt == on_its_day[workspace / f"build/{school}/social-media.{kind}"]


def test_an_altered_issue_is_found_and_not_rebuilt(run: Run, workspace: Path) -> None:
    issue(run)
    assert "1 issue intact, 0 altered, 9 not held here." in run("verify").stderr
    edit(workspace / ISSUED / "2.0.md", "good name", "bad name")
    result = run("verify")
    assert result.exit_code == 1
    assert result.stdout == f"{ISSUED}/2.0.md: altered since it was issued\n"
    assert "altered" in run("status", "holtsmere-end").stdout
    again = run("build", "holtsmere-end/social-media@2.0")
    assert again.exit_code == 1
    assert "this issue was altered since it was issued" in again.stderr
    assert "not held here" in run("build", "holtsmere-end/social-media@1.0").stderr


def test_the_seal_covers_how_it_was_made(run: Run, workspace: Path) -> None:
    issue(run)
    edit(workspace / ISSUED / "2.0.md", '"personal_use":"occasional"', '"personal_use":"never"')
    assert run("verify").exit_code == 1


def test_killed_at_any_instant_it_has_issued_all_or_nothing(run: Run, workspace: Path) -> None:
    """It is killed before its first change on the disk, before its second, and so on."""
    visitors = (workspace / "templates/social-media").rename(workspace / "templates/visitors")
    shutil.copytree(visitors, workspace / "templates/social-media")
    text = (workspace / SCHOOL).read_text("utf-8")
    twice = text + text.partition("policies:\n")[2].replace("social-media:", "visitors:")
    both = ["holtsmere-end/social-media", "holtsmere-end/visitors"]
    (workspace / SCHOOL).write_text(twice, "utf-8")
    words = ["-C", str(workspace), "issue", *both, *APPROVED]
    for instant in range(100):
        shutil.rmtree(workspace / "schools/holtsmere-end/issued", ignore_errors=True)
        (workspace / SCHOOL).write_text(twice, "utf-8")
        command = [sys.executable, "-c", KILLED, str(instant), *words]
        done = subprocess.run(command, check=False, capture_output=True).returncode
        history = (workspace / SCHOOL).read_text("utf-8").count('version: "2.0"')
        assert history in (0, 2)
        assert run("verify", "holtsmere-end").exit_code == 0
        again = run("issue", *both, *APPROVED)
        if history:
            assert again.stderr.count("so there is nothing to issue") == 2
        else:
            assert "2 editions issued; 0 editions refused." in again.stderr
        assert "2 issues intact, 0 altered" in run("verify", "holtsmere-end").stderr
        if done == 0:
            break
    assert instant > 8  # two frozen files and school.yaml, each made under another name first


def test_a_frozen_text_that_no_history_names_is_kept_aside(run: Run, workspace: Path) -> None:
    before = (workspace / SCHOOL).read_text("utf-8")
    issue(run)
    frozen = workspace / ISSUED / "2.0.md"
    once = frozen.read_bytes()
    (workspace / SCHOOL).write_text(before.replace("staff room", "library"), "utf-8")
    assert "the end of the record is missing" in issue(run)
    (workspace / "schools/holtsmere-end/issued/heads.json").unlink()
    result = run("verify", "holtsmere-end")
    assert f"{ISSUED}/2.0.md: not in the school's history" in result.stderr
    issue(run)
    assert frozen.read_bytes() != once
    (aside,) = frozen.parent.glob("2.0.md.replaced-*")
    assert aside.read_bytes() == once


@pytest.mark.parametrize("command", ["issue", "reviewed"])
def test_what_somebody_else_writes_meanwhile_is_not_lost(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    words = ["holtsmere-end/social-media", "--by", "Board", "--on", "2026-11-20"]
    words += ["--summary", "A"] if command == "issue" else []
    original = recording.recorded

    def meanwhile(*arguments: Any) -> str:
        edit(workspace / SCHOOL, "name:", "# somebody else\nname:")
        return original(*arguments)

    monkeypatch.setattr(recording, "recorded", meanwhile)
    result = run(command, *words)
    assert result.exit_code == 1
    assert f"{SCHOOL} was changed while this was at work, so nothing was written" in result.stderr
    assert "# somebody else" in (workspace / SCHOOL).read_text("utf-8")


@pytest.mark.usefixtures("later")
def test_a_review_that_changed_nothing_moves_the_next(run: Run, workspace: Path) -> None:
    issue(run, "--on", "20 November 2026")
    words = ("reviewed", "holtsmere-end/social-media", "--by", "Staffing committee")
    result = run(*words, "--on", "1 November 2028", "--note", "Still right")
    assert result.stdout == (
        "holtsmere-end/social-media: reviewed 1 November 2028, next review 20 November 2030\n"
    )
    run("build", "holtsmere-end", "--format", "md")
    text = (workspace / "build/holtsmere-end/social-media.md").read_text("utf-8")
    assert r"| Version | 2\.0 |" in text
    assert "| Last reviewed | 1 November 2028 |" in text
    assert "| Next review | 20 November 2030 |" in text
    assert run(*words, "--on", "1 November 2027").exit_code == 1
    edit(workspace / SCHOOL, "the staff room", "the library")
    changed = run(*words, "--on", "1 November 2029")
    assert "its text is no longer that of version 2.0" in changed.stderr


@pytest.mark.usefixtures("later")
def test_all_schools_are_reviewed_at_once_and_one_that_fails_stops_no_other(
    run: Run, workspace: Path
) -> None:
    run("issue", "--policy", "social-media", "--all", *APPROVED, "--on", "2026-11-20")
    edit(workspace / "schools/oakfield/school.yaml", "the staff lounge", "the library")
    (workspace / "schools/st-marys-st-johns/school.yaml").write_text("name: [", "utf-8")
    words = ("--by", "Board", "--on", "1 November 2028")
    result = run("reviewed", "--policy", "social-media", "--all", *words)
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Policy                      Next review",
        "--------------------------  ----------------",
        "brook-lane/social-media     20 November 2030",
        "holtsmere-end/social-media  20 November 2030",
        "oakfield/social-media       refused",
    ]
    said = result.stderr.splitlines()
    assert said[0] == "2 reviews recorded; 1 review refused."
    assert "oakfield/social-media: its text is no longer that of version 2.0" in said
    assert "schools/st-marys-st-johns/school.yaml:2:1" in result.stderr
    assert "2 editions built in build." in said
    assert "0 altered" in run("verify", "brook-lane", "holtsmere-end").stderr
    named = ["brook-lane/social-media", "oakfield/social-media", "brook-lane/social-media"]
    again = run("reviewed", *named, "--by", "Board", "--on", "2 November 2028")
    assert (again.exit_code, again.stdout.count("brook-lane"), again.stdout.count("oakfield")) == (
        1, 1, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    "words", [(), ("--all",), ("--policy", "social-media"), ("a/b", "--policy", "social-media")]
)
def test_what_is_reviewed_must_be_named(run: Run, words: tuple[str, ...]) -> None:
    result = run("reviewed", *words, "--by", "Board")
    assert result.exit_code == 2
    assert "Name SCHOOL/POLICY, or give --policy POLICY with --all." in result.stderr


def test_a_review_ahead_of_its_day_is_refused_with_what_to_give(run: Run) -> None:
    issue(run, "--on", "20 November 2026")
    words = ("--by", "Board", "--on", "1 January 2100")
    result = run("reviewed", "holtsmere-end/social-media", *words)
    assert "1 January 2100 is still to come\n  give the day on which it was done" in result.stderr


def test_status_for_machines(run: Run) -> None:
    rows = json.loads(run("status", "--on", "1 May 2018", "--json").stdout)
    row = next(row for row in rows if row["school"] == "holtsmere-end")
    assert (row["states"], row["review"], row["left"]) == (["issued"], "overdue", "1 day overdue")
    rows = json.loads(run("status", "--on", "30 April 2018", "--json").stdout)
    assert next(row for row in rows if row["school"] == "holtsmere-end")["left"] == "today"


@pytest.mark.usefixtures("later")
def test_an_issue_after_a_review_is_the_last_that_counts(run: Run, workspace: Path) -> None:
    issue(run, "--on", "20 November 2026")
    run(
        "reviewed", "holtsmere-end/social-media", "--by", "Head", "--on", "1 November 2028"
    )  # fmt: skip
    edit(workspace / SCHOOL, "the staff room", "the library")
    issue(run, "--on", "10 June 2029")
    run("build", "holtsmere-end", "--format", "md")
    text = (workspace / "build/holtsmere-end/social-media.md").read_text("utf-8")
    assert "Last reviewed" not in text
    rows = json.loads(run("register", "--format", "json").stdout)
    assert next(r for r in rows if r["school"] == "holtsmere-end")["last_review"] == "10 June 2029"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
def test_on_a_terminal_it_says_what_changed_and_asks(run: Run, workspace: Path) -> None:
    issue(run, "--on", "20 November 2026")
    edit(workspace / SCHOOL, "the staff room", "the library")
    words = ["-C", str(workspace), "issue", "holtsmere-end/social-media", "--by", "Board"]
    ours, theirs = os.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "policygen", *words], stdin=theirs, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as started:  # fmt: skip
        os.write(ours, b"The library it is.\n")
        stdout, stderr = started.communicate(timeout=60)
    os.close(ours)
    os.close(theirs)
    assert stderr.decode().startswith(
        "holtsmere-end/social-media: the text of section 3 changed\n"
        "What has changed, for the version history: "
    )
    assert b"version 3.0" in stdout
    assert "summary: The library it is." in (workspace / SCHOOL).read_text("utf-8")
