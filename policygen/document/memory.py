"""What was made of a record, remembered by which record it is: its words needn't be read again."""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import TypeVar, TypeVarTuple

First = TypeVar("First")
Others = TypeVarTuple("Others")
Made = TypeVar("Made")

_MOST = 4096


def once(work: Callable[[First, *Others], Made]) -> Callable[[First, *Others], Made]:
    """The work, done once for each record that is its first argument, with the same others.

    To compare two sections takes as long as to set one; so a record counts as known only if it is
    the same object. Hence whoever makes sections should make each once, too.
    """
    known: dict[tuple[Hashable, ...], tuple[object, Made]] = {}

    @wraps(work)
    def remembered(record: First, *others: *Others) -> Made:
        key = (id(record), *others)
        if (found := known.get(key)) is None:
            if len(known) >= _MOST:
                known.clear()
            # The record is kept too, so that no other can come to have its id.
            found = known[key] = (record, work(record, *others))
        return found[1]

    return remembered
