"""Addresses and telephone numbers that a school took over from the model's examples."""

from collections.abc import Iterator, Mapping
from typing import Literal

from policygen.assembly.compose import Composed
from policygen.assembly.uses import Use
from policygen.errors import Problem
from policygen.sources.adoption import Adoption
from policygen.sources.asking import Asked, ItemField
from policygen.sources.located import Keys
from policygen.sources.made_up import is_made_up
from policygen.sources.value_types import LINKING, TYPES, TypeName, address_of


def own_examples(adoption: Adoption, composed: Composed) -> Iterator[tuple[Problem, bool]]:
    """Warnings of what is printed and leads to where the model's example does.

    With each whether that is made up, as no address of its kind is anybody's: nobody can mean it.
    Words such as "the staff room" may be right for a school as they stand in the example.
    """
    holder = ("policies", adoption.policy, "values")
    facts = adoption.school.located.raw("facts")
    given = [*_given("values", holder, adoption.model.front.values, adoption.entry.values)]
    given += _given("facts", ("facts",), adoption.model.facts, facts)
    for use, keys, asked, answer in given:
        if use not in composed.used or asked.type not in LINKING or not asked.example:
            continue
        try:
            if _leads(asked.type, answer) != _leads(asked.type, asked.example):
                continue
        except ValueError:
            continue  # what is wrong with it is said already
        message = f"this is only the example of how it is written: {answer}"
        place = adoption.school.at(*keys)
        problem = Problem(place, message, "write your own in its place", warning=True)
        yield problem, is_made_up(asked.type, answer.strip())


def _leads(kind: TypeName, text: str) -> str:
    """Where a text leads. Raises ValueError for one that isn't of its type."""
    return address_of(kind, TYPES[kind].read(text)).casefold()


def _given(
    group: Literal["values", "facts"], above: Keys, declared: Mapping[str, Asked], answers: object
) -> Iterator[tuple[Use, Keys, Asked | ItemField, str]]:
    """Each text that a school gives, in the items of lists too, with what is asked."""
    for name, answer in answers.items() if isinstance(answers, dict) else ():
        if (asked := declared.get(name)) is None:
            continue
        use, keys = Use("value", name, group=group), (*above, name)
        if isinstance(answer, str):
            yield use, keys, asked, answer
        for index, item in enumerate(answer if isinstance(answer, list) else ()):
            for field, said in item.items() if isinstance(item, dict) else ():
                if isinstance(said, str) and field in asked.fields:
                    yield use, (*keys, index, field), asked.fields[field], said
