"""Many schools made from the rows of a table, each whole or not at all."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from policygen.actions.new_rows import NewSchool, NewSchools, SchoolRow, school_of_row
from policygen.actions.schema import write_schemas
from policygen.actions.table_files import FileSheet, SeenRow, read_tables, seen_rows, write_tables
from policygen.assembly.answer_table import NAME, SCHOOL
from policygen.assembly.school_table import NAMING, POLICIES, SCHOOLS, school_sheet
from policygen.errors import PolicyError, Position, Problem, nearest, placed
from policygen.register.rows import in_columns
from policygen.sources.cells import FileCell
from policygen.sources.sheets import as_csv_file
from policygen.sources.text import tidy
from policygen.workspace.files import write_whole
from policygen.workspace.library import Library
from policygen.workspace.locks import alone

_OURS = {  # what a column names by what stands before its dot, and what to do with an unknown one
    "facts": "declare it under facts: in policygen.yaml, or remove the column",
    "roles": "no model here names that post; remove the column",
    "choices": "make the schools first; then policygen answers POLICY takes what they answer",
    "values": "make the schools first; then policygen answers POLICY takes what they answer",
}


@dataclass(frozen=True, slots=True)
class SchoolsMade:
    """What became of a table: the schools made, how many were there, or refused; what is wrong."""

    made: tuple[NewSchool, ...]
    same: int
    refused: int
    problems: tuple[Problem, ...]

    def table(self) -> str:
        """The schools made, with the policies that they adopt and what else is said of them."""
        rows = [
            [one.school, one.name, ", ".join(one.adopts), ", ".join(one.says)] for one in self.made
        ]
        return in_columns([["School", "Name", "Adopts", "Says"], *rows])

    @property
    def policies(self) -> tuple[str, ...]:
        """The policies that they adopt."""
        named = (adopted.partition("@")[0] for one in self.made for adopted in one.adopts)
        return tuple(dict.fromkeys(named))


def write_sheet(library: Library, path: Path) -> None:
    """Write the table with no school in it. Raises PolicyError where a file is there already."""
    known = NewSchools(library)
    sheet = school_sheet(known.columns, known.titles)
    if path.suffix.lower() == ".csv":
        data = as_csv_file(sheet)
    else:
        from policygen.sources.workbook import as_workbook  # slow to import

        data = as_workbook([sheet])
    write_tables(path, {"": data}, "--sheet")


def make_schools(library: Library, path: Path, *, dry_run: bool = False) -> SchoolsMade:
    """Make the schools in a file, each whole or, where a cell of it is wrong, not at all.

    Those that are there already, and are as the file says, are left alone. Raises SourceError where
    the file can't be read at all.
    """
    workspace = library.workspace
    sheets, problems = read_tables(path, SCHOOLS, (), any_title=True)
    known = NewSchools(library)
    rows = _rows(known, sheets[SCHOOLS], problems)
    made: list[NewSchool] = []
    same = refused = 0
    with nullcontext() if dry_run else alone(workspace, "issues", wait=30):
        for row, whole in rows:
            faults: list[Problem] = []
            try:
                new = school_of_row(known, row, faults)
                if new and whole and not faults and not dry_run:
                    write_whole(workspace.school_file(new.school), new.file)
            except PolicyError as error:
                faults += placed(error, row.cell.place)
            except KeyboardInterrupt:
                hint = "take it again for the rest"
                problems.append(Problem(Position(str(path)), f"stopped before {row.id}", hint))
                break
            problems += faults
            if faults or not whole:
                refused += 1
            elif new:
                made.append(new)
            else:
                same += 1
        if made and not dry_run:
            write_schemas(workspace)
    return SchoolsMade(tuple(made), same, refused, tuple(sorted({*problems})))


def _rows(
    known: NewSchools, sheet: FileSheet, problems: list[Problem]
) -> list[tuple[SchoolRow, bool]]:
    """The rows of a sheet, each with whether all of it can be taken."""
    names = [SCHOOL, NAME, POLICIES, *known.columns]
    what = "the full names of the schools"
    posts = [one for one in known.columns if one.startswith("roles.")]
    seen, faults = seen_rows(sheet, names, NAME, NAMING[1].ask, what, whole=posts)
    head = sheet[0][0].cells if sheet[0] else ()
    faults = [_of_head(known, one, head) for one in faults]
    rows = [SchoolRow(one.row) for one in seen]
    problems += [*faults, *_twice(rows)]
    if not rows and not faults:
        hint = f"write one into each row, its full name under {NAME}"
        problems.append(Problem(sheet[0][-1].place, "there is no school in this file", hint))
    half = {one.row.place for one in seen if one.faulty} | {*_untaken(sheet, seen, faults)}
    ids = Counter(row.id for row in rows)
    return [(row, row.row.place not in half and ids[row.id] == 1) for row in rows]


def _of_head(known: NewSchools, problem: Problem, head: Sequence[FileCell]) -> Problem:
    """A column that names something of ours is a mistake, and not one of the writer's own."""
    said = next((tidy(one.text) for one in head if one.place == problem.position), "")
    if found := re.match(r"write (roles\.\w+)", problem.hint):
        post = found[1]
        hint = f"write {post} for what the post is called, {post}.holder for who holds it"
        return problem._replace(hint=hint)
    group, _, name = said.lower().partition(".")
    if not name or group not in _OURS or f"{group}.{name}" in known.columns:
        return problem
    names = (one.partition(".")[2] for one in known.columns if one.startswith(f"{group}."))
    meant = nearest(name, names)
    hint = f"did you mean {group}.{meant}?" if meant else _OURS[group]
    return problem._replace(warning=False, hint=hint)


def _untaken(
    sheet: FileSheet, seen: Sequence[SeenRow], faults: Sequence[Problem]
) -> Iterator[Position]:
    """The rows that hold something which isn't taken, but for columns that are only told of."""
    told = {one.position for one in faults if one.warning}
    rows = {row.place: row.cells for row in sheet[0]}
    head = sheet[0][0].cells if sheet[0] else ()
    passed = {index for index, cell in enumerate(head) if cell.place in told}
    for one in seen:
        taken = {cell.name for cell in one.row.cells.values()}
        held = (cell for index, cell in enumerate(rows[one.row.place]) if index not in passed)
        if any(tidy(cell.text) and cell.name not in taken for cell in held):
            yield one.row.place


def _twice(rows: Sequence[SchoolRow]) -> Iterator[Problem]:
    """Rows that make a school which a row above makes already."""
    first: dict[str, SchoolRow] = {}
    for row in rows:
        above = first.setdefault(row.id, row)
        if row.id and above is not row:
            message = f"{row.id} has a row above already ({above.cell.place})"
            hint = f"write another name under {SCHOOL}, or remove one of the two"
            yield row.problem(message, hint)
