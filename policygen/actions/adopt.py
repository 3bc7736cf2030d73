"""A school takes up a model policy: what it is asked, and its file with the answers in it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from policygen.actions.schema import write_schemas
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.deciding import pick
from policygen.assembly.edition import assemble
from policygen.assembly.uses import Use
from policygen.errors import (
    PolicyError,
    Problem,
    Reason,
    SourceError,
    WrongWordError,
    suggest,
    with_hint,
)
from policygen.sources.adopting import adopted
from policygen.sources.adoption import Adoption
from policygen.sources.decision import Choice, Decision, yes_or_no
from policygen.sources.model import Model, Value
from policygen.sources.school import School
from policygen.sources.text import encode_like
from policygen.sources.value_types import TYPES, TypeName
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision that is still open: what is asked, and each alternative in words.

    With `any_of` several of them may be picked, and with `may_be_none` none.
    """

    name: str
    ask: str
    alternatives: Mapping[str, str]
    any_of: bool = False
    may_be_none: bool = False


@dataclass(frozen=True, slots=True)
class OpenValue:
    """A value that is still wanted, and an example of one, if the model gives any."""

    name: str
    ask: str
    example: str
    type: TypeName = "text"


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact of the school that is still wanted, and what it may be, if that is known."""

    name: str
    ask: str
    known: tuple[str, ...] = ()
    example: str = ""
    type: TypeName = "text"


@dataclass(frozen=True, slots=True)
class OpenInFile:
    """What is written into the school's file by hand, and how."""

    name: str
    ask: str
    form: str


Question: TypeAlias = OpenDecision | OpenFact | OpenValue | OpenInFile


def wrong_answer(question: OpenFact | OpenValue, text: str) -> str:
    """What is wrong with an answer, and what would be right; empty if nothing is."""
    try:
        TYPES[question.type].read(text)
    except ValueError as error:
        return with_hint(f"{error}.", TYPES[question.type].right)
    return ""


@dataclass(frozen=True, slots=True)
class Adopted:
    """A school's file with the answers in it, and what is still open."""

    target: Target
    file: str
    open: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Adopting:
    """A school's file on its way to a finished adoption."""

    library: Library
    school: str
    path: str
    before: bytes
    policy: str
    model: Model
    choices: Mapping[str, Choice | None]
    values: Mapping[str, Any]
    facts: Mapping[str, str] = field(default_factory=dict)
    left_open: frozenset[str] = frozenset()

    @classmethod
    def begin(
        cls, library: Library, school: str, policy: str, version: str | None,
        choices: Mapping[str, str], values: Mapping[str, str],
    ) -> "Adopting":  # fmt: skip
        """The adoption with the answers given so far.

        Without a version it goes on with the one that the school has, or takes the newest. Raises
        WrongWordError for a policy or a name that there isn't, and SourceError if the school's file
        or the model can't be read.
        """
        workspace = library.workspace
        wanted = workspace.model_version(policy, version)
        found, problems = workspace.school(school)
        entry = found.policies.get(policy) if found else None
        if found is None or any(not problem.warning for problem in problems):
            raise SourceError(problems)
        if entry and not version:
            wanted = workspace.model_version(policy, entry.model)
        if entry and entry.model != wanted:
            raise PolicyError(
                f"{school} has adopted {policy} {entry.model} already",
                "change model: in its school.yaml, then run this again",
            )
        model, faults = library.model(policy, wanted)
        if model is None or faults:
            raise SourceError(faults)
        _must_know(choices, model.front.decisions, f"decision of {policy}")
        _must_know(values, model.front.values, f"value of {policy}")
        picked = {
            name: _choice(name, model.front.decisions[name], text) for name, text in choices.items()
        }
        given: dict[str, Any] = {}
        for name, text in values.items():
            declared = model.front.values[name]
            if declared.items is not None:
                message = f"{name} is a list: edit it in {found.path}."
                raise WrongWordError([Reason(message)])
            if declared.type in ("records", "picture"):
                what = "list of records" if declared.type == "records" else "picture"
                message = f"{name} is a {what}: write it into {found.path}."
                raise WrongWordError([Reason(message)])
            given[name] = _as_given(declared, text)
        before = workspace.read(workspace.school_file(school))
        return cls(library, school, found.path, before, policy, model, picked, given)

    @property
    def source(self) -> str:
        """The school's file as it was."""
        return self.before.decode("utf-8-sig")

    def text(self) -> str:
        """The school's file as it will be, open keys marked."""
        decisions = {
            name: ("any of: " if one.any_of else "")
            + (", " if one.any_of else " or ").join(one.offered)
            for name, one in self.model.front.decisions.items()
        }
        still = self.questions()
        choices: dict[str, Choice | None] = {
            q.name: None for q in still if isinstance(q, OpenDecision)
        }
        declared = self.model.front.values
        values: dict[str, Any] = {q.name: None for q in still if q.name in declared}
        choices |= self.choices
        values |= self.values
        choices = {name: choices[name] for name in self.model.front.decisions if name in choices}
        values = {name: values[name] for name in declared if name in values}
        return adopted(
            self.source, self.policy, self.model.version, choices, values, decisions, self.facts,
            self.path,
        )  # fmt: skip

    def problems(self) -> list[Problem]:
        """What is wrong with the answers, placed in the file as it will be."""
        school, problems = self._school()
        if school:
            _, faults = assemble(self._adoption(school), draft=True)
            problems += faults
        return [problem for problem in problems if not problem.warning]

    def questions(self) -> list[Question]:
        """What is open with the answers so far, in the order of the text."""
        school, problems = self._school()
        if school is None or any(not problem.warning for problem in problems):
            return []
        answers, _ = read_answers(self._adoption(school))
        composed = compose(self.model, answers)
        front = self.model.front
        if composed.open:
            asked: list[Question] = []
            for name in composed.open:
                question = _asked(name, front.decisions[name], self.model)
                asked += [question] * (question not in asked)
            return asked
        # Which values are needed depends on the choices, so they are asked for when all are made.
        return list(dict.fromkeys(_wanted(use, self.model) for use in composed.missing))

    def next_question(self) -> OpenDecision | OpenFact | OpenValue | None:
        """The first open question that the person hasn't chosen to leave open."""
        for question in self.questions():
            if not isinstance(question, OpenInFile) and question.name not in self.left_open:
                return question
        return None

    def answered(self, question: Question, answer: Choice | None) -> "Adopting":
        """The adoption with one more answer, or with a question left open."""
        if answer is None:
            return replace(self, left_open=self.left_open | {question.name})
        if isinstance(question, OpenDecision):
            return replace(self, choices={**self.choices, question.name: answer})
        if isinstance(question, OpenFact):
            return replace(self, facts={**self.facts, question.name: str(answer)})
        given = _as_given(self.model.front.values[question.name], str(answer))
        return replace(self, values={**self.values, question.name: given})

    def _adoption(self, school: School) -> Adoption:
        others = self.library.others(school, self.model)
        return Adoption(school, self.policy, school.policies[self.policy], self.model, others)

    def _school(self) -> tuple[School | None, list[Problem]]:
        text = adopted(
            self.source, self.policy, self.model.version, self.choices, self.values, {}, self.facts,
            self.path,
        )  # fmt: skip
        return self.library.workspace.parse_school(text.encode(), self.school)


