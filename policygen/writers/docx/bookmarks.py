"""Bookmarks: which anchors get one, and its name in Word."""

from collections.abc import Iterable

from docx.text.paragraph import Paragraph as WordParagraph

from policygen.document import Document, Reference, query
from policygen.writers.docx import oxml


class Bookmarks:
    """Gives a bookmark to every anchor that something leads to. Word takes 40 characters."""

    def __init__(self, anchors: Iterable[str]) -> None:
        self._names = {anchor: f"ref_{anchor.replace('-', '_')}" for anchor in anchors}
        self._count = 0

    def name(self, anchor: str) -> str:
        """The name of an anchor's bookmark."""
        return self._names[anchor]

    def add(self, paragraph: WordParagraph, anchor: str) -> None:
        """Put an anchor's bookmark around a paragraph's words, if something leads there."""
        if anchor in self._names:
            self._count += 1
            oxml.add_bookmark(paragraph, self._names[anchor], self._count)


def referred(document: Document) -> list[str]:
    """The anchors that a document's references lead to."""
    return list(dict.fromkeys(r.anchor for r in query((document,), Reference)))
