"""The register: every adoption with its version, its state and its next review, in many forms."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple, TypeVar

from policygen.errors import Problem, Reason, WrongWordError, suggest
from policygen.lifecycle.kinds import LACKS as LACKS
from policygen.lifecycle.kinds import STATES as STATES  # for whoever lets people choose
from policygen.lifecycle.kinds import AnyKind as AnyKind
from policygen.register import rows as printed
from policygen.register.rows import Row
from policygen.register.stands import Stand
from policygen.workspace.files import write_whole
from policygen.workspace.jobs import Result
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.school_rows import make_rows, rows_on
from policygen.workspace.workers import Processors, Workers

_MANY = 60  # schools out of date from which several processes are quicker, by benchmarks/
_InTrusts = TypeVar("_InTrusts", Row, Stand)
_ALL = "all_schools.ics"  # with a mark that no school's name has


class Register(NamedTuple):
    """The rows of some schools, as on a day; and what is wrong with their files.

    Such mistakes may hide a row or a date. Schools `without` rows have adopted nothing.
    """

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]
    without: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """Which rows to show; all if nothing is said. `within` is in days, and what is overdue is."""

    states: Collection[AnyKind] = ()
    policies: Collection[str] = ()
    trusts: Collection[str] = ()
    within: int | None = None


class Rows:
    """The job: a school's rows."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """The rows of a target."""
        return make_rows(root, run, target)

    def put(self, made: Result) -> Result:
        """Leave them as they are: they are no files."""
        return made


def read_register(
    workspace: Workspace, targets: Sequence[Target], today: date, *,
    workers: Workers | None = None, progress: Callable[[int], object] = lambda _: None,
) -> Register:  # fmt: skip
    """The rows of some schools, in their order, whoever reads them.

    `progress` is told how many schools each step has finished.
    """
    workers = workers or Processors(_MANY)
    rows: list[Row] = []
    problems: list[Problem] = []
    without: list[str] = []
    for made in kept_up(workspace, ("register",), targets, Rows(), workers, progress=progress):
        found = [*rows_on(made.told, today)]
        if not (found or made.problems or made.target.policy):
            without.append(made.target.school)
        rows += found
        problems += made.problems
    return Register(tuple(rows), tuple(problems), tuple(without))


def check_wanted(workspace: Workspace, wanted: Wanted) -> None:
    """Raises WrongWordError for a policy or a trust that there isn't."""
    asked: tuple[tuple[str, Collection[str], Iterable[str]], ...] = (
        ("policy", wanted.policies, workspace.policies),
        ("trust", wanted.trusts, workspace.trusts),
    )
    wrong = [
        Reason(f"There is no {what} {name!r}.", suggest(name, known))
        for what, names, known in asked
        for name in names
        if name not in known
    ]
    if wrong:
        raise WrongWordError(wrong)


def chosen(rows: Sequence[Row], wanted: Wanted) -> list[Row]:
    """The rows that are wanted, the soonest review first."""
    rows = of_trusts(rows, wanted.trusts)
    return printed.soonest_first([row for row in rows if _is_wanted(row, wanted)])


def of_trusts(rows: Iterable[_InTrusts], trusts: Collection[str]) -> list[_InTrusts]:
    """The rows of schools in some trusts, or in one under these; all if none is named."""
    return [row for row in rows if not trusts or not {*trusts}.isdisjoint(row.trusts)]


def _is_wanted(row: Row, wanted: Wanted) -> bool:
    return (
        (not wanted.states or any(row.has(state) for state in wanted.states))
        and (not wanted.policies or row.policy in wanted.policies)
        and (
            wanted.within is None
            or (row.due_by is not None and (row.due_by - row.today).days <= wanted.within)
        )
    )


def as_text(rows: Sequence[Row], kind: str, today: date) -> str:
    """The rows in one of the register's formats, with the line ends that it has."""
    match kind:
        case "csv":
            return printed.as_csv(rows)
        case "json":
            data = [row.record() for row in rows]
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        case "html":
            from policygen.register.page import page  # slow to import

            return page(rows, today)
        case "ics":
            from policygen.register.calendar import calendar

            return calendar(rows, "Policy reviews")
    return f"{printed.as_table(rows)}\n" if rows else ""


def summary(rows: Sequence[Row]) -> str:
    """How many adoptions there are, and how many of them in each state."""
    return printed.totals(rows)


def write_calendars(folder: Path, rows: Sequence[Row]) -> int:
    """Write a calendar for each school that has a date, and one for all; how many there are."""
    from policygen.register.calendar import calendar

    schools: dict[str, list[Row]] = {}
    for row in rows:
        if row.due:  # a calendar must have an event (RFC 5545, 3.6)
            schools.setdefault(row.school, []).append(row)
    for school in {row.school for row in rows} - schools.keys():
        (folder / f"{school}.ics").unlink(missing_ok=True)  # it had a date once
    write_whole(folder / _ALL, calendar(rows, "Policy reviews").encode())
    for school, own in schools.items():
        name = f"Policy reviews, {own[0].name}"
        write_whole(folder / f"{school}.ics", calendar(own, name).encode())
    return len(schools) + 1
