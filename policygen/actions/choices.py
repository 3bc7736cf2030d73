"""Who chose what of a policy: each alternative with its schools."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from policygen.actions.answers import school_or_why
from policygen.actions.tallying import IDLE, OPEN, AskedIn, DecisionChoices, Pick, tallied
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.errors import Problem, Reason, WrongWordError
from policygen.sources.adoption import Adoption
from policygen.sources.decision import picked_of
from policygen.sources.guarded import NONE_OF_THEM, csv_for_spreadsheets
from policygen.workspace.library import Library


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
    asked: dict[str, AskedIn] = {}
    picks: list[Pick] = []
    problems: list[Problem] = []
    for name in workspace.schools:
        progress(1)
        school, faults = school_or_why(library, name)
        problems += [one for one in faults if not one.warning]
        if school is None or policy not in school.policies or school.retirement(policy):
            continue
        adoption, unusable = library.adoption(school, policy)
        problems += unusable
        if adoption is None:
            continue
        model = adoption.model
        asked[model.version] = {
            decision: (one.asked, one.offered) for decision, one in model.front.decisions.items()
        }
        picks.append(Pick(name, model.version, dict(picked_in(adoption, problems))))
    if not picks and not problems:
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.")])
    return PolicyChoices(tuple(tallied(asked, picks)), len(picks), tuple(problems))


def picked_in(adoption: Adoption, problems: list[Problem]) -> Iterator[tuple[str, Sequence[str]]]:
    """What was picked of each decision, or the word in brackets for what isn't an alternative.

    What is wrong with answers is added to the `problems`.
    """
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


def choices_as_csv(choices: PolicyChoices) -> str:
    """A line for each wording of an alternative: its schools counted and named."""
    heads = ("Decision", "Question", "Alternative", "Meaning", "Versions", "Schools", "Which")
    rows = (
        (
            decision.name, decision.ask, one.alternative, one.label, "; ".join(one.versions),
            len(one.schools), "; ".join(one.schools),
        )
        for decision in choices.decisions
        for one in decision.chosen
    )  # fmt: skip
    return csv_for_spreadsheets((heads, *rows))
