"""What stands in build/ after an issue, and what `--dry-run` shows before one."""

import json
from pathlib import Path
from typing import Any

import pytest
from cli_fixtures import Run, edit

from policygen.errors import PolicyError
from policygen.workspace import jobs
from policygen.workspace.files import write_whole

SCHOOL = "schools/holtsmere-end/school.yaml"
APPROVED = ("--by", "Governing board", "--summary", "Anew.", "--on", "20 November 2026")
NAME = "holtsmere-end/social-media"


def tree(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def built(workspace: Path, school: str = "holtsmere-end") -> list[str]:
    return sorted(path.name for path in (workspace / "build" / school).iterdir())


def test_the_files_are_those_of_the_new_issue_and_the_draft_is_gone(
    run: Run, workspace: Path
) -> None:
    run("build", "holtsmere-end")
    run("build", "holtsmere-end", "--draft")
    folder = workspace / "build/holtsmere-end"
    (folder / "social-media.draft.notes.txt").write_text("Mine", "utf-8")
    (folder / "other.draft.docx").write_text("Another policy's", "utf-8")
    edit(workspace / SCHOOL, "the staff room", "the library")
    said = run("issue", NAME, *APPROVED)
    assert said.stderr.startswith("Built: ")
    assert said.stderr.endswith("holtsmere-end/social-media.docx, .html, .md\n")
    assert built(workspace) == [
        "other.draft.docx", "social-media.docx", "social-media.draft.notes.txt",
        "social-media.html", "social-media.md",
    ]  # fmt: skip
    text = (folder / "social-media.md").read_text("utf-8")
    assert r"| Version | 2\.0 |" in text
    assert "the library" in text
    assert "1 edition unchanged" in run("build", NAME).stderr


def test_of_many_those_that_were_issued_are_built(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "occasional", "sometimes")
    result = run("issue", "--policy", "social-media", "--all", *APPROVED)
    assert "3 editions built in build." in result.stderr
    assert {path.name for path in (workspace / "build").iterdir()} == {
        ".index.sqlite3", "brook-lane", "holtsmere-end", "st-marys-st-johns"
    }  # fmt: skip


def test_what_was_issued_stands_where_its_files_cannot_be_written(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where Word keeps a file that it has open."""

    def write(path: str, *rest: Any, **more: Any) -> Any:
        if path.endswith(".docx"):
            raise PolicyError("can't be written: Permission denied", "close it", path)
        return write_whole(path, *rest, **more)

    monkeypatch.setattr(jobs, "write_whole", write)
    result = run("issue", NAME, *APPROVED)
    assert result.exit_code == 1
    assert f"{NAME}: version 2.0" in result.stdout
    assert "social-media.docx:1:1: can't be written" in result.stderr
    assert "what is recorded stands" in result.stderr
    assert f"afterwards, run: policygen -C {workspace} build {NAME}" in result.stderr
    assert "1 issue intact, 0 altered" in run("verify", "holtsmere-end").stderr
    monkeypatch.undo()
    assert run("build", NAME).exit_code == 0
    assert len(built(workspace)) == 3


def test_a_draft_that_cannot_be_removed_is_told(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "holtsmere-end", "--draft")
    unlink = Path.unlink

    def held(path: Path, missing_ok: bool = False) -> None:
        if path.name == "social-media.draft.docx":
            raise PermissionError(13, "Permission denied", str(path))
        unlink(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", held)
    result = run("issue", NAME, *APPROVED)
    assert result.exit_code == 0
    said = "build/holtsmere-end/social-media.draft.docx:1:1: warning: this is out of date"
    assert said in result.stderr
    assert built(workspace) == [
        "social-media.docx", "social-media.draft.docx", "social-media.html", "social-media.md"
    ]  # fmt: skip


def test_an_interrupt_while_files_are_written_keeps_what_was_issued(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("policygen.actions.renewing.build", stop)
    result = run("issue", NAME, *APPROVED)
    assert result.exit_code == 1
    assert f"{NAME}: version 2.0" in result.stdout
    assert f" build {NAME}" in result.stderr


def test_a_dry_run_shows_what_would_be_issued_and_writes_nothing(run: Run, workspace: Path) -> None:
    run("issue", NAME, *APPROVED)
    for path in (workspace / "schools").glob("*/school.yaml"):
        path.write_text(path.read_text("utf-8").replace("the staff room", "the library"), "utf-8")
    edit(workspace / "schools/oakfield/school.yaml", "occasional", "sometimes")
    before = tree(workspace)
    words = ("--policy", "social-media", "--all", "--dry-run", "--on", "21 November 2026")
    result = run("issue", *words)
    assert tree(workspace) == before
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "Policy                          Version  Next review",
        "------------------------------  -------  ----------------",
        "brook-lane/social-media         1.0      21 November 2028",
        "holtsmere-end/social-media      3.0      21 November 2028",
        "oakfield/social-media           refused",
        "st-marys-st-johns/social-media  4.0      21 November 2028",
    ]
    said = result.stderr.splitlines()
    assert "brook-lane/social-media: would be issued for the first time" in said
    assert "holtsmere-end/social-media: the text of section 3 changed" in said
    assert (
        "st-marys-st-johns/social-media: can't be compared with the last issue, which isn't "
        "held here"
    ) in said
    assert "'sometimes' is not an alternative of personal_use" in result.stderr
    assert said[-1] == "3 editions would be issued; 1 edition refused. Nothing was written."
    told = json.loads(run("issue", NAME, "--dry-run", "--json").stdout)
    assert [one["version"] for one in told["would_be_issued"]] == ["3.0"]
    assert told["changes"] == {"the text of section 3 changed": [NAME]}
    assert "issued" not in told


def test_a_dry_run_refuses_what_an_issue_would(run: Run) -> None:
    result = run("issue", NAME, "--dry-run", "--version", "1.0")
    assert result.exit_code == 1
    assert "version 1.0 was issued already" in result.stderr
    assert "0 editions would be issued; 1 edition refused. Nothing was written." in result.stderr


def test_who_approved_it_must_be_said(run: Run, workspace: Path) -> None:
    before = tree(workspace)
    result = run("issue", NAME, "--summary", "Anew.")
    assert (result.exit_code, tree(workspace)) == (2, before)
    assert "--by WHO is missing" in result.stderr
