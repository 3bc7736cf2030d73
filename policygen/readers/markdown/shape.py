"""A shape: marked-up text in which sentinels stand for all that differs between schools."""

from dataclasses import dataclass
from typing import Any

from policygen.readers.markdown import sentinels


@dataclass(frozen=True, slots=True)
class OpenPassage:
    """A passage that is printed because its decision is open: the question and its label.

    Of some decisions `any_of` the passages may be picked, and not just one.
    """

    question: str
    label: str
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """Marked-up text with sentinels, and what each sentinel stands for."""

    text: str
    slots: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    passages: tuple[OpenPassage, ...] = ()
    addresses: tuple[str, ...] = ()  # the slots of those that values lead to

    def part(self, text: str) -> "Shape":
        """The shape of a part of the text, numbered anew: it is the same in whatever text."""
        tables = (self.slots, self.blanks, self.passages, self.addresses)
        whole = dict(zip(sentinels.KINDS, tables, strict=True))
        kept: dict[str, list[Any]] = {kind: [] for kind in sentinels.KINDS}
        moved: dict[str, str] = {}
        for sentinel in sentinels.NUMBERED.findall(text):
            if sentinel not in moved:
                kind = sentinel[0]
                moved[sentinel] = sentinels.numbered(kind, len(kept[kind]))
                kept[kind].append(whole[kind][sentinels.index_of(sentinel)])
        renumbered = sentinels.NUMBERED.sub(lambda found: moved[found[0]], text)
        return Shape(renumbered, *map(tuple, kept.values()))
