"""A whole document, and every kind of node in it.

Blocks and inlines are closed sets: a writer matches them all, and mypy finds one that it forgot.
"""

from dataclasses import dataclass
from typing import TypeAlias

from policygen.document.blocks import (
    Block,
    Blocks,
    Cell,
    Definition,
    Passage,
    RowAlternatives,
    RowPassage,
    Section,
    TableRow,
)
from policygen.document.inlines import Inline, Inlines, Link
from policygen.document.numerals import is_mark, is_named_mark


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
CONTROL = "document-control"  # what leads to the control table where something does


@dataclass(frozen=True, slots=True)
class ListedChange:
    """A line of the list of changes above a redline; empty `anchor`s lead nowhere."""

    words: str
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole edition: a title, whose it is, the control table, the text, the version history.

    `notice` is what every page must say of its standing, such as DRAFT; empty for an edition in
    force. `properties` are the document's data for machines, in order. `children` are the text
    itself. A model edition has no history. `logo` is the kind of picture that the school's logo
    is, png or jpeg; empty where there is none. `numbering` is how its numbers came about. `beside`
    are the endings of the other formats of it that stand in the same folder. `contact` is where the
    school is asked for one that a reader can use. In a redline `title_before` is what it was
    called, where that has changed, and `changes` lists what is marked in it.
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
    beside: tuple[str, ...] = ()
    contact: tuple[Link, ...] = ()
    title_before: str = ""
    changes: tuple[ListedChange, ...] = ()

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
