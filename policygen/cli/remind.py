"""policygen remind."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling
from policygen.errors import plural, with_hint

if TYPE_CHECKING:
    from policygen.actions.remind import Delivery

_PASSWORD = "POLICYGEN_SMTP_PASSWORD"


@common.makes_command("remind")
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
    from policygen.actions.remind import send_reminders, write_reminders

    workspace = common.open_workspace()
    today = (common.day(on, "--on") or common.today()).last_day
    called, where = telling.called_anywhere(), telling.named_anywhere()
    with telling.progress(len(workspace.schools), "Reading") as advance:
        if send:
            password = os.environ.get(_PASSWORD)
            reminded = send_reminders(
                workspace, today, password, called=called, where=where, progress=advance, told=_tell
            )
        else:
            folder = (out or workspace.root / "build" / "reminders").resolve()
            reminded = write_reminders(
                workspace, today, folder, called=called, where=where, progress=advance, told=_tell
            )
    telling.complain(reminded.problems)
    for name in reminded.uncertain:
        click.echo(f"{name}: a reminder may have arrived or not; ask them", err=True)
    telling.tell(reminded.unreachable)
    done = "sent" if send else "written"
    click.echo(f"{plural(reminded.delivered, 'reminder')} {done}.", err=True)
    if reminded.names_nobody and reminded.deliveries:
        message = "policygen.yaml names no contact, so the reminders don't say whom to answer"
        telling.say(with_hint(message, "add contact: with name: and email:"))
    context.exit(0 if reminded.complete else 1)


def _tell(one: "Delivery") -> None:
    if one.failure:
        click.echo(f"{one.school}: not sent: {one.failure}", err=True)
    elif one.file:
        click.echo(telling.short(one.file))
    else:
        click.echo(f"{one.school}: sent to {one.address}")
