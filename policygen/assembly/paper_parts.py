"""What papers are put together from: words as blocks, rows of tables, lists."""

from collections.abc import Iterable

from policygen.document import BulletList, Cell, FillIn, Inlines, Paragraph, TableRow, Text
from policygen.document.blocks import Block, Blocks
from policygen.document.quotes import typographic


def row_of(*blocks: Block) -> TableRow:
    """A row of a table, a block in each cell."""
    return TableRow(tuple(Cell((block,)) for block in blocks))


def lined_cell(words: str) -> Cell:
    """A cell of a table: a paragraph for each line."""
    return Cell(tuple(as_paragraph(line) for line in words.split("\n") if line))


def lines_as_list(lines: Iterable[str]) -> BulletList:
    """Lines as a list."""
    return BulletList(tuple((as_paragraph(line),) for line in lines))


def field_to_fill(words: str) -> Blocks:
    """A field of a form."""
    return (Paragraph((*worded(f"{words}: "), FillIn())),)


def as_paragraph(words: str) -> Paragraph:
    """Words as a paragraph."""
    return Paragraph(worded(words))


def worded(words: str) -> Inlines:
    """Words, their quotation marks set."""
    return (Text(typographic(words)),)
