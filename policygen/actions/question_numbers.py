"""The number of each question of a model: the same in each sitting, whatever was chosen."""

from collections.abc import Iterable
from functools import lru_cache

from policygen.actions.asked_when import is_brought
from policygen.actions.questions import Asking, Question
from policygen.assembly.compose import asked_of_school
from policygen.sources.model import Model


class QuestionNumbers:
    """Numbers by the model's order, from 1; those that don't apply to a school are left out.

    Up to `asked` they are of what the model doesn't answer itself.
    What a model can't foresee, such as the telephone number of a post that a school gives unasked,
    is numbered behind all others as it comes up.
    """

    def __init__(self, asking: Asking) -> None:
        model = asking.adoption.model
        every = asking.in_order(one for one in asking.all() if _may_come_up(model, one))
        self.asked = sum(1 for one in every if not is_brought(model, one.keys))
        self._numbers: dict[tuple[bool, str], int] = {}
        self.give(every)

    def give(self, questions: Iterable[Question]) -> None:
        """Give a number to those of the questions that have none."""
        for one in questions:
            self._numbers.setdefault(_which(one), len(self._numbers) + 1)

    def of(self, question: Question) -> int:
        """The number of a question."""
        self.give([question])
        return self._numbers[_which(question)]


def _which(question: Question) -> tuple[bool, str]:
    """What tells a question from others, wherever its answer stands."""
    return question.is_choice, question.name


def _may_come_up(model: Model, question: Question) -> bool:
    """Whether any text of the model asks it of a school."""
    group, name, *detail = question.keys
    asked = asked_of_school(model, tuple(model.front.control.values()))
    if group == "facts":
        return name in asked.facts or name in _decisive(model)
    return group != "roles" or detail in ([], ["title"]) or (name, detail[0]) in asked.details


@lru_cache(maxsize=256)
def _decisive(model: Model) -> frozenset[str]:
    """The facts from which decisions follow."""
    return frozenset(one.fact for one in model.front.decisions.values() if one.fact)
