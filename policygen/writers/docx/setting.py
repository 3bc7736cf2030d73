"""What the writers of single kinds of block ask of the one that writes the whole body."""

from collections.abc import Callable
from typing import Protocol

from policygen.document import Block, Blocks, Inlines
from policygen.writers.docx.counters import StepCount
from policygen.writers.docx.skeleton import Facts
from policygen.writers.docx.tracking import Tracker


class Setter(Protocol):
    """Writes what stands in a block.

    `room` is that of a column of text here, in twips; inside a cell it is the cell's. `steps` is
    the list of steps that is being written, `bullets` how many bullets there are around.
    `tracker` marks what was inserted or deleted.
    """

    facts: Facts
    room: int
    in_cell: bool
    steps: StepCount
    bullets: int
    tracker: Tracker

    def blocks(self, blocks: Blocks, depth: int = 0, *, follows: bool = False) -> str:
        """Blocks. `depth` is how far clauses and bullets around them indent them."""

    def block(self, block: Block, depth: int, after: Blocks) -> str:
        """A block, and what comes right after it in the same text, if anything."""

    def celled(self, blocks: Blocks, room: int, depth: int = 0) -> str:
        """Blocks in a cell in which there is so much room."""

    def inlines(self, inlines: Inlines) -> str:
        """Inlines."""

    def run(self, words: str, styles: tuple[str, ...] = (), more: str = "") -> str:
        """Words in some character styles, escaped."""

    def words(self, anchor: str, inlines: Inlines) -> str:
        """Inlines, with a bookmark around them if something leads there."""

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        """A paragraph in a style, by its name in our base."""

    def kept(self, after: Blocks) -> str:
        """The property of a paragraph that leads to such blocks and stays with them."""

    def at(self, anchor: str, content: str) -> str:
        """What a paragraph holds, with a bookmark around it if something leads there."""

    def running(self, kind: str) -> str:
        """What stands for a number that no other of its kind has in the whole document."""

    def caption(self, word: str, number: str, anchor: str, words: Inlines) -> str:
        """What a numbered caption holds, with a bookmark around its number."""

    def picture(self, name: str) -> str:
        """A hole for the id by which a picture is found."""

    def height(self) -> int:
        """The height of a page's text, in EMU."""

    def spaced(
        self, blocks: Blocks, written: Callable[[Block, Blocks], str], *, follows: bool
    ) -> str:
        """Blocks, each written in a way, with the space between that no style makes."""

    def cell_end(self) -> str:
        """What ends a cell whose last paragraph may go."""

    def row(self, cells: str, *, whole: bool = False, header: bool = False, height: int = 0) -> str:
        """A row of a table; see `markup`."""
