"""Taking back the last issue of a policy, on the record: it stays in the history, marked."""

from dataclasses import dataclass
from datetime import date

from policygen.dates import PartialDate
from policygen.errors import PolicyError, RefusedError, SourceError
from policygen.lifecycle.approvals import ahead, too_early
from policygen.lifecycle.chain import fields_of, next_seal
from policygen.lifecycle.cycles import due_after
from policygen.lifecycle.frozen import thaw
from policygen.lifecycle.past_reviews import due_again, due_when_issued
from policygen.lifecycle.seals import is_held
from policygen.sources.adoption import Adoption
from policygen.sources.entries import HistoryEntry, Withdrawal
from policygen.workspace.changing import append, must_hold_together
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is in force after an issue was taken back: the version before, or none.

    Its next review is the one that the record tells, whatever was written by hand into `file`.
    """

    version: str | None
    next_review: PartialDate | None
    file: str


def withdraw(
    library: Library, target: Target, on: PartialDate, reason: str, today: date
) -> Withdrawn:
    """Take back the last issue of a policy.

    Raises PolicyError where that is not the version named, or the record isn't as it was made.
    """
    with alone(library.workspace, "issues", wait=30):
        return _withdraw(library, target, str(target.policy), on, reason, today)


def _withdraw(
    library: Library, target: Target, policy: str, on: PartialDate, reason: str, today: date
) -> Withdrawn:
    workspace = library.workspace
    before = workspace.read(workspace.school_file(target.school))
    school, problems = workspace.parse_school(before, target.school)
    if school is None or any(not problem.warning for problem in problems):
        raise SourceError(problems)
    name = f"{target.school}/{policy}"
    if policy not in school.policies:
        raise SourceError([school.has_not_adopted(policy)])
    if gone := school.is_retired(policy):
        raise SourceError([gone])
    adoption, faults = library.adoption(school, policy)
    if adoption is None:
        raise SourceError(faults)
    entry = adoption.entry
    last = entry.last_issue
    if last is None or last.version != target.version:
        hint = f"only the last can be withdrawn: {name}@{last.version}" if last else ""
        message = f"version {target.version} is not its last issue"
        raise PolicyError(message, hint, target=name)
    must_hold_together(workspace, school, Target(target.school, policy))
    if reasons := [*ahead(on, today, name), *too_early(entry, on, name)]:
        raise RefusedError(reasons)
    record = {"version": last.version, "on": str(on), "reason": reason}
    taken = Withdrawal.model_validate(record)
    seal = next_seal(school.identity, policy, entry, "withdrawals", fields_of(taken))
    taken = taken.model_copy(update={"seal": seal})
    left = entry.model_copy(update={"withdrawals": [*entry.withdrawals, taken]})
    due = _due_again(library, Adoption(school, policy, left, adoption.model))
    append(adoption, before, "withdrawals", record, due).write(workspace)
    return Withdrawn(left.last_issue.version if left.last_issue else None, due, school.path)


def _due_again(library: Library, adoption: Adoption) -> PartialDate | None:
    """The next review that stood before what was taken back was issued, as far as is on record."""
    last = adoption.entry.last_issue
    if last is None:
        return None
    due = _due_at_issue(library, adoption, last)
    return due_again(adoption.model, due, adoption.entry.reviews_since, library.terms)


def _due_at_issue(library: Library, adoption: Adoption, issue: HistoryEntry) -> PartialDate | None:
    school, policy = adoption.school, adoption.policy
    frozen = library.workspace.issued(school.id, policy, issue.version)
    if frozen is None or not is_held(frozen, school, policy, issue):  # of before policygen kept it
        return due_after(adoption.model, None, issue.issued, library.terms)
    path = library.workspace.issued_path(school.id, policy, issue.version)
    return due_when_issued(thaw(frozen, path))
