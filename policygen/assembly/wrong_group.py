"""An answer under choices that belongs under values, or the other way round, and the like."""

from policygen.errors import Problem
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model

_OF_POLICY = ("choices", "values")


def group_of(model: Model, name: str) -> tuple[str, str]:
    """The group of a school's file that a name belongs in, and what it is; empty for no name."""
    for group, what, known in (
        ("choices", "a decision", model.front.decisions),
        ("values", "a value", model.front.values),
        ("roles", "a role", model.front.roles),
        ("facts", "a fact", model.facts),
    ):
        if name in known:
            return group, what
    return "", ""


def in_wrong_group(adoption: Adoption, group: str, name: str) -> Problem | None:
    """What is said of an answer under choices or values that belongs in another group."""
    right, what = group_of(adoption.model, name)
    if not right or right == group:
        return None
    message = f"{name} is {what}, so it has no effect under {group}"
    given = adoption.raw(right) if right in _OF_POLICY else adoption.school.located.raw(right)
    hint = f"write it under {right}:"
    if isinstance(given, dict) and given.get(name) is not None:
        hint = f"remove it: it is given under {right}"
    elif right not in _OF_POLICY:
        hint += " at the left edge, which holds for all policies"
    elif not given:
        hint = f"is the line {right}: missing above it?"
    return Problem(adoption.at(group, name, key=True), message, hint, warning=True)
