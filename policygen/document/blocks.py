"""What stands below one another: a closed set, which every writer matches.

Fields stand in reading order: `walking` follows them. An `anchor` is what references lead to.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from policygen.document.inlines import Inlines, Text
from policygen.document.numerals import is_clause_mark, is_label


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. The first of a clause has no anchor: it is the clause's."""

    children: Inlines
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without numbers; each item is a tuple of blocks."""

    items: tuple["Blocks", ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """What others have said or written, set apart."""

    children: "Blocks"


@dataclass(frozen=True, slots=True)
class Box:
    """Words that stand apart in a frame, such as what to do at once; the title may be empty."""

    title: Inlines
    children: "Blocks"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Form:
    """A form to fill in; the title may be empty. An `office` fills in its own part.

    Its fields are the items of bullet lists, with what is to be filled in among their words.
    """

    title: Inlines
    children: "Blocks"
    anchor: str = ""
    office: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to be sent or copied, set apart; the title may be empty."""

    title: Inlines
    children: "Blocks"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Guidance:
    """What the publisher tells the school; only a model edition has it. The title may be empty."""

    title: Inlines
    children: "Blocks"

    @property
    def heading(self) -> Inlines:
        """What is printed above it."""
        start = "Guidance to the school"
        return (Text(f"{start}: "), *self.title) if self.title else (Text(start),)


@dataclass(frozen=True, slots=True)
class Definition:
    """One term, or several for the same thing, and what they mean; each meaning is some blocks."""

    terms: tuple[Inlines, ...]
    meanings: tuple["Blocks", ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and what they mean."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """A numbered list apart from the clauses, what is done first, second, third.

    Its children are steps, and decisions between them that are still open; the title may be empty.
    """

    title: Inlines
    children: "Blocks"
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of some steps, by its number; it begins with a paragraph."""

    children: "Blocks"
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Clause:
    """A numbered unit of the text: 1.1, or one inside another; it begins with a paragraph."""

    children: "Blocks"
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """What stands under a heading, at level 2, or within another section, at level 3.

    A part, at level 1, holds only what stands above its first section; the sections `in_part` come
    after it. One that is `unnumbered`, or without number for any other reason, counts its clauses
    1, 2, 3. `new_page` and `landscape` say how it is printed; an appendix begins a new page anyway.
    A `label` is its number, whatever the others count; `clauses` is the first mark of its clauses,
    where they aren't to begin with the section's number. Raises ValueError for what can be neither
    (see `numerals`).
    """

    title: Inlines
    children: "Blocks"
    anchor: str = ""
    number: str = ""
    level: int = 2
    unnumbered: bool = False
    appendix: bool = False
    new_page: bool = False
    landscape: bool = False
    in_part: bool = False
    label: str = ""
    clauses: str = ""

    def __post_init__(self) -> None:
        if self.label and not is_label(self.label):
            raise ValueError(f"{self.label!r} can't be a label")
        if self.clauses and not is_clause_mark(self.clauses):
            raise ValueError(f"{self.clauses!r} can't count")


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row; every row is as long as the header.

    `widths` are the columns' shares of the whole, equal where there are none. With `row_headings`
    the first cell of a row says what the row is about. `aligns` are left, center or right for each
    column, where they are given. `measures` are as in a Grid. `row_anchors` are those of the rows,
    one for each, empty for one that has none; or there is none at all.
    """

    caption: str
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    widths: tuple[int, ...] = ()
    row_headings: bool = False
    aligns: tuple[str, ...] = ()
    measures: tuple[tuple[int, int], ...] = field(default=(), compare=False)
    anchor: str = ""
    row_anchors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: it reaches over so many columns and rows."""

    children: "Blocks"
    cols: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: its cells, but for those that reach into it from above.

    A band has one cell across all columns, which is the heading of the rows below it.
    """

    cells: tuple[Cell, ...]
    band: bool = False
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class RowPassage:
    """One alternative of some rows, as it stands in an open decision."""

    label: str
    rows: "TableRows"


@dataclass(frozen=True, slots=True)
class RowAlternatives:
    """A decision among the rows of a table that is still open: every passage on offer."""

    question: str
    passages: tuple[RowPassage, ...]
    any_of: bool = False


def offer_word(index: int, *, any_of: bool) -> str:
    """What is printed before the label of a passage, by its place."""
    if any_of:
        return "Where chosen"
    return "Or" if index else "Either"


TableRows: TypeAlias = tuple[TableRow | RowAlternatives, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose cells hold blocks. Its first rows are headings, as many as `headings` says.

    `widths` are the columns' shares of the whole; without them the columns are as wide as their
    words need. `aligns` are left, center or right for each column, where they are given. With
    `row_headings` the first cell of a row says what the row is about. One with a caption has a
    number. `measures` are for each column the longest word and the longest line, in thousandths of
    an em, while values are still slots.
    """

    caption: Inlines
    rows: TableRows
    headings: int = 1
    widths: tuple[int, ...] = ()
    aligns: tuple[str, ...] = ()
    row_headings: bool = False
    anchor: str = ""
    number: str = ""
    measures: tuple[tuple[int, int], ...] = field(default=(), compare=False)


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture: what it shows, in words; and a caption, which may be empty.

    `picture` names its file by what is in it, empty for one that a school has yet to give; and
    `drawing` an SVG of the same for pages, if there is one; `pixels` are its width and height.
    `width` is its share of the text's width in per cent; 0 leaves it as large as it is. One with a
    caption or an id of its own has a number.
    """

    alt: Inlines
    caption: Inlines
    picture: str
    pixels: tuple[int, int]
    drawing: str = ""
    width: int = 0
    anchor: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One alternative as it stands in an open decision."""

    label: str
    children: "Blocks"


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A decision that is still open: the question, and every passage on offer.

    Of those one is to be picked, or any of them.
    """

    question: str
    passages: tuple[Passage, ...]
    any_of: bool = False

    def word(self, index: int) -> str:
        """What is printed before the label of a passage, by its place."""
        return offer_word(index, any_of=self.any_of)


@dataclass(frozen=True, slots=True)
class BlockRevision:
    """Blocks that stand in only one of two texts compared: inserted into the later, or deleted.

    A row is inserted where the blocks of each of its cells are, and so is a bullet; a cell without
    blocks has one of these around nothing. `note` says more of it, such as where it was moved from.
    """

    inserted: bool
    children: "Blocks"
    note: str = ""


Block: TypeAlias = (
    Paragraph
    | BulletList
    | Definitions
    | Quotation
    | Box
    | Form
    | Letter
    | Guidance
    | Steps
    | Step
    | Clause
    | Section
    | Table
    | Figure
    | Grid
    | Alternatives
    | BlockRevision
)
Blocks: TypeAlias = tuple[Block, ...]
