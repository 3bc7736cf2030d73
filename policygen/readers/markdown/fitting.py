"""Whether the rows of a table that is written as lists fit its columns, and its headings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Grid, Paragraph, TableRow
from policygen.errors import plural
from policygen.readers.markdown.sections import Open

_MOST_COLUMNS = 20  # Word takes 63, no page does


@dataclass(slots=True)
class TypedRow:
    """A row and where it was typed."""

    row: TableRow
    node: SyntaxTreeNode
    cells: list[SyntaxTreeNode] = field(default_factory=list)
    sound: bool = True  # whether it is what was meant, as far as can be seen
    reaches: bool = False  # whether a cell in it is to reach down, rightly written or not


class TableReading(Protocol):
    """A block of ::: table, and how what is wrong in it is told."""

    node: SyntaxTreeNode
    sound: bool  # whether nothing is

    def fault(
        self, node: SyntaxTreeNode, message: str, hint: str, near: str = "", below: int = 0
    ) -> None:
        """Note something wrong with a node of it."""


def held_to_columns(table: TableReading, typed: Sequence[Any], headings: int) -> int:
    """Hold each row to the columns of the first one; how many those are."""
    rows = list(_flat(typed))
    first = next((one for one in rows if one and not one.row.band), None)
    columns = sum(cell.cols for cell in first.row.cells) if first else 1
    if columns > _MOST_COLUMNS:
        hint = "make two tables of it"
        table.fault(table.node, f"a table can't have more than {_MOST_COLUMNS} columns", hint)
        return columns
    above = [0] * columns  # in how many rows more a cell still reaches into a column
    reaching: TypedRow | None = None
    doubtful = False  # whether a cell that is wrong may reach into the next rows
    for index, one in enumerate(rows):
        left_open = one is None or index == headings or one.row.band
        if left_open and any(above) and reaching:
            what = "the heading rows" if index == headings and one else "the rows around it"
            what = "its part of a decision" if one is None else what
            hint = "lower rows= so that it ends before that"
            table.fault(reaching.node, f"a cell reaches out of {what}", hint, "rows=")
            above = [0] * columns
        if one is None:
            continue
        doubtful = doubtful and not one.row.band
        free = [column for column in range(columns) if not above[column]]
        above = [max(0, count - 1) for count in above]
        if one.row.band:
            continue
        taken = sum(cell.cols for cell in one.row.cells)
        if not one.sound or (taken != len(free) and doubtful):
            doubtful = doubtful or one.reaches
            continue
        doubtful = (doubtful and taken != columns) or (taken != len(free) and one.reaches)
        reaching = _held_to(table, one, free, columns, above) or reaching
    if any(above) and reaching and table.sound:
        hint = "lower rows=, or add the rows that are missing"
        table.fault(reaching.node, "a cell reaches below the table's last row", hint, "rows=")
    return columns


def _held_to(
    table: TableReading, one: TypedRow, free: list[int], columns: int, above: list[int]
) -> TypedRow | None:
    """Hold one row to the columns that are free, and note where it reaches down."""
    taken = sum(cell.cols for cell in one.row.cells)
    if taken != len(free):
        count = plural(taken, "cell")
        if any(cell.cols > 1 for cell in one.row.cells):
            count = f"cells for {plural(taken, 'column')}"
        has = f"this row has {count}, the table {plural(columns, 'column')}"
        if len(free) < columns:
            has += f", of which {plural(len(free), 'is', 'are')} free here"
        hint = "write - for every cell, an empty one too"
        if taken > len(free) and len(one.row.cells) < taken:
            hint = "lower cols=, or take a cell away"
        elif taken == 1:
            hint = "a row across all ends in {.band}"
        table.fault(one.node, has, hint, "*")
        return None
    at = 0
    reaches = False
    for cell in one.row.cells:
        for column in free[at : at + cell.cols]:
            above[column] = cell.rows - 1
        reaches = reaches or cell.rows > 1
        span = free[at : at + cell.cols]
        if span[-1] - span[0] >= cell.cols:
            hint = "lower cols=, or the rows= of the cell above"
            message = "a cell can't reach over one that reaches down from above"
            table.fault(one.node, message, hint, "cols=")
        at += cell.cols
    return one if reaches else None


def check_headings(table: TableReading, typed: Sequence[Any], grid: Grid) -> None:
    """Hold the heading rows to what a heading can be: there, and words alone."""
    if not table.sound:
        return
    heading = typed[: grid.headings]
    if len(heading) < grid.headings:
        message = f"headings={grid.headings} are more rows than the table has"
        hint = "write how many rows at its top are headings; it is 1 if nothing is said"
        table.fault(table.node, message, hint, "headings=")
        return
    if not all(isinstance(one, TypedRow) for one in heading):
        hint = "let the first rows stand in no decision, or write headings=0 on the line of :::"
        table.fault(table.node, "the heading rows of a table must always be there", hint, ":::")
        return
    for index, one in enumerate(heading):
        for at, cell in enumerate(one.row.cells):
            corner = grid.row_headings and not index and not at
            if not all(isinstance(block, Paragraph) for block in cell.children):
                hint = "write its words alone, or headings=0 on the line of :::"
                table.fault(one.cells[at], "a table's heading holds no lists", hint)
            elif not cell.children and not corner:
                hint = "give every column one, or write headings=0 on the line of :::"
                table.fault(one.cells[at], "a table's column has no heading", hint)


def _flat(typed: Sequence[Any]) -> Iterator[TypedRow | None]:
    """The rows one after the other; None stands where a part of a decision begins or ends."""
    for one in typed:
        if isinstance(one, Open):
            for _, passage in one.passages:
                yield None
                yield from _flat(passage)
            yield None
        else:
            yield one
