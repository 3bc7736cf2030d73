"""A table of answers taken back: what would change, school by school, and what can't be taken."""

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from policygen.actions.answers import model_of, school_or_why
from policygen.actions.school_answers import SchoolChanges, SchoolRows, planned
from policygen.actions.table_files import FileSheet, read_tables, seen_rows
from policygen.assembly.answer_table import (
    ANSWERS,
    FIRST,
    SCHOOL,
    all_columns,
    all_lists,
    list_titles,
)
from policygen.assembly.asked_columns import CONTROL_ROW, AllLabels, labels_in
from policygen.errors import (
    PolicyError,
    Position,
    Problem,
    placed,
    quoted,
    suggest,
)
from policygen.sources.headed_rows import HeadedRow
from policygen.sources.text import tidy
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class AnswersTaken:
    """What became of a table: the schools that change, those that are refused, and why."""

    changed: tuple[SchoolChanges, ...]
    refused: tuple[str, ...]
    same: int
    problems: tuple[Problem, ...]


def take_answers(
    library: Library, policy: str, path: Path, named: Collection[str] = (), *,
    dry_run: bool = False, progress: Callable[[int], object] = lambda _: None,
) -> AnswersTaken:  # fmt: skip
    """Take the answers in a file, each school's whole or, where a cell is wrong, none of it.

    Raises SourceError where the file can't be read at all. Those of schools that aren't `named`, if
    any are, are passed over.
    """
    library.workspace.model_version(policy)
    versions = library.workspace.policies[policy]
    models = [model_of(library, policy, one) for one in reversed(_used(library, policy, versions))]
    lists = all_lists(models)
    titles = list_titles(lists)
    sheets, problems = read_tables(path, ANSWERS, titles.values())
    rows = _Rows(problems, named)
    names = [*(one.name for one in FIRST), *all_columns(models), *_control_rows(sheets[ANSWERS])]
    rows.read(sheets[ANSWERS], names)
    for name, title in titles.items():
        if title in sheets:
            rows.read(sheets[title], [SCHOOL, *map(lists[name].heading, lists[name].fields)], name)
    found = rows.of_schools(library.workspace.schools)
    if not (found or named or rows.problems or rows.refused):
        place = sheets[ANSWERS][0][-1].place
        hint = f"write one into each row below, or let policygen answers {policy} list them"
        rows.problems.append(Problem(place, "there is no school in this file", hint))
    taken = _Taken(library, policy, rows, labels_in(models))
    with nullcontext() if dry_run else alone(library.workspace, "issues", wait=30):
        for school, mine in found.items():
            try:
                taken.take(school, mine, dry_run=dry_run)
            except KeyboardInterrupt:
                said = f"stopped before {school}"
                rows.problems.append(
                    Problem(Position(str(path)), said, "take it again for the rest")
                )
                break
            progress(1)
    told = tuple(sorted({*rows.problems}))
    return AnswersTaken(tuple(taken.changed), tuple(dict.fromkeys(rows.refused)), taken.same, told)


class _Taken:
    """What became of the schools so far."""

    def __init__(self, library: Library, policy: str, rows: "_Rows", labels: AllLabels) -> None:
        self._library, self._policy, self._rows, self._labels = library, policy, rows, labels
        self.changed: list[SchoolChanges] = []
        self.same = 0

    def take(self, school: str, mine: SchoolRows, *, dry_run: bool) -> None:
        """Take the rows of one school, all or none."""
        if school in self._rows.refused:
            return
        workspace = self._library.workspace
        faults: list[Problem] = []
        change = None
        try:
            change = planned(self._library, self._policy, school, mine, faults, self._labels)
            if change and not dry_run:
                workspace.replace_school(school, change.before, change.after)
        except PolicyError as error:
            faults += placed(error, Position(workspace.name(workspace.school_file(school))))
        if faults:
            self._rows.problems += faults
            self._rows.refused.append(school)
        elif change:
            self.changed.append(change)
        else:
            self.same += 1


def _control_rows(sheet: FileSheet) -> Iterator[str]:
    """The rows of control tables that columns are headed by: any may be, since schools add them."""
    for cell in sheet[0][0].cells if sheet[0] else ():
        group, _, term = tidy(cell.text).partition(".")
        if f"{group.lower()}." == CONTROL_ROW and (term := tidy(term)):
            yield f"{CONTROL_ROW}{term}"


def _used(library: Library, policy: str, versions: Sequence[str]) -> list[str]:
    """The versions of a model that schools have adopted, and the newest."""
    used = {versions[-1]}
    for name in library.workspace.schools:
        if len(used) == len(versions):
            break
        school, _ = school_or_why(library, name)
        entry = school.policies.get(policy) if school else None
        used |= {entry.model} & {*versions} if entry else set()
    return sorted(used)


class _Rows:
    """The rows of a file, gathered by school; what is wrong with one refuses that school."""

    def __init__(self, problems: list[Problem], named: Collection[str]) -> None:
        self.problems = problems
        self._named = named
        self.refused: list[str] = []
        self._mains: dict[str, list[HeadedRow]] = {}
        self._items: dict[str, dict[str, list[HeadedRow]]] = {}
        self._places: dict[str, tuple[HeadedRow, str]] = {}

    def read(self, sheet: FileSheet, names: Collection[str], listed: str = "") -> None:
        """Read a sheet; `listed` is the list of records that it holds the items of."""
        what = "the names of the schools' folders"
        seen, problems = seen_rows(sheet, names, SCHOOL, FIRST[0].ask, what, listed=bool(listed))
        self.problems += problems
        for row, faulty in ((one.row, one.faulty) for one in seen):
            school = row.text(SCHOOL)
            if self._named and school not in self._named:
                continue
            if not school:
                self.problems.append(row.problem(SCHOOL, "this row names no school"))
                continue
            if faulty:
                self.refused.append(school)
            self._places.setdefault(school, (row, listed))
            if listed:
                self._items.setdefault(school, {}).setdefault(listed, []).append(row)
            else:
                self._mains.setdefault(school, []).append(row)

    def of_schools(self, schools: Collection[str]) -> dict[str, SchoolRows]:
        """The rows of each school that there is."""
        found = {}
        for school, (row, _) in self._places.items():
            mains = self._mains.get(school, [])
            if school not in schools:
                message = f"there is no school {quoted(school)}"
                hint = suggest(school, schools) or "add one with: policygen new"
                self._refuse(school, row.problem(SCHOOL, message, hint))
                continue
            for again in mains[1:]:
                message = f"{school} has a row above already ({mains[0].place})"
                self._refuse(school, again.problem(SCHOOL, message, "remove one of the two"))
            main = mains[0] if mains else None
            found[school] = SchoolRows(main, self._items.get(school, {}))
        return found

    def _refuse(self, school: str, problem: Problem) -> None:
        self.problems.append(problem)
        self.refused.append(school)
