"""Rows of a list of records from a CSV file: its first row names the fields (RFC 4180)."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policygen.errors import Position, Problem, nearest, plural, quoted, suggest
from policygen.sources.asking import MAX_ITEMS, STAND_IN, AnswerReader, ItemField
from policygen.sources.located import Keys
from policygen.sources.records import MAX_TOLD
from policygen.sources.text import decode, slug, tidy

MAX_CSV_BYTES = 256 * 1024
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}\.csv")
SAVE_AS_CSV = "save the sheet as CSV UTF-8 (comma delimited), and name that file"


def is_csv(name: str) -> bool:
    """Whether a file of rows can have a name."""
    return bool(_NAME.fullmatch(name))


def csv_name(text: str) -> str:
    """The name of a file of rows. Raises ValueError for anything else."""
    if not is_csv(text):
        raise ValueError(f"{quoted(text)} can't name a file of rows")
    return text


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of cells, the line that it begins on, and its number in a spreadsheet."""

    cells: Sequence[str]
    line: int
    number: int


@dataclass(slots=True)
class _Rows:
    """Reads the rows of one file; what is wrong is told with its cell."""

    path: str
    fields: Mapping[str, ItemField]
    lines: Sequence[str]
    problems: list[Problem] = field(default_factory=list)

    def problem(self, row: _Row, column: int | None, message: str, hint: str = "") -> None:
        """Something wrong with a cell, by its column from 0, or with a row."""
        place = Position(self.path, row.line, 1)
        if column is not None:
            place = place._replace(column=self.starts(row, column))
            message = f"{message} (cell {_letters(column)}{row.number})"
        self.problems.append(Problem(place, message, hint))

    def starts(self, row: _Row, column: int) -> int:
        """The column of the line that a cell begins in; of one that goes on below, the first."""
        starts, inside = [1], False
        for index, sign in enumerate(self.lines[row.line - 1], 1):
            inside ^= sign == '"'
            if sign == "," and not inside:
                starts.append(index + 1)
        return starts[column] if column < len(starts) else 1

    def rows(self) -> Iterator[_Row]:
        """The rows that hold anything."""
        reader = csv.reader((f"{line}\n" for line in self.lines), strict=True)
        line = 1
        for number, cells in enumerate(reader, 1):
            if any(map(tidy, cells)):
                yield _Row(cells, line, number)
            line = reader.line_num + 1

    def columns(self, header: _Row) -> list[str]:
        """The field of each column; empty for one that is none."""
        names: list[str] = []
        for column, cell in enumerate(header.cells):
            name = slug(cell, "_")
            if name not in self.fields:
                message = f"{quoted(tidy(cell))} is no field of these rows"
                self.problem(header, column, message, suggest(name, self.fields, verb="write"))
                name = ""
            elif name in names:
                message = f"the column {name} is given twice"
                self.problem(header, column, message, "remove one of the two")
                name = ""
            names.append(name)
        meant = {nearest(slug(cell, "_"), self.fields) for cell in header.cells}
        for name, asked in self.fields.items():
            if name not in names and not asked.optional and name not in meant:
                hint = f"the first row names the fields: {','.join(self.fields)}"
                self.problem(header, None, f"the column {name} is missing", hint)
        return names

    def record(self, columns: Sequence[str], row: _Row) -> Iterator[tuple[str, str]]:
        """The fields of one row."""
        cells = [*row.cells]
        while len(cells) > len(columns) and not tidy(cells[-1]):
            cells.pop()  # a spreadsheet may save empty cells behind the last column
        if len(cells) != len(columns):
            message = f"this row has {plural(len(cells), 'cell')}, the first {len(columns)}"
            self.problem(row, None, message, "put a text that holds a comma in quotes")
            return
        for column, (name, cell) in enumerate(zip(columns, cells, strict=True)):

            def tell(keys: Keys, message: str, hint: str, key: bool, column: int = column) -> None:
                del keys, key
                self.problem(row, column, message, hint)

            if name and (tidy(cell) or not self.fields[name].optional):
                kind = self.fields[name].type
                yield name, AnswerReader(tell).text((), cell, kind, name) or STAND_IN


def read_rows(
    data: bytes, path: str, fields: Mapping[str, ItemField]
) -> tuple[tuple[Mapping[str, str], ...], list[Problem]]:
    """The records in a CSV file, and everything wrong with it, cell by cell."""
    if len(data) > MAX_CSV_BYTES:
        message = f"this file is larger than {MAX_CSV_BYTES // 1024} KB"
        return (), [Problem(Position(path), message, "leave out what isn't printed")]
    if data.startswith((b"PK", b"\xd0\xcf")):
        return (), [Problem(Position(path), "this is a spreadsheet's own file", SAVE_AS_CSV)]
    text, problems = decode(data, path)
    if problems:
        return (), problems
    reader = _Rows(path, fields, text.rstrip("\n").split("\n"))
    records: list[Mapping[str, str]] = []
    try:
        rows = list(reader.rows())
    except csv.Error:
        hint = 'end a text in quotes with ", and write "" for the sign itself'
        return (), [
            Problem(_open_quote(path, reader.lines), "the quotes from here on can't be read", hint)
        ]
    if not rows:
        hint = f"write a first row: {','.join(fields)}"
        return (), [Problem(Position(path), "there is nothing in this file", hint)]
    header, *others = rows
    if len(header.cells) == 1 < len(fields) and (parted := re.search("[;\t]", header.cells[0])):
        sign = "tabs" if parted[0] == "\t" else "semicolons"
        message = f"{sign} stand between the cells, where commas belong"
        return (), [Problem(Position(path, header.line), message, SAVE_AS_CSV)]
    columns = reader.columns(header)
    if reader.problems:
        return (), reader.problems
    if not others:
        message = "there are no rows below the first, which names the fields"
        reader.problem(header, None, message, "add one")
    elif len(others) > MAX_ITEMS:
        message = f"this file has {plural(len(others), 'row')}"
        return (), [Problem(Position(path), message, f"keep it within {MAX_ITEMS}")]
    for row in others:
        if len(reader.problems) >= MAX_TOLD:
            reader.problem(row, None, "there are more problems below", "mend these first")
            break
        records.append(dict(reader.record(columns, row)))
    return tuple(records), reader.problems


def _open_quote(path: str, lines: Sequence[str]) -> Position:
    """Where the quote begins that never ends, as far as can be told."""
    inside, begun = False, Position(path)
    for number, line in enumerate(lines, 1):
        for column, sign in enumerate(line, 1):
            if sign == '"':
                inside = not inside
                begun = Position(path, number, column) if inside else begun
    return begun


def _letters(column: int) -> str:
    """What a spreadsheet calls a column, counted from 0: A, Z, AA."""
    letters = ""
    column += 1
    while column:
        column, last = divmod(column - 1, 26)
        letters = chr(ord("A") + last) + letters
    return letters
