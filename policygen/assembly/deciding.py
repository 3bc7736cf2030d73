"""Which decisions apply, by what was answered to others."""

from collections.abc import Iterable, Iterator, Mapping

from policygen.errors import suggest
from policygen.sources.decision import Choice, Decision, picked_of


def decided(decisions: Mapping[str, Decision], choices: Mapping[str, Choice]) -> dict[str, Choice]:
    """The choices, with an empty one for each decision that doesn't apply: it prints nothing.

    One of which all alternatives hold, by what was answered to others, has all of them. For
    decisions without a circle among them.
    """
    return _decided(decisions, choices)[0]


def held_whole(decisions: Mapping[str, Decision], choices: Mapping[str, Choice]) -> frozenset[str]:
    """The decisions of which all alternatives hold, by what was answered to others."""
    return frozenset(_decided(decisions, choices)[1])


def _decided(
    decisions: Mapping[str, Decision], choices: Mapping[str, Choice]
) -> tuple[dict[str, Choice], set[str]]:
    settled: dict[str, bool | None] = {}  # None while an open one before it may say either
    found: dict[str, Choice] = {**choices}
    whole: set[str] = set()

    def met(conditions: Mapping[str, tuple[str, ...]]) -> bool | None:
        states = [meets(*condition) for condition in conditions.items()]
        return False if False in states else None if None in states else True

    def meets(before: str, wanted: tuple[str, ...]) -> bool | None:
        if not settled[before]:
            return settled[before]
        return bool(set(wanted) & set(picked_of(found[before]))) if before in found else None

    waiting = list(decisions)
    while waiting:
        decision = decisions[name := waiting[-1]]
        if unknown := [before for before in decision.depends_on if before not in settled]:
            waiting += unknown
            continue
        settled[name] = met(decision.only_if)
        if settled[name] is False:
            found[name] = ()
        elif decision.all_if and met(decision.all_if):
            found[name] = tuple(decision.offered)
            whole.add(name)
        waiting.pop()
    return found, whole


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
        for before in decisions[names.pop()].depends_on:
            if before in decisions and before not in seen:
                seen.add(before)
                names.append(before)
                yield before


def question(decisions: Mapping[str, Decision], name: str) -> str:
    """What a draft says that is to be decided: the question, how to answer it, where it applies."""
    decision = decisions[name]
    said = decision.asked + " (any of these)" * decision.any_of
    for before, wanted in decision.only_if.items():
        said += f" (Only where {_answered(decisions[before], wanted)})"
    for before, wanted in decision.all_if.items():
        said += f" (All of these where {_answered(decisions[before], wanted)})"
    return said


def _answered(decision: Decision, wanted: tuple[str, ...]) -> str:
    if decision.fact:
        kinds = " or ".join(decision.offered[one] for one in wanted)
        return f"the school's {decision.fact.replace('_', ' ')} is {kinds}"
    labels = " or ".join(f"“{decision.offered[one]}”" for one in wanted)
    return f"{labels} is the answer to: {decision.asked}"


def pick(decision: Decision) -> str:
    """How to answer a decision."""
    if not decision.any_of:
        return suggest("", decision.offered)
    none = ", or [] for none" if decision.optional else ""
    return f"write a list of any of these: [{', '.join(decision.offered)}]{none}"


def pick_in_words(decision: Decision) -> str:
    """How to answer a decision, with the label of each alternative."""
    if decision.is_switch and not decision.alternatives:
        return "write yes or no"
    said = [f"{name} ({label})" for name, label in decision.offered.items()]
    if not decision.any_of:
        return f"choose {', '.join(said[:-1])} or {said[-1]}"
    none = ", or [] for none" if decision.optional else ""
    return f"write a list of any of these: {', '.join(said)}{none}"


def where(conditions: Mapping[str, tuple[str, ...]]) -> str:
    """What must be answered elsewhere, as `only_if` and `all_if` say it."""
    return " and ".join(f"{name} is {' or '.join(wanted)}" for name, wanted in conditions.items())
