"""How adoptions stand on a day: which issue of each is in force, as text."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

from policygen.dates import PartialDate
from policygen.errors import plural
from policygen.lifecycle.kinds import ForceKind
from policygen.register.rows import in_columns
from policygen.sources.guarded import csv_for_spreadsheets

STAND_HEADINGS = {
    "name": "School",
    "trust": "Trust",
    "title": "Policy",
    "version": "Version",
    "state": "State",
    "since": "From",
    "until": "Through",
    "approver": "Approved by",
    "approved": "Approved",
    "note": "Note",
}


class Stand(NamedTuple):
    """How an adoption stands on a day: `version` is in force from `first` through `last`.

    These are days in figures, and so is that on which it was `made`; empty where there is none, or
    where no end is known. `since`, `until` and `approved` are the same as they are printed.
    `coming` are versions that apply later, each with from when; `note` is what else is to be said.
    """

    school: str
    name: str
    policy: str
    title: str
    state: ForceKind
    version: str = ""
    first: str = ""
    last: str = ""
    made: str = ""
    since: str = ""
    until: str = ""
    approved: str = ""
    approver: str = ""
    coming: tuple[tuple[str, str], ...] = ()
    note: str = ""
    trust: str = ""
    trusts: tuple[str, ...] = ()

    def record(self, day: date) -> dict[str, Any]:
        """The row for machines."""
        return {
            "as_at": day.isoformat(),
            **{name: getattr(self, name) for name in _RECORD},
            "from": self.first or None,
            "through": self.last or None,
            "approved": self.made or None,
            "coming": [{"version": version, "from": first} for version, first in self.coming],
        }


_RECORD = (
    "school", "name", "policy", "title", "state", "version", "approver", "note", "trust", "trusts",
)  # fmt: skip


def stand_headings(rows: Sequence[Stand]) -> dict[str, str]:
    """What heads each column; that of the trust only where some school has one."""
    some = any(row.trust for row in rows)
    return {name: said for name, said in STAND_HEADINGS.items() if some or name != "trust"}


def stand_totals(rows: Sequence[Stand], day: date) -> str:
    """How many adoptions there are, and how many of them stand in each way on a day."""
    counts = Counter(row.state for row in rows)
    said = [f"{counts[kind]:,} {kind}" for kind in get_args(ForceKind) if counts[kind]]
    schools = plural(len({row.school for row in rows}), "school")
    policies = f"{plural(len(rows), 'policy', 'policies')} of {schools}"
    return f"On {PartialDate.of(day)}: {', '.join([policies, *said])}"


def stands_as_table(rows: Sequence[Stand], day: date) -> str:
    """The rows in columns under the day, for a terminal."""
    heads = stand_headings(rows)
    table = in_columns([[*heads.values()], *(_said(row, heads) for row in rows)])
    return f"In force on {PartialDate.of(day)}\n\n{table}"


def stands_as_csv(rows: Sequence[Stand], day: date) -> str:
    """The rows as CSV that a spreadsheet opens as text, each with the day."""
    heads = [*STAND_HEADINGS]
    first = ("As at", *STAND_HEADINGS.values())
    lines = ((day.isoformat(), *_said(row, heads)) for row in rows)
    return csv_for_spreadsheets((first, *lines))


def stands_as_json(rows: Sequence[Stand], day: date) -> str:
    """The rows as JSON, each with the day."""
    data = [row.record(day) for row in rows]
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _said(row: Stand, names: Iterable[str]) -> list[str]:
    return [getattr(row, name) for name in names]
