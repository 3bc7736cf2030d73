"""A sheet of a spreadsheet as rows of cells (ECMA-376, .xlsx), read by openpyxl within bounds.

What a reader of the sheet can't see isn't taken, and what can't be told for certain isn't guessed:
hidden rows, merged cells and formulas without a result are faults.
"""

import warnings
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import IO, Any, TypeVar
from xml.etree.ElementTree import iterparse

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape

from policygen.errors import Position, Problem, suggest
from policygen.sources.cell_text import cell_text
from policygen.sources.cells import FileCell, FileRow, letters
from policygen.sources.text import describe, refused_character, tidy

_T = TypeVar("_T")
_MB = 1024 * 1024
_MOST_BYTES, _MOST_UNPACKED = 2 * _MB, 16 * _MB
_MOST_PARTS, _MOST_ROWS, _MOST_CELLS = 500, 1_100_000, 1_000_000
_OLD, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\3\4"
_SAVE = "save it as an Excel workbook (.xlsx)"
_SMALLER = "keep the rows alone in it: paste them into a new workbook"
_SAVE_AGAIN = "open it, and save it again as an Excel workbook (.xlsx)"


class _UnreadableError(Exception):
    """Why a file is no spreadsheet that can be read, and what would be right."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message, self.hint = message, hint


def read_sheet(data: bytes, path: str, named: str = "") -> tuple[list[FileRow], list[Problem]]:
    """The rows of a sheet that hold anything, all equally long, and what is wrong with them.

    It is the sheet that is named, or else the only one that holds anything.
    """
    found, problems = _within_bounds(data, path, lambda: _read(data, path, named))
    return found or ([], problems)


def read_sheets(
    data: bytes, path: str
) -> tuple[dict[str, tuple[list[FileRow], list[Problem]]], list[Problem]]:
    """Each sheet that is seen as `read_sheet` gives it, by its title; and why there is none.

    Places in all but the first say in which: values.team!B7.
    """

    def read() -> dict[str, tuple[list[FileRow], list[Problem]]]:
        with _opened(data) as book:
            return {
                sheet.title: _taken(sheet, path, f"{sheet.title}!" * (index > 0))
                for index, sheet in enumerate(filter(_is_seen, book.worksheets))
            }

    found, problems = _within_bounds(data, path, read)
    return found or {}, problems


def _within_bounds(
    data: bytes, path: str, read: Callable[[], _T]
) -> tuple[_T | None, list[Problem]]:
    try:
        _must_be_sane(data)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it leaves out, which nobody asked for
            return read(), []
    except _UnreadableError as error:
        return None, [Problem(Position(path), error.message, error.hint)]
    except Exception:  # whatever may be wrong with a file, openpyxl lets through as it comes
        return None, [Problem(Position(path), "this spreadsheet is damaged", _SAVE_AGAIN)]


def _opened(data: bytes) -> closing[Any]:
    return closing(load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False))


def _must_be_sane(data: bytes) -> None:
    if len(data) > _MOST_BYTES:
        raise _UnreadableError(f"this file is larger than {_MOST_BYTES // _MB} MB", _SMALLER)
    if data.startswith(_OLD):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise _UnreadableError("this file is protected by a password", f"{_SAVE}, without one")
        raise _UnreadableError("this is a spreadsheet of the old kind (.xls)", _SAVE)
    if not data.startswith(_ZIP):
        raise _UnreadableError("this is no spreadsheet, whatever its name says", _SAVE)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = archive.infolist()
        names = {part.filename for part in parts}
        if "[Content_Types].xml" not in names or not any("workbook" in name for name in names):
            raise _UnreadableError("this is no spreadsheet, whatever its name says", _SAVE)
        if any(name.endswith(".bin") and "workbook" in name for name in names):
            raise _UnreadableError("this is a binary workbook (.xlsb)", _SAVE)
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
            raise _UnreadableError("this spreadsheet is too large when it is unpacked", _SMALLER)
        for part in parts:  # of each, no more is read than is said of its size
            is_xml = part.filename.endswith((".xml", ".rels"))
            if is_xml and b"<!DOCTYPE" in archive.read(part).replace(b"\0", b""):
                raise _UnreadableError("this spreadsheet holds what none should hold", _SAVE_AGAIN)


def _read(data: bytes, path: str, named: str) -> tuple[list[FileRow], list[Problem]]:
    with _opened(data) as book:
        sheets = {sheet.title: sheet for sheet in book.worksheets if _is_seen(sheet)}
        if named:
            if named not in sheets:
                hint = suggest(named, sheets, verb="name")
                raise _UnreadableError(f"there is no sheet {named!r} in this file", hint)
            return _taken(sheets[named], path)
        held = [name for name, sheet in sheets.items() if any(_held(sheet))]
        if len(held) > 1:
            listed = f"{', '.join(held[:-1])} and {held[-1]}"
            message = f"several sheets hold something: {listed}"
            raise _UnreadableError(
                message, f"add sheet: {held[0]} below rows, or the one that is meant"
            )
        return _taken(sheets[held[0]], path) if held else ([], [])


def _is_seen(sheet: Any) -> bool:
    return bool(sheet.sheet_state == "visible")


def _held(sheet: Any) -> Iterator[tuple[int, dict[int, Any]]]:
    """The rows of a sheet that hold anything: their numbers, and the cells by theirs."""
    sheet.reset_dimensions()  # what a file says of its size may be wrong
    cells = 0
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells += len(row)
        if number > _MOST_ROWS or cells > _MOST_CELLS:
            raise _UnreadableError("this sheet has too many cells", _SMALLER)
        if not row:
            continue
        texts = {column: cell for column, cell in enumerate(row, 1) if cell.value is not None}
        if any(not isinstance(cell.value, str) or tidy(cell.value) for cell in texts.values()):
            yield number, texts


@dataclass(slots=True)
class _Beside:
    """What a sheet says of its cells besides what they hold."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[range] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    unsolved: dict[int, set[str]] = field(default_factory=dict)  # formulas without a result


