"""diff compares two texts of a policy: in the terminal, or as files in build/."""

import re
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from lxml import html
from workspaces import copy_newer_model

from policygen.actions import diff as action
from policygen.writers.docx.tracking import Tracker

OAKFIELD = "schools/oakfield/school.yaml"


@pytest.fixture
def issued(run: Run, workspace: Path) -> Path:
    """Oakfield's policy has been issued, and something in it has changed since."""
    given = ("--by", "Board", "--summary", "Anew.", "--on", "1 June 2025")
    assert run("issue", "oakfield/social-media", *given).exit_code == 0
    edit(workspace / OAKFIELD, "the staff lounge in the lodge", "the garden room")
    return workspace


def test_what_changed_since_the_last_issue_is_listed_and_marked(run: Run, issued: Path) -> None:
    result = run("diff", "oakfield/social-media")
    assert result.exit_code == 0, result.stderr
    assert "*** Redline: from version 2.0 of 1 June 2025 to the current text ***" in result.stdout
    assert "-  The text of section 3 changed (Personal use of social media)" in result.stdout
    assert "[-staff lounge in the lodge-]{+garden room+}" in result.stdout
    assert result.stdout.index("Changes") < result.stdout.index("School:")
    assert not (issued / "build/oakfield/social-media.redline.md").exists()
    assert "\x1b" not in result.stdout


def test_a_redline_can_be_had_as_a_page_and_as_markdown(run: Run, issued: Path) -> None:
    result = run("diff", "oakfield/social-media", "--format", "html", "--format", "md")
    assert result.exit_code == 0, result.stderr
    stem = issued / "build/oakfield/social-media.redline"
    assert result.stdout.splitlines() == [f"{stem}.html", f"{stem}.md"]
    page = html.parse(f"{stem}.html").getroot()
    assert "[inserted: garden room]" in [one.text_content() for one in page.iter("ins")]
    (listed,) = page.find_class("changes")
    for link in listed.iter("a"):
        assert page.get_element_by_id(link.get("href")[1:]) is not None
    markdown = Path(f"{stem}.md").read_text("utf-8")
    assert "<del>staff lounge in the lodge</del><ins>garden room</ins>" in markdown
    assert 'status: "redline"\ndraft: true' in markdown
    assert "version:" not in markdown.partition("\n---\n")[0]


