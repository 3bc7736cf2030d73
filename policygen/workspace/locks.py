"""One run at a time: a lock that the system frees, however a run ends."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from policygen.errors import PolicyError
from policygen.workspace.layout import STATE, Workspace


@contextmanager
def alone(workspace: Workspace, name: str, *, wait: float) -> Iterator[None]:
    """Hold a workspace's lock of some name; others wait for it, at most so many seconds.

    Raises PolicyError if another run holds it for longer, or if it can't be made.
    """
    path = workspace.root / STATE / f"{name}.lock"
    lock = None
    try:
        path.parent.mkdir(exist_ok=True)
        lock = sqlite3.connect(path, timeout=wait, isolation_level=None)
        lock.execute("BEGIN EXCLUSIVE")
    except (sqlite3.Error, OSError) as error:
        if lock:
            lock.close()
        if "locked" in str(error):
            raise PolicyError(
                "another run is at work here", "wait until it has finished, then run this again"
            ) from error
        raise PolicyError(
            f"can't be written: {error}", "look whether the folder is yours", workspace.name(path)
        ) from error
    try:
        yield
    finally:
        lock.close()
