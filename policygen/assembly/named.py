"""What the names in a model's text stand for: a text of some type, a list, an item of one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from jinja2 import nodes

from policygen.assembly.uses import TYPES_OF_A_POST
from policygen.sources.asking import Asked
from policygen.sources.model import Model


@dataclass(frozen=True, slots=True)
class Through:
    """What a loop goes through; `list` names one of records, or one that isn't known."""

    asked: Asked | None = None
    list: str = ""


Loops: TypeAlias = Mapping[str, Through]  # what each name of an item goes through
OUTSIDE: Loops = {}


def asked_in(model: Model, group: str) -> Mapping[str, Asked]:
    """What a model asks for under values, or may ask for under facts."""
    return model.facts if group == "facts" else model.front.values


def records_in(model: Model, node: nodes.Expr, loops: Loops) -> tuple[Asked, str] | None:
    """What is asked, and the words for it, if an expression is a list of records or an item."""
    match node:
        case nodes.Name(name=name) if name in loops and loops[name].list:
            asked = loops[name].asked
            return (asked, name) if asked else None
        case nodes.Getattr(node=nodes.Name(name="values" | "facts" as group), attr=name):
            asked = asked_in(model, group).get(name)
            return (asked, f"{group}.{name}") if asked and asked.type == "records" else None
    return None


def type_named(model: Model, node: nodes.Expr, loops: Loops) -> tuple[str | None, str]:
    """The type of an expression, None where that isn't known; and its words."""
    match node:
        case nodes.Name(name=name):
            return ("text" if name in loops else None), name
        case nodes.Getattr(node=nodes.Name(name="values" | "facts" as group), attr=name):
            asked = asked_in(model, group).get(name)
            return (asked.type if asked else None), f"{group}.{name}"
        case nodes.Getattr(node=nodes.Name(name=target), attr=attr) if target in loops:
            asked = loops[target].asked
            field = asked.fields.get(attr) if asked else None
            return (field.type if field else None), f"{target}.{attr}"
        case nodes.Getattr(node=nodes.Getattr(node=nodes.Name(name="roles"), attr=name), attr=a):
            return TYPES_OF_A_POST.get(a), f"roles.{name}.{a}"
        case nodes.Getattr(node=nodes.Name(name=group), attr=name):
            return "text", f"{group}.{name}"
    return "text", "this"


def leaves_of(node: nodes.Expr) -> Iterator[nodes.Expr]:
    """The names in an expression that is a text or several."""
    match node:
        case nodes.Filter(node=nodes.Expr() as inner):
            yield from leaves_of(inner)
        case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
            yield from leaves_of(left)
            yield from leaves_of(right)
        case _:
            yield node
