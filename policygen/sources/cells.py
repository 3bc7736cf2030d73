"""Rows of cells as they stand in a file, each with its place: what a table in any format is."""

from typing import NamedTuple

from policygen.errors import Position, Problem

CAN_NAME = r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}"


class FileCell(NamedTuple):
    """What a cell holds as text, its place, and what a spreadsheet calls it, such as B7.

    One with a `fault` can't be used: what is wrong, and what would be right.
    """

    text: str
    place: Position
    name: str
    fault: tuple[str, str] | None = None

    def problem(self, message: str, hint: str = "") -> Problem:
        """Something wrong with it, with its name where the place doesn't say it."""
        named = "" if self.place.cell else f" (cell {self.name})"
        return Problem(self.place, f"{message}{named}", hint)


class FileRow(NamedTuple):
    """A row of cells, and its place."""

    cells: tuple[FileCell, ...]
    place: Position


def letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 1: A, Z, AA."""
    found = ""
    while column:
        column, last = divmod(column - 1, 26)
        found = chr(ord("A") + last) + found
    return found
