"""Dates as precise as they were given, and how often a policy is reviewed. No clock here."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?", re.ASCII)
_WORDS = re.compile(r"(?:(\d{1,2}) )?([A-Za-z]+) (\d{4})", re.ASCII)
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
        """Read one of the four accepted forms. Raises ValueError for anything else.

        Nothing is guessed: 01/02/2024 is January to some readers and February to others.
        """
        if found := _ISO.fullmatch(text):
            year, month, day = found.groups()
        elif (found := _WORDS.fullmatch(text)) and found[2].capitalize() in MONTHS:
            day, year = found[1], found[3]
            month = str(MONTHS.index(found[2].capitalize()) + 1)
        else:
            raise ValueError(f"{text!r} is not a date that can be understood")
        parsed = cls(int(year), int(month), None if day is None else int(day))
        if not _FIRST_YEAR <= parsed.year <= _LAST_YEAR:
            raise ValueError(f"{text!r} is no date between {_FIRST_YEAR} and {_LAST_YEAR}")
        try:
            date(parsed.year, parsed.month, 1 if parsed.day is None else parsed.day)
        except ValueError:
            raise ValueError(f"there is no such date as {text!r}") from None
        return parsed

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

    def __str__(self) -> str:
        day = f"{self.day} " if self.day else ""
        return f"{day}{MONTHS[self.month - 1]} {self.year}"


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
