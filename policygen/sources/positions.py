"""YAML in, with the place of every key and value, in one pass over the C parser's events.

The YAML is plain on purpose: mappings, lists and text (`no` and `1.0` stay as written; `~` or
nothing is None). No aliases, tags or duplicate keys, and at most 20 levels deep, so that no file
can be larger than it looks.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
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

from policygen.errors import Position, Problem
from policygen.sources.text import describe, refused_character

MAX_BYTES = 256 * 1024
MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser is missing on few systems
_NULL = {"", "~", "null", "Null", "NULL"}

Keys = tuple[str | int, ...]
_NOTHING: dict[str | int, Any] = {}  # what stands below a text: one for all, never changed


class _Place:
    """Where a value begins, and its key if it has one; and the same of all that it holds.

    These are the parser's own marks: a position is made of one only when it is asked for.
    """

    __slots__ = ("below", "key_mark", "mark")
    below: dict[str | int, "_Place"]

    def __init__(self, mark: Any = None, key_mark: Any = None) -> None:
        self.mark = mark
        self.key_mark = key_mark
        self.below = _NOTHING

    def walk(self) -> Iterator["_Place"]:
        yield self
        for place in self.below.values():
            yield from place.walk()


@dataclass(slots=True)
class Located:
    """Data from YAML and where each part of it stands. `offset` lines of the file come before."""

    path: str
    offset: int = 0
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    _places: _Place = field(default_factory=_Place)

    def raw(self, *keys: str | int) -> Any:
        """What stands under some keys, as it was written; None if nothing does."""
        data = self.data
        for key in keys:
            if isinstance(data, list) and isinstance(key, int):
                data = data[key]
            else:
                data = data.get(key) if isinstance(data, dict) else None
        return data

    def respell(self, keys: Keys, name: str) -> None:
        """Take a key for the one that was meant, so that what stands under it is checked too."""
        *holder, old = keys
        data = self.raw(*holder)
        data[name] = data.pop(old)
        place = self._places
        for key in holder:
            place = place.below[key]
        place.below[name] = place.below.pop(old)

    def around(self, positions: Collection[Position]) -> set[Position]:
        """The positions, and where the keys stand that have their values there."""
        if not positions:
            return set()
        keyed = (place for place in self._places.walk() if place.key_mark)
        found = {self.position(p.key_mark) for p in keyed if self.position(p.mark) in positions}
        return {*positions} | found

    def at(self, keys: Keys, *, key: bool = False) -> Position:
        """Where a value stands (or its key); for what isn't there, what would have held it."""
        place = self._places
        for name in keys:
            if name not in place.below:
                return self.position(place.key_mark or place.mark)
            place = place.below[name]
        return self.position(place.key_mark if key and place.key_mark else place.mark)

    def position(self, mark: Any) -> Position:
        """The position of a mark of the parser's; where it has none, the beginning."""
        if mark is None:
            return Position(self.path, self.offset + 1)
        return Position(self.path, self.offset + mark.line + 1, mark.column + 1)


class _RefusedError(Exception):
    """Reading can't go on after this problem."""


def load(text: str, path: str, *, first_line: int = 1, max_bytes: int = MAX_BYTES) -> Located:
    """Read one YAML document; what is wrong with it is in the result's `problems`.

    `first_line` is the line of the file where the text begins.
    """
    located = Located(path, first_line - 1)
    if len(text.encode()) > max_bytes:
        problem = Problem(Position(path), "this file is larger than 256 KB", "split it")
        located.problems.append(problem)
        return located
    reader = _Reader(located)
    try:
        located.data = reader.document(iter(_LOADER(text).get_event, None))
    except _RefusedError:
        pass
    except yaml.MarkedYAMLError as error:
        reader.syntax_error(error, text)
    except yaml.YAMLError as error:  # the pure Python parser's, about characters
        reader.problem(None, f"this is not valid YAML ({error})")
    return located


