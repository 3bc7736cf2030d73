"""A school's file: who they are, and one entry for each policy that they adopted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias

from pydantic import BeforeValidator, WithJsonSchema

from policygen.dates import PartialDate
from policygen.document import Logo
from policygen.errors import Position, Problem, suggest
from policygen.sources.asking import Answer
from policygen.sources.decision import AnswerOf
from policygen.sources.facts import Fact, read_facts, standard_facts
from policygen.sources.located import Keys, Located
from policygen.sources.positions import load
from policygen.sources.posts import PostAsWritten, PostHolder
from policygen.sources.records import (
    TITLE,
    Date,
    Email,
    Id,
    Known,
    Line,
    Name,
    Record,
    Title,
    WebAddress,
    Word,
    check,
    parsed,
)
from policygen.sources.text import decode

EntryGroup: TypeAlias = Literal["history", "reviews", "withdrawals"]
SEALED: tuple[EntryGroup, ...] = ("history", "reviews", "withdrawals")
_SEAL = re.compile(r"([1-9][0-9]{0,5})-(?:([0-9a-f]{16})-)?([0-9a-f]{16})")


class Seal(NamedTuple):
    """What proves an entry of the record: see `lifecycle.chain`.

    `number` counts from 1; `file` is the beginning of an issue's frozen file's digest, empty for
    other entries; `chained` is the digest that holds the entry to the one before.
    """

    number: int
    file: str
    chained: str

    @classmethod
    def parse(cls, text: str) -> "Seal":
        """Read a seal as it is written. Raises ValueError for anything else."""
        if not (found := _SEAL.fullmatch(text)):
            raise ValueError(f"{text!r} is not a seal")
        return cls(int(found[1]), found[2] or "", found[3])

    def __str__(self) -> str:
        return "-".join(filter(None, (str(self.number), self.file, self.chained)))


_Seal = Annotated[
    Seal,
    parsed(Seal.parse, "put back the line that policygen wrote"),
    WithJsonSchema({"type": "string", "description": "Written by policygen."}),
]


class HistoryEntry(Record):
    """One issue of an adoption."""

    version: Word
    issued: Date
    by: Title
    summary: Line
    in_force: Date | None = None  # where it applies from a later day than that of its approval
    seal: _Seal | None = None


class ReviewEntry(Record):
    """A review that left an adoption as it was."""

    on: Date
    by: Title
    note: Line | None = None
    seal: _Seal | None = None


class Withdrawal(Record):
    """An issue taken back: it stays on the record, but is in force no more."""

    version: Word
    on: Date
    reason: Line
    seal: _Seal | None = None


class Retirement(Record):
    """That a policy holds no more, or that a school has left: since when, and why."""

    on: Date
    reason: Line


class AdoptionEntry(Record):
    """A school's use of one model policy. A choice or value left empty is still open."""

    model: Known
    choices: dict[Name, AnswerOf] = {}
    values: dict[Name, Any] = {}
    control: dict[Title, Line] = {}
    history: list[HistoryEntry] = []
    reviews: list[ReviewEntry] = []
    withdrawals: list[Withdrawal] = []
    next_review: Date | None = None
    published: WebAddress | None = None  # where people find it, for other policies to lead there
    retired: Retirement | None = None

    @property
    def issues(self) -> list[HistoryEntry]:
        """The history without what was withdrawn, the oldest first."""
        if not self.withdrawals:
            return self.history
        gone = {withdrawal.version for withdrawal in self.withdrawals}
        return [issue for issue in self.history if issue.version not in gone]

    @property
    def last_issue(self) -> HistoryEntry | None:
        """The last issue that was not withdrawn."""
        issues = self.issues
        return issues[-1] if issues else None

    @property
    def last_review(self) -> ReviewEntry | None:
        """The last review of the last issue; those of a text that was withdrawn don't count."""
        issue = self.last_issue
        if not self.reviews or (self.history and issue is None):
            return None
        last = max(filter(self._stands, self.reviews), key=_day_of_review, default=None)
        if last and issue and last.on.last_day < issue.issued.last_day:
            return None
        return last

    def _stands(self, review: ReviewEntry) -> bool:
        """Whether a review isn't of a text that was withdrawn after it."""
        day = review.on.last_day
        ends = {withdrawal.version: withdrawal.on for withdrawal in self.withdrawals}
        return not any(
            issue.issued.last_day <= day <= ends[issue.version].last_day
            for issue in self.history
            if issue.version in ends
        )

    @property
    def last_looked_at(self) -> PartialDate | None:
        """When it was last issued or reviewed, whichever was later."""
        if review := self.last_review:
            return review.on
        issue = self.last_issue
        return issue.issued if issue else None


