"""Issuing: which adoptions, what has changed in them, and their issues made and recorded."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from policygen.actions.choosing import Chosen
from policygen.actions.permitting import is_last_issue, not_known, permitted
from policygen.actions.permitting import who_may as who_may
from policygen.assembly.answers import read_answers
from policygen.assembly.compose import compose
from policygen.assembly.left_blank import left_blank
from policygen.errors import PolicyError, Problem, Reason, RefusedError, SourceError, told
from policygen.lifecycle.approvals import NOT_SAID as NOT_SAID
from policygen.lifecycle.approvals import Approval as Approval  # callers make one
from policygen.lifecycle.approvals import refusals, version_of
from policygen.lifecycle.chain import fields_of, next_seal
from policygen.lifecycle.cycles import due_after
from policygen.lifecycle.details import details_in_words
from policygen.lifecycle.seals import digest_in
from policygen.lifecycle.states import TextState
from policygen.register.rows import in_columns
from policygen.sources import recording
from policygen.sources.adoption import Adoption
from policygen.sources.text import encode_like
from policygen.workspace.changing import NewFiles, must_hold_together, sound
from policygen.workspace.freezing import frozen_issue
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Details:
    """Policies of which only administrative details have changed, each with a summary of these.

    `refused` are those of which more has changed.
    """

    chosen: Chosen
    summaries: Mapping[Target, str]
    refused: Mapping[Target, Reason]

    def approval(self, approval: Approval, adoption: Adoption) -> Approval:
        """The approval of one: a minor version, which leaves the date of the review as it is."""
        summary = self.summaries[Target(adoption.school.id, adoption.policy)]
        return replace(
            approval,
            minor=True,
            administrative=True,
            summary=approval.summary or summary,
            next_review=approval.next_review or adoption.entry.next_review,
        )


@dataclass(frozen=True, slots=True)
class Changed:
    """What is no longer as in the last issues, and where; and a summary of it if one is plain.

    Where all are the `same` as their last issues, there is nothing to issue.
    """

    changes: Mapping[str, tuple[Target, ...]]
    summary: str | None
    same: bool


@dataclass(frozen=True, slots=True)
class NewIssue:
    """One issue that was made, or is about to be."""

    school: str
    policy: str
    version: str
    file: str
    next_review: str

    @property
    def target(self) -> Target:
        """The adoption."""
        return Target(self.school, self.policy)


@dataclass(frozen=True, slots=True)
class Issued:
    """What became of issuing: what was made, what couldn't be, and every reason why not.

    The `same` are those whose texts are as last issued, where all of a policy were to be issued.
    """

    done: tuple[NewIssue, ...]
    refused: tuple[Target, ...]
    reasons: tuple[Reason | Problem, ...]
    same: tuple[Target, ...] = ()

    def table(self) -> str:
        """The adoptions with their new versions and next reviews, or that they were refused."""
        rows = [[str(one.target), one.version, one.next_review] for one in self.done]
        rows += [[str(target), "refused", ""] for target in self.refused]
        return in_columns([["Policy", "Version", "Next review"], *sorted(rows)])


def what_changed(library: Library, targets: Sequence[Target]) -> Changed:
    """What differs from the last issues."""
    found: dict[str, list[Target]] = {}
    texts = []
    for target in targets:
        _, _, checked = library.school(target)
        own = [one.text for one in checked if one.text and one.good]
        texts += own
        for what in (change for text in own for change in _changes(text)):
            found.setdefault(what, []).append(target)
    changes = {what: tuple(where) for what, where in found.items()}
    first = bool(texts) and all(text.state == "draft" for text in texts)
    same = bool(texts) and all(text.proven for text in texts)
    return Changed(changes, "First adopted." if first else None, same)


def _changes(text: TextState) -> list[str]:
    """What differs from the last issue; or that this isn't known."""
    if text.state == "draft":
        return ["would be issued for the first time"]
    if not text.changes and not text.proven:
        return ["can't be compared with the last issue, which isn't held here"]
    return list(map(str, text.changes))


