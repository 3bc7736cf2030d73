"""What a person types, read as what it means; or what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.actions.parting import freed, pieces_of
from policygen.actions.questions import (
    AskAnyOf,
    AskChanges,
    AskOneOf,
    AskRecords,
    AskTexts,
    AskWords,
)
from policygen.actions.replies import Wrong, read_reply
from policygen.sources.asking import ItemField
from policygen.sources.value_types import TYPES, TypeName

WHO = {"head": "The headteacher", "chair": "The chair of governors", "both": "Both, together"}
PICK = AskOneOf(WHO)
ANY = AskAnyOf(WHO, may_be_none=True)
SWITCH = AskOneOf({"yes": "Yes", "no": "No"})


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("1", "head"), ("2.", "chair"), ("3)", "both"), ("CHAIR", "chair"), ("Both", "both"),
        ("the chair", "chair"), ("The chair of governors", "chair"), ("  the  HEAD ", "head"),
        ("both, together", "both"),
    ],
)  # fmt: skip
def test_a_number_a_name_and_the_beginning_of_a_label_all_pick(typed: str, picked: str) -> None:
    assert read_reply(PICK, typed) == picked


@pytest.mark.parametrize("typed", ["0", "4", "-1", "²", "the", "t", "", "nobody", "1 2", "9" * 50])
def test_what_picks_none_or_several_is_wrong(typed: str) -> None:
    assert isinstance(read_reply(PICK, typed), Wrong)


def test_a_label_that_is_a_number_is_meant_before_the_number() -> None:
    assert read_reply(AskOneOf({"a": "2", "b": "1"}), "2") == "a"


def test_a_whole_label_is_meant_before_a_longer_one() -> None:
    assert read_reply(AskOneOf({"a": "Yes", "b": "Yes, always"}), "yes") == "a"


@pytest.mark.parametrize(
    ("typed", "meant"), [("y", "yes"), ("TRUE", "yes"), ("No.", "no"), ("n", "no"), ("1", "yes")]
)
def test_yes_and_no_are_said_in_several_ways(typed: str, meant: str) -> None:
    assert read_reply(SWITCH, typed) == meant


@pytest.mark.parametrize(
    ("typed", "picked"),
    [
        ("1,3", ["head", "both"]), ("3 1", ["head", "both"]), ("all", ["head", "chair", "both"]),
        ("both, together", ["both"]), ("both, together, the chair", ["chair", "both"]),
        ("chair and head", ["head", "chair"]), ("1, 1", ["head"]), ("none", []), ("0", []),
        ("2; 3", ["chair", "both"]),
    ],
)  # fmt: skip
def test_several_are_picked_in_their_order(typed: str, picked: list[str]) -> None:
    assert read_reply(ANY, typed) == picked


def test_none_is_picked_only_where_none_may_be() -> None:
    assert isinstance(read_reply(AskAnyOf(WHO), "none"), Wrong)


def test_an_example_and_a_default_are_taken_by_a_word_alone() -> None:
    form = AskWords("money", example="20", default="30")
    assert read_reply(form, "Example") == "20"
    assert read_reply(form, "default") == "30"
    assert read_reply(AskTexts(example="a coat; boots"), "example") == ["a coat", "boots"]
    assert read_reply(AskWords(example="x"), '"example"') == "example"
    assert read_reply(AskWords(), '"Oak" and "Elm"') == '"Oak" and "Elm"'
    assert read_reply(AskWords(), '"Oak"') == '"Oak"'


@pytest.mark.parametrize("typed", ["example", "Default", "e.g.", "eg", "For example:"])
def test_a_word_that_takes_nothing_is_no_answer_unless_it_is_in_quotes(typed: str) -> None:
    for form in (AskWords(), AskTexts(), AskTexts(lines=True)):
        wrong = read_reply(form, typed)
        assert isinstance(wrong, Wrong)
        assert "ype your own words" in wrong.hint
        read = read_reply(form, f'"{typed}"')
        assert read in (typed, [typed])
    hint = getattr(read_reply(AskWords(example="x"), "e.g."), "hint", "")
    assert "Type example to take the one that is shown" in hint


def test_an_example_typed_as_it_is_shown_is_taken_without_what_leads_to_it() -> None:
    form = AskWords(example="the staff room")
    for led in ("e.g. ", "eg ", "E.g.: ", "For example: ", "for instance, "):
        assert read_reply(form, f"{led}The staff room") == "the staff room"
    assert read_reply(form, "e.g. the hall") == "e.g. the hall"
    assert read_reply(form, "eggs") == "eggs"
    assert read_reply(AskWords(example="e.g. the hall"), "example") == "the hall"


TEAM = AskRecords(
    {
        "name": ItemField(ask="Name"),
        "room": ItemField.model_validate({"ask": "Room", "optional": "yes"}),
    }
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ('Bo | "4; ground floor"', [("Bo", "4; ground floor")]),
        ('Bo|"4 | 5";"Al; Cy" | 6', [("Bo", "4 | 5"), ("Al; Cy", "6")]),
        ('"""Bo"" | Al" | 4', [('"Bo" | Al', "4")]),
        ('"Bo" | the "big; room', None),
        ('"Bo" | the "big" room', [("Bo", 'the "big" room')]),
        ('"""Bo""" | ""', [('"Bo"', "")]),
        ('Bo Lee | 6" desk; Al | 5" desk', [("Bo Lee", '6" desk'), ("Al", '5" desk')]),
    ],
)
def test_a_field_in_quotation_marks_may_hold_what_parts_them(
    typed: str, meant: list[tuple[str, str]] | None
) -> None:
    read = read_reply(TEAM, typed)
    if meant is None:
        assert isinstance(read, Wrong)
        assert "Put a field that holds ; or | itself in quotation marks" in read.hint
    else:
        assert read == [{"name": name, **({"room": room} if room else {})} for name, room in meant]


