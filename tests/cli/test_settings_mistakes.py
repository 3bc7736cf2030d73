"""A mistake in policygen.yaml is told by whatever reads it, with its place; nothing is built."""

import json
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from dashboards import DashboardRead

SOUND = "texts: {kcsie: {title: Keeping children safe, editions: {2025: 1 September 2025}}}\n"
WRONG = {
    "2025: 1 September 2025, 2026: soon": "policygen.yaml:1:82: 'soon' is not a date",
    "2025: 1 September 2025, 2025: May 2026": "policygen.yaml:1:82: '2025' is given twice",
}
READING = (
    "reliance", "register", "register --required", "register --as-at 2026-01-01", "status", "build",
    "build --draft", "show oakfield/social-media", "check schools/oakfield", "remind", "site",
    "site --dashboard", "choices social-media", "deviations social-media", "impact social-media",
    "answers social-media --out answers.csv", "diff oakfield/social-media", "verify",
    "model social-media",
)  # fmt: skip


def spoil(workspace: Path, wrong: str) -> None:
    text = SOUND.replace("2025: 1 September 2025", wrong)
    (workspace / "policygen.yaml").write_text(text, "utf-8")


@pytest.mark.parametrize("wrong", WRONG)
def test_each_command_that_reads_the_settings_tells_it_once(
    run: Run, workspace: Path, wrong: str
) -> None:
    (workspace / "policygen.yaml").write_text(SOUND, "utf-8")
    for words in READING:
        assert "policygen.yaml:" not in run(*words.split()).stderr  # which fills the memory
    for _ in ("found", "remembered"):
        spoil(workspace, wrong)
        for words in READING:
            said = run(*words.split())
            assert said.stderr.count(WRONG[wrong]) == 1, (words, said.stderr)
            assert "\n  write " in said.stderr or "\n  remove " in said.stderr, words
            assert said.exit_code == 1, words
    (workspace / "policygen.yaml").write_text(SOUND, "utf-8")
    assert run("build").exit_code == 0


def test_nothing_is_built_while_it_stands_and_what_was_built_stays(
    run: Run, workspace: Path
) -> None:
    (workspace / "policygen.yaml").write_text(SOUND, "utf-8")
    run("build")
    built = {path: path.read_bytes() for path in (workspace / "build").rglob("*.md")}
    assert built
    edit(workspace / "templates/social-media/2016-04.md", "Never, and never", "Not ever, and never")
    spoil(workspace, next(iter(WRONG)))
    said = run("build")
    assert "0 editions built; 4 editions refused" in said.stderr
    assert {path: path.read_bytes() for path in (workspace / "build").rglob("*.md")} == built


def test_texts_that_cannot_be_read_are_not_said_to_be_none(run: Run, workspace: Path) -> None:
    for wrong in WRONG:
        spoil(workspace, wrong)
        assert "No texts are declared" not in run("reliance").stderr
    said = run("reliance", "kcsi")
    assert (said.exit_code, "policygen.yaml:1:" in said.stderr) == (2, True)


def test_the_dashboard_says_so_on_its_page(run: Run, workspace: Path) -> None:
    warned = "policygen.yaml has a mistake, which the command check names."
    page = workspace / "build/site/dashboard/index.html"
    (workspace / "policygen.yaml").write_text(SOUND, "utf-8")
    run("site", "--dashboard")
    assert warned not in DashboardRead(page.read_bytes()).words
    spoil(workspace, next(iter(WRONG)))
    run("site", "--dashboard")
    words = DashboardRead(page.read_bytes()).words
    assert warned in words
    assert "in its file" not in words, "no school's file has a mistake"
    assert "in their files" not in words


def test_it_is_told_beside_a_word_that_names_nothing(run: Run, workspace: Path) -> None:
    spoil(workspace, next(iter(WRONG)))
    said = run("adopt", "oakfield", "social-media", "--set", "x=1")
    assert said.exit_code == 2
    assert "policygen.yaml:1:" in said.stderr
    assert "'x' is no value of social-media" in said.stderr


def test_for_machines_check_tells_it_once(run: Run, workspace: Path) -> None:
    spoil(workspace, next(iter(WRONG)))
    said = run("check", "--json")
    (found,) = (one for one in json.loads(said.stdout) if one["path"] == "policygen.yaml")
    assert found["line"] == 1
    assert "policygen.yaml" not in said.stderr
