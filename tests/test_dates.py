from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.dates import MONTHS, Cycle, PartialDate

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@given(days)
def test_a_day_is_read_in_both_forms_and_printed_in_words(day: date) -> None:
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    for text in (day.isoformat(), words, words.lower()):
        read = PartialDate.parse(text)
        assert (read.first_day, read.last_day) == (day, day)
        assert str(read) == words
        assert read.iso == day.isoformat()


@given(days)
def test_a_month_covers_all_its_days(day: date) -> None:
    words = f"{MONTHS[day.month - 1]} {day.year}"
    for text in (f"{day:%Y-%m}", words):
        read = PartialDate.parse(text)
        assert read.first_day == day.replace(day=1)
        assert read.last_day == day.replace(day=monthrange(day.year, day.month)[1])
        assert str(read) == words


@pytest.mark.parametrize(
    "text",
    [
        "01/02/2024", "1.2.2024", "2018", "Apr 2018", "April", "10 April", "April 10 2018",
        "1st April 2018", "31 April 2018", "29 February 2023", "2018-13", "2018-00", "2018-4",
        "2018-04-31", "18-04-10", "٢٠١٨-٠٤", "10  April 2018", "", " April 2018", "tomorrow",
        "2018-04-10T00:00", "0 April 2018", "April 2018\n", "0000-01",
        "December 9999", "1 May 206", "2216-05-01",
    ],
)  # fmt: skip
def test_nothing_else_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        PartialDate.parse(text)


@given(st.text(max_size=20))
def test_any_other_text_is_refused_and_never_guessed(text: str) -> None:
    try:
        read = PartialDate.parse(text)
    except ValueError:
        return
    assert text.lower() in (read.iso, str(read).lower(), f"0{str(read).lower()}")


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("annually", "annually"), ("Every year", "annually"), ("every 12 months", "annually"),
        ("every 2 years", "every 2 years"), ("every two years", "every 2 years"),
        ("every 24 months", "every 2 years"), ("every 18 months", "every 18 months"),
        ("every month", "every month"), ("every autumn term", "every autumn term"),
        ("as needed", "as needed"),
    ],
)  # fmt: skip
def test_review_cycles(text: str, printed: str) -> None:
    assert str(Cycle.parse(text)) == printed


@pytest.mark.parametrize("text", ["", "often", "every 0 years", "2 years", "every 2", "biennially"])
def test_nothing_else_is_a_cycle(text: str) -> None:
    with pytest.raises(ValueError, match="review cycle"):
        Cycle.parse(text)
