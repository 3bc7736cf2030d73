"""What is out of date: digests of everything that goes into what is made, kept in SQLite.

The index is only a memory. Without it, or with a broken one, everything is made again.
"""

import json
import os
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeAlias

import click

import policygen
from policygen.errors import PolicyError
from policygen.workspace.layout import HOUSE_STYLE, Target, Workspace

_FILE = ".index.sqlite3"
_NOWHERE = ":memory:"
_ROWS = "SELECT target, key, files, made FROM made WHERE kind = ?"

_Row: TypeAlias = tuple[str, bytes, str, str]
States: TypeAlias = list[tuple[str, list[int] | None]]  # of files: size in bytes, time in ns


def inputs_digest(workspace: Workspace) -> bytes:
    """What every adoption depends on: the templates, the house style and policygen itself."""
    digest = blake2b(policygen.__version__.encode(), digest_size=16)
    source = Path(policygen.__file__).parent
    for path in sorted(p for p in source.rglob("*") if p.suffix in (".py", ".xml", ".css")):
        state = path.stat()
        digest.update(f"{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    # Libraries may be newer than the pinned ones; their folders' names hold the versions.
    libraries = sorted(p.name for p in Path(click.__file__).parents[1].glob("*.dist-info"))
    digest.update("\n".join([sys.version, *libraries]).encode())
    models = [
        workspace.root / f"templates/{policy}/{version}.md"
        for policy, versions in workspace.policies.items()
        for version in versions
    ]
    for path in (*models, workspace.root / HOUSE_STYLE):
        _add(digest, workspace, path)
    return digest.digest()


def _add(digest: blake2b, workspace: Workspace, path: Path) -> None:
    try:
        data = workspace.read(path) if path.is_file() else b""
    except PolicyError:
        data = b""  # whoever uses it will say what is wrong
    digest.update(f"{workspace.name(path)} {len(data)}\n".encode() + data)


class Index:
    """What was made from what, for one place and kind of thing made."""

    def __init__(self, database: sqlite3.Connection, kind: str, rows: Iterable[_Row]) -> None:
        self._database = database
        self._kind = kind
        self._rows = {target: (key, files, made) for target, key, files, made in rows}
        self._new: list[tuple[str, str, bytes, str, str]] = []

    @classmethod
    @contextmanager
    def open(cls, workspace: Workspace, kind: tuple[str, ...]) -> Iterator["Index"]:
        """The index of a workspace; what is remembered is saved at the end."""
        name = "\n".join([str(workspace.root), *kind])  # a copy of a workspace has other files
        database, rows = _connect(workspace.root / "build" / _FILE, name)
        try:
            index = cls(database, name, rows)
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
        _add(digest, workspace, path)
    return digest.digest()


def _connect(path: Path, kind: str) -> tuple[sqlite3.Connection, list[_Row]]:
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
            rows = database.execute(_ROWS, (kind,)).fetchall()
        except (sqlite3.Error, OSError) as error:
            if database:
                database.close()
            if isinstance(error, sqlite3.Error) and "locked" not in str(error):
                with suppress(OSError):  # Windows keeps a file that another run has open
                    path.unlink(missing_ok=True)
            continue
        return database, rows
    raise AssertionError("SQLite can't even open a database in memory")


def _state(path: str) -> list[int] | None:
    try:
        state = os.stat(path)  # noqa: PTH116 -- a Path would take longer to make than to look at
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns]
