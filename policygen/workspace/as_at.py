"""How an adoption stands on a day, by its record and by what is frozen here."""

from dataclasses import dataclass, replace
from datetime import date

from policygen.errors import PolicyError
from policygen.lifecycle.kinds import ForceKind
from policygen.lifecycle.seals import is_held
from policygen.lifecycle.standing import Standing, standing
from policygen.sources.school import School
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class AsAt:
    """What of an adoption stands on a day, and what is wrong where that can't be trusted."""

    kind: ForceKind
    standing: Standing
    what: tuple[str, ...] = ()


def as_at(library: Library, school: School, policy: str, day: date) -> AsAt:
    """How a policy that a school has adopted stands on a day."""
    entry = school.policies[policy]
    stands = standing(entry, day, left=school.retired)
    if broken := library.breaks(school, policy):
        return AsAt("altered", stands, broken)
    if not (issue := stands.in_force):
        return AsAt("none in force", stands)
    try:
        frozen = library.workspace.issued(school.id, policy, issue.version)
    except PolicyError as error:
        return AsAt("altered", stands, tuple(reason.message for reason in error.reasons))
    if frozen is None:
        return AsAt("not held here", stands)
    if not is_held(frozen, school, policy, issue):
        return AsAt("altered", stands, (f"version {issue.version} isn't as it was issued",))
    return AsAt("in force", replace(stands, is_held=True))
