"""A paper for a meeting says all that changed, whatever the two texts are, in every format."""

import re
from dataclasses import replace
from random import Random

from agreement import READERS
from hypothesis import given, settings
from hypothesis import strategies as st
from making import edition, filled
from revising import revised
from strategies import documents

from policygen.assembly.paper import Matter, paper
from policygen.assembly.side_by_side import as_lines
from policygen.compare.changes import Change, changes
from policygen.compare.redline import redline
from policygen.document import (
    BlockRevision,
    Document,
    FillIn,
    Grid,
    Link,
    Reference,
    Revision,
    Section,
    Text,
    query,
)
from policygen.document.revisions import earlier, later
from policygen.writers import FORMATS, outline, plate

WORD = re.compile(r"\w+")
TEXT = """\
## Who may borrow {#who}

1. Staff should ask the *Headteacher*, see [](#rules):
   - by letter,
   - by e-mail.{{ values.note }} {#ask}
2. Pupils ask. {#pupils}

| What | Who |
| ---- | --- |
| Ball | Pupils |

## Rules {#rules}

1. Nobody lends on.
"""


def text(words: str) -> Document:
    return filled(edition(words.replace("{{ values.note }}", "")))


def of(before: Document, after: Document) -> tuple[tuple[Change, ...], Document]:
    found = changes(redline(before, after), before)
    return found, paper(Matter("Oak", "Lending", "2.0", "Oak, May", "version 1.0", after, found))


def table(before: str, after: str) -> list[list[str]]:
    """The rows of the changes of a text."""
    _, made = of(text(before), text(after))
    (section,) = (one for one in query((made,), Section) if one.anchor == "what-has-changed")
    (grid,) = query((section,), Grid)
    return [[as_lines(cell.children) for cell in row.cells] for row in grid.rows]  # type: ignore[union-attr]


def test_each_change_stands_beside_what_it_was_below_its_heading() -> None:
    after = (
        TEXT.replace("should", "must").replace("   - by letter,\n", "")
        .replace("2. Pupils ask. {#pupils}\n", "")
        .replace("| Ball | Pupils |", "| Ball | Staff |\n| Net | Staff |")
    )  # fmt: skip
    assert table(TEXT, after) == [
        ["Where", "Before", "Now", "What kind of change"],
        ["Who may borrow"],
        [
            "1.1", "Staff should ask the Headteacher, see section 2:\n- by letter,\n- by e-mail.",
            "Staff must ask the Headteacher, see section 2:\n- by e-mail.",
            "Duty strengthened: “should” became “must”\nRemoval: without “by letter,”",
        ],
        ["1.2", "Pupils ask.", "–", "Removed"],
        [
            "The text", "What | Who\nBall | Pupils", "What | Who\nBall | Staff\nNet | Staff",
            "Addition: with “Net | Staff”\nAnd other words, not classified",
        ],
    ]  # fmt: skip


def test_a_clause_that_moved_is_named_with_the_place_it_had() -> None:
    after = TEXT.replace("2. Pupils ask. {#pupils}\n", "") + "2. Pupils ask. {#pupils}\n"
    assert table(TEXT, after)[1:] == [
        ["Rules"], ["2.2", "Pupils ask.", "Pupils ask.", "Moved from 1.2"]
    ]  # fmt: skip


def test_what_is_around_the_text_is_told_first_and_last() -> None:
    before, after = text(TEXT), text(TEXT.replace("## Rules", "## Our rules"))
    found, _ = of(before, after)
    assert [str(one.unit) for one in found] == ["the heading of section 2"]
    assert table(TEXT, TEXT.replace("## Rules", "## Our rules"))[1:] == [
        ["Our rules"], ["Section 2", "Rules", "Our rules", "Not classified"]
    ]  # fmt: skip


class Texts:
    """A text and what became of it; a test that fails shows no more than the seed."""

    def __init__(self, before: Document, seed: int) -> None:
        self.found, self.paper = of(before, revised(before, Random(seed)))
        self.seed = seed

    def __repr__(self) -> str:
        return f"Texts of seed {self.seed}"


texts = st.builds(Texts, documents(), st.integers(0, 2**32))


@settings(max_examples=6)  # each is compared, and set as a paper
@given(texts)
def test_no_word_of_a_change_is_missing_from_the_paper(pair: Texts) -> None:
    said = outline.write(pair.paper, 10_000)
    missing = {
        (one.kind, str(one.unit), word)
        for one in pair.found
        for blocks in (earlier(one.old), later(one.new))
        for node in query(blocks, Text)
        for word in WORD.findall(node.text)
        if word not in said
    }
    assert missing == set()


@settings(max_examples=6)  # each is compared, and set as a paper
@given(texts)
def test_a_paper_is_a_document_of_its_own(pair: Texts) -> None:
    leading = [*query((pair.paper,), Reference), *query((pair.paper,), Link)]
    marked = [*query((pair.paper,), Revision), *query((pair.paper,), BlockRevision)]
    assert (len(leading), len(marked)) == (0, 0)  # they would lead nowhere
    assert len([*query((pair.paper,), FillIn)]) >= 4
    made = replace(pair.paper, control=replace(pair.paper.control, title="Document control"))
    read = {kind: READERS[kind](plate(kind, made).fill({})) for kind in FORMATS}
    assert read["docx"] == read["md"]
    assert read["docx"] == read["html"]
