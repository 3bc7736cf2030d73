from datetime import date

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from policygen.dates import Cycle, PartialDate
from policygen.lifecycle.cycles import add_months, next_review

days = st.dates(date(1990, 1, 1), date(2200, 1, 1))


def of(day: date) -> PartialDate:
    return PartialDate(day.year, day.month, day.day)


def parse(text: str) -> PartialDate:
    return PartialDate.parse(text)


@given(days, st.integers(-240, 240))
def test_months_are_counted_as_dateutil_counts_them(day: date, months: int) -> None:
    assert add_months(of(day), months).first_day == day + relativedelta(months=months)


@given(days, st.integers(1, 240))
def test_a_month_stays_a_month(day: date, months: int) -> None:
    moved = add_months(PartialDate(day.year, day.month), months)
    assert moved.day is None
    assert moved.first_day == day.replace(day=1) + relativedelta(months=months)


@pytest.mark.parametrize(
    ("cycle", "done", "due", "expected"),
    [
        ("annually", "10 March 2026", None, "10 March 2027"),
        ("annually", "29 February 2024", None, "28 February 2025"),
        ("every 2 years", "April 2016", None, "April 2018"),
        ("every 18 months", "31 August 2025", None, "28 February 2027"),
        ("as needed", "April 2016", None, None),
        # done within the month before it was due: counted from the due date
        ("annually", "20 March 2026", "10 April 2026", "10 April 2027"),
        ("annually", "25 March 2026", "April 2026", "April 2027"),
        # done earlier, or late: counted from the day it was done
        ("annually", "1 March 2026", "10 April 2026", "1 March 2027"),
        ("annually", "5 June 2026", "10 April 2026", "5 June 2027"),
        # terms
        ("every autumn term", "10 March 2026", None, "December 2026"),
        ("every autumn term", "10 October 2026", None, "December 2027"),
        ("every spring term", "December 2026", None, "April 2027"),
    ],
)
def test_the_next_review(cycle: str, done: str, due: str | None, expected: str | None) -> None:
    found = next_review(Cycle.parse(cycle), parse(done), parse(due) if due else None)
    assert (str(found) if found else None) == expected


@given(days, st.integers(1, 60))
def test_the_next_review_is_always_later(day: date, months: int) -> None:
    following = next_review(Cycle(months=months), of(day))
    assert following is not None
    assert following.last_day > day
