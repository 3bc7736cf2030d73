"""What kind of change a change of words is, by rules; and the words that show it.

A rule says nothing unless it is sure: what none is sure of is not classified. The rules are in
`class_rules`, the words that they know in `class_words`.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TypeAlias

from policygen.compare.class_rules import ChangedSentence, ClassShown, PieceKeys, keys_of
from policygen.compare.class_words import Posts, class_pieces


@dataclass(frozen=True, slots=True)
class Classed:
    """What kinds of change one is. With `more`, words have changed that no rule is sure of."""

    shown: tuple[ClassShown, ...]
    more: bool = False


def classed(before: str, after: str, posts: Posts = frozenset()) -> Classed:
    """The classes of a change of a clause, by its words before and after; it may have none.

    `posts` are what posts are called besides those that everybody knows.
    """
    if not before.strip() or not after.strip():
        return Classed((ClassShown("addition") if after.strip() else ClassShown("removal"),))
    shown: list[ClassShown] = []
    more = False
    for old, new in _sentences(before, after, posts):
        if not old or not new:
            shown.append(ClassShown("removal", old) if old else ClassShown("addition", "", new))
            continue
        found = ChangedSentence(class_pieces(old, posts), class_pieces(new, posts))
        shown += found.classes()
        more |= found.more
    if not shown and not more:
        shown = [ClassShown("wording only")]
    return Classed(tuple(dict.fromkeys(shown)), more)


_SENTENCE_END = re.compile(r"(?<=[.?!])\s+(?=[A-Z(])|\n(?:- )?|^- ")
_ALIKE = 0.5  # of two sentences, of which one came of the other


def _sentences(before: str, after: str, posts: Posts) -> Iterator[tuple[str, str]]:
    """The sentences of both that aren't the same, each with what became of it, or nothing."""
    old, new = (
        [
            (one, keys_of(class_pieces(one, posts)))
            for one in _SENTENCE_END.split(said)
            if one.strip()
        ]
        for said in (before, after)
    )
    matcher = SequenceMatcher(None, [keys for _, keys in old], [keys for _, keys in new], False)
    for tag, start, end, begin, stop in matcher.get_opcodes():
        if tag != "equal":
            for one, other in _paired(old[start:end], new[begin:stop]):
                yield one[0], other[0]


_Sentence: TypeAlias = tuple[str, PieceKeys]
_NONE: _Sentence = ("", ())


def _paired(
    old: Sequence[_Sentence], new: Sequence[_Sentence]
) -> Iterator[tuple[_Sentence, _Sentence]]:
    """Sentences in the place of others: each beside the first after the last that is like it.

    Where some are left of both, they were written anew, and are as one.
    """
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    gone, at = list[_Sentence](), 0
    come = list(new)
    for one in old:
        like = (index for index in range(at, len(come)) if _like(one, come[index]) >= _ALIKE)
        found = next(like, None)
        if found is None:
            gone.append(one)
            continue
        yield one, come.pop(found)
        at = found
    if gone and come:
        yield _as_one(gone), _as_one(come)
    else:
        yield from ((one, _NONE) for one in gone)
        yield from ((_NONE, other) for other in come)


def _as_one(sentences: Sequence[_Sentence]) -> _Sentence:
    return " ".join(said for said, _ in sentences), ()


def _like(one: _Sentence, other: _Sentence) -> float:
    return SequenceMatcher(None, one[1], other[1], False).ratio()
