"""An answer shown in a cell and taken back is the same; other text is read by what is asked."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.assembly.asked_columns import AskedColumn, columns_of, lists_of
from policygen.assembly.cell_answers import (
    WrongCellError,
    cell_of,
    changed_entry,
    joined_items,
    split_items,
)
from policygen.sources.guarded import WORDS, harmless
from policygen.sources.model import Model, read_model
from policygen.sources.text import refused_character, tidy

MODEL = """\
---
title: Trips
publisher: Ours
issued: April 2016
review: annually
control: {Owner: roles.head.email, Where: facts.address}
decisions:
  far: {ask: How far?, alternatives: {near: "Near by", abroad: "Abroad, too"}}
  kinds:
    ask: Which?
    choose: any
    optional: yes
    alternatives: {day: Day trips, week: Whole weeks}
  needed: {ask: "Which, at least?", choose: any, alternatives: {a: One, b: Two}}
  swim: {ask: Swimming?, optional: yes}
  kind: {from: facts.kind, alternatives: {state: maintained, own: academy}}
values:
  place: {ask: Where?, example: the pier}
  day: {ask: When?, type: date}
  cost: {ask: How much?, type: money, default: 5}
  lines: {ask: Which address?, type: lines}
  names: {ask: Who?, type: list}
  others: {ask: Which policies?, type: list, items: {care: the care policy, trips: the trip policy}}
  team: {ask: Who?, type: records, fields: {who: {ask: Name}, phone: {ask: Phone, optional: yes}}}
  map: {ask: Which way?, type: picture}
roles: {head: Headteacher}
---
## One

