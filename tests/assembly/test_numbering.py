"""Numbers, anchors, and references that follow them."""

import pytest
from hypothesis import given, settings
from making import blocks
from strategies import documents

from policygen.assembly.numbering import number
from policygen.document import (
    Alternatives,
    Blocks,
    Clause,
    Document,
    Paragraph,
    Passage,
    Reference,
    Section,
    Slot,
    Text,
    letter,
    walk,
)
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.shape import Shape

A = (Paragraph((Text("a"),)),)


def numbers(found: Blocks) -> list[str]:
    return [b.number for b in walk(found) if isinstance(b, Section | Clause)]


def anchors(text: str) -> list[str]:
    return [b.anchor for b in walk(blocks(text)) if isinstance(b, Section | Clause)]


@pytest.mark.parametrize(
    ("count", "printed"),
    [(1, "a"), (26, "z"), (27, "aa"), (28, "bb"), (52, "zz"), (53, "aaa"), (78, "zzz")],
)
def test_letters_go_on_as_in_word(count: int, printed: str) -> None:
    assert letter(count) == printed


def test_thirty_items_are_lettered_in_one_clause_and_begin_anew_in_the_next() -> None:
    items = "".join(f"   1. item {n}\n" for n in range(30))
    found = numbers(blocks(f"## A\n\n1. one\n{items}2. two\n   1. item\n"))
    assert found[:3] == ["1", "1.1", "(a)"]
    assert found[27:34] == ["(z)", "(aa)", "(bb)", "(cc)", "(dd)", "1.2", "(a)"]


def test_passages_are_numbered_alike_and_what_follows_goes_on_from_the_longest() -> None:
    passages = (Passage("x", (Clause(A), Clause(A))), Passage("y", (Clause(A),)), Passage("z", ()))
    section = Section((Text("S"),), (Clause(A), Alternatives("?", passages), Clause(A)))
    assert numbers(number((section,)).blocks) == ["1", "1.1", "1.2", "1.3", "1.2", "1.4"]


def test_a_sub_heading_goes_on_with_the_clauses_of_its_section() -> None:
    found = numbers(blocks("## A\n\n1. a\n\n### B\n\n1. b\n\n## C\n\n1. c\n"))
    assert found == ["1", "1.1", "", "1.2", "2", "2.1"]


def test_an_anchor_of_our_own_comes_from_the_heading_or_the_number() -> None:
    text = "## Éclairs & tea\n\n1. a\n   1. b\n\n## 2016 rules\n\n## Contents\n\n## !?\n"
    assert anchors(text) == [
        "eclairs-tea", "clause-1-1", "clause-1-1-a", "section-2016-rules", "section-contents",
        "section",
    ]  # fmt: skip


def test_an_anchor_of_our_own_gives_way_to_one_that_is_given() -> None:
    assert anchors("## Use\n\n## Use\n\n## Other {#use}\n") == ["use-2", "use-3", "use"]


def test_an_id_given_twice_is_said_and_the_second_gets_another() -> None:
    found = number(parse(Shape("## A {#x}\n\n1. b {#x}\n")).blocks)
    assert found.repeated == ("x",)
    assert [b.anchor for b in walk(found.blocks) if isinstance(b, Section | Clause)] == ["x", "x-2"]


def numbered(text: str) -> Blocks:
    return number(parse(Shape(text)).blocks).blocks


def test_texts_that_share_a_section_share_its_numbered_form() -> None:
    """So whatever is made of it later is made once for both."""
    middle, last = "## Middle {#middle}\n\n1. See [](#last).\n\n", "## Last {#last}\n\n1. a\n"
    one = numbered(f"## A\n\n1. a\n\n{middle}{last}")
    two = numbered(f"## B\n\n1. b\n2. c\n\n{middle}{last}")
    assert one[1] is two[1] and one[2] is two[2]
    longer = numbered(f"## A\n\n1. a\n\n{middle}## New\n\n{last}")
    assert longer[1] != one[1]  # it says section 4 now
    assert longer[1:] == numbered(f"## B\n\n1. b\n2. c\n\n{middle}## New\n\n{last}")[1:]


@pytest.mark.parametrize("first", [0, 1, 2])
def test_what_was_numbered_before_is_not_seen_in_an_anchor(first: int) -> None:
    notes = f"## Notes\n\n1. Text {first}.\n\n"  # a text of its own for each parameter
    texts = {
        notes: ["notes", "clause-1-1"],
        notes + notes: ["notes", "clause-1-1", "notes-2", "clause-2-1"],
        f"{notes}## Other {{#notes}}\n": ["notes-2", "clause-1-1", "notes"],
    }
    order = [*texts][first:] + [*texts][:first]
    for text in order:
        assert anchors(text) == texts[text]


def test_a_reference_that_leads_nowhere_is_said_and_left_out() -> None:
    found = number(parse(Shape("## A\n\nSee [](#b), [c](#c).\n")).blocks)
    assert found.lost == ("b", "c")
    section = found.blocks[0]
    assert isinstance(section, Section)
    assert section.children == (Paragraph((Text("See "), Text(", "), Text("."))),)


def test_a_reference_begins_with_a_capital_where_a_sentence_does() -> None:
    section = blocks("## A {#a}\n\n[](#a) is here. [](#a), see **[](#a)**, *so*. And [](#a)?\n")[0]
    assert isinstance(section, Section) and isinstance(section.children[0], Paragraph)
    printed = [i.word for i in section.children[0].children if isinstance(i, Reference)]
    assert printed == ["Section", "Section", "section"]


def test_words_that_say_what_a_reference_would_print_are_left_to_it() -> None:
    section = blocks("## A {#a}\n\nSee [section 1](#a) and [Section 2](#a).\n")[0]
    assert isinstance(section, Section) and isinstance(section.children[0], Paragraph)
    _, first, _, second, _ = section.children[0].children
    assert first == Reference("a", (), "section", "1")
    assert second == Reference("a", (Text("Section 2"),))


def test_a_reference_to_a_heading_without_number_prints_its_title_with_its_values() -> None:
    slot = sentinels.numbered(sentinels.SLOT, 0)
    text = f"## A\n\n### At **{slot}** [there](https://example.org) {{#at}}\n\nSee [](#at).\n"
    section = number(parse(Shape(text, ("place",))).blocks).blocks[0]
    assert isinstance(section, Section)
    lower = section.children[0]
    assert isinstance(lower, Section) and isinstance(lower.children[0], Paragraph)
    reference = lower.children[0].children[1]
    assert isinstance(reference, Reference)
    assert Slot("place") in getattr(reference.children[1], "children", ())
    assert reference.children[-1] == Text(" there")


@settings(max_examples=20)
@given(documents())
def test_anchors_are_unique_fit_a_word_bookmark_and_numbering_again_changes_nothing(
    document: Document,
) -> None:
    found = [b.anchor for b in walk(document.children) if isinstance(b, Section | Clause)]
    assert len(found) == len(set(found))
    assert all(0 < len(f"ref_{anchor}") <= 40 for anchor in found)
    again = number(document.children)
    assert again.blocks == document.children
    assert not again.lost and not again.repeated
