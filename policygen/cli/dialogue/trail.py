"""Where somebody was in a talk, so that back leads there."""

from collections.abc import Callable
from typing import TypeAlias

from policygen.actions.adopt import Adopting
from policygen.actions.questions import Question
from policygen.cli.dialogue.listing import Listing
from policygen.cli.telling import say

_Keys: TypeAlias = tuple[str | int, ...]


class Trail:
    """The questions that were put in one sitting, and where some of them were picked."""

    def __init__(self, listing: Listing, adopting: Callable[[], Adopting]) -> None:
        self._listing, self._adopting = listing, adopting
        self._past: list[_Keys] = []
        self._picked_at: dict[_Keys, Question | None] = {}

    def picked(self, number: int, at: Question | None) -> Question:
        """The question of some number, to which somebody goes from another, or from the list."""
        question = self._listing.known()[number]
        self._picked_at[question.keys] = at
        return question

    def passed(self, question: Question) -> None:
        """Remember a question that was put, and left in another way than by back."""
        self._picked_at.pop(question.keys, None)
        self._past.append(question.keys)

    def before(self, question: Question | None) -> Question | None:
        """What comes before a question, or before the list of all: None is that list itself.

        It is where the question was picked; else what was put last in this sitting; else, of what
        has an answer, the question with the next lower number; else the question itself.
        """
        if question and question.keys in self._picked_at:
            return self._picked_at.pop(question.keys)
        known = self._listing.known()
        by_keys = {one.keys: one for one in known.values()}
        while self._past:
            keys = self._past.pop()
            if keys in by_keys and (question is None or keys != question.keys):
                return by_keys[keys]
        adopting = self._adopting()
        said = {one.question.keys for one in adopting.settled if one.said}
        lower = [
            one
            for number, one in known.items()
            if (question is None or number < self._listing.number(question))
            and one.keys in said
            and not adopting.fixed(one)
        ]
        if lower:
            return lower[-1]
        say("This is the first question.")
        return question
