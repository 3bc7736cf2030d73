"""Which decisions can have to do with one another: what is wrong with some choices of them is found
without all combinations of all decisions.
"""

from collections.abc import Iterable, Mapping

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import model

from policygen.assembly.checking import check_text
from policygen.assembly.combining import combinations
from policygen.assembly.compose import Answers, compose
from policygen.assembly.edition import shape_problems
from policygen.assembly.reach import within_reach
from policygen.errors import Problem
from policygen.sources.decision import Choice
from policygen.sources.model import Model

FRONT = "title: A\npublisher: B\nissued: April 2016\nreview: annually\n"
NAMES = [f"d{index}" for index in range(5)]


def declared(text: str, front: str = FRONT, further: Mapping[str, str] = {}) -> Model:
    """A model with those of the decisions that its text uses."""
    lines = [
        f"  {name}: {{ask: Which?, {further.get(name, 'optional: yes')}}}"
        for name in NAMES
        if f"optional {name} " in text or f"either {name}:" in text
    ]
    return model(text, "\n".join([f"{front}decisions:", *lines, ""]) if lines else front)


def groups(text: str, further: Mapping[str, str] = {}) -> set[str]:
    return {"".join(sorted(group)) for group in within_reach(declared(text, further=further))}


def optional(name: str, text: str) -> str:
    return f"{{% optional {name} %}}\n{text}\n{{% endoptional %}}\n"


def test_what_stands_between_two_headings_is_within_reach() -> None:
    text = "## A\n\n" + optional("d0", "x") + optional("d1", "x")
    assert groups(f"{text}\n## B\n\n{optional('d2', 'x')}") == {"d0d1", "d2"}
    assert groups(f"{text}\n### B\n\n{optional('d2', 'x')}") == {"d0d1", "d2"}


def test_a_heading_that_may_be_left_out_parts_nothing() -> None:
    text = f"## A\n\n{optional('d0', 'x')}"
    assert groups(text + optional("d1", "## B") + optional("d2", "x")) == {"d0d1d2"}
    first = optional("d0", "## A") + "### B\n\n" + optional("d1", "x")
    assert groups(first) == {"d0d1"}
    part = f"## A\n\nx\n\n{optional('d0', '# C')}### B\n\n{optional('d1', 'x')}"
    assert groups(part) == {"d0d1"}


def test_a_tag_that_eats_the_line_above_a_heading_parts_nothing() -> None:
    text = (
        "## A\n\n{% optional d0 %}x{% endoptional -%}\n## B {% optional d1 %}x{% endoptional %}\n"
    )
    assert groups(text) == {"d0d1"}


def test_a_reference_reaches_what_has_its_id_and_what_stands_around_both() -> None:
    inner = optional("d1", "See [](#far).")
    text = f"## A\n\n{optional('d0', inner)}\n## B\n\n{optional('d2', 'x {#far}')}"
    assert groups(text) == {"d0d1", "d2", "d0d1d2"}


def test_what_says_whether_a_decision_applies_is_within_its_reach() -> None:
    text = f"## A\n\n{optional('d0', 'x')}\n## B\n\n{optional('d1', 'x')}"
    assert groups(text, {"d1": "optional: yes, only_if: {d0: yes}"}) == {"d0", "d0d1"}


def test_an_anchor_that_follows_from_words_may_be_anywhere() -> None:
    text = f"## A\n\n{optional('d0', 'See [](#rooms).')}\n## Rooms\n\n{optional('d1', 'x')}"
    assert groups(text) == {"d0", "d1", "d0d1"}


def test_what_a_note_says_reaches_nothing() -> None:
    text = f"## A {{#a}}\n\n{optional('d0', 'x')}\n## B\n\n{optional('d1', 'y')}"
    assert groups(f"{text}\n<!-- {{% optional d0 %}} ## [](#a) {{#a}} -->\n") == {"d0", "d1"}


LEAVES = st.sampled_from(
    ["x", "x [](#t0)", "x [](#t1)", "x {#t0}", "x {#t1}", "1. x", "1. x [](#t0)", "1. x {#t1}",
     "   1. x", "- x", "  - x", "    x", "### B", "### B {#t0}", "## B", "## B {#t1}", "# C",
     "> x", "::: box\nx\n:::", "See [](#rooms).", "### Rooms"]
)  # fmt: skip
INLINE = st.builds(
    lambda name, words: words.format(f"{{% optional {name} %}}", "{% endoptional %}"),
    st.sampled_from(NAMES),
    st.sampled_from(["a **{}b{}**", "1. {}b{}", "{}b{} c", "## {}B{}", "### {}B{}", "- {}b{}"]),
)
PLAIN = st.one_of(LEAVES, INLINE)


def wrapped(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    some = st.lists(inner, min_size=1, max_size=2).map("\n\n".join)
    name = st.sampled_from(NAMES)
    either = "{{% either {}: yes %}}\n{}\n{{% or no %}}\n{}\n{{% endeither %}}\n"
    return st.one_of(st.builds(optional, name, some), st.builds(either.format, name, some, some))


BLOCKS = st.one_of(PLAIN, wrapped(PLAIN), wrapped(st.one_of(PLAIN, wrapped(PLAIN))))
TEXTS = st.lists(st.one_of(BLOCKS, st.just("## S"), st.just("### S")), min_size=2, max_size=9).map(
    lambda blocks: "\n\n".join(["## A", *blocks, ""])
)
FURTHER = st.sampled_from([{}, {"d1": "optional: yes, only_if: {d0: yes}"}])


def wrong(made: Model, tried: Iterable[Mapping[str, Choice]]) -> set[Problem]:
    return {
        problem
        for choices in tried
        for problem in shape_problems(made, compose(made, Answers(choices, {}, {}, "a")).shape)
    }


@settings(max_examples=settings().max_examples * 3 // 2)
@given(TEXTS, FURTHER)
def test_all_that_is_wrong_is_so_with_some_choices_of_one_group(
    text: str, further: Mapping[str, str]
) -> None:
    """All combinations of each group find what all combinations of all decisions find."""
    text += "".join(
        optional("d4", f"### T {{#{one}}}\n") for one in ("t0", "t1") if f"{{#{one}}}" not in text
    )
    if further:
        text += optional("d0", "x") + optional("d1", "x")
    made = declared(text, further=further)
    assume(not check_text(made))
    decisions = made.front.decisions
    found = [*combinations(decisions, within_reach(made), 2 ** len(decisions))]
    assert len(found) == 2 ** len(decisions)
    everything = wrong(made, (choices for choices, _ in found))
    assert wrong(made, (choices for choices, telling in found if telling)) == everything