def must_differ(changed: Changed, targets: Sequence[Target]) -> None:
    """Raises PolicyError if nothing differs from the last issues of what is to be issued."""
    if changed.same:
        name = targets[0] if len(targets) == 1 else "SCHOOL/POLICY"
        raise PolicyError(
            "nothing has changed since the last issue",
            "if it was looked at and left as it is, record that: "
            f'policygen reviewed {name} --by "WHO REVIEWED IT"',
        )


def administrative_of(library: Library, schools: Sequence[str]) -> Details:
    """What of some schools' policies only administrative changes touch, and what more than those.

    Raises PolicyError if there is nothing of the kind.
    """
    alone: dict[Target, str] = {}
    refused: dict[Target, Reason] = {}
    problems: list[Problem] = []
    for name in schools:
        school, faults, checked = library.school(Target(name))
        entries = school.policies if school else {}
        problems += [problem for problem in faults if not problem.warning]
        for one in checked:
            target, text = Target(name, one.policy), one.text
            if entries[one.policy].last_issue:  # of a first draft nothing has changed
                problems += [problem for problem in one.problems if not problem.warning]
            if not (text and text.details and one.edition):
                continue
            said = details_in_words(one.edition.model, text.details)
            if text.in_details and one.good:
                alone[target] = f"Administrative change: {said}."
            elif not text.in_details:
                message = f"besides administrative details ({said}), other words have changed"
                hint = f"look at them with policygen status {name}, and issue it by its name"
                refused[target] = Reason(message, hint, target=str(target))
    if not alone and not refused and not problems:
        raise PolicyError(
            "no administrative detail has changed since the last issues",
            "policygen status says what has",
        )
    return Details(Chosen((*alone,), tuple(problems)), alone, refused)


def _blanks(adoption: Adoption) -> list[Problem]:
    """What would be frozen though it is still to be filled in."""
    answers, _ = read_answers(adoption)
    found = left_blank(adoption, compose(adoption.model, answers))
    return [problem._replace(warning=False) for problem in found]


class _NothingNewError(RefusedError):
    """All that was to be issued is as it was last issued, and nothing else is wrong."""


def issue_all(
    library: Library,
    chosen: Chosen,
    approval: Approval,
    today: date,
    *,
    details: Details | None = None,
    dry_run: bool = False,
    progress: Callable[[int], object] = lambda _: None,
) -> Issued:
    """Issue adoptions: all the policies that are chosen of one school, or none of them.

    Where nobody named them one by one, those are left alone that are as they were last issued. With
    `details` each has its own summary, and the review dates stay. In a `dry_run` nothing is
    written: it says what would be issued. `progress` is told of each school that is done. An
    interrupt between two schools, or within one, keeps what was issued before it.
    """
    done: list[NewIssue] = []
    refused: list[Target] = [*details.refused] if details else []
    same: list[Target] = []
    reasons: list[Reason | Problem] = [*chosen.unread]
    reasons += details.refused.values() if details else ()
    for school, policies in chosen.by_school().items():
        try:
            make = _planned if dry_run else issue
            done += make(library, school, policies, approval, today, details)
        except (PolicyError, OSError) as error:
            targets = [Target(school, policy) for policy in policies]
            if chosen.all_of_one and isinstance(error, _NothingNewError):
                same += targets
            else:
                reasons += told(error)
                refused += targets
        except KeyboardInterrupt:
            reasons.append(Reason(f"Stopped before {school}; run this again for the rest."))
            break
        progress(1)
    return Issued(tuple(done), tuple(refused), tuple(reasons), tuple(same))


def issue(
    library: Library, school_id: str, policies: Sequence[str], approval: Approval, today: date,
    details: Details | None = None,
) -> tuple[NewIssue, ...]:  # fmt: skip
    """Issue some of a school's policies, or none of them.

    Raises SourceError or PolicyError, with every reason, where one of them can't be issued.
    """
    with alone(library.workspace, "issues", wait=30):
        files, issues = prepare(library, school_id, policies, approval, today, details)
        files.write(library.workspace)
    return issues


