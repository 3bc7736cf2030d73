import json
import subprocess
import sys
from pathlib import Path

import pytest
from cli_fixtures import Run, edit

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
    for made_it in (
        '  version: "2.0"\n', '  issued: "20 November 2026"\n', '  by: "Governing board"\n',
        '  summary: "Issued with *policygen*"\n', '  model: "2016-04"\n', '  model_digest: "',
        '  choices: {"personal_use": "occasional", "business_use": "with_approval"}\n',
        '"designated_place": "the staff room"', '  roles: {"headteacher": "Headteacher"}\n',
    ):  # fmt: skip
        assert made_it in frozen
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
        "brook-lane/social-media: version 1.0, next review 20 November 2028",
        "holtsmere-end/social-media: version 2.0, next review 20 November 2028",
        "st-marys-st-johns/social-media: version 4.0, next review 20 November 2028",
    ]
    assert "'sometimes' is not an alternative of personal_use" in result.stderr
    assert not (workspace / "schools/oakfield/issued").exists()


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
    for school in ("holtsmere-end", "oakfield", "st-marys-st-johns"):
        issue(run, "--version", "9.0", "--on", "2026-11-20", target=f"{school}/social-media")
    run("build", "--format", kind)
    on_its_day = {p: p.read_bytes() for p in (workspace / "build").glob(f"*/*.{kind}")}
    for path in (workspace / "schools").glob("*/school.yaml"):
        path.write_text(path.read_text("utf-8").replace("School", "Academy"), "utf-8")
    (workspace / "schools/oakfield/logo.png").unlink()
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
    edit(workspace / ISSUED / "2.0.md", '"personal_use": "occasional"', '"personal_use": "never"')
    assert run("verify").exit_code == 1


def test_killed_between_its_writes_it_has_issued_nothing(run: Run, workspace: Path) -> None:
    before = (workspace / SCHOOL).read_bytes()
    command = (
        "import os, policygen.issuing as issuing\n"
        "write = issuing.write_whole\n"
        "def write_once(path, data):\n"
        "    if path.name == 'school.yaml':\n"
        "        os._exit(9)\n"
        "    return write(path, data)\n"
        "issuing.write_whole = write_once\n"
        "from policygen.__main__ import main\n"
        "main()\n"
    )
    words = ["-C", str(workspace), "issue", "holtsmere-end/social-media", *APPROVED]
    killed = subprocess.run([sys.executable, "-c", command, *words], check=False)
    assert killed.returncode == 9
    assert (workspace / SCHOOL).read_bytes() == before
    assert "issued; version 1.1" in run("status", "holtsmere-end").stdout
    assert "version 2.0" in issue(run)
    assert run("verify").exit_code == 0


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


def test_status_for_machines(run: Run) -> None:
    rows = json.loads(run("status", "--on", "1 May 2018", "--json").stdout)
    row = next(row for row in rows if row["school"] == "holtsmere-end")
    assert (row["states"], row["review"], row["left"]) == (["issued"], "overdue", "1 day overdue")
    rows = json.loads(run("status", "--on", "30 April 2018", "--json").stdout)
    assert next(row for row in rows if row["school"] == "holtsmere-end")["left"] == "today"


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
