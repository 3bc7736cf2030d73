"""A school takes up a model policy: what it is asked, and its file with the answers in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.errors import PolicyError, Problem, Reason, SourceError, WrongWordError, suggest
from policygen.sources.adoption import Adoption
from policygen.sources.editing import adopted
from policygen.sources.model import Model
from policygen.sources.school import School, read_school
from policygen.workspace.library import Library


@dataclass(frozen=True, slots=True)
class Question:
    """Something still open: a decision with its alternatives, or a value with an example."""

    name: str
    ask: str
    alternatives: Mapping[str, str] = field(default_factory=dict)
    example: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A school's file on its way to a finished adoption."""

    library: Library
    school: str
    path: str
    before: bytes
    policy: str
    model: Model
    choices: Mapping[str, str | None]
    values: Mapping[str, Any]
    left_open: frozenset[str] = frozenset()

    @classmethod
    def begin(
        cls, library: Library, school: str, policy: str, version: str | None,
        choices: Mapping[str, str], values: Mapping[str, str],
    ) -> "Change":  # fmt: skip
        """The change with the answers given so far.

        Raises WrongWordError for a name that the model doesn't have, and SourceError if the
        school's file or the model can't be read.
        """
        workspace = library.workspace
        found, problems = workspace.school(school)
        entry = found.policies.get(policy) if found else None
        if found is None or any(not problem.warning for problem in problems):
            raise SourceError(problems)
        versions = workspace.policies[policy]
        wanted = version or (entry.model if entry else versions[-1])
        if wanted not in versions:
            message = f"{policy} has no model version {wanted!r}."
            raise WrongWordError([Reason(message, suggest(wanted, versions))])
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
        for name, choice in choices.items():
            _must_know([choice], model.front.decisions[name].alternatives, f"alternative of {name}")
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
        return cls(library, school, found.path, before, policy, model, choices, given)

    @property
    def source(self) -> str:
        """The school's file as it was."""
        return self.before.decode("utf-8-sig")

    def text(self) -> str:
        """The school's file as it will be, open keys marked."""
        decisions = {
            name: " or ".join(decision.alternatives)
            for name, decision in self.model.front.decisions.items()
        }
        still = self.questions()
        choices = {q.name: None for q in still if q.alternatives} | dict(self.choices)
        values = {q.name: None for q in still if not q.alternatives} | dict(self.values)
        return adopted(self.source, self.policy, self.model.version, choices, values, decisions)

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
        found = [
            Question(name, front.decisions[name].ask, front.decisions[name].alternatives)
            for name in composed.open
        ]
        if not composed.open:  # which values are needed depends on the choices
            for use in composed.missing:
                value = front.values[use.name]
                found.append(Question(use.name, value.ask, example=value.example or ""))
        return found

    def next_question(self) -> Question | None:
        """The first open question that the person hasn't chosen to leave open."""
        return next((q for q in self.questions() if q.name not in self.left_open), None)

    def answered(self, question: Question, answer: str | None) -> "Change":
        """The change with one more answer, or with a question left open."""
        if answer is None:
            return replace(self, left_open=self.left_open | {question.name})
        if question.alternatives:
            return replace(self, choices={**self.choices, question.name: answer})
        return replace(self, values={**self.values, question.name: answer})

    def _adoption(self, school: School) -> Adoption:
        return Adoption(school, self.policy, school.policies[self.policy], self.model)

    def _school(self) -> tuple[School | None, list[Problem]]:
        text = adopted(self.source, self.policy, self.model.version, self.choices, self.values, {})
        return read_school(text.encode(), self.path, self.school)


def _must_know(names: Any, known: Any, what: str) -> None:
    for name in names:
        if name not in known:
            raise WrongWordError([Reason(f"{name!r} is no {what}.", suggest(name, known))])
