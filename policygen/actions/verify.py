"""Whether what was issued is still as it was frozen."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from policygen import __version__
from policygen.errors import PolicyError, Problem
from policygen.lifecycle.frozen import is_part, says_the_same, thaw
from policygen.lifecycle.seals import is_held, is_intact, said_of
from policygen.sources.school import HistoryEntry, School
from policygen.workspace.jobs import Result
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.workers import Processors, Workers

_MANY = 200  # schools from which several processes are quicker

HoldingKind: TypeAlias = Literal[
    "intact", "altered", "differs", "not held here", "not in the history"
]


@dataclass(frozen=True, slots=True)
class Holding:
    """What became of one issue.

    `differs` is intact, but this policygen would print other words than the one that issued it.
    Where it is altered or differs, `what` says what is wrong.
    """

    school: str
    policy: str
    version: str
    file: str
    state: HoldingKind
    what: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """What became of the issues of some schools, and what is wrong with the schools' files."""

    holdings: tuple[Holding, ...]
    problems: tuple[Problem, ...]

    @property
    def counts(self) -> Counter[HoldingKind]:
        """How many issues there are in each state."""
        return Counter(holding.state for holding in self.holdings)

    @property
    def proven(self) -> bool:
        """Whether no issue is altered or differs, and no mistake in a file may hide one."""
        sound = all(problem.warning for problem in self.problems)
        return sound and not (self.counts["altered"] or self.counts["differs"])


class Verifying:
    """The job: what became of a school's issues."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """Look at a target's issues."""
        del run  # nothing is read for more than one
        workspace = Workspace(Path(root))
        school, problems = workspace.school(target.school)
        found = [asdict(one) for one in _holdings(workspace, school)] if school else []
        return Result(target, problems=tuple(problems), told=json.dumps(found))

    def put(self, made: Result) -> Result:
        """Leave it as it is: nothing is written."""
        return made


def verify(
    workspace: Workspace, targets: Sequence[Target], *, workers: Workers | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> Verified:  # fmt: skip
    """Look whether every issue of some schools is still as it was frozen, whoever looks.

    `progress` is told how many schools each step has finished.
    """
    holdings: list[Holding] = []
    problems: list[Problem] = []
    for result in (workers or Processors(_MANY)).each(Verifying(), workspace, targets):
        holdings += (Holding(**one) for one in json.loads(result.told))
        problems += result.problems
        progress(1)
    return Verified(tuple(holdings), tuple(problems))


def _holdings(workspace: Workspace, school: School) -> Iterator[Holding]:
    """Look at every issue that a school's history names; find what it doesn't name."""
    named = set()
    for policy, entry in school.policies.items():
        for issue in entry.history:
            path = workspace.issued_file(school.id, policy, issue.version)
            named.add(path)
            state, what = _state(workspace, school.id, policy, issue.version, issue)
            yield Holding(school.id, policy, issue.version, workspace.name(path), state, what)
    for path in workspace.issued_files(school.id):
        if path not in named:
            policy, version = path.parent.name, path.stem
            state, what = _state(workspace, school.id, policy, version)
            yield Holding(school.id, policy, version, workspace.name(path), state, what)


def _state(
    workspace: Workspace, school: str, policy: str, version: str, entry: HistoryEntry | None = None
) -> tuple[HoldingKind, str]:
    """What became of an issue, and what is wrong with it; `entry` is what the history says."""
    try:
        frozen = workspace.issued(school, policy, version)
        if frozen is None:
            return ("altered", "missing") if entry and entry.seal else ("not held here", "")
        if not is_intact(frozen):
            return "altered", "altered since it was issued"
        if entry is None:
            return "not in the history", ""
        if not is_held(frozen, school, policy, entry):
            return "altered", "not the issue that the history names"
        said = said_of(frozen)
        names = ("issued", "by", "summary")
        if differs := [name for name in names if said.get(name) != str(getattr(entry, name))]:
            return "altered", f"the history says otherwise: {', '.join(differs)}"
        for what, name in (("logo", said.get("logo")), ("house style", said.get("house_style"))):
            part = workspace.part(school, name) if name else None
            if name and (part is None or not is_part(name, part)):
                return "altered", f"its {what} is {'missing' if part is None else 'altered'}"
        if said.get("policygen") != __version__ and not says_the_same(thaw(frozen)):
            return "differs", f"policygen {__version__} would print other words"
    except PolicyError as error:
        return "altered", "; ".join(reason.message for reason in error.reasons)
    return "intact", ""
