"""What stands in a line of words: a closed set, which every writer matches.

Fields stand in reading order: `walking` follows them.
"""

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """Words of the model itself."""

    text: str


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of a value, by its name: filled at the very end, never parsed as markup."""

    name: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A value still to be filled in; the label says which."""

    label: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Important words."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Stressed words."""

    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a https, mailto or tel address, which may be a value."""

    address: "str | Slot"
    children: "Inlines"


@dataclass(frozen=True, slots=True)
class Reference:
    """A live cross-reference to an anchor.

    It prints `children`, or, where there are none, what it leads to: "section" and "7". Those two
    are empty until the numbers are known.
    """

    anchor: str
    children: "Inlines" = ()
    word: str = ""
    number: str = ""


@dataclass(frozen=True, slots=True)
class LineBreak:
    """The end of a line within a paragraph, as in an address."""


@dataclass(frozen=True, slots=True)
class Footnote:
    """Words apart from the text that stands before it; its number is empty until it is known."""

    children: "Inlines"
    number: str = ""


@dataclass(frozen=True, slots=True)
class FillIn:
    """Room for whoever fills in a form, on so many lines; what is to be written stands before it.

    It is no missing value: see `Blank`.
    """

    lines: int = 1


@dataclass(frozen=True, slots=True)
class TickBox:
    """A box for whoever fills in a form to tick; what it stands for comes after it."""


@dataclass(frozen=True, slots=True)
class InlineAlternatives:
    """A decision inside a sentence that is still open: every wording on offer.

    Of those one is to be picked, or any of them.
    """

    passages: tuple["Inlines", ...]
    any_of: bool = False

    @property
    def joint(self) -> str:
        """What is printed between two of them."""
        return " and/or " if self.any_of else " or "


@dataclass(frozen=True, slots=True)
class Revision:
    """Words that stand in only one of two texts compared: inserted into the later, or deleted."""

    inserted: bool
    children: "Inlines"


Inline: TypeAlias = (
    Text
    | Slot
    | Blank
    | Strong
    | Emphasis
    | Link
    | Reference
    | LineBreak
    | Footnote
    | FillIn
    | TickBox
    | InlineAlternatives
    | Revision
)
Inlines: TypeAlias = tuple[Inline, ...]
