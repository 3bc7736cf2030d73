"""Texts from outside on which models rely, such as statutory guidance, with their editions."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from policygen.dates import PartialDate
from policygen.errors import Problem
from policygen.sources.located import Located
from policygen.sources.records import Date, GroupOf, Id, Record, Title, WebAddress


class TextEdition(Record):
    """One edition of a text: the day from which it holds, and what is other than in the rest."""

    from_: Date = Field(alias="from")
    title: Title | None = None
    address: WebAddress | None = None


def _dated(value: object) -> object:
    """An edition as it is written: its date alone, or a group of keys."""
    return value if isinstance(value, dict) else {"from": value}


def _schema(written: dict[str, Any]) -> None:
    """An editor must take the date alone, too."""
    written["anyOf"] = [{"$ref": written.pop("$ref")}, {"type": "string"}]


_Edition = Annotated[
    TextEdition, BeforeValidator(_dated), Field(json_schema_extra=_schema)
]  # fmt: skip


class OutsideText(Record):
    """A text from outside, as policygen.yaml declares it; editions in any order."""

    title: Title
    address: WebAddress | None = None
    editions: GroupOf[Id, _Edition] = {}

    def later(self, than: str) -> list[str]:
        """The editions that hold from later days than one of them does, the earliest first."""
        days = {name: one.from_.first_day for name, one in self.editions.items()}
        return sorted((name for name in days if days[name] > days[than]), key=lambda one: days[one])

    def current(self, day: date | None) -> TextEdition | None:
        """The edition that holds on a day; the newest for none, and None before the first."""
        held = (one for one in self.editions.values() if not day or one.from_.first_day <= day)
        return max(held, key=lambda one: one.from_.first_day, default=None)

    def words(self, day: date | None) -> str:
        """The title of the edition that holds on a day, and the date from which it does."""
        one = self.current(day)
        return f"{one.title or self.title}, {one.from_}" if one else self.title

    def leads_to(self, day: date | None) -> str:
        """Where the edition that holds on a day is to be found; empty where nothing says so."""
        one = self.current(day)
        return (one.address if one else None) or self.address or ""


@dataclass(frozen=True, slots=True)
class Reliance:
    """A text that a model relies on, by an edition; both are names. A text may have no edition."""

    text: str
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Overtaken:
    """An edition that a model relies on, and a newer one, which holds `since` a day."""

    title: str
    relied_on: str
    newer: str
    since: PartialDate


def reliance(name: str, texts: Mapping[str, OutsideText]) -> Reliance | None:
    """What a name such as kcsie-2025 stands for; None where no such edition is declared."""
    if name in texts and not texts[name].editions:
        return Reliance(name)
    for text, declared in texts.items():
        edition = name.removeprefix(f"{text}-")
        if edition != name and edition in declared.editions:
            return Reliance(text, edition)
    return None


def names_of_editions(texts: Mapping[str, OutsideText]) -> tuple[str, ...]:
    """All that a model can rely on, by the names that `reliance` takes."""
    return tuple(
        f"{name}-{edition}" if edition else name
        for name, text in texts.items()
        for edition in (text.editions or ("",))
    )


def text_problems(texts: Mapping[str, OutsideText], located: Located) -> Iterator[Problem]:
    """What is wrong with texts as they are declared, besides each key by itself."""
    names: dict[str, str] = {}
    for name, text in texts.items():
        days: dict[date, str] = {}
        for edition, one in text.editions.items():
            place = located.at(("texts", name, "editions", edition), key=True)
            called = f"{name}-{edition}"
            if (other := names.setdefault(called, name)) != name:
                message = f"{called} is an edition of {other}, too"
                yield Problem(place, message, "call one of the two otherwise")
            if (same := days.setdefault(one.from_.first_day, edition)) != edition:
                message = f"the editions {same} and {edition} hold from the same day"
                yield Problem(place, message, "give each its own day, so that one is the newest")


def overtaken(names: list[str], texts: Mapping[str, OutsideText]) -> Iterator[Overtaken]:
    """The newer ones of the editions relied on, each with the one that it overtakes."""
    for name in names:
        found = reliance(name, texts)
        if found and found.edition:
            text = texts[found.text]
            for later in text.later(found.edition):
                yield Overtaken(text.title, found.edition, later, text.editions[later].from_)


def spell_of(texts: Iterable[OutsideText], day: date) -> tuple[date, date] | None:
    """The days around one on which other editions begin to hold: the last until it, the next.

    In between every text says the same. None where nothing ever begins.
    """
    begin = [one.from_.first_day for text in texts for one in text.editions.values()]
    if not begin:
        return None
    last = max((one for one in begin if one <= day), default=date.min)
    return last, min((one for one in begin if one > day), default=date.max)