1. {{ roles.head.holder }} of {{ facts.committees|listed }}.
"""


@pytest.fixture(scope="module")
def model() -> Model:
    found, problems = read_model(MODEL.encode(), "m.md", "trips", "2016-04")
    assert found is not None
    assert problems == []
    return found


def columns() -> dict[str, AskedColumn]:
    found, _ = read_model(MODEL.encode(), "m.md", "trips", "2016-04")
    assert found is not None
    return dict(columns_of(found))


def taken(name: str, text: str, entry: Any = None) -> Any:
    return changed_entry(columns()[name], text, entry)


def wrong(name: str, text: str, entry: Any = None) -> tuple[str, str]:
    with pytest.raises(WrongCellError) as caught:
        taken(name, text, entry)
    return caught.value.message, caught.value.hint


def test_everything_asked_has_a_column_in_order(model: Model) -> None:
    assert list(columns_of(model)) == [
        "choices.far", "choices.kinds", "choices.needed", "choices.swim",
        "values.place", "values.day", "values.cost", "values.lines", "values.names",
        "values.others.care", "values.others.trips", "values.others.add",
        "values.map.file", "values.map.alt",
        "roles.head", "roles.head.holder", "roles.head.email",
        "facts.kind", "facts.committees", "facts.address",
    ]  # fmt: skip
    assert list(lists_of(model)) == ["values.team"]
    assert columns_of(model)["values.place"].keys == ("policies", "trips", "values", "place")
    assert columns_of(model)["roles.head.email"].sheet.type == "email"
    assert "academy" in (columns_of(model)["facts.kind"].sheet.offered or ())


def test_a_column_says_what_the_model_asks(model: Model) -> None:
    sheet = columns_of(model)["choices.kinds"].sheet
    assert sheet.ask == "Which? (any of: day; week, or (none))"
    assert sheet.help == "day – Day trips; week – Whole weeks"
    assert columns_of(model)["values.place"].sheet.help.startswith("Where? Such as: the pier")
    assert "Empty: 5" in columns_of(model)["values.cost"].sheet.help
    assert columns_of(model)["values.others.care"].sheet.ask == "Called otherwise: the care policy"


plain = st.text(max_size=20).filter(lambda text: not refused_character(text) and tidy(text))
odd = st.text(" '\"=+-@;(),\nclearndopCLEAR", max_size=9).filter(tidy) | st.sampled_from(WORDS)
text = plain | odd
listed = st.lists(text, min_size=1, max_size=4)
post = st.dictionaries(st.sampled_from(["title", "holder", "email", "telephone"]), text)
changes = st.fixed_dictionaries(
    {},
    optional={
        "rename": st.dictionaries(st.sampled_from(["care", "trips"]), text),
        "drop": st.lists(st.sampled_from(["care", "trips"]), unique=True),
        "add": listed,
    },
)
anything: st.SearchStrategy[Any] = (
    st.none() | text | listed | post | changes | st.just([]) | st.just({})
)


@given(st.data(), anything)
def test_what_is_written_and_taken_back_changes_nothing(data: st.DataObject, entry: Any) -> None:
    column = data.draw(st.sampled_from(list(columns().values())))
    cell = cell_of(column, entry)
    assert changed_entry(column, cell, entry) is entry
    assert changed_entry(column, harmless(cell), entry) is entry
    assert changed_entry(column, "", entry) is entry
    assert changed_entry(column, f" {cell} ", entry) is entry


@given(text)
def test_any_text_can_be_given(one: str) -> None:
    column = columns()["values.place"]
    cell = cell_of(column, one)
    after = changed_entry(column, cell, None)
    assert tidy(after) == tidy(one)
    assert cell_of(column, after) == cell


@given(listed)
def test_any_items_can_be_given(items: list[str]) -> None:
    column = columns()["values.names"]
    after = changed_entry(column, cell_of(column, items), None)
    assert after == [tidy(one) for one in items]


@given(listed)
def test_items_that_are_joined_are_parted_again(items: list[str]) -> None:
    tidied = [tidy(one) for one in items]
    assert split_items(joined_items(tidied)) == tidied


def test_items_are_parted_by_semicolons_and_lines() -> None:
    assert split_items('a; the "b"\n"c; d";e;;') == ["a", 'the "b"', "c; d", "e"]
    assert split_items('"a;\nb"; c') == ["a; b", "c"]
    message, hint = wrong("values.names", '"Be kind" rule; other')
    assert message == "the quotes in this list can't be read"
    assert '"one; and more"' in hint


def test_an_alternative_is_taken_by_name_or_label_however_it_is_written() -> None:
    assert taken("choices.far", "Abroad") == "abroad"
    assert taken("choices.far", "abroad,  too") == "abroad"
    assert taken("choices.swim", "TRUE") == "yes"
    assert taken("choices.swim", "no", "no") == "no"
    assert taken("choices.kinds", "Whole weeks; day") == ["week", "day"]
    assert taken("choices.kinds", "day; Day", None) == ["day"]
    assert taken("choices.kinds", "week, Day") == ["week", "day"]
    assert wrong("choices.kinds", "day, moon")[0].startswith("'day, moon' is not")
    assert wrong("choices.far", "abraod") == (
        "'abraod' is not an alternative of far", "did you mean abroad?"
    )  # fmt: skip
    assert wrong("choices.far", "Near bye")[1] == "did you mean near?"
    assert wrong("choices.kinds", "day; moon")[0] == "'moon' is not an alternative of kinds"


def test_none_of_them_is_an_answer_where_it_may_be() -> None:
    assert taken("choices.kinds", "(none)") == []
    assert cell_of(columns()["choices.kinds"], []) == "(none)"
    assert taken("choices.kinds", "(None)", []) == []
    assert wrong("choices.needed", "(none)")[1] == "name one at least: a; b"
    assert wrong("values.place", "(none)") == (
        "(none) can't stand here", "write (clear) to take the answer away"
    )  # fmt: skip


def test_clear_takes_an_answer_away() -> None:
    assert taken("values.place", "(clear)", "here") is None
    assert taken("choices.kinds", "(Clear)", ["day"]) is None
    assert taken("roles.head", "(clear)", {"title": "Head", "holder": "Ann"}) == {"holder": "Ann"}
    assert taken("roles.head.holder", "(clear)", {"holder": "Ann"}) is None
    assert taken("values.others.care", "(clear)", {"drop": ["care", "trips"]}) == {
        "drop": ["trips"]
    }
    assert taken("values.others.care", "(clear)", {"rename": {"care": "x"}}) is None


def test_text_of_a_type_is_checked_and_kept_as_it_was_typed() -> None:
    assert taken("values.day", "2018-04-10") == "2018-04-10"
    assert taken("values.day", "10 April 2018", "2018-04-10") == "2018-04-10"
    assert taken("values.cost", "1250.5", "£1,250.50") == "£1,250.50"
    assert taken("values.lines", " a \n\nb") == "a\nb"
    message, hint = wrong("values.day", "1/2/2018")
    assert message.endswith("that can be understood: write 1 February 2018 or 2 January 2018")
    assert not hint
    assert "10 April 2018" in wrong("values.day", "soon")[1]
    assert wrong("values.place", "x" * 10_001)[1] == "keep it within 10,000"


def test_a_part_is_put_beside_the_others() -> None:
    assert taken("roles.head", "Principal") == "Principal"
    assert taken("roles.head", "Principal", "Head") == "Principal"
    assert taken("roles.head", "Principal", {"holder": "Ann"}) == {
        "holder": "Ann", "title": "Principal"
    }  # fmt: skip
    assert taken("roles.head.holder", "Ann", "Head") == {"title": "Head", "holder": "Ann"}
    assert taken("values.map.alt", "Left", {"file": "m.png"}) == {"file": "m.png", "alt": "Left"}
    assert taken("values.others.add", "a; b", {"drop": ["care"]}) == {
        "drop": ["care"], "add": ["a", "b"]
    }  # fmt: skip


def test_an_item_of_the_models_list_is_called_otherwise_or_dropped_but_not_both() -> None:
    assert taken("values.others.care", "Care", {"drop": ["care"]}) == {"rename": {"care": "Care"}}
    assert taken("values.others.care", "(drop)", {"rename": {"care": "Care"}}) == {"drop": ["care"]}
    assert taken("values.others.care", "(drop)", {"drop": ["trips", "care"]}) == {
        "drop": ["trips", "care"]
    }  # fmt: skip
    assert taken("values.others.care", "'(drop)") == {"rename": {"care": "(drop)"}}


def test_what_is_no_such_thing_in_the_file_is_mended_there() -> None:
    assert wrong("roles.head.holder", "Ann", ["a"]) == (
        "head is a list in the school's file", "mend it there first"
    )  # fmt: skip
    assert wrong("values.others.care", "x", "text")[1] == "mend it there first"
