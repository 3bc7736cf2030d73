"""Changes to a file's data alone, where nothing is to be written: what would come of an edit.

What changes a file by `Edits` can be tried on its data first, at a twentieth of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, Self

from policygen.sources.located import Keys


class Edits(Protocol):
    """Changes that a YAML file can take, and its data; see `Editor` for each."""

    def get(self, keys: Keys) -> Any:
        """What stands under some keys; None if nothing does."""

    def put(self, keys: Keys, value: Any, *, before: str = "") -> Self:
        """The value under some keys."""

    def remove(self, keys: Keys, *, keep_comments: bool = False) -> Self:
        """Without the entry under some keys."""

    def comment_out(self, keys: Keys, why: str) -> Self:
        """With the entry under some keys as a comment."""

    def respell(self, keys: Keys, name: str) -> Self:
        """With another name for a key."""


@dataclass(frozen=True, slots=True)
class DataEditor:
    """The data of a file. Each change gives another editor, and leaves this one's data alone."""

    data: Any

    def get(self, keys: Keys) -> Any:
        """What stands under some keys; None if nothing does."""
        data = self.data
        for key in keys:
            if isinstance(data, dict):
                data = data.get(key)
            elif isinstance(data, list) and isinstance(key, int) and key < len(data):
                data = data[key]
            else:
                return None
        return data

    def put(self, keys: Keys, value: Any, *, before: str = "") -> "DataEditor":
        """The value under some keys; a new key comes after the others, or before one of them."""
        *outer, name = keys
        holder, value = (*outer,), _plain(value)
        group = self.get(holder)
        if isinstance(group, list):
            return self._with(holder, [value if n == name else one for n, one in enumerate(group)])
        group = group or {}
        if name not in group and before in group:
            made: dict[Any, Any] = {}
            for key, one in group.items():
                made |= {name: value, key: one} if key == before else {key: one}
            return self._with(holder, made)
        return self._with(holder, {**group, name: value})

    def remove(self, keys: Keys, *, keep_comments: bool = False) -> "DataEditor":
        """Without the entry under some keys."""
        del keep_comments  # data has none
        *outer, name = keys
        group = self.get((*outer,))
        if isinstance(group, list):
            return self._with((*outer,), [one for n, one in enumerate(group) if n != name])
        return self._with((*outer,), {key: one for key, one in group.items() if key != name})

    def comment_out(self, keys: Keys, why: str) -> "DataEditor":
        """Without the entry under some keys."""
        del why
        return self.remove(keys)

    def respell(self, keys: Keys, name: str) -> "DataEditor":
        """With another name for a key, in its place."""
        *outer, old = keys
        group = self.get((*outer,))
        made = {name if key == old else key: one for key, one in group.items()}
        return self._with((*outer,), made)

    def _with(self, keys: Keys, value: Any) -> "DataEditor":
        return DataEditor(_put(self.data, keys, value))


def _put(data: Any, keys: Keys, value: Any) -> Any:
    """The data with another value under some keys; what isn't on the way is shared."""
    if not keys:
        return value
    first, *rest = keys
    if isinstance(data, list):
        return [_put(one, (*rest,), value) if n == first else one for n, one in enumerate(data)]
    data = data or {}
    return {**data, first: _put(data.get(first), (*rest,), value)}


def _plain(value: Any) -> Any:
    """Data as the reader gives it: groups, lists, None and text."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return value if value is None or isinstance(value, str) else [_plain(one) for one in value]
