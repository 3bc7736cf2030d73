"""A text and its answers make a shape; the values stay out of it."""

import pytest
from making import answers, model

from policygen.assembly.compose import compose
from policygen.assembly.uses import Use
from policygen.document import Blank, BulletList, Paragraph, Section, plain, query
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.blocks import parse

PLACE = "## A\n\nAt {{ values.place }}, {{ values.place }} and {{ values.day }}.\n"
SENTENCE = "a {% either loans: staff %}b{% or everyone %}c{% endeither %}\nd\n"


def slot(index: int) -> str:
    return sentinels.numbered(sentinels.SLOT, index)


def text(source: str, **choices: str) -> str:
    return compose(model(source), answers(choices, {"place": "p", "day": "d"})).shape.text


def test_a_value_is_kept_out_of_the_text() -> None:
    composed = compose(model(PLACE), answers(values={"place": "# x", "day": "y"}))
    assert composed.shape.text == f"## A\n\nAt {slot(0)}, {slot(0)} and {slot(1)}.\n"
    assert composed.shape.slots == ("values.place", "values.day")
    assert composed.values == {"values.place": "# x", "values.day": "y"}


def test_schools_that_choose_alike_share_a_shape() -> None:
    first = compose(model(PLACE), answers(values={"place": "a", "day": "b"}))
    second = compose(model(PLACE), answers(values={"place": "c", "day": "d"}))
    assert first.shape == second.shape
    assert first.values != second.values


def test_it_says_what_is_open_missing_and_used() -> None:
    source = PLACE + "{% either loans: staff %}{{ values.place }}{% or everyone %}{% endeither %}\n"
    composed = compose(model(source), answers(values={"day": "d"}))
    assert composed.open == ("loans",)
    assert composed.missing == (Use("value", "place"),)
    assert composed.shape.blanks == ("place",)
    assert {str(use) for use in composed.used} == {"choices.loans", "values.place", "values.day"}


def test_a_value_in_a_passage_not_chosen_is_not_asked_for() -> None:
    source = "{% either loans: staff %}{{ values.place }}{% or everyone %}b{% endeither %}\n"
    composed = compose(model(source), answers({"loans": "everyone"}))
    assert composed.missing == ()
    assert composed.used == {Use("decision", "loans")}


@pytest.mark.parametrize(
    ("source", "composed"),
    [
        (SENTENCE, "a c\nd\n"),
        ("a\n{% either loans: staff %}b{% or everyone %}{% endeither %}\nc\n", "a\nc\n"),
        ("a {% if values.place %}b{% endif %}\n\nc\n", "a b\n\nc\n"),
        ("{% if values.place %}\na\n{% endif %}\nb\n", "a\nb\n"),
        ("1. {% if values.place %}\n   a\n   {% endif %}\n2. b\n", "1. a\n2. b\n"),
        ("{% either loans: staff %}\na\n{% or everyone %}\nb\n{% endeither %}\nc\n", "\nb\n\nc\n"),
        ("a <!-- a note\non two lines --> b\n", "a  b\n"),
    ],
)  # fmt: skip
def test_tags_leave_no_trace_in_the_lines(source: str, composed: str) -> None:
    assert text(source, loans="everyone").strip("\n") == composed.strip("\n")


def test_a_list_item_prints_under_its_name() -> None:
    source = "{% for rule in values.rules %}{{ rule }}{% endfor %}{{ values.rules.safety }}\n"
    rules = {"rules": {"conduct": "a", "safety": "b"}}
    composed = compose(model(source), answers(values=rules))
    assert composed.shape.slots == ("values.rules.conduct", "values.rules.safety")
    assert composed.values == {"values.rules.conduct": "a", "values.rules.safety": "b"}


@pytest.mark.parametrize(
    ("items", "printed"),
    [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_in_a_sentence(items: list[str], printed: str) -> None:
    rules = {f"item{index}": item for index, item in enumerate(items)}
    composed = compose(model("{{ values.rules|listed }}\n"), answers(values={"rules": rules}))
    assert composed.values == {"values.rules|listed": printed}


def test_the_model_edition_prints_what_depends_on_a_missing_value() -> None:
    source = "{% if values.place %}At {{ values.place }}.{% endif %}\n"
    assert compose(model(source), answers()).shape.text == ""
    composed = compose(model(source), answers(), every_alternative=True)
    assert composed.shape.text == f"At {sentinels.numbered(sentinels.BLANK, 0)}.\n"


def test_a_role_that_a_school_does_not_name_is_named_as_the_model_does() -> None:
    made = model("{{ roles.headteacher }} {{ school.name }}\n")
    assert compose(made, answers()).values == {
        "roles.headteacher": "Headteacher", "school.name": "Oak School",
    }  # fmt: skip


def test_a_list_in_a_sentence_can_begin_with_a_capital() -> None:
    composed = compose(
        model("{{ values.rules|capitalised }}. {{ values.rules|listed|capitalised }}.\n"),
        answers(values={"rules": {"a": "the code", "b": "the rules"}}),
    )
    assert set(composed.values.values()) == {"The code and the rules"}


def test_more_values_than_private_use_has_characters_are_each_printed_in_their_place() -> None:
    count = 20_000
    rules = {f"item{index}": f"rule {index}" for index in range(count)}
    source = (
        "## A\n\n{% for rule in values.rules %}\n- {{ rule }}\n{% endfor %}\n\n{{ values.place }}\n"
    )
    composed = compose(model(source), answers(values={"rules": rules}))
    (section,) = parse(composed.shape).blocks
    assert isinstance(section, Section)
    bullets, missing = section.children
    assert isinstance(bullets, BulletList) and len(bullets.items) == count
    printed = [plain(p.children, composed.values) for p in query((bullets,), Paragraph)]
    assert printed == list(rules.values())
    assert missing == Paragraph((Blank("place"),))


@pytest.mark.parametrize("index", [0, 1, 4_095, 4_096, 3_088, 16_777_216, 2**36 - 1])
def test_a_sentinel_says_which_it_is(index: int) -> None:
    sentinel = sentinels.numbered(sentinels.SLOT, index)
    assert len(sentinel) == 4
    assert sentinels.NUMBERED.fullmatch(sentinel)
    assert sentinels.index_of(sentinel) == index
