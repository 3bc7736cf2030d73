"""What is settled in a school's file, in words; and what is wrong with an answer there."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from policygen.actions.answers_in_words import answer_in_words, brought_in_words
from policygen.actions.questions import Asking, Question
from policygen.errors import Problem
from policygen.sources.located import Keys, Located


@dataclass(frozen=True, slots=True)
class Settled:
    """A question that has an answer, in words; `whose` says whose it is, if not the school's own:
    `the model's`, `set by` a trust or `fixed by` it.
    """

    question: Question
    said: str
    whose: str = ""


def settled_of(asking: Asking, raw: Callable[[Keys], Any]) -> list[Settled]:
    """What has an answer: the school's, or its trust's; then the model's.

    `raw` is what stands under some keys of the school's file.
    """
    used = [(one, raw(one.keys)) for one in asking.used()]
    own = [
        Settled(one, answer_in_words(one.form, given), whose(asking, one))
        for one, given in used
        if given is not None
    ]
    brought = ((one, brought_in_words(one.form)) for one in asking.brought())
    return own + [Settled(one, said, "the model's" if said else "") for one, said in brought]


def whose(asking: Asking, question: Question) -> str:
    """Whose answer a question has, where it is a trust's; empty for the school's own."""
    return asking.adoption.school.said_by(question.keys)


def faults_at(keys: Keys, file: Located, problems: Iterable[Problem]) -> list[Problem]:
    """Those problems that an answer has: in the school's file, or in a file that it names."""
    places, given = {*file.within(keys)}, file.raw(*keys)
    named = (given.get("rows") or given.get("file")) if isinstance(given, dict) else None
    beside = str(PurePosixPath(file.path).with_name(str(named))) if named else None
    return [one for one in problems if one.position in places or one.position.path == beside]
