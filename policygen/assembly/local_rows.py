"""Rows of a table that a school changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from policygen.assembly.local_changes import LocalChange, Misfits
from policygen.assembly.local_text import said_in
from policygen.document import Grid, RowAlternatives, RowPassage, Table, TableRow, TableRows
from policygen.document.grids import as_grid, inline_only, laid_out, words_of
from policygen.document.measuring import measured
from policygen.errors import plural

_Table = TypeVar("_Table", Table, Grid)
Changes = Mapping[str, Sequence[LocalChange]]


def changed_rows(table: Table | Grid, changes: Changes, misfits: Misfits) -> Table | Grid:
    """A table with what is changed of its rows."""
    grid = as_grid(table)
    simple = isinstance(table, Table)
    rows = _Rows(grid, changes, misfits, simple).rows(grid.rows)
    if rows == grid.rows:
        return table
    if isinstance(table, Grid):
        return remeasured(replace(table, rows=rows))
    body = [row for row in rows[1:] if isinstance(row, TableRow)]
    anchors = tuple(row.anchor for row in body)
    words = tuple(tuple(words_of(cell.children) for cell in row.cells) for row in body)
    return remeasured(replace(table, rows=words, row_anchors=anchors if any(anchors) else ()))


def remeasured(table: _Table) -> _Table:
    """A table whose columns are as wide as its words need now."""
    return replace(table, measures=measured(laid_out(as_grid(table))))


class _Rows:
    def __init__(self, grid: Grid, changes: Changes, misfits: Misfits, simple: bool) -> None:
        self.changes, self.misfits, self.simple = changes, misfits, simple
        self.columns = laid_out(grid).columns
        self.headings = grid.rows[: grid.headings]
        self.reaches = any(
            placed.cell.rows > 1 for line in laid_out(grid).lines for placed in line.cells
        )
        self.left = len(grid.rows) - grid.headings

    def rows(self, rows: TableRows) -> TableRows:
        result: list[TableRow | RowAlternatives] = []
        for row in rows:
            if isinstance(row, TableRow):
                result += self.row(row)
            else:
                passages = (RowPassage(one.label, self.rows(one.rows)) for one in row.passages)
                result.append(replace(row, passages=tuple(passages)))
        return tuple(result)

    def row(self, row: TableRow) -> Iterable[TableRow]:
        result = [row]
        for change in self.changes.get(row.anchor, ()) if row.anchor else ():
            if self.reaches:
                hint = "replace the whole table, by its own id"
                self.misfits(change, "cells of this table reach over several rows", hint)
            elif change.kind in ("remove", "leave"):
                result = self.removed(row, change)
            elif new := self.said(change):
                if change.kind == "add":
                    result += new
                else:
                    result = [self.named(new[0], change), *new[1:]]
        return result

    def removed(self, row: TableRow, change: LocalChange) -> list[TableRow]:
        self.left -= 1
        if row in self.headings:
            hint = "replace it, or the whole table"
            self.misfits(change, "a table needs its heading row", hint)
        elif not self.left:
            hint = "remove the table, by its own id, if it has one"
            self.misfits(change, "no row is left of the table", hint)
        else:
            return []
        return [row]

    def named(self, row: TableRow, change: LocalChange) -> TableRow:
        if row.anchor not in ("", change.id):
            self.misfits.id_stays(change, row.anchor)
        return replace(row, anchor=change.id)

    def said(self, change: LocalChange) -> list[TableRow]:
        """The rows that a text says; none where they don't fit."""
        rows = said_in(change.shape).rows
        if not rows:
            hint = "write | a | for each cell | on one line, or * - and - as in ::: table"
            self.misfits(change, f"{change.id} is a row, and this text is none", hint)
        for row in rows:
            count = sum(cell.cols for cell in row.cells)
            if any(cell.rows > 1 for cell in row.cells):
                hint = "take rows= away, or replace the whole table"
                self.misfits(change, "a cell here reaches over several rows", hint)
            elif not row.band and count != self.columns:
                message = f"this row has {plural(count, 'cell')}, the table {self.columns}"
                hint = "write a | for every cell, an empty one too" if self.simple else (
                    "write - for every cell, an empty one too; a row across all ends in {.band}"
                )  # fmt: skip
                self.misfits(change, message, hint)
            elif self.simple and (
                row.band or any(c.cols > 1 or not inline_only(c) for c in row.cells)
            ):
                hint = "write | a | for each cell | on one line"
                self.misfits(change, "cells of this table hold words alone", hint)
            else:
                continue
            return []
        return list(rows)
