"""Lines on a terminal: broken at words, with the words as they were and commands whole."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from terminal import Terminal
from workspaces import copy_policies

from policygen.actions.new import add_school
from policygen.cli.lines import broken
from policygen.workspace.layout import Workspace

_WORDS = st.lists(st.text("abc(). '“é-", min_size=1, max_size=40), max_size=12).map(" ".join)


@given(_WORDS, st.integers(30, 120))
def test_no_word_is_lost_or_cut(text: str, width: int) -> None:
    lines = broken(text, width, "policygen").split("\n")
    assert " ".join(lines).split() == text.split()
    assert all(len(line) <= width or " " not in line.strip() for line in lines)


@given(_WORDS, st.integers(0, 120))
def test_what_fits_is_left_as_it_is(text: str, width: int) -> None:
    if len(text) <= width or width < 30:
        assert broken(text, width, "policygen") == text


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        (
            "To go on where you are now: policygen adopt holtsmere-end pay, or leave it.",
            50,
            "To go on where you are now:\n  policygen adopt holtsmere-end pay, or leave it.",
        ),
        (
            "Try policygen issue a/b@1.0 --by WHO; then what comes next is up to you",
            30,
            "Try policygen issue a/b@1.0\n  --by WHO; then what comes\n  next is up to you",
        ),
        (
            "  12. one two three four five six seven",
            30,
            "  12. one two three four five\n      six seven",
        ),
        (
            "  back    goes back to the question before",
            30,
            "  back    goes back to the\n          question before",
        ),
        (
            "  an-indented-line of words that go on",
            30,
            "  an-indented-line of words\n    that go on",
        ),
        (
            "one two three four five six, seven\n\nnext",
            30,
            "one two three four five six,\n  seven\n\nnext",
        ),
    ],
)
def test_what_follows_hangs_and_a_command_is_kept_whole(
    text: str, width: int, expected: str
) -> None:
    assert broken(text, width, "policygen") == expected


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
@pytest.mark.parametrize("columns", [60, 80])
def test_a_talk_on_a_terminal_is_never_cut_amid_words(tmp_path: Path, columns: int) -> None:
    copy_policies(tmp_path)
    add_school(Workspace(tmp_path), "elm-park", "Elm Park School")
    wide = {**os.environ, "POLICYGEN_CALLED": "policygen", "COLUMNS": str(columns)}
    terminal = Terminal(tmp_path, "adopt", "elm-park", "complaints", environment=wide)
    said = terminal.heard() + terminal.type("?")
    while said.endswith(": ") and "Enter ends" not in said:
        said = terminal.type("")
    terminal.type("")
    assert terminal.end() == 0
    assert max(map(len, terminal.said.split("\n"))) <= columns
    assert "policygen adopt elm-park complaints\n" in terminal.said


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
def test_what_a_terminal_doesnt_show_has_its_lines_whole(tmp_path: Path) -> None:
    copy_policies(tmp_path)
    add_school(Workspace(tmp_path), "elm-park", "Elm Park School")
    narrow = {**os.environ, "POLICYGEN_CALLED": "policygen", "COLUMNS": "32"}
    line = f"{sys.executable} -m policygen adopt elm-park"
    shown = Terminal(tmp_path, line=line, environment=narrow)
    filed = Terminal(tmp_path, line=f"{line} 2> said; cat said", environment=narrow)
    for terminal in (shown, filed):
        terminal.heard()
        terminal.end()
    whole = "  policygen adopt elm-park child-protection\n"
    assert whole in filed.said
    assert whole not in shown.said
    assert max(map(len, shown.said.split("\n"))) <= 32


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        (f"see {'x' * 40}", 30, f"see\n  {'x' * 40}"),
        ("go by the well-known-and-old way", 30, "go by the well-known-and-old\n  way"),
        ("go on by the old well-known-path", 30, "go on by the old\n  well-known-path"),
        ("a name of many words   and what it is", 30, "a name of many words   and\n  what it is"),
        ("four words of old", 12, "four words of old"),
    ],
)
def test_words_stay_whole_and_narrow_terminals_as_they_are(
    text: str, width: int, expected: str
) -> None:
    assert broken(text, width, "policygen") == expected
