"""Which answers of a school are those that its trust fixes, though written otherwise."""

from typing import Any

import pytest

from policygen.sources.sameness import say_the_same

VALUES = ("policies", "visitors", "values", "start")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("April 2018", "2018-04"),
        ("10 April 2018", "2018-04-10"),
        ("1,250", "1250"),
        ("£75", "75.00"),
        ("9:30am", "09.30"),
        ("midday", "12 noon"),
        ("01442 000000", "(01442) 000 000"),
        ("01442 000000", "+44 (0)1442 000000"),
        ("01442 000000 ext. 5", "01442000000 x5"),
        ("the  staff room", "the staff room"),
        (["April 2018", "a"], ["2018-04", "a"]),
        ([{"day": "April 2018", "what": "a"}], [{"what": "a", "day": "2018-04"}]),
    ],
)
def test_they_are_the_same_in_two_ways_of_writing(one: Any, other: Any) -> None:
    assert say_the_same(VALUES, one, other)
    assert say_the_same(VALUES, other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("April 2018", "10 April 2018"),
        ("1,250", "125"),
        ("£75", "75.50"),
        ("9:30am", "9:30pm"),
        ("01442 000000", "01442 000001"),
        ("01442 000000 ext. 5", "01442 000000 ext. 6"),
        ("01442 000000 ext. 5", "01442 000000"),
        ("12-50", "1250"),
        ("12 to 13", "1213"),
        ("the staff room", "the hall"),
        ("one\ntwo", "one two"),
        (["a", "b"], ["b", "a"]),
        (["a"], ["a", "b"]),
        ({"a": "1"}, {"b": "1"}),
        ({"a": "1"}, {"a": "2"}),
        ("a", ["a"]),
    ],
)
def test_they_are_not(one: Any, other: Any) -> None:
    assert not say_the_same(VALUES, one, other)
    assert not say_the_same(VALUES, other, one)


def test_choices_are_alternatives_in_any_order_and_not_dates() -> None:
    choices = ("policies", "visitors", "choices", "checks")
    assert say_the_same(choices, ["name", "bag"], ["bag", "name"])
    assert say_the_same(choices, ["name"], "name")
    assert say_the_same(choices, "Yes", "yes")
    assert not say_the_same(choices, ["name", "bag"], ["name"])
    assert not say_the_same(choices, "2018", "2,018")


def test_local_wording_is_compared_as_it_is_typed() -> None:
    local = ("policies", "visitors", "local", "door")
    assert not say_the_same(local, {"replace": "a\n\n    b"}, {"replace": "a\nb"})
