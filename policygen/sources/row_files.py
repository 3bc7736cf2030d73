"""Rows of a list of records from a file beside the model or the school's: its first row names the
fields. It is CSV text or a spreadsheet, and the same cells make the same records.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policygen.errors import Position, Problem, nearest, plural, quoted, suggest
from policygen.sources.asking import MAX_ITEMS, STAND_IN, AnswerReader, ItemField, Tell
from policygen.sources.cells import CAN_NAME, FileCell, FileRow
from policygen.sources.csv_rows import read_csv
from policygen.sources.located import Keys
from policygen.sources.records import MAX_TOLD, kind_of
from policygen.sources.text import slug, tidy

_NAME = re.compile(rf"{CAN_NAME}\.(csv|xlsx)")
NAME_ONE = "name a file in the same folder, such as scales.xlsx or scales.csv"


def is_rows(name: str) -> bool:
    """Whether a file of rows can have a name."""
    return bool(_NAME.fullmatch(name))


def rows_name(text: str) -> str:
    """The name of a file of rows. Raises ValueError for anything else."""
    if not is_rows(text):
        raise ValueError(f"{quoted(text)} can't name a file of rows")
    return text


@dataclass(frozen=True, slots=True)
class RowsFile:
    """A file of rows as it is named: which it is, and which of a spreadsheet's sheets, if said."""

    name: str
    sheet: str = ""


def rows_file(given: Any) -> RowsFile | None:
    """The file that a school names in the place of a list; None for anything else."""
    if not isinstance(given, dict) or not isinstance(name := given.get("rows"), str):
        return None
    sheet = given.get("sheet")
    return RowsFile(name, sheet if isinstance(sheet, str) else "")


def given_rows(
    keys: Keys, given: Mapping[str, Any], fields: Mapping[str, ItemField], path: str,
    files: Mapping[str, bytes], tell: Tell,
) -> tuple[tuple[Mapping[str, str], ...] | None, list[Problem]]:  # fmt: skip
    """The records of a file that a school names: `rows: team.xlsx`, maybe with a `sheet`.

    What is wrong with how it is named is told, with what is wrong in the file handed back. `path`
    is that of the school's file, and `files` are those beside it.
    """
    for key in given.keys() - {"rows", "sheet"}:
        hint = suggest(str(key), ("rows", "sheet"), verb="use")
        tell((*keys, key), f"unknown key {quoted(str(key))}", hint, True)
    file, sheet = given["rows"], given.get("sheet")
    named = rows_file(given)
    if named is None or named.name not in files:
        said = quoted(file) if isinstance(file, str) else kind_of(file)
        tell((*keys, "rows"), f"there is no file {said} beside {path}", NAME_ONE, False)
        return None, []
    if sheet is not None and not (named.sheet and named.name.endswith(".xlsx")):
        hint = "name a sheet of a spreadsheet (.xlsx), or remove it"
        tell((*keys, "sheet"), f"{quoted(str(sheet))} is no sheet here", hint, False)
    beside = path.rpartition("/")[0]
    place = f"{beside}/{named.name}" if beside else named.name
    records, problems = read_rows(files[named.name], place, fields, named.sheet)
    return records or None, problems


def read_rows(
    data: bytes, path: str, fields: Mapping[str, ItemField], sheet: str = ""
) -> tuple[tuple[Mapping[str, str], ...], list[Problem]]:
    """The records in a file, and everything wrong with it, cell by cell."""
    if path.endswith(".xlsx"):
        from policygen.sources.spreadsheet import read_sheet  # slow to import, and few need it

        rows, problems = read_sheet(data, path, sheet)
    else:
        rows, problems = read_csv(data, path, several=len(fields) > 1)
    if not rows:
        hint = f"write a first row: {','.join(fields)}"
        nothing = Problem(Position(path), "there is nothing in this file", hint)
        return (), problems or [nothing]
    header, *others = rows
    reader = _Reader(fields, problems)
    columns = reader.columns(header, others)
    if reader.problems:
        return (), reader.problems
    if not others:
        message = "there are no rows below the first, which names the fields"
        return (), [Problem(header.place, message, "add one")]
    if len(others) > MAX_ITEMS:
        message = f"this file has {plural(len(others), 'row')}"
        return (), [Problem(Position(path), message, f"keep it within {MAX_ITEMS}")]
    records: list[Mapping[str, str]] = []
    for row in others:
        if len(reader.problems) >= MAX_TOLD:
            message = "there are more problems below"
            reader.problems.append(Problem(row.place, message, "mend these first"))
            break
        records.append(dict(reader.record(columns, row)))
    return tuple(records), reader.problems


@dataclass(slots=True)
class _Reader:
    """Reads the rows of one file; what is wrong is told with its cell."""

    fields: Mapping[str, ItemField]
    problems: list[Problem]

    def problem(self, cell: FileCell, message: str, hint: str) -> None:
        self.problems.append(cell.problem(message, hint))

    def columns(self, header: FileRow, others: Sequence[FileRow]) -> list[str]:
        """The field of each column; empty for one that holds nothing at all."""
        names: list[str] = []
        for column, cell in enumerate(header.cells):
            name = slug(cell.text, "_")
            if not tidy(cell.text):
                held = (row.cells[column] for row in others if column < len(row.cells))
                if first := next((one for one in held if tidy(one.text)), None):
                    message = f"nothing names this column, but {first.name} holds something"
                    self.problem(cell, message, suggest(name, self.fields, verb="write"))
                name = ""
            elif name not in self.fields:
                message = f"{quoted(tidy(cell.text))} is no field of these rows"
                self.problem(cell, message, suggest(name, self.fields, verb="write"))
                name = ""
            elif name in names:
                message = f"the column {name} is given twice"
                self.problem(cell, message, "remove one of the two")
                name = ""
            names.append(name)
        meant = {nearest(slug(cell.text, "_"), self.fields) for cell in header.cells}
        for name, asked in self.fields.items():
            if name not in names and not asked.optional and name not in meant:
                hint = f"the first row names the fields: {','.join(self.fields)}"
                message = f"the column {name} is missing"
                self.problems.append(Problem(header.place, message, hint))
        return names

    def record(self, columns: Sequence[str], row: FileRow) -> Iterator[tuple[str, str]]:
        """The fields of one row."""
        cells = [*row.cells]
        while len(cells) > len(columns) and not tidy(cells[-1].text):
            cells.pop()  # a spreadsheet may save empty cells behind the last column
        if len(cells) != len(columns):
            message = f"this row has {plural(len(cells), 'cell')}, the first {len(columns)}"
            hint = "put a text that holds a comma in quotes"
            self.problems.append(Problem(row.place, message, hint))
            return
        for name, cell in zip(columns, cells, strict=True):

            def tell(keys: Keys, message: str, hint: str, key: bool, cell: FileCell = cell) -> None:
                del keys, key
                self.problem(cell, message, hint)

            if name and cell.fault:
                self.problem(cell, *cell.fault)
                yield name, STAND_IN
            elif name and (tidy(cell.text) or not self.fields[name].optional):
                one = self.fields[name]
                said = AnswerReader(tell).text((), cell.text, one.type, name, one.limits)
                yield name, said or STAND_IN
