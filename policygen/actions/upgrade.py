"""Adoptions brought to a later version of their model: what is carried over, and what is asked."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from policygen.actions.adopt import Adopting, way_back
from policygen.actions.choosing import Chosen
from policygen.actions.diff import Compared, compared
from policygen.actions.going_over import (
    as_it_is,
    edition_then,
    roles_of_others,
    with_settled,
)
from policygen.actions.questions import Question
from policygen.actions.schema import write_schemas
from policygen.assembly.carrying import Carried, Note, carried
from policygen.assembly.edition import Edition
from policygen.assembly.places import ids_in
from policygen.assembly.three_ways import Met, meet
from policygen.errors import (
    PolicyError,
    Problem,
    Reason,
    RefusedError,
    SourceError,
    WrongWordError,
    suggest,
    told,
)  # fmt: skip
from policygen.sources.editing import Editor
from policygen.sources.model import Model
from policygen.sources.school import School
from policygen.workspace.layout import Target
from policygen.workspace.library import Checked, Library
from policygen.workspace.texts import text_of_edition
from policygen.workspace.ways import Way, way


@dataclass(frozen=True, slots=True)
class UpgradeOrder:
    """What whoever upgrades says: to which version (the newest, if none), with which answers.

    Local wording of ids in `keep` stands against the model's changes; that in `take` gives way.
    """

    version: str | None = None
    choices: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    keep: frozenset[str] = frozenset()
    take: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Upgrade:
    """An adoption's upgrade, ready to be written: what became of its answers, and of its text."""

    target: Target
    before: str
    after: str
    adopting: Adopting
    notes: tuple[Note, ...]
    compared: Compared

    @property
    def open(self) -> tuple[Question, ...]:
        """What must be answered yet."""
        return tuple(self.adopting.questions)


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What became of several adoptions; the `same` have that version, or a later one, already."""

    done: tuple[Upgrade, ...]
    refused: tuple[Target, ...]
    reasons: tuple[Reason | Problem, ...]
    same: tuple[Target, ...] = ()


def upgrade_all(
    library: Library, chosen: Chosen, wanted: UpgradeOrder, *, dry_run: bool = False,
    progress: Callable[[int], object] = lambda _: None,
) -> Upgraded:  # fmt: skip
    """Upgrade adoptions; one that can't be is left as it is, and stops no other."""
    done: list[Upgrade] = []
    refused: dict[Target, PolicyError | OSError] = {}
    same: list[Target] = []
    for target in dict.fromkeys(chosen.targets):
        try:
            if upgrade := plan_upgrade(library, target, wanted):
                done.append(upgrade if dry_run else _written(upgrade))
            else:
                same.append(target)
        except (PolicyError, OSError) as error:
            refused[target] = error
        progress(1)
    errors = [*refused.values()]
    if errors and not done and all(isinstance(error, WrongWordError) for error in errors):
        wrong = (reason for error in errors for reason in told(error))
        raise WrongWordError(dict.fromkeys(one for one in wrong if isinstance(one, Reason)))
    if done and not dry_run:
        write_schemas(library.workspace)
    reasons = (
        *chosen.unread,
        *(one for target in refused for one in _why(target, refused[target])),
    )
    return Upgraded(tuple(done), tuple(refused), reasons, tuple(same))


def _why(target: Target, error: PolicyError | OSError) -> Iterator[Reason | Problem]:
    """Why an adoption couldn't be upgraded, with its name where no place says it."""
    for reason in told(error):
        if isinstance(reason, Reason) and not reason.path and reason.target != str(target):
            about = f": {reason.target}" if reason.target else ""
            reason = reason._replace(target=f"{target}{about}")
        yield reason


def redline_now(library: Library, upgrade: Upgrade) -> Compared:
    """The redline of an upgraded text as it is once more was answered."""
    school, problems = library.workspace.school(upgrade.target.school)
    if school is None:
        raise SourceError(problems)
    now = edition_then(library, school, str(upgrade.target.policy)).edition
    assert now
    after = text_of_edition(upgrade.compared.after.called, now)
    return compared(upgrade.compared.before, after, upgrade.target)


def _written(upgrade: Upgrade) -> Upgrade:
    return replace(upgrade, adopting=upgrade.adopting.marked().save())


def plan_upgrade(library: Library, target: Target, wanted: UpgradeOrder) -> Upgrade | None:
    """An upgrade, nothing of it written; None where the school has that version already.

    Raises WrongWordError for an answer that can't be taken, PolicyError with every reason where it
    can't be upgraded as wanted.
    """
    policy = str(target.policy)
    version = library.workspace.model_version(policy, wanted.version)
    edition = as_it_is(library.school(target, draft=True))
    adoption = edition.adoption
    assert adoption
    if adoption.entry.model == version:
        return None
    if adoption.entry.model > version:
        message = f"has {adoption.entry.model}, which is later than {version}"
        raise PolicyError(message, way_back(adoption.school, policy, version), target=str(target))
    over = way(library, policy, adoption.entry.model, version)
    _must_be_ids(wanted, adoption.model, over.last)
    before = library.workspace.read(library.workspace.school_file(target.school))
    source = before.decode("utf-8-sig")
    editor = Editor.of(source, adoption.school.path)
    others = roles_of_others(library, adoption)
    moved = carried(editor, adoption, over.last, over.names, others)
    if moved.wrong:
        raise SourceError(moved.wrong)
    moved = _settled(library, target, wanted, edition, over, moved)
    adopting = Adopting(
        library, target.school, adoption.school.path, policy, over.last, before, moved.editor.text
    ).given(wanted.choices, wanted.values)
    now = _checked(library, adopting.text, target, source)
    assert now.edition
    redline = compared(
        text_of_edition(f"the text of {adoption.entry.model}", edition),
        text_of_edition(f"the text of {version}", now.edition),
        target,
    )
    return Upgrade(target, adoption.entry.model, version, adopting, moved.notes, redline)


