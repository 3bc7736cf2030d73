"""The control table: what an edition says of itself."""

from dataclasses import replace

from policygen.document import (
    BlockRevision,
    Blocks,
    Cell,
    Control,
    Inlines,
    Paragraph,
    Table,
    TableRow,
    Text,
)
from policygen.document.grids import as_grid
from policygen.document.revisions import wholly
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.tables import tabled


def control_table(setter: Setter, control: Control) -> str:
    """The table; in a redline, with the rows of both texts."""
    header: tuple[Inlines, ...] = ((Text(control.title),), (Text("Details"),))
    grid = as_grid(Table("", header, (), widths=(30, 70), row_headings=True))
    rows = tuple(_row((Text(term),), said) for term, said in control.rows)
    return tabled(setter, replace(grid, rows=(*grid.rows, *rows)), 0, control.title)


def _row(term: Inlines, said: Inlines) -> TableRow:
    """A row of the control table; it was inserted or deleted if all that it says was."""
    inserted = wholly(said)
    cells = []
    for words in (term, said):
        held: Blocks = (Paragraph(words),) if words else ()
        cells.append(Cell(held if inserted is None else (BlockRevision(inserted, held),)))
    return TableRow(tuple(cells))
