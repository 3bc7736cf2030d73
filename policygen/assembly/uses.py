"""What a model's text asks of a school: decisions, values, items of lists, roles, its name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from policygen.sources.model import Model
from policygen.sources.value_types import TypeName

_GROUPS = {
    "decision": "choices",
    "role": "roles",
    "school": "school",
    "control": "control",
    "policy": "policy",
    "text": "text",
}

TYPES_OF_A_POST: Mapping[str, TypeName] = {
    "holder": "text", "email": "email", "telephone": "telephone",
}  # fmt: skip


_NAME = re.compile(r"(?:values|roles|facts|school)(?:\.[a-z][a-z0-9_]*)+(?:\s*\|\s*[a-z_]+)*")


def names_something(text: str) -> bool:
    """Whether a text is what a template may print, such as roles.headteacher, and no words."""
    return bool(_NAME.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Use:
    """One thing that a text asks for; `item` names an item of the list `name`, or one of its lines
    by its number, or a field by the item's number and its own name. `group` says whose value it is.
    """

    kind: Literal[
        "decision", "value", "item", "line", "field", "role", "school", "control", "policy", "text"
    ]
    name: str
    item: str = ""
    group: Literal["values", "facts"] = "values"

    def __str__(self) -> str:
        """As a template writes it: values.rules.conduct."""
        return ".".join(filter(None, (_GROUPS.get(self.kind, self.group), self.name, self.item)))


@dataclass(frozen=True, slots=True)
class Wording:
    """What a slot stands for: a use, and how its words are printed, or where they lead."""

    use: Use
    listed: bool = False
    capitalised: bool = False
    address: bool = False

    @property
    def slot(self) -> str:
        """The slot's name: two wordings with one name print the same words."""
        forms = (
            "|listed" * self.listed, "|capitalised" * self.capitalised, "|address" * self.address
        )  # fmt: skip
        return f"{self.use}{''.join(forms)}"


def type_of(model: Model, use: Use) -> TypeName:
    """The type of what a use prints; text for a list, or what isn't declared."""
    if use.kind == "role":
        return TYPES_OF_A_POST.get(use.item, "text")
    declared = (model.facts if use.group == "facts" else model.front.values).get(use.name)
    if declared is None or use.kind == "item":
        return "text"
    if use.kind == "field":
        field = declared.fields.get(use.item.split(".")[1])
        return field.type if field else "text"
    return declared.text_type or "text"