def _day_of_review(review: ReviewEntry) -> date:
    return review.on.last_day


class OtherPolicy(Record):
    """A policy that a text may name: its title, and where it is published."""

    title: Title
    published: WebAddress | None = None


def _other(value: object) -> object:
    """Another policy as it is written: its title alone, or a group of keys."""
    return value if isinstance(value, dict) else {"title": TITLE.func(value)}  # type: ignore[call-arg]


_Other = Annotated[OtherPolicy, BeforeValidator(_other, json_schema_input_type=OtherPolicy | str)]


class SchoolFile(Record):
    """What school.yaml holds."""

    name: Title
    id: Id | None = None  # the name that its record goes by, where its folder has another now
    email: Email | None = None
    roles: dict[Name, PostAsWritten] = {}
    facts: dict[Name, Any] = {}
    policies: dict[Id, AdoptionEntry] = {}
    other_policies: dict[Id, _Other] = {}  # that no model here is of
    retired: Retirement | None = None


@dataclass(frozen=True, slots=True)
class School:
    """One adopter. `id` is its folder's name; its record goes by its `identity`.

    `facts` are what is so of it, whatever the policy, such as its kind; `files` are those beside
    its own that this names, as far as they are there.
    """

    id: str
    identity: str
    path: str
    name: str
    email: str | None
    roles: Mapping[str, PostHolder]
    policies: Mapping[str, AdoptionEntry]
    located: Located
    logo: Logo | None = None
    facts: Mapping[str, Answer] = field(default_factory=dict)
    other_policies: Mapping[str, OtherPolicy] = field(default_factory=dict)
    files: Mapping[str, bytes] = field(default_factory=dict)
    retired: Retirement | None = None

    def retirement(self, policy: str | None) -> Retirement | None:
        """That a policy is retired, by itself or with its school; or the school, without one."""
        entry = self.policies.get(policy) if policy else None
        return self.retired or (entry.retired if entry else None)

    def has_not_adopted(self, policy: str) -> Problem:
        """What is wrong where a policy is named that the school hasn't."""
        hint = suggest(policy, self.policies) or f"policygen adopt {self.id} {policy}"
        return Problem(self.at("policies"), f"{self.id} has not adopted {policy!r}", hint)

    def is_retired(self, policy: str) -> Problem | None:
        """What is wrong where something is to be made of a policy that is retired."""
        if not (known := self.retirement(policy)):
            return None
        whole = bool(self.retired)
        place = self.at("retired") if whole else self.at("policies", policy, "retired")
        name = self.id if whole else f"{self.id}/{policy}"
        hint = f"to bring it back: policygen retire --undo {name}"
        return Problem(place, f"{name} is retired since {known.on}: {known.reason}", hint)

    def at(self, *keys: str | int, key: bool = False) -> Position:
        """Where something stands in the school's file."""
        return self.located.at(keys, key=key)


def files_named(school: School) -> list[str]:
    """The files beside a school's own that hold the items of its lists."""
    given = (value for entry in school.policies.values() for value in entry.values.values())
    names = (value.get("rows") for value in given if isinstance(value, dict))
    return [name for name in dict.fromkeys(names) if isinstance(name, str)]


