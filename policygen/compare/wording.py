"""Two runs of words as one, by words: what was inserted, and what was deleted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby, pairwise

from policygen.compare.alike import pairs
from policygen.compare.saying import said
from policygen.document import (
    Emphasis,
    Footnote,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Reference,
    Revision,
    Strong,
    Text,
    joined,
    plain,
)
from policygen.document.quotes import straight

_PIECE = re.compile(r"\s+|\w+(?:[-'\u2019./,:@]\w+)*|[^\w\s]")
_LITTLE = 0.25  # of the words: where less is the same, the whole is another
_FEW = 4  # words that may be left between two changes that are one to a person


@dataclass(frozen=True, slots=True)
class _Piece:
    """A word, the space between two, a mark, or what stands among words as a whole.

    `around` is what stands around it, such as bold, without words and the outer first. `key` is
    what it is known by, `size` how much of the text it takes, in letters.
    """

    around: tuple[Strong | Emphasis | Link, ...]
    inline: Inline
    key: object
    size: int


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Pieces of the one text and those of the other that stand in their place."""

    same: bool
    old: Sequence[_Piece]
    new: Sequence[_Piece]

    @property
    def words(self) -> int:
        """How many words it has, on the side of the later text."""
        return sum(piece.size > 0 for piece in self.new)

    @property
    def size(self) -> int:
        """How much of the text it takes, in letters, on the side where it takes more."""
        return max(sum(piece.size for piece in side) for side in (self.old, self.new))


@lru_cache(maxsize=512)
def reworded(before: Inlines, after: Inlines) -> Inlines:
    """A run of words with what changed in it marked. What only has another number is the same.

    Texts of one policy share most of what changed in them; so it is done once for each.
    """
    if before == after:
        return after
    old, new = [*_pieces(before)], [*_pieces(after)]
    old, new = _with_notes_paired(old, new)
    parts: list[Inline] = []
    for stretch in _by_sentences(_without_crumbs(_stretches(old, new))):
        if stretch.same:
            now = (_unchanged(a, b) for a, b in zip(stretch.old, stretch.new, strict=True))
            parts += _together([*now])
            continue
        if stretch.old:
            parts.append(Revision(False, _together(stretch.old)))
        if stretch.new:
            parts.append(Revision(True, _together(stretch.new)))
    return joined(tuple(parts))


def _pieces(run: Inlines, around: tuple[Strong | Emphasis | Link, ...] = ()) -> Iterator[_Piece]:
    for inline in run:
        match inline:
            case Text(text):
                for word in _PIECE.findall(text):
                    size = len(word.strip())
                    key = straight(word) if size else " "
                    yield _Piece(around, Text(word), (around, key), size)
            case Strong(children) | Emphasis(children) | Link(_, children):
                yield from _pieces(children, (*around, replace(inline, children=())))
            case Reference(anchor, children):
                yield _piece(around, inline, "reference", anchor, plain(children))
            case _:
                yield _piece(around, inline, type(inline), said((Paragraph((inline,)),)))


def _piece(around: tuple[Strong | Emphasis | Link, ...], inline: Inline, *key: object) -> _Piece:
    return _Piece(around, inline, (around, *key), len(plain((inline,)).strip()))


