"""What the writers of single kinds of block ask of the one that writes the whole body."""

from typing import Protocol

from policygen.document import Blocks, Inlines
from policygen.writers.docx.counters import StepCount
from policygen.writers.docx.skeleton import Facts


class Setter(Protocol):
    """Writes what stands in a block."""

    facts: Facts
    steps: StepCount  # of the list of steps that is being written

    def blocks(self, blocks: Blocks, depth: int = 0, *, in_cell: bool = False) -> str:
        """Blocks. `depth` is how far clauses and bullets around them indent them."""

    def inlines(self, inlines: Inlines, style: str | None = None) -> str:
        """Inlines in a character style."""

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        """A paragraph in a style, by its name in our base."""

    def at(self, anchor: str, content: str) -> str:
        """What a paragraph holds, with a bookmark around it if something leads there."""

    def running(self, kind: str) -> str:
        """What stands for a number that no other of its kind has in the whole document."""

    def width(self, in_cell: bool) -> int:
        """The room for a table, in EMU."""

    def caption(self, word: str, number: str, anchor: str, words: Inlines) -> str:
        """What a numbered caption holds, with a bookmark around its number."""

    def picture(self, name: str) -> str:
        """A hole for the id by which a picture is found."""

    def height(self) -> int:
        """The height of a page's text, in EMU."""

    def gap(self) -> str:
        """An empty paragraph after a table."""
