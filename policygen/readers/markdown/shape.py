"""A shape: marked-up text in which sentinels stand for all that differs between schools."""

from dataclasses import dataclass
from typing import Any

from policygen.readers.markdown import sentinels


@dataclass(frozen=True, slots=True)
class OpenPassage:
    """A passage that is printed because its decision is open: the question and its label."""

    question: str
    label: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Marked-up text with sentinels, and what each sentinel stands for."""

    text: str
    slots: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    passages: tuple[OpenPassage, ...] = ()

    def part(self, text: str) -> "Shape":
        """The shape of a part of the text, numbered anew: it is the same in whatever text."""
        kept: dict[int, list[Any]] = {start: [] for start in sentinels.STARTS}
        whole = dict(zip(sentinels.STARTS, (self.slots, self.blanks, self.passages), strict=True))
        moved = {}
        for code in map(ord, dict.fromkeys(sentinels.NUMBERED.findall(text))):
            start = max(start for start in sentinels.STARTS if start <= code)
            moved[code] = start + len(kept[start])
            kept[start].append(whole[start][code - start])
        return Shape(text.translate(moved), *map(tuple, kept.values()))
