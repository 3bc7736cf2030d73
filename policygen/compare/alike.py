"""How alike two parts of a text are, and which of one sequence belongs to which of another."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TypeVar

_Part = TypeVar("_Part")

LIKE = 0.5  # from here on, what two texts have in common shows that one was made of the other
_WORD = re.compile(r"\w+")


def likeness(before: str, after: str, least: float = 0.0) -> float:
    """How much of two texts is the same, from 0 to 1, by words; 0 where it can't be `least`."""
    old, new = (_WORD.findall(text.lower()) for text in (before, after))
    both = len(old) + len(new)
    if not both:
        return float(before == after)
    if 2 * (Counter(old) & Counter(new)).total() / both < least:
        return 0.0
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def pairs(
    old: Sequence[_Part],
    new: Sequence[_Part],
    names: Callable[[_Part], Hashable],
    says: Callable[[_Part], str],
    fits: Callable[[_Part, _Part], bool],
) -> list[tuple[_Part | None, _Part | None]]:
    """Two sequences as one, in which each part stands beside the one that it became, or alone.

    Parts belong together that have the same name (`names`, or what is false for none), then those
    that say the same, then those that are alike, if they fit. What belongs together but changed
    places stands twice, alone.
    """
    found = _in_order(_by(old, new, names, fits))
    found += _within_gaps(found, old, new, lambda a, b: _by(a, b, says, fits))
    found += _within_gaps(sorted(found), old, new, lambda a, b: _by_likeness(a, b, says, fits))
    return [*_merged(sorted(found), old, new)]


_Match = tuple[int, int]


def _by(
    old: Sequence[_Part],
    new: Sequence[_Part],
    key: Callable[[_Part], Hashable],
    fits: Callable[[_Part, _Part], bool],
) -> list[_Match]:
    """Those that have the same key, which is no other's; in the order of the first."""
    here = _only(map(key, new))
    there = _only(map(key, old))
    return [
        (index, here[name])
        for name, index in there.items()
        if name in here and fits(old[index], new[here[name]])
    ]


def _only(keys: Iterator[Hashable]) -> dict[Hashable, int]:
    """Where each key is that is there once."""
    every = [*keys]
    counts = Counter(every)
    return {key: index for index, key in enumerate(every) if key and counts[key] == 1}


def _by_likeness(
    old: Sequence[_Part],
    new: Sequence[_Part],
    says: Callable[[_Part], str],
    fits: Callable[[_Part, _Part], bool],
) -> list[_Match]:
    """The most alike first, until none is alike enough."""
    known = [
        (likeness(says(one), says(other), LIKE), index, place)
        for index, one in enumerate(old)
        for place, other in enumerate(new)
        if fits(one, other)
    ]
    found: list[_Match] = []
    for ratio, index, place in sorted(known, key=lambda match: (-match[0], *match[1:])):
        if ratio < LIKE:
            break
        if all((index < a and place < b) or (index > a and place > b) for a, b in found):
            found.append((index, place))
    return sorted(found)


def _in_order(found: list[_Match]) -> list[_Match]:
    """As many as can be kept without any two crossing."""
    ends: list[int] = []  # the smallest place that a row of so many ends with
    at: list[_Match] = []
    before: dict[_Match, _Match | None] = {}
    for match in sorted(found):
        length = bisect_left(ends, match[1])
        before[match] = at[length - 1] if length else None
        ends[length:] = [match[1], *ends[length + 1 :]]
        at[length:] = [match, *at[length + 1 :]]
    kept: list[_Match] = []
    last = at[-1] if at else None
    while last:
        kept.append(last)
        last = before[last]
    return kept[::-1]


def _within_gaps(
    found: list[_Match],
    old: Sequence[_Part],
    new: Sequence[_Part],
    match: Callable[[Sequence[_Part], Sequence[_Part]], list[_Match]],
) -> list[_Match]:
    """What belongs together of that between two pairs that are known."""
    more: list[_Match] = []
    edges = [(-1, -1), *found, (len(old), len(new))]
    for (left, low), (right, high) in pairwise(edges):
        inside = match(old[left + 1 : right], new[low + 1 : high])
        more += [(left + 1 + a, low + 1 + b) for a, b in _in_order(inside)]
    return more


def _merged(
    found: list[_Match], old: Sequence[_Part], new: Sequence[_Part]
) -> Iterator[tuple[_Part | None, _Part | None]]:
    index = place = 0
    for a, b in [*found, (len(old), len(new))]:
        yield from ((part, None) for part in old[index:a])
        yield from ((None, part) for part in new[place:b])
        if a < len(old) or b < len(new):
            yield old[a], new[b]
        index, place = a + 1, b + 1
