"""What a model's text may hold, what it becomes, and what is refused."""

import pytest
from making import blocks, faults

from policygen.document import (
    Alternatives,
    BulletList,
    Clause,
    Emphasis,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Passage,
    Section,
    Slot,
    Strong,
    Table,
    Text,
)
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.shape import OpenPassage, Shape

SLOT, OTHER = (sentinels.numbered(sentinels.SLOT, index) for index in (0, 1))
EITHER, OR, END = (
    mark + sentinels.numbered(sentinels.PASSAGE, index)
    for mark, index in ((sentinels.EITHER, 0), (sentinels.OR, 1), (sentinels.END, 0))
)
PASSAGES = (OpenPassage("Which?", "One"), OpenPassage("Which?", "Two"))


def sentence(text: str) -> Inlines:
    section = parse(Shape(f"## A\n\n{text}\n", ("value",), (), PASSAGES)).blocks[0]
    assert isinstance(section, Section)
    paragraph = section.children[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


def in_section(text: str) -> list[str]:
    return faults(f"## A {{#a}}\n\n{text}\n")


def test_words_may_be_bold_linked_or_values() -> None:
    assert sentence("a **b** *c*\nd [e](https://example.org) " + SLOT + ".") == (
        Text("a "), Strong((Text("b"),)), Text(" "), Emphasis((Text("c"),)), Text(" d "),
        Link("https://example.org", (Text("e"),)), Text(" "), Slot("value"), Text("."),
    )  # fmt: skip


def test_punctuation_is_itself_when_escaped_or_written_by_name() -> None:
    assert sentence(r"\*a\* \{#b} &amp; &#169; &pound;5 a < b") == (Text("*a* {#b} & © £5 a < b"),)


def test_an_open_decision_in_a_sentence_and_around_blocks() -> None:
    text = f"a {EITHER}b{OR}{END} c"
    assert sentence(text) == (
        Text("a "), InlineAlternatives(((Text("b"),), (Text("nothing"),))), Text(" c"),
    )  # fmt: skip
    text = f"## A\n\n{EITHER}\nb\n{OR}\n- c\n{END}\n"
    section = parse(Shape(text, (), (), PASSAGES)).blocks[0]
    assert isinstance(section, Section)
    one = Passage("One", (Paragraph((Text("b"),)),))
    two = Passage("Two", (BulletList(((Paragraph((Text("c"),)),),)),))
    assert section.children == (Alternatives("Which?", (one, two)),)


def test_a_table_and_a_list_may_stand_in_a_clause() -> None:
    section = blocks("## A\n\n1. b\n\n   | c |\n   | - |\n   | d |\n\n   - e\n")[0]
    assert isinstance(section, Section) and isinstance(section.children[0], Clause)
    _, table, bullets = section.children[0].children
    assert table == Table("", ((Text("c"),),), (((Text("d"),),),))
    assert bullets == BulletList(((Paragraph((Text("e"),)),),))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (f"`{SLOT}`", "a value can't stand inside a code span"),
        ("`a`", "a code span can't be used in a model"),
        (f"[a](https://example.org/{SLOT})", "a value can't stand inside a link's address"),
        ("[a](javascript:alert(1))", "a link can't lead to 'javascript:alert(1)'"),
        ("[a](http://example.org)", "a link can't lead to 'http://example.org'"),
        ("[a](https://[)", "a link can't lead to 'https://['"),
        ("[](https://example.org)", "a link without words"),
        ('[a](https://example.org "b")', "a link can't have a title"),
        ("![a](https://example.org/b.png)", "a picture can't stand here"),
        ("a  \nb", "two spaces at a line's end can't be seen"),
        ("a<br>b", "HTML can't be used in a model"),
        ("<div>a</div>", "HTML can't be used in a model"),
        ("```\na\n```", "a code block can't be used in a model"),
        ("    a", "a code block can't be used in a model"),
        (">", "a quotation without words"),
        ("> # a", "a heading can't stand inside a list, a quotation or a block of :::"),
        ("> 1. a", "a numbered list can't stand here"),
        ("---", "a ruled line can't be used in a model"),
        ("#### a", "a heading of this level can't be used"),
        ("##", "a heading without words"),
        ("- # a", "a heading can't stand inside a list, a quotation or a block of :::"),
        ("- 1. a", "a numbered list can't stand here"),
        ("1. a\n   1. b\n      1. c\n         1. d", "a numbered list can't stand here"),
        ("1. a\n   2. b", "a line of words begins with '2.', as an item of a list does"),
        ("1. - a", "a clause must begin with words"),
        ("a {#b} c", "{#b} can't stand here"),
        ("## a {#B}", "'B' can't be an id"),
        ("## a {#main}", "the id 'main' is taken"),
        ("| a | |\n| - | - |", "a table's column has no heading"),
        ("**a *b***", "bold or italic words can't stand inside one another"),
        ("*a **b** c*", "bold or italic words can't stand inside one another"),
        ("**a **b****", "bold or italic words can't stand inside one another"),
        ("x***a***", "bold or italic words touch what stands beside them"),
        (f"x**{SLOT}**", "bold or italic words touch what stands beside them"),
        (f"**{SLOT}**x", "bold or italic words touch what stands beside them"),
        ("**a***b*", "bold or italic words touch what stands beside them"),
        ("a &#xE000; b", "the invisible character U+E000"),
        ("a &#12; b", "the invisible character U+000C"),
        ("a &#x202E; b", "the invisible character U+202E (right-to-left override)"),
    ],
)  # fmt: skip
def test_what_a_text_may_not_hold(text: str, message: str) -> None:
    assert message in in_section(text)


