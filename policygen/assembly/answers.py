"""What a school's file answers to a model, checked against what the model asks."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from policygen.assembly.compose import Answers
from policygen.assembly.control import row_problems
from policygen.assembly.deciding import pick, pick_in_words
from policygen.assembly.local_answers import read_local
from policygen.assembly.wrong_group import in_wrong_group
from policygen.errors import Problem, is_near, nearest, quoted, suggest
from policygen.sources.adoption import Adoption
from policygen.sources.asking import STAND_IN, Answer, AnswerReader
from policygen.sources.decision import Choice, Decision, yes_or_no
from policygen.sources.located import Keys
from policygen.sources.model import Model, Value
from policygen.sources.picture import (
    OwnPicture,
    is_name_alone,
    is_picture,
    name_hint,
    read_picture,
)
from policygen.sources.records import MAX_TOLD, kind_of
from policygen.sources.row_files import given_rows, is_rows, read_rows
from policygen.sources.value_types import TYPES

_CHANGES = {"rename", "drop", "add"}


def read_answers(adoption: Adoption, *, draft: bool = False) -> tuple[Answers, list[Problem]]:
    """A school's answers to a model, and every answer that the model can't take.

    Such an answer is left out; where the model has a default for a value, it stands in. With
    `draft` items of lists may lack fields.
    """
    reader = _Reader(adoption, draft=draft)
    choices = {**dict(reader.choices()), **dict(reader.facts())}
    values = dict(reader.values())
    school = adoption.school
    control = dict(reader.control())
    local, problems = read_local(adoption)
    answers = Answers(
        choices,
        values,
        school.roles,
        school.name,
        school.facts,
        control,
        adoption.others,
        local,
    )
    return answers, [*reader.problems, *problems]


@lru_cache(maxsize=256)
def defaults(model: Model) -> Mapping[str, Answer]:
    """The values that a model brings itself."""
    values: dict[str, Answer] = {}
    for name, declared in model.front.values.items():
        if declared.items is not None:
            values[name] = declared.items
        elif declared.rows and declared.rows in model.files and declared.type == "records":
            data, sheet = model.files[declared.rows], declared.sheet or ""
            values[name] = read_rows(data, declared.rows, declared.fields, sheet)[0]
        elif declared.default is not None and (kind := declared.text_type):
            with suppress(ValueError):  # which is said where the model is checked
                values[name] = TYPES[kind].read(declared.default)
    return values


class _Reader:
    def __init__(self, adoption: Adoption, *, draft: bool) -> None:
        self.adoption = adoption
        self.entry = adoption.entry
        self.model = adoption.model
        self.problems: list[Problem] = []
        self.reader = AnswerReader(self.problem, may_lack=draft)

    def problem(
        self, keys: Keys, message: str, hint: str, key: bool = False, *, warning: bool = False
    ) -> None:
        place = self.adoption.at(*keys, key=key)
        self.problems.append(Problem(place, message, hint, warning))

    def enough(self, group: str) -> bool:
        """Whether so much is wrong that it's no use to go on; that is told too."""
        if len(self.problems) < MAX_TOLD:
            return False
        message = f"too many problems under {group}: the first {MAX_TOLD} are listed"
        self.problem((group,), message, "mend these, and check again", key=True)
        return True

    def choices(self) -> Iterator[tuple[str, Choice]]:
        decisions = self.model.front.decisions
        for given, choice in self.entry.choices.items():
            if self.enough("choices"):
                return
            name = self.known("choices", given, decisions, "a decision")
            if name and decisions[name].fact:
                message = f"{name} isn't chosen: it follows from facts.{decisions[name].fact}"
                hint = f"remove it, and give {decisions[name].fact}: … under facts"
                self.problem(("choices", given), message, hint, key=True)
                continue
            if name is None or choice is None:
                continue
            read = self.several if decisions[name].any_of else self.one
            picked = read(decisions[name], name, given, choice)
            if picked is not None:
                yield name, picked

    def control(self) -> Iterator[tuple[str, str]]:
        """The rows that the school adds to the control table, or puts in the model's place."""
        for term, said in self.entry.control.items():
            place = self.adoption.at("control", term)
            key = self.adoption.at("control", term, key=True)
            hint = "name what the model declares, such as roles.headteacher, or write plain words"
            found = [
                one
                if one.hint.startswith("did you mean") or one.position == key
                else one._replace(hint=hint)
                for one in row_problems(self.model, term, said, key, place)
            ]
            own = {one.lower(): one for one in self.model.front.control}
            if (same := own.get(term.lower(), term)) != term:
                hint = f"write {same}, or call it something else"
                found.append(Problem(key, f"the model has a row {same} already", hint))
            self.problems += found
            if not found:
                yield term, said

    def facts(self) -> Iterator[tuple[str, Choice]]:
        """The decisions that the school's facts answer."""
        school = self.adoption.school
        for name, decision in self.model.front.decisions.items():
            fact = decision.fact
            if not fact or not isinstance(given := school.facts.get(fact), str):
                continue
            if covering := decision.covering(given):
                yield name, covering
                continue
            listed = [text for texts in decision.alternatives.values() for text in texts]
            message = f"{quoted(given)} is none of what {self.adoption.policy} is written for"
            hint = suggest(given, listed) + f" ({name} follows from facts.{fact})"
            self.problems.append(Problem(school.at("facts", fact), message, hint))

    def one(self, decision: Decision, name: str, given: str, choice: Choice) -> str | None:
        keys = ("choices", given)
        if not isinstance(choice, str):
            self.problem(keys, f"{name} is a list where one alternative belongs", pick(decision))
            return None
        if decision.is_switch:
            choice = yes_or_no(choice) or choice
        return self.alternative(decision, name, keys, choice)

    def several(
        self, decision: Decision, name: str, given: str, choice: Choice
    ) -> tuple[str, ...] | None:
        keys = ("choices", given)
        if isinstance(choice, str):
            parts = [part for part in choice.replace(",", " ").split() if part not in ("and", "or")]
            if choice not in decision.offered and len(parts) > 1:
                hint = f"write [{', '.join(parts)}]"
                self.problem(keys, f"{name} is text where a list belongs", hint)
                return None
            one = self.alternative(decision, name, keys, choice)
            return None if one is None else (one,)
        if not choice and not decision.optional:
            hint = f"name one at least: {', '.join(decision.offered)}"
            self.problem(keys, f"none of the alternatives of {name} is chosen", hint)
            return None
        found = [
            self.alternative(decision, name, (*keys, index), one)
            for index, one in enumerate(choice)
        ]
        for index, one in enumerate(found):
            if one is not None and one in found[:index]:
                self.problem((*keys, index), f"{one} is chosen twice", "remove one of the two")
        if None in found:
            return None
        return tuple(one for one in decision.offered if one in found)  # in the model's order

    def alternative(self, decision: Decision, name: str, keys: Keys, choice: str) -> str | None:
        offered = decision.offered
        if choice in offered:
            return choice
        labels = {label.lower(): key for key, label in offered.items()}
        if near := nearest(choice, offered):
            hint = f"did you mean {near}?"
        elif meant := labels.get(choice.lower()):
            hint = f"write {meant}, which stands for these words"
        elif label := nearest(choice, labels):
            hint = f"did you mean {labels[label]}?"
        else:
            hint = pick_in_words(decision)
        self.problem(keys, f"{quoted(choice)} is not an alternative of {name}", hint)
        return None

    def values(self) -> Iterator[tuple[str, Answer]]:
        yield from defaults(self.model).items()
        declared = self.model.front.values
        for name, given in self.entry.values.items():
            if self.enough("values"):
                return
            known = self.known("values", name, declared, "a value")
            if known is not None and given is not None:
                value = self.value(declared[known], name, given)
                if value is not None:
                    yield known, value

    def known(self, group: str, name: str, declared: Mapping[str, Any], what: str) -> str | None:
        """The name, if the model declares it; else the one that was probably meant, if any.

        What no name is like that is still wanted may come from another version of the model: a
        school keeps it, and is warned.
        """
        if name in declared:
            return name
        given = self.adoption.raw(group) or {}
        of_trust = self.adoption.school.is_of_trust("policies", self.adoption.policy, group, name)
        rest = [other for other in declared if of_trust or given.get(other) is None]
        message = f"{name!r} is not {what} of {self.model.policy} {self.model.version}"
        wrong = in_wrong_group(self.adoption, group, name)
        if not wrong and (meant := nearest(name, rest)):
            self.problem((group, name), message, f"did you mean {meant}?", key=True)
            return meant
        if wrong:
            self.problems.append(wrong)
            return None
        hint = "remove it, unless another version of the model needs it"
        since = self.model.front.since
        if since and (now := since.now_called("decisions" if group == "choices" else group, name)):
            hint = f"it is called {now} now; put back {since.version} as the model, then: "
            hint += f"policygen upgrade {self.adoption}"
        self.problem((group, name), f"{message}, and has no effect", hint, key=True, warning=True)
        return None

    def value(self, declared: Value, name: str, given: Any) -> Answer | None:
        if declared.items is not None:
            return self.changed(declared.items, name, given) or None
        if declared.type == "records" and isinstance(given, dict) and "rows" in given:
            return self.rows(declared, name, given)
        if declared.type == "picture":
            return self.picture(name, given)
        if declared.type == "records" and self.is_no_list(declared, name, given):
            return None
        return self.reader.answer(("values", name), declared, given)

    def is_no_list(self, declared: Value, name: str, given: Any) -> bool:
        """Whether a list of records was probably meant to come from a file."""
        keys = isinstance(given, dict) and not declared.fields.keys() & given.keys()
        named = isinstance(given, str) and is_rows(given)
        if keys or named:
            hint = f"write rows: {given if named else 'name.xlsx'} under it, or a list of its items"
            message = f"{name} is {kind_of(given)} where a list belongs"
            self.problem(("values", name), message, hint)
        return keys or named

    def rows(self, declared: Value, name: str, given: Mapping[str, Any]) -> Answer | None:
        """The items of a list of records from a file beside the school's own."""
        keys = ("values", name)
        path, files = self.adoption.beside(*keys)
        records, problems = given_rows(keys, given, declared.fields, path, files, self.problem)
        self.problems += problems
        return records

    def picture(self, name: str, given: Any) -> Answer | None:
        """A picture beside the school's file, and what it shows."""
        keys = ("values", name)
        path, files = self.adoption.beside(*keys)
        form = "{file: map.png, alt: what it shows, for whoever doesn't see it}"
        if not isinstance(given, dict):
            message = f"{name} is {kind_of(given)} where a picture belongs"
            self.problem(keys, message, f"write {name}: {form}")
            return None
        for key in given.keys() - {"file", "alt"}:
            message = f"unknown key {quoted(str(key))}"
            self.problem(
                (*keys, key), message, suggest(str(key), ("file", "alt"), verb="use"), True
            )
        for key, hint in (("file", "map.png"), ("alt", "what it shows, in words")):
            meant = any(is_near(str(one), key) for one in given.keys() - {"file", "alt"})
            if given.get(key) is None and not meant:
                message = f"the picture {name} has no {key}"
                self.problem(keys, message, f"add {key}: {hint}")
        file, alt = given.get("file"), given.get("alt")
        said = None if alt is None else self.reader.text((*keys, "alt"), alt, name=f"alt of {name}")
        if said and is_name_alone(said, str(file)):
            message = "a file's name doesn't say what a picture shows"
            self.problem((*keys, "alt"), message, "say what whoever doesn't see it must know")
        if file is None:
            return None
        if not isinstance(file, str) or not is_picture(file):
            shown = quoted(file) if isinstance(file, str) else kind_of(file)
            hint = name_hint(file if isinstance(file, str) else "", path)
            self.problem((*keys, "file"), f"{shown} can't be shown", hint)
            return None
        found = read_picture(file, files.get, beside=path)
        if found.fault:
            self.problem((*keys, "file"), found.fault, found.hint)
            return None
        return OwnPicture(said or STAND_IN, found)

    def changed(self, items: Mapping[str, str], name: str, given: Any) -> Mapping[str, str]:
        """The model's items with what a school renamed, dropped and added."""
        keys = ("values", name)
        if not isinstance(given, dict):
            hint = "write rename: {item: new name}, drop: [item] or add: [new item] under it"
            if isinstance(given, list) and given and all(map(_is_plain, given)):
                these = f"{name}: {{add: [{', '.join(given)}]}}"
                hint = (
                    f"to have these beside the model's, write {these}; see also rename: and drop:"
                )
            self.problem(keys, f"{name} has items of its own, which a school changes", hint)
            return items
        for key in given.keys() - _CHANGES:
            message = f"unknown key {quoted(key)}"
            self.problem((*keys, key), message, suggest(key, _CHANGES, verb="use"), key=True)
        rename, drop, add = (given.get(key) for key in ("rename", "drop", "add"))
        added = {} if add is None else self.reader.listed((*keys, "add"), add) or {}
        if not isinstance(rename, dict | None):
            message = f"rename is {kind_of(rename)} where a group of keys belongs"
            self.problem((*keys, "rename"), message, "write rename: {item: new name}")
        if not isinstance(drop, list | None):
            message = f"drop is {kind_of(drop)} where a list belongs"
            self.problem((*keys, "drop"), message, "write drop: [item]")
        rename = rename if isinstance(rename, dict) else {}
        drop = drop if isinstance(drop, list) else []
        renamed = {
            item: self.reader.text((*keys, "rename", item), text) for item, text in rename.items()
        }
        for index, item in enumerate(drop):
            if not isinstance(item, str) or item not in items:
                said = quoted(item) if isinstance(item, str) else kind_of(item)
                message = f"{said} is not an item of {name}"
                hint = suggest(item if isinstance(item, str) else "", items)
                self.problem((*keys, "drop", index), message, hint)
        for item in rename:
            if item not in items:
                message = f"{quoted(item)} is not an item of {name}"
                self.problem((*keys, "rename", item), message, suggest(item, items), key=True)
            elif item in drop:
                message = f"{item} is renamed and dropped"
                self.problem((*keys, "rename", item), message, "keep one of the two", key=True)
        kept = {item: renamed.get(item) or text for item, text in items.items() if item not in drop}
        if not kept and not added:
            self.problem((*keys, "drop"), f"{name} has no item left", "keep an item, or add one")
        return {**kept, **added}


def _is_plain(item: object) -> bool:
    """Whether an item can stand among brackets in YAML as it is."""
    return isinstance(item, str) and re.fullmatch(r"\w[\w '’.-]*", item) is not None
