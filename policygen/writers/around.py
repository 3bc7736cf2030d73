"""What stands around a text on every page, and as data for machines: the same for many texts."""

from dataclasses import dataclass
from typing import TypeAlias

from policygen.document import Document, Inlines

Properties: TypeAlias = tuple[tuple[str, Inlines], ...]


@dataclass(frozen=True, slots=True)
class Around:
    """A document but for its control table, its text and its history: see `Document`."""

    title: str
    subtitle: Inlines
    notice: Inlines
    properties: Properties
    logo: str


def around(document: Document) -> Around:
    """What stands around a document's text."""
    return Around(
        document.title, document.subtitle, document.notice, document.properties, document.logo
    )
