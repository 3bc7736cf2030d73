"""policygen preview, as somebody runs it on a terminal."""

import re
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
from site_story import make, run
from terminal import INTERRUPT, Terminal

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are made otherwise there"
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace. Tests only look at it."""
    return make(tmp_path_factory.mktemp("story"))


def heard(terminal: Terminal) -> str:
    """What it says until it serves."""
    said = ""
    while "Ctrl-C" not in said:
        more = terminal.heard_some()
        assert more, said
        said += more
    return said


def test_it_says_where_it_is_and_ends_quietly(root: Path) -> None:
    terminal = Terminal(root, "preview", "oak/trips", "--port", "18100")
    address = re.search(r"http://127\.0\.0\.1:\d+/oak/trips/draft/", heard(terminal))
    assert address
    with urlopen(address[0], timeout=60) as page:
        assert "the coach" in page.read().decode()
    after = terminal.type(INTERRUPT)
    assert terminal.end() == 0
    assert after.strip() == ""


def test_without_a_school_it_leads_to_them_all(root: Path) -> None:
    terminal = Terminal(root, "preview", "--port", "18130")
    address = re.search(r"http://127\.0\.0\.1:\d+/", heard(terminal))
    assert address
    with urlopen(address[0], timeout=60) as page:
        assert 'href="/elm/"' in page.read().decode()
    terminal.type(INTERRUPT)
    assert terminal.end() == 0


@pytest.mark.parametrize(
    ("word", "hint"),
    [("ok", "did you mean oak?"), ("oak/trips@1.0", "Leave the version out"),
     ("oak/payroll", "take out publish: none"), ("oak/nothing", "adopt it")],
)  # fmt: skip
def test_what_cannot_be_seen_is_told_at_once(root: Path, word: str, hint: str) -> None:
    made = run(root, "preview", word)
    assert made.exit_code == 2
    assert hint in made.output
