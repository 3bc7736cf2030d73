"""A school's rows in the register, as they are kept: all but the day."""

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from policygen.errors import Problem
from policygen.register.rows import NewEdition, Row
from policygen.workspace.jobs import Result
from policygen.workspace.layout import Target

if TYPE_CHECKING:  # slow to import, and not needed where nothing has changed
    from policygen.dates import PartialDate
    from policygen.sources.entries import AdoptionEntry, Retirement
    from policygen.sources.model import Model
    from policygen.sources.school import School
    from policygen.workspace.library import Checked, Library


class RowsRead(NamedTuple):
    """A school's rows as they are stored, with all that they were made of.

    `problems` are wrong with its file and may hide a row or a date.
    """

    library: "Library"
    target: Target
    school: "School | None"
    problems: tuple[Problem, ...]
    rows: list[dict[str, Any]]

    def result(self, told: str) -> Result:
        """What is remembered of it, in whatever words; nothing where there is no school."""
        if self.school is None:
            return Result(self.target, problems=self.problems, told="[]")
        notes, basis = self.library.workspace.notes.lines(), self.library.basis
        return Result(self.target, (), (), self.problems, told, basis=basis, read=notes)


def make_rows(root: str, run: bytes, target: Target) -> Result:
    """A school's rows, and what is wrong with its file and may hide a row or a date."""
    read = read_school_rows(root, run, target)
    return read.result(json.dumps(read.rows))


def read_school_rows(root: str, run: bytes, target: Target) -> RowsRead:
    """The same, for whoever tells more of the school; what is read from now on is noted."""
    from policygen.workspace.library import Checked, shared_library

    library = shared_library(root, run)
    library.workspace.notes.begin()
    school, problems, checked = library.school(target)
    if school is None:
        return RowsRead(library, target, None, problems, [])
    stopping = tuple(problem for problem in problems if not problem.warning)
    found = {one.policy: one for one in checked}
    rows = [
        _row(library, school, found.get(policy) or Checked(policy), stopped=bool(stopping))
        for policy in school.policies
        if target.policy in (None, policy)
    ]
    return RowsRead(library, target, school, stopping, rows)


def rows_on(told: str, today: date) -> Iterator[Row]:
    """The rows again, as on a day."""
    return (row_on(values, today) for values in json.loads(told))


def row_on(values: dict[str, Any], today: date) -> Row:
    """One of them."""
    for name in ("due", "stamp"):
        values[name] = values[name] and date.fromisoformat(values[name])
    for name in ("states", "changes", "trusts", "relies_on"):
        values[name] = tuple(values[name])
    values["editions"] = tuple(
        NewEdition(title, relied_on, newest, since, date.fromisoformat(day))
        for title, relied_on, newest, since, day in values["editions"]
    )
    in_force, coming = _in_force(values.pop("spells"), today.isoformat())
    return Row(**values, today=today, in_force=in_force, coming=coming)


def _in_force(kept: Iterable[list[str]], today: str) -> tuple[str, str]:
    """The version in force on a day, and those that were made by then and apply later, in words."""
    now, coming, known = "", [], set[str]()
    for version, since, made, first, last in kept:
        if first <= today <= last:
            now = version
        elif made <= today < first and version not in known:  # else it comes back
            coming.append(f"{version} from {since}")
        known.add(version)
    return now, ", ".join(coming)


def _kept_spells(entry: "AdoptionEntry", left: "Retirement | None") -> Iterator[list[str]]:
    """When its issues are in force, where one applies from a later day than its approval's."""
    from policygen.lifecycle.standing import spells

    if any(issue.in_force for issue in entry.history):
        for one in spells(entry, left):
            days = (one.issue.issued.first_day, one.first, one.last or date.max)
            yield [one.issue.version, str(one.since), *(day.isoformat() for day in days)]


def _worded(entry: "AdoptionEntry") -> int:
    """How much is worded otherwise, by a school's file alone."""
    return sum(one.changes for one in entry.local.values())


