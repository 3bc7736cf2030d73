"""Render a model's text for one set of answers, its values kept out of the text.

Two adoptions that choose alike compose the same text, however their values differ; so all that
comes after is done once for each such shape.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from policygen.assembly.deciding import decided, held_whole
from policygen.assembly.frame import ControlRows
from policygen.assembly.left_out import without_ids
from policygen.assembly.local_changes import LocalChange, LocalChanges, LocalKind
from policygen.assembly.local_text import as_model
from policygen.assembly.places import ids_in
from policygen.assembly.printable import AnswerForm, RecordsForm
from policygen.assembly.printing import Given, print_text
from policygen.assembly.uses import Use, Wording, names_something, type_of
from policygen.readers.markdown.shape import Shape, ShownPicture
from policygen.sources.asking import Answer
from policygen.sources.decision import NO, YES, Choice
from policygen.sources.local_wording import LocalWording
from policygen.sources.model import Model
from policygen.sources.picture import OwnPicture
from policygen.sources.posts import PostHolder
from policygen.sources.school import OtherPolicy
from policygen.sources.value_types import address_of


@dataclass(frozen=True, slots=True)
class Answers:
    """What an adopter answers to a model; whatever is left out stays open.

    A list is given as its items, each under its name; one of records, as their fields. `control`
    are rows of the control table, added to the model's own or in their place, `policies` the others
    that the text links to. `local` is what a school words otherwise, by ids of the model.
    """

    choices: Mapping[str, Choice]
    values: Mapping[str, Answer]
    roles: Mapping[str, PostHolder]
    school: str | None
    facts: Mapping[str, Answer] = field(default_factory=dict)
    control: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, OtherPolicy] = field(default_factory=dict)
    local: Mapping[str, LocalWording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed text: a printed one (see `Printed`) with the words of its slots.

    `idle` are decisions that don't apply with what was chosen elsewhere, and those `whole` of which
    all alternatives hold with it: neither is asked. `control` are rows of the control table.
    `pictures` are the bytes of those of the school's own, by what is in them.
    `local` is what the school changes of what is printed.
    """

    shape: Shape
    values: Mapping[str, str]
    open: tuple[str, ...]
    missing: tuple[Use, ...]
    used: frozenset[Use]
    idle: frozenset[str] = frozenset()
    control: ControlRows = ()
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    local: LocalChanges = ()
    whole: frozenset[str] = frozenset()

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The model's text and those of the school's own."""
        return (self.shape, *(one.shape for one in self.local))


def compose(model: Model, answers: Answers, *, every_alternative: bool = False) -> Composed:
    """The model's text with these answers.

    An open decision prints all its passages with marks between them; a missing value prints a
    blank. With `every_alternative`, passages that depend on a missing value are printed as well,
    and so is guidance to the school.
    """
    composed = _composed(model, answers, every_alternative)
    return with_local(model, answers, composed) if answers.local else composed


def with_local(model: Model, answers: Answers, composed: Composed) -> Composed:
    """A composed text with the local wording of what is printed of it, which asks for more."""
    printed = ids_in(composed.shape.text)
    removed: LocalKind = "leave" if model.front.numbering.removed == "not used" else "remove"
    changes: list[LocalChange] = []
    local = answers.local.items()
    gone = frozenset(name for name, one in local if one.remove or one.replace)
    left = without_ids(model, gone.intersection(printed))
    texts = [composed if left is model else _composed(left, answers)]
    for name, wording in local:
        if name not in printed:
            continue
        if wording.remove:
            changes.append(LocalChange(name, removed))
        for kind, text in wording.texts:
            texts.append(_composed(as_model(model, text), answers))
            changes.append(LocalChange(name, kind, texts[-1].shape))
    return replace(
        composed,
        values={slot: words for one in (composed, *texts) for slot, words in one.values.items()},
        open=texts[0].open,
        missing=tuple(dict.fromkeys(use for one in texts for use in one.missing)),
        used=frozenset(use for one in texts for use in one.used),
        local=tuple(changes),
    )


def _composed(model: Model, answers: Answers, every_alternative: bool = False) -> Composed:
    rows = {**model.front.control, **answers.control}
    choices = decided(model.front.decisions, answers.choices)
    control = tuple((term, said if names_something(said) else "") for term, said in rows.items())
    asked = asked_of_school(model, tuple(name for _, name in control))
    given = Given(
        tuple(choices.items()),
        _forms(answers.values),
        _forms({name: said for name, said in answers.facts.items() if name in asked.facts}),
        tuple((name, asked.of(name, post)) for name, post in answers.roles.items()),
        answers.school is not None,
        control,
        tuple((name, bool(other.published)) for name, other in answers.policies.items()),
    )
    printed = print_text(model, given, every_alternative)
    shape = printed.shape
    values = {
        slot: _text(wording, model, answers)
        for slot, wording in zip(
            (*shape.slots, *shape.addresses), (*printed.wordings, *printed.addresses), strict=True
        )
    }
    idle = frozenset(
        name for name, choice in choices.items() if choice == () != answers.choices.get(name)
    )
    whole = held_whole(model.front.decisions, answers.choices)
    own = (
        value.picture.parts for value in answers.values.values() if isinstance(value, OwnPicture)
    )
    pictures = {name: data for parts in own for name, data in parts.items()}
    return Composed(
        shape, values, printed.open, printed.missing, printed.used, idle | whole, printed.control,
        pictures, whole=whole,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskedOfSchool:
    """What a model's text asks about the school itself: schools are told apart by no more."""

    facts: frozenset[str]
    details: frozenset[tuple[str, str]]

    def of(self, name: str, post: PostHolder) -> frozenset[str]:
        """The details of a post that are asked for, as far as they are given."""
        return frozenset(detail for detail in post.details if (name, detail) in self.details)


