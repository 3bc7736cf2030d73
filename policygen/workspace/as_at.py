"""How an adoption stands on a day, by its record and by what is frozen here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from policygen.errors import PolicyError
from policygen.lifecycle.kinds import ForceKind
from policygen.lifecycle.seals import is_held
from policygen.lifecycle.standing import Standing, standing, turning_days
from policygen.sources.entries import HistoryEntry
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
    ((_, found),) = _on(library, school, policy, [day])
    return found


def through_time(library: Library, school: School, policy: str) -> Iterator[tuple[date, AsAt]]:
    """How it stands on any day: from each that changes it, the first day of all first."""
    days = turning_days(school.policies[policy], school.retired)
    return _on(library, school, policy, days)


def _on(
    library: Library, school: School, policy: str, days: Iterable[date]
) -> Iterator[tuple[date, AsAt]]:
    """How it stands on some days; each issue that is in force on one is looked at once."""
    broken = library.breaks(school, policy)
    looked_at = dict[str, tuple[ForceKind, tuple[str, ...]]]()
    for day in days:
        stands = standing(school.policies[policy], day, left=school.retired)
        issue = stands.in_force
        if broken:
            yield day, AsAt("altered", stands, broken)
        elif issue is None:
            yield day, AsAt("none in force", stands)
        else:
            if issue.version not in looked_at:
                looked_at[issue.version] = _look_at(library, school, policy, issue)
            kind, what = looked_at[issue.version]
            yield day, AsAt(kind, replace(stands, is_held=kind == "in force"), what)


def _look_at(
    library: Library, school: School, policy: str, issue: HistoryEntry
) -> tuple[ForceKind, tuple[str, ...]]:
    """Whether an issue in force is held here as it was frozen, and what is wrong if it isn't."""
    try:
        frozen = library.workspace.issued(school.id, policy, issue.version)
    except PolicyError as error:
        return "altered", tuple(reason.message for reason in error.reasons)
    if frozen is None:
        return "not held here", ()
    if not is_held(frozen, school, policy, issue):
        return "altered", (f"version {issue.version} isn't as it was issued",)
    return "in force", ()
