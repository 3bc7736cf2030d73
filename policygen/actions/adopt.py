"""A school takes up a model policy: what it is asked, and its file with the answers in it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from policygen.actions.schema import write_schemas
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.deciding import pick
from policygen.errors import PolicyError, Problem, Reason, SourceError, WrongWordError, suggest
from policygen.sources.adoption import Adoption
from policygen.sources.decision import Choice, Decision, yes_or_no
from policygen.sources.editing import adopted
from policygen.sources.model import Model
from policygen.sources.school import School, read_school
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


@dataclass(frozen=True, slots=True)
class OpenFact:
    """A fact of the school that is still wanted, and what it may be."""

    name: str
    known: tuple[str, ...]

    @property
    def ask(self) -> str:
        """What is asked."""
        return f"What is the school's {self.name.replace('_', ' ')}?"


Question: TypeAlias = OpenDecision | OpenFact | OpenValue


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
            parts = [part.strip() for part in text.split(";")]
            joined = "\n".join(parts) if declared.type == "lines" else text
            given[name] = parts if declared.type == "list" else joined
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
        values: dict[str, Any] = {q.name: None for q in still if isinstance(q, OpenValue)}
        choices |= self.choices
        values |= self.values
        return adopted(
            self.source, self.policy, self.model.version, choices, values, decisions, self.facts
        )

    def problems(self) -> list[Problem]:
        """What is wrong with the answers, placed in the file as it will be."""
        school, problems = self._school()
        if school:
            _, faults = read_answers(self._adoption(school))
            problems += faults
        return problems

    def questions(self) -> list[Question]:
        """What is open with the answers so far, in the order of the text."""
        school, problems = self._school()
        if school is None or problems:
            return []
        answers, _ = read_answers(self._adoption(school))
        composed = compose(self.model, answers)
        front = self.model.front
        if composed.open:
            asked: list[Question] = []
            for name in composed.open:
                question = _asked(name, front.decisions[name])
                asked += [question] * (question not in asked)
            return asked
        # Which values are needed depends on the choices, so they are asked for when all are made.
        values = ((use.name, front.values[use.name]) for use in composed.missing)
        return [OpenValue(name, one.ask, one.example or "") for name, one in values]

    def next_question(self) -> Question | None:
        """The first open question that the person hasn't chosen to leave open."""
        return next((q for q in self.questions() if q.name not in self.left_open), None)

    def answered(self, question: Question, answer: Choice | None) -> "Adopting":
        """The adoption with one more answer, or with a question left open."""
        if answer is None:
            return replace(self, left_open=self.left_open | {question.name})
        if isinstance(question, OpenDecision):
            return replace(self, choices={**self.choices, question.name: answer})
        if isinstance(question, OpenFact):
            return replace(self, facts={**self.facts, question.name: str(answer)})
        return replace(self, values={**self.values, question.name: answer})

    def _adoption(self, school: School) -> Adoption:
        return Adoption(school, self.policy, school.policies[self.policy], self.model)

    def _school(self) -> tuple[School | None, list[Problem]]:
        text = adopted(
            self.source, self.policy, self.model.version, self.choices, self.values, {}, self.facts
        )
        return read_school(text.encode(), self.path, self.school)


def adopt(adopting: Adopting) -> Adopted:
    """Write a school's file with the answers so far, open keys marked.

    Raises SourceError if an answer is wrong, and PolicyError if the file has changed meanwhile.
    """
    if broken := adopting.problems():
        raise SourceError(broken)
    workspace = adopting.library.workspace
    with alone(workspace, "issues", wait=30):
        workspace.replace_school(adopting.school, adopting.before, adopting.text().encode())
    write_schemas(workspace)
    target = Target(adopting.school, adopting.policy)
    return Adopted(target, adopting.path, tuple(adopting.questions()))


def _asked(name: str, decision: Decision) -> OpenDecision | OpenFact:
    """What is asked to make a decision."""
    if decision.fact:
        known = (text for texts in decision.alternatives.values() for text in texts)
        return OpenFact(decision.fact, tuple(known))
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
