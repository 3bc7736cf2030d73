"""policygen ids."""

import re
from pathlib import Path

import pytest
from cli_fixtures import Run, edit

from policygen.workspace.library import Library

MODEL = "templates/social-media/2016-04.md"
PLAIN = "templates/plain/2026-09.md"
TEXT = (
    "---\r\ntitle: Plain\r\npublisher: Oak\r\nissued: September 2026\r\nreview: annually\r\n---\r\n"
    "## Use of rooms\r\n\r\n1. Ask first.  \r\n\r\n\tAt the door.\r\n"
)


def plain(workspace: Path, text: str = TEXT) -> Path:
    path = workspace / PLAIN
    path.parent.mkdir()
    path.write_bytes(b"\xef\xbb\xbf" + text.encode())
    return path


def test_ids_are_shown_and_written_and_nothing_else_changes(run: Run, workspace: Path) -> None:
    path = plain(workspace)
    before = {file: file.read_bytes() for file in workspace.rglob("*.*") if file != path}
    shown = (
        f"{PLAIN}:7: ## Use of rooms {{#use-rooms}}\n"
        f"{PLAIN}:9: 1. Ask first. {{#ask-first}}\n"
        f"{PLAIN}:11: At the door. {{#door}}\n"
    )
    dry = run("ids", "plain", "--dry-run")
    assert (dry.stdout, dry.stderr) == (shown, "3 ids would be given.\n")
    assert path.read_bytes() == b"\xef\xbb\xbf" + TEXT.encode()
    done = run("ids", "plain")
    assert (done.stdout, done.stderr) == (shown, "3 ids given.\n")
    changed = TEXT.replace("rooms\r", "rooms {#use-rooms}\r").replace(
        "first. ", "first. {#ask-first} "
    )
    changed = changed.replace("door.", "door. {#door}")
    assert path.read_bytes() == b"\xef\xbb\xbf" + changed.encode()
    assert {file: file.read_bytes() for file in before} == before
    again = run("ids", "plain@2026-09")
    assert (again.stdout, again.stderr) == ("", "0 ids given.\n")


def test_a_model_with_mistakes_is_told_and_left_alone(run: Run, workspace: Path) -> None:
    wrong = TEXT.replace("Ask first.", "Ask `first`.")
    path = plain(workspace, wrong)
    done = run("ids", "plain")
    assert done.exit_code == 1
    assert f"{PLAIN}:9:8: a code span can't be used" in done.stderr
    assert path.read_bytes() == b"\xef\xbb\xbf" + wrong.encode()


def test_a_passage_that_gets_none_is_told(run: Run, workspace: Path) -> None:
    path = plain(workspace, f"{TEXT}\r\n{{% include door %}}\r\n\r\n{{% include door %}}\r\n")
    shared = workspace / "templates/shared/door.md"
    shared.parent.mkdir()
    shared.write_text("1. Knock.\n", "utf-8")
    done = run("ids", "plain")
    assert done.exit_code == 0
    assert done.stderr == (
        "templates/shared/door.md:1:1: warning: no ids are given in this passage\n"
        f"  with them, in {PLAIN}, the id 'knock' is given twice with these choices\n"
        "3 ids given.\n"
    )
    assert b"{#ask-first}" in path.read_bytes()
    assert shared.read_text("utf-8") == "1. Knock.\n"


def test_what_is_wrong_with_some_choices_only_is_told_too(run: Run, workspace: Path) -> None:
    path = workspace / MODEL
    edit(path, "No employee may use social media on", "As [](#breach-b) says, no employee may on")
    edit(path, "## Breach of this policy {#breach}", "## Breach {#breach-b}")
    edit(
        path,
        "{% either business_use: with_approval %}\n",
        "{% either business_use: with_approval %}\nX {#x}\n\n",
    )
    edit(
        path,
        "1. An employee who breaks this policy",
        "1. As in [](#x), an employee who breaks this policy",
    )
    before = path.read_bytes()
    done = run("ids", "social-media")
    assert done.exit_code == 1
    assert "leads nowhere with these choices" in done.stderr
    assert path.read_bytes() == before


def test_no_such_policy_is_a_wrong_word(run: Run) -> None:
    done = run("ids", "social-medai")
    assert done.exit_code == 2
    assert "There is no model policy 'social-medai'." in done.stderr


def test_what_was_issued_is_still_in_force_when_its_model_gets_ids(
    run: Run, workspace: Path
) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    text = model.read_text("utf-8")
    kept = "|".join(re.findall(r"\(#([a-z-]+)\)", text))
    given = re.compile(rf"^(?!#)(.*?)\s*\{{#(?!(?:{kept})\}})[a-z-]+\}}", re.M)
    model.write_text(given.sub(r"\1", text), "utf-8")
    issue = ("--by", "The board", "--summary", "Anew", "--on", "2026-09-01")
    assert run("issue", "oakfield/social-media", *issue).exit_code == 0
    before = run("status", "oakfield").stdout
    assert "issued" in before
    assert run("ids", "social-media").stdout.count("\n") == 25  # all that nothing refers to
    assert run("status", "oakfield").stdout == before
    assert "was changed after" not in run("check").stderr, "as it says what it said"
    assert run("build", "oakfield").exit_code == 0
    assert run("verify").exit_code == 0


def test_a_word_that_changes_with_the_ids_is_told(run: Run, workspace: Path) -> None:
    issue = ("--by", "The board", "--summary", "Anew", "--on", "2026-09-01")
    assert run("issue", "oakfield/social-media", *issue).exit_code == 0
    model = workspace / "templates/social-media/2016-04.md"
    text = model.read_text("utf-8")
    told = "its model version was changed after this was issued"
    for old, new, changed in (
        (" {#introduction}", "", False),
        (" {#introduction}", " {#opening}", False),
        (" {#introduction}", " {#introduction .locked}", True),
        ("may use social media on", "might use social media on", True),
        ("{#introduction}\n", "{#introduction}\n\n", True),
    ):
        assert old in text
        model.write_text(text.replace(old, new, 1), "utf-8")
        assert (told in run("status", "oakfield").stdout) is changed, new


def test_an_issue_from_before_tells_a_model_that_had_no_ids(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It keeps no digest of its model's words alone."""
    plain(workspace)
    monkeypatch.setattr(Library, "model_words", lambda *_: "")
    assert run("adopt", "oakfield", "plain").exit_code == 0
    issue = ("--by", "The board", "--summary", "First", "--on", "2026-09-02")
    assert run("issue", "oakfield/plain", *issue).exit_code == 0
    assert run("ids", "plain").exit_code == 0
    told = "its model version was changed after this was issued"
    assert told not in run("status", "oakfield").stdout
    edit(workspace / PLAIN, "Ask first.", "Ask twice.")
    assert told in run("status", "oakfield").stdout
    assert run("issue", "oakfield/plain", *issue).exit_code == 0
    edit(workspace / PLAIN, "{#ask-first}", "{#ask}")
    assert told in run("status", "oakfield").stdout, "what it was with other ids isn't known"
