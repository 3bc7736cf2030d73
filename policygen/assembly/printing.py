"""What a model's template prints: it is told what is answered, and never sees the words.

So it is rendered once for all who choose alike.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from jinja2 import Template

from policygen.assembly.deciding import asked_first, deciding, question
from policygen.assembly.frame import ControlRows
from policygen.assembly.language import Group, inspect, language
from policygen.assembly.linking import LinkKind, with_links
from policygen.assembly.named import asked_in
from policygen.assembly.printable import (
    AnswerForm,
    Listed,
    Missing,
    Nothing,
    OneText,
    Pictured,
    Post,
    SeveralLines,
    given_as,
    label_of,
)
from policygen.assembly.uses import Use, Wording
from policygen.document import Inlines, Paragraph
from policygen.document.quotes import typographic
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.fences import without
from policygen.readers.markdown.shape import OpenPassage, Shape, ShownPicture
from policygen.sources.decision import Choice, picked_of
from policygen.sources.model import Model
from policygen.sources.picture import shown_pictures


@dataclass(frozen=True, slots=True)
class Given:
    """What is answered, without the words: all that a template can see of the answers.

    `roles` are the details that are given of posts, such as who holds one. `control` holds for each
    row of the control table the name that it prints, empty where it is a text. `policies` are those
    that the text links to, and whether each is published.
    """

    choices: tuple[tuple[str, Choice], ...]
    values: tuple[tuple[str, AnswerForm], ...]
    facts: tuple[tuple[str, AnswerForm], ...]
    roles: tuple[tuple[str, frozenset[str]], ...]
    school: bool
    control: tuple[tuple[str, str], ...] = ()
    policies: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed text: its shape, what its slots stand for, what is open, what was asked for.

    What is missing inside an open decision isn't counted: whether it will be needed can't be said
    yet. `control` are rows of the control table.
    """

    shape: Shape
    wordings: tuple[Wording, ...]
    addresses: tuple[Wording, ...]
    open: tuple[str, ...]
    missing: tuple[Use, ...]
    used: frozenset[Use]
    control: ControlRows = ()


@lru_cache(maxsize=4096)
def print_text(model: Model, given: Given, every_alternative: bool) -> Printed:
    """What a model's text prints where so much is answered; done once for each `Given`.

    Guidance is for the model edition, which alone has `every_alternative`.
    """
    printer = _Printer(model, given, every_alternative)
    names = {
        "_printer": printer,
        "values": _Values(printer, "values", dict(given.values)),
        "facts": _Values(printer, "facts", dict(given.facts)),
        "roles": _Roles(printer),
        "school": _School(printer),
    }
    text = sentinels.settled(_template(model.text).render(names))
    text = with_links(text, printer.leading)
    if not every_alternative:
        text = without(text, "guidance")
    rows = [
        _template(f"{{{{ {name} }}}}").render(names)
        if name
        else printer.slot(Wording(Use("control", term)))
        for term, name in given.control
    ]
    wordings, addresses = tuple(printer.wordings), tuple(printer.addresses)
    slots, leading = (tuple(one.slot for one in some) for some in (wordings, addresses))
    shape = Shape(
        text, slots, tuple(printer.blanks), tuple(printer.passages), leading,
        (*pictures_in(model, text), *printer.pictures),
    )  # fmt: skip
    terms = (term for term, _ in given.control)
    control = tuple(zip(terms, (_words(replace(shape, text=row)) for row in rows), strict=True))
    decisions = [use.name for use in printer.used if use.kind == "decision"]
    before = {Use("decision", name) for name in deciding(model.front.decisions, decisions)}
    open_, missing = tuple(printer.open), tuple(printer.missing)
    used = frozenset(printer.used | before)
    return Printed(shape, wordings, addresses, open_, missing, used, control)


def _words(shape: Shape) -> Inlines:
    """The inlines of a text that is one paragraph."""
    paragraph = parse(shape).blocks[0]
    assert isinstance(paragraph, Paragraph)
    return paragraph.children


def pictures_in(model: Model, text: str) -> tuple[ShownPicture, ...]:
    """The pictures that a text shows, of those that stand beside its model."""
    if not model.pictures:
        return ()
    found = [model.pictures[name] for name in shown_pictures(text) if name in model.pictures]
    return tuple(
        ShownPicture(one.file, one.part, one.pixels, one.drawing_part, one.fault, one.hint)
        for one in found
    )


@lru_cache(maxsize=256)
def _template(text: str) -> Template:
    return language().from_string(inspect(text))


