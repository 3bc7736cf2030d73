"""Ids that are given to all that has none: nothing else is changed, and all says the same."""

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

import making
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from policygen.assembly.checking import check_text
from policygen.assembly.combining import check_combinations, printed_in_many_ways
from policygen.assembly.identifying import new_ids, with_ids, with_text
from policygen.assembly.mask import mask
from policygen.assembly.numbering import number
from policygen.assembly.places import ids_in
from policygen.document import Reference
from policygen.document.held import held
from policygen.readers.markdown.blocks import parse
from policygen.sources.model import Model

FRONT = """\
title: Lending policy
publisher: Oak
issued: April 2016
review: annually
decisions:
  loans: {ask: Who?, alternatives: {staff: Staff only, everyone: Staff and pupils}}
  approval: {ask: By whom?, alternatives: {head: The headteacher, governors: They, nobody: Nobody}}
values:
  place: {ask: Where?}
  day: {ask: When?}
  rules: {ask: Which?, type: list, items: {conduct: the code of conduct, safety: the safety rules}}
"""
LAST = """
## Last {#last}

{{ values.place }} {{ values.day }} {{ values.rules|listed }}
{% either loans: staff %}x{% or everyone %}y{% endeither %}
{% either approval: head %}x{% or governors, nobody %}y{% endeither %} {#last-of-all}
"""
TYPED = re.compile(r" \{#[a-z-]+\}|\n[ >]*\{#[a-z-]+\}|(?<=\{)#[a-z-]+ ")


def model(text: str) -> Model:
    """A model with this text."""
    return making.model(text, FRONT)


def identified(text: str) -> str:
    """A text with its new ids."""
    return with_ids(text, new_ids(model(text)))


def ids(text: str) -> list[str]:
    """The new ids of a text."""
    return [one.id for one in new_ids(model(text))]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("## Use of rooms\n", "## Use of rooms {#use-rooms}\n"),
        ("## Use of rooms", "## Use of rooms {#use-rooms}"),
        ("## Rooms ##\n", "## Rooms {#rooms} ##\n"),
        ("Rooms\n-----\n", "Rooms {#rooms}\n-----\n"),
        ("## A {#a}\n\n1. Ask first.\n", "## A {#a}\n\n1. Ask first. {#ask-first}\n"),
        ("## A {#a}\n\nAsk\nus  \n\n", "## A {#a}\n\nAsk\nus {#ask-us}  \n\n"),
        (
            "## A {#a}\n\n1. Ask {#one}\n   1. Say\n      > Told\n      > so\n",
            "## A {#a}\n\n1. Ask {#one}\n   1. Say {#say}\n      > Told\n      > so {#told}\n",
        ),
        ("## A {#a}\n\n- a bullet\n\n  more\n", "## A {#a}\n\n- a bullet\n\n  more\n"),
        ("## A {#a}\n\nAsk <!-- {#b} -->\n", "## A {#a}\n\nAsk {#ask} <!-- {#b} -->\n"),
        ("## A {#a}\n\nAsk <!-- them\n-->\n", "## A {#a}\n\nAsk {#ask} <!-- them\n-->\n"),
        ("## A {#a}\n\n<!-- note --> Ask\n", "## A {#a}\n\n<!-- note --> Ask {#ask}\n"),
        (
            "## A {#a}\n\n::: box Fire\nRun\n\n- out\n:::\n",
            "## A {#a}\n\n::: box Fire\nRun {#run}\n\n- out\n:::\n",
        ),
        (
            "## A {#a}\n\n::: steps\n1. Run\n2. Ring\n:::\n",
            "## A {#a}\n\n::: steps\n1. Run {#run}\n2. Ring {#ring}\n:::\n",
        ),
        (
            "## A {#a}\n\n| What | Who |\n| --- | --- |\n"
            "| \\| {{ values.rules|listed }}  | me |\n|  | x |\n",
            "## A {#a}\n\n| What {#a-table} | Who |\n| --- | --- |\n"
            "| \\| {{ values.rules|listed }} {#rules-me}  | me |\n| {#x}  | x |\n",
        ),
        (
            "## A {#a}\n\nWhat | Who\n-|-\nBall | me\n",
            "## A {#a}\n\nWhat {#a-table} | Who\n-|-\nBall {#ball-me} | me\n",
        ),
        (
            "## A {#a}\n\n::: table Who lends\n* - What\n  - Who\n* - Ball\n\n    - red\n  - us\n"
            "* - Fees {.band}\n* -\n  - none\n:::\n",
            "## A {#a}\n\n::: table Who lends {#lends}\n* - What\n  - Who\n"
            "* - Ball {#ball-red-us}\n\n    - red\n  - us\n"
            "* - Fees {#fees .band}\n* -\n  - none\n:::\n",
        ),
        (
            "## A {#a}\n\n::: table {headings=0 widths=1,2}\n* - What\n  - Who\n:::\n",
            "## A {#a}\n\n::: table {#a-table headings=0 widths=1,2}\n* - What {#what-who}\n"
            "  - Who\n:::\n",
        ),
        (
            "## A {#a}\n\n{% either loans: staff %}\nAsk\n{% or everyone %}\nTake\n"
            "{% endeither %}\n",
            "## A {#a}\n\n{% either loans: staff %}\nAsk {#ask}\n{% or everyone %}\nTake {#take}\n"
            "{% endeither %}\n",
        ),
        (
            "## A {#a}\n\nAsk {% either loans: staff %}\nus\n{% or everyone %}\nthem\n"
            "{% endeither %}\n",
            "## A {#a}\n\nAsk {% either loans: staff %}\nus\n{% or everyone %}\nthem\n"
            "{% endeither %}\n{#ask-us}\n",
        ),
        (
            "## A {#a}\n\n1. {% if values.day %}On {{ values.day }}.\n   {% else %}Never.\n"
            "   {% endif %}\n",
            "## A {#a}\n\n1. {% if values.day %}On {{ values.day }}.\n   {% else %}Never.\n"
            "   {% endif %} {#day-never}\n",
        ),
        (
            "## A {#a}\n\n{% for rule in values.rules %}\n1. Keep {{ rule }}\n{% endfor %}\n",
            "## A {#a}\n\n{% for rule in values.rules %}\n1. Keep {{ rule }} {#keep-rule}\n"
            "{% endfor %}\n",
        ),
    ],
)
def test_where_an_id_is_written(before: str, after: str) -> None:
    assert identified(before) == after


