"""Keys of a school's file that stand where they can't: beside the group that they belong in."""

from collections.abc import Collection, Iterator
from typing import Any

from policygen.errors import Problem
from policygen.sources.entries import AdoptionEntry
from policygen.sources.located import Keys, Located

_OF_POLICY = AdoptionEntry.model_fields.keys()


def astray(located: Located, of_school: Collection[str]) -> Iterator[tuple[Keys, Problem | None]]:
    """The keys of what stands in a wrong place, and what is wrong; None where that is said already.

    `of_school` are the keys that stand at the left edge.
    """
    if not isinstance(located.data, dict):
        return
    yield from _at_the_edge(located, of_school)
    yield from _policies_elsewhere(located, of_school)
    policies = located.raw("policies")
    if isinstance(policies, dict):
        yield from _under_policies(located, policies, of_school)


def _is_policy(value: object) -> bool:
    return isinstance(value, dict) and "model" in value and value.keys() <= _OF_POLICY


def _at_the_edge(located: Located, of_school: Collection[str]) -> Iterator[tuple[Keys, Problem]]:
    for name in located.data:
        if name in _OF_POLICY and name not in of_school:
            hint = "write it under the policy's name, which stands under policies:, and indent it"
            place = located.at((name,), key=True)
            yield (name,), Problem(place, f"{name} belongs to a policy", hint)


def _policies_elsewhere(
    located: Located, of_school: Collection[str]
) -> Iterator[tuple[Keys, Problem | None]]:
    lacking = located.raw("policies") is None
    holders: tuple[Keys, ...] = ((), ("roles",), ("facts",))
    found = [
        (*keys, name)
        for keys in holders
        if isinstance(held := located.raw(*keys), dict)
        for name, value in held.items()
        if _is_policy(value) and (keys or name not in of_school)
    ]
    for count, keys in enumerate(found):
        problem = Problem(
            located.at(keys, key=True), f"{keys[-1]} is a policy, which belongs under policies",
            "is the line policies: missing above it?" if lacking else "move it there",
        )  # fmt: skip
        yield keys, problem if not (count and lacking) else None


def _under_policies(
    located: Located, policies: dict[str, Any], of_school: Collection[str]
) -> Iterator[tuple[Keys, Problem | None]]:
    above: Keys | None = None  # the policy above, and one of its keys
    loose: list[str] = []
    for name, value in policies.items():
        keys: Keys = ("policies", name)
        if isinstance(value, dict) and value.keys() & _OF_POLICY:
            above = (*keys, next(iter(value)))
        elif name in of_school and name not in _OF_POLICY and value is not None:
            message = f"{name} belongs to the school, not under policies"
            yield keys, Problem(located.at(keys, key=True), message, "begin it in column 1")
        elif name in _OF_POLICY and value is not None and above:
            column = located.at(above, key=True).column
            message = f"{name} belongs to a policy, and stands beside {above[1]}"
            hint = f"begin it in column {column}, as {above[2]} of {above[1]}"
            yield keys, Problem(located.at(keys, key=True), message, hint)
        elif name in _OF_POLICY and value is not None:
            loose.append(name)
    for name in loose:
        message = f"no policy is named above {' and '.join((', '.join(loose[:-1]), loose[-1]))}"
        if len(loose) == 1:
            message = f"no policy is named above {name}"
        hint = "write its name on a line of its own above, such as social-media:, indented less"
        keys = ("policies", name)
        yield keys, Problem(located.at(keys, key=True), message, hint) if name == loose[0] else None
