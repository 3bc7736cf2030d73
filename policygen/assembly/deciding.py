"""Which decisions apply, by what was answered to others."""

from collections.abc import Iterable, Iterator, Mapping

from policygen.errors import suggest
from policygen.sources.decision import Choice, Decision, picked_of


def decided(decisions: Mapping[str, Decision], choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choices, with an empty one for each decision that doesn't apply: it prints nothing.

    For decisions without a circle among them.
    """
    applying: dict[str, bool | None] = {}  # None while an open one before it may say either

    def meets(before: str, wanted: tuple[str, ...]) -> bool | None:
        if not applying[before]:
            return applying[before]
        return bool(set(wanted) & set(picked_of(choices[before]))) if before in choices else None

    waiting = list(decisions)
    while waiting:
        conditions = decisions[name := waiting[-1]].only_if
        if unknown := [before for before in conditions if before not in applying]:
            waiting += unknown
            continue
        states = [meets(*condition) for condition in conditions.items()]
        applying[name] = False if False in states else None if None in states else True
        waiting.pop()
    return {**choices, **{name: () for name, applies in applying.items() if applies is False}}


def asked_first(
    decisions: Mapping[str, Decision], choices: Mapping[str, Choice], name: str
) -> Iterator[str]:
    """The open decisions that say whether one applies; if that is known, itself if it is open."""
    first = True
    for one in (name, *deciding(decisions, [name])):
        if one != name and one not in choices and choices.get(name) != ():
            first = False
            if all(before in choices for before in deciding(decisions, [one])):
                yield one
    if first and name not in choices:
        yield name


def deciding(decisions: Mapping[str, Decision], of: Iterable[str]) -> Iterator[str]:
    """The decisions of which it depends whether some apply, directly or by way of others."""
    seen: set[str] = set()
    names = [*of]
    while names:
        for before in decisions[names.pop()].only_if:
            if before in decisions and before not in seen:
                seen.add(before)
                names.append(before)
                yield before


def question(decisions: Mapping[str, Decision], name: str) -> str:
    """What a draft says that is to be decided: the question, how to answer it, where it applies."""
    decision = decisions[name]
    said = decision.asked + " (any of these)" * decision.any_of
    for before, wanted in decision.only_if.items():
        other = decisions[before]
        labels = " or ".join(f"“{other.offered[one]}”" for one in wanted)
        said += f" (Only where {labels} is the answer to: {other.asked})"
    return said


def pick(decision: Decision) -> str:
    """How to answer a decision."""
    if not decision.any_of:
        return suggest("", decision.offered)
    none = ", or [] for none" if decision.optional else ""
    return f"write a list of any of these: [{', '.join(decision.offered)}]{none}"


def only_where(decision: Decision) -> str:
    """What must be answered elsewhere for a decision to apply."""
    conditions = decision.only_if.items()
    return " and ".join(f"{name} is {' or '.join(wanted)}" for name, wanted in conditions)
