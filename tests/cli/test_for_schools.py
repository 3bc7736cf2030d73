"""What docs/for-schools.md tells a school is what happens, command by command."""

import re
from pathlib import Path

import pytest
from for_schools import PAGE, new_school, typed
from making import ROOT
from workspaces import copy_policies


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace without schools, which is the current folder."""
    copy_policies(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_all_that_can_be_typed_is_there(school: Path) -> None:
    new_school(school)
    rows = re.findall(r"^\| [^|]+ \| `([^`]+)` \|$", PAGE, re.M)
    assert len(rows) == 12
    for command in rows:
        assert typed(school, f"{command.split()[0]} --help").exit_code == 0


def test_its_pictures_are_there() -> None:
    pictures = re.findall(r"!\[([^\]]+)\]\(([^)]+)\)", PAGE)
    assert len(pictures) == 2
    for words, path in pictures:
        assert len(words) > 40
        assert (ROOT / "docs" / path).is_file()
