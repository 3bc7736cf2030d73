"""Types of value: how each is read and written the British way, and where it leads.

Times, money and numbers are written as the style guide of GOV.UK has them: 9:30am, midday, £75,
£75.50, 1,250. Telephone numbers keep the spaces that they were given with.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

from policygen.dates import ACCEPTED, PartialDate
from policygen.document.links import is_address, secure_address
from policygen.errors import TextError, quoted
from policygen.sources.text import tidy, tidy_lines

TypeName: TypeAlias = Literal[
    "text", "lines", "date", "year", "number", "money", "time", "email", "telephone", "link",
    "colour",
]  # fmt: skip
FactTypeName: TypeAlias = Literal[
    "text", "lines", "date", "year", "number", "money", "time", "email", "telephone", "link",
    "colour", "list", "records",
]  # fmt: skip
AnyTypeName: TypeAlias = Literal[
    "text", "lines", "date", "year", "number", "money", "time", "email", "telephone", "link",
    "colour", "list", "records", "picture",
]  # fmt: skip

_DIGITS = r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)"
_COLOUR = re.compile(r"#?[0-9a-f]{6}", re.ASCII)
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}", re.ASCII)  # those that dates may be in
_NUMBER = re.compile(rf"(-?)({_DIGITS})(\.[0-9]+)?", re.ASCII)
_MONEY = re.compile(rf"£? ?({_DIGITS})(?:\.([0-9]{{1,2}}))?", re.ASCII)
_TIME = re.compile(r"([0-9]{1,2})(?:[:.]([0-9]{2}))? ?([ap]m)?", re.ASCII | re.I)
_NAMED_TIMES = {"midday": 720, "noon": 720, "12 noon": 720, "midnight": 0, "12 midnight": 0}
_TELEPHONE = re.compile(r"(\+?[0-9() -]+[0-9])(?:,? (?:ext\.?|extension|x) ?[0-9]{1,6})?", re.I)
_FEWEST_DIGITS, _MOST_DIGITS = 3, 15  # 999; the most that a number has (E.164)
_FEWEST_FROM_ABROAD = 8
# By Ofcom's plan 0 and nine or ten digits; a few are shorter, such as Childline's.
_NATIONAL = re.compile(r"0[0-9]{9,10}|08001111|0845464[0-9]")
_WITHOUT_ZERO = (9, 10)
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class ValueType:
    """One type of value.

    `read` makes of a text the words that are printed; its ValueError says what is wrong, `right`
    what would be right. `leads` makes of those words the address that they lead to.
    """

    read: Callable[[str], str]
    right: str = "write some text"
    leads: Callable[[str], str] | None = None


def email_address(text: str) -> str:
    """An e-mail address as it was given. Raises ValueError for anything else."""
    if not _EMAIL.fullmatch(text) or "=?" in text:  # a mail header takes that for encoded text
        raise ValueError(f"{quoted(text)} is not an e-mail address")
    return text


def _date(text: str) -> str:
    return str(PartialDate.parse(tidy(text)))


def _year(text: str) -> str:
    if not _YEAR.fullmatch(words := tidy(text)):
        raise ValueError(f"{quoted(text)} is not a year")
    return words


def _number(text: str) -> str:
    if not (found := _NUMBER.fullmatch(tidy(text))):
        raise ValueError(f"{quoted(text)} is not a number")
    sign, whole, part = found.groups(default="")
    return f"{sign}{_grouped(whole)}{part}"


def _money(text: str) -> str:
    if not (found := _MONEY.fullmatch(tidy(text))):
        raise ValueError(f"{quoted(text)} is not a sum of money")
    pence = (found[2] or "").ljust(2, "0")
    return f"£{_grouped(found[1])}{'' if pence == '00' else f'.{pence}'}"


def _grouped(digits: str) -> str:
    return f"{int(digits.replace(',', '')[:40]):,}"


def _time(text: str) -> str:
    plain = tidy(text).lower()
    if (named := _NAMED_TIMES.get(plain)) is not None:
        return _clock(named)
    found = _TIME.fullmatch(plain)
    if not found or not (found[2] or found[3]):
        raise ValueError(f"{quoted(text)} is not a time of day")
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if minute > 59 or (not 1 <= hour <= 12 if half else hour > 23):
        raise ValueError(f"there is no such time as {quoted(text)}")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return _clock(hour * 60 + minute)


def _clock(minutes: int) -> str:
    """A time, counted in minutes from midnight, in words for people."""
    hour, minute = divmod(minutes, 60)
    if minute == 0 and hour in (0, 12):
        return "midday" if hour else "midnight"
    past = f":{minute:02}" if minute else ""
    return f"{(hour - 1) % 12 + 1}{past}{'pm' if hour >= 12 else 'am'}"


def _email(text: str) -> str:
    found = email_address(tidy(text))
    if not is_address(_to_email(found)):
        raise ValueError(f"{quoted(text)} has a sign in it that no link can lead to")
    return found


def _to_email(words: str) -> str:
    return f"mailto:{words}"


def _telephone(text: str) -> str:
    found = _TELEPHONE.fullmatch(words := tidy(text))
    if not found or words.count("(") != words.count(")") or not is_address(_to_telephone(words)):
        raise ValueError(f"{quoted(text)} is not a telephone number")
    digits = re.sub("[^0-9]", "", found[1])
    count, abroad = len(digits), words.startswith("+") or digits.startswith("00")
    if not _FEWEST_DIGITS <= count <= _MOST_DIGITS or (abroad and count < _FEWEST_FROM_ABROAD):
        raise ValueError(f"{quoted(text)} has {count} digits, which no telephone number has")
    if abroad:
        return words
    if digits.startswith("0"):
        if not _NATIONAL.fullmatch(digits):
            said = "where one that begins with 0 has 10 or 11"
            raise ValueError(f"{quoted(text)} has {count} digits, {said}")
    elif count in _WITHOUT_ZERO:
        said = "lacks the 0 that it begins with, which spreadsheets take away"
        raise ValueError(f"{quoted(text)} {said}: write 0{digits}, as text")
    elif count > max(_WITHOUT_ZERO):
        raise ValueError(f"{quoted(text)} has {count} digits, and neither + nor 0 before them")
    return words


def _to_telephone(words: str) -> str:
    """The number as it is dialled: without the extension, and from abroad without the (0)."""
    found = _TELEPHONE.fullmatch(words)
    number = found[1] if found else words
    if number.startswith("+"):
        number = number.replace("(0)", "")
    return f"tel:{re.sub('[^+0-9]', '', number)}"


def _link(text: str) -> str:
    words = tidy(text)
    if not words.startswith("https://") or not is_address(words):
        message = f"{quoted(text)} is not an address on the web that a link can lead to"
        if secure := secure_address(words):
            raise TextError(message, f"write {secure}")
        raise ValueError(message)
    return words


def _to_web(words: str) -> str:
    return words


def _colour(text: str) -> str:
    if not _COLOUR.fullmatch(said := text.strip().lower()):
        raise ValueError(f"{quoted(text)} is not a colour")
    return f"#{said.removeprefix('#')}"  # which YAML takes for a comment, unless it is in quotes


TYPES: Mapping[TypeName, ValueType] = {
    "text": ValueType(tidy),
    "lines": ValueType(tidy_lines),
    "date": ValueType(_date, ACCEPTED),
    "year": ValueType(_year, "write four digits, such as 2026"),
    "number": ValueType(_number, "write digits, such as 3 or 1250"),
    "money": ValueType(_money, "write pounds, or pounds and pence, such as 1250 or 1250.50"),
    "time": ValueType(_time, "write 09:30, 9:30am, midday or midnight"),
    "email": ValueType(_email, "write one address, such as office@oak.example", _to_email),
    "telephone": ValueType(
        _telephone, "write digits and spaces, such as 01442 000000 or +44 1442 000000",
        _to_telephone,
    ),
    "link": ValueType(_link, "write all of it, such as https://oak.example/admissions", _to_web),
    "colour": ValueType(_colour, "write six digits or letters from a to f, such as 1d5c63"),
}  # fmt: skip
LIMITED: tuple[TypeName, ...] = (
    "number",
    "money",
    "year",
)  # those that may have a least and a most
LINKING = tuple(name for name, one in TYPES.items() if one.leads)


def address_of(kind: TypeName, words: str) -> str:
    """Where the words of a value lead, of a type that links."""
    leads = TYPES[kind].leads
    assert leads  # a model that links any other is refused
    return leads(words)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least and the most that a value may be, as its type prints them; empty for none."""

    least: str = ""
    most: str = ""

    @property
    def in_words(self) -> str:
        """What may be given: 2 or more, 10 or less, 2 to 10."""
        if self.least and self.most:
            return f"{self.least} to {self.most}"
        return f"{self.least} or more" if self.least else f"{self.most} or less" * bool(self.most)

    def must_hold(self, words: str) -> None:
        """Raises TextError for a value, as its type prints it, that lies beyond them."""
        if self.least and _amount(words) < _amount(self.least):
            raise TextError(f"{words} is less than {self.least}", f"write {self.in_words}")
        if self.most and _amount(words) > _amount(self.most):
            raise TextError(f"{words} is more than {self.most}", f"write {self.in_words}")


NO_LIMITS = Limits()


def read_value(kind: TypeName, text: str, limits: Limits = NO_LIMITS) -> str:
    """The words that are printed for a text of a type. Raises ValueError for any other."""
    words = TYPES[kind].read(text)
    limits.must_hold(words)
    return words


def _amount(words: str) -> Decimal:
    return Decimal(words.replace("£", "").replace(",", ""))
