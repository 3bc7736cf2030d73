"""A CSV file as rows of cells (RFC 4180), each with its line and column."""

import csv
import re
from collections.abc import Iterator, Sequence

from policygen.errors import Position, Problem
from policygen.sources.cells import FileCell, FileRow, letters
from policygen.sources.text import decode, tidy

MAX_CSV_BYTES = 256 * 1024
SAVE_AS_CSV = "save the sheet as CSV UTF-8 (comma delimited), and name that file"


def read_csv(
    data: bytes, path: str, *, several: bool = True, most: int = MAX_CSV_BYTES
) -> tuple[list[FileRow], list[Problem]]:
    """The rows of a file that hold anything, and what is wrong with the file.

    `several` says that more than one column is expected, `most` how many bytes may be.
    """
    if len(data) > most:
        message = f"this file is larger than {most // 1024} KB"
        return [], [Problem(Position(path), message, "leave out what isn't printed")]
    if data.startswith((b"PK", b"\xd0\xcf")):
        hint = "save it as an Excel workbook, with the ending .xlsx, and name that file"
        return [], [Problem(Position(path), "this is a spreadsheet's own file", hint)]
    text, problems = decode(data, path)
    if problems:
        return [], problems
    lines = text.rstrip("\n").split("\n")
    try:
        rows = list(_rows(path, lines))
    except csv.Error:
        if several and (sign := re.search('"([;\t])"', lines[0])):
            return [], [_parted_by(sign[1], Position(path))]
        hint = 'end a text in quotes with ", and write "" for the sign itself'
        place = _open_quote(path, lines)
        return [], [Problem(place, "the quotes from here on can't be read", hint)]
    first = rows[0].cells if rows else ()
    if several and len(first) == 1 and (sign := re.search("[;\t]", first[0].text)):
        return [], [_parted_by(sign[0], rows[0].place)]
    return rows, []


def _parted_by(sign: str, place: Position) -> Problem:
    signs = "tabs" if sign == "\t" else "semicolons"
    message = f"{signs} stand between the cells, where commas belong"
    return Problem(place, message, SAVE_AS_CSV)


def _rows(path: str, lines: Sequence[str]) -> Iterator[FileRow]:
    reader = csv.reader((f"{line}\n" for line in lines), strict=True)
    line = 1
    for number, texts in enumerate(reader, 1):
        if any(map(tidy, texts)):
            starts = _starts(lines[line - 1])
            cells = tuple(
                FileCell(text, Position(path, line, start), f"{letters(column)}{number}")
                for column, (text, start) in enumerate(
                    zip(texts, starts + [1] * (len(texts) - len(starts)), strict=False), 1
                )
            )
            yield FileRow(cells, Position(path, line))
        line = reader.line_num + 1


def _starts(line: str) -> list[int]:
    """The columns of a line that cells begin in; of one that goes on below, as far as it shows."""
    starts, inside = [1], False
    for index, sign in enumerate(line, 1):
        inside ^= sign == '"'
        if sign == "," and not inside:
            starts.append(index + 1)
    return starts


def _open_quote(path: str, lines: Sequence[str]) -> Position:
    """Where the quote begins that never ends, as far as can be told."""
    inside, begun = False, Position(path)
    for number, line in enumerate(lines, 1):
        for column, sign in enumerate(line, 1):
            if sign == '"':
                inside = not inside
                begun = Position(path, number, column) if inside else begun
    return begun
