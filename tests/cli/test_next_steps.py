"""What is said where there is nothing yet, and that no draft outlives what it was a draft of."""

import email
import re
import shutil
from email import policy
from pathlib import Path
from typing import Any

import pytest
from cli_fixtures import Run, edit

from policygen.actions.issue import what_changed
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library

NAME = "holtsmere-end/social-media"
SCHOOL = "schools/holtsmere-end/school.yaml"


def built(workspace: Path) -> list[str]:
    return sorted(path.name for path in (workspace / "build/holtsmere-end").iterdir())


def offered(said: str) -> list[list[str]]:
    """The commands that were said to adopt a policy, in their words."""
    return [line.split()[-3:] for line in said.splitlines() if line.startswith("  ")]


def test_a_new_school_is_told_every_policy_with_a_command_that_works(
    run: Run, workspace: Path
) -> None:
    said = run("new", "elm-park", "--name", "Elm Park").stderr
    assert said.startswith("Next, choose a policy to adopt:\n")
    policies = sorted(path.name for path in (workspace / "templates").iterdir() if path.is_dir())
    assert offered(said) == [["adopt", "elm-park", name] for name in policies]
    for words in offered(said):
        assert run(*words).exit_code == 0
    assert run("status", "elm-park").stdout.count("elm-park/") == len(policies)


def test_status_says_of_a_school_without_policies_that_it_has_none_and_what_to_do(
    run: Run,
) -> None:
    run("new", "elm-park", "--name", "Elm Park")
    for words in (("status", "elm-park"), ("status", "elm-park", "oakfield"), ("status",)):
        said = run(*words)
        assert said.exit_code == 0
        assert "elm-park: has adopted no policy yet\n" in said.stdout
        assert ["adopt", "elm-park", "social-media"] in offered(said.stderr)
    assert "no policy yet" not in run("status", "oakfield").output
    assert run("status", "--json", "elm-park").output.strip() == "[]"
    for one in range(14):
        run("new", f"ash-{one}", "--name", f"Ash {one}")
    said = run("status")
    assert "no policy yet" not in said.stdout
    assert re.search("15 schools have adopted no policy yet: ash-0, .* and 3 others", said.stderr)
    assert ["adopt", "SCHOOL", "social-media"] in offered(said.stderr)


def test_a_school_whose_file_is_wrong_is_not_said_to_have_no_policy(
    run: Run, workspace: Path
) -> None:
    (workspace / SCHOOL).write_text("name: [Holtsmere", "utf-8")
    said = run("status", "holtsmere-end")
    assert said.exit_code == 1
    assert "no policy yet" not in said.output


