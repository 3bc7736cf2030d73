"""What became of the names of a model version in a later one."""

from collections.abc import Callable, Collection, Container, Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

from policygen.assembly.places import ids_in
from policygen.sources.model import FrontMatter, Model
from policygen.sources.since import Since

Names: TypeAlias = Mapping[str, str]  # by a name of the earlier version, that of the later one


@dataclass(frozen=True, slots=True, eq=False)  # so that a cache can be keyed by it
class Lineage:
    """What names are called in a later version of a model. Those that are gone aren't in it.

    Alternatives are by their decision of the earlier version, items by their value of it.
    """

    decisions: Names = field(default_factory=dict)
    alternatives: Mapping[str, Names] = field(default_factory=dict)
    values: Names = field(default_factory=dict)
    items: Mapping[str, Names] = field(default_factory=dict)
    roles: Names = field(default_factory=dict)
    ids: Names = field(default_factory=dict)


def lineage(versions: Iterable[Model]) -> Lineage:
    """What became of the first version's names in the last, step by step; two at least."""
    first, *later = versions
    found = None
    for model in later:
        one = step(first, model)
        found, first = one if found is None else _joined(found, one), model
    assert found is not None
    return found


def before_of(model: Model, versions: Iterable[str]) -> str:
    """The version before a model's: the one that it names, or else the last of those before it.

    Empty where it is the first.
    """
    earlier = [one for one in versions if one < model.version]
    since = model.front.since
    if since and since.version in earlier:
        return since.version
    return max(earlier, default="")


def told_by(model: Model, before: Model) -> Since:
    """What a version says of another; it says nothing of one that it doesn't name."""
    since = model.front.since
    return since if since and since.version == before.version else Since(version=before.version)


@lru_cache(maxsize=64)
def step(before: Model, after: Model) -> Lineage:
    """What became of a version's names in the next.

    What isn't said to have become something else, or to be gone, is what has the same name.
    """
    since = told_by(after, before)
    was, gone = since.was, since.gone
    old, new = before.front, after.front
    decisions = _names(old.decisions, new.decisions, was.decisions, gone.decisions)
    values = _names(old.values, new.values, was.values, gone.values)

    def offered(front: FrontMatter) -> Callable[[str], Collection[str]]:
        return lambda name: front.decisions[name].offered

    def items(front: FrontMatter) -> Callable[[str], Collection[str]]:
        return lambda name: front.values[name].items or {}

    return Lineage(
        decisions,
        _inner(decisions, was.alternatives, gone.alternatives, offered(old), offered(new)),
        values,
        _inner(values, was.items, gone.items, items(old), items(new)),
        _names(old.roles, new.roles, was.roles, gone.roles),
        _names(ids_in(before.text), ids_in(after.text), was.ids, gone.ids),
    )


def backwards(names: Lineage) -> Lineage:
    """What the names of the later version were called in the earlier."""

    def turned(became: Names) -> Names:
        return {now: before for before, now in became.items()}

    def within(outer: Names, became: Mapping[str, Names]) -> dict[str, Names]:
        return {outer[name]: turned(inner) for name, inner in became.items() if name in outer}

    return Lineage(
        turned(names.decisions),
        within(names.decisions, names.alternatives),
        turned(names.values),
        within(names.values, names.items),
        turned(names.roles),
        turned(names.ids),
    )


def choices_called(choices: Mapping[str, Any], names: Lineage) -> dict[str, Any]:
    """Choices by what their decisions and alternatives are called in the other version."""

    def called(name: str, choice: Any) -> Any:
        known = names.alternatives.get(name, {})
        if isinstance(choice, str):
            return known.get(choice, choice)
        return [known.get(one, one) for one in choice] if choice else choice

    return {
        names.decisions[name]: called(name, choice)
        for name, choice in choices.items()
        if name in names.decisions
    }


def _names(
    old: Iterable[str], new: Container[str], was: Names, gone: Container[str]
) -> dict[str, str]:
    became = {before: now for now, before in reversed([*was.items()]) if now in new}
    return {
        name: became.get(name, name)
        for name in old
        if name in became or (name in new and name not in was and name not in gone)
    }


def _inner(
    outer: Names, was: Mapping[str, Names], gone: Mapping[str, Collection[str]],
    old: Callable[[str], Iterable[str]], new: Callable[[str], Collection[str]],
) -> dict[str, Names]:  # fmt: skip
    """The same of names within others. `gone` has them by their outer name of either version."""
    return {
        before: _names(
            old(before), new(now), was.get(now, {}), {*gone.get(before, ()), *gone.get(now, ())}
        )
        for before, now in outer.items()
    }


def _joined(one: Lineage, then: Lineage) -> Lineage:
    def names(first: Names, second: Names) -> Names:
        return {name: second[now] for name, now in first.items() if now in second}

    def inner(
        outer: Names, first: Mapping[str, Names], second: Mapping[str, Names]
    ) -> dict[str, Names]:
        return {
            name: names(within, second[outer[name]])
            for name, within in first.items()
            if outer[name] in second
        }

    return Lineage(
        names(one.decisions, then.decisions),
        inner(one.decisions, one.alternatives, then.alternatives),
        names(one.values, then.values),
        inner(one.values, one.items, then.items),
        names(one.roles, then.roles),
        names(one.ids, then.ids),
    )
