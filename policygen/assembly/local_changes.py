"""What a school changes of a model's text, as records; and the changes that don't fit it."""

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from policygen.readers.markdown.shape import Shape

LocalKind: TypeAlias = Literal["replace", "add", "remove", "leave"]


_NO_TEXT = Shape("")


@dataclass(frozen=True, slots=True)
class LocalChange:
    """What becomes of what has an id. What is to `leave` is removed, and its number stays."""

    id: str
    kind: LocalKind
    shape: Shape = _NO_TEXT


LocalChanges: TypeAlias = tuple[LocalChange, ...]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A change that can't be made: what is wrong with it, and what would be right.

    `near` are words of its text by which the place is found.
    """

    change: LocalChange
    message: str
    hint: str = ""
    near: str = ""


@dataclass(slots=True)
class Misfits:
    """Misfits as they are found."""

    found: list[Misfit] = field(default_factory=list)

    def __call__(self, change: LocalChange, message: str, hint: str = "", near: str = "") -> None:
        self.found.append(Misfit(change, message, hint, near))

    def id_stays(self, change: LocalChange, other: str) -> None:
        """Note that a text gives another id to what keeps its own."""
        message = f"what stands in the place of {change.id} keeps that id"
        self(change, message, f"remove {{#{other}}}", f"#{other}")
