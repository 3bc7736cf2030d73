"""Dates as precise as they were given, and how often a policy is reviewed. No clock here."""

import re
from calendar import monthrange
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Self

from policygen.errors import TextError, nearest

MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
ACCEPTED = "write 2018-04-10, 10 April 2018, April 2018 or 2018-04"

_FIRST_YEAR, _LAST_YEAR = 1900, 2199  # others are slips, and calendars end somewhere
_YEARS_FOR_EXAMPLES = range(2026, 2026 + 28)  # in 28 years each day falls on each weekday
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_DAY = r"(?P<day>\d{1,2})(?P<ending>st|nd|rd|th)?"
_WORDS = re.compile(  # 1st of September 2027, Sept. 2027, Wednesday, 1-Sep-2027
    rf"(?:(?P<weekday>[a-z]+)\.?,? )?(?:{_DAY}(?: of)?,?[ -])?(?P<month>[a-z]+)\.?(?:[ -]|, )"
    r"(?P<year>\d{4})",
    re.ASCII | re.I,
)
_MONTH_FIRST = re.compile(  # September 1st, 2027
    rf"(?:(?P<weekday>[a-z]+)\.?,? )?(?P<month>[a-z]+)\.? {_DAY},? (?P<year>\d{{4}})",
    re.ASCII | re.I,
)
_FIGURES = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CUT = {  # how people cut short the names of months, and of days
    *(month[:3].lower() for month in MONTHS), "sept",
    *(day[:3].lower() for day in _WEEKDAYS), "tues", "thur", "thurs",
}  # fmt: skip
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_CYCLE = re.compile(r"every (?:(\d{1,3}|two|three|four|five) )?(year|month)s?", re.ASCII)
_TERM = re.compile(r"every ([a-z]+) term")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A day, or a whole month where `day` is None."""

    year: int
    month: int
    day: int | None = None

    @classmethod
    @lru_cache(maxsize=4096)  # schools give the same dates again and again
    def parse(cls, text: str) -> "PartialDate":
        """Read a date in figures, the year first, or with the name of its month.

        Raises ValueError for anything else. Nothing is guessed: 01/02/2024 is January to some
        readers and February to others. A day of the week has to be the right one.
        """
        plain = " ".join(text.split())
        if parsed := cls._read(plain, text):
            return parsed
        if example := cls._in_some_year(plain):
            raise TextError(f"{text!r} is a date without a year", f"add it, as in {example}")
        meant = _meant(plain)
        message = f"{text!r} is not a date that can be understood{meant}"
        raise TextError(message, "" if meant.startswith(":") else ACCEPTED)

    @classmethod
    def _read(cls, plain: str, text: str) -> Self | None:
        """A date in one of the forms; None for what is in no form. Raises ValueError."""
        if found := _ISO.fullmatch(plain):
            year, month, day = found.groups()
            parsed = cls(int(year), int(month), None if day is None else int(day))
            return parsed._checked(text)
        for form in (_WORDS, _MONTH_FIRST):
            if (found := form.fullmatch(plain)) and (count := month_number(found["month"])):
                weekday, day, ending = found.group("weekday", "day", "ending")
                if not weekday or (day and _named(weekday, _WEEKDAYS)):
                    parsed = cls(int(found["year"]), count, None if day is None else int(day))
                    return parsed._checked(text, weekday, ending)
        return None

    @classmethod
    def _in_some_year(cls, plain: str) -> Self | None:
        """What a text that lacks only the year is in the first year that has such a day."""
        for year in _YEARS_FOR_EXAMPLES:
            with suppress(ValueError):
                return cls._read(f"{plain} {year}", plain)
        return None

    @classmethod
    def of(cls, day: date) -> Self:
        """A day as such a date."""
        return cls(day.year, day.month, day.day)

    def _checked(self, text: str, weekday: str | None = None, ending: str | None = None) -> Self:
        """This date, if there is such a one, of this weekday. Raises ValueError if there isn't."""
        if not _FIRST_YEAR <= self.year <= _LAST_YEAR:
            raise ValueError(f"{text!r} is no date between {_FIRST_YEAR} and {_LAST_YEAR}")
        try:
            first = date(self.year, self.month, 1 if self.day is None else self.day)
        except ValueError:
            raise ValueError(f"there is no such date as {text!r}") from None
        if ending and ending.lower() != (right := _ending(first.day)):
            raise ValueError(f"{text!r} is no date: it is the {first.day}{right}, or another day")
        if weekday and _named(weekday, _WEEKDAYS) != first.weekday() + 1:
            raise ValueError(f"{text!r} is no date: {self} is a {_WEEKDAYS[first.weekday()]}")
        return self

    @property
    def first_day(self) -> date:
        """The first day that it covers."""
        return date(self.year, self.month, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that it covers: April 2018 runs through 30 April."""
        return date(self.year, self.month, self.day or monthrange(self.year, self.month)[1])

    @property
    def iso(self) -> str:
        """The date for machines, ISO 8601 with its own precision: 2018-04-10 or 2018-04."""
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}-{self.month:02}{day}"

    @property
    def when(self) -> str:
        """The date as it goes on a sentence: on 10 April 2018, in April 2018."""
        return f"{'on' if self.day else 'in'} {self}"

    def __str__(self) -> str:
        day = f"{self.day} " if self.day else ""
        return f"{day}{MONTHS[self.month - 1]} {self.year}"


def month_number(word: str) -> int | None:
    """Which month a word names, in full or cut short as in Sept: 1 to 12, or None."""
    return _named(word, MONTHS)


def _named(word: str, names: Sequence[str]) -> int | None:
    """Which of some names a word stands for, counted from 1."""
    word = word.lower()
    if word not in _CUT and word.capitalize() not in names:
        return None
    return next((n for n, name in enumerate(names, 1) if name.lower().startswith(word)), None)


def _ending(day: int) -> str:
    """What is written behind the number of a day: 1st, 2nd, 3rd, 4th."""
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _meant(text: str) -> str:
    """What a date in figures, or with a misspelt month, may mean, as the end of a sentence.

    Empty for any other text.
    """
    if not (found := _FIGURES.fullmatch(text)):
        words = _WORDS.fullmatch(text) or _MONTH_FIRST.fullmatch(text)
        if not words:
            return ""
        part, known = ("weekday", _WEEKDAYS) if month_number(words["month"]) else ("month", MONTHS)
        near = nearest(words[part] or "", [one.lower() for one in known])
        return f": did you mean {near.capitalize()}?" if near else ""
    first, second, year = map(int, found.groups())
    meant = []
    for day, month in dict.fromkeys([(first, second), (second, first)]):
        with suppress(ValueError):
            meant.append(str(PartialDate.parse(f"{year:04}-{month:02}-{day:02}")))
    return f": write {' or '.join(meant)}" if meant else ", and there is no such day"


@dataclass(frozen=True, slots=True)
class Cycle:
    """How often a policy is reviewed: every so many months, every such term, or as needed."""

    months: int | None = None
    term: str | None = None

    @classmethod
    def parse(cls, text: str) -> "Cycle":
        """Read annually, every 2 years, every 18 months, every autumn term or as needed.

        Raises ValueError for anything else.
        """
        words = " ".join(text.lower().split())
        if words in ("annually", "yearly"):
            return cls(months=12)
        if words == "as needed":
            return cls()
        if found := _CYCLE.fullmatch(words):
            count = _NUMBERS.get(found[1]) or int(found[1] or 1)
            if count:
                return cls(months=count * (12 if found[2] == "year" else 1))
        if found := _TERM.fullmatch(words):
            return cls(term=found[1])
        raise ValueError(f"{text!r} is not a review cycle that can be understood")

    def __str__(self) -> str:
        if self.term:
            return f"every {self.term} term"
        if self.months is None:
            return "as needed"
        if self.months == 12:
            return "annually"
        if self.months == 1:
            return "every month"
        years, months = divmod(self.months, 12)
        return f"every {self.months} months" if months else f"every {years} years"
