"""YAML in, with the place of every key and value, in one pass over the C parser's events.

The YAML is plain on purpose: mappings, lists and text (`no` and `1.0` stay as written; `~` or
nothing is None). No aliases, tags or duplicate keys, and at most 20 levels deep, so that no file
can be larger than it looks.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
)

from policygen.errors import Position, Problem, quoted
from policygen.sources.explaining import NEVER_ENDED, explain
from policygen.sources.indents import Slip
from policygen.sources.located import Located, Place
from policygen.sources.slips import odd_characters, slip_at
from policygen.sources.text import describe, refused_character

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is missing on few systems
_SHOWN = 20  # problems of one kind
_CUT = re.compile(r"[ \t]+#(?=[^\s#])")
_NULL = {"", "~", "null", "Null", "NULL"}


class _RefusedError(Exception):
    """Reading can't go on after this problem."""


def load(text: str, path: str, *, first_line: int = 1, max_bytes: int = MAX_BYTES) -> Located:
    """Read one YAML document; what is wrong with it is in the result's `problems`.

    `first_line` is the line of the file where the text begins.
    """
    located = Located(path, first_line - 1, text=text)
    if len(text.encode()) > max_bytes:
        problem = Problem(Position(path), "this file is larger than 256 KB", "split it")
        located.problems.append(problem)
        return located
    lines = text.split("\n")
    reader = _Reader(located, lines)
    if (not text.isascii() or "* " in text) and (
        odd := list(islice(odd_characters(lines), _SHOWN))
    ):
        for slip in odd:  # what else is wrong may come of these
            reader.slip(slip)
        return located
    try:
        located.data = reader.document(iter(_LOADER(text).get_event, None))
    except _RefusedError:
        pass
    except yaml.MarkedYAMLError as error:
        reader.syntax_error(error)
    except yaml.YAMLError as error:  # the pure Python parser's, about characters
        reader.problem(None, f"this is not valid YAML ({error})")
    if located.data is None and not located.problems:  # an empty file, or comments alone
        located.data = {}
    return located


class _Reader:
    def __init__(self, located: Located, lines: list[str]) -> None:
        self.located = located
        self.lines = [*lines, ""]
        self.position = located.position

    def problem(self, mark: Any, message: str, hint: str = "") -> None:
        self.located.problems.append(Problem(self.position(mark), message, hint))

    def slip(self, slip: Slip) -> None:
        position = Position(self.located.path, self.located.offset + slip.line, slip.column)
        self.located.problems.append(Problem(position, slip.message, slip.hint))

    def syntax_error(self, error: yaml.MarkedYAMLError) -> None:
        problem, context = error.problem or "", error.context or ""
        mark = error.problem_mark or error.context_mark
        place = self.position(mark)
        if mark is None or any(one.position.line == place.line for one in self.located.problems):
            if not self.located.problems:
                self.problem(None, f"this is not valid YAML ({problem})")
            return  # else what is wrong on that line has brought it about
        if slip := slip_at(self.lines, problem, context, mark, error.context_mark):
            self.slip(slip)
            return
        lines = self.lines
        line_before, found = lines[mark.line][: mark.column], lines[mark.line][mark.column :][:1]
        begun = error.context_mark
        if found == ":" and begun and begun.line == mark.line and "flow" in context:
            problem = "mapping values are not allowed"  # here, rather than a bracket is missing
        message, hint = explain(problem, context, line_before, found)
        if message in NEVER_ENDED and error.context_mark:
            mark = error.context_mark  # where it began says more than where the text ended
        self.problem(mark, message, hint)

    def document(self, events: Iterator[Any]) -> Any:
        data: Any = None
        seen = False
        for event in events:
            if isinstance(event, DocumentStartEvent):
                if seen:
                    hint = "a file is one document: remove the line with ---"
                    self.problem(event.start_mark, "a second document begins here", hint)
                    raise _RefusedError
                seen = True
                event = next(events)
                self.located.places = place = Place(event.start_mark)
                data = self.value(event, events, place, 1)
        return data

    def value(self, event: Any, events: Iterator[Any], place: Place, depth: int) -> Any:
        """The data that begins with an event, and stands at a place."""
        if isinstance(event, ScalarEvent) and event.anchor is None and event.tag is None:
            return self.scalar(event)
        if depth > MAX_DEPTH:
            self.problem(event.start_mark, f"this is nested more than {MAX_DEPTH} levels deep")
            raise _RefusedError
        if isinstance(event, AliasEvent):
            hint = "put text that begins with * in quotes"
            self.problem(event.start_mark, "an alias can't be used here", hint)
            return "?"  # not nothing, which would be said to be missing
        if event.anchor is not None or event.tag is not None:
            self.decorated(event)
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        place.below = {}
        if isinstance(event, MappingStartEvent):
            return self.mapping(events, place, depth)
        items: list[Any] = []
        while not isinstance(event := next(events), SequenceEndEvent):
            place.below[len(items)] = inner = Place(event.start_mark)
            items.append(self.value(event, events, inner, depth + 1))
        return items

    def decorated(self, event: Any) -> None:
        """Refuse what stands before a key or a value."""
        if event.anchor is not None:
            hint = "put text that begins with & in quotes"
            self.problem(event.start_mark, "an anchor can't be used here", hint)
        if event.tag is not None:
            hint = "put text that begins with ! in quotes"
            self.problem(event.start_mark, "a tag can't be used here", hint)

    def mapping(self, events: Iterator[Any], place: Place, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(events), MappingEndEvent):
            if not isinstance(event, ScalarEvent):
                hint = "put text that begins with [ or { in quotes"
                self.problem(event.start_mark, "a key must be one word or a short text", hint)
                raise _RefusedError
            if event.anchor is not None or event.tag is not None:
                self.decorated(event)
            key = event.value
            if key == "<<" and not event.style:
                hint = "write the keys out"
                self.problem(event.start_mark, "another group can't be merged in here", hint)
                raise _RefusedError
            first = place.below.get(key)
            if first:
                line = self.position(first.key_mark).line
                hint = f"remove one of the two; the first is on line {line}"
                self.problem(event.start_mark, f"{key!r} is given twice", hint)
            of_value = next(events)
            inner = Place(of_value.start_mark, event.start_mark)
            value = self.value(of_value, events, inner, depth + 1)
            if first is None:
                result[key] = value
                place.below[key] = inner
            elif isinstance(result[key], dict) and isinstance(value, dict):
                result[key] |= value  # so that nothing in it is said to be missing
                first.below |= inner.below
        return result

    def cut(self, event: Any) -> None:
        """Warn of a # directly before a word: it cuts off what was probably meant to be text."""
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if found := _CUT.match(rest):
            place = self.position(end)
            place = Position(place.path, place.line, place.column + found.end() - 1)
            message = f"what follows the # is left out: {quoted(rest[found.end() - 1 :])}"
            hint = "put the text in quotes, or write a space after the # of a comment"
            self.located.warnings.append(Problem(place, message, hint, warning=True))

    def scalar(self, event: Any) -> str | None:
        if not event.style:
            self.cut(event)
        if not event.style and event.value in _NULL:
            return None
        # Written as they are, such characters were refused before; an escape needs double quotes.
        if event.style == '"' and (character := refused_character(event.value)):
            self.problem(event.start_mark, describe(character), "delete it")
        text: str = event.value
        return text