def test_a_workspace_without_schools_or_models_is_no_dead_end(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = workspace / "another"
    (empty / "schools").mkdir(parents=True)
    (empty / "templates").mkdir()
    monkeypatch.chdir(empty)
    assert "There are no schools yet. Next: policygen" in run("-C", str(empty), "status").stderr
    said = run("-C", str(empty), "new", "elm-park", "--name", "Elm Park").stderr
    assert said == "There are no model policies yet.\n"


def test_build_says_where_nothing_is_adopted_yet(run: Run, workspace: Path) -> None:
    shutil.rmtree(workspace / "schools")
    (workspace / "schools").mkdir()
    for _ in ("no school", "a school without a policy"):
        said = run("build").stderr
        assert said.startswith("0 editions built.\nThere is nothing to build yet: policygen ")
        assert said.endswith(" status says what comes next.\n")
        run("new", "elm-park", "--name", "Elm Park")
    run("adopt", "elm-park", "social-media")
    assert "nothing to build" not in run("build").stderr  # it is incomplete, which is said


def test_more_policies_than_can_be_listed_are_named(run: Run, workspace: Path) -> None:
    for one in range(12):
        (workspace / f"templates/a{one:02}").mkdir()
        text = (workspace / "templates/social-media/2016-04.md").read_text("utf-8")
        (workspace / f"templates/a{one:02}/2026-01.md").write_text(text, "utf-8")
    said = run("new", "elm-park", "--name", "Elm Park").stderr
    assert said.count(" adopt elm-park ") == 12
    assert "  or, in place of a11, any of: " in said
    assert said.endswith("social-media\n")


def test_an_edition_takes_the_place_of_its_draft(run: Run, workspace: Path) -> None:
    edit(workspace / SCHOOL, "personal_use: occasional", "personal_use:")
    run("build", "--draft", NAME)
    (workspace / "build/holtsmere-end/social-media.draft.notes.txt").write_text("Mine", "utf-8")
    assert run("build", NAME).exit_code == 1  # it is still open: the draft stays
    assert "social-media.draft.docx" in built(workspace)
    edit(workspace / SCHOOL, "personal_use:", "personal_use: never")
    assert run("build", NAME, "--format", "html").exit_code == 0
    assert built(workspace) == [
        "social-media.draft.docx", "social-media.draft.md", "social-media.draft.notes.txt",
        "social-media.html",
    ]  # fmt: skip
    run("build", "holtsmere-end")
    whole = ["docx", "draft.notes.txt", "html", "md"]
    assert built(workspace) == [f"social-media.{ending}" for ending in whole]


def test_a_stale_draft_goes_where_the_edition_needs_no_building(run: Run, workspace: Path) -> None:
    run("build", NAME)
    run("build", "--draft", NAME)
    assert "social-media.draft.docx" in built(workspace)
    assert "1 edition unchanged" in run("build", NAME).stderr
    assert "social-media.draft.docx" not in built(workspace)
    assert "3 editions built" not in run("build", "--draft", NAME).stderr
    assert "social-media.draft.docx" in built(workspace)
    assert "social-media.docx" in built(workspace)


def test_a_draft_elsewhere_goes_by_what_is_built_there(run: Run, workspace: Path) -> None:
    there = workspace / "there"
    run("build", "--draft", NAME)
    run("build", "--draft", NAME, "--out", str(there))
    run("build", NAME, "--out", str(there))
    names = sorted(path.name for path in (there / "holtsmere-end").iterdir())
    assert names == ["social-media.docx", "social-media.html", "social-media.md"]
    assert built(workspace) == [
        "social-media.draft.docx", "social-media.draft.html", "social-media.draft.md"
    ]  # fmt: skip


def test_a_past_issue_built_again_leaves_drafts_alone(run: Run, workspace: Path) -> None:
    run("issue", NAME, "--by", "Board", "--summary", "Anew.", "--on", "20 November 2026")
    run("build", "--draft", NAME)
    assert run("build", f"{NAME}@2.0").exit_code == 0
    assert "social-media.draft.docx" in built(workspace)


def test_a_draft_that_cannot_be_removed_is_told_and_stops_nothing(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("build", "--draft", NAME)
    unlink = Path.unlink

    def refuse(path: Path, **rest: Any) -> None:
        if path.name.endswith(".draft.docx"):
            raise PermissionError(13, "Permission denied")
        unlink(path, **rest)

    monkeypatch.setattr(Path, "unlink", refuse)
    said = run("build", NAME)
    assert said.exit_code == 0
    assert "build/holtsmere-end/social-media.draft.docx:1:1: warning: this is out" in said.stderr
    assert "social-media.draft.html" not in built(workspace)


def test_names_are_set_where_people_read_them_and_as_typed_elsewhere(
    run: Run, workspace: Path
) -> None:
    edit(workspace / SCHOOL, "Governing board", 'The "Board" of St Mary\'s')
    edit(workspace / SCHOOL, "name: Holtsmere End", "email: office@he.example\nname: St Mary's")
    typed, as_set = "St Mary's Infant and Nursery School", "St Mary’s Infant and Nursery School"
    page = run("register", "--format", "html", "--on", "1 June 2018").stdout
    assert as_set in page
    assert "The “Board” of St Mary’s" in page
    assert "St Mary&#x27;s" not in page
    for kind in ("csv", "json", "table", "ics"):
        said = run("register", "--format", kind, "--on", "1 June 2018").stdout
        assert typed in said.replace("\n ", "")  # lines of a calendar are folded
        assert as_set not in said
    run("remind", "--on", "1 June 2018", "--out", str(workspace / "mails"))
    data = (workspace / "mails/holtsmere-end.eml").read_bytes()
    mail = email.message_from_bytes(data, policy=policy.default)
    assert str(mail["Subject"]) == f"Policies of {as_set}: 1 review overdue"
    body = mail.get_body(("plain",))
    assert body
    assert f"This is how the policies of {as_set} stand on" in body.get_content()
    assert "approved by The “Board” of St Mary’s;" in body.get_content()
    assert "policygen reviewed holtsmere-end/social-media" in body.get_content()


def test_while_an_issued_policy_is_open_again_its_status_says_what(
    run: Run, workspace: Path
) -> None:
    run("issue", NAME, "--by", "Board", "--summary", "One", "--on", "5 May 2020")
    edit(workspace / SCHOOL, "the staff room", "the library")
    edit(workspace / SCHOOL, "business_use: with_approval", "business_use:")
    first, *others = run("status", "holtsmere-end").stdout.splitlines()
    assert first.startswith(f"{NAME}: incomplete; version 2.0")
    assert others == ["  still open: business_use"]
    edit(workspace / SCHOOL, "the library", "")
    assert "  still open: business_use, designated_place\n" in run("status").stdout
    page = run("register", "--format", "json").stdout
    assert "still open: business_use, designated_place" in page
    assert "clause" not in run("status", "holtsmere-end").output
    library = Library(Workspace(workspace))  # nor does issue say it, before it asks for a summary
    assert what_changed(library, [Target("holtsmere-end", "social-media")]).changes == {}


def test_nothing_is_said_to_be_open_of_what_was_never_issued_or_can_be_built(
    run: Run, workspace: Path
) -> None:
    run("new", "elm", "--name", "Elm")
    run("adopt", "elm", "social-media")
    assert run("status", "elm").stdout.startswith("elm/social-media: incomplete; no version")
    run("issue", NAME, "--by", "Board", "--summary", "One", "--on", "5 May 2020")
    edit(workspace / SCHOOL, "the staff room", "the library")
    edit(workspace / SCHOOL, "    choices:", "    confirm: [business_use]\n    choices:")
    said = run("status").stdout
    assert "holtsmere-end/social-media: changed, unconfirmed" in said
    assert "  the text of section 3 changed\n" in said
    assert "still open" not in said


def test_what_is_refused_for_open_questions_ends_with_the_command_that_asks_them(
    run: Run, workspace: Path
) -> None:
    edit(workspace / SCHOOL, "business_use: with_approval", "business_use:")
    edit(workspace / SCHOOL, "the staff room", "")
    go_on = (
        "Questions are still open. To go on:\n"
        f"  policygen -C {workspace} adopt holtsmere-end social-media\n"
    )
    said = run("build")
    assert said.exit_code == 1
    assert said.stderr.endswith(f"1 edition refused: {NAME}.\n{go_on}")
    assert run("build", NAME).stderr.endswith(go_on)
    approved = ("--by", "Board", "--summary", "One")
    assert run("issue", NAME, *approved).stderr.endswith(go_on)
    assert run("issue", NAME, "--dry-run").stderr.endswith(go_on)
    assert "still open" not in run("build", "--draft").stderr
    edit(workspace / SCHOOL, "business_use:", "business_use: haha")  # which adopt asks, too
    edit(workspace / SCHOOL, "designated_place:", "designated_place: the hall")
    assert "still open" not in run("build").stderr


def test_several_policies_would_be_issued_for_the_first_time(run: Run) -> None:
    run("new", "elm", "--name", "Elm")
    never = ("--choose", "personal_use=never", "--choose", "business_use=never")
    assert run("adopt", "elm", "social-media", *never).exit_code == 0
    said = run("issue", "--policy", "social-media", "--all", "--dry-run").stderr
    assert "2 policies: would be issued for the first time\n" in said


def test_what_is_as_it_was_issued_is_not_said_to_need_an_issue(run: Run) -> None:
    words = ("--by", "Governing board", "--summary", "First.", "--on", "1 June 2026")
    assert run("issue", "oakfield/social-media", *words).exit_code == 0
    said = run("adopt", "oakfield", "social-media").output
    assert "the text is that of the last issue: nothing is to be done.\n" in said
    assert "build oakfield/social-media\n" in said
    assert "--summary" not in said
    changed = run("adopt", "oakfield", "social-media", "--set", "roles.headteacher=Rector")
    assert " issue oakfield/social-media --by WHO --summary WHAT\n" in changed.output
