"""Reminding schools of their reviews, once for each stage: by e-mail, or in files to look at."""

from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from policygen.actions.register import read_register
from policygen.errors import PolicyError, Problem, Reason, SourceError
from policygen.register.reminders import Reminder, message, reminders
from policygen.register.rows import soonest_first
from policygen.sources.settings import Settings
from policygen.workspace.files import write_whole
from policygen.workspace.journal import Journal
from policygen.workspace.layout import SETTINGS, Target, Workspace
from policygen.workspace.post import MailServer, NotTakenError

if TYPE_CHECKING:
    from policygen.workspace.library import Library

_NOBODY = "policies@localhost"  # who writes where no server is known, so that nothing is sent


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of one school's reminder: the file that it was written to, or why it failed."""

    school: str
    address: str
    file: Path | None = None
    failure: PolicyError | None = None


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of all reminders of a day.

    `uncertain` are schools whose reminder may have arrived or not, when an earlier run was killed;
    `unreachable` are those that have no address, and `problems` may hide a review. The reminders
    may have named nobody to turn to, as the settings don't.
    """

    deliveries: tuple[Delivery, ...]
    uncertain: tuple[str, ...]
    unreachable: tuple[Reason, ...]
    problems: tuple[Problem, ...]
    names_nobody: bool = False

    @property
    def delivered(self) -> int:
        """How many reminders were written or sent."""
        return sum(1 for one in self.deliveries if not one.failure)

    @property
    def complete(self) -> bool:
        """Whether everybody was reminded who is to be."""
        return self.delivered == len(self.deliveries) and not (self.unreachable or self.problems)


Told: TypeAlias = Callable[[Delivery], object]
Progress: TypeAlias = Callable[[int], object]


def send_reminders(
    workspace: Workspace, today: date, password: str | None, *,
    called: str = "policygen", where: str = "",
    progress: Progress = lambda _: None, told: Told = lambda _: None,
) -> Reminded:  # fmt: skip
    """Send the reminders of a day by the workspace's mail server, each once.

    `progress` is told how many schools were read, and `told` what became of each reminder. They
    say of policygen that it is `called` so, and of the workspace `where` it is: see `message`.
    Raises PolicyError where no server is known, or another run is sending.
    """
    settings = _settings(workspace)
    mail, enclosed = settings.mail, _Enclosed(workspace)
    if mail is None:
        hint = "add mail: with host:, sender: and maybe user:"
        raise PolicyError("says no mail server", hint, SETTINGS)

    with closing(MailServer(mail, password)) as server:

        def send(one: Reminder, journal: Journal) -> Delivery:
            letter = message(
                one, mail.sender, today, settings.contact, enclosed.of(one), called, where
            )
            try:
                server.send(letter, one.address, lambda: journal.note(one, "handed over"))
            except NotTakenError as error:
                journal.forget(one)
                return Delivery(one.school, one.address, failure=error)
            except PolicyError as error:
                return Delivery(one.school, one.address, failure=error)
            journal.note(one, "sent")
            return Delivery(one.school, one.address)

        reminded = _remind(workspace, today, send, progress, told)
    return replace(reminded, names_nobody=settings.contact is None)


def write_reminders(
    workspace: Workspace, today: date, folder: Path, *,
    called: str = "policygen", where: str = "",
    progress: Progress = lambda _: None, told: Told = lambda _: None,
) -> Reminded:  # fmt: skip
    """Write the reminders of a day into a folder, as e-mails to look at."""
    settings, enclosed = _settings(workspace), _Enclosed(workspace)
    sender = settings.mail.sender if settings.mail else _NOBODY

    def write(one: Reminder, _: Journal) -> Delivery:
        path = folder / f"{one.school}.eml"
        letter = message(one, sender, today, settings.contact, enclosed.of(one), called, where)
        write_whole(path, letter.as_bytes())
        return Delivery(one.school, one.address, path)

    reminded = _remind(workspace, today, write, progress, told)
    return replace(reminded, names_nobody=settings.contact is None)


def _settings(workspace: Workspace) -> Settings:
    settings, faults = workspace.settings()
    if faults:  # words that are left out of the file would be missing in the letters
        raise SourceError(one._replace(warning=False) for one in faults)
    return settings


class _Enclosed:
    """The Word files that go with reminders: issues in force, from what is frozen of them."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @cached_property
    def _library(self) -> "Library":
        from policygen.workspace.library import Library  # few days have a reminder

        return Library(self._workspace)

    def of(self, reminder: Reminder) -> dict[str, bytes]:
        """The file of each policy that a reminder is about, as far as its issue is held."""
        from policygen.workspace.rebuilding import issue_files

        found = {}
        for row in reminder.rows:
            target = Target(row.school, row.policy, row.version)
            with suppress(PolicyError):  # the words say that it isn't there
                if row.version:
                    files, _ = issue_files(self._library, target, ("docx",))
                    found[row.policy] = next(data for name, data in files if name[-5:] == ".docx")
        return found


def _remind(
    workspace: Workspace, today: date, deliver: Callable[[Reminder, Journal], Delivery],
    progress: Progress, told: Told,
) -> Reminded:  # fmt: skip
    register = read_register(workspace, workspace.targets(()), today, progress=progress)
    deliveries = []
    with Journal.open(workspace) as journal:
        found, unreachable = reminders(soonest_first(register.rows), journal.sent(), today)
        for one in found:
            deliveries.append(deliver(one, journal))
            told(deliveries[-1])
        uncertain = journal.uncertain()
    hint = "add email: to its school.yaml"
    missing = [Reason("no e-mail address", hint, target=school) for school in unreachable]
    return Reminded(tuple(deliveries), tuple(uncertain), tuple(missing), register.problems)
