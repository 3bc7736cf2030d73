"""Render a model's text for one set of answers, its values kept out of the text.

Two adoptions that choose alike compose the same text, however their values differ; so all that
comes after is done once for each such shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.assembly.deciding import decided
from policygen.assembly.printing import Given, print_text
from policygen.assembly.uses import Use, Wording
from policygen.readers.markdown.shape import Shape
from policygen.sources.decision import Choice
from policygen.sources.model import Model


@dataclass(frozen=True, slots=True)
class Answers:
    """What an adopter answers to a model; whatever is left out stays open.

    A list is given as its items, each under its name.
    """

    choices: Mapping[str, Choice]
    values: Mapping[str, str | Mapping[str, str]]
    roles: Mapping[str, str]
    school: str | None


@dataclass(frozen=True, slots=True)
class Composed:
    """A composed text: a printed one (see `Printed`) with the words of its slots.

    `idle` are decisions that don't apply with what was chosen elsewhere.
    """

    shape: Shape
    values: Mapping[str, str]
    open: tuple[str, ...]
    missing: tuple[Use, ...]
    used: frozenset[Use]
    idle: frozenset[str] = frozenset()


def compose(model: Model, answers: Answers, *, every_alternative: bool = False) -> Composed:
    """The model's text with these answers.

    An open decision prints all its passages with marks between them; a missing value prints a
    blank. With `every_alternative`, passages that depend on a missing value are printed as well.
    """
    choices = decided(model.front.decisions, answers.choices)
    given = Given(
        tuple(choices.items()),
        tuple((name, _form(value)) for name, value in answers.values.items()),
        answers.school is not None,
    )
    printed = print_text(model, given, every_alternative)
    values = {
        slot: _text(wording, model, answers)
        for slot, wording in zip(printed.shape.slots, printed.wordings, strict=True)
    }
    idle = frozenset(
        name for name, choice in choices.items() if choice == () != answers.choices.get(name)
    )
    return Composed(printed.shape, values, printed.open, printed.missing, printed.used, idle)


def _form(value: str | Mapping[str, str]) -> tuple[str, ...] | int:
    """What a template may know of a value: the names of its items, or how many lines it has."""
    return value.count("\n") + 1 if isinstance(value, str) else tuple(value)


def _text(wording: Wording, model: Model, answers: Answers) -> str:
    """The words of a slot.

    Raises KeyError for what isn't answered: a template prints a blank for that, and no slot.
    """
    use = wording.use
    if use.kind == "school":
        text = answers.school or ""
    elif use.kind == "role":
        text = answers.roles.get(use.name) or model.front.roles[use.name]
    else:
        value = answers.values[use.name]
        if isinstance(value, str):
            text = value.split("\n")[int(use.item) - 1] if use.kind == "line" else value
        else:
            text = _listed([*value.values()]) if wording.listed else value[use.item]
    return text[:1].upper() + text[1:] if wording.capitalised else text


def _listed(items: list[str]) -> str:
    *rest, last = items or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
