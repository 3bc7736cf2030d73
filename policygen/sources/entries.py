"""A school's use of a model policy as its file has it: what it answers, and its record."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Any, Literal, NamedTuple, Protocol, TypeAlias

from pydantic import WithJsonSchema

from policygen.dates import PartialDate
from policygen.errors import Position, Problem
from policygen.sources.decision import AnswerOf
from policygen.sources.local_wording import LocalWording, ModelId
from policygen.sources.located import Keys
from policygen.sources.records import (
    Date,
    GroupOf,
    Known,
    Line,
    ListOf,
    Name,
    Record,
    Title,
    WebAddress,
    Word,
    parsed,
)

EntryGroup: TypeAlias = Literal["history", "reviews", "withdrawals"]
SEALED: tuple[EntryGroup, ...] = ("history", "reviews", "withdrawals")
Publish: TypeAlias = Literal["public", "staff", "none"]
Past: TypeAlias = Literal["all", "list", "none"]
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
    consulted: GroupOf[Title, Date] = {}  # bodies on what differs from what was agreed with them
    seal: _Seal | None = None

    @property
    def consulted_in_words(self) -> str:
        """Who was consulted, and when."""
        return "; ".join(f"{body}, {on}" for body, on in self.consulted.items())


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


_Recorded: TypeAlias = HistoryEntry | ReviewEntry | Withdrawal


class Retirement(Record):
    """That a policy holds no more, or that a school has left: since when, and why."""

    on: Date
    reason: Line
    seal: _Seal | None = None


class AdoptionEntry(Record):
    """A school's use of one model policy. A choice or value left empty is still open."""

    model: Known
    choices: GroupOf[Name, AnswerOf] = {}
    values: GroupOf[Name, Any] = {}
    control: GroupOf[Title, Line] = {}
    confirm: ListOf[Name] = []  # choices whose alternatives the model has reworded since
    local: GroupOf[ModelId, LocalWording] = {}
    history: ListOf[HistoryEntry] = []
    reviews: ListOf[ReviewEntry] = []
    withdrawals: ListOf[Withdrawal] = []
    next_review: Date | None = None
    published: WebAddress | None = None  # where people find it, for other policies to lead there
    publish: Publish = "public"  # who may read it on the school's site
    past: Past = "all"  # of its issues before the one in force, what the site shows
    retired: Retirement | None = None

    @property
    def as_said(self) -> "AdoptionEntry":
        """The same without what is only kept as the model has it, whatever a trust would say."""
        if not any(one.keep for one in self.local.values()):
            return self
        local = {name: one for name, one in self.local.items() if not one.keep}
        return self.model_copy(update={"local": local})

    @property
    def issues(self) -> list[HistoryEntry]:
        """The history without what was withdrawn, the oldest first."""
        if not self.withdrawals:
            return self.history
        gone = {withdrawal.version for withdrawal in self.withdrawals}
        return [issue for issue in self.history if issue.version not in gone]

    @property
    def without_withdrawn(self) -> "AdoptionEntry":
        """The same as if what was withdrawn had never been issued."""
        if not self.withdrawals:
            return self
        reviews = [one for one in self.reviews if self._stands(one)]
        left = {"history": self.issues, "reviews": reviews, "withdrawals": []}
        return self.model_copy(update=left)

    @property
    def last_issue(self) -> HistoryEntry | None:
        """The last issue that was not withdrawn."""
        issues = self.issues
        return issues[-1] if issues else None

    @property
    def last_review(self) -> ReviewEntry | None:
        """The last review of the last issue; those of a text that was withdrawn don't count."""
        reviews = self.reviews_since
        return reviews[-1] if reviews else None

    @property
    def reviews_since(self) -> list[ReviewEntry]:
        """The reviews of the last issue, in the order of the record."""
        issue = self.last_issue
        if not self.reviews or (self.history and issue is None):
            return []
        found = (one for one in self.reviews if self._stands(one))
        return sorted((one for one in found if not issue or precedes(issue, one)), key=_order)

    def _stands(self, review: ReviewEntry) -> bool:
        """Whether a review isn't of a text that was withdrawn after it."""
        ends = {withdrawal.version: withdrawal for withdrawal in self.withdrawals}
        return not any(
            precedes(issue, review) and precedes(review, ends[issue.version])
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


def precedes(before: _Recorded, after: _Recorded) -> bool:
    """Whether an entry of the record was made before another of a different kind.

    What was typed by hand was there before the first that has a seal; of two such their days tell,
    and on the same day it was.
    """
    return _order(before) <= _order(after)


def _order(entry: _Recorded) -> tuple[int, date]:
    """Where an entry stands on the record: its seal's number, or 0 without one; and its day."""
    on = entry.issued if isinstance(entry, HistoryEntry) else entry.on
    return (entry.seal.number if entry.seal else 0, on.last_day)


class At(Protocol):
    """Where something stands in a school's file."""

    def __call__(self, *keys: str | int, key: bool = False) -> Position: ...


def history_problems(at: At, policy: str, entry: AdoptionEntry) -> Iterator[Problem]:
    """What is wrong with the record of an adoption; `at` says where its keys stand."""
    keys = ("policies", policy, "history")
    seen: dict[tuple[int, ...] | None, int] = {}
    versions = [version_key(issue.version) for issue in entry.history]
    for index, (issue, key) in enumerate(zip(entry.history, versions, strict=True)):
        if key is None:
            message = f"{issue.version!r} is not a version"
            hint = 'write numbers with dots between, such as "1.0"'
            yield Problem(at(*keys, index, "version"), message, hint)
        elif key in seen:
            message = f"version {issue.version} is in the history twice"
            hint = f"the first is entry {seen[key] + 1} of the history"
            yield Problem(at(*keys, index, "version"), message, hint)
        seen.setdefault(key, index)
    problems = list(_order_problems(at, keys, entry))
    if len(problems) > 1 and len(problems) == len(entry.history) - 1:
        message = "the history has the newest issue first"
        problems = [Problem(at(*keys, key=True), message, "put the oldest first")]
    yield from problems
    yield from _withdrawal_problems(at, policy, entry)
    yield from _consulted_problems(at, keys, entry.history)
    due = entry.next_review
    if due and any(due.last_day <= issue.issued.last_day for issue in entry.issues):
        latest = max(entry.issues, key=lambda issue: issue.issued.last_day)
        message = f"the next review ({entry.next_review}) is not after the last issue"
        hint = f"version {latest.version} was issued {latest.issued}; give a later date"
        yield Problem(at("policies", policy, "next_review"), message, hint)


def _withdrawal_problems(at: At, policy: str, entry: AdoptionEntry) -> Iterator[Problem]:
    for index, withdrawal in enumerate(entry.withdrawals):
        if withdrawal.version not in {issue.version for issue in entry.history}:
            place = at("policies", policy, "withdrawals", index, "version")
            message = f"version {withdrawal.version} was withdrawn, but it is not in the history"
            yield Problem(place, message, "put back what policygen wrote")


def _consulted_problems(at: At, keys: Keys, history: Sequence[HistoryEntry]) -> Iterator[Problem]:
    for index, issue in enumerate(history):
        for body, on in issue.consulted.items():
            if on.first_day > issue.issued.last_day:
                place = at(*keys, index, "consulted", body)
                message = f"{body} was consulted {on.when}, after the issue of {issue.issued}"
                yield Problem(place, message, "consult before a policy is issued")


def _order_problems(at: At, keys: Keys, entry: AdoptionEntry) -> Iterator[Problem]:
    """Versions rise, and so do days; but what was withdrawn may have been of the wrong day."""
    gone = {withdrawal.version for withdrawal in entry.withdrawals}
    stands: HistoryEntry | None = None  # the last so far that wasn't withdrawn
    for index, issue in enumerate(entry.history):
        before = entry.history[index - 1] if index else issue
        key, latest = version_key(issue.version), version_key(before.version)
        if stands and issue.issued.last_day < stands.issued.first_day:
            place = at(*keys, index, "issued")
            message = (
                f"version {issue.version} was issued {issue.issued}, "
                f"before version {stands.version} ({stands.issued})"
            )
            yield Problem(place, message, "put the oldest first")
        elif key and latest and key < latest:
            message = f"version {issue.version} comes after version {before.version}"
            yield Problem(at(*keys, index, "version"), message, "put the oldest first")
        if issue.version not in gone:
            stands = issue


@lru_cache(maxsize=4096)
def version_key(version: str) -> tuple[int, ...] | None:
    """What a version sorts by: the numbers between its dots; None if it isn't a version."""
    parts = version.split(".")
    if not all(part.isascii() and part.isdigit() and len(part) < 6 for part in parts):
        return None
    return tuple(map(int, parts))
