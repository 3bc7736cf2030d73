"""What a text still needs of a school's answers, and the answers that nothing prints."""

from collections.abc import Container, Iterator

from policygen.assembly.compose import Composed
from policygen.assembly.deciding import pick_in_words, where
from policygen.assembly.named import asked_in
from policygen.assembly.places import ids_in
from policygen.assembly.uses import Use
from policygen.assembly.wrong_group import in_wrong_group
from policygen.errors import Problem, is_near, suggest
from policygen.sources.adoption import Adoption
from policygen.sources.asking import lacks
from policygen.sources.decision import picked_of
from policygen.sources.entries import AdoptionEntry
from policygen.sources.located import Keys

_LISTED = 5  # open answers that are told one by one


def unanswered(adoption: Adoption, composed: Composed) -> Iterator[Problem]:
    """What a text still needs of a school, where nothing else that is said explains it.

    Where that is much, only how much it is, and what asks for it.
    """
    found = [*_each_unanswered(adoption, composed)]
    if len(found) <= _LISTED:
        yield from found
        return
    hint = f"policygen adopt {adoption.school.id} {adoption.policy} asks them"
    place = adoption.school.at("policies", adoption.policy, key=True)
    yield Problem(place, f"{len(found)} answers are open", hint)


def _each_unanswered(adoption: Adoption, composed: Composed) -> Iterator[Problem]:
    front, entry = adoption.model.front, adoption.entry
    for name in composed.open:
        if entry.choices.get(name) is not None or _said(adoption, "choices", name, front.decisions):
            continue  # a wrong choice, said already
        decision = front.decisions[name]
        if decision.fact:
            yield from _no_fact(adoption, decision.fact)
            continue
        message = f"{name} is undecided: {decision.asked}"
        yield Problem(adoption.at("choices", name), message, pick_in_words(decision))
    for use in composed.missing:
        if use.kind == "policy":
            yield no_policy(adoption, use.name)
            continue
        if use.kind == "field":
            yield _lacking(adoption, use)
            continue
        if use.kind == "role" or use.group == "facts":
            yield from _missing_of_school(adoption, use)
            continue
        name, item = use.name, use.item
        wrong = entry.values.get(name) is not None or _said(adoption, "values", name, front.values)
        if wrong and not item:
            continue  # a wrong value, said already
        place = adoption.at("values", name)
        if item:
            hint = "rename the item instead of dropping it"
            yield Problem(place, f"the text needs the item {item} of {name}", hint)
            continue
        value = front.values[name]
        example = f", such as: {value.example}" if value.example else ""
        form = "{file: …, alt: …}" if value.type == "picture" else "…"
        hint = f"add {name}: {form} under values{example}"
        yield Problem(place, f"the value {name} is missing: {value.ask}", hint)


def needed_elsewhere(adoption: Adoption, composed: Composed) -> Iterator[Problem]:
    """The answers that the text needs, and that stand under choices or values, the wrong one."""
    needed = [("choices", name) for name in composed.open]
    needed += (("values", use.name) for use in composed.missing if use.kind == "value")
    for group, name in dict.fromkeys(needed):
        if found := _elsewhere(adoption, group, name):
            yield found._replace(warning=False)


def _elsewhere(adoption: Adoption, group: str, name: str) -> Problem | None:
    """What is said of an answer to a group that stands in the other one alone."""
    other = "values" if group == "choices" else "choices"
    given, there = adoption.raw(group), adoption.raw(other)
    if isinstance(given, dict) and given.get(name) is not None:
        return None
    if not isinstance(there, dict) or there.get(name) is None:
        return None
    return in_wrong_group(adoption, other, name)


def unconfirmed_choices(adoption: Adoption) -> Iterator[Problem]:
    """The choices that were kept though the model has reworded what was chosen."""
    entry, decisions = adoption.entry, adoption.model.front.decisions
    for index, name in enumerate(entry.confirm):
        place = adoption.at("confirm", index)
        if name not in decisions:
            message = f"{name!r} is not a decision of {adoption.policy} {entry.model}"
            yield Problem(place, message, suggest(name, decisions) or "remove it")
        elif (choice := entry.choices.get(name)) is not None:
            picked = ",".join(picked_of(choice))
            message = f"{name} is to be confirmed: the model has reworded what was chosen"
            hint = (
                f"policygen adopt {adoption.school.id} {adoption.policy} --choose {name}={picked}"
            )
            yield Problem(place, message, hint, warning=True)


def _lacking(adoption: Adoption, use: Use) -> Problem:
    """That an item of a list has no such field."""
    number, field = use.item.split(".")
    asked = asked_in(adoption.model, use.group)[use.name]
    holder: Keys = ("policies", adoption.policy, "values")
    keys = (*(("facts",) if use.group == "facts" else holder), use.name, int(number) - 1)
    return Problem(adoption.school.at(*keys), *lacks(keys, field, asked.fields[field]))


