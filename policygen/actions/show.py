"""An edition, or the issue in force on a day, to be read at once: as plain text, or as records."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from policygen.dates import PartialDate
from policygen.document import Document, fill
from policygen.errors import PolicyError, Position, Problem, SourceError
from policygen.lifecycle.standing import NEVER, Spell, Standing
from policygen.sources.school import School
from policygen.workspace.as_at import as_at
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.workspace.rebuilding import read_issue
from policygen.writers import outline


@dataclass(frozen=True, slots=True)
class Shown:
    """A text; and what is wrong with it, for which an edition is shown as a draft.

    `standing` is how it stood on the day for which it was asked.
    """

    document: Document
    problems: tuple[Problem, ...] = ()
    standing: Standing | None = None

    @property
    def said(self) -> str:
        """What is to be said of an issue in force on a day: which it is, and what is to come."""
        if not (self.standing and self.standing.now):
            return ""
        coming = self.standing.coming_in_words
        later = f"; to come: {coming}" if coming else ""
        return f"In force: {self.standing.now.in_words}{later}."

    def text(self, width: int) -> str:
        """It as plain text, in lines of at most so many columns."""
        return outline.write(self.document, width)

    def records(self) -> dict[str, Any]:
        """It as data for machines."""
        data = outline.records(self.document)
        if not (self.standing and (spell := self.standing.now)):
            return data
        days = {"from": spell.first.isoformat(), "through": spell.last and spell.last.isoformat()}
        return {**data, "in_force": {"version": spell.issue.version, **days}}


def show(library: Library, target: Target) -> Shown:
    """An adoption's edition; if it is incomplete, what there is of it, marked as a draft.

    Raises SourceError where not even a draft can be made.
    """
    _, problems, checked = library.school(target)
    wrong: tuple[Problem, ...] = ()
    if any(not one.good for one in checked):
        wrong = (*problems, *(p for one in checked for p in one.problems))
        _, problems, checked = library.school(target, draft=True)
    edition = checked[0].edition if checked else None
    if edition is None:
        raise SourceError([*wrong, *problems, *(p for one in checked for p in one.problems)])
    return Shown(fill(edition.document, edition.values), wrong)


def show_as_at(library: Library, target: Target, day: date) -> Shown:
    """The issue of a policy that is in force on a day, from its frozen file.

    Raises PolicyError where none is, where it isn't held here, or where that can't be trusted.
    """
    school, problems = library.workspace.school(target.school)
    if school is None or any(not problem.warning for problem in problems):
        raise SourceError(problems)  # a mistake may hide a day
    policy, on = str(target.policy), PartialDate.of(day)
    if policy not in school.policies:
        raise SourceError([school.has_not_adopted(policy)])
    found = as_at(library, school, policy, day)
    match found.kind:
        case "altered":
            hint = f"policygen verify {school.id} says what is wrong"
            raise PolicyError(f"can't be told: {'; '.join(found.what)}", hint, target=str(target))
        case "not held here":
            assert found.standing.now
            raise SourceError(
                [_not_held(library.workspace, school, policy, found.standing.now, on)]
            )
        case "none in force":
            raise _none(school, target, found.standing, on)
    assert found.standing.in_force
    issue, told = read_issue(library, target._replace(version=found.standing.in_force.version))
    return Shown(issue.document, told, found.standing)


def _not_held(
    workspace: Workspace, school: School, policy: str, spell: Spell, on: PartialDate
) -> Problem:
    """That the text of an issue in force isn't here, and how to get it."""
    issue = spell.issue
    file = workspace.name(workspace.issued_file(school.id, policy, issue.version))
    hint = "put that file there from a copy"
    if issue.seal is None:
        hint = (
            "its history was typed by hand, so it was never frozen: look at the school's own copy"
        )
    message = f"in force on {on} is version {spell.in_words}, which is not held here"
    return Problem(Position(file), message, hint)


def _none(school: School, target: Target, stands: Standing, on: PartialDate) -> PolicyError:
    """That nothing is in force on a day, what was before and will be, and how to see that."""
    policy = str(target.policy)
    entry, retired = school.policies[policy], school.is_retired(policy)
    said = [f"no version is in force on {on}"]
    if why := stands.ended_in_words or ("" if entry.history else NEVER):
        said.append(why)
    if stands.before:
        said.append(f"in force before: {stands.before.in_words}")
    if stands.after:
        said.append(f"in force later: {stands.after.in_words}")
    near = (stands.before and stands.before.last) or (stands.after and stands.after.first)
    hint = retired.hint if retired else f"policygen show {target} shows what is to be issued"
    if near:
        hint = f'policygen show {target} --as-at "{PartialDate.of(near)}"'
    return PolicyError("; ".join(said), hint, target=str(target))
