import csv
from datetime import date, timedelta
from io import StringIO

import icalendar
from hypothesis import given
from hypothesis import strategies as st
from register_rows import row

from policygen.register.calendar import calendar
from policygen.register.page import page
from policygen.register.rows import as_csv, as_table, soonest_first, totals

texts = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=90)


@given(texts, texts, st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_a_calendar_is_read_back_as_it_was_meant(name: str, title: str, due: date) -> None:
    text = calendar([row(name, title, due)], "Reviews")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    read = icalendar.Calendar.from_ical(text)
    (event,) = read.walk("VEVENT")
    assert not event.errors
    assert str(event["SUMMARY"]) == f"Review due: {title}, {name}"
    assert event.decoded("DTSTART") == due
    assert event.decoded("DTEND") == due + timedelta(days=1)
    assert str(event["UID"]) == "review.oak.visitors@policygen"
    assert event["SEQUENCE"] == 3
    alarms = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert alarms == [timedelta(days=-90), timedelta(days=-30), timedelta(days=-7)]


def test_an_adoption_without_a_date_has_no_event() -> None:
    assert not icalendar.Calendar.from_ical(calendar([row()], "Reviews")).walk("VEVENT")


def test_no_cell_is_a_formula_for_a_spreadsheet() -> None:
    wicked = [
        "=1+1", "+1", "-1", "@SUM(A1)", " =1+1", "\u200b=1+1", "\ufeff=1+1", "\u00ad\u2060 +1",
        "\u00a0=1", "\u3000=1", "\u200e\u200f@a", "\u0301=1", "\ufe0f-1", "\uff1d1+1", "\u180e=1",
    ]  # fmt: skip
    lines = list(csv.reader(StringIO(as_csv([row(name) for name in wicked]).lstrip("\ufeff"))))
    assert [line[0] for line in lines[1:]] == [f"'{name}" for name in wicked]


@given(texts)
def test_a_table_in_csv_keeps_its_words(name: str) -> None:
    line = list(csv.reader(StringIO(as_csv([row(name)]).lstrip("\ufeff"), newline="")))[1]
    assert line[0].removeprefix("'") == name.removeprefix("'")


def test_the_soonest_comes_first_and_what_has_no_date_last() -> None:
    rows = [row("C"), row("B", due=date(2027, 5, 31)), row("A", due=date(2026, 5, 31))]
    assert [one.name for one in soonest_first(rows)] == ["A", "B", "C"]


def test_the_table_and_the_totals_say_what_there_is() -> None:
    rows = [row(due=date(2027, 5, 31))]
    assert as_table(rows).splitlines()[2].split("  ")[0] == "Oak School"
    assert totals(rows) == "1 policy of 1 school"


def test_the_page_shows_names_as_they_are() -> None:
    html = page(
        [row("<script>alert(1)</script> & Sons", due=date(2027, 5, 31))], date(2026, 11, 23)
    )
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; Sons" in html
    assert "<script>alert" not in html
    assert "May 2027: 1" in html


def test_what_falls_due_in_the_last_month_shown_is_not_later() -> None:
    today = date(2026, 11, 23)
    html = page([row(due=date(2028, 10, 31)), row(due=date(2028, 11, 1))], today)
    assert "October 2028: 1; 1 later" in html


def test_the_bars_are_as_high_as_the_months_that_are_shown() -> None:
    later = [row(due=date(2031, 5, 31)) for _ in range(50)]
    html = page([row(due=date(2027, 5, 31)), *later], date(2026, 11, 23))
    assert "--share: 1.000" in html
    assert "May 2027: 1; 50 later" in html
    assert "2031" not in html.partition("<table")[0]