def test_files_can_go_elsewhere(run: Run, issued: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    result = run("diff", "oakfield/social-media", "--format", "html", "--out", str(out))
    assert (out / "oakfield/social-media.redline.html").is_file(), result.stderr
    assert not (issued / "build/oakfield/social-media.redline.html").exists()


def test_the_same_text_is_said_to_be_the_same(run: Run, issued: Path) -> None:
    edit(issued / OAKFIELD, "the garden room", "the staff lounge in the lodge")
    result = run("diff", "oakfield/social-media", "--format", "html")
    assert (result.exit_code, result.stdout) == (0, "")
    said = "version 2.0 of 1 June 2025 and the current text have the same text"
    assert result.stderr == f"oakfield/social-media: {said}\n"
    assert not (issued / "build/oakfield/social-media.redline.html").exists()


def test_any_two_texts_can_be_named(run: Run, issued: Path) -> None:
    back = run("diff", "oakfield/social-media", "--from", "current", "--to", "2.0")
    assert "[-garden room-]{+staff lounge in the lodge+}" in back.stdout
    templates = issued / "templates/social-media"
    newer = (templates / "2016-04.md").read_text("utf-8").replace("## Monitoring", "## Watching")
    (templates / "2018-04.md").write_text(newer, encoding="utf-8")
    models = run("diff", "oakfield/social-media", "--from", "model", "--to", "2018-04")
    assert "from model version 2016-04 to model version 2018-04" in models.stdout
    assert "-  The heading of section 7 changed (Watching)" in models.stdout
    assert "garden room" in models.stdout  # with the school's own values


def test_a_text_by_an_earlier_version_has_the_answers_under_their_old_names(
    run: Run, issued: Path
) -> None:
    copy_newer_model(issued)
    policy = "holtsmere-end/social-media"
    words = ("--choose", "messaging=never", "--choose", "business_use=with_approval")
    assert run("upgrade", policy, *words).exit_code == 0
    shown = run("diff", policy, "--from", "2016-04", "--to", "current").stdout
    assert "To be decided" not in shown
    assert "the place set aside for it (the\nstaff room)" in shown
    again = run("diff", policy, "--from", "2016-04", "--to", "2018-04").stdout
    assert "Section 6 added (Messages to parents)" in again
    assert "text of section 3" not in again


def test_another_logo_is_a_change(run: Run, issued: Path) -> None:
    edit(issued / OAKFIELD, "the garden room", "the staff lounge in the lodge")
    (issued / "schools/oakfield/logo.png").unlink()
    result = run("diff", "oakfield/social-media")
    assert "-  The logo changed" in result.stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("oakfield/social-media", "--from", "1.O"), "did you mean 1.0?"),
        (("oakfield/social-media", "--to", "curent"), "did you mean current?"),
        (("oakfield/social-media", "--from", "2016-4"), "did you mean 2016-04?"),
        (("oakfeild/social-media",), "did you mean oakfield?"),
        (("oakfield",), "Name a policy too: oakfield/POLICY"),
        (("oakfield/social-media@2.0",), "Leave the version out: oakfield/social-media"),
        (("oakfield/social-media", "--format", "odt"), "'odt' is not one of"),
    ],
)
@pytest.mark.usefixtures("issued")
def test_a_wrong_word_gets_the_right_one(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("diff", *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_a_policy_that_is_not_adopted_is_placed(run: Run) -> None:
    result = run("diff", "oakfield/social-medai")
    assert result.exit_code == 1
    assert re.match(r"schools/oakfield/school.yaml:\d+:\d+: ", result.stderr)
    assert "did you mean social-media?" in result.stderr


def test_without_an_issue_it_says_what_to_compare_with(run: Run, workspace: Path) -> None:
    path = workspace / "schools/elm/school.yaml"
    path.parent.mkdir()
    path.write_text("name: Elm\npolicies:\n  social-media: {model: 2016-04}\n", "utf-8")
    result = run("diff", "elm/social-media")
    assert result.exit_code == 1
    assert "elm/social-media: has not been issued yet" in result.stderr
    assert "--from model" in result.stderr
    shown = run("diff", "elm/social-media", "--from", "model")
    assert shown.exit_code == 0
    assert "undecided" in shown.stderr  # what is open is told, and shown as open


def test_an_issue_that_is_not_held_is_placed(run: Run) -> None:
    result = run("diff", "holtsmere-end/social-media")
    assert result.exit_code == 1
    assert result.stderr.startswith("schools/holtsmere-end/issued/social-media/1.1.md:1:1: ")
    assert "--from" in result.stderr


def test_an_altered_issue_is_not_compared_with(run: Run, issued: Path) -> None:
    edit(issued / "schools/oakfield/issued/social-media/2.0.md", "staff lounge", "boiler room")
    result = run("diff", "oakfield/social-media")
    assert result.exit_code == 1
    assert "altered since it was issued" in result.stderr


def test_what_is_not_proven_is_neither_shown_nor_written(
    run: Run, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action, "redline", lambda _, after: after)
    result = run("diff", "oakfield/social-media", "--format", "html")
    assert result.exit_code == 1
    assert "isn't true to both" in result.stderr
    assert "please report it" in result.stderr
    assert not (issued / "build/oakfield/social-media.redline.html").exists()


def test_a_retired_policy_leaves_no_redline(run: Run, issued: Path) -> None:
    run("diff", "oakfield/social-media", "--format", "html")
    assert (issued / "build/oakfield/social-media.redline.html").is_file()
    assert run("retire", "oakfield/social-media", "--reason", "Merged.").exit_code == 0
    assert not (issued / "build/oakfield/social-media.redline.html").exists()


def test_a_word_file_that_is_not_true_to_both_is_not_written(
    run: Run, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor is any other that was asked for with it. Here the ends of what came stay unmarked."""
    monkeypatch.setattr(Tracker, "mark", lambda _: "")
    text = issued / "templates/social-media/2016-04.md"
    said = text.read_text(encoding="utf-8")
    heading = "## Introduction {#introduction}\n"
    assert heading in said
    text.write_text(said.replace(heading, f"{heading}\nAll of it is new.\n"), encoding="utf-8")
    result = run("diff", "oakfield/social-media", "--format", "html", "--format", "docx")
    assert result.exit_code == 1
    assert (
        "oakfield/social-media: can't be written for Word: with all changes rejected, the file "
        "isn't version 2.0 of 1 June 2025: it says " in result.stderr
    ), result.stderr
    assert "this is a mistake in policygen" in result.stderr
    assert not [*(issued / "build/oakfield").glob("*.redline.*")]
