"""Which reminders went out: a journal kept in the workspace, so that each goes out once."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, TypeAlias

from policygen.errors import PolicyError
from policygen.register.reminders import Reminder
from policygen.workspace.layout import STATE, Workspace
from policygen.workspace.locks import alone

Posted: TypeAlias = Literal["handed over", "sent"]


class Journal:
    """What went out, by school, adoption and stage.

    A reminder is claimed before it is sent, so that two runs at once can't both send it. The claim
    becomes `handed over` in the moment before the server is given the text, and `sent` once it has
    taken it. A claim that a killed run left is free again; one handed over may have arrived, and
    is not sent a second time.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    @classmethod
    @contextmanager
    def open(cls, workspace: Workspace) -> Iterator["Journal"]:
        """The journal of a workspace, held by this run alone until it is closed.

        Raises PolicyError while another run holds it.
        """
        path = workspace.root / STATE / "reminders.sqlite3"
        with alone(workspace, "reminders", wait=0):
            try:
                database = _connect(path)
            except sqlite3.Error as error:
                raise PolicyError(
                    f"can't be used: {error}",
                    "it says which reminders went out: put it back from a copy, or remove it",
                    workspace.name(path),
                ) from error
            with closing(database):
                yield cls(database)

    def sent(self) -> set[tuple[str, str, str]]:
        """School, adoption and stage of all that went out, or may have."""
        return set(self._database.execute("SELECT school, adoption, stage FROM reminders"))

    def uncertain(self) -> list[str]:
        """The schools whose reminder may have arrived or not: a run was killed in between."""
        query = "SELECT DISTINCT school FROM reminders WHERE state = 'handed over'"
        return [row[0] for row in self._database.execute(query)]

    def note(self, reminder: Reminder, state: Posted) -> None:
        """Write down a reminder's state, at once and for good."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO reminders VALUES (?, ?, ?, ?)",
                [(reminder.identity, *one, state) for one in reminder.stages],
            )

    def forget(self, reminder: Reminder) -> None:
        """The server refused it, so it has not gone out."""
        with self._database:
            self._database.executemany(
                "DELETE FROM reminders WHERE school = ? AND adoption = ? AND stage = ?",
                [(reminder.identity, *one) for one in reminder.stages],
            )


def _connect(path: Path) -> sqlite3.Connection:
    database = sqlite3.connect(path)
    try:
        database.execute("PRAGMA synchronous = FULL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS reminders (school TEXT, adoption TEXT, stage TEXT,"
            " state TEXT, PRIMARY KEY (school, adoption, stage))"
        )
        database.execute("SELECT school, adoption, stage, state FROM reminders LIMIT 1")
    except sqlite3.Error:
        database.close()
        raise
    return database