@pytest.mark.parametrize("label", ["ABCDEFGHI", "12", "A1.", "A..1", "Ä1", "A1:", "1.2"])
def test_what_can_be_no_label(label: str) -> None:
    assert faults(f"## One {{label={label}}}\n") == [f"{label!r} can't be a label"]


@pytest.mark.parametrize("label", ["ABCDEFGH", "A", "2b", "B-1.c", "1.2a"])
def test_what_can_be_a_label(label: str) -> None:
    assert faults(f"## One {{label={label}}}\n") == []


def test_a_clause_stands_in_a_section_or_there_is_none() -> None:
    assert faults("1. a\n") == []
    assert faults("# A\n\n1. a\n") == ["a clause must stand in a section"]


@pytest.mark.parametrize(
    "text",
    [
        f"**a {EITHER} b** {OR}{END}",
        f"a {OR} b",
        f"{EITHER}\n\na",
        f"- a\n  {EITHER}\n  b\n{OR}\n{END}",
    ],
)
def test_an_either_block_must_not_be_cut_apart(text: str) -> None:
    found = parse(Shape(f"## A\n\n{text}\n", (), (), PASSAGES)).faults
    assert "an either block is cut apart here" in [fault.message for fault in found]


def test_a_text_is_parsed_once() -> None:
    shape = Shape("## A\n\nOnce.\n")
    assert parse(shape) is parse(Shape("## A\n\nOnce.\n"))


@pytest.mark.parametrize(
    ("text", "inlines"),
    [
        ("a\\\nb", (Text("a"), LineBreak(), Text("b"))),
        ("a\\", (Text("a"),)),
        ("a\\\\", (Text("a\\"),)),
        ("\\\na", (Text("a"),)),
        ("a\\\n\\\nb", (Text("a"), LineBreak(), Text("b"))),
        ("**a\\\nb**", (Strong((Text("a"), LineBreak(), Text("b"))),)),
    ],
)
def test_a_line_ends_where_a_backslash_says_so_and_none_is_empty(
    text: str, inlines: Inlines
) -> None:
    assert sentence(text) == inlines


@pytest.mark.parametrize("text", ["***a***", "**_a_**", "_**a**_", "*__a__*"])
def test_words_may_be_bold_and_italic_all_of_them(text: str) -> None:
    assert sentence(f"{text} b") == (Emphasis((Strong((Text("a"),)),)), Text(" b"))
