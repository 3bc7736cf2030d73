"""Taking back the last issue of a policy, on the record: it stays in the history, marked."""

from dataclasses import dataclass
from datetime import date

from policygen.dates import PartialDate
from policygen.errors import PolicyError, RefusedError, SourceError
from policygen.lifecycle.approvals import ahead
from policygen.lifecycle.chain import breaks, fields_of, next_seal
from policygen.lifecycle.cycles import due_after
from policygen.sources import recording
from policygen.sources.adoption import Adoption
from policygen.sources.school import Withdrawal
from policygen.sources.text import encode_like
from policygen.workspace.changing import NewFiles
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What is in force after an issue was taken back: the version before, or none."""

    version: str | None
    next_review: PartialDate | None


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
        raise PolicyError(f"{target.school} has not adopted {policy!r}")
    adoption, faults = library.adoption(school, policy)
    if adoption is None:
        raise SourceError(faults)
    entry = adoption.entry
    last = entry.last_issue
    if last is None or last.version != target.version:
        hint = f"only the last can be withdrawn: {name}@{last.version}" if last else ""
        message = f"version {target.version} is not its last issue"
        raise PolicyError(message, hint, target=name)
    heads = workspace.heads(target.school).get(policy, ())
    if broken := [one.what for one in breaks(school, policy, entry, heads)]:
        hint = f"policygen verify {target.school} says where"
        raise PolicyError("; ".join(broken), hint, target=name)
    if reasons := list(ahead(on, today, name)):
        raise RefusedError(reasons)
    if on.last_day < last.issued.first_day:
        message = f"{on} is before version {last.version} was issued, on {last.issued}"
        raise PolicyError(message, target=name)
    record = {"version": last.version, "on": str(on), "reason": reason}
    gone = Withdrawal.model_validate(record)
    left = entry.model_copy(update={"withdrawals": [*entry.withdrawals, gone]})
    done = left.last_looked_at if left.last_issue else None
    due = None
    if done:
        bare = Adoption(
            school, policy, left.model_copy(update={"next_review": None}), adoption.model
        )
        due = due_after(bare, done, library.terms)
    seal = next_seal(school.identity, policy, entry, "withdrawals", fields_of(gone))
    source = before.decode("utf-8-sig")
    sealed = {**record, "seal": str(seal)}
    after = recording.recorded(source, policy, "withdrawals", sealed, str(due) if due else None)
    new = NewFiles(target.school, before, encode_like(after, before), {policy: seal.chained})
    new.write(workspace)
    return Withdrawn(left.last_issue.version if left.last_issue else None, due)
