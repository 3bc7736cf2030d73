"""What docs/for-schools.md tells a school is what happens, command by command."""

import re
import shutil
import sys
from pathlib import Path

import pytest
from cli_fixtures import edit
from for_schools import ANSWERS, PAGE, new_school, steps, typed
from making import ROOT
from terminal import Terminal

FILE = "schools/elm-park/school.yaml"


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without schools, which is the current folder."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (tmp_path / "schools").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
def test_each_command_prints_what_the_page_shows(school: Path) -> None:
    played = []
    for command, said in steps():
        if command.startswith("adopt"):
            answer_on_a_terminal(school, command)
            edit(school / FILE, "policies:", "email: office@elm-park.example\npolicies:")
        elif said:
            prepare(school, said)
            assert typed(school, command).output == said, command
        played.append(command.split()[0])
    assert played == [
        "status", "new", "adopt", "build", "issue", "reviewed", "status", "build",
    ]  # fmt: skip


def answer_on_a_terminal(school: Path, command: str) -> None:
    terminal = Terminal(school, *command.split())
    terminal.heard()
    for answer in (*ANSWERS, "keep all", ""):
        terminal.type(answer)
    assert terminal.end() == 0
    assert "'sometimes' is none of these" in terminal.said
    assert "Nothing is open. Next: policygen build elm-park/social-media" in terminal.said


def prepare(school: Path, said: str) -> None:
    """Do what the page says is done by hand before a command."""
    if "changed; version" in said:
        (shown,) = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.M | re.S)
        edit(school / FILE, "the staff room", "the library")
        assert shown in (school / FILE).read_text("utf-8")
    if "with_aproval" in said:
        edit(school / FILE, "with_approval", "with_aproval")


def test_all_that_can_be_typed_is_there(school: Path) -> None:
    new_school(school)
    rows = re.findall(r"^\| [^|]+ \| `([^`]+)` \|$", PAGE, re.M)
    assert len(rows) == 8
    for command in rows:
        assert typed(school, f"{command.split()[0]} --help").exit_code == 0


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", PAGE)
    assert len(pictures) == 2
    for words, path in pictures:
        assert len(words) > 40
        assert (ROOT / "docs" / path).is_file()
