"""What a person types, read as what it means; or what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.actions.questions import AskAnyOf, AskChanges, AskOneOf, AskTexts, AskWords
from policygen.actions.replies import Wrong, read_reply
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
    assert read_reply(AskWords(), "example") == "example"
    assert read_reply(AskWords(example="x"), '"example"') == "example"
    assert read_reply(AskWords(), '"Oak" and "Elm"') == '"Oak" and "Elm"'
    assert read_reply(AskWords(), '"Oak"') == '"Oak"'


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("add c; drop 1; drop 1", {"drop": ["a", "b"], "add": ["c"]}),
        ("rename 1 x; drop x", {"drop": ["a"]}),
        ("add c; add d; drop 3; rename d e", {"add": ["e"]}),
        ("drop a; keep", {}),
        ('add "keep"', {"add": ["keep"]}),
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
