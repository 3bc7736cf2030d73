"""The register of a workspace: a row for every adoption, made anew only where something changed."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from policygen.errors import Problem
from policygen.register.rows import Row
from policygen.workspace.index import Index, States, inputs_digest, school_digest, states
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.pool import each, processors

if TYPE_CHECKING:  # slow to import, and not needed where nothing has changed
    from policygen.sources.school import School
    from policygen.workspace.library import Checked, Library

_MANY = 60  # schools out of date from which several processes are quicker, by benchmarks/


def read_register(
    workspace: Workspace,
    targets: Sequence[Target],
    today: date,
    *,
    progress: Callable[[int], object] = lambda _: None,
) -> tuple[list[Row], list[Problem]]:
    """The rows of some schools, in their order, as on a day; and what is wrong with their files.

    Such mistakes may hide a row or a date.

    `progress` is told how many schools each step has finished.
    """
    with Index.open(workspace, ("register",)) as index:
        inputs = inputs_digest(workspace)
        keys = {t: school_digest(workspace, t.school, inputs) for t in targets}
        stale = [target for target in targets if not index.is_fresh(target, keys[target])]
        progress(len(targets) - len(stale))
        found = {}
        problems: list[Problem] = []
        with processors(wanted=len(stale) >= _MANY) as executor:
            work = partial(_look_at, str(workspace.root), inputs)
            for one in each(work, stale, executor):
                found[one.target] = one.rows
                problems += one.problems
                if not one.problems:
                    index.remember(one.target, keys[one.target], one.states, one.rows)
                progress(1)
        read = [found[t] if t in found else index.made(t) for t in targets]
    return [row for rows in read for row in _rows(rows, today)], problems


@dataclass(frozen=True, slots=True)
class _School:
    """One school's rows as JSON, the files that they follow from, and what is wrong with it."""

    target: Target
    rows: str = "[]"
    states: States = field(default_factory=list)
    problems: tuple[Problem, ...] = ()


def _look_at(root: str, inputs: bytes, target: Target) -> _School:
    from policygen.workspace.library import shared_library

    library = shared_library(root, inputs)
    school, problems, checked = library.school(target)
    if school is None:
        return _School(target, problems=problems)
    stopping = tuple(problem for problem in problems if not problem.warning)
    rows = [_row(library, school, one, stopped=bool(stopping)) for one in checked]
    return _School(target, json.dumps(rows), states(library.last_issues(school)), stopping)


def _row(library: "Library", school: "School", one: "Checked", *, stopped: bool) -> dict[str, Any]:
    """One row's fields as they are stored: all but the day."""
    entry = school.policies[one.policy]
    last = entry.history[-1] if entry.history else None
    can_be_built = one.good and one.text and not stopped
    states: list[str] = [one.text.state if can_be_built and one.text else "incomplete"]
    newest = library.workspace.policies.get(one.policy, (entry.model,))[-1]
    if newest > entry.model:
        states.append("behind")
    due = entry.next_review
    looked_at = entry.last_looked_at
    return {
        "school": school.id,
        "name": school.name,
        "email": school.email,
        "policy": one.policy,
        "title": one.edition.frame.title if one.edition else one.policy,
        "model": entry.model,
        "version": last.version if last else "",
        "states": states,
        "changes": [str(found) for found in one.text.changes] if one.text else [],
        "approver": last.by if last else "",
        "last_review": str(looked_at) if looked_at else "",
        "next_review": str(due) if due else "",
        "due": due.last_day.isoformat() if due else None,
        "moved": len(entry.history) + len(entry.reviews),
        "stamp": looked_at.first_day.isoformat() if looked_at else None,
    }


def _rows(stored: str, today: date) -> Iterator[Row]:
    for values in json.loads(stored):
        for name in ("due", "stamp"):
            values[name] = values[name] and date.fromisoformat(values[name])
        for name in ("states", "changes"):
            values[name] = tuple(values[name])
        yield Row(**values, today=today)
