"""The publisher's dashboard: gathered school by school, remembered like the register, written."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from policygen.actions.tallying import OPEN, DecisionChoices, Pick, heading_of, tallied
from policygen.errors import Problem
from policygen.sites.overview import (
    CountedDecision,
    LackSeen,
    LocalWords,
    Overseen,
    Overview,
    PolicyAsked,
    WordedClause,
)
from policygen.workspace.files import write_whole
from policygen.workspace.jobs import Result
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import SETTINGS, Target, Workspace
from policygen.workspace.school_rows import RowsRead, read_school_rows, row_on
from policygen.workspace.workers import Here, Processors

if TYPE_CHECKING:  # slow to import, and not needed where nothing has changed
    from policygen.actions.deviations import SchoolWording

_MANY = 60  # schools out of date from which several processes are quicker, as for the register
_Words: TypeAlias = tuple[str, str, str, str, str]  # an id, where that is; school, became, reason


class OverseenAll(NamedTuple):
    """What the dashboard shows, and what is wrong with files that may hide some of it."""

    overview: Overview
    problems: tuple[Problem, ...]


class _Job:
    """A job that writes no files."""

    def put(self, made: Result) -> Result:
        """Leave what was made as it is."""
        return made


class SchoolTold(_Job):
    """The job: a school's rows, with what it picked and what it words otherwise."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """All of it, for each adoption; the school's name where there is none."""
        from policygen.actions.choices import picked_in
        from policygen.actions.deviations import wordings_at

        read = read_school_rows(root, run, target)
        told: list[Any] = []
        for row in read.rows:
            picked: dict[str, Sequence[str]] = {}
            wordings: list[SchoolWording] = []
            if read.school and not read.school.retirement(row["policy"]):
                adoption, _ = read.library.adoption(read.school, row["policy"])
                picked = dict(picked_in(adoption, [])) if adoption else {}
                wordings, _ = wordings_at(read.library, read.school, row["policy"])
            own = [(one.id, one.where, one.name, one.whose, one.reason) for one in wordings]
            told.append((row, picked, own))
        above = read.school.trust.called if read.school and read.school.trust else ()
        return read.result(json.dumps([_without_policy(read), above, told]))


def _without_policy(read: "RowsRead") -> str:
    """What a school is called that has adopted nothing; empty for any other."""
    school = read.school
    return school.name if school and not (read.rows or school.retired) else ""


class ModelTold(_Job):
    """The job: what a model version asks. Its policy stands where a target has the school."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """Its title, its decisions with their alternatives, its ids in their order."""
        from policygen.actions.deviations import ids_in_order
        from policygen.workspace.library import shared_library

        library = shared_library(root, run)
        notes = library.workspace.notes
        notes.begin()
        model, problems = library.model(target.school, str(target.policy))
        if model is None or problems:
            return Result(target, problems=problems, told="{}")
        decisions = {
            name: (one.asked, dict(one.offered)) for name, one in model.front.decisions.items()
        }
        told = {"title": model.front.title, "asked": decisions, "ids": ids_in_order(model)}
        return Result(target, told=json.dumps(told), basis=library.basis, read=notes.lines())


class LacksTold(_Job):
    """The job: what a school must have or publish, and hasn't as it must, as on a day."""

    def __init__(self, today: date) -> None:
        self._today = today

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """How each such policy is, and what is wrong with it."""
        from policygen.actions.must_have import lacks_of_school

        return lacks_of_school(root, run, target, self._today)


def oversee(
    workspace: Workspace, today: date, progress: Callable[[int], object] = lambda _: None
) -> OverseenAll:
    """All that the dashboard shows, as on a day.

    `progress` is told how many schools each step has finished.
    """
    targets = workspace.targets(())
    adoptions: list[Overseen] = []
    wordings: dict[str, list[_Words]] = {}
    problems: list[Problem] = []
    without, unread, flawed = list[str](), list[str](), list[str]()
    workers, kind = Processors(_MANY), ("dashboard",)
    for made in kept_up(workspace, kind, targets, SchoolTold(), workers, progress=progress):
        problems += made.problems
        name, above, told = json.loads(made.told) or ("", (), ())
        if any(one.position.path != SETTINGS for one in made.problems):
            (flawed if told else unread).append(made.target.school)
        elif name:
            without.append(name)
        for values, picked, own in told:
            row = row_on(values, today)
            is_open = any(OPEN in words for words in picked.values())
            adoptions.append(Overseen(row, picked, is_open, tuple(above)))
            wordings.setdefault(row.policy, []).extend(own)
    adoptions.sort(key=lambda one: (one.row.due or date.max, one.row.name, one.row.title))
    policies = _policies(workspace, adoptions, wordings)
    lacks, are_known = list[LackSeen](), True
    for made in kept_up(workspace, ("lacks",), targets, LacksTold(today), workers):
        problems += (one for one in made.problems if one not in problems)
        found = json.loads(made.told)
        are_known = are_known and found is not None
        lacks += (LackSeen(a, b, c, tuple(d), e) for a, b, c, d, e in found or ())
    lacks.sort(key=lambda one: (one.name, one.school, one.title))
    known = tuple(lacks) if are_known else None
    is_unsettled = any(problem.position.path == SETTINGS for problem in problems)
    overview = Overview(
        today, tuple(adoptions), policies, tuple(unread), known, is_unsettled, tuple(flawed),
        tuple(sorted(without)),
    )  # fmt: skip
    return OverseenAll(overview, tuple(problems))


