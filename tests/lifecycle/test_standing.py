"""What stands on a day, held to plainer readings of the same record."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policygen.dates import PartialDate
from policygen.lifecycle.standing import Spell, Standing, spells, standing, turning_days
from policygen.sources.entries import AdoptionEntry, HistoryEntry, Retirement, Withdrawal

FIRST, LAST = date(2016, 1, 1), date(2025, 12, 31)
DAYS = [FIRST + timedelta(days=count) for count in range((LAST - FIRST).days + 1)]


def issue(version: str, issued: str, in_force: str = "") -> HistoryEntry:
    given = {"version": version, "issued": issued, "by": "Governors", "summary": "As read."}
    return HistoryEntry.model_validate({**given, **({"in_force": in_force} if in_force else {})})


def gone(version: str, on: str) -> Withdrawal:
    return Withdrawal.model_validate({"version": version, "on": on, "reason": "It was wrong."})


def retired(on: str) -> Retirement:
    return Retirement.model_validate({"on": on, "reason": "Merged."})


def record(
    *history: HistoryEntry, withdrawn: Sequence[Withdrawal] = (), ended: Retirement | None = None
) -> AdoptionEntry:
    return AdoptionEntry(
        model="2016-04", history=[*history], withdrawals=[*withdrawn], retired=ended
    )


def in_words(found: Standing) -> str:
    return found.in_force.version if found.in_force else ""


TEN_YEARS = record(
    issue("1.0", "April 2016"),
    issue("1.1", "10 June 2017", "1 September 2017"),  # overtaken before it applies
    issue("2.0", "3 July 2017", "1 August 2017"),
    issue("2.1", "5 March 2018"),  # two of one day
    issue("3.0", "5 March 2018"),
    issue("4.0", "29 February 2020"),  # taken back, so 3.0 is in force again
    issue("5.0", "20 October 2020", "January 2021"),
    issue("6.0", "May 2022", "September 2022"),  # taken back before it applies
    issue("7.0", "15 November 2023"),
    issue("7.1", "November 2023"),  # after the one before it, in the same month
    withdrawn=[gone("4.0", "2 April 2020"), gone("6.0", "31 August 2022")],
    ended=retired("1 July 2025"),
)
# What a person reads off that record: from which day on which version.
READ = {
    "2016-01-01": "", "2016-04-01": "1.0", "2017-08-01": "2.0", "2018-03-05": "3.0",
    "2020-02-29": "4.0", "2020-04-02": "3.0", "2021-01-01": "5.0", "2023-11-15": "7.1",
    "2025-07-01": "", "2026-01-01": "",
}  # fmt: skip


def test_every_day_of_ten_years_is_as_a_person_reads_it_off_the_record() -> None:
    expected = ""
    for day in DAYS:
        expected = READ.get(day.isoformat(), expected)
        assert in_words(standing(TEN_YEARS, day)) == expected, day


def test_what_is_to_come_is_what_was_made_by_then_and_will_be_in_force() -> None:
    coming = {
        "2016-01-01": (), "2017-06-10": ("1.1",), "2017-07-03": ("2.0",), "2017-08-01": (),
        "2020-10-20": ("5.0",), "2021-01-01": (), "2022-05-01": ("6.0",), "2022-08-31": (),
    }  # fmt: skip
    expected: tuple[str, ...] = ()
    for day in DAYS:
        expected = coming.get(day.isoformat(), expected)
        found = standing(TEN_YEARS, day).coming
        assert tuple(one.version for one in found) == expected, day


def test_several_can_be_to_come_the_soonest_first() -> None:
    entry = record(
        issue("1.0", "1 May 2020"),
        issue("2.0", "1 June 2020", "1 September 2020"),
        issue("2.1", "2 June 2020", "1 January 2021"),
    )
    found = standing(entry, date(2020, 6, 2))
    assert in_words(found) == "1.0"
    assert [one.version for one in found.coming] == ["2.0", "2.1"]
    assert found.after == Spell(entry.history[1], date(2020, 9, 1), date(2020, 12, 31))


def test_of_two_to_come_on_one_day_the_later_in_the_history_is() -> None:
    entry = record(
        issue("1.0", "1 June 2020", "1 September 2020"),
        issue("1.1", "2 June 2020", "1 September 2020"),
    )
    assert [one.version for one in standing(entry, date(2020, 6, 1)).coming] == ["1.0"]
    assert [one.version for one in standing(entry, date(2020, 6, 2)).coming] == ["1.1"]


def test_spells_tell_from_when_until_when() -> None:
    told = [(one.issue.version, one.first, one.last) for one in spells(TEN_YEARS)]
    assert told[:2] == [
        ("1.0", date(2016, 4, 1), date(2017, 7, 31)),
        ("2.0", date(2017, 8, 1), date(2018, 3, 4)),
    ]
    assert told[-1] == ("7.1", date(2023, 11, 15), date(2025, 6, 30))
    assert len(told) == 7  # 3.0 twice
    assert spells(record(issue("1.0", "2 May 2020")))[0].last is None


def test_what_stands_before_and_after_a_day() -> None:
    early = standing(TEN_YEARS, FIRST)
    assert early.before is None
    assert early.now is None
    assert early.ended is None
    assert early.after and early.after.issue.version == "1.0"
    amid = standing(TEN_YEARS, date(2020, 3, 1))
    assert amid.before and amid.before.issue.version == "3.0"
    assert amid.now and amid.now.issue.version == "4.0"
    assert amid.after and amid.after.issue.version == "3.0"
    late = standing(TEN_YEARS, LAST)
    assert late.before and late.before.last == date(2025, 6, 30)
    assert late.ended is TEN_YEARS.retired
    assert late.after is None


def test_a_text_that_is_not_frozen_here_is_in_force_but_not_held() -> None:
    day = date(2016, 4, 1)
    assert not standing(TEN_YEARS, day).is_held
    assert not standing(TEN_YEARS, day, {"2.0"}).is_held
    assert standing(TEN_YEARS, day, {"1.0"}).is_held
    assert not standing(TEN_YEARS, FIRST, {"1.0"}).is_held  # none is in force


def test_the_last_withdrawn_is_why_none_is_in_force() -> None:
    entry = record(
        issue("1.0", "2 May 2020"), issue("1.1", "3 May 2020"),
        withdrawn=[gone("1.1", "4 May 2020"), gone("1.0", "6 May 2020")],
    )  # fmt: skip
    assert in_words(standing(entry, date(2020, 5, 5))) == "1.0"
    assert standing(entry, date(2020, 5, 5)).ended is None
    assert standing(entry, date(2020, 5, 6)).ended == entry.withdrawals[1]


def test_one_withdrawn_on_its_own_day_was_never_in_force() -> None:
    entry = record(issue("1.0", "2 May 2020"), withdrawn=[gone("1.0", "2 May 2020")])
    assert not spells(entry)
    assert standing(entry, date(2020, 5, 2)).ended == entry.withdrawals[0]


@pytest.mark.parametrize(
    ("own", "schools", "last"),
    [
        ("", "3 May 2021", "2021-05-02"),
        ("3 May 2021", "", "2021-05-02"),
        ("3 May 2021", "1 July 2022", "2021-05-02"),
        ("1 July 2022", "3 May 2021", "2021-05-02"),
        ("May 2021", "", "2021-04-30"),
        ("May 2020", "", "2020-05-01"),  # in the month of its issue, so not before that
        ("", "", None),
    ],
)
def test_the_first_to_retire_ends_it(own: str, schools: str, last: str | None) -> None:
    entry = record(issue("1.0", "April 2020"), issue("1.1", "2 May 2020"))
    entry = entry.model_copy(update={"retired": retired(own) if own else None})
    left = retired(schools) if schools else None
    end = spells(entry, left)[-1].last
    assert (end and end.isoformat()) == last
    if end:
        found = standing(entry, end + timedelta(days=1), left=left)
        assert found.now is None
        assert found.ended
        assert found.ended.on.first_day <= end + timedelta(days=1)
        assert found.ended is (left if schools == "3 May 2021" else entry.retired)


def test_what_would_apply_from_the_day_of_retirement_never_does() -> None:
    entry = record(
        issue("1.0", "2 May 2020"),
        issue("1.1", "3 May 2020", "1 June 2020"),
        ended=retired("1 June 2020"),
    )
    assert spells(entry) == (Spell(entry.history[0], date(2020, 5, 2), date(2020, 5, 31)),)


def test_nothing_is_to_come_of_what_is_retired() -> None:
    entry = record(issue("1.0", "2 May 2020", "1 September 2020"), ended=retired("1 June 2020"))
    assert standing(entry, date(2020, 5, 31)).coming
    assert not standing(entry, date(2020, 6, 1)).coming
    assert not spells(entry)


# ── Any record, against days painted one issue after the other ─────────────────────────────────

dates = st.builds(
    lambda day, whole: PartialDate(day.year, day.month, None if whole else day.day),
    st.dates(date(2016, 1, 1), date(2018, 12, 31)),
    st.booleans(),
)
WINDOW = [date(2015, 12, 1) + timedelta(days=count) for count in range(1200)]


class Painted(NamedTuple):
    """An issue by its day, the day it applies and the day it is gone, if it is."""

    version: str
    made: date
    applies: date
    gone: date | None


@st.composite
def records(draw: st.DrawFn) -> tuple[AdoptionEntry, Retirement | None]:
    count = draw(st.integers(0, 5))
    history = [
        issue(f"{number + 1}.0", str(draw(dates)), str(draw(st.none() | dates) or ""))
        for number in range(count)
    ]
    names = [one.version for one in history]
    taken = draw(st.lists(st.sampled_from(names), max_size=4)) if names else []
    ends = [draw(st.none() | dates.map(str).map(retired)) for _ in range(2)]
    withdrawn = [gone(version, str(draw(dates))) for version in taken]
    return record(*history, withdrawn=withdrawn, ended=ends[0]), ends[1]


@cache
def _meant(on: PartialDate, not_before: date) -> date:
    """The first of the days that a date's text means, but for those before a day, if others are."""
    meant = [day for day in WINDOW if day.isoformat().startswith(on.iso)]
    return next((day for day in meant if day >= not_before), meant[-1])


