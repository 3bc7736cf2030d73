"""What a school's file answers to a model, checked against what the model asks."""

from collections.abc import Iterator, Mapping
from typing import Any

from policygen.assembly.compose import Answers
from policygen.dates import ACCEPTED, PartialDate
from policygen.errors import Problem, suggest
from policygen.sources.model import Model, Value
from policygen.sources.positions import Keys
from policygen.sources.records import kind_of
from policygen.sources.school import AdoptionEntry, School
from policygen.sources.text import MAX_LENGTH, describe, refused_character, tidy

_MAX_ITEMS = 200
_CHANGES = {"rename", "drop", "add"}


def read_answers(
    model: Model, school: School, policy: str, entry: AdoptionEntry
) -> tuple[Answers, list[Problem]]:
    """A school's answers to one model, and every answer that the model can't take.

    Such an answer is left out; where the model has a default for a value, it stands in.
    """
    reader = _Reader(model, school, ("policies", policy))
    choices = dict(reader.choices(entry))
    values = dict(reader.values(entry))
    return Answers(choices, values, school.roles, school.name), reader.problems


def defaults(model: Model) -> dict[str, str | Mapping[str, str]]:
    """The values that a model brings itself."""
    values: dict[str, str | Mapping[str, str]] = {}
    for name, declared in model.front.values.items():
        if declared.items is not None:
            values[name] = declared.items
        elif declared.default is not None:
            values[name] = declared.default
    return values


class _Reader:
    def __init__(self, model: Model, school: School, keys: tuple[str, ...]) -> None:
        self.model = model
        self.school = school
        self.keys = keys
        self.problems: list[Problem] = []

    def problem(self, keys: Keys, message: str, hint: str, key: bool = False) -> None:
        place = self.school.at(*self.keys, *keys, key=key)
        self.problems.append(Problem(place, message, hint))

    def choices(self, entry: AdoptionEntry) -> Iterator[tuple[str, str]]:
        decisions = self.model.front.decisions
        for name, choice in entry.choices.items():
            if name not in decisions:
                message = f"{name!r} is not a decision of {self.model.policy} {self.model.version}"
                self.problem(("choices", name), message, suggest(name, decisions), key=True)
            elif choice is not None and choice not in decisions[name].alternatives:
                hint = suggest(choice, decisions[name].alternatives)
                message = f"{choice!r} is not an alternative of {name}"
                self.problem(("choices", name), message, hint)
            elif choice is not None:
                yield name, choice

    def values(self, entry: AdoptionEntry) -> Iterator[tuple[str, str | Mapping[str, str]]]:
        yield from defaults(self.model).items()
        declared = self.model.front.values
        for name, given in entry.values.items():
            if name not in declared:
                message = f"{name!r} is not a value of {self.model.policy} {self.model.version}"
                hint = suggest(name, declared) or "remove it"
                self.problem(("values", name), message, hint, key=True)
            elif given is not None:
                value = self.value(declared[name], name, given)
                if value is not None:
                    yield name, value

    def value(self, declared: Value, name: str, given: Any) -> str | Mapping[str, str] | None:
        keys = ("values", name)
        if declared.items is not None:
            return self.changed(declared.items, name, given)
        if declared.type == "list":
            return self.listed(keys, given)
        text = self.text(keys, given)
        if text is None or declared.type != "date":
            return text
        try:
            return str(PartialDate.parse(text))
        except ValueError as error:
            self.problem(keys, str(error), ACCEPTED)
            return None

    def text(self, keys: Keys, given: Any) -> str | None:
        name = next(str(key) for key in reversed(keys) if isinstance(key, str))
        if not isinstance(given, str):
            self.problem(keys, f"{name} is {kind_of(given)} where text belongs", "write some text")
        elif not (text := tidy(given)):
            self.problem(keys, f"{name} is empty", "write some text")
        elif len(text) > MAX_LENGTH:
            hint = f"keep it within {MAX_LENGTH:,}"
            self.problem(keys, f"{name} is {len(text):,} characters long", hint)
        elif character := refused_character(text):
            self.problem(keys, describe(character), "delete it")
        else:
            return text
        return None

    def listed(self, keys: Keys, given: Any) -> dict[str, str] | None:
        if not isinstance(given, list):
            hint = "write each item on a line of its own, after '- '"
            self.problem(keys, f"{keys[-1]} is {kind_of(given)} where a list belongs", hint)
            return None
        if len(given) > _MAX_ITEMS:
            self.problem(keys, f"{keys[-1]} has {len(given)} items", f"at most {_MAX_ITEMS}")
            return None
        texts = [self.text((*keys, index), item) for index, item in enumerate(given)]
        return {f"_{index}": text for index, text in enumerate(texts) if text}

    def changed(self, items: Mapping[str, str], name: str, given: Any) -> Mapping[str, str]:
        """The model's items with what a school renamed, dropped and added."""
        keys = ("values", name)
        if not isinstance(given, dict):
            hint = "write rename: {item: new name}, drop: [item] or add: [new item] under it"
            self.problem(keys, f"{name} has items of its own, which a school changes", hint)
            return items
        for key in given.keys() - _CHANGES:
            message = f"unknown key {key!r}"
            self.problem((*keys, key), message, suggest(key, _CHANGES, verb="use"), key=True)
        rename = given.get("rename") or {}
        drop = given.get("drop") or []
        added = self.listed((*keys, "add"), given.get("add") or []) or {}
        if not isinstance(rename, dict):
            self.problem(
                (*keys, "rename"), "rename is not a group of keys", "write {item: new name}"
            )
            rename = {}
        if not isinstance(drop, list):
            self.problem((*keys, "drop"), "drop is not a list", "write [item, item]")
            drop = []
        renamed = {item: self.text((*keys, "rename", item), text) for item, text in rename.items()}
        for index, item in enumerate(drop):
            if not isinstance(item, str) or item not in items:
                message = f"{item!r} is not an item of {name}"
                self.problem((*keys, "drop", index), message, suggest(str(item), items))
        for item in rename:
            if item not in items:
                message = f"{item!r} is not an item of {name}"
                self.problem((*keys, "rename", item), message, suggest(item, items), key=True)
        kept = {item: renamed.get(item) or text for item, text in items.items() if item not in drop}
        return {**kept, **added}
