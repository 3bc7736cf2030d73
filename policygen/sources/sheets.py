"""Tables of answers on their way into a file: what each column asks, and the rows below it."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from policygen.sources.guarded import harmless
from policygen.sources.value_types import TypeName

OFFERED = "Alternatives"  # the sheet of a workbook with what may be picked from


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: the name that heads it, what it asks, and what its cells hold.

    `offered` are the words that a cell may be picked from, each with its label if it has one;
    of `several` a cell may hold any. `help` says in full how it is filled in. One that is `fixed`
    only says what a row is about.
    """

    name: str
    ask: str
    type: TypeName = "text"
    offered: Mapping[str, str] | None = None
    several: bool = False
    help: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """A table with its title. Its second row says what each column asks.

    `open` are the places of cells that are still to be filled in: the row and the column, from 0.
    """

    title: str
    columns: tuple[SheetColumn, ...]
    rows: Sequence[Sequence[str]]
    open: frozenset[tuple[int, int]] = frozenset()


def sheet_titles(names: Sequence[str]) -> dict[str, str]:
    """The title of the sheet for each name: a spreadsheet takes 31 characters, in any case."""
    titles: dict[str, str] = {}
    for name in names:
        title, number = name[:31], 2
        while title in titles.values():
            ending = f"~{number}"
            title, number = name[: 31 - len(ending)] + ending, number + 1
        titles[name] = title
    return titles


def as_csv_file(sheet: AnswerSheet) -> bytes:
    """A table as CSV, every cell in quotes, that spreadsheets open as text."""
    buffer = StringIO()
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    for row in ([one.name for one in sheet.columns], [one.ask for one in sheet.columns]):
        writer.writerow(row)
    for texts in sheet.rows:
        writer.writerow([harmless(text) for text in texts])
    return buffer.getvalue().encode("utf-8-sig")  # else Excel takes UTF-8 for something else
