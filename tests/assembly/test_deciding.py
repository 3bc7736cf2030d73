"""Which decisions apply, by what was answered to others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import pytest
from making import FRONT, adopted, adoption_of, edition, filled, model, school

from policygen.assembly.combining import check_combinations
from policygen.assembly.deciding import asked_first, decided, deciding, held_whole
from policygen.assembly.edition import assemble
from policygen.sources.decision import Choice, Decision
from policygen.writers import outline


def decision(**keys: object) -> Decision:
    return Decision.model_validate({"ask": "Well?", **keys})


YES_NO = decision(optional="yes")
SEVERAL = decision(choose="any", optional="yes", alternatives={"a": "A", "b": "B", "c": "C"})
DECISIONS = {
    "last": decision(optional="yes", only_if={"middle": "yes", "several": ["a", "b"]}),
    "middle": decision(optional="yes", only_if={"first": "yes"}),
    "first": YES_NO,
    "several": SEVERAL,
}


def answers() -> Iterator[dict[str, Choice]]:
    firsts: tuple[Choice | None, ...] = (None, "yes", "no")
    several: tuple[Choice | None, ...] = (None, (), ("a",), ("b", "c"), ("c",))
    for first, middle, some in product(firsts, firsts, several):
        given = {"first": first, "middle": middle, "several": some}
        yield {name: one for name, one in given.items() if one is not None}


@pytest.mark.parametrize("given", [*answers()])
def test_a_decision_applies_where_all_that_it_names_is_so(given: Mapping[str, Choice]) -> None:
    result = decided(DECISIONS, given)
    middle = given.get("middle")
    if given.get("first") == "no":
        assert result["middle"] == ()
    else:
        assert result.get("middle") == middle
    some = given.get("several")
    off = given.get("first") == "no" or (middle == "no" and "first" in given)
    off = off or (some is not None and not {"a", "b"} & set(some))
    assert result.get("last") == (() if off else None)


def test_what_is_asked_first_is_what_says_whether_it_applies() -> None:
    assert set(asked_first(DECISIONS, {}, "last")) == {"first", "several"}
    assert set(asked_first(DECISIONS, {"several": ("a",), "first": "yes"}, "last")) == {"middle"}
    known: dict[str, Choice] = {"several": ("a",), "first": "yes", "middle": "yes"}
    assert set(asked_first(DECISIONS, known, "last")) == {"last"}
    assert list(deciding(DECISIONS, ["middle"])) == ["first"]
    assert set(deciding(DECISIONS, ["last"])) == {"first", "middle", "several"}


WHOLE = {
    "stages": decision(
        choose="any", only_if={"first": "yes"}, all_if={"kind": "academy", "middle": "yes"},
        alternatives={"a": "A", "b": "B"},
    ),
    "kind": decision(alternatives={"academy": "Academy", "other": "Other"}),
    "middle": YES_NO,
    "first": YES_NO,
    "after": decision(optional="yes", only_if={"stages": "b"}),
}  # fmt: skip


@pytest.mark.parametrize("given", [None, ("a",), ("a", "b")])
def test_where_all_alternatives_hold_it_matters_not_what_was_chosen(given: Choice | None) -> None:
    chosen: dict[str, Choice] = {} if given is None else {"stages": given}
    known: dict[str, Choice] = {**chosen, "first": "yes", "middle": "yes", "kind": "academy"}
    result = decided(WHOLE, known)
    assert result["stages"] == ("a", "b")
    assert "after" not in result  # as b is among them, it applies
    assert held_whole(WHOLE, known) == {"stages"}
    assert list(asked_first(WHOLE, result, "stages")) == []
    for other in ({"kind": "other"}, {"middle": "no"}, {"first": "no"}):
        result = decided(WHOLE, {**known, **other})
        assert result.get("stages") == (() if "first" in other else given)
        assert not held_whole(WHOLE, {**known, **other})
    unknown = {name: one for name, one in known.items() if name != "kind"}
    assert decided(WHOLE, unknown).get("stages") == given
    assert list(asked_first(WHOLE, decided(WHOLE, unknown), "stages")) == ["kind"]


def test_a_long_chain_is_followed() -> None:
    names = [f"d{index}" for index in range(5_000)]
    chain = {name: decision(optional="yes", only_if={f"d{i + 1}": "yes"}) for i, name in
             enumerate(names)} | {"d5000": YES_NO}  # fmt: skip
    assert decided(chain, {"d5000": "no"})["d0"] == ()
    assert list(asked_first(chain, {}, "d0")) == ["d5000"]


REFERRING = """\
## One

{% either kinds: books %}
1. See [](#tools).
{% or tools %}
1. Tools. {#tools}
{% or toys %}
1. Toys.
{% endeither %}
"""


def test_what_is_wrong_with_one_of_several_alone_is_found() -> None:
    found = [problem.message for problem in check_combinations(model(REFERRING))]
    assert found == ["the cross-reference to #tools leads nowhere with these choices"]


def test_what_is_wrong_where_none_of_several_is_chosen_is_found() -> None:
    text = "## One\n\n1. See [](#a).\n{% either kinds: books, tools, toys %}\n2. All. {#a}\n"
    text += "{% endeither %}\n"
    assert check_combinations(model(text)) == []
    front = FRONT.replace("choose: any", "choose: any\n    optional: yes")
    found = [problem.message for problem in check_combinations(model(text, front))]
    assert found == ["the cross-reference to #a leads nowhere with these choices"]


def test_the_same_answers_in_another_order_make_the_same_text() -> None:
    made = [
        edition(REFERRING, f"choices: {{kinds: {kinds}}}")
        for kinds in ("[tools, books]", "[books, tools]")
    ]
    assert made[0].shape == made[1].shape


def test_an_answer_that_has_no_effect_is_warned_of_and_an_open_one_asked_for() -> None:
    text = "## One\n\n1. A {% either repairs: us %}we{% or them %}they{% endeither %}.\n"
    _, problems = adopted(text, "choices: {kinds: [books], repairs: us}")
    assert [(p.message, p.warning) for p in problems] == [
        ("the choice repairs has no effect: it applies only where kinds is tools or toys", True)
    ]
    _, problems = adopted(text, "choices: {repairs: us}")
    assert [p.message for p in problems] == ["kinds is undecided: What is lent?"]
    _, problems = adopted(text, "choices: {kinds: [toys]}")
    assert [p.message for p in problems] == ["repairs is undecided: Who repairs a tool?"]


@pytest.mark.parametrize(
    ("kind", "words"), [("maintained", "board"), ("Academy", "trust"), ("independent", "board")]
)
def test_a_fact_answers(kind: str, words: str) -> None:
    front = FRONT.replace(
        "values:\n",
        "  run:\n    from: facts.kind\n    otherwise: board\n"
        "    alternatives: {board: [maintained], trust: academy}\nvalues:\n",
        1,
    )
    text = "## One\n\n1. The {% either run: board %}board{% or trust %}trust{% endeither %}.\n"
    adopter = replace(school(), facts={"kind": kind})
    made, problems = assemble(adoption_of(adopter, model(text, front)))
    assert problems == []
    assert f"The {words}." in outline.write(filled(made))