def _read(entry: AdoptionEntry) -> Iterator[Painted]:
    before = WINDOW[0]
    for one in entry.history:
        made = before = _meant(one.issued, before)
        applies = _meant(one.in_force, made) if one.in_force else made
        days = [_meant(two.on, made) for two in entry.withdrawals if two.version == one.version]
        yield Painted(one.version, made, max(made, applies), min(days, default=None))


def _end(entry: AdoptionEntry, left: Retirement | None, read: Sequence[Painted]) -> date | None:
    latest = max([WINDOW[0], *(one.made for one in read), *(one.gone for one in read if one.gone)])
    return min((_meant(one.on, latest) for one in (entry.retired, left) if one), default=None)


def _paint(read: Sequence[Painted]) -> dict[date, str]:
    """Each day with what is in force on it: a later issue is painted over an earlier one."""
    table = dict.fromkeys(WINDOW, "")
    for one in read:
        for day in WINDOW:
            if day >= one.applies and not (one.gone and day >= one.gone):
                table[day] = one.version
    return table


@given(records())
def test_any_record_is_as_painted(made: tuple[AdoptionEntry, Retirement | None]) -> None:
    entry, left = made
    read = [*_read(entry)]
    end = _end(entry, left, read)
    table = _paint(read)
    found = spells(entry, left)
    for day in WINDOW:
        expected = "" if end and day >= end else table[day]
        of_day = [one.issue.version for one in found if one.first <= day <= (one.last or day)]
        assert of_day == [expected][: len(expected)], day  # one issue, or none
    for one, after in pairwise(found):
        assert one.last and one.last < after.first


