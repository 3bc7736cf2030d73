"""What is out of date: digests of everything that goes into what is made, kept in SQLite.

The index is only a memory. Without it, or with a broken one, everything is made again.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import policygen
from policygen.errors import PolicyError
from policygen.workspace import Target, Workspace

_FILE = ".index.sqlite3"
_NOWHERE = ":memory:"

States: TypeAlias = list[tuple[str, list[int] | None]]  # of files: size in bytes, time in ns


def inputs_digest(workspace: Workspace) -> bytes:
    """What every adoption depends on: the templates, the house style and policygen itself."""
    digest = blake2b(policygen.__version__.encode(), digest_size=16)
    source = Path(policygen.__file__).parent
    for path in sorted(p for p in source.rglob("*") if p.suffix in (".py", ".xml", ".css")):
        state = path.stat()
        digest.update(f"{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    for path in sorted((workspace.root / "templates").rglob("*")):
        if path.is_file() and path.suffix in (".md", ".docx"):
            digest.update(f"{workspace.name(path)}\n".encode() + path.read_bytes())
    return digest.digest()


class Index:
    """What was made from what, for one place and kind of thing made."""

    def __init__(self, database: sqlite3.Connection, kind: tuple[str, ...]) -> None:
        self._database = database
        self._kind = "\n".join(kind)
        rows = database.execute(
            "SELECT target, key, files, made FROM made WHERE kind = ?", (self._kind,)
        )
        self._rows: dict[str, tuple[bytes, str, str]] = {row[0]: row[1:] for row in rows}
        self._new: list[tuple[str, str, bytes, str, str]] = []

    @classmethod
    @contextmanager
    def open(cls, workspace: Workspace, kind: tuple[str, ...]) -> Iterator["Index"]:
        """The index of a workspace; what is remembered is saved at the end."""
        database = _connect(workspace.root / "build" / _FILE)
        try:
            index = cls(database, kind)
            yield index
            index._save()
        finally:
            database.close()

    def is_fresh(self, target: Target, key: bytes) -> bool:
        """Whether a thing was made from the same, and the files are as they were left."""
        known, files, _ = self._rows.get(str(target), (b"", "[]", ""))
        return known == key and all(_state(path) == state for path, state in json.loads(files))

    def made(self, target: Target) -> str:
        """What was remembered of a fresh target."""
        return self._rows[str(target)][2]

    def remember(self, target: Target, key: bytes, states: States, made: str) -> None:
        """Note what a thing was made from, and the files that must stay as they are.

        They are those that were written, and those that were read besides what the key covers.
        """
        self._new.append((self._kind, str(target), key, json.dumps(states), made))

    def _save(self) -> None:
        try:
            with self._database:
                statement = "INSERT OR REPLACE INTO made VALUES (?, ?, ?, ?, ?)"
                self._database.executemany(statement, self._new)
        except sqlite3.Error:
            pass  # another run holds it: the next one only works a little more


def states(paths: Iterable[Path | str]) -> States:
    """How files are now, or that they aren't there."""
    return [(str(path), _state(str(path))) for path in paths]


def school_digest(workspace: Workspace, school: str, common: bytes) -> bytes:
    """A digest of a school's own files and of `common`, what all schools depend on."""
    digest = blake2b(common, digest_size=16)
    for path in filter(None, (workspace.school_file(school), workspace.logo(school))):
        try:
            data = workspace.read(path)
        except PolicyError:
            data = b""  # whoever uses it will say what is wrong
        digest.update(f"{path.name} {len(data)}\n".encode() + data)
    return digest.digest()


def _connect(path: Path) -> sqlite3.Connection:
    schema = (
        "CREATE TABLE IF NOT EXISTS made "
        "(kind TEXT, target TEXT, key BLOB, files TEXT, made TEXT, PRIMARY KEY (kind, target))"
    )
    for attempt in (str(path), str(path), _NOWHERE):
        database = None
        try:
            if attempt != _NOWHERE:
                path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(attempt)
            database.execute(schema)
            database.execute("SELECT kind, target, key, files, made FROM made LIMIT 1")
        except (sqlite3.Error, OSError):
            if database:
                database.close()
            with suppress(OSError):  # Windows keeps a file that another run has open
                path.unlink(missing_ok=True)
            continue
        return database
    raise AssertionError("SQLite can't even open a database in memory")


def _state(path: str) -> list[int] | None:
    try:
        state = os.stat(path)  # noqa: PTH116 -- a Path would take longer to make than to look at
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns]
