"""What schools chose and worded otherwise, counted: no reading of schools, so quick to import."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from policygen.sources.guarded import NONE_OF_THEM

T = TypeVar("T")
OPEN, IDLE = "(open)", "(not asked)"
_MEANING = {
    NONE_OF_THEM: "None of them",
    OPEN: "Still open",
    IDLE: "No matter, by what else was chosen",
}


@dataclass(frozen=True, slots=True)
class Picked:
    """One alternative of a decision, or a word in brackets for what isn't one; who chose it."""

    alternative: str
    label: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionChoices:
    """A decision, and what was chosen."""

    name: str
    ask: str
    chosen: tuple[Picked, ...]


def in_any(declared: Mapping[str, Mapping[str, T]]) -> dict[str, T]:
    """The decisions of several model versions, by name, as the newest that has one has it."""
    newest_first = [declared[version] for version in sorted(declared, reverse=True)]
    merged = {name: one for some in reversed(newest_first) for name, one in some.items()}
    return {name: merged[name] for some in newest_first for name in some}


def of_decision(
    name: str, ask: str, offered: Mapping[str, str], found: Mapping[str, Sequence[str]]
) -> DecisionChoices:
    """A decision with those who picked each alternative; what nobody picked is among them."""
    labels = {**offered, **_MEANING}
    older = [word for word in found if word not in labels]  # of other versions of the model
    chosen = tuple(
        Picked(word, labels.get(word, ""), tuple(found.get(word, ())))
        for word in [*offered, *older, *_MEANING]
        if word in found or word in offered
    )
    return DecisionChoices(name, ask, chosen)


def heading_of(name: str, places: Iterable[str]) -> str:
    """What local wording is of: its id, and wherever readers of several texts find it."""
    found = " or ".join(dict.fromkeys(places))
    return f"{name}, {found}" if found != name else name
