"""What the index says that a policy is about: a whole sentence, whatever stops stand in it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.document import Emphasis, Footnote, Inline, LineBreak, Slot, Text
from policygen.sites.sentences import filled, first_sentence


def first(text: str, *after: Inline) -> str:
    return filled(first_sentence((Text(text), *after)), {})


@pytest.mark.parametrize(
    "sentence",
    ["St. Mary's keeps children safe.", "Mr. Smith of St. John's leads on this.",
     "It covers trips, e.g. to France, i.e. abroad.", "Use apps, e.g. Teams, in school.",
     "The school (No. 4 in the list) has nos. 3 and 4.", "See para. 12 and Sch. 2 below.",
     "It holds from 1 Sept. 2026 on.", "The head is J. K. Rowan.", "U.K. law applies.",
     "It begins at 9 a.m. on weekdays.", "It begins at 9 a.m.", "Staff leave by 4 p.m.",
     "Does it apply to you?", "Never do that!", "It is called “the policy.”",
     "The law (see below.)", "They asked “Why?” and were told.", "1. This is the first clause.",
     "a. So is this.", "Is it yours? no, it isn't.", "The answer is no.", "Acme Ltd. runs it.",
     "Write to info@school.example.", "Read it at www.school.example.", "It costs £3.50 a day.",
     "Section 4.2.1 says so.", "He said so in Year 6.", "Wait...", "It is run by Dr. É. Blanc.",
     "“St. Mary's” is a school.", "See (cf. Part 2) below.", "Ask Mrs/Ms. Green."],
)  # fmt: skip
def test_a_sentence_is_whole_and_what_follows_is_left(sentence: str) -> None:
    assert first(sentence) == sentence
    assert first(f"{sentence} Another follows. And one more.") == sentence
    assert first(f"{sentence} 30 days later it ends.") == sentence or sentence.endswith("no.")
    assert first(f"{sentence} (Another.) “One more.”") == sentence


@pytest.mark.parametrize("text", ["No stop at all", "It lists:", "", "Until later, e.g."])
def test_without_an_end_it_is_all(text: str) -> None:
    assert first(text) == text


def test_a_long_one_is_not_cut() -> None:
    long = f"This policy is for {', '.join(['everybody who works here'] * 20)}."
    assert first(f"{long} More.") == long


@pytest.mark.parametrize(
    "value",
    ["St. Mary's", "the hall. It is old. Very", "Acme Ltd.", "Who? Me! Yes.", "", "a\n b.\n\nC",
     "<b>x. Y</b>", "{{ a. B }}"],
)  # fmt: skip
def test_what_a_school_filled_in_is_never_cut(value: str) -> None:
    said = (Text("This is about "), Slot("place"), Text(". It says more."))
    value_in_a_line = " ".join(value.split())
    assert filled(first_sentence(said), {"other": "X", "place": value}) == (
        f"This is about {value_in_a_line}."
    )
    more = (Slot("place"), Text(" is No. "), Slot("place"), Text(" of all. Then more."))
    found = filled(first_sentence(more), {"place": value})
    assert found == " ".join(f"{value} is No. {value} of all.".split())


def test_a_value_may_begin_the_next_sentence() -> None:
    said = (Text("It holds. "), Slot("who"), Text(" must keep it."))
    assert filled(first_sentence(said), {"who": "the head"}) == "It holds."


def test_marked_words_and_lines_count_and_notes_do_not() -> None:
    note = Footnote((Text("See the law. All of it."),), "1")
    said = (Text("It"), note, LineBreak(), Emphasis((Text("holds. "),)), Text("More."))
    assert filled(first_sentence(said), {}) == "It holds."


@given(st.lists(st.text(st.characters(exclude_categories=["C"])), min_size=1, max_size=4))
def test_it_is_the_beginning_of_what_is_said(values: list[str]) -> None:
    words = {f"value {index}": value for index, value in enumerate(values)}
    said = tuple(one for name in words for one in (Text("It says "), Slot(name), Text(". ")))
    whole = " ".join("".join(f"It says {value}. " for value in values).split())
    found = filled(first_sentence(said), words)
    assert whole.startswith(found)
    assert found.endswith(".")
    assert " ".join(f"It says {values[0]}".split()) in found
