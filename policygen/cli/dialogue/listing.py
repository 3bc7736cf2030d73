"""The questions of a talk by their numbers, as they are listed and named."""

from collections.abc import Callable

from policygen.actions.adopt import Adopting
from policygen.actions.questions import Question
from policygen.cli.common import say
from policygen.errors import plural


class Listing:
    """What has an answer or is open, each with a number that it keeps once it was told."""

    def __init__(self, adopting: Callable[[], Adopting]) -> None:
        self._adopting = adopting
        self._numbers: dict[tuple[str | int, ...], int] = {}  # of those put or listed

    def number(self, question: Question) -> int:
        """The number of a question that is put."""
        return self._numbers.setdefault(question.keys, len(self._numbers) + 1)

    def known(self) -> dict[int, Question]:
        """Every question that has an answer or is open, by its number.

        Numbers are given as questions are put; the next ones to what is open, then to the rest.
        """
        adopting = self._adopting()
        numbers = {**self._numbers}
        every = [*adopting.questions, *(one.question for one in adopting.settled)]
        for one in every:
            numbers.setdefault(one.keys, len(numbers) + 1)
        found = {numbers[one.keys]: one for one in every}
        return {number: found[number] for number in sorted(found)}

    def listed(self) -> dict[int, Question]:
        """The same, about to be listed: each keeps its number from now on."""
        known = self.known()
        for number, one in known.items():
            self._numbers[one.keys] = number
        return known

    def list_open(self) -> None:
        """List what is open, each with the number that it keeps."""
        adopting = self._adopting()
        open_ = {one.keys for one in adopting.questions}
        for number, one in self.listed().items():
            if one.keys not in open_:
                continue
            wrong = "; what the file has can't be taken" if adopting.faults(one) else ""
            wrong = wrong or "; to be confirmed" * one.confirms
            say(f"  {number}. {one.ask} [{one.name}]{wrong}")

    def show(self) -> None:
        """Show every answer so far with its number, and how many are open."""
        adopting = self._adopting()
        settled = {one.question.keys: one for one in adopting.settled}
        for number, question in self.listed().items():
            if one := settled.get(question.keys):
                whose = f" ({one.whose})" if one.whose else ""
                say(f"  {number}. {question.ask} [{question.name}]")
                say(f"     {one.said or 'left out'}{whose}")
        if not settled:
            say("Nothing is answered yet.")
        if open_ := adopting.questions:
            say(f"{plural(len(open_), 'question')} still open:")
            self.list_open()
