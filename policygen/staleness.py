"""Which outputs are out of date: digests of everything that goes into them, kept in SQLite.

The index is only a memory. Without it, or with a broken one, everything is built again.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import policygen
from policygen.errors import PolicyError
from policygen.workspace import Target, Workspace

_FILE = ".index.sqlite3"


def inputs_digest(workspace: Workspace) -> bytes:
    """What every edition depends on: the templates, the house style and policygen itself."""
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
    """What was built from what, for one place and kind of output."""

    def __init__(self, database: sqlite3.Connection, kind: tuple[str, ...]) -> None:
        self._database = database
        self._kind = "\n".join(kind)
        rows = database.execute(
            "SELECT target, key, files FROM built WHERE kind = ?", (self._kind,)
        )
        self._rows: dict[str, tuple[bytes, str]] = {row[0]: (row[1], row[2]) for row in rows}
        self._new: list[tuple[str, str, bytes, str]] = []

    @classmethod
    @contextmanager
    def open(cls, folder: Path, kind: tuple[str, ...]) -> Iterator["Index"]:
        """The index in a folder; what is remembered is saved at the end."""
        database = _connect(folder / _FILE)
        try:
            index = cls(database, kind)
            yield index
            index._save()
        finally:
            database.close()

    def key(self, workspace: Workspace, target: Target, common: bytes) -> bytes:
        """A digest of all that a target's outputs depend on."""
        digest = blake2b(common, digest_size=16)
        paths = [workspace.school_file(target.school), workspace.logo(target.school)]
        for path in filter(None, paths):
            try:
                data = workspace.read(path)
            except PolicyError:
                data = b""  # building it will say what is wrong
            digest.update(f"{path.name} {len(data)}\n".encode() + data)
        for path in workspace.issued_files(target.school):
            state = path.stat()
            digest.update(f"{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
        return digest.digest()

    def is_fresh(self, target: Target, key: bytes) -> bool:
        """Whether a target was built from the same, and its files are as they were left."""
        known, files = self._rows.get(str(target), (b"", "[]"))
        return known == key and all(
            _state(Path(path)) == state for path, state in json.loads(files)
        )

    def built(self, target: Target) -> tuple[str, ...]:
        """The adoptions that a fresh target stands for."""
        _, files = self._rows[str(target)]
        if target.version:
            return (str(target),)
        policies = {Path(path).name.split(".")[0]: None for path, _ in json.loads(files)}
        return tuple(f"{target.school}/{policy}" for policy in policies)

    def remember(self, target: Target, key: bytes, files: tuple[str, ...]) -> None:
        """Note what a target was built from, and the files that it made."""
        states = json.dumps([(path, _state(Path(path))) for path in files])
        self._new.append((self._kind, str(target), key, states))

    def _save(self) -> None:
        try:
            with self._database:
                statement = "INSERT OR REPLACE INTO built VALUES (?, ?, ?, ?)"
                self._database.executemany(statement, self._new)
        except sqlite3.Error:
            pass  # another build holds it: the next one only works a little more


def _connect(path: Path) -> sqlite3.Connection:
    schema = (
        "CREATE TABLE IF NOT EXISTS built "
        "(kind TEXT, target TEXT, key BLOB, files TEXT, PRIMARY KEY (kind, target))"
    )
    for attempt in (str(path), str(path), ":memory:"):
        database = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            database = sqlite3.connect(attempt)
            database.execute(schema)
            database.execute("SELECT kind, target, key, files FROM built LIMIT 1")
        except (sqlite3.Error, OSError):
            if database:
                database.close()
            if path.is_file():
                path.unlink(missing_ok=True)
            continue
        return database
    raise AssertionError("SQLite can't even open a database in memory")


def _state(path: Path) -> list[int] | None:
    try:
        state = path.stat()
    except OSError:
        return None
    return [state.st_size, state.st_mtime_ns]
