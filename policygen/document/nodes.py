"""What a document is made of.

Blocks and inlines are closed sets: a writer matches them all, and mypy finds one that it forgot.
Fields stand in reading order: `walking` follows them.
"""

from dataclasses import dataclass, field
from typing import TypeAlias

from policygen.document.numerals import is_mark, is_named_mark


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the model itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value, by its name: filled at the very end, never parsed as markup."""

    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A value still to be filled in; the label says which."""

    label: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a https, mailto or tel address, which may be a value."""

    address: "str | Slot"
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference to an anchor.

    It prints `children`, or, where there are none, what it leads to: "section" and "7". Those two
    are empty until the numbers are known.
    """

    anchor: str
    children: "Inlines" = ()
    word: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line within a paragraph, as in an address."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """Words apart from the text that stands before it; its number is empty until it is known."""

    children: "Inlines"
    number: str = ""


@dataclass(frozen=True, slots=True)
class FillIn:
    """Room for whoever fills in a form, on so many lines; what is to be written stands before it.

    It is no missing value: see `Blank`.
    """

    lines: int = 1


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box for whoever fills in a form to tick; what it stands for comes after it."""


@dataclass(frozen=True, slots=True)
class InlineAlternatives:
    """A decision inside a sentence that is still open: every wording on offer.

    Of those one is to be picked, or any of them.
    """

    passages: tuple["Inlines", ...]
    any_of: bool = False

    @property
    def joint(self) -> str:
        """What is printed between two of them."""
        return " and/or " if self.any_of else " or "


Inline: TypeAlias = (
    Text
    | Slot
    | Blank
    | Strong
    | Emphasis
    | Link
    | Reference
    | LineBreak
    | Footnote
    | FillIn
    | TickBox
    | InlineAlternatives
)
Inlines: TypeAlias = tuple[Inline, ...]


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

    `picture` names its file by what is in it, and `drawing` an SVG of the same for pages, if there
    is one; `pixels` are its width and height. `width` is its share of the text's width in per cent;
    0 leaves it as large as it is. One with a caption or an id of its own has a number.
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
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """The control table: what an edition says of itself, each row a term and what is said of it.

    The rows of the `record` follow from issues and reviews; those of the `model` are as good as
    text: an edition of which they change is another.
    """

    title: str
    record: tuple[tuple[str, Inlines], ...]
    model: tuple[tuple[str, Inlines], ...] = ()

    @property
    def rows(self) -> tuple[tuple[str, Inlines], ...]:
        """All rows, in reading order."""
        return (*self.record, *self.model)


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a text counts.

    With `subheadings` a heading within a section is numbered 1.1, and a clause below it 1.1.1.
    `inside` are the first marks of what is inside a clause, and inside that; `appendix` is what the
    first appendix is called. Raises ValueError for what can't count (see `numerals`).
    """

    subheadings: bool = False
    inside: tuple[str, str] = ("(a)", "(i)")
    appendix: str = "Appendix A"

    def __post_init__(self) -> None:
        if not all(map(is_mark, self.inside)) or not is_named_mark(self.appendix):
            raise ValueError(f"{self} can't count")


USUAL = Numbering()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole edition: a title, whose it is, the control table, the text, the version history.

    `notice` is what every page must say of its standing, such as DRAFT; empty for an edition in
    force. `properties` are the document's data for machines, in order. `children` are the text
    itself. A model edition has no history. `logo` is the kind of picture that the school's logo
    is, png or jpeg; empty where there is none. `numbering` is how its numbers came about.
    """

    title: str
    subtitle: Inlines
    notice: Inlines
    properties: tuple[tuple[str, Inlines], ...]
    control: Control
    children: Blocks
    history: Section | None = None
    logo: str = ""
    numbering: Numbering = USUAL

    @property
    def body(self) -> Blocks:
        """The text and the version history."""
        return (*self.children, self.history) if self.history else self.children


Node: TypeAlias = (
    Inline
    | Block
    | Definition
    | Cell
    | TableRow
    | RowPassage
    | RowAlternatives
    | Passage
    | Control
    | Document
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A school's logo: the picture's bytes, its kind (png or jpeg), its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int
