"""A shape: marked-up text in which sentinels stand for all that differs between schools."""

from dataclasses import dataclass
from typing import Any

from policygen.readers.markdown import sentinels
from policygen.sources.picture import shown_pictures


@dataclass(frozen=True, slots=True)
class OpenPassage:
    """A passage that is printed because its decision is open: the question and its label.

    Of some decisions `any_of` the passages may be picked, and not just one.
    """

    question: str
    label: str
    any_of: bool = False


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture that a text may show, by the name of its file; or what is wrong with it.

    `part` and `drawing` name it, and an SVG of the same, by what is in them.
    """

    file: str
    part: str = ""
    pixels: tuple[int, int] = (0, 0)
    drawing: str = ""
    fault: str = ""
    hint: str = ""

    @property
    def parts(self) -> tuple[str, ...]:
        """What is to be kept of it, by what is in them."""
        return tuple(filter(None, (self.part, self.drawing)))


@dataclass(frozen=True, slots=True)
class Shape:
    """Marked-up text with sentinels, what each stands for, and the pictures that it shows."""

    text: str
    slots: tuple[str, ...] = ()
    blanks: tuple[str, ...] = ()
    passages: tuple[OpenPassage, ...] = ()
    addresses: tuple[str, ...] = ()  # the slots of those that values lead to
    pictures: tuple[ShownPicture, ...] = ()

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
        slots, blanks, passages, addresses = map(tuple, kept.values())
        return Shape(renumbered, slots, blanks, passages, addresses, self.shown_in(text))

    def shown_in(self, text: str) -> tuple[ShownPicture, ...]:
        """Those of the pictures that a text names."""
        if not self.pictures:
            return ()
        named = shown_pictures(text)
        return tuple(one for one in self.pictures if one.file in named)
