"""Tables as they are set: each cell in its place, for all writers in one way."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal, TypeAlias

from policygen.document.blocks import (
    Blocks,
    Cell,
    Grid,
    Paragraph,
    Table,
    TableRow,
    TableRows,
    offer_word,
)
from policygen.document.inlines import Inlines, Text

LineKind: TypeAlias = Literal["heading", "band", "row", "open"]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell at a column, counted from 0; or, where it is `continued`, its part in a row below."""

    column: int
    cell: Cell
    continued: bool = False


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row in its place. One of an open decision has no cells, but a mark and words behind it."""

    kind: LineKind
    cells: tuple[Placed, ...] = ()
    anchor: str = ""
    mark: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table's lines, and how many columns it has."""

    columns: int
    lines: tuple[GridLine, ...]

    @property
    def headings(self) -> tuple[GridLine, ...]:
        """The heading rows, which stand first."""
        return tuple(line for line in self.lines if line.kind == "heading")


def as_grid(table: Table | Grid) -> Grid:
    """A simple table as one whose cells hold blocks."""
    if isinstance(table, Grid):
        return table
    rows = (table.header, *table.rows)
    anchors = ("", *(table.row_anchors or ("",) * len(table.rows)))
    return Grid(
        (Text(table.caption),) if table.caption else (),
        tuple(
            TableRow(tuple(_cell(cell) for cell in row), anchor=anchor)
            for row, anchor in zip(rows, anchors, strict=True)
        ),
        widths=table.widths,
        aligns=table.aligns,
        row_headings=table.row_headings,
        anchor=table.anchor,
        measures=table.measures,
    )


def _cell(words: Inlines) -> Cell:
    return Cell((Paragraph(words),) if words else ())


def laid_out(grid: Grid) -> Layout:
    """Each cell in its place."""
    rows = tuple(_flat(grid.rows))
    columns = max(1, *_breadths(row for row in rows if isinstance(row, TableRow)))
    left: list[tuple[int, Placed] | None] = [None] * columns  # rows that a cell still reaches into
    lines = []
    for index, row in enumerate(rows):
        if isinstance(row, GridLine):
            lines.append(row)
            continue
        placed = tuple(_placed(row, left))
        kind: LineKind = "heading" if index < grid.headings else "band" if row.band else "row"
        lines.append(GridLine(kind, placed, row.anchor))
    return Layout(columns, tuple(lines))


def _flat(rows: TableRows, *, inner: bool = False) -> Iterator[TableRow | GridLine]:
    """The rows one after the other, with a line for each mark of an open decision.

    What follows a decision is told from it by its last line; the table's end needs none.
    """
    for index, row in enumerate(rows, 1):
        if isinstance(row, TableRow):
            yield row
            continue
        yield GridLine("open", mark="To be decided:", words=row.question)
        for number, passage in enumerate(row.passages):
            word = offer_word(number, any_of=row.any_of)
            yield GridLine("open", mark=f"{word}:", words=passage.label)
            yield from _flat(passage.rows, inner=True)
        if inner or index < len(rows):
            yield GridLine("open", mark="End of the decision:", words=row.question)


def _breadths(rows: Iterator[TableRow]) -> Iterator[int]:
    """How many columns each row takes, those that cells reach into from above included."""
    yield 0
    above: list[tuple[int, int]] = []  # columns and rows that are left
    for row in rows:
        yield sum(cell.cols for cell in row.cells) + sum(columns for columns, _ in above)
        above += [(cell.cols, cell.rows) for cell in row.cells]
        above = [(columns, count - 1) for columns, count in above if count > 1]


def _placed(row: TableRow, left: list[tuple[int, Placed] | None]) -> Iterator[Placed]:
    """The cells of a row and those that reach into it, in order."""
    cells = iter(row.cells)
    column = 0
    while column < len(left):
        if above := left[column]:
            count, placed = above
            cols = placed.cell.cols
            yield Placed(column, placed.cell, continued=True)
            left[column : column + cols] = [(count - 1, placed) if count > 1 else None] * cols
            column += cols
            continue
        if (cell := next(cells, None)) is None:
            cell = Cell(())
        free = next((at for at in range(column, len(left)) if left[at]), len(left)) - column
        cols = free if row.band else min(cell.cols, free)
        placed = Placed(column, Cell(cell.children, cols, cell.rows))
        yield placed
        if cell.rows > 1:
            left[column : column + cols] = [(cell.rows - 1, placed)] * cols
        column += cols


def inline_only(cell: Cell) -> bool:
    """Whether a cell holds no more than the words of one paragraph."""
    return len(cell.children) < 2 and all(
        isinstance(one, Paragraph) and not one.anchor for one in cell.children
    )


def words_of(blocks: Blocks) -> Inlines:
    """The words of the paragraphs among some blocks."""
    found: Inlines = ()
    for block in blocks:
        if isinstance(block, Paragraph):
            found = (*found, *((Text(" "),) if found else ()), *block.children)
    return found


def columns_called(layout: Layout) -> tuple[tuple[Inlines, ...], ...]:
    """For each column the words of the heading cells above it, from top to bottom."""
    found: list[list[Inlines]] = [[] for _ in range(layout.columns)]
    for line in layout.headings:
        for placed in line.cells:
            words = words_of(placed.cell.children)
            if placed.continued or not words:
                continue
            for column in range(placed.column, placed.column + placed.cell.cols):
                found[column].append(words)
    return tuple(map(tuple, found))


def called(above: tuple[tuple[Inlines, ...], ...], placed: Placed) -> Inlines:
    """What the columns of a cell are called: by the words that all of them stand under, or each."""
    columns = above[placed.column : placed.column + placed.cell.cols]
    alike = takewhile(lambda level: len({*level}) == 1, zip(*columns, strict=False))
    shared = tuple(level[0] for level in alike)
    chains = (shared,) if shared else tuple(dict.fromkeys(chain[:1] for chain in columns))
    parts: Inlines = ()
    for words in (words for chain in chains for words in chain):
        parts = (*parts, *((Text(", "),) if parts else ()), *words)
    return parts


def is_simple(layout: Layout) -> bool:
    """Whether a table has one heading row, no spans and nothing but words in its cells."""
    return len(layout.headings) == 1 and all(
        line.kind in ("heading", "row")
        and not line.anchor
        and all(
            placed.cell.cols == placed.cell.rows == 1 and inline_only(placed.cell)
            for placed in line.cells
        )
        for line in layout.lines
    )