class _Reader:
    def __init__(self, located: Located) -> None:
        self.located = located
        self.position = located.position

    def problem(self, mark: Any, message: str, hint: str = "") -> None:
        self.located.problems.append(Problem(self.position(mark), message, hint))

    def syntax_error(self, error: yaml.MarkedYAMLError, text: str) -> None:
        problem, context = error.problem or "", error.context or ""
        mark = error.problem_mark or error.context_mark
        place = self.position(mark)
        if mark is None or any(one.position.line == place.line for one in self.located.problems):
            if not self.located.problems:
                self.problem(None, f"this is not valid YAML ({problem})")
            return  # else what is wrong on that line has brought it about
        lines = [*text.split("\n"), ""]
        colon = "mapping values" in problem or "expected ':'" in problem
        if colon and (slip := _no_space(lines[: mark.line + 1])):
            line, column, key = slip
            place = Position(self.located.path, self.located.offset + line, column)
            message = f"a space is missing after {key}:"
            self.located.problems.append(Problem(place, message, f"write {key}: value"))
            return
        line_before, found = lines[mark.line][: mark.column], lines[mark.line][mark.column :][:1]
        message, hint = _explain(problem, context, line_before, found)
        if message in _NEVER_ENDED and error.context_mark:
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
                self.located._places = place = _Place(event.start_mark)
                data = self.value(event, events, place, 1)
        return data

    def value(self, event: Any, events: Iterator[Any], place: _Place, depth: int) -> Any:
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
            place.below[len(items)] = inner = _Place(event.start_mark)
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

    def mapping(self, events: Iterator[Any], place: _Place, depth: int) -> dict[str, Any]:
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
            inner = _Place(of_value.start_mark, event.start_mark)
            value = self.value(of_value, events, inner, depth + 1)
            if first is None:
                result[key] = value
                place.below[key] = inner
            elif isinstance(result[key], dict) and isinstance(value, dict):
                result[key] |= value  # so that nothing in it is said to be missing
                first.below |= inner.below
        return result

    def scalar(self, event: Any) -> str | None:
        if not event.style and event.value in _NULL:
            return None
        # Written as they are, such characters were refused before; an escape needs double quotes.
        if event.style == '"' and (character := refused_character(event.value)):
            self.problem(event.start_mark, describe(character), "delete it")
        text: str = event.value
        return text


def _no_space(lines: list[str]) -> tuple[int, int, str] | None:
    """Where key:value stands without a space, on the last of some lines or the one before."""
    written = [number for number, line in enumerate(lines, 1) if line.strip()]
    for number in reversed(written[-2:]):
        if found := re.match(r"[ -]*([A-Za-z_-]+):[^\s:/]", lines[number - 1]):
            return number, found.end(1) + 1, found[1]
    return None


_NO_QUOTE = "a closing quote is missing"
_NO_BRACKET = "a bracket or comma is missing"
_NO_COLON = "a ':' is missing after a key"
_NEVER_ENDED = {_NO_QUOTE, _NO_BRACKET, _NO_COLON}


def _explain(problem: str, context: str, before: str, found: str) -> tuple[str, str]:
    """libyaml's words for a syntax error in ours: the message and a hint.

    `before` is what stands before the place on its line, `found` the character there.
    """
    quote = "put text with special characters in quotes"
    column = "keys of one group begin in the same column"
    if found == "\t" or "tab" in problem:
        return "a tab stands where spaces belong", "indent with spaces"
    if "mapping values are not allowed" in problem:
        return "this ':' can't stand here", f"put text that holds ': ' in quotes; {column}"
    if "sequence entries are not allowed" in problem:
        return "a list can't begin on this line", "write each '- ' on a line of its own, below"
    if "escape" in problem or "hexdecimal" in problem:
        hint = "write \\\\ for a backslash, or use single quotes"
        return "this backslash can't stand in double quotes", hint
    if "scanning an a" in context or "tag" in context or "tag" in problem:
        return "text can't begin with *, & or !", quote
    if "cannot start any token" in problem:
        return f"text can't begin with {found or 'this character'}", quote
    if "could not find expected ':'" in problem:
        return _NO_COLON, "write key: value"
    if "quoted" in context and ("end of stream" in problem or "document indicator" in problem):
        return _NO_QUOTE, "end the text with the quote that it began with"
    if before.rstrip().endswith(("'", '"')) and found and found not in "'\"[]{}":
        hint = 'put the whole text in double quotes, and write \\" for each " inside it'
        return "the text goes on after its closing quote", hint
    if "parsing a flow" in context:
        return _NO_BRACKET, "write {key: value, key: value} or [one, two]"
    if found and found in "]}":
        return f"this {found} closes nothing", "remove it, or put the text in quotes"
    if "block mapping" in context or "block collection" in context:
        return "this doesn't fit the lines above", f"{column}; {quote}"
    return f"this is not valid YAML ({problem})", quote
