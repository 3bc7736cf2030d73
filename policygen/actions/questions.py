"""What a school is asked about a policy: each question with the place of its answer in its file."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from policygen.actions.asked_when import asked_when
from policygen.assembly.answers import defaults
from policygen.assembly.compose import Answers, Composed
from policygen.assembly.linking import linked_policies
from policygen.assembly.uses import TYPES_OF_A_POST, Use
from policygen.sources.adoption import Adoption
from policygen.sources.asking import Asked, ItemField
from policygen.sources.decision import Decision, picked_of
from policygen.sources.located import Keys
from policygen.sources.model import Value
from policygen.sources.value_types import NO_LIMITS, Limits, TypeName


@dataclass(frozen=True, slots=True)
class AskOneOf:
    """One of several, each with its label; `also` are other words for some."""

    options: Mapping[str, str]
    also: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskAnyOf:
    """Several, each with its label; none where there `may_be_none`."""

    options: Mapping[str, str]
    may_be_none: bool = False


@dataclass(frozen=True, slots=True)
class AskWords:
    """A text of some type; `example` is one that the model gives, `default` what it brings."""

    type: TypeName = "text"
    example: str = ""
    default: str = ""
    limits: Limits = NO_LIMITS


@dataclass(frozen=True, slots=True)
class AskTexts:
    """A list of texts, or the lines of one."""

    lines: bool = False
    example: str = ""


@dataclass(frozen=True, slots=True)
class AskChanges:
    """A list that the model brings, of which items are kept, renamed, dropped, and more added."""

    items: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AskRecords:
    """A list of which each item has fields; `files` beside the school's may hold its rows.

    `brought` are the rows that the model brings.
    """

    fields: Mapping[str, ItemField]
    files: tuple[str, ...] = ()
    brought: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AskPicture:
    """A picture beside the school's file, and what it shows; `files` are those that are there."""

    files: tuple[str, ...] = ()


