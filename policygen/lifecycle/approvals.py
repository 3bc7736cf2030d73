"""What the person who issues says, which version follows from it, and why it may be refused."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from policygen.dates import PartialDate
from policygen.errors import Reason
from policygen.sources.adoption import Adoption
from policygen.sources.entries import AdoptionEntry, version_key


@dataclass(frozen=True, slots=True)
class Approval:
    """What the person who issues says. A version or next review of None follows by itself.

    It is `administrative` where only administrative details have changed. `consulted` are the
    bodies that were, each with the date.
    """

    by: str
    on: PartialDate
    summary: str
    version: str | None = None
    minor: bool = False
    next_review: PartialDate | None = None
    in_force: PartialDate | None = None
    administrative: bool = False
    consulted: Mapping[str, PartialDate] = field(default_factory=dict)


NOT_SAID = "…"  # stands in a dry run for what nobody has said yet


def version_of(entry: AdoptionEntry, approval: Approval) -> str:
    """The version given, or the one after the last: 2.0 after 1.1, or 1.2 if it is a minor one."""
    return approval.version if approval.version is not None else next_version(entry, approval.minor)


def next_version(entry: AdoptionEntry, minor: bool = False) -> str:
    """The version after the last: 2.0 after 1.1, or 1.2 if it is a minor one."""
    parts = list(version_key(entry.history[-1].version) or (0,)) if entry.history else [0]
    if minor and entry.history:
        parts = [*parts, 0][:2] if len(parts) == 1 else parts
        return ".".join(map(str, [*parts[:-1], parts[-1] + 1]))
    return f"{parts[0] + 1}.0"


def ahead(
    on: PartialDate, today: date, target: str, hint: str = "give the day on which it was done"
) -> Iterator[Reason]:
    """Why something can't have been done on a day that is still to come."""
    if on.first_day > today:
        yield Reason(f"{on} is still to come", hint, target=target)


def too_early(entry: AdoptionEntry, on: PartialDate, target: str) -> Iterator[Reason]:
    """Why something can't have been done before what is on the record already."""
    days = [*(issue.issued for issue in entry.history), *(review.on for review in entry.reviews)]
    days += (withdrawal.on for withdrawal in entry.withdrawals)
    last = max(days, key=lambda day: day.first_day, default=None)
    if last and on.last_day < last.first_day:
        message = f"{on} is before the last entry of its record, of {last}"
        yield Reason(message, f"give {last} or a later day", target=target)


def refusals(
    adoption: Adoption, approval: Approval, today: date, *, is_last_issue: bool
) -> Iterator[Reason]:
    """Why an edition can't be issued as the person says; or at all, if it is the last issue's."""
    entry = adoption.entry
    name = str(adoption)
    if entry.confirm:
        message = f"to be confirmed first, as the model has reworded it: {', '.join(entry.confirm)}"
        hint = f"policygen adopt {adoption.school.id} {adoption.policy} asks, or takes --choose"
        yield Reason(message, hint, target=name)
    version = version_of(entry, approval)
    if version_key(version) is None:
        hint = "write numbers with dots between, such as 2.0"
        yield Reason(f"{version!r} is not a version", hint, target=name)
        return
    if approval.next_review and approval.next_review.last_day <= approval.on.last_day:
        message = f"the next review, {approval.next_review}, is not after {approval.on}"
        yield Reason(message, target=name)
    hint = "give the day of approval; --in-force says from when it applies"
    yield from ahead(approval.on, today, name, hint)
    later = approval.in_force
    if later and approval.next_review and approval.next_review.last_day <= later.last_day:
        message = f"the next review, {approval.next_review}, is not after {later}, when it applies"
        yield Reason(message, target=name)
    if approval.in_force and approval.in_force.last_day < approval.on.first_day:
        message = f"it can't apply from {approval.in_force}, before its approval {approval.on.when}"
        yield Reason(message, target=name)
    if not entry.history:
        return
    last = entry.history[-1]
    if version_key(version) in {version_key(issue.version) for issue in entry.history}:
        hint = "leave --version out for the next one"
        yield Reason(f"version {version} was issued already", hint, target=name)
    elif (version_key(version) or ()) < (version_key(last.version) or ()):
        message = f"version {version} comes before the last, {last.version}"
        yield Reason(message, target=name)
    left = entry.without_withdrawn  # one that takes its place may be of an earlier day
    before = left.last_issue
    if before and approval.on.last_day < before.issued.first_day:
        message = f"{approval.on} is before the last issue, {before.version} of {before.issued}"
        yield Reason(message, target=name)
    else:
        yield from too_early(left, approval.on, name)
    if is_last_issue:
        yield Reason(
            f"its text is that of version {last.version}, so there is nothing to issue",
            "if it was looked at and left as it is, record that: "
            f'policygen reviewed {name} --by "WHO REVIEWED IT"',
            target=name,
        )
