"""Facts of a school: what is so of it, whatever the policy; declared once, given once."""

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any

from policygen.errors import Problem, SourceError, nearest, quoted, suggest
from policygen.sources.asking import Answer, AnswerReader, Asked
from policygen.sources.located import Keys, Located
from policygen.sources.positions import load
from policygen.sources.records import Line, Name, Record, check
from policygen.sources.row_files import given_rows
from policygen.sources.text import decode
from policygen.sources.value_types import FactTypeName

_DECLARE = (
    "if it answers a policy, write it under that policy's values:; "
    "else declare it under facts: in policygen.yaml"
)


class Fact(Asked):
    """A fact as it is declared; `one_of` are all that it may be, if that is known.

    `also` are other words for some of these.
    """

    type: FactTypeName = "text"
    one_of: list[Line] = []
    also: dict[Line, Line] = {}

    def label(self, text: str) -> str:
        """One of what it may be, with the other words for it: maintained (community)."""
        others = ", ".join(said for said, one in self.also.items() if one == text)
        return f"{text} ({others})" if others else text

    def meant(self, said: str) -> str | None:
        """The one of what it may be that a word stands for, in whatever capitals."""
        known = {word.lower(): one for word, one in self.also.items()}
        known |= {one.lower(): one for one in self.one_of}
        return known.get(said.lower())


class _Declared(Record):
    facts: dict[Name, Fact] = {}


@lru_cache(maxsize=1)
def standard_facts() -> Mapping[str, Fact]:
    """The facts that policygen declares itself, for schools in England."""
    source, problems = decode(files(__package__).joinpath("facts.yaml").read_bytes(), "facts.yaml")
    located = load(source, "facts.yaml")
    declared, faults = check(_Declared, located)
    if declared is None or problems or located.problems or faults:
        raise SourceError([*problems, *located.problems, *faults])
    return declared.facts


def read_facts(
    given: Mapping[str, Any], declared: Mapping[str, Fact], located: Located,
    beside: Callable[[Keys], tuple[str, Mapping[str, bytes]]] = lambda _: ("", {}),
) -> tuple[Mapping[str, Answer], list[Problem]]:  # fmt: skip
    """The facts of a school as they stand in its file, and what is wrong with them.

    `beside` has the file that gives one, and those beside it that hold the rows of lists.
    """
    problems: list[Problem] = []

    def tell(keys: Keys, message: str, hint: str, key: bool) -> None:
        problems.append(Problem(located.at(keys, key=key), message, hint))

    reader = AnswerReader(tell, may_lack=True)  # it is told where a text prints it

    def answers() -> Iterator[tuple[str, Answer]]:
        for name, answer in given.items():
            keys = ("facts", name)
            if (fact := declared.get(name)) is None:
                meant = nearest(name, [one for one in declared if one not in given])
                hint = f"did you mean {meant}?" if meant else _DECLARE
                tell(keys, f"{name!r} is no fact that is declared", hint, True)
            elif fact.type == "records" and isinstance(answer, dict) and "rows" in answer:
                records, faults = given_rows(keys, answer, fact.fields, *beside(keys), tell)
                problems.extend(faults)
                if records:
                    yield name, records
            elif answer is not None and (said := reader.answer(keys, fact, answer)) is not None:
                if (meant := fact.meant(str(said))) or not (fact.one_of or fact.also):
                    yield name, meant or said
                    continue
                message = f"{quoted(str(said))} is no {name.replace('_', ' ')} that is known"
                tell(keys, message, suggest(str(said), [*fact.one_of, *fact.also]), False)

    return dict(answers()), problems
