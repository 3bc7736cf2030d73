"""What a newer version of a model would change, school by school, before any goes over to it.

Each school is brought to it as `upgrade` would, in its data alone; texts are compared once for each
pair of shapes. What is open in the newer version stands in the text with all its alternatives: it
counts as a change, which the school's answer makes.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from policygen.actions.going_over import (
    Way,
    as_it_is,
    edition_of,
    roles_of_others,
    settled,
    way,
)
from policygen.actions.questions import Asking, Question
from policygen.actions.upgrade import UpgradeOrder, plan_upgrade
from policygen.assembly.answers import read_answers
from policygen.assembly.carrying import Carried, carried
from policygen.assembly.compose import compose
from policygen.assembly.edition import Edition, model_edition, numbered_text
from policygen.assembly.foreseeing import Foreseeing, with_blanks
from policygen.assembly.lineage import Lineage
from policygen.assembly.local_sites import Sites, sites
from policygen.assembly.three_ways import Met, meet
from policygen.compare.changes import Change, ChangeKind
from policygen.errors import PolicyError, Problem, Reason, SourceError, WrongWordError, told
from policygen.sources.adoption import Adoption
from policygen.sources.edited_data import DataEditor
from policygen.sources.located import Located
from policygen.sources.model import Model
from policygen.sources.positions import load
from policygen.sources.school import School
from policygen.workspace.layout import Target
from policygen.workspace.library import Checked, Library


@dataclass(frozen=True, slots=True)
class Rewording:
    """What becomes of a clause in the texts of some schools: its words before and after.

    [place] stands where each school has its own. Either is empty where there are none.
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
    """What a version would change for schools, each of which is in one of these:

    those whose text `changes`, or stays `unchanged` as they go over; those whose local wording is
    in `conflict` with it, so that they must settle that first; those that are `refused`; and those
    that have that version, or a later one, already. `names` are those of all.
    """

    policy: str
    title: str
    publisher: str
    version: str
    names: Mapping[str, str]
    clauses: tuple[ClauseImpact, ...]
    changed: tuple[str, ...]
    questions: tuple[NewQuestion, ...]
    conflicts: Mapping[str, tuple[Met, ...]]
    unchanged: tuple[str, ...]
    have_it: tuple[str, ...]
    refused: Mapping[str, tuple[Reason | Problem, ...]]
    unread: tuple[Problem, ...]


@dataclass
class _Found:
    """What was found so far: see `Impact`."""

    names: dict[str, str] = field(default_factory=dict)
    changes: dict[str, tuple[Change, ...]] = field(default_factory=dict)
    questions: dict[str, list[Question]] = field(default_factory=dict)
    conflicts: dict[str, tuple[Met, ...]] = field(default_factory=dict)
    have_it: list[str] = field(default_factory=list)
    refused: dict[str, tuple[Reason | Problem, ...]] = field(default_factory=dict)
    unread: list[Problem] = field(default_factory=list)


