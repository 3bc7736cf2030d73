"""Render a model's text for one set of answers, its values kept out of the text.

Two adoptions that choose alike compose the same text, however their values differ; so all that
comes after is done once for each such shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Template
from jinja2 import nodes as jinja

from policygen.assembly import sentinels
from policygen.assembly.alternatives import Group, inspect, language
from policygen.sources.model import Model


@dataclass(frozen=True, slots=True)
class Answers:
    """What an adopter answers to a model; whatever is left out stays open.

    A list is given as its items, each under its name.
    """

    choices: Mapping[str, str]
    values: Mapping[str, str | Mapping[str, str]]
    roles: Mapping[str, str]
    school: str | None


@dataclass(frozen=True, slots=True)
class OpenPassage:
    """A passage that is printed because its decision is open: the question and its label."""

    question: str
    label: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Marked-up text with sentinels, and what each sentinel stands for."""

    text: str
    slots: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    passages: tuple[OpenPassage, ...] = ()


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed text: its shape, the values of its slots, what is open and what was asked for.

    `missing` and `used` hold names such as values.designated_place. What is missing inside an open
    decision isn't counted: whether it will be needed can't be said yet.
    """

    shape: Shape
    values: Mapping[str, str]
    open: tuple[str, ...]
    missing: tuple[str, ...]
    used: frozenset[str]


def compose(model: Model, answers: Answers, *, every_alternative: bool = False) -> Composed:
    """The model's text with these answers.

    An open decision prints all its passages with marks between them; a missing value prints a
    blank. With `every_alternative`, passages that depend on a missing value are printed as well.
    """
    printer = _Printer(model, answers, every_alternative)
    text = _template(model.text).render(
        _printer=printer,
        values=_Values(printer),
        roles=_Roles(printer),
        school=_School(printer),
    )
    text = sentinels.settled(text)
    shape = Shape(text, tuple(printer.slots), tuple(printer.blanks), tuple(printer.passages))
    return Composed(
        shape, printer.texts, tuple(printer.open), tuple(printer.missing), frozenset(printer.used)
    )


@lru_cache(maxsize=256)
def _template(text: str) -> Template:
    inspect(text)
    return language().from_string(text)


@dataclass(frozen=True, slots=True)
class _Text:
    name: str
    text: str

    def capitalised(self) -> "_Text":
        return _Text(f"{self.name}|capitalised", self.text[:1].upper() + self.text[1:])

    def listed(self, printer: "_Printer") -> "_Text":
        del printer
        return self


@dataclass(frozen=True, slots=True)
class _Missing:
    name: str
    shown: bool

    def __bool__(self) -> bool:
        return self.shown

    def __iter__(self):  # type: ignore[no-untyped-def]  # a loop over a missing list shows it once
        yield self

    def capitalised(self) -> "_Missing":
        return self

    def listed(self, printer: "_Printer") -> "_Missing":
        del printer
        return self


@dataclass(frozen=True, slots=True)
class _Items(Group):
    name: str
    items: Mapping[str, str]
    shown: bool

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return (_Text(f"{self.name}.{key}", text) for key, text in self.items.items())

    def lookup(self, name: str) -> object:
        if name in self.items:
            return _Text(f"{self.name}.{name}", self.items[name])
        return _Missing(f"{self.name}.{name}", self.shown)

    def capitalised(self) -> "_Items":
        return self

    def listed(self, printer: "_Printer") -> _Text:
        del printer
        *rest, last = [*self.items.values()] or [""]
        text = f"{', '.join(rest)} and {last}" if rest else last
        return _Text(f"{self.name}|listed", text)


class _Printer:
    def __init__(self, model: Model, answers: Answers, every_alternative: bool) -> None:
        self.model = model
        self.answers = answers
        self.every_alternative = every_alternative
        self.slots: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.blanks: dict[str, int] = {}
        self.passages: dict[OpenPassage, int] = {}
        self.open: dict[str, None] = {}
        self.missing: dict[str, None] = {}
        self.used: set[str] = set()
        self.depth = 0  # how many open decisions stand around what is printed

    def shows(self, decision: str, alternatives: tuple[str, ...]) -> bool:
        self.used.add(f"choices.{decision}")
        choice = self.answers.choices.get(decision)
        if choice is None:
            self.open[decision] = None
        return choice is None or choice in alternatives

    def mark(self, kind: str, decision: str, alternatives: tuple[str, ...]) -> str:
        if decision in self.answers.choices:
            return ""
        self.depth += {"either": 1, "endeither": -1}.get(kind, 0)
        declared = self.model.front.decisions[decision]
        label = " / ".join(declared.alternatives[name] for name in alternatives)
        index = _index(self.passages, OpenPassage(declared.ask, label))
        edge = {"either": sentinels.EITHER, "or": sentinels.OR}.get(kind, sentinels.END)
        return edge + chr(sentinels.PASSAGE + index)

    def printed(self, value: object) -> str:
        if isinstance(value, _Missing):
            if not self.depth:
                self.missing[value.name] = None
            label = value.name.rpartition(".")[2].replace("_", " ")
            label = "name of school" if value.name == "school.name" else label
            return chr(sentinels.BLANK + _index(self.blanks, label))
        if isinstance(value, _Items):
            value = value.listed(self)
        if not isinstance(value, _Text):
            raise TypeError(f"{value!r} can't be printed")
        self.texts[value.name] = value.text
        return chr(sentinels.SLOT + _index(self.slots, value.name))


def _index(table: dict, key: object) -> int:  # type: ignore[type-arg]
    return table.setdefault(key, len(table))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Values(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        full = f"values.{name}"
        self.printer.used.add(full)
        value = self.printer.answers.values.get(name)
        if isinstance(value, str):
            return _Text(full, value)
        if value is None:
            return _Missing(full, self.printer.every_alternative)
        return _Items(full, value, self.printer.every_alternative)


@dataclass(frozen=True, slots=True)
class _Roles(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        self.printer.used.add(f"roles.{name}")
        named = self.printer.answers.roles.get(name) or self.printer.model.front.roles[name]
        return _Text(f"roles.{name}", named)


@dataclass(frozen=True, slots=True)
class _School(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        school = self.printer.answers.school
        if name != "name" or school is None:
            return _Missing(f"school.{name}", self.printer.every_alternative)
        return _Text("school.name", school)


def template_nodes(model: Model) -> jinja.Template:
    """The syntax tree of a model's text. Raises TemplateSyntaxError."""
    return inspect(model.text)
