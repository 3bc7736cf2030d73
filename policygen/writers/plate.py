"""A plate: one finished text with its slots still open. Made once for each shape, filled often."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from policygen.document import Logo

_FIRST = 0xF0000  # private use, but not where Word keeps the bullets of its symbol fonts

Escape = Callable[[str], str]


def escape_text(text: str) -> str:
    """Text for an XML element, as lxml escapes it: a filled slot is as if it had been set."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def escape_xml(text: str) -> str:
    """Text for XML, in an element or in an attribute."""
    return escape_text(text).replace('"', "&quot;")


class Plate(Protocol):
    """A document in one format, its slots open."""

    def fill(self, values: Mapping[str, str], logo: Logo | None = None) -> bytes:
        """The finished file. Raises KeyError for a slot that has no value."""


@dataclass(slots=True)
class Holes:
    """Hands out a stand-in character for each slot while a writer writes.

    Model text and values can't hold such characters, so a hole is never mistaken.
    """

    _known: dict[tuple[str, Escape], str] = field(default_factory=dict)

    def hole(self, name: str, escape: Escape) -> str:
        """The character that stands for a slot whose value is escaped this way."""
        return self._known.setdefault((name, escape), chr(_FIRST + len(self._known)))

    def cut(self, text: str) -> "TextPlate":
        """The plate of a written text."""
        if not self._known:
            return TextPlate(text, ())
        keys = list(self._known)
        last = chr(_FIRST + len(keys) - 1)
        literal, *rest = re.split(f"([{chr(_FIRST)}-{last}])", text)
        pairs = zip(rest[::2], rest[1::2], strict=True)
        slots = ((*keys[ord(hole) - _FIRST], after) for hole, after in pairs)
        return TextPlate(literal, tuple(slots))


@dataclass(frozen=True, slots=True)
class TextPlate:
    """Text up to the first slot; then, for each slot, its name, its escape and the text after."""

    start: str
    slots: tuple[tuple[str, Escape, str], ...]

    def text(self, values: Mapping[str, str]) -> str:
        """The text with every slot filled."""
        parts = [self.start]
        for name, escape, after in self.slots:
            parts.append(escape(values[name]))
            parts.append(after)
        return "".join(parts)

    def fill(self, values: Mapping[str, str], logo: Logo | None = None) -> bytes:
        """The text with every slot filled, as UTF-8."""
        del logo
        return self.text(values).encode()