@lru_cache(maxsize=256)
def asked_of_school(model: Model, beside: tuple[str, ...]) -> AskedOfSchool:
    """What a text asks about the school itself; `beside` are names that the control table has."""
    text = "\n".join((model.text, *beside))
    facts = re.findall(r"\bfacts\.(\w+)", text)
    return AskedOfSchool(frozenset(facts), frozenset(re.findall(r"\broles\.(\w+)\.(\w+)", text)))


def _forms(values: Mapping[str, Answer]) -> tuple[tuple[str, AnswerForm], ...]:
    """What a template may know of values."""
    return tuple((name, _form(value)) for name, value in values.items())


def _form(value: Answer) -> AnswerForm:
    if isinstance(value, str):
        return value.count("\n") + 1
    if isinstance(value, OwnPicture):
        one = value.picture
        name = one.drawing_part or one.part  # by what is in it, as no other is called
        return ShownPicture(name, one.part, one.pixels, one.drawing_part)
    if isinstance(value, tuple):
        return RecordsForm(tuple(_lines_of(item) for item in value))
    return tuple(value)


def _lines_of(item: Mapping[str, str]) -> tuple[tuple[str, int], ...]:
    return tuple((name, words.count("\n") + 1) for name, words in item.items())


def _text(wording: Wording, model: Model, answers: Answers) -> str:
    """The words of a slot.

    Raises KeyError for what isn't answered: a template prints a blank for that, and no slot.
    """
    use = wording.use
    if use.kind == "policy":
        other = answers.policies[use.name]
        return other.published or "" if wording.address else other.title
    if use.kind == "text":
        outside = model.texts[use.name]
        return outside.leads_to(model.today) if wording.address else outside.words(model.today)
    if wording.address:
        return address_of(
            type_of(model, use), _text(replace(wording, address=False), model, answers)
        )
    if use.kind == "school":
        text = answers.school or ""
    elif use.kind == "control":
        text = answers.control.get(use.name) or model.front.control[use.name]
        text = text.capitalize() if text in (YES, NO) else text
    elif use.kind == "role":
        post = answers.roles.get(use.name, PostHolder())
        text = post.details[use.item] if use.item else post.title or model.front.roles[use.name]
    else:
        value = (answers.facts if use.group == "facts" else answers.values)[use.name]
        match value:
            case str():
                text = _line(value, use.item)
            case OwnPicture():
                text = value.alt
            case tuple():
                index, name, *line = use.item.split(".")
                text = _line(value[int(index) - 1][name], "".join(line))
            case _:
                text = _listed([*value.values()]) if wording.listed else value[use.item]
    return text[:1].upper() + text[1:] if wording.capitalised else text


def _line(text: str, number: str) -> str:
    """A text, or one of its lines by its number."""
    return text.split("\n")[int(number) - 1] if number else text


def _listed(items: list[str]) -> str:
    *rest, last = items or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
