"""Render a model's text for one set of answers, its values kept out of the text.

Two adoptions that choose alike compose the same text, however their values differ; so all that
comes after is done once for each such shape.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from policygen.assembly.printing import Given, print_text
from policygen.readers.markdown.shape import Shape
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
class Composed:
    """A composed text: a printed one (see `Printed`) with the values of its slots."""

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
    given = Given(
        tuple(answers.choices.items()),
        tuple((n, None if isinstance(v, str) else tuple(v)) for n, v in answers.values.items()),
        answers.school is not None,
    )
    printed = print_text(model, given, every_alternative)
    values = {name: _text(name, model, answers) for name in printed.shape.slots}
    return Composed(printed.shape, values, printed.open, printed.missing, printed.used)


def _text(slot: str, model: Model, answers: Answers) -> str:
    """What a slot's name stands for, such as values.rules.conduct or roles.headteacher|capitalised.

    Raises KeyError for what isn't answered: a template prints a blank for that, and no slot.
    """
    group, name, item, capitalised = _parsed(slot)
    if group == "school":
        text = answers.school or ""
    elif group == "roles":
        text = answers.roles.get(name) or model.front.roles[name]
    else:
        value = answers.values[name]
        if isinstance(value, str):
            text = value
        else:
            text = value[item] if item else _listed([*value.values()])
    return text[:1].upper() + text[1:] if capitalised else text


@lru_cache(maxsize=4096)
def _parsed(slot: str) -> tuple[str, str, str, bool]:
    full, *filters = slot.split("|")
    group, name, item = [*full.split("."), ""][:3]
    return group, name, item, "capitalised" in filters


def _listed(items: list[str]) -> str:
    *rest, last = items or [""]
    return f"{', '.join(rest)} and {last}" if rest else last
