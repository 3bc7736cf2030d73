"""What files were like when they were read: a line each, by which a later run sees what changed.

A line has the file's name, counted from the workspace; its size, time and inode; and a digest of
what was read. A file whose state is the same is the same, as git takes it too; if the state differs
but not the content, nothing has changed either. Since a line is of what was really read, it can't
be mistaken about a file that was saved meanwhile, even if that was undone.
"""

import os
import time
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from hashlib import blake2b

_RECENT = 2_000_000_000  # ns in which a second save may leave a file's time as it is (FAT: 2 s)
_ABSENT = "-"
_BY = ":"  # between a school and the digest of what it took of a file
_UNKNOWN = "?"  # is the state of no file
_DAYS = "days"  # in the place of a name: no file of a workspace is called so
_SHARED = "templates/", "trusts/", "policygen.yaml"  # what the schools have in common
_FROZEN = "/issued/"  # its files but the heads are never edited, and many: known by their state


class Notes:
    """The lines of all that was read for one target; those of shared files can be had again."""

    def __init__(self) -> None:
        self._lines: dict[str, str] = {}
        self._order: list[str] = []
        self._shared: dict[str, str] = {}
        self._again: set[str] = set()

    def begin(self) -> None:
        """Forget what was read for the last target."""
        self._lines.clear()
        self._again.clear()
        self._order.clear()

    @property
    def count(self) -> int:
        """How many notes were taken since."""
        return len(self._order)

    def names_after(self, count: int) -> tuple[str, ...]:
        """What was noted after so many notes."""
        return tuple(dict.fromkeys(self._order[count:]))

    def lines(self) -> tuple[str, ...]:
        """What was read since."""
        return tuple(self._lines.values())

    def named(self) -> dict[str, str]:
        """The same by name."""
        return dict(self._lines)

    def line(self, name: str) -> str:
        """What was noted of one file; empty if nothing was."""
        return self._lines.get(name, "")

    def file(
        self, name: str, before: os.stat_result, after: os.stat_result, data: bytes
    ) -> None:  # fmt: skip
        """Note what a file held, and its state before and after it was read."""
        state = state_of(before)
        if state != state_of(after) or is_recent(before):
            state = _UNKNOWN
        keeps = state == _UNKNOWN or _FROZEN not in name or name.endswith(".json")
        self._note(name, state, digest_of(data) if keeps else "")

    def folder(self, name: str, found: os.stat_result, holds: Iterable[str]) -> None:
        """Note which of the things that matter a folder holds; its name ends in a slash."""
        state = _UNKNOWN if is_recent(found) else state_of(found)
        self._note(name, state, " ".join(sorted(holds)) or _ABSENT)

    def absent(self, name: str) -> None:
        """Note a file that isn't there."""
        self._note(name, _ABSENT, "")

    def unreadable(self, name: str) -> None:
        """Note a file that can't be read now: whoever needs it must try each time."""
        self._note(name, _UNKNOWN, "")

    def aside(self, names: Iterable[str]) -> None:
        """Take back notes of shared files, which `again` makes for whom they concern."""
        for name in names:
            self._lines.pop(name, None)

    def again(self, name: str) -> None:
        """Note a shared file that was read before, as it was then."""
        if name in self._shared:
            self._again |= {name} & self._lines.keys()
            self._lines[name] = self._shared[name]

    def days(self, first: date, end: date) -> None:
        """Note that what is made holds from a day until before another."""
        self._lines[_DAYS] = f"{_DAYS}\t{first}\t{end}"

    def only_on(self, day: date) -> None:
        """Note that what is made holds on one day alone."""
        self.days(day, day + timedelta(days=1))

    def taken(self, name: str, by: str, content: str) -> None:
        """Note all that one school took of a file, so that another change in it is none to it.

        Where the file was read for another school too, it stays noted as a whole.
        """
        if name in self._lines and name not in self._again:
            state = self._lines[name].split("\t")[1]
            self._lines[name] = f"{name}\t{state}\t{by}{_BY}{content}"

    def _note(self, name: str, state: str, content: str) -> None:
        line = f"{name}\t{state}\t{content}"
        if content_of(self._lines.get(name, line)) != content:  # it changed between two looks
            line = f"{name}\t{_UNKNOWN}\t"
        self._lines[name] = line
        self._order.append(name)
        if name.startswith(_SHARED):
            self._shared[name] = line


def is_so(line: str, root: str) -> bool:
    """Whether a file's state is as it was noted; `root` ends with a slash."""
    name, state, _ = line.split("\t")
    try:
        return state_of(os.stat(root + name)) == state  # noqa: PTH116 -- a Path takes longer
    except OSError:
        return state == _ABSENT


def as_noted(lines: Iterable[str], known: Mapping[str, str]) -> tuple[str, ...]:
    """Notes of copies, as notes of the files that they were made of."""
    names = ((line, line.partition("\t")[0]) for line in lines)
    return tuple(
        known.get(
            name,
            line if name == _DAYS or line.split("\t")[1] == _ABSENT else f"{name}\t{_UNKNOWN}\t",
        )
        for line, name in names
    )


def days_of(line: str) -> tuple[date, date] | None:
    """The first day of those that a note is about, and the day after the last; None for a file."""
    if not line.startswith(f"{_DAYS}\t"):
        return None
    _, first, end = line.split("\t")
    return date.fromisoformat(first), date.fromisoformat(end)


def content_of(line: str) -> str:
    """The digest in a line; empty where it has none."""
    return line.rpartition("\t")[2]


def taken_by(content: str) -> tuple[str, str]:
    """The school that took something of a file, and the digest of that; empty for none."""
    school, by, digest = content.partition(_BY)
    return (school, digest) if by else ("", "")


def digest_of(data: bytes) -> str:
    """What tells a file's content from another."""
    return blake2b(data, digest_size=16).hexdigest()


def state_of(found: os.stat_result) -> str:
    """A file's state in a word."""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ino}"


def is_recent(found: os.stat_result) -> bool:
    """Whether a file was saved so lately that it could be saved again without a new time."""
    return time.time_ns() - found.st_mtime_ns < _RECENT
