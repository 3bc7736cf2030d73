"""Retiring: a policy that holds no more, or a school that leaves. What was issued is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from policygen.actions.formats import ENDINGS
from policygen.dates import PartialDate
from policygen.errors import PolicyError, Problem, Reason, RefusedError, SourceError, told
from policygen.lifecycle.approvals import ahead, too_early
from policygen.sources.retiring import brought_back, retired
from policygen.sources.school import School
from policygen.sources.text import encode_like
from policygen.workspace.clearing import clear
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Retired:
    """What became of retiring, or of bringing back: what was done, what wasn't, and why.

    `left` are files in build/ that couldn't be removed.
    """

    done: tuple[Target, ...]
    refused: tuple[Reason | Problem, ...]
    left: tuple[Problem, ...] = ()


def retire(
    workspace: Workspace, targets: Sequence[Target], on: PartialDate, reason: str, today: date
) -> Retired:
    """Retire policies, or whole schools: each by itself. Their files in build/ are removed."""
    left: list[Problem] = []

    def one(target: Target) -> None:
        entry = {"on": str(on), "reason": reason}
        school = _rewritten(
            workspace, target,
            lambda school: _may_be_retired(school, target, on, today),
            lambda source: retired(source, target.policy, entry),
        )  # fmt: skip
        policies = [target.policy] if target.policy else list(school.policies)
        folder = str(workspace.root / "build" / target.school)
        left.extend(clear(workspace, folder, policies, ENDINGS))

    done, refused = _each(targets, one)
    return Retired(done, refused, tuple(left))


def bring_back(workspace: Workspace, targets: Sequence[Target]) -> Retired:
    """Take back that policies, or schools, were retired."""

    def one(target: Target) -> None:
        _rewritten(
            workspace, target,
            lambda school: _may_be_brought_back(school, target),
            lambda source: brought_back(source, target.policy),
        )  # fmt: skip

    return Retired(*_each(targets, one))


def _each(
    targets: Sequence[Target], do: Callable[[Target], None]
) -> tuple[tuple[Target, ...], tuple[Reason | Problem, ...]]:
    """Those of some targets that went well, and what was wrong with the others."""
    done, refused = [], list[Reason | Problem]()
    for target in dict.fromkeys(targets):
        try:
            do(target)
        except (PolicyError, OSError) as error:
            refused += told(error)
        else:
            done.append(target)
    return tuple(done), tuple(refused)


def _rewritten(
    workspace: Workspace, target: Target, check: Callable[[School], None],
    change: Callable[[str], str],
) -> School:  # fmt: skip
    """A school whose file was changed, as it was before. Raises PolicyError, with none changed."""
    with alone(workspace, "issues", wait=30):
        before = workspace.read(workspace.school_file(target.school))
        school, problems = workspace.parse_school(before, target.school)
        if school is None or any(not problem.warning for problem in problems):
            raise SourceError(problems)
        if target.policy and target.policy not in school.policies:
            raise SourceError([school.has_not_adopted(target.policy)])
        check(school)
        after = encode_like(change(before.decode("utf-8-sig")), before)
        workspace.replace_school(target.school, before, after)
    return school


def _may_be_retired(school: School, target: Target, on: PartialDate, today: date) -> None:
    name = str(target)
    if known := school.retirement(target.policy):
        hint = f"it may be brought back: policygen retire --undo {_told(school, target)}"
        raise PolicyError(f"is retired already, since {known.on}", hint, target=name)
    policies = [target.policy] if target.policy else [*school.policies]
    reasons = [*ahead(on, today, name, "retire it on that day")]
    for policy in policies:
        if not school.retirement(policy):
            reasons += too_early(school.policies[policy], on, f"{school.id}/{policy}")
    if reasons:
        raise RefusedError(reasons)


def _may_be_brought_back(school: School, target: Target) -> None:
    entry = school.policies[target.policy] if target.policy else school
    if entry.retired:
        return
    if target.policy and school.retired:
        hint = f"bring back the school: policygen retire --undo {school.id}"
        raise PolicyError("the whole school is retired", hint, target=str(target))
    raise PolicyError("is not retired", target=str(target))


def _told(school: School, target: Target) -> str:
    """What has to be brought back for a target."""
    return school.id if school.retired else str(target)
