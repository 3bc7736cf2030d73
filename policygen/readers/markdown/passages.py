"""Open decisions as they come: their passages gathered, among blocks and in a line of words."""

from dataclasses import dataclass, field

from policygen.document import Inline, InlineAlternatives, Inlines, Text, joined
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.sections import Open, Piece
from policygen.readers.markdown.shape import OpenPassage

_NOTHING: Inlines = (Text("nothing"),)


@dataclass(slots=True)
class PieceRun:
    """Pieces as they come, with a level for each decision that is open."""

    pieces: list[Piece] = field(default_factory=list)
    open: list["_Level"] = field(default_factory=list)

    def mark(self, mark: str, passage: OpenPassage) -> bool:
        """Enter, part or leave an either block; False where there is none to part or leave."""
        if mark == sentinels.EITHER:
            self.open.append(_Level(self.pieces, passage))
            self.pieces = []
            return True
        if not self.open:
            return False
        level = self.open[-1]
        level.passages.append((level.passage.label, tuple(self.pieces)))
        level.passage = passage
        self.pieces = []
        if mark == sentinels.END:
            self.open.pop()
            offered = tuple(level.passages)
            self.pieces = [*level.outer, Open(passage.question, offered, passage.any_of)]
        return True


@dataclass(slots=True)
class _Level:
    outer: list[Piece]
    passage: OpenPassage
    passages: list[tuple[str, tuple[Piece, ...]]] = field(default_factory=list)


@dataclass(slots=True)
class InlineRun:
    """Inlines as they come, with a level for each either block that is open."""

    inlines: list[Inline] = field(default_factory=list)
    open: list[tuple[list[Inline], list[Inlines]]] = field(default_factory=list)

    def add(self, inline: Inline) -> None:
        self.inlines.append(inline)

    def mark(self, mark: str, any_of: bool) -> bool:
        """Enter, part or leave an either block; False where there is none to part or leave."""
        if mark == sentinels.EITHER:
            self.open.append((self.inlines, []))
            self.inlines = []
            return True
        if not self.open:
            return False
        outer, passages = self.open[-1]
        passages.append(joined(tuple(self.inlines)) or _NOTHING)
        self.inlines = []
        if mark == sentinels.END:
            self.open.pop()
            if not outer or (isinstance(outer[-1], Text) and outer[-1].text.endswith(" ")):
                passages = [_unspaced(passage) for passage in passages]
            if len(passages) == 1:  # some of several, which may not be picked
                passages, any_of = [*passages, _NOTHING], False
            self.inlines = [*outer, InlineAlternatives(tuple(passages), any_of)]
        return True


def _unspaced(passage: Inlines) -> Inlines:
    """A passage without the space that it begins with, where there is one before it already."""
    match passage:
        case (Text(words), *rest):
            return joined((Text(words.lstrip(" ")), *rest)) or _NOTHING
    return passage
