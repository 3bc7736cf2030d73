"""Whether two answers are the same, however each is written: April 2018 and 2018-04.

What type an answer has, only its model knows. So two texts are the same where they are by some type
that reads both; a text that isn't of that type says the same to a reader, too.
"""

import re
from collections.abc import Iterator
from typing import Any

from policygen.sources.decision import yes_or_no
from policygen.sources.located import Keys
from policygen.sources.value_types import TYPES, TypeName, address_of

_DIALLED = ("tel:0", "tel:+")  # other digits may be any number
_EXTENSION = re.compile(r"x\D*([0-9]+)$", re.I)
_BY_TYPE: tuple[TypeName, ...] = ("lines", "date", "number", "money", "time", "telephone")


def say_the_same(keys: Keys, one: Any, other: Any) -> bool:
    """Whether two answers under some keys of a school's file are the same."""
    if one == other:
        return True
    match keys:
        case ("policies", _, "local", *_):
            return False  # its text is Markdown, where spaces may count
        case ("policies", _, "choices", *_):
            return bool(_picked(one) == _picked(other))  # of several, in the model's order
    return _alike(one, other)


def _picked(choice: Any) -> Any:
    picked = choice if isinstance(choice, list) else [choice]
    texts = all(isinstance(one, str) for one in picked)
    return {yes_or_no(one) or one for one in picked} if texts else choice


def _alike(one: Any, other: Any) -> bool:
    if isinstance(one, str) and isinstance(other, str):
        return not {*_readings(one)}.isdisjoint(_readings(other))
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(_alike(one[key], other[key]) for key in one)
    return bool(one == other)


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """A text as each type prints it that can read it; a telephone number as it is dialled."""
    for kind in _BY_TYPE:
        try:
            words = TYPES[kind].read(text)
        except ValueError:
            continue
        if kind != "telephone":
            yield kind, words
        elif (dialled := address_of(kind, words).replace("+44", "0")).startswith(_DIALLED):
            yield kind, dialled + "".join(_EXTENSION.findall(words))