def _row(library: "Library", school: "School", one: "Checked", *, stopped: bool) -> dict[str, Any]:
    """One row's fields as they are stored: all but the day."""
    entry = school.policies[one.policy]
    last = entry.last_issue
    can_be_built = one.good and one.text and not stopped
    states: list[str] = [one.text.state if can_be_built and one.text else "incomplete"]
    newest = library.workspace.policies.get(one.policy, (entry.model,))[-1]
    if newest > entry.model:
        states.append("behind")
    if entry.confirm:
        states.append("unconfirmed")
    retired, broken = school.retirement(one.policy), tuple[str, ...]()
    if retired:
        broken = library.breaks(school, one.policy)
        states = ["retired", *["altered"][: len(broken)]]
    due = None if retired else entry.next_review
    looked_at = entry.last_looked_at
    known = entry.model in library.workspace.policies.get(one.policy, ())
    model = library.model(one.policy, entry.model)[0] if known else None
    return {
        "school": school.id,
        "identity": school.identity,
        "name": school.name,
        "email": school.email,
        "policy": one.policy,
        "title": library.title(one.policy, entry.model) or one.policy,
        "model": entry.model,
        "version": last.version if last else "",
        "spells": [*_kept_spells(entry, school.retired)],
        "states": states,
        "changes": [*_changes(one, entry, retired), *broken],
        "local": len(one.edition.local) if one.edition else _worded(entry),
        "agreed": "" if retired else _agreed(one, entry),
        "trust": school.trust.name if school.trust else school.trust_id,
        "trusts": school.trusts,
        "in_details": bool(one.text and one.text.in_details),
        "approver": last.by if last else "",
        "last_review": str(looked_at) if looked_at else "",
        "next_review": str(due) if due else "",
        "due": due.last_day.isoformat() if due else None,
        "moved": len(entry.history) + len(entry.reviews) + len(entry.withdrawals),
        "stamp": looked_at.first_day.isoformat() if looked_at else None,
        "relies_on": model.front.relies_on if model else [],
        "editions": [] if retired else [*_new_editions(model, looked_at)],
    }


def _new_editions(
    model: "Model | None", looked_at: "PartialDate | None"
) -> Iterator[tuple[str, ...]]:
    """Newer editions of what a model relies on, that hold from after a school looked at it last."""
    from policygen.sources.outside import overtaken

    if model is None or looked_at is None:
        return
    for one in overtaken(model.front.relies_on, model.texts):
        day = one.since.first_day
        if looked_at.last_day < day:
            yield one.title, one.relied_on, one.newer, str(one.since), day.isoformat()


def _changes(one: "Checked", entry: "AdoptionEntry", retired: "Retirement | None") -> list[str]:
    """What is to be said of a row: what has changed since an issue, or since when it is retired.

    While something is open, what the text will say isn't known, and so not what has changed.
    """
    if retired:
        return [f"retired since {retired.on}: {retired.reason}"]
    if not one.text:
        return []
    if entry.last_issue and (still := _open(one)):
        return [*one.text.what, f"still open: {', '.join(still)}"]
    remade = ["its model version was changed after this was issued"] * one.text.remade
    return [*one.text.what, *map(str, one.text.changes), *remade]


def _open(one: "Checked") -> list[str]:
    """What stops an edition as it is open, by the names that adopt has for it."""
    from policygen.assembly.answer_table import open_in

    if one.good or one.edition is None or one.edition.adoption is None:
        return []
    names = sorted(open_in(one.edition.adoption))
    return [name.removeprefix("choices.").removeprefix("values.") for name in names]


def _agreed(one: "Checked", entry: "AdoptionEntry") -> str:
    """Whether an adoption is as it was agreed, where its model says with whom.

    Of one that was never issued it is only said where it isn't.
    """
    from policygen.assembly.consulting import consultation

    if not (entry.local or entry.history):
        return ""
    found = consultation(one.edition) if one.good and one.edition else None
    last = entry.last_issue
    is_issued = one.text and one.text.state == "issued"
    asked = f" Consulted: {last.consulted_in_words}." if last and last.consulted else ""
    return f"{found}{asked if is_issued else ''}" if found else ""
