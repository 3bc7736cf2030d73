"""Files that stand beside a school's own, or a trust's, and are named in it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from policygen.sources.picture import files_of
from policygen.sources.row_files import rows_file

Beside: TypeAlias = Callable[[Iterable[str]], Mapping[str, bytes]]  # as far as they are there


def nothing_beside(names: Iterable[str]) -> Mapping[str, bytes]:
    """There are none where there is no folder."""
    del names
    return {}


def files_named(answers: Iterable[Any]) -> list[str]:
    """The files that hold the items of lists, or are pictures, by the names in some answers."""
    names = (name for one in answers if isinstance(one, dict) for name in _named_by(one))
    return list(dict.fromkeys(names))


def _named_by(value: Mapping[Any, Any]) -> Iterator[str]:
    if rows := rows_file(value):
        yield rows.name
    if isinstance(file := value.get("file"), str):
        yield from files_of(file)
