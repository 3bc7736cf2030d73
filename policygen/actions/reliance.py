"""Texts from outside: their editions, which models rely on them and where, and who is to look."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from policygen.actions.register import Register
from policygen.assembly.mentioning import Mention, mentions
from policygen.errors import Reason, WrongWordError, suggest
from policygen.register.rows import NewEdition
from policygen.sources.model import Model
from policygen.sources.outside import OutsideText, overtaken, reliance
from policygen.workspace.library import Library

_DECLARE = "declare it under texts: in policygen.yaml"


class ModelOnText(NamedTuple):
    """A model version that relies on a text or refers to it; `new` is a newer edition in words."""

    policy: str
    version: str
    relies_on: tuple[str, ...]
    new: str
    mentions: tuple[Mention, ...]


class TextUse(NamedTuple):
    """A text that is declared, with the models that have to do with it and adoptions that are due.

    `words` are what a reference prints.
    """

    name: str
    words: str
    address: str
    editions: tuple[str, ...]
    models: tuple[ModelOnText, ...]
    due: tuple[str, ...]

    def record(self) -> dict[str, Any]:
        """It for machines."""
        models = [{**one._asdict(), "mentions": _places(one.mentions)} for one in self.models]
        return {**self._asdict(), "models": models}


def _places(found: Sequence[Mention]) -> list[dict[str, Any]]:
    return [{"number": one.number, "path": one.place.path, "line": one.place.line} for one in found]


def text_uses(
    library: Library, register: Register, today: date, names: Sequence[str] = ()
) -> list[TextUse]:
    """The texts that a workspace declares, or some of them, as on a day.

    Raises WrongWordError for one that isn't declared.
    """
    texts = library.workspace.texts
    if wrong := [name for name in names if name not in texts]:
        raise WrongWordError(
            Reason(f"There is no text {name!r}.", suggest(name, texts) or _DECLARE)
            for name in wrong
        )
    models = [*_sound_models(library)]
    return [_use(models, register, today, name, texts[name]) for name in names or texts]


def _use(
    sound: Sequence[Model], register: Register, today: date, name: str, text: OutsideText
) -> TextUse:
    models = tuple(one for model in sound if (one := _on_text(model, name, today)))
    overtaking = {(one.policy, one.version) for one in models if one.new}
    due = tuple(
        f"{row.school}/{row.policy}"
        for row in register.rows
        if (row.policy, row.model) in overtaking
        and row.why_due
        and any(one.title == text.title for one in row.editions)
    )
    words, address = text.words(today), text.leads_to(today)
    return TextUse(name, words, address, tuple(text.editions), models, due)


def _sound_models(library: Library) -> Iterator[Model]:
    """Every model version in which nothing is wrong."""
    for policy, versions in library.workspace.policies.items():
        for version in versions:
            model, faults = library.model(policy, version)
            if model and not faults:
                yield model


def _on_text(model: Model, name: str, today: date) -> ModelOnText | None:
    names = [one for one in model.front.relies_on if _is_of(one, model, name)]
    found = tuple(one for one in mentions(model) if one.text == name)
    if not (names or found):
        return None
    new = "; ".join(new_editions(model, names, today))
    return ModelOnText(model.policy, model.version, tuple(names), new, found)


def _is_of(one: str, model: Model, name: str) -> bool:
    found = reliance(one, model.texts)
    return found is not None and found.text == name


def new_editions(model: Model, names: list[str], today: date) -> Iterator[str]:
    """In words, that there are newer editions of those that a model relies on."""
    for one in overtaken(names, model.texts):
        day = one.since.first_day
        yield NewEdition(one.title, one.relied_on, one.newer, str(one.since), day).words(today)


def clauses_in_words(found: Sequence[Mention]) -> str:
    """Where a text is referred to: 1.2 (line 14), line 20."""
    return ", ".join(
        f"{one.number} (line {one.place.line})" if one.number else f"line {one.place.line}"
        for one in found
    )