def _missing_of_school(adoption: Adoption, use: Use) -> Iterator[Problem]:
    """What a text needs to know of the school itself, whatever the policy."""
    school, name = adoption.school, use.name
    if use.kind == "role":
        given = school.located.raw("roles", name)
        if isinstance(given, dict) and given.get(use.item) is not None:
            return  # it is wrong, which is said
        what = "who holds" if use.item == "holder" else f"the {use.item} of"
        message = f"nothing says {what} the post {name}, which the text prints"
        hint = f"write {name}: {{{use.item}: …}} under roles"
        if isinstance(given, dict):
            hint = f"add {use.item}: … under {name}"
        elif isinstance(given, str):
            hint = f"write {name}: {{title: {given}, {use.item}: …}}"
        yield Problem(school.at("roles", name), message, hint)
    else:
        yield from _no_fact(adoption, name)


def no_policy(adoption: Adoption, name: str) -> Problem:
    """That a school lacks a policy to which a text links, or that it can't be read."""
    school = adoption.school
    if gone := school.retirement(name):
        message = f"{adoption.policy} links to {name}, which is retired since {gone.on}"
        hint = (
            "give under other_policies the title of what holds in its place, as policygen adopt "
            f"{school.id} {adoption.policy} asks; "
            f"or bring it back: policygen retire --undo {school.id}/{name}"
        )
        return Problem(school.at("policies", adoption.policy, key=True), message, hint)
    if name in school.policies:
        place, message = school.at("policies", name, key=True), f"{name} can't be read"
        return Problem(place, f"{message}, so its title isn't known", f"{adoption.policy} names it")
    message = f"{adoption.policy} links to {name}, a policy that this school doesn't have"
    hint = f"policygen adopt {school.id} {name}, or give its title under other_policies"
    return Problem(adoption.school.at("policies", adoption.policy, key=True), message, hint)


def _no_fact(adoption: Adoption, name: str) -> Iterator[Problem]:
    """That a fact is missing; one that is wrong, or answers no decision, is said already."""
    school, fact = adoption.school, adoption.model.facts[name]
    given = school.located.raw("facts")
    if not isinstance(given, dict | None):
        return  # it is no group of facts, which is said
    near = any(
        is_near(str(other), name) for other in given or () if other not in adoption.model.facts
    )
    if not near and (given or {}).get(name) is None:
        example = f", such as: {fact.example}" if fact.example else ""
        add = f"{name}: …" if school.facts else f"facts: {{{name}: …}}"
        message = f"the fact {name} is missing: {fact.ask}"
        yield Problem(school.at("facts", name), message, f"add {add}{example}")


def _said(adoption: Adoption, group: str, name: str, known: Container[str]) -> bool:
    """Whether an answer is missing only because the group is none, or the name is misspelt, or
    stands beside the group or in the other one.

    Each of these is a problem of its own, so nothing is let through.
    """
    if name in adoption.raw() and name not in AdoptionEntry.model_fields:
        return True
    if _elsewhere(adoption, group, name):
        return True
    given = adoption.raw(group)
    if not isinstance(given, dict):
        return given is not None
    return any(is_near(str(other), name) for other in given if other not in known)


def unused_answers(adoption: Adoption, composed: Composed) -> Iterator[tuple[Keys, Problem]]:
    """The answers that nothing prints, by where they stand; a school may need them another time."""
    front, entry = adoption.model.front, adoption.entry
    said = []
    for name, given in entry.values.items():
        if given is not None and name in front.values and Use("value", name) not in composed.used:
            message = f"the value {name} isn't printed by anything that is chosen now"
            said.append(("values", name, message))
    for name, choice in entry.choices.items():
        if choice is None:
            continue  # a key that is left open says nothing
        why, declared = "", front.decisions.get(name)
        if declared and name in composed.whole:
            if {*picked_of(choice)} != {*declared.offered}:
                why = f"all of its alternatives hold where {where(declared.all_if)}"
        elif declared and name in composed.idle:
            why = f"it applies only where {where(declared.only_if)}"
        elif declared and Use("decision", name) not in composed.used:
            why = "it stands in a passage not chosen"
        if why:
            said.append(("choices", name, f"the choice {name} has no effect: {why}"))
    printed = ids_in(composed.shape.text) if entry.local else ()
    for name in entry.local:
        if name not in printed and name in ids_in(adoption.model.text):
            message = (
                f"the local wording of {name} has no effect: it stands in a passage not chosen"
            )
            said.append(("local", name, message))
    hint = "nothing is wrong: it may stay for another time, or you delete it in the file"
    for group, name, message in said:
        place = adoption.at(group, name, key=True)
        keys = ("policies", adoption.policy, group, name)
        yield keys, Problem(place, message, hint, warning=True)
