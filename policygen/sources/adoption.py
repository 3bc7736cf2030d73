"""An adoption: a school's use of one model policy, with all that belongs to it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from policygen.errors import Position
from policygen.sources.entries import AdoptionEntry
from policygen.sources.model import Model
from policygen.sources.school import FilesBeside, OtherPolicy, School


@dataclass(frozen=True, slots=True, eq=False)
class Adoption:
    """A school's use of one model policy: its entry in the school's file, and the model.

    `others` are the school's other policies, as far as the model's text links to them.
    """

    school: School
    policy: str
    entry: AdoptionEntry
    model: Model
    others: Mapping[str, OtherPolicy] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.school.id}/{self.policy}"

    def at(self, *keys: str | int, key: bool = False) -> Position:
        """Where something stands in the adoption's entry in the school's file."""
        return self.school.at("policies", self.policy, *keys, key=key)

    def beside(self, *keys: str | int) -> FilesBeside:
        """The files beside the one that says what stands under some keys of the entry."""
        return self.school.beside(("policies", self.policy, *keys))

    def raw(self, *keys: str | int) -> Any:
        """What stands under some keys of the entry, as it was written; None if nothing does."""
        return self.school.located.raw("policies", self.policy, *keys)
