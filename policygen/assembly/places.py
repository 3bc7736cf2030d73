"""Where things stand in a model's file; its text is gone through only once for all of them."""

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from policygen.errors import Position
from policygen.readers.markdown.attributes import BRACES
from policygen.sources.model import Included, Model

_ID = re.compile(r"(?<=[\s{])#([^\s{}]+)")
_GIVEN = re.compile(rf"(?P<before>[ \t]*\n[ \t>]*|[ \t]+)?(?P<braces>{BRACES.pattern})")
_NOTE = re.compile(r"<!--.*?-->", re.S)
_FURTHER = 8  # lines that words may stand further on than the paragraph that they are in


@dataclass(frozen=True, slots=True)
class _Lines:
    words: tuple[str, ...]
    starts: tuple[int, ...]


@lru_cache(maxsize=16)
def _lines(text: str) -> _Lines:
    words = tuple(text.split("\n"))
    return _Lines(words, (0, *accumulate(len(line) + 1 for line in words[:-1])))


def place_of(model: Model, offset: int) -> Position:
    """Where a character of the text stands in the model's file."""
    starts = _lines(model.text).starts
    line = bisect_right(starts, offset) - 1
    return _position(model, line, offset - starts[line] + 1)


def _position(model: Model, line: int, column: int) -> Position:
    """A line of the text, counted from 0, in the file that it comes from."""
    if one := shared_at(model, line + 1):
        return Position(one.path, line - one.first + 1, max(1, column - one.indent))
    more = sum(one.count - 1 for one in model.included if one.first < line)
    return Position(model.path, model.first_line + line - more, column)


def shared_at(model: Model, line: int) -> Included | None:
    """The shared passage that a line of the text, counted from 1, is of."""
    held = (one for one in model.included if 0 <= line - 1 - one.first < one.count)
    return next(held, None)


def offset_of(model: Model, line: int) -> int:
    """Where a line of the text begins in it."""
    starts = _lines(model.text).starts
    return starts[max(0, min(line, len(starts)) - 1)]


def place_in(model: Model, line: int, near: str = "") -> Position:
    """A line of the text as a place in the file; the column is where `near` stands in it."""
    lines = _lines(model.text).words
    if near:  # it may be further on
        for offset, words in enumerate(lines[line - 1 : line - 1 + _FURTHER]):
            column = words.find(near)
            if column >= 0:
                return _position(model, line - 1 + offset, column + 1)
    words = lines[line - 1] if 0 < line <= len(lines) else ""
    indent = len(words) - len(words.lstrip())
    return _position(model, line - 1, indent + 1)


@lru_cache(maxsize=16)
def ids_in(text: str) -> Mapping[str, tuple[int, ...]]:
    """The ids that are given in a model's text, and where each is; none that stands in a note."""
    found: dict[str, tuple[int, ...]] = {}
    for braces in BRACES.finditer(without_notes(text)):
        for given in _ID.finditer(braces[0]):
            found[given[1]] = (*found.get(given[1], ()), braces.start())
    return found


def text_without_ids(text: str) -> str:
    """A text without its ids, so that it is the same before ids were given and after."""

    def rest(found: re.Match[str]) -> str:
        before, braces = found["before"] or "", _ID.sub("", found["braces"])
        return "" if not braces.strip("{} ") else before + re.sub(r"(?<=\{) +| +(?=\})", "", braces)

    return _GIVEN.sub(rest, text)


@lru_cache(maxsize=16)
def locked_in(text: str) -> frozenset[str]:
    """The ids that a model's text says are locked."""
    return frozenset(
        given[1]
        for braces in BRACES.finditer(without_notes(text))
        if ".locked" in braces[0].strip("{}").split()
        for given in _ID.finditer(braces[0])
    )


def without_notes(text: str) -> str:
    """A text with spaces for its <!-- notes -->, so that all else stands where it was."""
    return _NOTE.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def id_places(model: Model, anchor: str) -> list[Position]:
    """Wherever an id is given; where the text begins if it isn't."""
    return [place_of(model, offset) for offset in ids_in(model.text).get(anchor, (0,))]


def id_place(model: Model, anchor: str) -> Position:
    """Where an id is given first."""
    return id_places(model, anchor)[0]


def first_place(model: Model, words: str) -> Position:
    """Where words stand in a model's text for the first time; else where the text begins."""
    found = model.text.find(words) if words else 0
    return place_of(model, max(found, 0))
