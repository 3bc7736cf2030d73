"""A plate: one finished text with its slots still open. Made once for each shape, filled often.

Where a slot stands, a writer writes a hole, which says itself what it is: a private-use character
for the way in which the value is escaped, the slot's name, and a character that ends it. So what a
writer writes is plain text, which can be kept and joined. Model text and values can't hold such
characters, so a hole is never mistaken.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from policygen.document import Logo

_END = "\U000f0000"  # private use, but not where Word keeps the bullets of its symbol fonts
_FIRST = ord(_END) + 1
HOLE = f"[{chr(_FIRST)}-\U000fffff][^{_END}]*{_END}"  # a pattern for any hole
_ESCAPED = 2048  # values whose escaped form is kept, for each way: schools share most of theirs

Escape = Callable[[str], str]


def escape_text(text: str) -> str:
    """Text for an XML element, as lxml escapes it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_xml(text: str) -> str:
    """Text for XML, in an element or in an attribute."""
    return escape_text(text).replace('"', "&quot;")


class Plate(Protocol):
    """A document in one format, its slots open."""

    def fill(
        self, values: Mapping[str, str], logo: Logo | None = None,
        pictures: Mapping[str, bytes] = {},
    ) -> bytes:  # fmt: skip
        """The finished file; `pictures` are the bytes of each by its name.

        Raises KeyError for a slot that has no value, and a picture that isn't given.
        """


@dataclass(frozen=True, slots=True)
class TextPlate:
    """The texts between slots, and the slots: the name and the escape of each."""

    texts: tuple[str, ...]
    slots: tuple[tuple[str, Escape], ...] = ()

    def text(self, values: Mapping[str, str]) -> str:
        """The text with every slot filled."""
        parts = [""] * (len(self.texts) + len(self.slots))
        parts[::2] = self.texts
        parts[1::2] = [escape(values[name]) for name, escape in self.slots]
        return "".join(parts)

    def fill(
        self, values: Mapping[str, str], logo: Logo | None = None,
        pictures: Mapping[str, bytes] = {},
    ) -> bytes:  # fmt: skip
        """The text with every slot filled, as UTF-8."""
        del logo, pictures
        return self.text(values).encode()

    def put(self, known: Mapping[str, "TextPlate"]) -> "TextPlate":
        """The plate with others, as they are, in the places of the slots that have these names."""
        joint = _Joint()
        joint.run.append(self.texts[0])
        for slot, after in zip(self.slots, self.texts[1:], strict=True):
            if (plate := known.get(slot[0])) is None:
                joint.texts.append("".join(joint.run))
                joint.slots.append(slot)
                joint.run = []
            else:
                joint.add(plate)
            joint.run.append(after)
        return joint.plate()


def literal(text: str) -> TextPlate:
    """The plate of a text without slots."""
    return TextPlate((text,))


def join(plates: Iterable[TextPlate], between: str = "") -> TextPlate:
    """One plate of several, with the same text between each two."""
    joint = _Joint()
    for index, plate in enumerate(plates):
        if index and between:
            joint.run.append(between)
        joint.add(plate)
    return joint.plate()


class _Joint:
    """A plate as it grows: its texts and slots, and the run of text since the last slot."""

    __slots__ = ("run", "slots", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.slots: list[tuple[str, Escape]] = []
        self.run: list[str] = []

    def add(self, plate: TextPlate) -> None:
        self.run.append(plate.texts[0])
        if plate.slots:
            self.texts.append("".join(self.run))
            self.texts.extend(plate.texts[1:-1])
            self.slots.extend(plate.slots)
            self.run = [plate.texts[-1]]

    def plate(self) -> TextPlate:
        return TextPlate((*self.texts, "".join(self.run)), tuple(self.slots))


class Holes:
    """The holes of one format, which escapes values in one way or in a few."""

    def __init__(self, *escapes: Escape) -> None:
        self._marks = {escape: chr(_FIRST + index) for index, escape in enumerate(escapes)}
        self._escapes = {
            mark: lru_cache(maxsize=_ESCAPED)(escape) for escape, mark in self._marks.items()
        }
        self._hole = re.compile(f"([{''.join(self._escapes)}])([^{_END}]*){_END}")

    def hole(self, name: str, escape: Escape) -> str:
        """What stands in a text for a slot whose value is escaped in this way."""
        return f"{self._marks[escape]}{name}{_END}"

    def cut(self, text: str) -> TextPlate:
        """The plate of a written text."""
        parts = self._hole.split(text)
        slots = zip(parts[2::3], map(self._escapes.__getitem__, parts[1::3]), strict=True)
        return TextPlate(tuple(parts[::3]), tuple(slots))
