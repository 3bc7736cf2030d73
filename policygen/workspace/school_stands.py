"""How a school's adoptions stand on any day, as it is kept: a row from each day that changes it."""

import json
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from policygen.dates import PartialDate
from policygen.errors import Problem
from policygen.register.stands import Stand
from policygen.workspace.jobs import Result
from policygen.workspace.layout import Target

if TYPE_CHECKING:  # slow to import, and not needed where nothing has changed
    from policygen.sources.school import School
    from policygen.workspace.as_at import AsAt
    from policygen.workspace.library import Library


def make_stands(root: str, run: bytes, target: Target) -> Result:
    """How the adoptions of a school stand, and the mistakes in its file that may hide one."""
    from policygen.workspace.as_at import through_time
    from policygen.workspace.library import shared_library

    library = shared_library(root, run)
    library.workspace.notes.begin()
    school, problems = library.workspace.school(target.school)
    wrong = tuple(problem for problem in problems if not problem.warning)
    told = list[tuple[dict[str, Any], list[tuple[str, dict[str, Any]]]]]()
    for policy in school.policies if school else ():
        assert school
        named = _named(library, school, policy)
        if wrong:
            told.append((named, [(date.min.isoformat(), _unknown(wrong))]))
            continue
        never = not school.policies[policy].history
        found = through_time(library, school, policy)
        told.append((named, [(day.isoformat(), _row(one, never=never)) for day, one in found]))
    wrong = (*library.workspace.mistakes, *wrong)
    read, basis = library.workspace.notes.lines(), library.basis
    return Result(target, (), (), wrong, json.dumps(told), basis=basis, read=read)


def stands_on(told: str, day: date) -> Iterator[Stand]:
    """The rows again, as on a day."""
    for named, rows in json.loads(told):
        _, row = rows[bisect(rows, day.isoformat(), key=lambda one: one[0]) - 1]
        coming = tuple((version, first) for version, first in row.get("coming", ()))
        yield Stand(**{**named, **row, "coming": coming, "trusts": tuple(named["trusts"])})


def _named(library: "Library", school: "School", policy: str) -> dict[str, Any]:
    return {
        "school": school.id,
        "name": school.name,
        "policy": policy,
        "title": library.title(policy, school.policies[policy].model) or policy,
        "trust": school.trust.name if school.trust else school.trust_id,
        "trusts": school.trusts,
    }


def _unknown(wrong: Sequence[Problem]) -> dict[str, Any]:
    return {"state": "not known", "note": f"mistakes in {wrong[0].position.path}"}


def _row(found: "AsAt", *, never: bool) -> dict[str, Any]:
    """What a row says of how a policy stands; whether it was `never` issued."""
    from policygen.lifecycle.standing import NEVER

    if found.kind == "altered":
        return {"state": found.kind, "note": "; ".join(found.what)}
    stands, spell = found.standing, found.standing.now
    coming = [(one.version, (one.in_force or one.issued).iso) for one in stands.coming]
    row = {"state": found.kind, "coming": coming}
    if spell is None:
        ended = stands.ended_in_words or (NEVER if never else "")
        later = f"later: {stands.after.in_words}" if stands.after else ""
        return {**row, "note": "; ".join(filter(None, [ended, later]))}
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
