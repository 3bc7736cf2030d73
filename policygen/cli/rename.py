"""policygen rename."""

import click

from policygen.cli import common, telling


@common.makes_command("rename")
@click.argument("school", shell_complete=common.complete_schools)
@click.argument("new")
@click.option("--name", metavar="NAME", help="The school's new full name.")
def command(school: str, new: str, name: str | None) -> None:
    """Give SCHOOL's folder the name NEW. What it issued stays on its record.

    It is for a new name, and for an academy that goes on with a school's policies.
    """
    from policygen.actions.rename import rename

    workspace = common.open_workspace()
    target = common.school_of(workspace, school)
    full = common.line(name, "--name") if name else None
    click.echo(telling.typeable(workspace, rename(workspace, target.school, new, full)))
    telling.say("Next: policygen build " + new)
