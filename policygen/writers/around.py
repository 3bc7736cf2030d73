"""What stands around a text on every page, and as data for machines: the same for many texts.

Besides, what all formats say alike of a heading.
"""

from dataclasses import dataclass
from typing import TypeAlias

from policygen.document import Document, Inlines, Link, ListedChange, Numbering, Section
from policygen.document.revisions import title_words

Properties: TypeAlias = tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A document but for its control table, its text and its history: see `Document`."""

    title: str
    subtitle: Inlines
    notice: Inlines
    properties: Properties
    logo: str
    numbering: Numbering
    contact: tuple[Link, ...]
    title_words: Inlines
    changes: tuple[ListedChange, ...]
    title_before: str


def around(document: Document) -> Around:
    """What stands around a document's text."""
    return Around(
        document.title, document.subtitle, document.notice, document.properties, document.logo,
        document.numbering, document.contact, title_words(document), document.changes,
        document.title_before,
    )  # fmt: skip


def heading_level(section: Section) -> int:
    """The level of a heading on a page whose title has level 1; none is left out."""
    return max(section.level, 2) + section.in_part


def heading_number(section: Section) -> str:
    """A heading's number as it is printed: 1. or Appendix A. or 1.1, empty if it has none."""
    return f"{section.number}." if section.number and section.level < 3 else section.number