@pytest.mark.parametrize(
    "text",
    [
        # What is one paragraph or several, by what is answered.
        "Ask\n{% if values.day %}\non that day\n{% endif %}\nor not.\n",
        "{% for rule in values.rules %}\nKeep {{ rule }}\n{% endfor %}\n",
        "Rules: {% for rule in values.rules %}\n{{ rule }},\n{% endfor %}\n",
        "Ask\n<!-- them -->\nfirst\n",
    ],
)
def test_nothing_within_a_paragraph_is_given_an_id(text: str) -> None:
    made = model(f"## A {{#a}}\n\n{text}{LAST}")
    assert sound(made)
    after = with_text(made, with_ids(made.text, new_ids(made)))
    assert sound(after)
    assert new_ids(after) == ()


def test_ids_come_from_the_words_and_never_from_numbers() -> None:
    text = (
        "## 2016 rules for the school\n\n1. Visitors sign in at the office.\n"
        "2. Visitors sign in at {{ values.place }}.\n3. 7 days.\n4. {{ values.day }}\n"
        "5. It is not.\n6. 7.\n7. 8.\n\n## Contents\n\n1. Don’t sign in.\n"
    )
    assert ids(text) == [
        "rules-school", "visitors-sign-office", "visitors-sign-place", "days", "day",
        "it-is-not", "rules-school-clause", "rules-school-clause-b", "rules-school-contents",
        "dont-sign",
    ]  # fmt: skip


def test_a_long_line_has_its_id_on_the_next() -> None:
    words = "word " * 17 + "word"
    text = f"## A {{#a}}\n\n1. {words} end\n\n   > {words} end\n"
    after = identified(text)
    assert after.splitlines()[3] == "   {#word-word-word}"
    assert after.splitlines()[6] == "   > {#word-word-word-word}"
    assert max(map(len, after.splitlines())) <= 100


def test_the_lines_of_a_file_end_as_they_did() -> None:
    text = "## A\r\n\r\n1. Ask.\r\n\r\nSay\rso"
    made = model(text.replace("\r\n", "\n").replace("\r", "\n"))
    after = with_ids(text, new_ids(made))
    assert after == "## A {#a}\r\n\r\n1. Ask. {#ask}\r\n\r\nSay\rso {#say}"


# Models of all sorts

WORDS = st.sampled_from(
    ["Ask first.", "Ask the office first.", "Tell\nthem", "7 days", "**Nobody** [asks](#a)", "it"]
)
SENTENCES = st.one_of(
    WORDS,
    WORDS,
    WORDS,
    st.builds("{} {{{{ values.place }}}}".format, WORDS),
    st.builds("{} {{#{}}}".format, WORDS, st.sampled_from("bcdefghijklmnop")),
    st.builds("{} <!-- a note -->".format, WORDS),
    st.builds(
        "{} {{% either loans: staff %}}{}{{% or everyone %}}{}{{% endeither %}}".format,
        WORDS, WORDS, WORDS,
    ),
    st.builds("{} {{% if values.day %}}{}{{% endif %}}".format, WORDS, WORDS),
    st.builds(
        "{} {{% either loans: staff %}}\n{}\n{{% or everyone %}}\n{}\n{{% endeither %}}".format,
        WORDS, WORDS, WORDS,
    ),
    st.builds("{}\n{{% if values.day %}}\n{}\n{{% endif %}}\n{}".format, WORDS, WORDS, WORDS),
)  # fmt: skip