def test_an_item_in_quotation_marks_may_hold_a_semicolon() -> None:
    assert read_reply(AskTexts(), '"a; b"; "c"; d') == ["a; b", '"c"', "d"]
    changed = read_reply(AskChanges({"a": "apples"}), 'add "b; c"; rename 1 "d; e"')
    assert changed == {"rename": {"a": "d; e"}, "add": ["b; c"]}


field = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1)


@given(st.lists(st.tuples(field, field), min_size=1))
def test_whatever_fields_hold_they_can_be_given_as_in_csv(rows: list[tuple[str, str]]) -> None:
    def put(text: str) -> str:
        needs = any(sign in text for sign in ';|"')
        return f'"{text.replace(chr(34), chr(34) * 2)}"' if needs else text

    line = "; ".join(f"{put(name)} | {put(room)}" for name, room in rows)
    cells = [[freed(cell) for cell in pieces_of(row, "|")] for row in pieces_of(line, ";")]
    assert cells == [[*row] for row in rows]


def test_a_label_with_its_marks_set_is_picked_by_straight_ones() -> None:
    assert read_reply(AskOneOf({"a": "The governors’ group", "b": "Both"}), "the governors'") == "a"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("add c; drop 1; drop 2", {"drop": ["a", "b"], "add": ["c"]}),
        ("rename 1 x; drop x", {"drop": ["a"]}),
        ("add c; add d; drop 3; rename d e", {"add": ["e"]}),
        ("keep", {}),
        ('add "keep"', {"add": ["keep"]}),
        ('add "leave open"', {"add": ["leave open"]}),
    ],
)
def test_a_list_is_changed_step_by_step(typed: str, meant: object) -> None:
    assert read_reply(AskChanges({"a": "apples", "b": "beans"}), typed) == meant


def test_items_and_lines_are_told_apart_by_a_semicolon() -> None:
    assert read_reply(AskTexts(), " a ; b;; c") == ["a", "b", "c"]
    assert read_reply(AskTexts(lines=True), "1 High Street; Oakham") == "1 High Street\nOakham"


@given(st.sampled_from([*TYPES]), st.text())
def test_what_is_taken_can_be_read_and_what_is_not_says_why(kind: TypeName, typed: str) -> None:
    match read_reply(AskWords(kind), typed):
        case Wrong(message, hint):
            assert message and hint
        case said:
            TYPES[kind].read(str(said))


@given(
    st.dictionaries(st.from_regex("[a-z]{1,9}", fullmatch=True), st.text(), min_size=1), st.data()
)
def test_every_name_picks_itself_or_is_told_to_mean_several(
    options: dict[str, str], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from([*options]))
    picked = read_reply(AskOneOf(options), name)
    assert picked == name or "may mean" in str(picked)
