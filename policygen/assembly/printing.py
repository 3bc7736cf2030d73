"""What a model's template prints: it is told what is answered, and never sees the words.

So it is rendered once for all who choose alike.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from jinja2 import Template

from policygen.assembly.deciding import asked_first, deciding, question
from policygen.assembly.language import Group, inspect, language
from policygen.assembly.uses import Use, Wording
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.shape import OpenPassage, Shape
from policygen.sources.decision import Choice, picked_of
from policygen.sources.model import Model


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered, without the words: all that a template can see of the answers.

    `values` holds the names of a list's items; for a text, how many lines it has.
    """

    choices: tuple[tuple[str, Choice], ...]
    values: tuple[tuple[str, tuple[str, ...] | int], ...]
    school: bool


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed text: its shape, what its slots stand for, what is open, what was asked for.

    What is missing inside an open decision isn't counted: whether it will be needed can't be said
    yet.
    """

    shape: Shape
    wordings: tuple[Wording, ...]
    open: tuple[str, ...]
    missing: tuple[Use, ...]
    used: frozenset[Use]


@lru_cache(maxsize=4096)
def print_text(model: Model, given: Given, every_alternative: bool) -> Printed:
    """What a model's text prints where so much is answered; done once for each `Given`."""
    printer = _Printer(model, given, every_alternative)
    text = _template(model.text).render(
        _printer=printer,
        values=_Values(printer),
        roles=_Roles(printer),
        school=_School(printer),
    )
    text = sentinels.settled(text)
    wordings = tuple(printer.wordings)
    slots = tuple(wording.slot for wording in wordings)
    shape = Shape(text, slots, tuple(printer.blanks), tuple(printer.passages))
    used = frozenset(printer.used)
    return Printed(shape, wordings, tuple(printer.open), tuple(printer.missing), used)


@lru_cache(maxsize=256)
def _template(text: str) -> Template:
    return language().from_string(inspect(text))


@dataclass(frozen=True, slots=True)
class _Text:
    """Something to print: a template never sees the words."""

    wording: Wording

    def capitalised(self) -> "_Text":
        return _Text(replace(self.wording, capitalised=True))

    def listed(self) -> "_Text":
        return self


@dataclass(frozen=True, slots=True)
class _Lines:
    """A text of several lines."""

    name: str
    count: int
    first_capitalised: bool = False

    def capitalised(self) -> "_Lines":
        return replace(self, first_capitalised=True)

    def listed(self) -> "_Lines":
        return self

    def wordings(self) -> Iterator[Wording]:
        for index in range(self.count):
            first = self.first_capitalised and not index
            yield Wording(Use("line", self.name, str(index + 1)), capitalised=first)


@dataclass(frozen=True, slots=True)
class _Missing:
    use: Use
    shown: bool

    def __bool__(self) -> bool:
        return self.shown

    def __iter__(self):  # type: ignore[no-untyped-def]  # a loop over a missing list shows it once
        yield self

    def capitalised(self) -> "_Missing":
        return self

    def listed(self) -> "_Missing":
        return self


@dataclass(frozen=True, slots=True)
class _Items(Group):
    name: str
    items: tuple[str, ...]
    shown: bool

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self):  # type: ignore[no-untyped-def]
        return (_Text(Wording(Use("item", self.name, item))) for item in self.items)

    def lookup(self, name: str) -> object:
        use = Use("item", self.name, name)
        return _Text(Wording(use)) if name in self.items else _Missing(use, self.shown)

    def capitalised(self) -> _Text:
        return self.listed().capitalised()

    def listed(self) -> _Text:
        return _Text(Wording(Use("value", self.name), listed=True))


_EDGES = {
    "either": sentinels.EITHER, "optional": sentinels.EITHER, "or": sentinels.OR,
    "without": sentinels.OR, "endeither": sentinels.END,
}  # fmt: skip
_LABELS = {"optional": "Yes, with this optional passage", "without": "No, without it"}


class _Printer:
    def __init__(self, model: Model, given: Given, every_alternative: bool) -> None:
        self.model = model
        self.choices = dict(given.choices)
        self.values = dict(given.values)
        self.school = given.school
        self.every_alternative = every_alternative
        self.wordings: dict[Wording, int] = {}
        self.blanks: dict[str, int] = {}
        self.passages: dict[OpenPassage, int] = {}
        self.open: dict[str, None] = {}
        self.missing: dict[Use, None] = {}
        self.used: set[Use] = set()
        self.depth = 0  # how many open decisions stand around what is printed

    def shows(self, decision: str, alternatives: tuple[str, ...]) -> bool:
        decisions = self.model.front.decisions
        self.used.add(Use("decision", decision))
        self.used.update(Use("decision", one) for one in deciding(decisions, decision))
        if decision not in self.choices:
            self.open.update(dict.fromkeys(asked_first(decisions, self.choices, decision)))
            return True
        return not set(alternatives).isdisjoint(picked_of(self.choices[decision]))

    def mark(self, kind: str, decision: str, alternatives: tuple[str, ...]) -> str:
        if decision in self.choices:
            return ""
        edge = _EDGES[kind]
        self.depth += {sentinels.EITHER: 1, sentinels.END: -1}.get(edge, 0)
        decisions = self.model.front.decisions
        offered = decisions[decision].offered
        label = _LABELS.get(kind) or " / ".join(offered[name] for name in alternatives)
        passage = OpenPassage(question(decisions, decision), label, decisions[decision].any_of)
        return edge + sentinels.numbered(sentinels.PASSAGE, _index(self.passages, passage))

    def printed(self, value: object) -> str:
        if isinstance(value, _Missing):
            if not self.depth:
                self.missing[value.use] = None
            label = (value.use.item or value.use.name).replace("_", " ")
            label = "name of school" if value.use.kind == "school" else label
            return sentinels.numbered(sentinels.BLANK, _index(self.blanks, label))
        if isinstance(value, _Items):
            value = value.listed()
        if isinstance(value, _Lines):
            return sentinels.BREAK.join(map(self.slot, value.wordings()))
        if not isinstance(value, _Text):
            raise TypeError(f"{value!r} can't be printed")
        return self.slot(value.wording)

    def slot(self, wording: Wording) -> str:
        return sentinels.numbered(sentinels.SLOT, _index(self.wordings, wording))


def _index(table: dict, key: object) -> int:  # type: ignore[type-arg]
    return table.setdefault(key, len(table))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Values(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        use = Use("value", name)
        self.printer.used.add(use)
        if name not in self.printer.values:
            return _Missing(use, self.printer.every_alternative)
        items = self.printer.values[name]
        if isinstance(items, int):
            return _Text(Wording(use)) if items == 1 else _Lines(name, items)
        return _Items(name, items, self.printer.every_alternative)


@dataclass(frozen=True, slots=True)
class _Roles(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        use = Use("role", name)
        self.printer.used.add(use)
        return _Text(Wording(use))


@dataclass(frozen=True, slots=True)
class _School(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        use = Use("school", name)
        if name != "name" or not self.printer.school:
            return _Missing(use, self.printer.every_alternative)
        return _Text(Wording(use))
