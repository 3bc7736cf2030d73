"""YAML in, with the place of every key and value, in one pass over the C parser's events.

The YAML is plain on purpose: mappings, lists and text (`no` and `1.0` stay as written; `~` or
nothing is None). No aliases, tags or duplicate keys, and at most 20 levels deep, so that no file
can be larger than it looks.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from policygen.errors import Position, Problem
from policygen.sources.text import describe, refused_character

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is missing on few systems
_NULL = {"", "~", "null", "Null", "NULL"}

Keys = tuple[str | int, ...]


@dataclass(slots=True)
class Located:
    """Data from YAML and where each part of it stands."""

    path: str
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    _keys: dict[Keys, Position] = field(default_factory=dict)
    _values: dict[Keys, Position] = field(default_factory=dict)

    def raw(self, *keys: str) -> Any:
        """What stands under some keys, as it was written; None if nothing does."""
        data = self.data
        for key in keys:
            data = data.get(key) if isinstance(data, dict) else None
        return data

    def at(self, keys: Keys, *, key: bool = False) -> Position:
        """Where a value stands (or its key); for what isn't there, what would have held it."""
        places = self._keys if key else self._values
        if keys in places:
            return places[keys]
        while keys:
            keys = keys[:-1]
            if place := self._keys.get(keys) or self._values.get(keys):
                return place
        return Position(self.path)


class _RefusedError(Exception):
    """Reading can't go on after this problem."""


def load(text: str, path: str, *, first_line: int = 1, max_bytes: int = MAX_BYTES) -> Located:
    """Read one YAML document; what is wrong with it is in the result's `problems`.

    `first_line` is the line of the file where the text begins.
    """
    located = Located(path)
    if len(text.encode()) > max_bytes:
        problem = Problem(Position(path), "this file is larger than 256 KB", "split it")
        located.problems.append(problem)
        return located
    reader = _Reader(located, first_line - 1)
    try:
        located.data = reader.document(yaml.parse(text, Loader=_LOADER))
    except _RefusedError:
        pass
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and any(word in (error.context or "") for word in ("flow", "quoted")):
            mark = error.context_mark  # where it was opened says more than where the text ended
        found = _character(text, mark) if mark else ""
        reader.problem(mark, *_explain(error.problem or "", error.context or "", found))
    except yaml.YAMLError as error:  # the pure Python parser's, about characters
        reader.problem(None, f"this is not valid YAML ({error})")
    return located


def _character(text: str, mark: Any) -> str:
    line: str = [*text.split("\n"), ""][mark.line]
    return line[mark.column : mark.column + 1]


class _Reader:
    def __init__(self, located: Located, offset: int) -> None:
        self.located = located
        self.offset = offset

    def position(self, mark: Any) -> Position:
        if mark is None:
            return Position(self.located.path, self.offset + 1)
        return Position(self.located.path, self.offset + mark.line + 1, mark.column + 1)

    def problem(self, mark: Any, message: str, hint: str = "") -> None:
        self.located.problems.append(Problem(self.position(mark), message, hint))

    def document(self, events: Iterator[Any]) -> Any:
        data: Any = None
        seen = False
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if seen:
                    self.problem(event.start_mark, "a second document begins here", "remove it")
                    raise _RefusedError
                seen = True
                data = self.value(next(events), events, (), 1)
        return data

    def value(self, event: Any, events: Iterator[Any], keys: Keys, depth: int) -> Any:
        self.located._values[keys] = self.position(event.start_mark)
        if depth > MAX_DEPTH:
            self.problem(event.start_mark, f"this is nested more than {MAX_DEPTH} levels deep")
            raise _RefusedError
        if isinstance(event, yaml.AliasEvent):
            hint = "put text that begins with * in quotes"
            self.problem(event.start_mark, "an alias can't be used here", hint)
            return None
        if event.anchor is not None:
            hint = "put text that begins with & in quotes"
            self.problem(event.start_mark, "an anchor can't be used here", hint)
        if event.tag is not None:
            hint = "put text that begins with ! in quotes"
            self.problem(event.start_mark, "a tag can't be used here", hint)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, keys, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            items: list[Any] = []
            while not isinstance(event := next(events), yaml.SequenceEndEvent):
                items.append(self.value(event, events, (*keys, len(items)), depth + 1))
            return items
        return self.scalar(event)

    def mapping(self, events: Iterator[Any], keys: Keys, depth: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                self.problem(event.start_mark, "a key must be one word or a short text")
                raise _RefusedError
            key = event.value
            inner = (*keys, key)
            if key in result:
                first = self.located._keys[inner].line
                hint = f"remove one of the two; the first is on line {first}"
                self.problem(event.start_mark, f"{key!r} is given twice", hint)
                inner = (*keys, f"{key}\0again")  # read on, for the sake of what else is wrong
                self.value(next(events), events, inner, depth + 1)
                continue
            self.located._keys[inner] = self.position(event.start_mark)
            result[key] = self.value(next(events), events, inner, depth + 1)
        return result

    def scalar(self, event: Any) -> str | None:
        if not event.style and event.value in _NULL:
            return None
        if character := refused_character(event.value):
            self.problem(event.start_mark, describe(character), "delete it")
        text: str = event.value
        return text


def _explain(problem: str, context: str, found: str) -> tuple[str, str]:
    """libyaml's words for a syntax error in ours: the message and a hint."""
    quote = "put text with special characters in quotes"
    column = "keys of one group begin in the same column"
    if found == "\t" or "tab" in problem:
        return "a tab stands where spaces belong", "indent with spaces"
    if "mapping values are not allowed" in problem:
        return "this ':' can't stand here", f"put text that holds ': ' in quotes; {column}"
    if "cannot start any token" in problem:
        return f"text can't begin with {found or 'this character'}", quote
    if "could not find expected ':'" in problem:
        return "a ':' is missing after a key", "write key: value"
    if "parsing a flow" in context:
        return "a bracket or comma is missing", "write {key: value, key: value} or [one, two]"
    if "end of stream" in problem:
        return "a closing quote is missing", "end the text with the quote that it began with"
    if "block mapping" in context or "block collection" in context:
        return "this doesn't fit the lines above", f"{column}; {quote}"
    return f"this is not valid YAML ({problem})", quote
