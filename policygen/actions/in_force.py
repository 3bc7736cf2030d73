"""Which issue of each adoption is in force on a day."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from policygen.dates import PartialDate
from policygen.errors import Problem
from policygen.lifecycle.kinds import ForceKind
from policygen.lifecycle.standing import NEVER
from policygen.register import stands
from policygen.register.stands import Stand
from policygen.sources.school import School
from policygen.workspace.as_at import as_at
from policygen.workspace.jobs import Result
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library, shared_library
from policygen.workspace.workers import Processors, Workers

_MANY = 60  # schools from which several processes are quicker


class StandsRead(NamedTuple):
    """How adoptions stand on a day; and the mistakes in schools' files that may hide one."""

    rows: tuple[Stand, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Standings:
    """The job: how a school's adoptions stand on a day."""

    day: date

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """How those of a target stand."""
        library = shared_library(root, run)
        school, problems = library.workspace.school(target.school)
        wrong = tuple(problem for problem in problems if not problem.warning)
        rows = [
            _named(library, school, policy)
            | (_unknown(wrong) if wrong else _standing(library, school, policy, self.day))
            for policy in school.policies
        ] if school else []  # fmt: skip
        return Result(target, problems=wrong, told=json.dumps(rows))

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
    rows: list[Stand] = []
    problems: list[Problem] = []
    for made in (workers or Processors(_MANY)).each(Standings(day), workspace, targets):
        rows += (Stand(**one) for one in json.loads(made.told, object_hook=_with_tuples))
        problems += made.problems
        progress(1)
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


def _with_tuples(row: dict[str, Any]) -> dict[str, Any]:
    """A row that was told as JSON, which has no tuples."""
    coming = tuple((version, first) for version, first in row.get("coming", ()))
    return {**row, "coming": coming, "trusts": tuple(row["trusts"])}


def _named(library: Library, school: School, policy: str) -> dict[str, Any]:
    return {
        "school": school.id,
        "name": school.name,
        "policy": policy,
        "title": library.title(policy, school.policies[policy].model) or policy,
        "trust": school.trust.name if school.trust else school.trust_id,
        "trusts": school.trusts,
    }


def _unknown(wrong: Sequence[Problem]) -> dict[str, Any]:
    kind: ForceKind = "not known"
    return {"state": kind, "note": f"mistakes in {wrong[0].position.path}"}


def _standing(library: Library, school: School, policy: str, day: date) -> dict[str, Any]:
    """What a row says of how a policy stands on a day."""
    found = as_at(library, school, policy, day)
    if found.kind == "altered":
        return {"state": found.kind, "note": "; ".join(found.what)}
    stands, spell = found.standing, found.standing.now
    coming = [(one.version, (one.in_force or one.issued).iso) for one in stands.coming]
    row = {"state": found.kind, "coming": coming}
    if spell is None:
        never = NEVER if not school.policies[policy].history else ""
        later = f"later: {stands.after.in_words}" if stands.after else ""
        return {**row, "note": "; ".join(filter(None, [stands.ended_in_words or never, later]))}
    return {
        **row,
        "version": spell.issue.version,
        "first": spell.first.isoformat(),
        "last": spell.last.isoformat() if spell.last else "",
        "since": str(spell.since),
        "until": str(PartialDate.of(spell.last)) if spell.last else "",
        "made": spell.issue.issued.iso,
        "approver": spell.issue.by,
        "approved": str(spell.issue.issued),
        "note": f"to come: {stands.coming_in_words}" if stands.coming else "",
    }
