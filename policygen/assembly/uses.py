"""What a model's text asks of a school: decisions, values, items of lists, roles, its name."""

from dataclasses import dataclass
from typing import Literal

_GROUPS = {
    "decision": "choices",
    "value": "values",
    "item": "values",
    "line": "values",
    "role": "roles",
    "school": "school",
}


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a text asks for; `item` names an item of the list `name`, or one of its lines
    by its number.
    """

    kind: Literal["decision", "value", "item", "line", "role", "school"]
    name: str
    item: str = ""

    def __str__(self) -> str:
        """As a template writes it: values.rules.conduct."""
        return ".".join(filter(None, (_GROUPS[self.kind], self.name, self.item)))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a slot stands for: a use, and how its words are printed."""

    use: Use
    listed: bool = False
    capitalised: bool = False

    @property
    def slot(self) -> str:
        """The slot's name: two wordings with one name print the same words."""
        forms = ("|listed" * self.listed, "|capitalised" * self.capitalised)
        return f"{self.use}{''.join(forms)}"
