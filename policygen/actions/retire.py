"""Retiring: a policy that holds no more, or a school that leaves. What was issued is kept."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from policygen.actions.formats import ENDINGS
from policygen.assembly.unanswered import no_policy
from policygen.dates import PartialDate
from policygen.errors import PolicyError, Problem, Reason, RefusedError, SourceError, told
from policygen.lifecycle.approvals import ahead, too_early
from policygen.lifecycle.chain import OF_SCHOOL, fields_of, head_of, next_seal, records_of
from policygen.sources.entries import Retirement
from policygen.sources.retiring import brought_back, retired
from policygen.sources.school import School
from policygen.sources.text import encode_like
from policygen.workspace.changing import NewFiles, must_hold_together
from policygen.workspace.clearing import clear
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Retired:
    """What became of retiring, or of bringing back: what was done, what wasn't, and why.

    `left` are files in build/ that couldn't be removed, and policies that link to one that is
    retired.
    """

    done: tuple[Target, ...]
    refused: tuple[Reason | Problem, ...]
    left: tuple[Problem, ...] = ()


def retire(
    workspace: Workspace, targets: Sequence[Target], on: PartialDate, reason: str, today: date
) -> Retired:
    """Retire policies, or whole schools: each by itself. Their files in build/ are removed."""
    left: list[Problem] = []
    record = {"on": str(on), "reason": reason}
    fields = fields_of(Retirement.model_validate(record))

    def changed(source: str, school: School, target: Target) -> tuple[str, dict[str, str]]:
        _may_be_retired(school, target, on, today)
        must_hold_together(workspace, school, target)
        policy = target.policy or OF_SCHOOL
        entry = records_of(school)[policy]
        seal = str(next_seal(school.identity, policy, entry, "retired", fields))
        text = retired(source, target.policy, {**record, "seal": seal}, school.path)
        return text, {policy: seal}

    def one(target: Target) -> None:
        school = _rewritten(workspace, target, changed)
        policies = [target.policy] if target.policy else list(school.policies)
        folder = str(workspace.root / "build" / target.school)
        left.extend(clear(workspace, folder, policies, ENDINGS))
        left.extend(_links_to(workspace, target))

    done, refused = _each(targets, one)
    return Retired(done, refused, tuple(left))


def bring_back(workspace: Workspace, targets: Sequence[Target]) -> Retired:
    """Take back that policies, or schools, were retired: their records end as they did before."""

    def changed(source: str, school: School, target: Target) -> tuple[str, dict[str, str]]:
        _may_be_brought_back(school, target)
        must_hold_together(workspace, school, target)
        policy = target.policy or OF_SCHOOL
        left = records_of(school)[policy].model_copy(update={"retired": None})
        return brought_back(source, target.policy, school.path), {policy: head_of(left)}

    return Retired(*_each(targets, lambda target: _rewritten(workspace, target, changed)))


def _links_to(workspace: Workspace, target: Target) -> Iterator[Problem]:
    """Warnings of a school's other policies that can't be built, as they link to a retired one."""
    _, _, others = Library(workspace).school(Target(target.school))
    for one in others:
        if target.policy and one.edition and one.edition.adoption:
            found = no_policy(one.edition.adoption, target.policy)
            if found in one.problems:
                yield found._replace(warning=True)


def _each(
    targets: Sequence[Target], do: Callable[[Target], object]
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
    workspace: Workspace, target: Target,
    change: Callable[[str, School, Target], tuple[str, dict[str, str]]],
) -> School:  # fmt: skip
    """A school whose file was changed, as it was before. Raises PolicyError, with none changed.

    `change` gives the new text, and the seals that the records then end in.
    """
    with alone(workspace, "issues", wait=30):
        before = workspace.read(workspace.school_file(target.school))
        school, problems = workspace.parse_school(before, target.school)
        if school is None or any(not problem.warning for problem in problems):
            raise SourceError(problems)
        if target.policy and target.policy not in school.policies:
            raise SourceError([school.has_not_adopted(target.policy)])
        text, heads = change(before.decode("utf-8-sig"), school, target)
        after = encode_like(text, before)
        NewFiles(target.school, before, after, heads).write(workspace)
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