AskedAs: TypeAlias = (
    AskOneOf | AskAnyOf | AskWords | AskTexts | AskChanges | AskRecords | AskPicture
)


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked; its answer stands under `keys` in the school's file.

    `name` is what it goes by on a command line: that of a decision or a value, `facts.kind`,
    `roles.headteacher.holder` or `policy:behaviour`. `why` says why it is asked. One that
    `confirms` has an answer, whose wording the model has changed since. `lacks` says what a list of
    records that was begun has not got yet.
    """

    name: str
    keys: Keys
    ask: str
    form: AskedAs
    why: str = ""
    confirms: bool = False
    lacks: str = ""

    @property
    def is_choice(self) -> bool:
        """Whether it is a decision, which --choose answers."""
        return self.keys[0] == "policies" and self.keys[2] == "choices"


REWORDED = "The model has reworded what you chose: confirm it, or choose anew."
FOR_ALL = "This is said once, for all policies of the school."


@dataclass(frozen=True)
class Asking:
    """Makes the questions of one adoption. `files` are those beside the school's own."""

    adoption: Adoption
    answers: Answers
    composed: Composed
    files: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    def open(self) -> list[Question]:
        """What must still be answered."""
        decisions = map(self.decision, self.composed.open)
        return [*decisions, *map(self.of_use, self.composed.missing)]

    def in_order(self, questions: Iterable[Question]) -> list[Question]:
        """Questions in the order in which they are asked, each once."""
        model, each = self.adoption.model, {one.keys: one for one in questions}
        return sorted(each.values(), key=lambda one: asked_when(model, one.name, one.keys))

    def unconfirmed(self) -> list[Question]:
        """The choices that were made, and whose wording has changed since."""
        entry, decisions = self.adoption.entry, self.adoption.model.front.decisions
        return [
            replace(self.decision(name), why=REWORDED, confirms=True)
            for name in dict.fromkeys(entry.confirm)
            if name in decisions and entry.choices.get(name) is not None
        ]

    def brought(self) -> list[Question]:
        """What the model answers itself and the school may answer otherwise, and hasn't."""
        given = self.adoption.entry.values
        roles = self.adoption.school.roles
        return [
            question
            for question in self.used()
            if (question.keys[2:3] == ("values",) and given.get(question.name) is None)
            or (question.keys[0] == "roles" and question.name.count(".") == 1
                and not (question.keys[1] in roles and roles[str(question.keys[1])].title))
        ]  # fmt: skip

    def used(self) -> list[Question]:
        """Everything that the text asks for with these choices and that has an answer."""
        missing = {question.keys for question in self.open()}
        used = {(use.kind, use.name, use.item, use.group) for use in self.composed.used}
        front = self.adoption.model.front
        found = [
            self.decision(name)
            for name in front.decisions
            if ("decision", name, "", "values") in used
            and name not in self.composed.idle
            and self.answers.choices.get(name) is not None
        ]
        values = [
            self.of_use(Use("value", name))
            for name in front.values
            if ("value", name, "", "values") in used
        ]
        facts = [
            self.of_use(Use("value", name, group="facts"))
            for name in self.adoption.model.facts
            if ("value", name, "", "facts") in used
        ]
        roles = []
        for name in front.roles:
            if ("role", name, "", "values") in used:
                roles.append(self.of_use(Use("role", name)))
            if post := self.adoption.school.roles.get(name):
                roles += [self.of_use(Use("role", name, detail)) for detail in post.details]
        policies = [
            self.of_use(Use("policy", name)) for name in self.adoption.school.other_policies
            if name in self.adoption.others
        ]  # fmt: skip
        every = {one.keys: one for one in (*found, *facts, *values, *roles, *policies)}
        return [one for one in every.values() if one.keys not in missing]

    def all(self) -> Iterator[Question]:
        """All that can be asked, whatever was chosen."""
        model = self.adoption.model
        yield from (
            self.decision(name) for name, one in model.front.decisions.items() if not one.fact
        )
        yield from (self.of_use(Use("value", name)) for name in model.front.values)
        yield from (self.of_use(Use("value", name, group="facts")) for name in model.facts)
        for name in model.front.roles:
            yield self.of_use(Use("role", name))
            yield from (self.of_use(Use("role", name, detail)) for detail in TYPES_OF_A_POST)
        yield from (self.of_use(Use("policy", name)) for name in linked_policies(model))

    def decision(self, name: str) -> Question:
        """What is asked to make a decision, or to know the fact that it follows from."""
        decision = self.adoption.model.front.decisions[name]
        if decision.fact:
            return self.fact(decision.fact)
        form: AskedAs = AskOneOf(decision.offered)
        if decision.any_of:
            form = AskAnyOf(decision.offered, decision.optional)
        return Question(
            name, self.entry("choices", name), decision.asked, form, self.because(decision)
        )

    def because(self, decision: Decision) -> str:
        """What was answered to other decisions, so that this one applies."""
        said = []
        for before, wanted in decision.only_if.items():
            other = self.adoption.model.front.decisions[before]
            if other.fact:
                given = self.answers.facts.get(other.fact)
                said.append(f"the school's {other.fact.replace('_', ' ')} is {given}")
                continue
            picked = [
                one for one in picked_of(self.answers.choices.get(before, ())) if one in wanted
            ]
            labels = " and ".join(f"“{other.offered[one]}”" for one in picked or wanted)
            said.append(f"the answer to “{other.asked}” is {labels}")
        return f"You are asked this because {', and '.join(said)}." if said else ""

    def of_use(self, use: Use) -> Question:
        """What is asked to fill a blank."""
        if use.kind == "policy":
            return self.policy(use.name)
        if use.kind == "role":
            return self.role(use.name, use.item)
        if use.group == "facts":
            return self.fact(use.name)
        value = self.adoption.model.front.values[use.name]
        keys = self.entry("values", use.name)
        form, raw = self.value_form(use.name, value), self.adoption.raw("values", use.name)
        return Question(use.name, keys, value.ask, form, lacks=_lacking(value.fields, raw))

    def value_form(self, name: str, value: Value) -> AskedAs:
        """The form of a value's answer, with what the model brings."""
        if value.items is not None:
            return AskChanges(value.items)
        form = self.form(value)
        brought = defaults(self.adoption.model).get(name)
        if isinstance(form, AskWords) and isinstance(brought, str):
            return replace(form, default=brought)
        if isinstance(form, AskRecords) and isinstance(brought, tuple):
            return replace(form, brought=brought)
        return form

    def form(self, asked: Asked) -> AskedAs:
        """The form of an answer, by its type."""
        match asked.type:
            case "list":
                return AskTexts(example=asked.example or "")
            case "lines":
                return AskTexts(lines=True, example=asked.example or "")
            case "records":
                return AskRecords(asked.fields, ending_in(self.files, (".csv", ".xlsx")))
            case "picture":
                return AskPicture(ending_in(self.files, (".png", ".jpg", ".svg")))
            case kind:
                return AskWords(kind, asked.example or "", limits=asked.limits)

    def fact(self, name: str) -> Question:
        """What is asked to know a fact; where decisions follow from it, as they have it."""
        fact = self.adoption.model.facts[name]
        lists = [
            [text for texts in one.alternatives.values() for text in texts]
            for one in self.adoption.model.front.decisions.values()
            if one.fact == name and not one.otherwise
        ]
        offered = lists[0] if lists else fact.one_of
        known = [text for text in offered if all(text in other for other in lists)]
        also = {said: one for said, one in fact.also.items() if one in known}
        form = self.form(fact)
        if known:
            form = AskOneOf({text: fact.label(text) for text in known}, also)
        why = FOR_ALL
        if name == "email" and isinstance(form, AskWords) and (sent := self.adoption.school.email):
            form = replace(form, example=sent)
            why += f" Reminders go to {sent}; to print that address, type example."
        lacks = _lacking(fact.fields, self.adoption.school.located.raw("facts", name))
        return Question(f"facts.{name}", ("facts", name), fact.ask, form, why, lacks=lacks)

    def role(self, name: str, detail: str) -> Question:
        """What is asked to know what a post is called, who holds it, how to reach them."""
        title = self.adoption.model.front.roles[name]
        post = self.adoption.school.roles.get(name)
        called = (post.title if post else None) or title
        if not detail:
            given = self.adoption.school.located.raw("roles", name)
            keys: Keys = ("roles", name, *(("title",) * isinstance(given, dict)))
            ask = f"What does your school call the post of {title}?"
            return Question(f"roles.{name}", keys, ask, AskWords(default=title), FOR_ALL)
        ask = {
            "holder": f"Who holds the post of {called}?",
            "email": f"At which e-mail address is the {called} reached?",
            "telephone": f"On which telephone number is the {called} reached?",
        }[detail]
        form = AskWords(TYPES_OF_A_POST[detail])
        return Question(f"roles.{name}.{detail}", ("roles", name, detail), ask, form, FOR_ALL)

    def policy(self, name: str) -> Question:
        """What is asked to name another policy."""
        called = self.titles.get(name, "")
        ask = f"What is your school's policy on {name.replace('-', ' ')} called?"
        why = "The text names that policy, and your school hasn't adopted one of that name here."
        form = AskWords(example=called)
        return Question(f"policy:{name}", ("other_policies", name), ask, form, why)

    def entry(self, group: str, name: str) -> Keys:
        """The keys of an answer in the school's entry of the policy."""
        return ("policies", self.adoption.policy, group, name)


def ending_in(files: Sequence[str], endings: tuple[str, ...]) -> tuple[str, ...]:
    """The files of some kinds."""
    return tuple(name for name in files if name.endswith(endings) and not name.startswith("logo."))


def _lacking(fields: Mapping[str, ItemField], given: Any) -> str:
    """What the items lack that a list of records has so far."""
    items = (
        [one if isinstance(one, dict) else {} for one in given] if isinstance(given, list) else []
    )
    needed = [name for name, one in fields.items() if not one.optional]
    lacking = ([name for name in needed if item.get(name) is None] for item in items)
    return "; ".join(
        f"item {index} has no {' and no '.join(names)}"
        for index, names in enumerate(lacking, 1)
        if names
    )
