"""The rows of two tables as one: which became which, and which stand in one of them only."""

from policygen.compare.alike import pairs
from policygen.compare.saying import said_barely
from policygen.document import Grid, TableRow
from policygen.document.grids import laid_out


def paired_rows(was: Grid, now: Grid) -> list[tuple[TableRow | None, TableRow | None]] | None:
    """The rows in order, each beside what it became, or alone; none where tables differ in build.

    That is where columns or headings do, and where a cell would reach into rows that are gone.
    """
    old, new = _plain_rows(was), _plain_rows(now)
    if old is None or new is None or _built(was) != _built(now):
        return None
    heads = was.headings  # which stay at the top, whatever they say
    if any(cell.rows > 1 for row in (*old[heads:], *new[heads:]) for cell in row.cells):
        heads = max(len(old), len(new))  # every row must have stayed in its place
        if len(old) != len(new):
            return None
    if not all(map(_same_spans, old[:heads], new[:heads])):
        return None
    return [
        *zip(old[:heads], new[:heads], strict=True),
        *pairs(old[heads:], new[heads:], _name, _says, _same_spans),
    ]


def _plain_rows(grid: Grid) -> tuple[TableRow, ...] | None:
    """The rows of a table in which no decision is open."""
    rows = tuple(row for row in grid.rows if isinstance(row, TableRow))
    return rows if len(rows) == len(grid.rows) else None


def _built(grid: Grid) -> tuple[object, ...]:
    return laid_out(grid).columns, grid.headings, grid.row_headings


def _name(row: TableRow) -> str:
    """What a row goes by: its id, or the words that it begins with; a mere number is none."""
    first = said_barely(row.cells[0].children) if row.cells else ""
    return row.anchor or (first if any(map(str.isalpha, first)) else "")


def _says(row: TableRow) -> str:
    return " | ".join(said_barely(cell.children) for cell in row.cells)


def _same_spans(was: TableRow, now: TableRow) -> bool:
    """Whether a row can be set cell by cell; one that was emptied would look like one deleted."""
    return (
        was.band == now.band
        and [(one.cols, one.rows) for one in was.cells]
        == [(one.cols, one.rows) for one in now.cells]
        and any(one.children for one in was.cells) == any(one.children for one in now.cells)
    )