def _must_be_ids(wanted: UpgradeOrder, *models: Model) -> None:
    known = {one for model in models for one in ids_in(model.text)}
    wrong = [
        Reason(f"{one!r} is no id of {models[-1].policy}.", suggest(one, known))
        for one in sorted(wanted.keep | wanted.take)
        if one not in known
    ]
    wrong += [
        Reason(f"{one} can't be kept and taken from the model.", "name it once")
        for one in sorted(wanted.keep & wanted.take)
    ]
    if wrong:
        raise WrongWordError(wrong)


def _settled(
    library: Library, target: Target, wanted: UpgradeOrder, edition: Edition, over: Way,
    moved: Carried[Editor],
) -> Carried[Editor]:  # fmt: skip
    """With the local wording that stands, or gives way. Raises RefusedError for conflicts."""
    adoption, policy = edition.adoption, str(target.policy)
    assert adoption
    if not adoption.entry.local:
        return moved
    now = edition_then(library, _parsed(library, moved.editor.text, target), policy).edition
    assert now
    met = meet(adoption.entry.local, over.names, edition, now)
    moved, conflicts = with_settled(moved, met, policy, over.last.version, wanted.keep, wanted.take)
    if conflicts:
        before = adoption.entry.model
        school, last = adoption.school, over.last.version
        raise RefusedError(
            _conflict(
                target, one, before, last, school.said_by(("policies", policy, "local", one.id))
            )
            for one in conflicts
        )
    return moved


def _conflict(target: Target, one: Met, before: str, after: str, trust: str) -> Reason:
    """A conflict, with the three texts, and what settles it; `trust` says it if it is a trust's."""
    what = "has changed it" if one.now else "has it no more"
    here = f"here, {trust}," if trust else "here,"
    message = f"{one.id} ({one.where}) is worded otherwise {here} and {after} {what}"
    width = max(len(before), len(after), len("yours"))
    for called, said in ((before, one.before), (after, one.after), ("yours", one.local)):
        first, *rest = (said or "(removed)").split("\n")
        message += f"\n    {called:<{width}}  {first}"
        message += "".join(f"\n    {'':<{width}}  {line}" for line in rest)
    hint = f"--keep-local {one.id}, or --take-model {one.id}; or edit your wording first"
    if not one.now:
        hint = f"move your wording to another id by hand, or: --take-model {one.id}"
    return Reason(message, hint, target=str(target))


def _parsed(library: Library, text: str, target: Target) -> School:
    school, problems = library.workspace.parse_school(text.encode(), target.school)
    if school is None or any(not problem.warning for problem in problems):
        raise SourceError(problem for problem in problems if not problem.warning)
    return school


def _checked(library: Library, text: str, target: Target, source: str) -> Checked:
    """The edition of the upgraded text. Raises SourceError for what is wrong with it."""
    school, policy = _parsed(library, text, target), str(target.policy)
    found = edition_then(library, school, policy)
    if wrong := [problem for problem in found.problems if not problem.warning]:
        raise SourceError(_as_in(source, text, [_with_way_out(school, policy, p) for p in wrong]))
    return found


def _with_way_out(school: School, policy: str, problem: Problem) -> Problem:
    """A problem that, where it is with local wording, can be got rid of with that wording."""
    entry = ("policies", policy)
    marks = {school.at(*entry, key, key=True): "" for key in school.located.raw(*entry)}
    marks |= {school.at("policies", other, key=True): "" for other in school.policies}
    marks |= {
        school.at(*entry, "local", name, key=True): name for name in school.policies[policy].local
    }
    here = problem.position
    above = [place for place in marks if place.path == here.path and place <= here]
    if not above or not (name := marks[max(above)]):
        return problem
    return problem._replace(hint="; or ".join(filter(None, (problem.hint, f"--take-model {name}"))))


def _as_in(source: str, text: str, problems: Sequence[Problem]) -> Iterator[Problem]:
    """Problems placed in the file as it is, where nothing is written."""
    from difflib import SequenceMatcher  # only where something is wrong

    old, new = source.splitlines(), text.splitlines()
    places = {
        b + n + 1: a + n + 1
        for a, b, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for n in range(size)
    }
    for problem in problems:
        place = problem.position
        if place.path.endswith("school.yaml"):
            line = next((places[n] for n in range(place.line, 0, -1) if n in places), 1)
            place = place._replace(line=line)
        yield problem._replace(position=place)
