"""Who is to be reminded of which reviews, and in what words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from hashlib import sha256

from policygen.dates import MONTHS
from policygen.errors import plural
from policygen.register.calendar import ALARMS, calendar
from policygen.register.rows import Row

_MONTH = 30  # days between reminders of what is overdue


@dataclass(frozen=True, slots=True)
class Reminder:
    """One e-mail: a school, and the reviews that it is reminded of.

    `stages` says of each adoption, by policy and due date, how far on its review is: a stage is
    reminded of once.
    """

    school: str
    identity: str
    name: str
    address: str
    rows: tuple[Row, ...]
    stages: tuple[tuple[str, str], ...]


def stage(due: date, today: date) -> str | None:
    """How far on a review is: 90, 30 or 7 days before, overdue, then overdue by months."""
    days = (due - today).days
    if days < 0:
        months = (-days - 1) // _MONTH
        return f"overdue {months}" if months else "overdue"
    return next((f"{limit} days" for limit in sorted(ALARMS) if days <= limit), None)


def reminders(
    rows: Sequence[Row], sent: set[tuple[str, str, str]], today: date
) -> tuple[list[Reminder], list[str]]:
    """The reminders to go out on a day, and the schools without an address that need one.

    `sent` holds the school, adoption and stage of every reminder that went out before. A school
    with any new stage is told of all that is due or overdue.
    """
    found: list[Reminder] = []
    unreachable: list[str] = []
    due: dict[str, list[tuple[Row, str]]] = {}
    for row in rows:
        if row.due and (reached := stage(row.due, today)):
            due.setdefault(row.school, []).append((row, reached))
    for school, pairs in due.items():
        stages = [(f"{row.policy} {row.due}", reached) for row, reached in pairs]
        new = tuple(one for one in stages if (pairs[0][0].identity, *one) not in sent)
        first, _ = pairs[0]
        if new and first.email:
            told = tuple(row for row, _ in pairs)
            found.append(Reminder(school, first.identity, first.name, first.email, told, new))
        elif new:
            unreachable.append(school)
    return found, unreachable


def message(reminder: Reminder, sender: str, today: date) -> EmailMessage:
    """The e-mail, with the calendar of the school's reviews attached. No clock but `today`."""
    overdue = [row for row in reminder.rows if row.review == "overdue"]
    soon = [row for row in reminder.rows if row.review != "overdue"]
    mail = EmailMessage()
    counts = [plural(len(overdue), "review") + " overdue"] if overdue else []
    counts += [plural(len(soon), "review") + " due"] if soon else []
    mail["Subject"] = _inert(f"Policies of {reminder.name}: {' and '.join(counts)}")
    mail["From"] = sender
    mail["To"] = reminder.address
    mail["Date"] = datetime.combine(today, time(8), UTC)
    key = f"{reminder.school} {today} {reminder.stages}"
    mail["Message-ID"] = f"<{sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    mail.set_content(_words(reminder, overdue, soon, today))
    mail.add_attachment(
        calendar(reminder.rows, f"Policy reviews, {reminder.name}").encode(),
        maintype="text", subtype="calendar", filename="reviews.ics", params={"charset": "utf-8"},
    )  # fmt: skip
    mail.set_boundary(f"policygen-{sha256(key.encode()).hexdigest()[:32]}")
    return mail


def _inert(text: str) -> str:
    """Text for a header, in which nothing can pass for text that is encoded already.

    Python before 3.13 decodes =?utf-8?q?…?= in what it is given, and an end of a line in it would
    begin another header.
    """
    return text.replace("=?", "= ?")


def _words(reminder: Reminder, overdue: Sequence[Row], soon: Sequence[Row], today: date) -> str:
    day = f"{today.day} {MONTHS[today.month - 1]} {today.year}"
    lines = ["Hello,", "", f"This is how the policies of {reminder.name} stand on {day}.", ""]
    for heading, rows in (("Overdue", overdue), ("Due soon", soon)):
        if rows:
            lines.append(f"{heading}:")
            lines += [f"  - {row.title}: review {row.next_review} ({row.left})" for row in rows]
            lines.append("")
    first, *others = dict.fromkeys(row.policy for row in (*overdue, *soon))
    name = f"{reminder.school}/{first}"
    lines.append("What to do next, for each policy:")
    if others:
        names = ", ".join(others)
        lines.append(f"(The commands are for {first}; put another name in its place: {names}.)")
    lines += [
        "",
        "1. Read it, and ask whoever approves it whether it is still right.",
        "2. If it is right, record the review:",
        f'     policygen reviewed {name} --by "Governing board"',
        f"3. If it must change, edit schools/{reminder.school}/school.yaml and look at it:",
        f"     policygen build {name}",
        "   Once it is approved, issue it:",
        f'     policygen issue {name} --by "Governing board" --summary "What has changed"',
        "",
        "Either way the next review date follows by itself. The attached calendar puts the",
        "dates into your diary.",
        "",
    ]
    return "\n".join(lines)
