"""The register: every adoption with its version, its state and its next review, as text."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from policygen.errors import plural
from policygen.lifecycle.kinds import AdoptionKind, AnyKind, ReviewKind
from policygen.lifecycle.reviews import DUE_WITHIN, days_left, review_state
from policygen.sources.guarded import csv_for_spreadsheets

COUNTED: tuple[AnyKind, ...] = (
    "overdue", "due", "incomplete", "draft", "changed", "altered", "withdrawn", "behind",
    "unconfirmed", "retired",
)  # fmt: skip

HEADINGS = {
    "name": "School",
    "trust": "Trust",
    "title": "Policy",
    "versions": "Version",
    "state": "State",
    "approver": "Approved by",
    "last_review": "Last review",
    "next_review": "Next review",
    "left": "Time left",
}


_RECORD = (
    "school", "name", "policy", "title", "model", "version", "coming", "states", "changes",
    "approver", "last_review", "next_review", "due", "review", "left", "local", "trust", "trusts",
    "relies_on", "why_due",
)  # fmt: skip


def headings(rows: Sequence["Row"]) -> dict[str, str]:
    """What heads each column; that of the trust only where some school has one."""
    some = any(row.trust for row in rows)
    return {name: said for name, said in HEADINGS.items() if some or name != "trust"}


class NewEdition(NamedTuple):
    """That there is a newer edition of a text than that which a model relies on.

    It holds `since` a day, as it was given; `day` is the first day of that.
    """

    title: str
    relied_on: str
    newest: str
    since: str
    day: date

    def words(self, today: date) -> str:
        """It as it is said on a day."""
        when = "since" if self.day <= today else "from"
        is_ = f"and there is a {self.newest} edition {when} {self.since}"
        return f"relies on {self.title} {self.relied_on}, {is_}"


class Row(NamedTuple):
    """One adoption in the register, as on the day `today`.

    Dates are as they are printed; `due` is the last day in time. `states` begins with that of the
    text; `incomplete` is one that can't be built, and a `retired` one has no other state, unless
    its record is `altered`. `moved` counts how often the next review has been set, and `stamp` is
    when it was last. `email` is where the school's reminders go, `in_details` whether only
    administrative details changed, `local` how many things the school has worded otherwise than the
    model, `agreed` whether it is as it was agreed with others, if the model says so. `trust`
    is what its trust is called, and `trusts` are the names of that and of those above it. `version`
    is that of the last issue; where one applies only from a later day, `in_force` is the one in
    force, if there is one, and `coming` is what comes when, in words.
    `relies_on` are editions of texts from outside; `editions` are newer ones of these, with which
    the school hasn't looked at its policy yet.
    """

    school: str
    identity: str
    name: str
    email: str | None
    policy: str
    title: str
    model: str
    version: str
    states: tuple[AdoptionKind, ...]
    changes: tuple[str, ...]
    approver: str
    last_review: str
    next_review: str
    due: date | None
    moved: int
    stamp: date | None
    today: date
    in_details: bool = False
    local: int = 0
    agreed: str = ""
    trust: str = ""
    trusts: tuple[str, ...] = ()
    relies_on: tuple[str, ...] = ()
    editions: tuple[NewEdition, ...] = ()
    in_force: str = ""
    coming: str = ""

    @property
    def versions(self) -> str:
        """The version of the last issue, or which is in force and which comes later: from when."""
        if not self.coming:
            return self.version
        return ", ".join(filter(None, (self.in_force, self.coming)))

    @property
    def review(self) -> ReviewKind:
        """How the review stands: it is due as well where it relies on what has a new edition."""
        state = review_state(self.due, self.today)
        return "due" if self.why_due and state != "overdue" else state

    @property
    def why_due(self) -> tuple[str, ...]:
        """Why a review is due besides its date."""
        return tuple(one.words(self.today) for one in self._editions_due)

    @property
    def _editions_due(self) -> tuple[NewEdition, ...]:
        soon = self.today + timedelta(days=DUE_WITHIN)
        return tuple(one for one in self.editions if one.day <= soon)

    @property
    def due_by(self) -> date | None:
        """The last day in time: of its review, or that from which a new edition holds, if sooner.

        The edition is of a text on which it relies.
        """
        days = (self.due, *(one.day for one in self.editions))
        return min(filter(None, days), default=None)

    @property
    def left(self) -> str:
        """How long it is to the review, in plain words; or why it is due whenever that is."""
        by_date = days_left(self.due, self.today)
        if not self.why_due:
            return by_date
        why = "; ".join(self.why_due)
        late = review_state(self.due, self.today) == "overdue"
        return f"{by_date}; {why}" if late else f"due: {why}"

    @property
    def left_in_short(self) -> str:
        """How long it is to the review by its date, and which texts have a new edition."""
        titles = dict.fromkeys(one.title for one in self._editions_due)
        new = (f"new edition of {title}" for title in titles)
        return "; ".join((days_left(self.due, self.today), *new))

    @property
    def state(self) -> str:
        """The states in words, the review's too where something is to be done."""
        review = (self.review,) if self.review in ("due", "overdue") else ()
        return ", ".join((*self.states, *review))

    def has(self, state: AnyKind) -> bool:
        """Whether a state, of the text or of the review, is this adoption's."""
        return state in self.states or state == self.review

    def record(self) -> dict[str, Any]:
        """The row for machines."""
        due = self.due.isoformat() if self.due else None
        return {name: getattr(self, name) for name in _RECORD} | {"due": due}


def soonest_first(rows: Sequence[Row]) -> list[Row]:
    """The rows in the order of their next review; those without one last."""
    return sorted(rows, key=lambda row: (row.due or date.max, row.name, row.title))


def totals(rows: Sequence[Row]) -> str:
    """How many adoptions there are, and how many of them in each state."""
    counts = Counter(state for row in rows for state in (*row.states, row.review))
    said = [f"{counts[state]:,} {state}" for state in COUNTED if counts[state]]
    schools = plural(len({row.school for row in rows}), "school")
    return ", ".join([f"{plural(len(rows), 'policy', 'policies')} of {schools}", *said])


def as_table(rows: Sequence[Row]) -> str:
    """The rows in columns, for a terminal."""
    heads = headings(rows)
    return in_columns([list(heads.values()), *(_cells(row, heads) for row in rows)])


def in_columns(lines: Sequence[Sequence[str]]) -> str:
    """Lines of cells as a table for a terminal; the first is its head."""
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    rule = ["-" * width for width in widths]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in (lines[0], rule, *lines[1:])
    )


def as_csv(rows: Sequence[Row]) -> str:
    """The rows as CSV that a spreadsheet opens as text, whatever a cell begins with."""
    heads = [name for name in HEADINGS if name != "trust"]
    first = (*(HEADINGS[name] for name in heads), "Due", "Local wordings", HEADINGS["trust"])
    lines = (
        (*_cells(row, heads), row.due.isoformat() if row.due else "", row.local, row.trust)
        for row in rows
    )
    return csv_for_spreadsheets((first, *lines))


def _cells(row: Row, names: Iterable[str]) -> list[str]:
    return [str(getattr(row, name)) for name in names]
