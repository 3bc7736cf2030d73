"""Text that a spreadsheet, or we, would take for something else is marked, and means itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.sources.guarded import CLEAR, WORDS, guarded, harmless, unguarded

odd = st.text("'=+-@ (\tclearCLEARnodp)\uff1d\u200b1", max_size=9) | st.sampled_from(WORDS)


@given(odd | st.text())
def test_a_text_that_was_marked_is_itself_again(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert unguarded(harmless(guarded(text))) == text


@pytest.mark.parametrize("text", ["'=1", "''=1", "'(clear)", "''(clear)", "'-", "'"])
def test_one_that_has_the_mark_already_keeps_it(text: str) -> None:
    assert unguarded(guarded(text)) == unguarded(harmless(guarded(text))) == text


@given(odd | st.text())
def test_no_marked_text_is_a_word_of_ours_or_a_formula(text: str) -> None:
    assert guarded(text).lower() not in WORDS
    assert harmless(guarded(text)).lstrip()[:1] not in ("=", "+", "-", "@")


@pytest.mark.parametrize("text", ["'Twas the night", "''", "01632 960000", "(clear) the room"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == harmless(text) == unguarded(text) == text


@pytest.mark.parametrize("text", ["=1+1", "+44 1632 960000", " -5", "\u200b=1", "＝1", "\tx"])
def test_what_is_taken_for_a_formula_is_marked(text: str) -> None:
    assert harmless(text) == f"'{text}"


def test_a_word_of_ours_is_marked_however_it_is_written() -> None:
    assert guarded("(Clear)") == "'(Clear)"
    assert unguarded(CLEAR) == CLEAR
