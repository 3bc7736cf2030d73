from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.dates import ACCEPTED, MONTHS, Cycle, PartialDate
from policygen.errors import right_for

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


def in_words(day: date) -> st.SearchStrategy[str]:
    """How people write a day whose month they name."""
    month, weekday = MONTHS[day.month - 1], f"{day:%A}"
    months = [
        month,
        month.upper(),
        month[:3],
        f"{month[:3]}.",
        *["Sept", "sept."] * (day.month == 9),
    ]
    ending = (
        "th"
        if day.day in (11, 12, 13)
        else {"1": "st", "2": "nd", "3": "rd"}.get(str(day.day)[-1], "th")
    )
    numbers = [f"{day.day}", f"{day.day:02}", f"{day.day}{ending}", f"{day.day}{ending.upper()}"]
    before = ["", f"{weekday} ", f"{weekday[:3]}, ", f"{weekday.lower()}, "]
    forms = [
        "{before}{number} {month} {year}",
        "{before}{number} {month}, {year}",
        "{number}-{month}-{year}",
        "{before}{number} of {month} {year}",
        "{before}{month} {number}, {year}",
        " {number}  {month}\N{NO-BREAK SPACE}{year}\n",
    ]
    return st.builds(
        lambda form, before, number, month: form.format(
            before=before, number=number, month=month, year=day.year
        ),
        st.sampled_from(forms), st.sampled_from(before), st.sampled_from(numbers),
        st.sampled_from(months),
    )  # fmt: skip


@given(days.flatmap(lambda day: st.tuples(st.just(day), in_words(day))))
def test_a_day_is_read_in_all_the_ways_that_people_write_it(given: tuple[date, str]) -> None:
    day, text = given
    read = PartialDate.parse(text)
    assert (read.first_day, read.last_day) == (day, day)
    assert str(read) == f"{day.day} {MONTHS[day.month - 1]} {day.year}"


@pytest.mark.parametrize("text", ["Sept 2027", "sep. 2027", "SEPTEMBER 2027", "September, 2027"])
def test_a_month_is_read_in_all_the_ways_that_people_write_it(text: str) -> None:
    assert str(PartialDate.parse(text)) == "September 2027"


@given(days, st.integers(1, 6))
def test_a_day_of_the_week_must_be_the_right_one(day: date, other: int) -> None:
    words = f"{day.day} {MONTHS[day.month - 1]} {day.year}"
    with pytest.raises(ValueError, match=f"{words} is a {day:%A}"):
        PartialDate.parse(f"{day + timedelta(days=other):%A} {words}")


@given(days, st.sampled_from("/.-"))
def test_days_in_figures_are_refused_with_what_they_may_mean(day: date, mark: str) -> None:
    with pytest.raises(ValueError, match="is not a date that can be understood: write ") as error:
        PartialDate.parse(f"{day.day}{mark}{day.month:02}{mark}{day.year}")
    said = str(error.value).partition("write ")[2].split(" or ")
    assert f"{day.day} {MONTHS[day.month - 1]} {day.year}" in said
    assert len(said) == (2 if day.day <= 12 and day.day != day.month else 1)


@pytest.mark.parametrize(
    "text",
    [
        "01/02/2024", "1.2.2024", "2018", "April", "10 April", "2st April 2018", "11st May 2018",
        "31 April 2018", "29 February 2023", "2018-13", "2018-00", "2018-4", "31 Apr 2018",
        "2018-04-31", "18-04-10", "٢٠١٨-٠٤", "", "tomorrow", "1 Septem 2018", "1 Mon 2018",
        "2018-04-10T00:00", "0 April 2018", "0000-01", "Monday 2018", "Monday April 2018",
        "December 9999", "1 May 206", "2216-05-01", "13/13/2018", "1 Sep 18", "Monda 10 April 2018",
    ],
)  # fmt: skip
def test_nothing_else_is_a_date(text: str) -> None:
    with pytest.raises(ValueError, match="date"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("27 Nov", "27 November 2026"), ("Nov 27", "27 November 2026"), ("April", "April 2026"),
        ("27th of November", "27 November 2026"), ("  27-Nov ", "27 November 2026"),
        ("1st September,", "1 September 2026"), ("29 Feb", "29 February 2028"),
        ("Monday 27 Nov", "27 November 2028"), ("Thu, 29 February", "29 February 2052"),
    ],
)  # fmt: skip
def test_a_date_without_a_year_is_told_as_such(text: str, example: str) -> None:
    with pytest.raises(ValueError, match=r"is a date without a year$") as error:
        PartialDate.parse(text)
    assert right_for(error.value, "") == f"add it, as in {example}"
    assert str(PartialDate.parse(example)) == example


@pytest.mark.parametrize("text", ["31 Nov", "2nd", "2018", "Mondag 27 Nov", "Monday", "27"])
def test_what_is_a_date_in_no_year_is_not_said_to_lack_one(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date that can be understood") as error:
        PartialDate.parse(text)
    assert right_for(error.value, "") == ACCEPTED


@given(st.text(max_size=20))
def test_any_other_text_is_refused_and_never_guessed(text: str) -> None:
    try:
        read = PartialDate.parse(text)
    except ValueError:
        return
    assert str(read.year) in text


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


@pytest.mark.parametrize(
    ("text", "said"),
    [("2018-04-10", "on 10 April 2018"), ("April 2018", "in April 2018")],
)
def test_it_goes_on_a_sentence_with_its_preposition(text: str, said: str) -> None:
    assert PartialDate.parse(text).when == said
