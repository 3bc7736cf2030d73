"""Records of a document as plain data, for JSON, and back: both read off the records' own types.

A record is saved as its kind and the fields that differ from their defaults, words as they are. So
a new block or inline needs nothing here, and what was saved before a field was added still loads.
"""

import marshal
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from hashlib import blake2b
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from policygen.document.inlines import Text

_Record = TypeVar("_Record")
_MOST = 4096  # parts that are kept
_PLAIN = 2  # the form of marshal's in which the same data are the same bytes
_known: dict[tuple[Any, bytes], Any] = {}


def saved(value: Any) -> Any:
    """A record, or a tuple of them, as plain data."""
    if isinstance(value, Text):
        return value.text
    if isinstance(value, tuple):
        return [saved(part) for part in value]
    if not is_dataclass(value):
        return value
    given = ((field, getattr(value, field.name)) for field in fields(value))
    held = {field.name: saved(part) for field, part in given if part != field.default}
    return {"kind": type(value).__name__, **held}


def loaded(kind: type[_Record], data: Any) -> _Record:
    """The record that was saved. Raises ValueError if the data is none of its kind.

    What it holds is the same object wherever it is the same data, as the sections of many issues
    are: so it is loaded once, and set once.
    """
    if not isinstance(data, dict) or data.get("kind") != kind.__name__:
        raise ValueError(f"{str(data)[:60]!r} is no {kind.__name__}")
    record: _Record = _once(kind, data, _shared_record)
    return record


def _shared_record(kind: Any, data: Any) -> Any:
    return _record(kind, data, _shared)


def texts(value: Any) -> Iterator[str]:
    """Every text in a record and in all that it holds."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def _loaded(hint: Any, data: Any) -> Any:
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    if data is None and NoneType in options:
        return None
    if isinstance(data, str) and Text in options:
        return Text(data)
    if isinstance(data, dict):
        for option in options:
            if is_dataclass(option) and getattr(option, "__name__", "") == data.get("kind"):
                return _record(option, data)
    elif isinstance(data, list):
        for option in options:
            if get_origin(option) is tuple:
                return _tuple(get_args(option), data)
    elif type(data) in options:
        return data
    raise ValueError(f"{str(data)[:60]!r} can't stand here")


def _shared(hint: Any, data: Any) -> Any:
    """What a field holds: a record, or each part of a tuple, once for all that are the same."""
    parts = get_args(hint)
    if isinstance(data, list) and get_origin(hint) is tuple and parts[-1] is Ellipsis:
        return tuple(_once(parts[0], part) for part in data)
    return _once(hint, data) if isinstance(data, dict) else _loaded(hint, data)


def _once(hint: Any, data: Any, load: Callable[[Any, Any], Any] | None = None) -> Any:
    key = (hint, blake2b(marshal.dumps(data, _PLAIN), digest_size=16).digest())
    if (found := _known.get(key)) is None:
        if len(_known) >= _MOST:
            _known.clear()
        found = _known[key] = (load or _loaded)(hint, data)
    return found


def _record(kind: Any, data: dict[str, Any], load: Callable[[Any, Any], Any] | None = None) -> Any:
    hints, needed = _fields(kind)
    given = {name: part for name, part in data.items() if name != "kind"}
    if not given.keys() <= hints.keys() or not needed <= given.keys():
        raise ValueError(f"{kind.__name__} has other fields")
    load = load or _loaded
    return kind(**{name: load(hints[name], part) for name, part in given.items()})


def _tuple(hints: tuple[Any, ...], data: list[Any]) -> tuple[Any, ...]:
    if hints[-1] is Ellipsis:
        return tuple(_loaded(hints[0], part) for part in data)
    if len(hints) != len(data):
        raise ValueError(f"{len(data)} parts where {len(hints)} belong")
    return tuple(map(_loaded, hints, data))


@cache
def _fields(kind: Any) -> tuple[dict[str, Any], set[str]]:
    """The types of a record's fields, and the names of those that must be given."""
    needed = {field.name for field in fields(kind) if field.default is MISSING}
    return get_type_hints(kind), needed
