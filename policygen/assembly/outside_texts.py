"""What is wrong where a model relies on texts from outside, or refers to them."""

from collections.abc import Iterator

from policygen.assembly.linking import referred_texts
from policygen.assembly.places import place_of
from policygen.errors import Problem, quoted, suggest
from policygen.sources.model import Model
from policygen.sources.outside import names_of_editions, reliance

_DECLARE = "declare it under texts: in policygen.yaml"


def reliance_problems(model: Model) -> Iterator[Problem]:
    """What is wrong with the editions that a model says that it relies on."""
    known = names_of_editions(model.texts)
    names = model.front.relies_on
    for index, name in enumerate(names):
        place = model.at("relies_on", index)
        if not reliance(name, model.texts):
            message = f"{quoted(name)} is no edition of a text that is declared"
            hint = suggest(name, known, verb="write") or _DECLARE
            yield Problem(place, message, hint)
        elif name in names[:index]:
            yield Problem(place, f"{name} is named twice", "remove one of the two")


def reference_problems(model: Model) -> Iterator[Problem]:
    """The references in a text that lead to no text that is declared."""
    for name, offset in referred_texts(model):
        if name not in model.texts:
            found = reliance(name, model.texts)
            hint = suggest(found.text if found else name, model.texts, verb="write") or _DECLARE
            message = f"no text {quoted(name)} is declared"
            yield Problem(place_of(model, offset), message, hint)
