"""The questions of a talk by their numbers, as they are listed and named."""

from collections.abc import Callable

from policygen.actions.adopt import Adopting
from policygen.actions.question_numbers import QuestionNumbers
from policygen.actions.questions import Question
from policygen.cli.telling import say
from policygen.errors import plural


class Listing:
    """What has an answer or is open, each with the number that it has in every sitting."""

    def __init__(self, adopting: Callable[[], Adopting]) -> None:
        self._adopting = adopting
        self._numbers = QuestionNumbers(adopting().asking)
        self.known()  # so that what no model foresees has its number, too

    def number(self, question: Question) -> int:
        """The number of a question."""
        return self._numbers.of(question)

    def last(self) -> int:
        """The highest number of what the model doesn't answer itself, as far as that is known."""
        return max((one for one in self.known() if one <= self._numbers.asked), default=0)

    def known(self) -> dict[int, Question]:
        """Every question that has an answer or is open, by its number."""
        adopting = self._adopting()
        every = [*adopting.questions, *(one.question for one in adopting.settled)]
        return dict(sorted((self.number(one), one) for one in adopting.asking.in_order(every)))

    def list_open(self) -> None:
        """List what is open."""
        adopting = self._adopting()
        for one in sorted(adopting.questions, key=self.number):
            wrong = "; what the file has can't be taken" if adopting.faults(one) else ""
            wrong = wrong or "; to be confirmed" * one.confirms
            say(f"  {self.number(one)}. {one.ask} [{one.name}]{wrong}")

    def show(self) -> None:
        """Show every answer so far with its number, and how many are open."""
        adopting = self._adopting()
        settled = {one.question.keys: one for one in adopting.settled}
        for number, question in self.known().items():
            if one := settled.get(question.keys):
                whose = f" ({one.whose})" if one.whose else ""
                say(f"  {number}. {question.ask} [{question.name}]")
                nothing = "not asked so far" if adopting.asking.composed.open else "left out"
                say(f"     {one.said or nothing}{whose}")
        if not settled:
            say("Nothing is answered yet.")
        if open_ := adopting.questions:
            say(f"{plural(len(open_), 'question')} still open:")
            self.list_open()
