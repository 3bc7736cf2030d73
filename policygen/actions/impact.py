"""What something would change in the texts of schools, clause by clause, before it is done.

That is a newer version of a model, or another text of a trust's file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from policygen.actions.questions import Asking, Question
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.edition import model_edition, numbered_text
from policygen.assembly.foreseeing import with_blanks
from policygen.assembly.lineage import Lineage
from policygen.assembly.local_sites import Sites, sites
from policygen.assembly.three_ways import Met
from policygen.compare.changes import Change, ChangeKind
from policygen.errors import Problem, Reason
from policygen.sources.adoption import Adoption
from policygen.sources.model import Model


@dataclass(frozen=True, slots=True)
class Rewording:
    """What becomes of a clause in the texts of some schools: its words before and after.

    {place} stands where each school has its own, [place] where it has none yet. Either is empty
    where there is no such clause.
    """

    kind: ChangeKind
    before: str
    after: str
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseImpact:
    """A clause, or whatever else has an `id`, that changes; `note` says why, if the model does.

    `where` is where the model has it. What touches no school has no `rewordings`.
    """

    id: str
    where: str
    note: str
    rewordings: tuple[Rewording, ...]

    @property
    def schools(self) -> tuple[str, ...]:
        """Those whose texts change there."""
        return tuple(sorted({name for one in self.rewordings for name in one.schools}))


@dataclass(frozen=True, slots=True)
class NewQuestion:
    """What some schools have to answer, or to confirm since its wording has changed."""

    name: str
    ask: str
    confirms: bool
    schools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Impact:
    """What a `cause` would change of one policy for schools, each of which is one of these:

    `changed`, as its text is, or `unchanged`; in one of the `conflicts` of its local wording with
    the model's changes, so that it must settle that first, and then has what the `clauses` say of
    it if its own words stand; `refused`; `up_to_date`, where it has that version of the model
    already; or of a `later` one. `names` are those of all.
    """

    policy: str
    title: str
    publisher: str
    cause: str
    names: Mapping[str, str]
    clauses: tuple[ClauseImpact, ...]
    changed: tuple[str, ...]
    questions: tuple[NewQuestion, ...]
    conflicts: Mapping[str, tuple[Met, ...]]
    unchanged: tuple[str, ...]
    up_to_date: tuple[str, ...]
    later: tuple[str, ...]
    refused: Mapping[str, tuple[Reason | Problem, ...]]


@dataclass
class Found:
    """What was found so far, by schools: see `Impact`."""

    names: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    questions: dict[str, list[Question]] = field(default_factory=dict)
    conflicts: dict[str, tuple[Met, ...]] = field(default_factory=dict)
    up_to_date: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    refused: dict[str, tuple[Reason | Problem, ...]] = field(default_factory=dict)

    def impact(self, cause: str, models: Sequence[Model], notes: Mapping[str, str]) -> Impact:
        """All of it. Of the models that schools have, or would, the first says what is where."""
        front = models[0].front
        free = {name: one for name, one in self.changes.items() if name not in self.conflicts}
        return Impact(
            models[0].policy, front.title, front.publisher, cause, self.names,
            tuple(_clauses(self.changes, models, notes)),
            tuple(name for name, some in free.items() if some),
            tuple(_questions(self.questions)), self.conflicts,
            tuple(name for name, some in free.items() if not some),
            tuple(self.up_to_date), tuple(self.later), self.refused,
        )  # fmt: skip


def new_questions(before: Adoption, now: Adoption, names: Lineage) -> Iterator[Question]:
    """What is open then, or to be confirmed, and wasn't before."""
    asked = _questions_of(now)
    if not asked:
        return
    became = {**names.decisions, **names.values}
    was = {(became.get(one.name, one.name), one.confirms) for one in _questions_of(before)}
    yield from (one for one in asked if (one.name, one.confirms) not in was)


def _questions_of(adoption: Adoption) -> list[Question]:
    answers, _ = read_answers(adoption)
    asking = Asking(adoption, answers, compose(adoption.model, answers))
    return [*asking.open(), *asking.unconfirmed()]


def _questions(found: Mapping[str, list[Question]]) -> Iterator[NewQuestion]:
    """What is asked, each with the schools that it is asked of."""
    asked: dict[tuple[str, str, bool], list[str]] = {}
    for school, questions in found.items():
        for one in questions:
            asked.setdefault((one.name, one.ask, one.confirms), []).append(school)
    for key, schools in sorted(asked.items(), key=lambda item: item[0][2]):
        yield NewQuestion(*key, tuple(schools))


def _clauses(
    found: Mapping[str, tuple[Change, ...]], models: Sequence[Model], notes: Mapping[str, str]
) -> Iterator[ClauseImpact]:
    """What changes, in the order of the first model; then what it hasn't, or what has no id."""
    places: dict[str, str] = {}
    around: dict[str, tuple[str, ...]] = {}
    for one in models:
        seen = _sites(one)
        of = "" if one is models[0] else f" of {one.version}"
        for name, said in seen.name.items():
            places.setdefault(name, f"{said}{of}")
            around.setdefault(name, seen.around[name])
    by_id: dict[str, dict[tuple[ChangeKind, str, str], list[str]]] = {}
    for school, some in found.items():
        for change in some:
            words = (change.kind, _read(change.before, places), _read(change.after, places))
            by_id.setdefault(_id(change), {}).setdefault(words, []).append(school)
    order = {name: index for index, name in enumerate(places)}
    untouched = (name for name in notes if not any(_within(one, name, around) for one in by_id))
    for name in sorted([*by_id, *untouched], key=lambda one: order.get(one, len(order))):
        held = (name, *reversed(around.get(name, ())))
        note = next((notes[one] for one in held if one in notes), "")
        rewordings = (
            Rewording(*words, tuple(dict.fromkeys(schools)))
            for words, schools in by_id.get(name, {}).items()
        )
        yield ClauseImpact(name, places.get(name, ""), note, tuple(rewordings))


def _read(words: str, places: Mapping[str, str]) -> str:
    """Words for readers: what is referred to by where the model has it."""
    return re.sub(r"\s*<#([^>\s]+)>", lambda to: f" {places.get(to[1], to[1])}", with_blanks(words))


def _id(change: Change) -> str:
    return change.anchor if change.unit.kind != "control" and change.anchor else str(change.unit)


def _within(name: str, holder: str, around: Mapping[str, tuple[str, ...]]) -> bool:
    return holder in (name, *around.get(name, ()))


def _sites(model: Model) -> Sites:
    whole = model_edition(model)
    return sites(numbered_text(whole.shape, whole.frame.numbering).blocks)
