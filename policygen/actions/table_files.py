"""Tables in a file that people filled in: its sheets, and the rows that are seen in one."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from policygen.assembly.answer_table import ANSWERS
from policygen.assembly.school_table import SCHOOLS
from policygen.errors import PolicyError, Position, Problem, SourceError, plural, suggest
from policygen.sources.cells import FileRow
from policygen.sources.csv_rows import read_csv
from policygen.sources.headed_rows import HeadedRow, headed_rows
from policygen.sources.sheets import OFFERED
from policygen.sources.text import tidy
from policygen.workspace.files import write_whole

_MOST_CSV = 8 * 1024 * 1024  # bytes: two thousand schools with sixty answers each

_TAKEN_BY = {ANSWERS: "policygen answers POLICY", SCHOOLS: "policygen new"}

FileSheet: TypeAlias = tuple[Sequence[FileRow], Sequence[Problem]]


def beside(path: Path, title: str) -> Path:
    """Where the file of a list stands: answers.values.team.csv beside answers.csv."""
    return path.with_name(f"{path.stem}.{title}{path.suffix}") if title else path


def write_tables(path: Path, files: Mapping[str, bytes], option: str) -> list[Path]:
    """Write files beside one another, each with its title; none where one is there already.

    `option` is that by which another could be named. Raises PolicyError where one is there:
    somebody may have filled it in.
    """
    paths = [beside(path, title) for title in files]
    for one in paths:
        if one.exists():
            hint = (
                f"take it back with --from {one.name}, move it away, or name another with {option}"
            )
            raise PolicyError("is there already, and may hold answers", hint, str(one))
    for place, data in zip(paths, files.values(), strict=True):
        write_whole(place, data)
    return paths


def read_tables(
    path: Path, main: str, titles: Collection[str], *, any_title: bool = False
) -> tuple[dict[str, FileSheet], list[Problem]]:
    """The sheets of a workbook, or the CSV files that stand for them, by their titles.

    The `main` one is there: the only sheet that holds anything will do for it, if it may have
    `any_title`. Raises SourceError or PolicyError where there is none, or nothing in it.
    """
    sheets, problems = _read(path, main, titles)
    held = [title for title, sheet in sheets.items() if any(sheet) and title != OFFERED]
    if main not in sheets and (title := next((one for one in held if one in _TAKEN_BY), "")):
        hint = f"take it with {_TAKEN_BY[title]} --from {path.name}"
        message = f"this table has a sheet {title}, and none called {main}"
        raise SourceError([Problem(Position(str(path)), message, hint)])
    if any_title and main not in sheets and len(held) == 1:
        sheets = {main: sheets[held[0]]}
    for title, (rows, _) in sheets.items():
        if title not in {main, OFFERED, *titles} and rows:
            hint = suggest(title, {main, *titles} - sheets.keys(), verb="rename it to")
            message = f"the sheet {title!r} isn't taken"
            problems.append(Problem(Position(str(path)), message, hint, True))
    if main not in sheets:
        hint = suggest(main, [s for s in sheets if s != OFFERED], verb="rename")
        wrong = Problem(Position(str(path)), f"there is no sheet {main} in this file", hint)
        raise SourceError([one for one in problems if not one.warning] or [wrong])
    if not any(sheets[main]):
        message = "there is nothing in this file"
        raise SourceError([Problem(Position(str(path)), message, "write the table anew")])
    return sheets, problems


def _read(
    path: Path, main: str, titles: Collection[str]
) -> tuple[dict[str, FileSheet], list[Problem]]:
    name = str(path)
    if path.suffix.lower() == ".csv":
        files = {main: path, **{title: beside(path, title) for title in titles}}
        there = {title: one for title, one in files.items() if one.is_file() or title == main}
        return {
            title: read_csv(one.read_bytes(), str(one), most=_MOST_CSV)
            for title, one in there.items()
        }, []
    if path.suffix.lower() != ".xlsx":
        hint = "save it as an Excel workbook (.xlsx) or as CSV UTF-8 (.csv)"
        raise PolicyError("is no file that answers can be taken from", hint, name)
    from policygen.sources.spreadsheet import read_sheets  # slow to import

    found, problems = read_sheets(path.read_bytes(), name)
    return {**found}, problems


@dataclass(frozen=True, slots=True)
class SeenRow:
    """A row that is seen; where it is `faulty`, all of it can't be used."""

    row: HeadedRow
    faulty: bool


def seen_rows(
    sheet: FileSheet, names: Collection[str], needed: str, ask: str, what: str, *,
    listed: bool = False, whole: Collection[str] = (),
) -> tuple[list[SeenRow], list[Problem]]:  # fmt: skip
    """The rows of a sheet below its head, without those that ask or are empty; what is wrong.

    The column that is `needed` begins with `ask` where a row only asks, and holds `what`. A row or
    a column that is hidden isn't taken, which is told, and that is all; but in a sheet of items,
    which is `listed`, a hidden row is a fault. Those names must be written `whole` that others may
    be taken for. Raises SourceError where that column is missing.
    """
    rows, faults = sheet
    if not rows:
        return [], [*faults]
    header = rows[0].place.line
    headed, problems = headed_rows(rows, names, whole)
    unseen = {one.position.column for one in faults if one.position.line == header}
    headed = [row.without(unseen) for row in headed]
    if headed and not any(needed in row.cells for row in headed):
        missing = Problem(
            rows[0].place, f"the column {needed} is missing", f"write {needed} above {what}"
        )
        is_there = any(tidy(cell.text).lower() == needed for cell in rows[0].cells)
        wrong_names = [one for one in problems if not one.warning]
        raise SourceError(wrong_names if is_there else [*wrong_names, missing])
    wrong = {one.position.line: one for one in faults}
    found = []
    for row in headed:
        if not row.holds_anything or row.text(needed).startswith(ask):
            continue
        fault = wrong.get(row.place.line)
        if fault and _is_hidden_row(fault) and not listed:
            continue
        found.append(SeenRow(row, fault is not None))
    return found, [*_told(faults, header, listed=listed), *problems]


def _is_hidden_row(fault: Problem) -> bool:
    return fault.message.startswith("row ")


def _told(faults: Sequence[Problem], header: int, *, listed: bool) -> Iterator[Problem]:
    """What is told of a sheet: a row or a column that is hidden isn't taken, and that is all.

    A hidden row of a list of records refuses its school, whose list would be another without it.
    """
    hidden = [one for one in faults if _is_hidden_row(one) and not listed]
    if hidden:
        message = f"{plural(len(hidden), 'row')} hidden, and not taken"
        yield Problem(
            hidden[0].position, message, "show what should be (a filter may hide it)", True
        )
    for one in faults:
        if one.position.line == header and not _is_hidden_row(one):
            yield Problem(
                one.position, one.message, "it isn't taken; show it if it should be", True
            )
        elif one not in hidden:
            yield one