def write_dashboard(folder: Path, overview: Overview) -> Path:
    """Write the page into a folder of a site; its file."""
    from policygen.sites.dashboard import dashboard

    path = folder / "dashboard" / "index.html"
    write_whole(path, dashboard(overview))
    return path


def _policies(
    workspace: Workspace, adoptions: Sequence[Overseen], wordings: Mapping[str, Sequence[_Words]]
) -> tuple[PolicyAsked, ...]:
    """The policies that schools have adopted, in the order of their titles."""
    by_policy: dict[str, list[Overseen]] = {}
    for one in adoptions:
        by_policy.setdefault(one.row.policy, []).append(one)
    models = _models(workspace, by_policy)
    found = (
        _policy(name, [*workspace.policies.get(name, ())], own, models, wordings.get(name, ()))
        for name, own in by_policy.items()
    )
    return tuple(sorted(found, key=lambda one: (one.title, one.name)))


def _models(
    workspace: Workspace, by_policy: Mapping[str, Sequence[Overseen]]
) -> dict[tuple[str, str], dict[str, Any]]:
    """What each model version asks that is in use, and the newest of each policy."""
    wanted = []
    for name, own in by_policy.items():
        known = workspace.policies.get(name, ())
        used = {one.row.model for one in own}
        wanted += [Target(name, version) for version in known if version in {*used, known[-1]}]
    made = kept_up(workspace, ("models asked",), wanted, ModelTold(), Here())
    return {(one.target.school, str(one.target.policy)): json.loads(one.told) for one in made}


def _policy(
    name: str, versions: Sequence[str], adoptions: Sequence[Overseen],
    models: Mapping[tuple[str, str], dict[str, Any]], wordings: Sequence[_Words],
) -> PolicyAsked:  # fmt: skip
    newest = versions[-1] if versions else ""
    known = models.get((name, newest), {})
    return PolicyAsked(
        name,
        known.get("title") or adoptions[0].row.title,
        newest,
        tuple(_asked(name, adoptions, models)),
        tuple(_clauses(wordings, known.get("ids", ()))),
    )


def _asked(
    policy: str, adoptions: Sequence[Overseen], models: Mapping[tuple[str, str], dict[str, Any]]
) -> list[CountedDecision]:
    """The decisions of the model versions in use, as `choices` tells them."""
    used = {one.row.model for one in adoptions if one.picked}
    declared = {
        one: models[policy, one].get("asked", {}) for one in used if (policy, one) in models
    }
    picks = (Pick(one.row.school, one.row.model, one.picked) for one in adoptions)
    return [_counted(one) for one in tallied(declared, picks)]


def _counted(told: DecisionChoices) -> CountedDecision:
    """A decision, with one label for each alternative, whatever words its versions have for it."""
    words: dict[str, list[str]] = {}
    for one in told.chosen:
        words.setdefault(one.alternative, []).append(one.in_words)
    return CountedDecision(
        told.name, told.ask, tuple((word, " / ".join(said)) for word, said in words.items())
    )


def _clauses(wordings: Sequence[_Words], ids: Sequence[str]) -> list[WordedClause]:
    """The local wording by clause, in the order of the newest model's text."""
    place = {one: index for index, one in enumerate(ids)}
    by_id: dict[str, list[_Words]] = {}
    for one in sorted(wordings, key=lambda one: place.get(one[0], len(place))):
        by_id.setdefault(one[0], []).append(one)
    return [
        WordedClause(
            heading_of(name, [one[1] for one in some]),
            tuple(LocalWords(*one[2:]) for one in some),
        )
        for name, some in by_id.items()
    ]
