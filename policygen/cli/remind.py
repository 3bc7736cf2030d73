"""policygen remind."""

import os
from pathlib import Path
from typing import Any

import click

from policygen.cli import common
from policygen.errors import PolicyError, Reason, SourceError, plural

PASSWORD = "POLICYGEN_SMTP_PASSWORD"


@click.command("remind")
@click.option("--on", metavar="DATE", help="As it would be on this day; today if left out.")
@click.option("--send", is_flag=True, help="Send them, by the server in policygen.yaml.")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write them here instead of build/reminders/.",
)  # fmt: skip
@click.pass_context
def command(context: click.Context, on: str | None, send: bool, out: Path | None) -> None:
    """Remind each school of its reviews that are overdue or due: one e-mail a school.

    Writes the e-mails as .eml files to look at. With --send they go out, once for each stage: 90,
    30 and 7 days before, overdue, then monthly. The server's password is taken from the
    environment, POLICYGEN_SMTP_PASSWORD.
    """
    from policygen.register.reminders import message, reminders
    from policygen.register.rows import soonest_first
    from policygen.workspace.journal import Journal
    from policygen.workspace.layout import write_whole

    workspace = common.open_workspace()
    settings, faults = workspace.settings()
    if faults:
        raise SourceError(faults)
    mail = settings.mail
    if send and mail is None:
        raise PolicyError(
            "says no mail server",
            "add mail: with host:, sender: and maybe user:",
            "policygen.yaml",
        )
    today = (common.day(on, "--on") or common.today()).last_day
    rows, problems = common.read_register((), today)
    rows = soonest_first(rows)
    sender = mail.sender if mail else "policies@localhost"
    with Journal.open(workspace) as journal:
        found, unreachable = reminders(rows, journal.sent(), today)
        if send and mail:
            failed = _send(found, mail, journal, today)
        else:
            failed = 0
            folder = (out or workspace.root / "build" / "reminders").resolve()
            for one in found:
                path = folder / f"{one.school}.eml"
                write_whole(path, message(one, sender, today).as_bytes())
                click.echo(common.short(path))
        for name in journal.uncertain():
            click.echo(f"{name}: a reminder may have arrived or not; ask them", err=True)
    for name in unreachable:
        missing = Reason("no e-mail address", "add email: to its school.yaml", target=name)
        click.echo(missing, err=True)
    done = "sent" if send else "written"
    click.echo(f"{plural(len(found) - failed, 'reminder')} {done}.", err=True)
    context.exit(1 if failed or unreachable or problems else 0)


def _send(found: Any, mail: Any, journal: Any, today: Any) -> int:
    """Send the reminders one by one; how many could not be."""
    from policygen.register.reminders import message
    from policygen.workspace.journal import Sender

    failed = 0
    sender = Sender(mail, os.environ.get(PASSWORD))
    for one in found:
        try:
            sender.send(message(one, mail.sender, today), one, journal)
        except PolicyError as error:
            failed += 1
            click.echo(f"{one.school}: not sent: {error}", err=True)
        else:
            click.echo(f"{one.school}: sent to {one.address}")
    sender.close()
    return failed
