"""What a cell of a spreadsheet shows, as text that a person would type.

A file holds numbers, and beside them how they are shown (ECMA-376 part 1, 18.8.31). Of that we
understand what people use: decimals, thousands, leading zeros, per cent and words around it. Dates
and times are written the British way, however they are shown.
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Any, NamedTuple

from policygen.dates import MONTHS

_QUIET = re.compile(r'_.|\*.|\[(?!\$)[^\]]*\]|\[\$-[^\]]*\]|"\s*"')  # room, filling, colours
_CURRENCY = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_QUOTED = re.compile(r'"([^"]*)"|\\(.)')
_DIGITS = re.compile(
    r"(?P<before>[^#0?.,]*)(?P<whole>[#0?,]+)(?:\.(?P<part>0+))?(?P<after>[^#0?.,]*)"
)
_MOST_DIGITS = 15  # of a number, as spreadsheets have them


def cell_text(value: Any, kind: str) -> str:
    """The text of a cell's value that is shown in such a way, its number format."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case int() | float():
            return _number(value, kind)
        case datetime():
            return _moment(value, kind)
        case date():
            return _date(value, kind)
        case time():
            return _time(value)
        case timedelta():
            minutes, seconds = divmod(round(value.total_seconds()), 60)
            ending = f":{seconds:02}" if seconds else ""
            return f"{minutes // 60}:{minutes % 60:02}{ending}"
    return str(value).replace("\r\n", "\n").replace("\r", "\n")


class _Way(NamedTuple):
    """How numbers are shown: what stands around, the fewest digits, decimals, thousands."""

    before: str
    digits: int
    decimals: int
    thousands: bool
    after: str


@lru_cache(maxsize=256)
def _way(kind: str) -> _Way | None:
    """A number format; None for one that we don't understand, or that says nothing."""
    first = _QUIET.sub("", kind.split(";")[0])
    bare = _QUOTED.sub(lambda found: found[1] or found[2] or "", _CURRENCY.sub(r"\1", first))
    if not (found := _DIGITS.fullmatch(bare)) or "?" in bare or bare.count("%") > 1:
        return None
    before, whole, part, after = found["before"], found["whole"], found["part"], found["after"]
    if whole.endswith(","):  # shows thousands of it
        return None
    digits = whole.replace(",", "").lstrip("#")
    return _Way(before.lstrip(), len(digits), len(part or ""), "," in whole, after.rstrip())


def _number(value: float, kind: str) -> str:
    plain = Decimal(f"{value:.{_MOST_DIGITS}g}") if isinstance(value, float) else Decimal(value)
    way = _way(kind)
    if way is None:
        return _written(plain)
    if "%" in way.before + way.after:
        plain *= 100
    rounded = abs(plain).quantize(Decimal(1).scaleb(-way.decimals), ROUND_HALF_UP)
    whole, _, part = f"{rounded:f}".partition(".")
    whole = whole.rjust(way.digits, "0")
    if way.thousands:
        whole = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", whole)
    sign = "-" if plain < 0 and rounded else ""
    return f"{sign}{way.before}{whole}{'.' if part else ''}{part}{way.after}"


def _written(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _moment(value: datetime, kind: str) -> str:
    bare = _QUOTED.sub("", _QUIET.sub("", kind)).lower()
    if not re.search("[dy]", bare) and "h" in bare:
        return _time(value.time())
    day = _date(value.date(), kind)
    return day if value.time() == time() else f"{day} {_time(value.time())}"


def _date(value: date, kind: str) -> str:
    """A day, or the month or the year of one where no more is shown."""
    bare = _QUOTED.sub("", _QUIET.sub("", kind)).lower()
    if "y" in bare and "d" not in bare:
        return f"{MONTHS[value.month - 1]} {value.year}" if "m" in bare else str(value.year)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def _time(value: time) -> str:
    at = (datetime.combine(date(2000, 1, 1), value) + timedelta(milliseconds=500)).time()
    return f"{at:%H:%M:%S}" if at.second else f"{at:%H:%M}"
