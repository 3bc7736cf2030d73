"""An answer that is given once for all policies changes other policies too: it is said which."""

import json
import sys
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from terminal import Terminal
from workspaces import copy_samples

MARYS = "st-marys-st-johns"
SCHOOL = f"schools/{MARYS}/school.yaml"
CHANGED = (
    "What was answered stands in other policies too. To be approved and issued again:\n"
    f"  {MARYS}/social-media: its text is no longer that of version 3.0\n"
)
OWN = "The text is no longer that of version 1.0: it is changed,\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The samples: of these schools social media and complaints are issued, pay is not."""
    copy_samples(tmp_path)
    return tmp_path


def states(run: Run) -> dict[str, str]:
    """The first state of each of the school's policies."""
    rows = json.loads(run("status", MARYS, "--json").stdout)
    return {row["policy"]: row["states"][0] for row in rows}


def test_adopt_says_which_others_a_post_changes_that_are_issued(run: Run) -> None:
    said = run("adopt", MARYS, "complaints", "--set", "roles.headteacher=Head of School")
    assert said.exit_code == 0
    assert OWN in said.stderr
    assert said.stderr.endswith(CHANGED)  # not the drafts
    assert states(run) == {
        "social-media": "changed", "complaints": "changed",
        "child-protection": "draft", "pay": "draft",
    }  # fmt: skip
    again = run("adopt", MARYS, "complaints", "--set", "roles.headteacher=Head of Schools")
    assert OWN in again.stderr
    assert "other policies" not in again.stderr  # which were changed before


def test_an_answer_of_its_own_changes_no_other(run: Run) -> None:
    said = run("adopt", MARYS, "complaints", "--choose", "anonymous=looked_into")
    assert OWN in said.stderr
    assert "other policies" not in said.stderr


def test_a_draft_says_it_too_and_so_does_data(run: Run) -> None:
    said = run("adopt", MARYS, "pay", "--set", "roles.headteacher=Head of School", "--json")
    assert json.loads(said.stdout)["no_longer_issued"] == [
        {"policy": "social-media", "version": "3.0"}, {"policy": "complaints", "version": "1.0"}
    ]  # fmt: skip


def test_of_several_schools_each_is_named(run: Run) -> None:
    words = ("--policy", "pay", "oakfield", MARYS, "--set", "roles.headteacher=Head of School")
    said = run("adopt", *words).stderr
    assert said.count("What was answered stands in other policies too") == 1
    for name, version in (("oakfield", "1.0"), (MARYS, "3.0")):
        assert f"  {name}/social-media: its text is no longer that of version {version}\n" in said


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
def test_on_a_terminal_all_answers_of_the_sitting_count(workspace: Path, run: Run) -> None:
    """The file is written after each answer."""
    terminal = Terminal(workspace, "adopt", MARYS, "complaints")
    terminal.heard()
    for typed in ("change roles.headteacher", "Head of School", "anonymous", "looked_into", ""):
        terminal.type(typed)
    if terminal.started.poll() is None:
        terminal.type("quit")
    assert terminal.end() == 0
    said = " ".join(terminal.said.split())
    assert " ".join(OWN.split()) in said
    assert " ".join(CHANGED.split()) in said
    assert states(run)["social-media"] == "changed"


def table(workspace: Path, cell: str) -> str:
    path = workspace / "filled.csv"
    path.write_text(f"school,roles.headteacher\n{MARYS},{cell}\noakfield,Principal\n", "utf-8")
    return str(path)


@pytest.mark.parametrize(("more", "would"), [((), ""), (("--dry-run",), " would be")])
def test_a_table_says_which_issued_policies_it_changes(
    run: Run, workspace: Path, more: tuple[str, ...], would: str
) -> None:
    taken = run("answers", "pay", "--from", table(workspace, "(clear)"), *more)
    assert taken.exit_code == 0
    assert taken.stdout == (
        f"{MARYS}\n  roles.headteacher: Executive Headteacher -> nothing\n"
        f"  {MARYS}/social-media: its text is no longer that of version 3.0\n"
        f"  {MARYS}/complaints: its text is no longer that of version 1.0\n"
    )
    said = f"2 issued policies{would} changed: to be approved before being issued again.\n"
    assert said in taken.stderr
    assert (states(run)["complaints"] == "issued") is bool(more)


def test_a_table_says_so_of_its_own_policy_and_as_data(run: Run, workspace: Path) -> None:
    path = workspace / "filled.csv"
    path.write_text(f"school,choices.anonymous\n{MARYS},looked_into\n", "utf-8")
    taken = json.loads(run("answers", "complaints", "--from", str(path), "--json").stdout)
    (one,) = taken["changed"]
    assert one["no_longer_issued"] == [{"policy": "complaints", "version": "1.0"}]


def test_what_is_retired_or_can_no_longer_be_read_is_left_out(run: Run, workspace: Path) -> None:
    run("retire", f"{MARYS}/social-media", "--reason", "Replaced.")
    edit(
        workspace / SCHOOL, "  complaints:\n    model: 2026-01", "  complaints:\n    model: 2025-09"
    )
    said = run("adopt", MARYS, "pay", "--set", "roles.headteacher=Head of School")
    assert "other policies" not in said.stderr
