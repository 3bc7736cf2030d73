"""What of an adoption stands on a day: the issue in force, if there is one, and what is to come.

An issue is in force from the day on which it applies: that of its approval, or the later one that
its history names. Of those that apply, the last in the history is in force: so a later issue
takes the place of one before it, on the same day too, and where it applies earlier that one never
does. A withdrawn issue is in force no more from the day on which it was withdrawn, and what was
in force before is again; nothing is from the day on which the policy or its school is retired.

What is only dated with a month counts from the first day of it, but not before what stands before
it on the record: it may be recorded from that day on (`approvals.ahead`), and then it counts. A
review is due through the last day of its month, as a date by which something is to be done.
"""

from bisect import bisect
from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from policygen.dates import PartialDate
from policygen.sources.entries import AdoptionEntry, HistoryEntry, Retirement, Withdrawal

NEVER = "never issued"  # why nothing is in force of what has no history
_NEVER = date.max


class Spell(NamedTuple):
    """The days on which an issue is in force, without a gap; `last` is None where none is known."""

    issue: HistoryEntry
    first: date
    last: date | None

    @property
    def since(self) -> PartialDate:
        """Its first day, as precise as the history has it."""
        said = self.issue.in_force or self.issue.issued
        is_said = said.first_day <= self.first <= said.last_day
        return said if is_said else PartialDate.of(self.first)

    @property
    def in_words(self) -> str:
        """Its version with its days: 1.0 from April 2016 through 9 June 2019."""
        end = f" through {PartialDate.of(self.last)}" if self.last else ""
        return f"{self.issue.version} from {self.since}{end}"


@dataclass(frozen=True, slots=True)
class Standing:
    """What of an adoption stands on a day.

    `now` is the spell that the day is in, if an issue is in force; whether its text `is_held` here.
    `before` and `after` are those next to the day on either side, by all that is recorded since.
    `coming` are issues that were made by that day, but apply only from a later one, the soonest
    first. `ended` is why nothing is in force, where something was taken back or retired. `made` are
    all issues that were made by that day, the oldest first, and `taken` those of them taken back.
    """

    now: Spell | None
    is_held: bool = False
    coming: tuple[HistoryEntry, ...] = ()
    before: Spell | None = None
    after: Spell | None = None
    ended: Retirement | Withdrawal | None = None
    made: tuple[HistoryEntry, ...] = ()
    taken: tuple[HistoryEntry, ...] = ()

    @property
    def in_force(self) -> HistoryEntry | None:
        """The issue in force."""
        return self.now.issue if self.now else None

    @property
    def coming_in_words(self) -> str:
        """What is to come, each version with its day: 1.1 from 1 September 2027."""
        return ", ".join(f"{one.version} from {one.in_force or one.issued}" for one in self.coming)

    @property
    def ended_in_words(self) -> str:
        """Why nothing is in force, where something was taken back or retired."""
        if isinstance(gone := self.ended, Withdrawal):
            return f"version {gone.version} was withdrawn {gone.on.when}: {gone.reason}"
        return f"retired since {gone.on}: {gone.reason}" if gone else ""


class _Dated(NamedTuple):
    """An issue with the days on which it was made, applies, and is taken back."""

    issue: HistoryEntry
    made: date
    applies: date
    gone: date = _NEVER

    def is_in_force(self, day: date) -> bool:
        return self.applies <= day < self.gone


def standing(
    entry: AdoptionEntry, day: date, held: Container[str] = (), left: Retirement | None = None
) -> Standing:
    """What of an adoption stands on a day.

    `held` are the versions whose frozen text is here; `left` is that its school is retired.
    """
    dated = _dated(entry)
    retired, end = _retired(entry, dated, left)
    all_spells = _spells(dated, end)
    at = bisect(all_spells, day, key=lambda spell: spell.first)
    now = all_spells[at - 1] if at else None
    if now and now.last and now.last < day:
        now = None
    before = all_spells[: at - 1 if now else at]
    return Standing(
        now,
        is_held=now is not None and now.issue.version in held,
        coming=_coming(dated, day) if day < end else (),
        before=before[-1] if before else None,
        after=all_spells[at] if at < len(all_spells) else None,
        ended=None if now else retired if end <= day else _taken_back(entry, dated, day),
        made=tuple(one.issue for one in dated if one.made <= day),
        taken=tuple(one.issue for one in dated if one.gone <= day),
    )


def spells(entry: AdoptionEntry, left: Retirement | None = None) -> tuple[Spell, ...]:
    """When each issue of an adoption is in force, in the order of days."""
    dated = _dated(entry)
    return _spells(dated, _retired(entry, dated, left)[1])


def turning_days(entry: AdoptionEntry, left: Retirement | None = None) -> tuple[date, ...]:
    """The days on which something changes of what stands: the first of all, and those after it."""
    dated = _dated(entry)
    days = {date.min, _retired(entry, dated, left)[1]}
    days.update(day for one in dated for day in (one.made, one.applies, one.gone))
    return tuple(sorted(days - {_NEVER}))


def _spells(dated: Sequence[_Dated], end: date) -> tuple[Spell, ...]:
    turns = sorted({day for one in dated for day in (one.applies, one.gone) if day < end})
    found = list[Spell]()
    for first, after in pairwise((*turns, end)):
        issue = next((one.issue for one in reversed(dated) if one.is_in_force(first)), None)
        last = None if after == _NEVER else after - timedelta(days=1)
        goes_on = bool(found) and found[-1].last == first - timedelta(days=1)
        if issue and goes_on and found[-1].issue is issue:
            found[-1] = found[-1]._replace(last=last)
        elif issue:
            found.append(Spell(issue, first, last))
    return tuple(found)


def _coming(dated: Sequence[_Dated], day: date) -> tuple[HistoryEntry, ...]:
    """The issues that were made by a day, and will be in force by what was known on it."""
    known = [one for one in dated if one.made <= day < one.gone]
    return tuple(
        one.issue
        for index, one in enumerate(known, 1)
        if day < one.applies and all(one.applies < later.applies for later in known[index:])
    )


def _taken_back(entry: AdoptionEntry, dated: Sequence[_Dated], day: date) -> Withdrawal | None:
    """The last withdrawal by a day, if there is one."""
    gone = [one for one in dated if one.gone <= day]
    version = max(gone, key=lambda one: one.gone).issue.version if gone else None
    return next((one for one in entry.withdrawals if one.version == version), None)


def _dated(entry: AdoptionEntry) -> list[_Dated]:
    """The issues in the order of the history."""
    found = list[_Dated]()
    for issue in entry.history:
        made = _first_day(issue.issued, after=found[-1].made if found else date.min)
        applies = max(made, _first_day(issue.in_force, after=made)) if issue.in_force else made
        taken = (one.on for one in entry.withdrawals if one.version == issue.version)
        gone = min((_first_day(on, after=made) for on in taken), default=_NEVER)
        found.append(_Dated(issue, made, applies, gone))
    return found


def _retired(
    entry: AdoptionEntry, dated: Sequence[_Dated], left: Retirement | None
) -> tuple[Retirement | None, date]:
    """The first retirement that ends an adoption, and from which day."""
    after = max(
        (day for one in dated for day in (one.made, one.gone) if day < _NEVER), default=date.min
    )
    ends = [(_first_day(one.on, after=after), one) for one in (entry.retired, left) if one]
    day, retired = min(ends, key=lambda one: one[0], default=(_NEVER, None))
    return retired, day


def _first_day(on: PartialDate, *, after: date) -> date:
    """The first day that a date covers and that isn't before another, as far as it covers one."""
    return min(max(on.first_day, after), on.last_day)
