"""policygen preview, as somebody runs it on a terminal."""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def serving(root: Path, *words: str) -> Iterator[Terminal]:
    """It on a terminal, once it has said all that it says."""
    terminal = Terminal(root, "preview", *words)
    try:
        while not terminal.said.endswith("Ctrl-C to end.\n"):
            assert terminal.heard_some(), terminal.said
        yield terminal
    finally:
        if terminal.started.poll() is None:
            terminal.kill()


def test_it_says_where_it_is_and_ends_quietly(root: Path) -> None:
    with serving(root, "oak/trips", "--port", "18100") as terminal:
        address = re.search(r"http://127\.0\.0\.1:\d+/oak/trips/draft/", terminal.said)
        assert address
        with urlopen(address[0], timeout=60) as page:
            assert "the coach" in page.read().decode()
        after = terminal.type(INTERRUPT)
        assert terminal.end() == 0
        assert after.strip() == ""


def test_without_a_school_it_leads_to_them_all(root: Path) -> None:
    with serving(root, "--port", "18130") as terminal:
        address = re.search(r"http://127\.0\.0\.1:\d+/", terminal.said)
        assert address
        with urlopen(address[0], timeout=60) as page:
            assert 'href="/elm/"' in page.read().decode()
        terminal.type(INTERRUPT)
        assert terminal.end() == 0


@pytest.mark.parametrize(
    ("word", "hint"),
    [("ok", "did you mean oak?"), ("oak/trips@1.0", "Leave the version out"),
     ("oak/nothing", "adopt it")],
)  # fmt: skip
def test_what_cannot_be_seen_is_told_at_once(root: Path, word: str, hint: str) -> None:
    made = run(root, "preview", word)
    assert made.exit_code == 2
    assert hint in made.output
