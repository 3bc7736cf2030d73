"""policygen new."""

import sys

import click

from policygen.cli import common


@common.makes_command("new")
@click.argument("school")
@click.option("--name", metavar="NAME", help="The school's full name.")
def command(school: str, name: str | None) -> None:
    """Add a school: its folder and school.yaml. SCHOOL names its folder: oak-primary."""
    from policygen.actions.new import add_school, must_be_free

    workspace = common.open_workspace()
    must_be_free(workspace, school)
    if name is None:
        if not sys.stdin.isatty():
            raise click.UsageError("--name NAME is missing")
        name = str(click.prompt("The school's full name"))
    click.echo(add_school(workspace, school, name))
    common.offer_policies(workspace, school)