@given(records(), st.integers(0, len(WINDOW) - 1))
def test_any_day_of_any_record(made: tuple[AdoptionEntry, Retirement | None], count: int) -> None:
    (entry, left), day = made, WINDOW[count]
    read = [*_read(entry)]
    end = _end(entry, left, read)
    over = bool(end and day >= end)
    found = standing(entry, day, left=left)
    assert in_words(found) == ("" if over else _paint(read)[day])
    # What is to come is what later days show, painted with what was known by then alone.
    known = [
        one._replace(gone=None)
        for one in read
        if one.made <= day and not (one.gone and one.gone <= day)
    ]
    painted = _paint(known)
    ahead = [] if over else [painted[later] for later in WINDOW[count:]]
    shown = [version for version in dict.fromkeys(ahead) if version not in ("", *ahead[:1])]
    assert [one.version for one in found.coming] == shown
    assert found.before is None or (found.before.last and found.before.last < day)
    assert found.after is None or found.after.first > day
    if found.now is None:
        assert (found.ended is not None) == (
            over or any(one.gone and one.gone <= day for one in read)
        )


@settings(max_examples=settings().max_examples // 2)  # each goes through ten years
@given(records())
def test_between_turning_days_nothing_changes(
    known: tuple[AdoptionEntry, Retirement | None],
) -> None:
    entry, left = known
    turns = turning_days(entry, left)
    assert turns[0] == date.min
    assert [*turns] == sorted({*turns})
    at = turns[0]
    for day in WINDOW:
        at = max(at, *(turn for turn in turns if turn <= day))
        assert standing(entry, day, left=left) == standing(entry, at, left=left), (day, at)
