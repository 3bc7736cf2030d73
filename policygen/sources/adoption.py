"""An adoption: a school's use of one model policy, with all that belongs to it."""

from dataclasses import dataclass
from typing import Any

from policygen.errors import Position
from policygen.sources.model import Model
from policygen.sources.school import AdoptionEntry, School


@dataclass(frozen=True, slots=True, eq=False)
class Adoption:
    """A school's use of one model policy: its entry in the school's file, and the model."""

    school: School
    policy: str
    entry: AdoptionEntry
    model: Model

    def __str__(self) -> str:
        return f"{self.school.id}/{self.policy}"

    def at(self, *keys: str | int, key: bool = False) -> Position:
        """Where something stands in the adoption's entry in the school's file."""
        return self.school.at("policies", self.policy, *keys, key=key)

    def raw(self, *keys: str | int) -> Any:
        """What stands under some keys of the entry, as it was written; None if nothing does."""
        return self.school.located.raw("policies", self.policy, *keys)