def _with_notes_paired(old: list[_Piece], new: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """The pieces, where footnotes that came of one another are known by the same key."""
    was, now = ([one for one in side if isinstance(one.inline, Footnote)] for side in (old, new))
    if not (was and now):
        return old, new
    found = pairs(was, now, lambda one: one.key, lambda one: plain((one.inline,)), lambda *_: True)
    if len(was) == len(now) == 1:
        found = [(was[0], now[0])]
    known = {
        id(piece): (Footnote, index)
        for index, pair in enumerate(found)
        if all(pair)
        for piece in pair
    }
    paired = (
        [replace(piece, key=known.get(id(piece), piece.key)) for piece in side]
        for side in (old, new)
    )
    first, second = paired
    return first, second


def _stretches(old: Sequence[_Piece], new: Sequence[_Piece]) -> list[_Stretch]:
    matcher = SequenceMatcher(
        None, [piece.key for piece in old], [piece.key for piece in new], autojunk=False
    )
    return [
        _Stretch(tag == "equal", old[begin:end], new[low:high])
        for tag, begin, end, low, high in matcher.get_opcodes()
    ]


def _without_crumbs(stretches: list[_Stretch]) -> list[_Stretch]:
    """Changes with no more than a little between them made one, as a person would mark them.

    Where nearly nothing is left, the whole was written anew.
    """
    kept = sum(stretch.size for stretch in stretches if stretch.same)
    if kept < _LITTLE * sum(stretch.size for stretch in stretches):
        return [_joined(stretches)]
    while crumb := _crumb(stretches):
        one = _joined(stretches[crumb - 1 : crumb + 2])
        stretches = [*stretches[: crumb - 1], one, *stretches[crumb + 2 :]]
    return stretches


def _crumb(stretches: Sequence[_Stretch]) -> int:
    """Where something is left between two changes that are both larger; 0 if it isn't."""
    for index, (before, after) in enumerate(pairwise(stretches)):
        if index == 0 or not before.same:
            continue
        if before.words <= _FEW and before.size <= min(stretches[index - 1].size, after.size):
            return index
    return 0


def _joined(stretches: Sequence[_Stretch]) -> _Stretch:
    old = [piece for stretch in stretches for piece in stretch.old]
    new = [piece for stretch in stretches for piece in stretch.new]
    return _Stretch(False, old, new)


def _by_sentences(stretches: Sequence[_Stretch]) -> list[_Stretch]:
    """What was only inserted, or only deleted, as a whole sentence where it can be read as one.

    Of "A. B. C." either ". B" or " B." may be what was inserted after "A".
    """
    kept = [_NONE, *stretches, _NONE]
    for at in range(1, len(kept) - 1):
        if bool(kept[at].old) != bool(kept[at].new):
            kept[at - 1 : at + 2] = _slid(*kept[at - 1 : at + 2])
    return kept


_NONE = _Stretch(True, (), ())


def _slid(before: _Stretch, change: _Stretch, after: _Stretch) -> list[_Stretch]:
    """A change with what is the same around it, begun with a space where it can be."""
    inserted = bool(change.new)
    line = [p for one in (before, change, after) for p in (one.new if inserted else one.old)]
    other = [p for one in (before, after) for p in (one.old if inserted else one.new)]
    size = len(change.new or change.old)
    first = last = len(before.new)
    while first > 0 and line[first - 1].key == line[first + size - 1].key:
        first -= 1
    while last + size < len(line) and line[last].key == line[last + size].key:
        last += 1
    begin = max(range(first, last + 1), key=lambda at: line[at].size == 0)
    parts = (line[:begin], line[begin : begin + size], line[begin + size :])
    nothing: list[_Piece] = []
    others = (other[:begin], nothing, other[begin:])
    return [
        _Stretch(same, *((rest, part) if inserted else (part, rest)))
        for same, part, rest in zip((True, False, True), parts, others, strict=True)
    ]


def _unchanged(before: _Piece, after: _Piece) -> _Piece:
    """A piece that both texts have, as the later has it; inside a footnote words may differ."""
    match before.inline, after.inline:
        case Footnote(was), Footnote(children, number):
            return replace(after, inline=Footnote(reworded(was, children), number))
    return after


def _together(pieces: Sequence[_Piece]) -> Inlines:
    """Pieces as inlines, what stands around several of them once."""
    parts: list[Inline] = []
    for around, run in groupby(pieces, lambda piece: piece.around[:1]):
        if around:
            inner = _together([replace(piece, around=piece.around[1:]) for piece in run])
            parts.append(replace(around[0], children=inner))
        else:
            parts += (piece.inline for piece in run)
    return joined(tuple(parts))
