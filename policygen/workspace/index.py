"""What was made from what, kept in SQLite.

The index is only a memory. A row that can't be read, or that is not as it was written, is as good
as none; without the index, or with a broken one, everything is made again.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

FILE = ".index.sqlite3"
_NOWHERE = ":memory:"
_WAIT = 2  # seconds for another run to save what it made
_TABLE = (
    "CREATE TABLE made (kind BLOB, target TEXT, basis BLOB, read TEXT, shared TEXT, written TEXT,"
    " states BLOB, done TEXT, told TEXT, seal BLOB, PRIMARY KEY (kind, target))"
)
_COLUMNS = "basis, read, shared, written, states, done, told"


class Remembered(NamedTuple):
    """What was made of one target: the words of `jobs.Result`, its names one on each line.

    `shared` has the notes of files that other targets may be made of too, `read` the others.
    """

    basis: bytes
    read: str
    shared: str
    written: str
    states: bytes
    done: str
    told: str


class Index:
    """What was made in earlier runs, for one place and kind of thing made."""

    def __init__(self, path: Path, kind: bytes) -> None:
        self._path = path
        self._kind = kind
        self._database, rows = _opened(path, kind)
        self._rows = {row[0]: row[1:] for row in rows}
        self._new: list[tuple[object, ...]] = []

    @classmethod
    @contextmanager
    def open(cls, folder: Path, kind: tuple[str, ...]) -> Iterator["Index"]:
        """The index in a folder; what is remembered is saved at the end, however that comes."""
        name = "\0".join(kind).encode("utf-8", "surrogateescape")
        index = cls(folder / FILE, blake2b(name, digest_size=16).digest())
        try:
            yield index
        finally:
            index._save()
            index._database.close()

    def known(self, target: str) -> Remembered | None:
        """What was remembered of a target, if that is still as it was written."""
        found = self._rows.get(target)
        if found is None:
            return None
        *values, seal = found
        return Remembered(*values) if seal and seal == _seal(self._kind, target, values) else None

    def remember(self, target: str, row: Remembered) -> None:
        """Note what a target was made from."""
        self._new.append((self._kind, target, *row, _seal(self._kind, target, row)))

    def _save(self) -> None:
        try:
            self._insert()
        except sqlite3.Error as error:
            if _is_held(error):
                return  # the next run only works a little more
            with suppress(sqlite3.Error):  # it could be read, yet it is broken
                self._database.close()
                _remove(self._path)
                self._database, _ = _opened(self._path, self._kind)
                self._insert()

    def _insert(self) -> None:
        with self._database:
            statement = "INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            self._database.executemany(statement, self._new)


def _seal(kind: bytes, target: object, values: Iterable[Any]) -> bytes:
    """A checksum of a row, by which a damaged one is found; none for one of the wrong types.

    Nobody forges rows, and a digest of them all would take a tenth of a build without changes.
    """
    data = [v.encode("utf-8", "surrogateescape") if isinstance(v, str) else v for v in values]
    if not all(isinstance(one, bytes) for one in data):
        return b""
    head = repr((kind, target, *map(len, data))).encode()  # where each value ends
    return crc32(b"".join([head, *data])).to_bytes(4, "big")


def _opened(path: Path, kind: bytes) -> tuple[sqlite3.Connection, list[tuple[Any, ...]]]:
    """The database, made anew if it is broken, and its rows; in memory if that fails too."""
    query = f"SELECT target, {_COLUMNS}, seal FROM made WHERE kind = ?"
    for attempt in (str(path), str(path), _NOWHERE):
        database = None
        try:
            if attempt != _NOWHERE:
                path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(attempt, timeout=_WAIT)
            known = database.execute("SELECT sql FROM sqlite_master").fetchall()
            if not known:
                database.execute(_TABLE)
            elif (_TABLE,) not in known:
                raise sqlite3.DatabaseError("made by another version")
            return database, database.execute(query, (kind,)).fetchall()
        except (sqlite3.Error, OSError) as error:
            if database:
                database.close()
            if isinstance(error, sqlite3.Error) and not _is_held(error):
                _remove(path)
    raise AssertionError("SQLite can't even open a database in memory")


def _is_held(error: sqlite3.Error) -> bool:
    """Whether another run holds the database."""
    return "locked" in str(error)


def _remove(path: Path) -> None:
    with suppress(OSError):  # Windows keeps a file that another run has open
        path.unlink(missing_ok=True)