def impact_of(
    library: Library, policy: str, version: str | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> Impact:  # fmt: skip
    """What a version of a model, the newest if none is named, would change for its schools.

    Raises WrongWordError where there is none, or no school has the policy; SourceError where the
    model can't be used.
    """
    version = library.workspace.model_version(policy, version)
    model, faults = library.model(policy, version)
    if model is None or faults:
        raise SourceError(faults)
    reader = _Reader(library, model)
    for name in library.workspace.schools:
        reader.read(name)
        progress(1)
    found = reader.found
    if not found.names and not found.unread:
        raise WrongWordError([Reason(f"No school has adopted {policy!r}.")])
    changed = tuple(name for name, some in found.changes.items() if some)
    return Impact(
        policy, model.front.title, model.front.publisher, version, found.names,
        tuple(_clauses(found.changes, reader.ways.values(), model)), changed,
        tuple(_questions(found.questions)), found.conflicts,
        tuple(name for name, some in found.changes.items() if not some),
        tuple(found.have_it), found.refused, tuple(found.unread),
    )  # fmt: skip


class _Reader:
    """Brings schools to a version in thought, one after the other."""

    def __init__(self, library: Library, model: Model) -> None:
        self.library, self.model = library, model
        self.found = _Found()
        self.ways: dict[str, Way] = {}
        self.texts: dict[str, Foreseeing] = {}

    def read(self, name: str) -> None:
        """Bring a school to it that has adopted the policy."""
        target = Target(name, self.model.policy)
        read = self.library.school(target, draft=True)
        school, _, _ = read
        if school is None or self.model.policy not in school.policies:
            own = self.library.workspace.school(name)[1]  # a mistake may hide that it has
            self.found.unread += (one for one in own if not one.warning)
            return
        if school.retirement(self.model.policy):
            return
        self.found.names[name] = school.name
        entry = school.policies[self.model.policy]
        if entry.model >= self.model.version and entry.model != "?":
            self.found.have_it.append(name)
            return
        try:
            edition = as_it_is(read)
            self.go_over(edition, name)
        except PolicyError as error:
            self.found.refused[name] = self.why(target, error)

    def go_over(self, edition: Edition, name: str) -> None:
        """Note what comes of an adoption. Raises SourceError where anything is wrong with that."""
        library, adoption, policy = self.library, edition.adoption, self.model.policy
        assert adoption
        over = self.way(adoption.entry.model)
        others = roles_of_others(library, adoption)
        own = _own(adoption.school)
        moved = carried(DataEditor(own.data), adoption, self.model, over.names, others)
        if moved.wrong:
            raise SourceError(moved.wrong)
        checked = self.checked(adoption.school, own, moved)
        if adoption.entry.local and checked.edition:
            met = meet(adoption.entry.local, over.names, edition, checked.edition)
            moved_on, conflicts = settled(moved, met, policy, self.model.version)
            if conflicts:
                self.found.conflicts[name] = tuple(conflicts)
                return
            if moved_on != moved:
                checked = self.checked(adoption.school, _own(adoption.school), moved_on)
        now = as_it_is((adoption.school, (), [checked]))
        self.found.changes[name] = self.texts[adoption.entry.model].changes(edition, now)
        assert now.adoption
        self.found.questions[name] = [*_new_questions(adoption, now.adoption, over.names)]

    def way(self, first: str) -> Way:
        """The way from a version, and what compares texts of it."""
        if first not in self.ways:
            self.ways[first] = way(self.library, self.model.policy, first, self.model.version)
            self.texts[first] = Foreseeing(self.ways[first].names)
        return self.ways[first]

    def checked(self, school: School, own: Located, moved: Carried[DataEditor]) -> Checked:
        """The edition of a school's own file as it would be."""
        located = replace(own, data=moved.editor.data)
        made, problems = self.library.workspace.school_of(located, school.id)
        if made is None or any(not one.warning for one in problems):
            raise SourceError(problems)
        return edition_of(self.library, made, self.model.policy)

    def why(self, target: Target, error: PolicyError) -> tuple[Reason | Problem, ...]:
        """Why a school can't go over, as `upgrade` says it of the very file."""
        try:
            plan_upgrade(self.library, target, UpgradeOrder(self.model.version))
        except (PolicyError, OSError) as said:
            return told(said)
        return error.reasons


def _own(school: School) -> Located:
    """A school's file without what its trust says; read anew, as that is put into it."""
    return load(school.located.text, school.path)


def _new_questions(before: Adoption, now: Adoption, names: Lineage) -> Iterator[Question]:
    """What is open in the newer version, or to be confirmed, and wasn't in the one before."""
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
    found: Mapping[str, tuple[Change, ...]], ways: Iterable[Way], model: Model
) -> Iterator[ClauseImpact]:
    """What changes, in the order of the newer text; then what it hasn't, or what has no id."""
    by_id: dict[str, dict[tuple[ChangeKind, str, str], list[str]]] = {}
    for school, some in found.items():
        for change in some:
            words = (change.kind, with_blanks(change.before), with_blanks(change.after))
            by_id.setdefault(_id(change), {}).setdefault(words, []).append(school)
    places: dict[str, str] = {}
    around: dict[str, tuple[str, ...]] = {}
    notes: dict[str, str] = {}
    for one in (model, *(m for over in ways for m in reversed(over.models[:-1]))):
        seen = _sites(one)
        of = "" if one is model else f" of {one.version}"
        for name, said in seen.name.items():
            places.setdefault(name, f"{said}{of}")
            around.setdefault(name, seen.around[name])
    for over in ways:
        for one in over.models[1:]:
            notes |= one.front.since.notes if one.front.since else {}
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


def _id(change: Change) -> str:
    return change.anchor if change.unit.kind != "control" and change.anchor else str(change.unit)


def _within(name: str, holder: str, around: Mapping[str, tuple[str, ...]]) -> bool:
    return holder in (name, *around.get(name, ()))


def _sites(model: Model) -> Sites:
    whole = model_edition(model)
    return sites(numbered_text(whole.shape, whole.frame.numbering).blocks)
