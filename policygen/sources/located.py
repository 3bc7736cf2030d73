"""Data from a file, and where each part of it stands there."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from policygen.errors import Position, Problem

Keys = tuple[str | int, ...]
_NOTHING: dict[str | int, Any] = {}  # what stands below a text: one for all, never changed


class Place:
    """Where a value begins, and its key if it has one; and the same of all that it holds.

    These are the parser's own marks: a position is made of one only when it is asked for.
    """

    __slots__ = ("below", "key_mark", "mark")
    below: dict[str | int, "Place"]

    def __init__(self, mark: Any = None, key_mark: Any = None) -> None:
        self.mark = mark
        self.key_mark = key_mark
        self.below = _NOTHING

    def walk(self) -> Iterator["Place"]:
        yield self
        for place in self.below.values():
            yield from place.walk()


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
            yield self.position(one.mark)
            if one.key_mark and one is not place:
                yield self.position(one.key_mark)

    def respell(self, keys: Keys, name: str) -> None:
        """Take a key for the one that was meant, so that what stands under it is checked too."""
        *holder, old = keys
        data = self.raw(*holder)
        data[name] = data.pop(old)
        place = self.places
        for key in holder:
            place = place.below[key]
        place.below[name] = place.below.pop(old)

    def around(self, positions: Collection[Position]) -> set[Position]:
        """The positions, and where the keys stand that have their values there."""
        if not positions:
            return set()
        keyed = (place for place in self.places.walk() if place.key_mark)
        found = {self.position(p.key_mark) for p in keyed if self.position(p.mark) in positions}
        return {*positions} | found

    def at(self, keys: Keys, *, key: bool = False) -> Position:
        """Where a value stands (or its key); for what isn't there, what would have held it."""
        place = self.places
        for name in keys:
            if name not in place.below:
                return self.position(place.key_mark or place.mark)
            place = place.below[name]
        return self.position(place.key_mark if key and place.key_mark else place.mark)

    def mark(self, keys: Keys) -> Any:
        """The parser's mark where a value begins; None for what isn't there."""
        place = self.places
        for name in keys:
            if name not in place.below:
                return None
            place = place.below[name]
        return place.mark

    def position(self, mark: Any) -> Position:
        """The position of a mark of the parser's; where it has none, the beginning."""
        if mark is None:
            return Position(self.path, self.offset + 1)
        return Position(self.path, self.offset + mark.line + 1, mark.column + 1)
