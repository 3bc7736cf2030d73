"""The reviews as a calendar: one all-day event each, with alarms (RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Protocol

ALARMS = (90, 30, 7)  # days before
_WIDTH = 75  # octets in a line (section 3.1)


class ReviewDue(Protocol):
    """What is to be reviewed, such as a row of the register; `due` is the last day in time.

    `moved` counts how often that has been set, and `stamp` is when it was last.
    """

    @property
    def identity(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def policy(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def approver(self) -> str: ...
    @property
    def next_review(self) -> str: ...
    @property
    def due(self) -> date | None: ...
    @property
    def moved(self) -> int: ...
    @property
    def stamp(self) -> date | None: ...


def calendar(rows: Sequence[ReviewDue], name: str) -> str:
    """A calendar with an event for each row that has a next review."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//policygen//reviews//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(name)}",
    ]
    for row in rows:
        lines.extend(_event(row))
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(row: ReviewDue) -> Iterator[str]:
    if row.due is None:
        return
    summary = f"Review due: {row.title}, {row.name}"
    stamp = row.stamp or row.due
    yield "BEGIN:VEVENT"
    # The same adoption keeps its event: when the date moves, the sequence number grows.
    yield f"UID:review.{row.identity}.{row.policy}@policygen"  # no such name has a dot in it
    yield f"SEQUENCE:{row.moved}"
    yield f"DTSTAMP:{stamp:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{row.due:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{row.due + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
    version = f"Version {row.version}, approved by {row.approver}. " if row.version else ""
    yield f"DESCRIPTION:{_text(f'{version}The review is due {row.next_review}.')}"
    yield "TRANSP:TRANSPARENT"
    for days in ALARMS:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-P{days}D"
        yield f"DESCRIPTION:{_text(summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _text(text: str) -> str:
    """A text value (section 3.3.11)."""
    for special in ("\\", ";", ","):
        text = text.replace(special, f"\\{special}")
    return text.replace("\n", "\\n")


def _folded(line: str) -> str:
    """A line in pieces of at most 75 octets, never cut inside a character."""
    if len(line) <= _WIDTH and line.isascii():
        return line
    pieces, piece, size = [], "", 0
    for character in line:
        length = len(character.encode())
        if size + length > _WIDTH:
            pieces.append(piece)
            piece, size = "", 1  # the space that begins a further piece
        piece += character
        size += length
    return "\r\n ".join([*pieces, piece])