def _planned(
    library: Library, school_id: str, policies: Sequence[str], approval: Approval, today: date,
    details: Details | None = None,
) -> tuple[NewIssue, ...]:  # fmt: skip
    """What `issue` would make, or why it wouldn't."""
    return prepare(library, school_id, policies, approval, today, details)[1]


def prepare(
    library: Library, school_id: str, policies: Sequence[str], approval: Approval, today: date,
    details: Details | None = None,
) -> tuple[NewFiles, tuple[NewIssue, ...]]:  # fmt: skip
    """Everything that issuing some of a school's policies will write, and what it will issue.

    Raises SourceError or PolicyError, with every reason, where one of them can't be issued.
    """
    workspace = library.workspace
    adoptions, before = sound(library, school_id, policies, whole=True)
    if blanks := [problem for adoption in adoptions for problem in _blanks(adoption)]:
        raise SourceError(blanks)
    for adoption in adoptions:
        must_hold_together(workspace, adoption.school, Target(school_id, adoption.policy))
    approvals: dict[str, Approval] = {}
    barred = [*not_known(adoptions, approval)]
    for one in adoptions:
        said = details.approval(approval, one) if details else approval
        approvals[one.policy], reasons = permitted(library, one, said)
        barred += reasons
    same = {one.policy for one in adoptions if is_last_issue(library, one)}

    def wrong(same: Collection[str]) -> list[Reason]:
        approved = ((one, approvals[one.policy], one.policy in same) for one in adoptions)
        return barred + [
            reason
            for one, approval, is_last in approved
            for reason in refusals(one, approval, today, is_last_issue=is_last)
        ]

    if reasons := wrong(same):
        nothing_new = len(same) == len(adoptions) and not wrong(())
        raise (_NothingNewError if nothing_new else RefusedError)(reasons)
    entries = {one.policy: _entry(library, one, approvals[one.policy]) for one in adoptions}
    school_file = workspace.name(workspace.school_file(school_id))
    after, problems = workspace.parse_school(_with(before, entries, school_file), school_id)
    if after is None or problems:
        raise SourceError(problems)
    files, done = [], []
    parts: dict[Path, bytes] = {}
    heads = {}
    for adoption in adoptions:
        policy = adoption.policy
        record, due = entries[policy]
        frozen = frozen_issue(library, after, policy)
        fields = fields_of(after.policies[policy].history[-1])
        digest = digest_in(frozen.file)
        seal = next_seal(after.identity, policy, adoption.entry, "history", fields, digest)
        record["seal"] = heads[policy] = str(seal)
        path = workspace.issued_file(school_id, policy, record["version"])
        files.append((path, frozen.file))
        parts |= {workspace.part_file(school_id, name): data for name, data in frozen.parts}
        name = workspace.name(path)
        done.append(NewIssue(school_id, policy, record["version"], name, due or "none"))
    changed = _with(before, entries, school_file)
    new = NewFiles(school_id, before, changed, heads, tuple(files), tuple(parts.items()))
    return new, tuple(done)


def _entry(
    library: Library, adoption: Adoption, approval: Approval
) -> tuple[dict[str, Any], str | None]:
    """The entry in a policy's history, and its next review."""
    due = approval.next_review or due_after(
        adoption.model, adoption.entry.next_review, approval.on, library.terms
    )
    record: dict[str, Any] = {
        "version": version_of(adoption.entry, approval),
        "issued": str(approval.on),
        "by": approval.by,
        "summary": approval.summary,
    }
    if approval.in_force:
        record["in_force"] = str(approval.in_force)
    if approval.consulted:
        record["consulted"] = {body: str(on) for body, on in approval.consulted.items()}
    school, policy = adoption.school.identity, adoption.policy
    place = next_seal(school, policy, adoption.entry, "history", {})  # proven once it is frozen
    record["seal"] = str(place)
    return record, str(due) if due else None


def _with(
    before: bytes, entries: Mapping[str, tuple[dict[str, Any], str | None]], path: str
) -> bytes:
    """A school's file with new entries in its histories."""
    source = before.decode("utf-8-sig")
    for policy, (record, due) in entries.items():
        source = recording.recorded(source, policy, "history", record, due, path)
    return encode_like(source, before)
