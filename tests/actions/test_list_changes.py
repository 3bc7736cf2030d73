"""Changes typed on one line count by the list as it was shown."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.actions.answers_in_words import in_changed_list
from policygen.actions.list_changes import changed_list, how_to_change
from policygen.actions.replies import Wrong

MODELS = {"a": "apples", "b": "beans", "c": "cocoa and tea", "d": "dates"}
OWN: Mapping[str, str] = {}


def after(items: Mapping[str, str], line: str, now: Any) -> list[str]:
    """The list that comes of a line."""
    changed = changed_list(items, line, now)
    assert not isinstance(changed, Wrong), changed
    return in_changed_list(items, changed)


def wrong(items: Mapping[str, str], line: str, now: Any) -> Wrong:
    found = changed_list(items, line, now)
    assert isinstance(found, Wrong), found
    return found


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("drop 2; drop 3", ["apples", "dates"]),
        ("drop 3; drop 2", ["apples", "dates"]),
        ("drop 2, 3", ["apples", "dates"]),
        ("drop 2 and 3", ["apples", "dates"]),
        ("Drop 1, 2 and 4", ["cocoa and tea"]),
        ("drop 2; 3", ["apples", "dates"]),
        ("drop beans, cocoa and tea", ["apples", "dates"]),
        ("drop 1; rename 2 peas", ["peas", "cocoa and tea", "dates"]),
        ("rename 2 peas; drop 1; rename 4 = figs", ["peas", "cocoa and tea", "figs"]),
        ("rename 2 peas; drop peas", ["apples", "cocoa and tea", "dates"]),
        ("rename 2 peas; drop 2", ["apples", "cocoa and tea", "dates"]),
        ("drop 2; add x; y; drop 3", ["apples", "dates", "x", "y"]),
        (
            "add x; y and z; add w",
            ["apples", "beans", "cocoa and tea", "dates", "x", "y and z", "w"],
        ),
        ('add "x; y"; "drop in"', ["apples", "beans", "cocoa and tea", "dates", "x; y", "drop in"]),
        ("add x; drop 1; rename 5 y", ["beans", "cocoa and tea", "dates", "y"]),
        ("drop 1, 2, 3, 4; add x", ["x"]),
    ],
)
def test_each_change_on_a_line_counts_by_the_list_as_it_was_shown(
    line: str, left: list[str]
) -> None:
    own = {"add": [*MODELS.values()]}
    assert after(MODELS, line, None) == left
    assert after(OWN, line, own) == left


def test_what_was_changed_before_is_counted_as_it_is_shown() -> None:
    now = {"rename": {"a": "pears"}, "drop": ["b"], "add": ["x", "y"]}
    assert in_changed_list(MODELS, now) == ["pears", "cocoa and tea", "dates", "x", "y"]
    assert changed_list(MODELS, "drop 1; drop 4; rename 5 z; add w", now) == {
        "drop": ["b", "a"], "add": ["z", "w"],
    }  # fmt: skip
    assert changed_list(MODELS, "drop dates; rename 2 tea", now) == {
        "rename": {"a": "pears", "c": "tea"}, "drop": ["b", "d"], "add": ["x", "y"],
    }  # fmt: skip
    assert changed_list(MODELS, "keep", now) == {}


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("drop", "Which one to drop is missing.", "Type drop and a number from 1 to 4."),
        ("rename", "The new words are missing.", "Type rename 2 new words."),
        ("rename 3", "The new words are missing.", "Type rename 2 new words."),
        ("add", "The words to add are missing.", "Type add and the new words."),
        ("drop 5", "'5' is none of these.", "Give a number from 1 to 4."),
        ("drop 2, 9", "'9' is none of these.", "Give a number from 1 to 4."),
        ("drop 2; drop 2", "'2' is dropped already.", "the list as it was shown"),
        ("drop 2; rename beans peas", "'beans' is dropped already.", "On one line, all numbers"),
        ("drop 2; rename 2 peas", "'2' is dropped already.", "On one line, all numbers"),
        ("drop 1; drop 2; drop 3, 4", "That would leave nothing in the list.", "Add an item"),
        ("drop 2; add x; drop 3; y", "'y' is none of these.", "Give a number from 1 to 5."),
        ("rename 2 peas; lentils", "'lentils' can't be understood.", "type add lentils."),
        ("2", "'2' can't be understood.", "To take it away, type drop 2;"),
        ("the rest", "'the rest' can't be understood.", "type add the rest."),
    ],
)
def test_a_line_that_is_wrong_anywhere_changes_nothing_and_says_why(
    line: str, message: str, hint: str
) -> None:
    for items, now in ((MODELS, None), (OWN, {"add": [*MODELS.values()]})):
        said = wrong(items, line, now)
        assert said.message == message
        assert hint in said.hint


@pytest.mark.parametrize("line", ["keep; add x", "add x; keep", "drop 1; Keep"])
def test_keep_stands_alone_so_that_no_change_beside_it_is_lost(line: str) -> None:
    assert wrong(MODELS, line, None).message.startswith("keep gives up every change")
    assert after(MODELS, 'add "keep"', None)[-1] == "keep"


def test_where_there_is_one_item_its_number_is_given() -> None:
    one = {"add": ["x"]}
    assert wrong(OWN, "drop", one).hint == "Type drop and the number 1."
    assert wrong(OWN, "drop 2", one).hint == "Give the number 1."
    assert wrong(OWN, "rename 1", one).hint == "Type rename 1 new words."
    assert how_to_change(OWN, 1).startswith("Type drop 1, rename 1 new words, add new words, or ")


def test_a_list_of_the_schools_own_is_begun_anew() -> None:
    assert "anew" in how_to_change(OWN, 3)
    assert after(OWN, "anew 1 New Road; Oakham", {"add": ["a", "b"]}) == ["1 New Road", "Oakham"]
    assert after(OWN, "Anew; x; y", {"add": ["a", "b"]}) == ["x", "y"]
    assert after(OWN, 'add "anew"', {"add": ["a"]}) == ["a", "anew"]
    assert after(OWN, "add keep", {"add": ["a"]}) == ["a", "keep"]
    assert "keep" not in how_to_change(OWN, 3)
    assert "anew" not in how_to_change(MODELS, 4)
    assert wrong(MODELS, "anew x", None).message == "'anew x' can't be understood."


@given(st.data(), st.integers(1, 6), st.integers(0, 6))
def test_any_numbers_on_a_line_mean_what_is_shown_beside_them(
    data: st.DataObject, models: int, added: int
) -> None:
    items = {f"name{index}": f"model {index}!" for index in range(models)}
    now = {"add": [f"own {index}!" for index in range(added)]}
    shown = in_changed_list(items, now)
    numbers = st.lists(st.integers(1, len(shown)), unique=True, max_size=len(shown) - 1)
    chosen = data.draw(numbers)
    drops = set(data.draw(st.sets(st.sampled_from(chosen))) if chosen else ())
    line = [f"drop {one}" if one in drops else f"rename {one} new {one}!" for one in chosen]
    expected = [
        f"new {one}!" if one in chosen else said
        for one, said in enumerate(shown, 1)
        if one not in drops
    ]
    assert after(items, "; ".join([*line, "add last"]), now) == [*expected, "last"]
