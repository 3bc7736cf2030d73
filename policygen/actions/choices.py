"""Who chose what of a policy: each alternative with its schools."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from policygen.actions.answers import school_or_why
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.errors import Problem, Reason, WrongWordError
from policygen.sources.adoption import Adoption
from policygen.sources.decision import Decision, picked_of
from policygen.sources.guarded import NONE_OF_THEM, csv_for_spreadsheets
from policygen.workspace.library import Library

OPEN, IDLE = "(open)", "(not asked)"
_MEANING = {
    NONE_OF_THEM: "None of them",
    OPEN: "Still open",
    IDLE: "No matter, by what else was chosen",
}


@dataclass(frozen=True, slots=True)
class Picked:
    """One alternative of a decision, or a word in brackets for what isn't one; who chose it."""

    alternative: str
    label: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DecisionChoices:
    """A decision, and what was chosen."""

    name: str
    ask: str
    chosen: tuple[Picked, ...]


@dataclass(frozen=True, slots=True)
class PolicyChoices:
    """What so many schools chose, and what is wrong with those that can't be counted."""

    decisions: tuple[DecisionChoices, ...]
    schools: int
    problems: tuple[Problem, ...]


def choices_of(
    library: Library, policy: str, progress: Callable[[int], object] = lambda _: None
) -> PolicyChoices:
    """Who chose what of a policy. Raises WrongWordError where no school has adopted it."""
    workspace = library.workspace
    workspace.model_version(policy)
    declared: dict[str, dict[str, Decision]] = {}
    found: dict[str, dict[str, list[str]]] = {}
    problems: list[Problem] = []
    count = 0
    for name in workspace.schools:
        progress(1)
        school, faults = school_or_why(library, name)
        problems += [one for one in faults if not one.warning]
        if school is None or policy not in school.policies:
            continue
        adoption, unusable = library.adoption(school, policy)
        problems += unusable
        if adoption is None:
            continue
        count += 1
        declared[adoption.model.version] = adoption.model.front.decisions
        for decision, words in _words(adoption, problems):
            for word in words:
                found.setdefault(decision, {}).setdefault(word, []).append(name)
    if not count and not problems:
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.")])
    newest_first = [declared[version] for version in sorted(declared, reverse=True)]
    merged = {name: one for some in reversed(newest_first) for name, one in some.items()}
    order = {name: None for some in newest_first for name in some}
    return PolicyChoices(
        tuple(_of(name, merged[name], found[name]) for name in order), count, tuple(problems)
    )


def _words(adoption: Adoption, problems: list[Problem]) -> Iterator[tuple[str, Sequence[str]]]:
    """What was picked of each decision, or the word in brackets for what isn't an alternative."""
    answers, wrong = read_answers(adoption)
    problems += [one for one in wrong if not one.warning]
    composed = compose(adoption.model, answers)
    for name in adoption.model.front.decisions:
        if name in composed.open:
            yield name, (OPEN,)
        elif name in composed.whole:
            yield name, tuple(adoption.model.front.decisions[name].offered)
        elif name in composed.idle or name not in answers.choices:
            yield name, (IDLE,)  # what it stands for is not in the text, by what else was chosen
        else:
            yield name, picked_of(answers.choices[name]) or (NONE_OF_THEM,)


def _of(name: str, decision: Decision, found: Mapping[str, Sequence[str]]) -> DecisionChoices:
    labels = {**decision.offered, **_MEANING}
    older = [word for word in found if word not in labels]  # of other versions of the model
    chosen = tuple(
        Picked(word, labels.get(word, ""), tuple(found.get(word, ())))
        for word in [*decision.offered, *older, *_MEANING]
        if word in found or word in decision.offered
    )
    return DecisionChoices(name, decision.asked, chosen)


def choices_as_csv(choices: PolicyChoices) -> str:
    """A line for each alternative: its schools counted and named."""
    heads = ("Decision", "Question", "Alternative", "Meaning", "Schools", "Which")
    rows = (
        (
            decision.name, decision.ask, one.alternative, one.label,
            len(one.schools), "; ".join(one.schools),
        )
        for decision in choices.decisions
        for one in decision.chosen
    )  # fmt: skip
    return csv_for_spreadsheets((heads, *rows))
