"""Sending reminders once: a journal of what went out, kept in the workspace."""

import smtplib
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from policygen.errors import PolicyError
from policygen.register.reminders import Reminder
from policygen.sources.settings import Mail
from policygen.workspace.layout import STATE, Workspace
from policygen.workspace.locks import alone

_TIMEOUT = 20  # seconds that a mail server may take for one answer


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

    def note(self, reminder: Reminder, state: str) -> None:
        """Write down a reminder's state, at once and for good."""
        with self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO reminders VALUES (?, ?, ?, ?)",
                [(reminder.school, *one, state) for one in reminder.stages],
            )

    def forget(self, reminder: Reminder) -> None:
        """The server refused it, so it has not gone out."""
        with self._database:
            self._database.executemany(
                "DELETE FROM reminders WHERE school = ? AND adoption = ? AND stage = ?",
                [(reminder.school, *one) for one in reminder.stages],
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


class Sender:
    """A connection to the mail server, over STARTTLS, opened anew when it was lost."""

    def __init__(self, mail: Mail, password: str | None) -> None:
        self._mail = mail
        self._password = password
        self._server: smtplib.SMTP | None = None

    def send(self, message: EmailMessage, reminder: Reminder, journal: Journal) -> None:
        """Send one reminder. Raises PolicyError if the server didn't take it."""
        handed_over = False
        try:
            server = self._connected()
            server.mail(self._mail.sender)
            code, answer = server.rcpt(reminder.address)
            if code not in (250, 251):
                raise smtplib.SMTPResponseException(code, answer)
            journal.note(reminder, "handed over")
            handed_over = True
            code, answer = server.data(message.as_bytes(policy=SMTP))
            if code != 250:
                raise smtplib.SMTPResponseException(code, answer)
            journal.note(reminder, "sent")
        except smtplib.SMTPResponseException as error:
            if handed_over:
                journal.forget(reminder)  # it said no, so it has not taken the message
            self.close()
            said = error.smtp_error
            words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
            raise PolicyError(f"the server refused it: {error.smtp_code} {words}") from error
        except (OSError, smtplib.SMTPException) as error:
            self.close()
            doubt = "; it may have arrived all the same" if handed_over else ""
            raise PolicyError(f"the server can't be reached: {error}{doubt}") from error

    def _connected(self) -> smtplib.SMTP:
        if self._server is None:
            import ssl

            server = smtplib.SMTP(self._mail.host, self._mail.port, timeout=_TIMEOUT)
            self._server = server
            server.starttls(context=ssl.create_default_context())
            if self._mail.user:
                server.login(self._mail.user, self._password or "")
            server.ehlo_or_helo_if_needed()
        else:
            self._server.rset()
        return self._server

    def close(self) -> None:
        """Leave the server."""
        if self._server is not None:
            self._server.close()
            self._server = None
