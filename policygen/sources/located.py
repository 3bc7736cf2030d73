"""Data from a file, and where each part of it stands there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from policygen.errors import Position, Problem

Keys = tuple[str | int, ...]
_NOTHING: dict[str | int, Any] = {}  # what stands below a text: one for all, never changed


class Place:
    """Where a value begins, and its key if it has one; and the same of all that it holds.

    These are the parser's own marks: a position is made of one only when it is asked for. What
    comes from another file, such as a trust's, has that `file`.
    """

    __slots__ = ("below", "file", "key_mark", "mark")
    below: dict[str | int, "Place"]
    file: "Located | None"

    def __init__(self, mark: Any = None, key_mark: Any = None) -> None:
        self.mark = mark
        self.key_mark = key_mark
        self.below = _NOTHING
        self.file = None

    def walk(self) -> Iterator["Place"]:
        yield self
        for place in self.below.values():
            yield from place.walk()


def _without(data: Any, keys: Keys) -> Any:
    first, *rest = keys
    if not rest:
        return {key: value for key, value in data.items() if key != first}
    return {**data, first: _without(data[first], tuple(rest))}


def _with(data: Any, keys: Keys, answer: Any) -> Any:
    first, *rest = keys
    return {**data, first: _with(data[first], tuple(rest), answer) if rest else answer}


@dataclass(slots=True)
class Located:
    """Data from YAML and where each part of it stands. `offset` lines of the file come before it.

    `text` is the YAML that it was read from.
    """

    path: str
    offset: int = 0
    data: Any = None
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    places: Place = field(default_factory=Place)
    text: str = ""

    def raw(self, *keys: str | int) -> Any:
        """What stands under some keys, as it was written; None if nothing does."""
        data = self.data
        for key in keys:
            if isinstance(data, list) and isinstance(key, int):
                data = data[key]
            else:
                data = data.get(key) if isinstance(data, dict) else None
        return data

    def within(self, keys: Keys) -> Iterator[Position]:
        """Where everything stands that some keys hold, and their own value."""
        place = self.places
        for key in keys:
            if key not in place.below:
                return
            place = place.below[key]
        for one in place.walk():
            yield self._position(one)
            if one.key_mark and one is not place:
                yield self._position(one, key=True)

    def respell(self, keys: Keys, name: str) -> None:
        """Take a key for the one that was meant, so that what stands under it is checked too."""
        *holder, old = keys
        data = self.raw(*holder)
        data[name] = data.pop(old)
        place = self.places
        for key in holder:
            place = place.below[key]
        place.below[name] = place.below.pop(old)

    def without(self, gone: Collection[Keys]) -> "Located":
        """The same with some answers left out of its data."""
        data = self.data
        for keys in gone:
            data = _without(data, keys)
        return replace(self, data=data)

    def also_called(self, keys: Keys, name: str, answer: Any) -> "Located":
        """The same with an answer by another name, too, which stands where it does."""
        *holder, old = keys
        place = self.places
        for key in holder:
            place = place.below[key]
        place.below[name] = place.below[old]
        return replace(self, data=_with(self.data, (*holder, name), answer))

    def around(self, positions: Collection[Position]) -> set[Position]:
        """The positions, and where the keys stand that have their values there."""
        if not positions:
            return set()
        keyed = (place for place in self.places.walk() if place.key_mark)
        found = {self._position(p, key=True) for p in keyed if self._position(p) in positions}
        return {*positions} | found

    def at(self, keys: Keys, *, key: bool = False) -> Position:
        """Where a value stands (or its key); for what isn't there, what would have held it."""
        place = self.places
        for name in keys:
            if name not in place.below:
                return self._position(place, key=bool(place.key_mark))
            place = place.below[name]
        return self._position(place, key=key and bool(place.key_mark))

    def place(self, keys: Keys) -> Place | None:
        """The place of what stands under some keys; None for what isn't there."""
        place = self.places
        for name in keys:
            if name not in place.below:
                return None
            place = place.below[name]
        return place

    def _position(self, place: Place, *, key: bool = False) -> Position:
        return (place.file or self).position(place.key_mark if key else place.mark)

    def position(self, mark: Any) -> Position:
        """The position of a mark of the parser's; where it has none, the beginning."""
        if mark is None:
            return Position(self.path, self.offset + 1)
        return Position(self.path, self.offset + mark.line + 1, mark.column + 1)
