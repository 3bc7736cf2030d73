"""Which issue of each adoption is in force on a day."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import NamedTuple

from policygen.errors import Problem
from policygen.register import stands
from policygen.register.stands import Stand
from policygen.workspace.jobs import Result
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.school_stands import make_stands, stands_on
from policygen.workspace.workers import Processors, Workers

_MANY = 60  # schools out of date from which several processes are quicker


class StandsRead(NamedTuple):
    """How adoptions stand on a day; and the mistakes in schools' files that may hide one."""

    rows: tuple[Stand, ...]
    problems: tuple[Problem, ...]


class Standings:
    """The job: how a school's adoptions stand, on any day."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """How those of a target stand."""
        return make_stands(root, run, target)

    def put(self, made: Result) -> Result:
        """Leave it as it is: nothing is written."""
        return made


def read_stands(
    workspace: Workspace, targets: Sequence[Target], day: date, *,
    workers: Workers | None = None, progress: Callable[[int], object] = lambda _: None,
) -> StandsRead:  # fmt: skip
    """How the adoptions of some schools stand on a day, by school and title, whoever reads them.

    `progress` is told how many schools each step has finished.
    """
    workers = workers or Processors(_MANY)
    rows: list[Stand] = []
    problems: list[Problem] = []
    for made in kept_up(workspace, ("stands",), targets, Standings(), workers, progress=progress):
        rows += stands_on(made.told, day)
        problems += made.problems
    rows.sort(key=lambda row: (row.name, row.title, row.school, row.policy))
    return StandsRead(tuple(rows), tuple(problems))


def stands_as_text(rows: Sequence[Stand], kind: str, day: date) -> str:
    """The rows in one of the register's formats but a calendar, with the line ends that it has."""
    match kind:
        case "csv":
            return stands.stands_as_csv(rows, day)
        case "json":
            return stands.stands_as_json(rows, day)
        case "html":
            from policygen.register.stands_page import stands_page  # slow to import

            return stands_page(rows, day)
    return f"{stands.stands_as_table(rows, day)}\n" if rows else ""


def stands_summary(rows: Sequence[Stand], day: date) -> str:
    """How many adoptions there are, and how many of them stand in each way on a day."""
    return stands.stand_totals(rows, day)