def _beside(source: IO[bytes]) -> _Beside:
    """The same from a sheet's part: openpyxl tells it of sheets that it reads whole, alone."""
    found = _Beside()
    number = 0
    for _, element in iterparse(source):
        match element.tag.rpartition("}")[2]:
            case "row":
                number = int(element.get("r", number + 1))
                if _is_on(element.get("hidden")):
                    found.hidden_rows.add(number)
                for cell in element:
                    formula, result = cell.find("{*}f"), cell.findtext("{*}v")
                    if formula is not None and not result and cell.get("t") != "str":
                        found.unsolved.setdefault(number, set()).add(cell.get("r", ""))
                element.clear()
            case "col" if _is_on(element.get("hidden")):
                columns = range(int(element.get("min", 0)), int(element.get("max", 0)) + 1)
                found.hidden_columns.append(columns)
            case "mergeCell":
                found.merged.append(element.get("ref", ""))
    return found


def _is_on(said: str | None) -> bool:
    return said in ("1", "true")


def _taken(sheet: Any, path: str, said: str = "") -> tuple[list[FileRow], list[Problem]]:
    """The rows of one sheet; `said` stands before a cell's name where others have that too."""
    with sheet._get_source() as source:
        beside = _beside(source)
    held = dict(_held(sheet))
    for number in beside.unsolved:
        held.setdefault(number, {})
    if not held:
        return [], []
    columns = {column for cells in held.values() for column in cells}
    columns |= {_column(name) for names in beside.unsolved.values() for name in names}
    first, last = min(columns), max(columns)

    def cell(number: int, column: int) -> FileCell:
        name = f"{letters(column)}{number}"
        place = Position(path, number, column, said + name)
        if name in beside.unsolved.get(number, ()):
            hint = "open the file in Excel or LibreOffice, and save it; or write the result itself"
            return FileCell(
                "?", place, name, ("the result of this formula isn't in the file", hint)
            )
        one = held[number].get(column)
        if one is None:
            return FileCell("", place, name)
        if one.data_type == "e":
            message = f"this cell shows {one.value}"
            return FileCell(str(one.value), place, name, (message, "mend its formula"))
        value = unescape(one.value) if isinstance(one.value, str) else one.value
        text = cell_text(value, one.number_format or "General")
        if sign := refused_character(text):
            return FileCell(text, place, name, (describe(sign), "delete it"))
        return FileCell(text, place, name)

    rows = [
        FileRow(
            tuple(cell(number, column) for column in range(first, last + 1)),
            Position(path, number, first, f"{said}{letters(first)}{number}"),
        )
        for number in sorted(held)
    ]
    faults = _problems(path, beside, sorted(held), range(first, last + 1))
    return rows, [
        one._replace(position=one.position._replace(cell=said + one.position.cell))
        for one in faults
    ]


def _column(name: str) -> int:
    return int(range_boundaries(name)[0] or 1)


def _problems(path: str, beside: _Beside, rows: list[int], columns: range) -> Iterator[Problem]:
    """What stands in the way in the part of a sheet that holds anything."""
    for number in rows:
        if number in beside.hidden_rows:
            place = Position(path, number, 1, f"A{number}")
            hint = "show it (a filter may hide it), or delete it"
            yield Problem(place, f"row {number} is hidden, but holds something", hint)
    for hidden in beside.hidden_columns:
        for column in islice((one for one in hidden if one in columns), 20):
            name = f"{letters(column)}{rows[0]}"
            hint = "show it, or delete it"
            place = Position(path, rows[0], column, name)
            yield Problem(place, f"column {letters(column)} is hidden", hint)
    for merged in beside.merged:
        left, top, right, bottom = (int(one or 0) for one in range_boundaries(merged))
        in_columns = left <= columns[-1] and right >= columns[0]
        if in_columns and any(top <= number <= bottom for number in rows):
            place = Position(path, top, left, merged.partition(":")[0])
            hint = "split them, and write into each cell what belongs there"
            yield Problem(place, f"the cells {merged} are merged into one", hint)
