"""A text that is parsed in parts and portions is as one that is parsed whole."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from making import combinations
from markdown_it.tree import SyntaxTreeNode

from policygen.document import Section
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.blocks import Parsed, _Builder, parse
from policygen.readers.markdown.cutting import parts, portions
from policygen.readers.markdown.dialect import model_markdown
from policygen.readers.markdown.sections import sections
from policygen.readers.markdown.shape import OpenPassage, Shape

SLOT, OTHER = (sentinels.numbered(sentinels.SLOT, index) for index in (0, 1))
EITHER, OR, END = (
    mark + sentinels.numbered(sentinels.PASSAGE, index)
    for mark, index in ((sentinels.EITHER, 0), (sentinels.OR, 1), (sentinels.END, 0))
)
PASSAGES = (OpenPassage("Which?", "One"), OpenPassage("Which?", "Two"))
# No heading of a section among them: what is cut before one is told above.
LINES = """
words|**bold** words|*slanted*|2016 was|Term|: said|  : said|:|  further|    far in|1. one|2. two|
10) ten|   1. inside|- item|* item|+ item|  - inside|> quoted|>|### Below|#### No|  ### In|
::: box|::: table A|* - a|  - b|::: form|Name: ____|::: steps|:::|  :::|::::|- ::: box|> ::: box|
::: guidance|```|~~~|---|<div>|<!-- a|-->|See [](#s).|words^[A note.]|words {#here}|[a]: b|\\|
\u00a0words|(a) words|a. words|=|![a](b.png)
""".replace("\n", "").split("|")
LINES += ["| a | b |", "| - | - |", f"{OTHER} says {SLOT}", f"{EITHER}b{END}", f"  {END}"]
LINES += [EITHER, OR, END, f"a {EITHER}b{OR}c{END} d", f"{END}  "]
TEXTS = st.builds(
    lambda begin, lines: begin + "".join(map("".join, lines)),
    st.sampled_from(["## A\n\n", "## A\n\n", "# A\n\n", ""]),
    st.lists(
        st.tuples(st.sampled_from(LINES), st.sampled_from(["\n", *["\n\n"] * 3, "\n \n"])),
        min_size=2,
        max_size=12,
    ),
)


def shape(text: str) -> Shape:
    return Shape(text, ("one", "other"), (), PASSAGES)


def parsed_whole(whole: Shape) -> Parsed:
    """The blocks of a text that isn't cut into parts."""
    builder = _Builder(whole)
    tree = SyntaxTreeNode(model_markdown().parse(whole.text))
    pieces = builder.pieces(tree.children, top=True)
    return Parsed(sections(pieces, 2), tuple(builder.faults))


def test_a_text_parsed_in_parts_is_as_one_parsed_whole() -> None:
    for _, made in combinations():
        assert parse(made.shape) == parsed_whole(made.shape)


@pytest.mark.parametrize(
    "text",
    [
        "1. No heading yet\n\n## A\n\n```\ncode\n```\n\n## B\n\n> no\n\n## C {#Wrong}\n",
        f"## A\n\n{EITHER}\n## B\n\n1. One\n{OR}\n## C\n\n- a\n{END}\n\n## D\n\nx {OTHER} {SLOT}\n",
        f"## A\n\n{EITHER}\nnever ended\n\n## B\n\n![picture](x)\n",
        f"## A\n\n{END}\n\n## B\n\n`code`\n\n##  C {OTHER}\n##\n",
        "## A\n\n- item\n  ## not here\n1. one\n## B\n| a | b |\n| - | - |\n## C\n",
        "words\n## A\nmore words\n   ## B\n#### C\n",
    ],
)
def test_so_it_is_with_faults_and_open_decisions(text: str) -> None:
    shape = Shape(text, ("one", "other"), (), PASSAGES)
    assert parse(shape) == parsed_whole(shape)


@settings(max_examples=1000)
@given(TEXTS)
@example("## A\n\nTerm\n: said\n\nOther\nThird\n  : said\n\nwords\n")
@example("## A\n\n::: box\nwords\n\nwords\n:::\n\nwords\n")
@example(f"## A\n\n{EITHER}\n\nwords\n\nwords\n{OR}\n> a\n{END}\n\nwords\n")
@example(f"## A\n\n{EITHER}\na\n{OR}\nb\n{END}  \n\n| a | b |\n")
@example("## A\n\n- a\n\n- b\n\n  words\n\n+ c\n\n1. d\n\n2. e\n\nwords\n\n3. f\n")
@example("# A\n\nwords\n\n### B\n\n1. a\n")
def test_what_is_cut_apart_is_read_as_in_one_piece(text: str) -> None:
    part = shape(text).part(text)  # its sentinels numbered as they come
    assert parse(part) == parsed_whole(part)


@given(TEXTS)
def test_nothing_is_lost_by_cutting(text: str) -> None:
    assert "".join(parts(text)) == "".join(portions(text)) == text


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("## A\n\nOne.\n\nTwo.\n", ["## A\n\n", "One.\n\n", "Two.\n"]),
        ("- a\n\n- b\n\nOne.\n\n1. c\n", ["- a\n\n- b\n\n", "One.\n\n1. c\n"]),
        ("::: box\na\n\nb\n:::\n\nOne.\n", ["::: box\na\n\nb\n:::\n\n", "One.\n"]),
        ("a\n\n::: box\nb\n:::\n", ["a\n\n", "::: box\nb\n:::\n"]),
        (f"{EITHER}\na\n\nb\n{END}\n\nc\n", [f"{EITHER}\na\n\nb\n{END}\n\n", "c\n"]),
        ("T\n: a\n\nU\n: b\n\nc\n", ["T\n: a\n\nU\n: b\n\n", "c\n"]),
        ("a\n\n| b |\n| - |\n\n> c\n\n> d\n", ["a\n\n", "| b |\n| - |\n\n", "> c\n\n", "> d\n"]),
    ],
)
def test_where_a_part_is_cut(text: str, cut: list[str]) -> None:
    assert [*portions(text)] == cut


def test_what_texts_share_is_parsed_once() -> None:
    """Whatever stands beside it, and whichever values come before its own."""
    first, second = (
        parse(shape(f"## A\n\n{words}\n\nShared {slot}.\n\n1. A clause.\n")).blocks[0]
        for words, slot in (("One.", SLOT), (f"Other {OTHER}.", SLOT))
    )
    assert isinstance(first, Section) and isinstance(second, Section)
    assert first.children[0] != second.children[0]
    assert first.children[1] is second.children[1]
    assert first.children[2] is second.children[2]


def test_a_faulty_text_has_its_faults_on_the_lines_where_they_are() -> None:
    text = "## A\n\nwords\n\n---\n\n- a\n\nwords\n\n```\nb\n\nc\n```\n\nwords\n"
    found = parse(shape(text)).faults
    assert [(fault.line, fault.message) for fault in found] == [
        (5, "a ruled line can't be used in a model"),
        (11, "a code block can't be used in a model"),
    ]