_EDGES = {
    "either": sentinels.EITHER, "optional": sentinels.EITHER, "or": sentinels.OR,
    "without": sentinels.OR, "endeither": sentinels.END,
}  # fmt: skip
_LABELS = {"optional": "Yes, with this optional passage", "without": "No, without it"}


class _Printer:
    def __init__(self, model: Model, given: Given, every_alternative: bool) -> None:
        self.model = model
        self.choices = dict(given.choices)
        self.roles = dict(given.roles)
        self.policies = dict(given.policies)
        self.school = given.school
        self.every_alternative = every_alternative
        self.wordings: dict[Wording, int] = {}
        self.addresses: dict[Wording, int] = {}
        self.blanks: dict[str, int] = {}
        self.passages: dict[OpenPassage, int] = {}
        self.open: dict[str, None] = {}
        self.missing: dict[Use, None] = {}
        self.pictures: dict[ShownPicture, None] = {}  # of the school's own
        self.used: set[Use] = set()
        self.depth = 0  # how many open decisions stand around what is printed

    def shows(self, decision: str, alternatives: tuple[str, ...]) -> bool:
        decisions = self.model.front.decisions
        self.used.add(Use("decision", decision))
        self.open.update(dict.fromkeys(asked_first(decisions, self.choices, decision)))
        if decision not in self.choices:
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
        asked, any_of = question(decisions, decision), decisions[decision].any_of
        passage = OpenPassage(typographic(asked), typographic(label), any_of)
        return edge + sentinels.numbered(sentinels.PASSAGE, _index(self.passages, passage))

    def printed(self, value: object) -> str:
        match value:
            case Missing(use, label):
                if not self.depth:
                    self.missing[use] = None
                return sentinels.numbered(sentinels.BLANK, _index(self.blanks, label))
            case Nothing():
                return ""
            case Pictured(shows, picture):
                words = self.printed(shows)
                if picture:
                    self.pictures[picture] = None
                return f"![{words}]({picture.file if picture else words})"
            case Listed():
                return self.slot(value.listed().wording)
            case SeveralLines():
                return sentinels.BREAK.join(map(self.slot, value.wordings()))
            case OneText(wording, leads):
                return (
                    self.address(wording.use) + self.slot(wording) if leads else self.slot(wording)
                )
        raise TypeError(f"{value!r} can't be printed")

    def leading(self, kind: LinkKind, name: str) -> str:
        """What stands for the title of another policy or text, and before it for its address."""
        use = Use(kind, name)
        if kind == "text":
            text = self.model.texts.get(name)
            if text is None:  # which is said where the model is checked
                return self.printed(Missing(use, f"the text {name}", self.every_alternative))
            leads = self.address(use) if text.leads_to(self.model.today) else ""
            return leads + self.slot(Wording(use))
        if name not in self.policies:
            return self.printed(Missing(use, f"the policy {name}", self.every_alternative))
        title = self.slot(Wording(use))
        return self.address(use) + title if self.policies[name] else title

    def address(self, use: Use) -> str:
        index = _index(self.addresses, Wording(use, address=True))
        return sentinels.numbered(sentinels.ADDRESS, index)

    def slot(self, wording: Wording) -> str:
        return sentinels.numbered(sentinels.SLOT, _index(self.wordings, wording))


def _index(table: dict, key: object) -> int:  # type: ignore[type-arg]
    return table.setdefault(key, len(table))  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class _Values(Group):
    """What the school answers under a name, or what is so of it."""

    printer: _Printer
    group: Literal["values", "facts"]
    given: Mapping[str, AnswerForm]

    def lookup(self, name: str) -> object:
        use = Use("value", name, group=self.group)
        self.printer.used.add(use)
        shown = self.printer.every_alternative
        asked = asked_in(self.printer.model, self.group).get(name)
        if name in self.given:
            fields = asked.fields.items() if asked else ()
            needed = frozenset(field for field, one in fields if not one.optional)
            return given_as(use, self.given[name], needed, shown=shown)
        if asked and asked.type == "picture":
            return Pictured(Missing(use, f"picture: {label_of(name)}", shown))
        return Missing(use, label_of(name), shown)


@dataclass(frozen=True, slots=True)
class _Roles(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        use = Use("role", name)
        self.printer.used.add(use)
        given = self.printer.roles.get(name, frozenset())
        return Post(Wording(use), given=given, shown=self.printer.every_alternative)


@dataclass(frozen=True, slots=True)
class _School(Group):
    printer: _Printer

    def lookup(self, name: str) -> object:
        use = Use("school", name)
        if name != "name" or not self.printer.school:
            return Missing(use, "name of school", self.printer.every_alternative)
        return OneText(Wording(use))
