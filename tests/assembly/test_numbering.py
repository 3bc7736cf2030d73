"""Numbers, anchors, and references that follow them."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import blocks
from strategies import documents

from policygen.assembly.numbering import number
from policygen.document import (
    Alternatives,
    Blocks,
    Clause,
    Document,
    Numbering,
    Paragraph,
    Passage,
    Reference,
    Section,
    Slot,
    Text,
    letter,
    mark,
    plain,
    walk,
)
from policygen.document.held import held
from policygen.document.numerals import is_mark
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


def bare(text: str) -> list[str]:
    """The anchors, without the letters that mark those of clauses and sub-headings."""
    return [re.sub("-[b-z]{4}$", "", anchor) for anchor in anchors(text)]


def test_an_anchor_of_our_own_comes_from_the_words() -> None:
    text = (
        "## Éclairs & tea\n\n1. Serve them *warm* on the first day of each term.\n   1. b {#b}\n"
        "\n### Tea\n\n1. 2 lumps.\n\n## 2016 rules\n\n## Contents\n\n## !?\n"
    )
    assert bare(text) == [
        "eclairs-tea", "serve-them-warm-on-the", "b", "tea", "clause-2-lumps",
        "section-2016-rules", "section-contents", "section",
    ]  # fmt: skip


def test_a_long_heading_is_cut_between_words_and_marked() -> None:
    long = "## Complaints about the headteacher and the"
    one, other = anchors(f"{long} deputies\n\n{long} governors\n")
    assert one != other
    assert all(re.fullmatch("complaints-about-the-[b-z]{4}", anchor) for anchor in (one, other))
    assert bare(f"## {'x' * 40}\n") == ["x" * 23]


def test_the_same_words_in_other_places_have_other_anchors() -> None:
    text = "1. Tell the office.\n   1. Tell the office.\n\n### Tea\n\n1. Tell the office.\n\n"
    found = anchors(f"## A\n\n{text}## B\n\n{text}")
    assert len({*found}) == len(found) == 10
    assert not any(anchor.endswith("-2") for anchor in found)


CLAUSES = st.lists(
    st.sampled_from(["Tell the office.", "Tell the office today.", "Tell the head.", "2 days."]),
    unique=True, max_size=4,
)  # fmt: skip


@given(st.lists(CLAUSES, min_size=2, max_size=3), st.data())
def test_a_clause_put_in_elsewhere_changes_no_other_anchor(
    sections: list[list[str]], data: st.DataObject
) -> None:
    def text() -> str:
        return "".join(
            "\n".join([f"## Section {letter(index)}\n", *(f"1. {c}" for c in held), "", ""])
            for index, held in enumerate(sections, 1)
        )

    before = anchors(text())
    into = data.draw(st.sampled_from(sections))
    into.insert(data.draw(st.integers(0, len(into))), "Something new.")
    after = anchors(text())
    assert len(after) == len({*after}) == len(before) + 1
    assert [anchor for anchor in after if anchor in before] == before


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
        notes: ["notes", "CLAUSE"],
        notes + notes: ["notes", "CLAUSE", "notes-2", "CLAUSE-2"],
        f"{notes}## Other {{#notes}}\n": ["notes-2", "CLAUSE", "notes"],
    }
    order = [*texts][first:] + [*texts][:first]
    for text in order:
        found = [re.sub(f"text-{first}-[b-z]{{4}}", "CLAUSE", anchor) for anchor in anchors(text)]
        assert found == texts[text]


def test_what_a_loop_prints_several_times_has_an_anchor_each_time() -> None:
    items = "".join(f"1. Item {n}. {{#{'x' * 32}}}\n" for n in range(1_001))
    found = anchors(f"## A {{#x-2}}\n\nText. {{#x}}\n\n{items}")
    assert len(found) == len({*found})
    assert max(map(len, found)) <= 36


def test_what_leads_to_a_paragraph_prints_the_clause_or_section_that_it_stands_in() -> None:
    text = (
        "Before. {#before}\n\n## A\n\nText. {#text}\n\n### B\n\nMore. {#more}\n\n1. One.\n\n"
        "   Of it. {#of-it}\n   1. Item.\n\n      > Said. {#said}\n\n2. Two.\n\n"
        "   - bullet {#bullet}\n\nAfter. {#after}\n\n## See\n\n"
        "See [](#before), [](#text), [](#more), [](#of-it), [](#said), [](#bullet), [](#after).\n"
    )
    see = blocks(text)[-1]
    assert isinstance(see, Section) and isinstance(see.children[0], Paragraph)
    assert plain(see.children[0].children) == (
        "See the beginning, section 1, section 1, clause 1.1, clause 1.1(a), clause 1.2, section 1."
    )


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
    found = [a for b in document.children for a in held(b).anchors]
    assert len(found) == len(set(found))
    assert all(0 < len(f"ref_{anchor}") <= 40 for anchor in found)
    again = number(document.children, document.numbering)
    assert again.blocks == document.children
    assert not again.lost and not again.repeated


SUBHEADINGS = Numbering(subheadings=True)


def counted(text: str, numbering: Numbering = SUBHEADINGS) -> list[str]:
    found = number(parse(Shape(text)).blocks, numbering).blocks
    return [b.number for b in walk(found) if isinstance(b, Section | Clause)]


def test_clauses_begin_anew_below_each_numbered_sub_heading_and_go_on_below_others() -> None:
    text = "## A\n\n### B\n\n1. b\n1. c\n\n### C {.unnumbered}\n\n1. d\n\n### D\n\n1. e\n"
    assert counted(text) == ["1", "1.1", "1.1.1", "1.1.2", "", "1.1.3", "1.2", "1.2.1"]
    assert counted(text, Numbering()) == ["1", "", "1.1", "1.2", "", "1.3", "", "1.4"]


def test_no_sub_heading_is_numbered_where_its_section_is_not() -> None:
    assert counted("## A {.unnumbered}\n\n1. a\n\n### B\n\n1. b\n") == ["", "1", "", "2"]


@pytest.mark.parametrize(
    ("text", "in_part"),
    [
        ("## A\n\n# P\n\n## B\n", [False, False, True]),
        ("# P\n\n## A\n\n## B {.appendix}\n\n## C {.appendix}\n", [False, True, False, False]),
        ("## A\n\n# P\n\n## B {.appendix}\n\n## C {.appendix}\n", [False, False, True, True]),
        ("# P\n\n## A\n\n### B\n\n# Q\n\n## C\n", [False, True, True, False, True]),
    ],
)
def test_an_appendix_is_in_a_part_only_where_the_part_is_for_appendices(
    text: str, in_part: list[bool]
) -> None:
    found = number(parse(Shape(text)).blocks).blocks
    assert [b.in_part for b in walk(found) if isinstance(b, Section)] == in_part


def test_a_heading_with_a_value_stands_before_the_number_of_a_clause_below_it() -> None:
    slot = sentinels.numbered(sentinels.SLOT, 0)
    text = f"## At {slot} {{.unnumbered}}\n\n1. a {{#a}}\n\n## B\n\nSee [](#a).\n"
    section = number(parse(Shape(text, ("place",))).blocks).blocks[1]
    assert isinstance(section, Section) and isinstance(section.children[0], Paragraph)
    reference = section.children[0].children[1]
    assert reference == Reference("a", (Text("At "), Slot("place"), Text(", paragraph 1")))


def test_marks_count_as_word_writes_them() -> None:
    assert [mark("(i)", n) for n in (1, 4, 9, 14, 40, 99)] == [
        "(i)", "(iv)", "(ix)", "(xiv)", "(xl)", "(xcix)",
    ]  # fmt: skip
    marks = [mark(first, 28) for first in ("A.", "a)", "I.", "(1)")]
    assert marks == ["BB.", "bb)", "XXVIII.", "(28)"]


@pytest.mark.parametrize("first", ["", "(a", "a:", "1", "1.", "b)", "(a).", "aa)", "((a)"])
def test_what_is_no_mark_is_none(first: str) -> None:
    assert not is_mark(first)
    with pytest.raises(ValueError):
        Numbering(inside=(first, "(i)"))


@pytest.mark.parametrize(
    ("clauses", "inside", "numbers"),
    [
        ("a)", ("(a)", "(i)"), ["a)", "(i)", "(a)"]),
        ("i", ("i.", "a."), ["i", "a.", "i."]),
        ("A.", ("(a)", "(i)"), ["A.", "(a)", "(i)"]),
        ("1.", ("(1)", "(a)"), ["1.", "(1)", "(a)"]),
        ("(1)", ("(a)", "(i)"), ["(1)", "(a)", "(i)"]),
    ],
)  # fmt: skip
def test_what_is_inside_a_clause_does_not_count_in_its_letters(
    clauses: str, inside: tuple[str, str], numbers: list[str]
) -> None:
    text = f"## A {{clauses={clauses}}}\n\n1. a\n   1. b\n      1. c\n"
    assert counted(text, Numbering(inside=inside)) == ["1", *numbers]
