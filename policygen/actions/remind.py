"""Reminding schools of their reviews, once for each stage: by e-mail, or in files to look at."""

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeAlias

from policygen.actions.register import read_register
from policygen.errors import PolicyError, Problem, Reason, SourceError
from policygen.register.reminders import Reminder, message, reminders
from policygen.register.rows import soonest_first
from policygen.sources.settings import Mail
from policygen.workspace.files import write_whole
from policygen.workspace.journal import Journal
from policygen.workspace.layout import SETTINGS, Workspace
from policygen.workspace.post import MailServer, NotTakenError

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
    `unreachable` are those that have no address, and `problems` may hide a review.
    """

    deliveries: tuple[Delivery, ...]
    uncertain: tuple[str, ...]
    unreachable: tuple[Reason, ...]
    problems: tuple[Problem, ...]

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
    progress: Progress = lambda _: None, told: Told = lambda _: None,
) -> Reminded:  # fmt: skip
    """Send the reminders of a day by the workspace's mail server, each once.

    `progress` is told how many schools were read, and `told` what became of each reminder. Raises
    PolicyError where no server is known, or another run is sending.
    """
    mail = _mail(workspace)
    if mail is None:
        hint = "add mail: with host:, sender: and maybe user:"
        raise PolicyError("says no mail server", hint, SETTINGS)

    with closing(MailServer(mail, password)) as server:

        def send(one: Reminder, journal: Journal) -> Delivery:
            letter = message(one, mail.sender, today)
            try:
                server.send(letter, one.address, lambda: journal.note(one, "handed over"))
            except NotTakenError as error:
                journal.forget(one)
                return Delivery(one.school, one.address, failure=error)
            except PolicyError as error:
                return Delivery(one.school, one.address, failure=error)
            journal.note(one, "sent")
            return Delivery(one.school, one.address)

        return _remind(workspace, today, send, progress, told)


def write_reminders(
    workspace: Workspace, today: date, folder: Path, *,
    progress: Progress = lambda _: None, told: Told = lambda _: None,
) -> Reminded:  # fmt: skip
    """Write the reminders of a day into a folder, as e-mails to look at."""
    mail = _mail(workspace)
    sender = mail.sender if mail else _NOBODY

    def write(one: Reminder, _: Journal) -> Delivery:
        path = folder / f"{one.school}.eml"
        write_whole(path, message(one, sender, today).as_bytes())
        return Delivery(one.school, one.address, path)

    return _remind(workspace, today, write, progress, told)


def _mail(workspace: Workspace) -> Mail | None:
    settings, faults = workspace.settings()
    if faults:
        raise SourceError(faults)
    return settings.mail


def _remind(
    workspace: Workspace, today: date, deliver: Callable[[Reminder, Journal], Delivery],
    progress: Progress, told: Told,
) -> Reminded:  # fmt: skip
    rows, problems = read_register(workspace, workspace.targets(()), today, progress=progress)
    deliveries = []
    with Journal.open(workspace) as journal:
        found, unreachable = reminders(soonest_first(rows), journal.sent(), today)
        for one in found:
            deliveries.append(deliver(one, journal))
            told(deliveries[-1])
        uncertain = journal.uncertain()
    hint = "add email: to its school.yaml"
    missing = [Reason("no e-mail address", hint, target=school) for school in unreachable]
    return Reminded(tuple(deliveries), tuple(uncertain), tuple(missing), tuple(problems))
