"""What stands in braces at the end of a line, and where a block of ::: begins."""

import pytest

from policygen.readers.markdown.attributes import NONE, Attributes, split_attributes
from policygen.readers.markdown.sentinels import INLINE, settled


def test_attributes_are_taken_off_the_end() -> None:
    text, given = split_attributes("Words. {#one .band cols=2}  ")
    assert text == "Words."
    assert given == Attributes("one", ("band",), (("cols", "2"),), (), "{#one .band cols=2}")
    assert (given.get("cols"), given.get("rows", "1")) == ("2", "1")


def test_of_two_ids_the_first_counts_and_the_other_is_told() -> None:
    _, given = split_attributes("Words. {#one #two}")
    assert (given.id, given.odd) == ("one", ("#two",))


@pytest.mark.parametrize("text", ["Words. \\{#one}", "Words. {name}", "{#one} words."])
def test_what_is_no_attribute_stays(text: str) -> None:
    assert split_attributes(text) == (text, NONE)


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (f"1. {INLINE}\n   a\n", "1. a\n"),
        (f"- 1. {INLINE}\n     a\n", "- 1. a\n"),
        (f"- {INLINE}\n- b\n", "- \n- b\n"),
        (f"1. {INLINE}\n   - b\n", "1. \n   - b\n"),  # a list of its own, no words
        (f"a {INLINE}\nb\n", "a \nb\n"),
    ],
)
def test_an_item_begins_with_the_words_that_were_left_in(printed: str, read: str) -> None:
    assert settled(printed) == read