def indented(text: str, by: str) -> str:
    return text.replace("\n", f"\n{by}")


def around(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Blocks in what may stand around them; each ends in an empty line."""
    some = st.lists(inner, min_size=1, max_size=2).map("\n".join)
    return st.one_of(
        st.builds(
            "{{% either approval: head %}}\n{}\n{{% or governors, nobody %}}\n{}"
            "\n{{% endeither %}}\n".format,
            some, some,
        ),
        st.builds(
            "{{% if values.day %}}\n{}\n{{% else %}}\n{}\n{{% endif %}}\n".format, some, some
        ),
        st.builds("{{% for rule in values.rules %}}\n{}\n{{% endfor %}}\n".format, some),
    )  # fmt: skip


def blocks() -> st.SearchStrategy[str]:
    bullets = st.lists(SENTENCES, min_size=1, max_size=2).map(
        lambda items: "".join(f"- {indented(item, '  ')}\n" for item in items)
    )
    table = st.lists(WORDS.map(lambda words: words.replace("\n", " ")), min_size=1, max_size=2).map(
        lambda cells: "| What | Who |\n| --- | --- |\n" + "".join(f"| {c} | x |\n" for c in cells)
    )
    rows = st.lists(SENTENCES, min_size=1, max_size=2).map(
        lambda cells: "".join(
            ["::: table Who\n", *(f"* - {indented(c, '    ')}\n  - x\n" for c in cells), ":::\n"]
        )
    )
    flat = st.one_of(SENTENCES.map("{}\n".format), bullets, table, rows)
    steps = st.lists(SENTENCES, min_size=1, max_size=2).map(
        lambda items: "".join(
            ["::: steps\n", *(f"1. {indented(i, '   ')}\n" for i in items), ":::\n"]
        )
    )
    boxed = st.builds("::: box A title\n{}\n:::\n".format, st.one_of(flat, around(flat)))
    quoted = st.lists(WORDS, min_size=1, max_size=2).map("\n\n".join)
    quotes = quoted.map(lambda text: f"> {indented(text, '> ')}\n")
    plain = st.one_of(flat, steps, boxed, quotes, around(flat))
    inner = st.lists(plain, max_size=2).map("\n".join)
    clause = st.builds(
        lambda first, rest: indented(f"1. {first}\n\n{rest}", "   ").rstrip() + "\n",
        SENTENCES, inner,
    )  # fmt: skip
    return st.one_of(plain, clause, clause, around(clause))


HEADINGS = st.sampled_from(
    ["## A {#a}\n", "## Use of rooms\n", "### Rooms\n", "## 7 {#seven} ##\n"]
)
TEXTS = st.lists(
    st.builds("{}\n{}".format, HEADINGS, st.lists(blocks(), max_size=3).map("\n".join)),
    min_size=1, max_size=3,
).map(lambda sections: "## A {#a}\n\n" + "\n".join(sections).replace("{#a}", ""))  # fmt: skip


def without_anchors(node: Any) -> Any:
    """A record without the anchors that may be led to."""
    if isinstance(node, tuple):
        return tuple(map(without_anchors, node))
    if not is_dataclass(node) or isinstance(node, type):
        return node
    changed = {field.name: without_anchors(getattr(node, field.name)) for field in fields(node)}
    for name in () if isinstance(node, Reference) else ("anchor", "row_anchors"):
        if name in changed:
            changed[name] = type(changed[name])()
    return replace(node, **changed)


def sound(made: Model) -> bool:
    return not any(not p.warning for p in check_text(made) or check_combinations(made))


@settings(max_examples=150)
@given(TEXTS)
def test_ids_change_nothing_but_that_there_are_ids(text: str) -> None:
    text += LAST
    before = model(text)
    assume(sound(before))
    given_ids = new_ids(before)
    after = with_text(before, with_ids(text, given_ids))
    assert sound(after)
    assert new_ids(after) == ()
    assert {one.id for one in given_ids} == ids_in(after.text).keys() - ids_in(text).keys()
    assert len({one.id for one in given_ids}) == len(given_ids)
    assert all(re.fullmatch(r"[a-z][a-z0-9-]{0,31}", one.id) for one in given_ids)
    assert is_made_of(text, TYPED.split(after.text))
    everything = number(parse(mask(after).shape).blocks).blocks
    assert {one.id for one in given_ids} <= {a for block in everything for a in held(block).anchors}
    for one, other in zip(printed_in_many_ways(before), printed_in_many_ways(after), strict=True):
        old, new = number(parse(one).blocks), number(parse(other).blocks)
        assert without_anchors(new.blocks) == without_anchors(old.blocks)


def is_made_of(text: str, pieces: list[str]) -> bool:
    """Whether a text is these pieces in a row, but for the ids that it had itself."""
    place = 0
    for piece in pieces:
        found = text.find(piece, place)
        if found < 0:
            return False
        place = found + len(piece)
    return True