def read_school(
    data: bytes, path: str, school: str, facts: Mapping[str, Fact] | None = None
) -> tuple[School | None, list[Problem]]:
    """A school from its file's bytes, and everything wrong with the file by itself.

    `facts` are those that its workspace declares, policygen's own if none are given.

    Like `check`, it makes what it can of a faulty file, so that the other checks can go on.
    """
    source, problems = decode(data, path)
    if problems:
        return None, problems
    located = load(source, path)
    problems += located.problems
    if located.data is None and not problems:
        located.data = {}
    if located.data is None:
        return None, problems
    file, faults = check(SchoolFile, located)
    problems += faults
    if file is None:
        return None, problems
    declared = standard_facts() if facts is None else facts
    given, faults = read_facts(file.facts, declared, located)
    problems += faults
    found = School(
        school, file.id or school, path, file.name, file.email, file.roles, file.policies, located,
        facts=given, other_policies=file.other_policies, retired=file.retired,
    )  # fmt: skip
    for policy in file.other_policies.keys() & file.policies.keys():
        place = found.at("other_policies", policy, key=True)
        problems.append(Problem(place, f"{policy} stands under policies too", "remove it here"))
    for policy, entry in file.policies.items():
        problems += _history_problems(found, policy, entry)
    return found, problems


def _history_problems(school: School, policy: str, entry: AdoptionEntry) -> Iterator[Problem]:
    keys = ("policies", policy, "history")
    seen: dict[tuple[int, ...] | None, int] = {}
    versions = [version_key(issue.version) for issue in entry.history]
    for index, (issue, key) in enumerate(zip(entry.history, versions, strict=True)):
        if key is None:
            message = f"{issue.version!r} is not a version"
            hint = 'write numbers with dots between, such as "1.0"'
            yield Problem(school.at(*keys, index, "version"), message, hint)
        elif key in seen:
            message = f"version {issue.version} is in the history twice"
            hint = f"the first is entry {seen[key] + 1} of the history"
            yield Problem(school.at(*keys, index, "version"), message, hint)
        seen.setdefault(key, index)
    problems = list(_order_problems(school, keys, entry.history))
    if len(problems) > 1 and len(problems) == len(entry.history) - 1:
        message = "the history has the newest issue first"
        problems = [Problem(school.at(*keys, key=True), message, "put the oldest first")]
    yield from problems
    yield from _withdrawal_problems(school, policy, entry)
    due = entry.next_review
    if due and any(due.last_day <= issue.issued.last_day for issue in entry.issues):
        latest = max(entry.issues, key=lambda issue: issue.issued.last_day)
        message = f"the next review ({entry.next_review}) is not after the last issue"
        hint = f"version {latest.version} was issued {latest.issued}; give a later date"
        yield Problem(school.at("policies", policy, "next_review"), message, hint)


def _withdrawal_problems(school: School, policy: str, entry: AdoptionEntry) -> Iterator[Problem]:
    for index, withdrawal in enumerate(entry.withdrawals):
        if withdrawal.version not in {issue.version for issue in entry.history}:
            place = school.at("policies", policy, "withdrawals", index, "version")
            message = f"version {withdrawal.version} was withdrawn, but it is not in the history"
            yield Problem(place, message, "put back what policygen wrote")


def _order_problems(
    school: School, keys: Keys, history: Sequence[HistoryEntry]
) -> Iterator[Problem]:
    for index, (before, issue) in enumerate(pairwise(history), 1):
        key, latest = version_key(issue.version), version_key(before.version)
        if issue.issued.last_day < before.issued.first_day:
            place = school.at(*keys, index, "issued")
            message = (
                f"version {issue.version} was issued {issue.issued}, "
                f"before version {before.version} ({before.issued})"
            )
            yield Problem(place, message, "put the oldest first")
        elif key and latest and key < latest:
            message = f"version {issue.version} comes after version {before.version}"
            yield Problem(school.at(*keys, index, "version"), message, "put the oldest first")


@lru_cache(maxsize=4096)
def version_key(version: str) -> tuple[int, ...] | None:
    """What a version sorts by: the numbers between its dots; None if it isn't a version."""
    parts = version.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        return None
    return tuple(map(int, parts))
