"""Whether what was issued is still as it was frozen."""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, TypeAlias

from policygen import __version__
from policygen.errors import PolicyError, Problem
from policygen.lifecycle.chain import OF_SCHOOL, breaks, file_seal, records_of
from policygen.lifecycle.frozen import is_part, says_the_same, thaw
from policygen.lifecycle.seals import digest_in, is_held, is_intact, said_of
from policygen.sources.entries import HistoryEntry, Seal
from policygen.sources.school import School
from policygen.workspace.changing import settle
from policygen.workspace.identity import identity_problems
from policygen.workspace.jobs import Result
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.locks import alone
from policygen.workspace.workers import Processors, Workers

_MANY = 200  # schools from which several processes are quicker

HoldingKind: TypeAlias = Literal[
    "intact", "altered", "differs", "not held here", "not in the history", "unfinished"
]


@dataclass(frozen=True, slots=True)
class Holding:
    """What became of one issue, or of the record of a policy, which has no version.

    `unfinished` is what a run left that was stopped before it was done: issuing again puts it
    right. `differs` is intact, but this policygen would print other words than the one before.
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
        """How many issues there are in each state; one that is anywhere altered isn't intact."""
        altered = {
            (one.school, one.policy, one.version)
            for one in self.holdings
            if one.version and one.state == "altered"
        }
        issues = {(one.school, one.policy, one.version): one.state for one in self.holdings}
        return Counter(
            "altered" if issue in altered else state for issue, state in issues.items() if issue[2]
        )

    @property
    def records(self) -> int:
        """How many records are altered, but for what is said of an issue in them."""
        found = (one for one in self.holdings if not one.version and one.state == "altered")
        return len({(one.school, one.policy) for one in found})

    @property
    def proven(self) -> bool:
        """Whether all is on the record as it was made, and no mistake in a file may hide any."""
        sound = all(problem.warning for problem in self.problems)
        counts = self.counts
        return sound and not (
            self.records
            or any(counts[state] for state in ("altered", "differs", "not in the history"))
        )


class Verifying:
    """The job: what became of a school's issues."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """Look at a target's issues."""
        del run  # nothing is read for more than one
        workspace = Workspace(Path(root))
        school, problems = workspace.school(target.school)
        found = _looked_at(workspace, school) if school else []
        return Result(
            target, problems=tuple(problems), told=json.dumps([asdict(one) for one in found])
        )

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
    _settle(workspace, targets)
    if {target.school for target in targets} == {*workspace.schools}:
        problems += identity_problems(workspace)
        holdings += (
            Holding(name, "", "", f"schools/{name}", "altered", "its school.yaml is missing")
            for name in workspace.left_behind()
        )
    for result in (workers or Processors(_MANY)).each(Verifying(), workspace, targets):
        holdings += (Holding(**one) for one in json.loads(result.told))
        problems += result.problems
        progress(1)
    return Verified(tuple(holdings), tuple(problems))


def _settle(workspace: Workspace, targets: Sequence[Target]) -> None:
    """Close what runs left open that were stopped after they had recorded something."""
    for name in {target.school for target in targets}:
        with suppress(PolicyError):  # what can't be read is told of below
            if any(len(seals) > 1 for seals in workspace.heads(name).values()):
                with alone(workspace, "issues", wait=30):
                    school, _ = workspace.school(name)
                    if school:
                        settle(workspace, school)


def _looked_at(workspace: Workspace, school: School) -> list[Holding]:
    """What became of a school's record, looked at again where another run wrote meanwhile."""
    for _ in range(3):
        found = list(_holdings(workspace, school))
        if not any(one.state == "altered" for one in found):
            break
        again, _ = workspace.school(school.id)
        if again is None or again.policies == school.policies:
            break
        school = again
    return found


def _holdings(workspace: Workspace, school: School) -> Iterator[Holding]:
    """Look at every issue on a school's records, at the records, and at files that none names."""
    named = set()
    try:
        heads = workspace.heads(school.id)
    except PolicyError as error:
        heads, what = {}, "; ".join(reason.message for reason in error.reasons)
        file = workspace.name(workspace.heads_file(school.id))
        yield Holding(school.id, "", "", file, "altered", what)
    for policy, entry in school.policies.items():
        for issue in entry.history:
            path = workspace.issued_file(school.id, policy, issue.version)
            named.add(path)
            state, what = _state(workspace, school, policy, issue.version, issue)
            yield Holding(school.id, policy, issue.version, workspace.name(path), state, what)
    known = records_of(school)
    for policy, entry in known.items():
        keys, name = ((), "") if policy == OF_SCHOOL else (("policies", policy), policy)
        for one in breaks(school, policy, entry, heads.get(policy, ())):
            place = school.at(*keys, *one.keys, key=not one.keys)
            version = entry.history[int(one.keys[1])].version if "history" in one.keys else ""
            yield Holding(school.id, name, version, str(place), "altered", one.what)
    for policy in heads.keys() - known.keys():
        what = f"the record of {policy} is missing"
        yield Holding(school.id, policy, "", str(school.at("policies")), "altered", what)
    for path in workspace.issued_files(school.id):
        if path not in named:
            policy, version = path.parent.name, path.stem
            state, what = _state(workspace, school, policy, version)
            if state == "not in the history" and _is_left(
                workspace, school, policy, version, heads
            ):
                state = "unfinished"
            yield Holding(school.id, policy, version, workspace.name(path), state, what)


def _state(
    workspace: Workspace, school: School, policy: str, version: str,
    issue: HistoryEntry | None = None,
) -> tuple[HoldingKind, str]:  # fmt: skip
    """What became of an issue, and what is wrong with it; `issue` is what the history says."""
    try:
        frozen = workspace.issued(school.id, policy, version)
        if frozen is None:
            return ("altered", "missing") if issue and issue.seal else ("not held here", "")
        if not is_intact(frozen):
            return "altered", "altered since it was issued"
        if issue is None:
            return "not in the history", ""
        whose = said_of(frozen).get("school")
        is_same = issue.seal is not None and issue.seal.file == file_seal(digest_in(frozen))
        if whose != school.identity and is_same:
            what = f"issued by {whose}: if the folder was renamed by hand, add id: {whose}"
            return "altered", what
        if issue.seal is None:
            return "altered", "the history has no seal for it"
        if not is_held(frozen, school, policy, issue):
            return "altered", "not the issue that the history names"
        said = said_of(frozen)
        parts = [("logo", said.get("logo")), ("house style", said.get("house_style"))]
        parts += (("picture", name) for name in said.get("pictures", "").split())
        for what, name in parts:
            part = workspace.part(school.id, name) if name else None
            if name and (part is None or not is_part(name, part)):
                return "altered", f"its {what} is {'missing' if part is None else 'altered'}"
        if said.get("policygen") != __version__ and not says_the_same(thaw(frozen)):
            return "differs", f"policygen {__version__} would print other words"
    except PolicyError as error:
        return "altered", "; ".join(reason.message for reason in error.reasons)
    return "intact", ""


def _is_left(
    workspace: Workspace, school: School, policy: str, version: str,
    heads: Mapping[str, tuple[str, ...]],
) -> bool:  # fmt: skip
    """Whether a frozen file is one that a run left which was stopped before it was recorded."""
    seals = heads.get(policy, ())
    frozen = workspace.issued(school.id, policy, version)
    if len(seals) < 2 or not seals[-1] or frozen is None:
        return False
    return Seal.parse(seals[-1]).file == file_seal(digest_in(frozen))
