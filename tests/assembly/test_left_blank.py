"""What is still to be filled in is told from words, and no words are taken for it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.assembly.left_blank import is_blank

BLANKS = (
    "TBC", "tbc.", "T.B.C.", "TBA", "to be confirmed", "To be completed.", "[insert place]",
    "[INSERT NAME]", "[name of school]", "[position of relevant person]", "xxx", "XXXX", "……",
    "..........", "____", "<name>", "<Name of school", "< to come >", "(insert date)", "(TBC)",
    "{insert telephone}", "?", "???", "--", "[ ]", "the hall (insert which)", "room XXXX",
    "on ……………… at school", "the staff room [insert where]", "Mr ____", "… …",
)  # fmt: skip
WORDS = (
    "the staff room", "the library (upstairs)", "a room [sic] of their own", "Dr TBC Ltd", "XX",
    "the XXth Legion's hall", "Psalm XXX", "wait…", "so...", "Room 3/4 – west", "a < b and b > a",
    "Insert Hall", "Name Day House", "To be or not to be", "what? where?", "_one_", "10-12",
    "the adder's (additional) needs", "<ann.lee@oak.example>", "to be confirmed by governors",
    "the school's own (enter by the east gate)", "Ann [née Lee]", "- and -", "x", "!", "12.30",
)  # fmt: skip


@pytest.mark.parametrize("said", BLANKS)
def test_what_is_to_be_filled_in_is_seen(said: str) -> None:
    assert is_blank(said)
    assert is_blank(f"  {said} ")


@pytest.mark.parametrize("said", WORDS)
def test_no_words_are_taken_for_it(said: str) -> None:
    assert not is_blank(said)


@given(st.lists(st.text("abcdefghijklmnopqrstuvwz'", min_size=1), min_size=1).map(" ".join))
def test_letters_alone_are_words_but_for_those_that_stand_for_a_blank(said: str) -> None:
    known = ("tbc", "tba", "tbd", "to be")
    assert not is_blank(said) or said.strip().startswith(known)
