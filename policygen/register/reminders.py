"""Who is to be reminded of which reviews, and in what words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.message import EmailMessage
from hashlib import sha256

from policygen.dates import MONTHS
from policygen.document.quotes import typographic
from policygen.errors import plural
from policygen.register.calendar import ALARMS, calendar
from policygen.register.rows import Row
from policygen.register.set_for_readers import for_readers
from policygen.sources.settings import Contact

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
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
        reached = stage(row.due, today) if row.due else None
        if reached := reached or _new_edition(row):
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


def _new_edition(row: Row) -> str | None:
    """That a text has a new edition, as a stage; there is one for each edition."""
    if not row.why_due:
        return None
    return " ".join(["new edition", *(f"{one.title} {one.newest}" for one in row.editions)])


def message(
    reminder: Reminder, sender: str, today: date, contact: Contact | None = None,
    editions: Mapping[str, bytes] = {}, called: str = "policygen",
    where: str = "",
) -> EmailMessage:  # fmt: skip
    """The e-mail, with the calendar of the school's reviews attached. No clock but `today`.

    `editions` are Word files of the policies that it is about, as far as they are in force and
    can be had, by policy; `contact` is whom to answer, `called` how policygen is started there, and
    `where` the -C that whoever sends it has typed: without its folder if that says too much.
    """
    rows, name = tuple(map(for_readers, reminder.rows)), typographic(reminder.name)
    overdue = [row for row in rows if row.review == "overdue"]
    soon = [row for row in rows if row.review != "overdue"]
    mail = EmailMessage()
    counts = [plural(len(overdue), "review") + " overdue"] if overdue else []
    counts += [plural(len(soon), "review") + " due"] if soon else []
    mail["Subject"] = _inert(f"Policies of {name}: {' and '.join(counts)}")
    mail["From"] = sender
    mail["To"] = reminder.address
    if contact:
        mail["Reply-To"] = contact.email
    mail["Date"] = datetime.combine(today, time(8), UTC)
    key = f"{reminder.school} {today} {reminder.stages}"
    mail["Message-ID"] = f"<{sha256(key.encode()).hexdigest()[:32]}@{sender.rpartition('@')[2]}>"
    mail["Auto-Submitted"] = "auto-generated"
    words = _words(name, (*overdue, *soon), today, contact, editions)
    mail.set_content("\n".join([*words, *_footer(reminder.school, rows, called, where), ""]))
    for row in reminder.rows:
        if row.policy in editions:
            main, sub = _WORD.split("/")
            file = f"{row.policy}-{row.version}.docx"
            mail.add_attachment(editions[row.policy], maintype=main, subtype=sub, filename=file)
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


def _words(
    name: str, rows: Sequence[Row], today: date, contact: Contact | None,
    editions: Mapping[str, bytes],
) -> list[str]:  # fmt: skip
    day = f"{today.day} {MONTHS[today.month - 1]} {today.year}"
    lines = ["Hello,", "", f"This is how the policies of {name} stand on {day}.", ""]
    for heading, late in (("Overdue", True), ("Due soon", False)):
        found = [row for row in rows if (row.review == "overdue") is late]
        lines += [f"{heading}:"] * bool(found)
        for row in found:
            when = f"review {row.next_review} ({row.left})" if row.next_review else row.left
            lines.append(f"  - {row.title}: {when}")
            lines.append(f"    {_standing(row, editions)}")
        lines += [""] * bool(found)
    lines += ["What to do, for each of them:", "", *_steps(contact), "", *_help(contact)]
    return [*lines, "The attached calendar puts the dates into your diary.", ""]


def _footer(school: str, rows: Sequence[Row], called: str, where: str) -> Iterator[str]:
    """What whoever keeps the school's folder types: whoever sends this, or the school."""
    yield from ("-- ", f"For whoever records it with policygen, in the folder of {school}:")
    if where == "-C":
        yield "(From elsewhere, -C and the folder that holds schools stand before the command.)"
    elif where:
        yield f"(A school that has the program in a folder of its own leaves {where} out.)"
        called = f"{called} {where}"
    for target in dict.fromkeys(f"{school}/{row.policy}" for row in rows):
        yield f'  {called} reviewed {target} --by "Governing board"'
        yield f'  {called} issue {target} --by "Governing board" --summary "What has changed"'


def _standing(row: Row, editions: Mapping[str, bytes]) -> str:
    """Which version is in force, and where to read it."""
    if not row.version:
        return "It has not been approved yet."
    attached = (
        "attached as a Word file" if row.policy in editions else "not attached: it isn't held"
    )
    return f"Version {row.version}, approved by {row.approver}; {attached}."


def _steps(contact: Contact | None) -> list[str]:
    """What somebody does who has no command line."""
    answer = f"write to {contact.email}" if contact else "tell whoever keeps your policies"
    return [
        "1. Read it, and ask whoever approves it whether it is still right.",
        f"2. If it is right, {answer}:",
        "   who looked at it, and on which day. Nothing else is needed.",
        f"3. If something must change, {answer}:",
        "   what is to read otherwise, for example marked in the Word file. You will get the new",
        "   text to approve.",
        "",
        "Either way the date of the next review follows by itself.",
        "If your school records its reviews itself, type what stands at the end instead.",
    ]


def _help(contact: Contact | None) -> list[str]:
    if contact is None:
        return []
    telephone = f", telephone {contact.telephone}" if contact.telephone else ""
    return [f"Questions go to {typographic(contact.name)}, {contact.email}{telephone}.", ""]