def adopt(adopting: Adopting) -> Adopted:
    """Write a school's file with the answers so far, open keys marked.

    Raises SourceError if an answer is wrong, and PolicyError if the file has changed meanwhile.
    """
    if broken := adopting.problems():
        raise SourceError(broken)
    workspace = adopting.library.workspace
    with alone(workspace, "issues", wait=30):
        after = encode_like(adopting.text(), adopting.before)
        workspace.replace_school(adopting.school, adopting.before, after)
    write_schemas(workspace)
    target = Target(adopting.school, adopting.policy)
    return Adopted(target, adopting.path, tuple(adopting.questions()))


def _as_given(declared: Value, text: str) -> str | list[str]:
    """A value as it stands in a file; a list or lines are typed with ; between."""
    parts = [part.strip() for part in text.split(";")]
    match declared.type:
        case "list":
            return parts
        case "lines":
            return "\n".join(parts)
    return text


def _wanted(use: Use, model: Model) -> Question:
    """What is asked to fill a blank."""
    name = use.name
    if use.kind == "policy":
        form = f"{name}: and its title under other_policies:, or adopt it"
        return OpenInFile(name, "What is this other policy of yours called?", form)
    if use.kind == "role":
        title, detail = model.front.roles[name], use.item
        ask = f"Who holds the post of {title}?" if detail == "holder" else f"{title}: {detail}?"
        return OpenInFile(f"{name}.{detail}", ask, f"{name}: {{{detail}: …}} under roles:")
    if use.group == "facts":
        return _of_fact(name, model)
    value = model.front.values[name]
    if value.type == "records":
        fields = ", ".join(f"{field}: …" for field in value.fields)
        return OpenInFile(name, value.ask, f"- {fields} below {name}: for each")
    if value.type == "picture":
        form = f"{name}: {{file: …, alt: what it shows}} under values:"
        return OpenInFile(name, value.ask, form)
    return OpenValue(name, value.ask, value.example or "", value.text_type or "text")


def _of_fact(name: str, model: Model) -> OpenFact | OpenInFile:
    """What is asked to know a fact."""
    fact = model.facts[name]
    if fact.text_type in (None, "lines"):
        return OpenInFile(name, fact.ask, f"{name}: … under facts:")
    example, kind = fact.example or "", fact.text_type or "text"
    return OpenFact(name, fact.ask, tuple(fact.one_of), example, kind)


def _asked(name: str, decision: Decision, model: Model) -> Question:
    """What is asked to make a decision."""
    if decision.fact:
        question = _of_fact(decision.fact, model)
        known = (text for texts in decision.alternatives.values() for text in texts)
        return replace(question, known=tuple(known)) if isinstance(question, OpenFact) else question
    may_be_none = decision.any_of and decision.optional
    return OpenDecision(name, decision.asked, decision.offered, decision.any_of, may_be_none)


def _choice(name: str, decision: Decision, text: str) -> Choice:
    """What was picked of a decision, as it is typed. Raises WrongWordError."""
    if decision.fact:
        message = f"{name} isn't chosen: it follows from facts.{decision.fact} of the school."
        raise WrongWordError([Reason(message)])
    words = [part.strip() for part in text.split(",")] if decision.any_of else [text]
    if decision.is_switch:
        words = [yes_or_no(text) or text]
    words = list(filter(None, dict.fromkeys(words))) if decision.any_of else words
    _must_know(words, decision.offered, f"alternative of {name}")
    if not words and not decision.optional:
        raise WrongWordError([Reason(f"{name} takes one alternative at least.", pick(decision))])
    return tuple(words) if decision.any_of else words[0]


def _must_know(names: Iterable[str], known: Collection[str], what: str) -> None:
    for name in names:
        if name not in known:
            raise WrongWordError([Reason(f"{name!r} is no {what}.", suggest(name, known))])
