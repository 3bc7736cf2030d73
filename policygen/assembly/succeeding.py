"""What a trust says by the names of an earlier model version, by those of a later one.

A trust answers for schools that have adopted different versions. Its own file stays as it is: each
school is told what it says by the names that its version has.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from policygen.assembly.lineage import Lineage, before_of, lineage
from policygen.assembly.new_names import answers_named, name_of, with_new_names
from policygen.assembly.places import ids_in
from policygen.assembly.uses import names_something
from policygen.sources.local_wording import LocalWording
from policygen.sources.model import Model


def names_of(model: Model, group: str) -> Container[str]:
    """What a model has of the names that may stand in a group of an entry, or among roles."""
    front = model.front
    match group:
        case "local":
            return ids_in(model.text)
        case "roles":
            return front.roles
    return front.decisions if group == "choices" else front.values


@dataclass(frozen=True, slots=True)
class Successor:
    """An answer by the name that it has in a later version."""

    name: str
    answer: Any


def successor(
    model: Model, versions: Sequence[str], read: Callable[[str], Model | None], group: str,
    name: str, answer: Any,
) -> Successor | None:  # fmt: skip
    """An answer to an earlier version as one to a model; None where that has nothing like it.

    `read` reads one of the policy's `versions`, if it can be.
    """
    chain = [model]
    while version := before_of(chain[0], versions):
        if (before := read(version)) is None:
            return None
        chain.insert(0, before)
        if is_understood(before, group, name, answer):
            return _by(lineage(chain), group, name, answer)
    return None


def is_understood(model: Model, group: str, name: str, answer: Any) -> bool:
    """Whether a model has the name of an answer, and the alternatives that it picks."""
    if group == "control":  # whose rows are called as anyone likes
        return all(one in names_of(model, kind) for kind, one in _named(answer))
    return name in names_of(model, group) and _is_offered(model, group, name, answer)


def _named(said: str) -> list[tuple[str, str]]:
    """The values and roles that a row of the control table names; plain words name none."""
    return answers_named(said) if names_something(said) else []


def _is_offered(model: Model, group: str, name: str, answer: Any) -> bool:
    """Whether a model offers what is picked, or has the items that are changed."""
    front = model.front
    if group == "choices" and answer and not front.decisions[name].is_switch:
        picked = [answer] if isinstance(answer, str) else answer
        return all(one in front.decisions[name].offered for one in picked)
    if group == "values" and isinstance(answer, dict) and (items := front.values[name].items):
        return all(
            one in items for one in (*(answer.get("rename") or ()), *(answer.get("drop") or ()))
        )
    return True


def _by(names: Lineage, group: str, name: str, answer: Any) -> Successor | None:
    if group == "control":
        kinds = {"values": names.values, "roles": names.roles}
        has_all = all(one in kinds[kind] for kind, one in _named(answer))
        return Successor(name, name_of(answer, names)) if has_all else None
    groups = {"choices": names.decisions, "values": names.values, "local": names.ids}
    became = groups.get(group, names.roles)
    if (new := became.get(name)) is None:
        return None
    match answer:
        case LocalWording():
            texts: dict[str, Any] = {k: with_new_names(text, names) for k, text in answer.texts}
            return Successor(new, answer.model_copy(update=texts))
        case dict():
            return Successor(new, _items(answer, names.items.get(name, {})))
    if group == "choices":
        known = names.alternatives.get(name, {})
        if isinstance(answer, str):
            return Successor(new, known.get(answer, answer))
        return Successor(new, answer and tuple(known.get(one, one) for one in answer))
    return Successor(new, answer)


def _items(answer: Mapping[str, Any], became: Mapping[str, str]) -> dict[str, Any]:
    """What is changed of a list's items, by the items' new names."""
    made = dict(answer)
    if isinstance(renamed := made.get("rename"), dict):
        made["rename"] = {became.get(one, one): said for one, said in renamed.items()}
    if isinstance(dropped := made.get("drop"), list):
        made["drop"] = [became.get(one, one) if isinstance(one, str) else one for one in dropped]
    return made
