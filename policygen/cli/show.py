"""policygen show."""

import shutil
import sys

import click

from policygen.cli import common


@common.makes_command("show")
@click.argument("target", metavar="SCHOOL/POLICY", shell_complete=common.complete_adoptions)
@common.json_option
def command(target: str, as_json: bool) -> None:
    """Show an edition here in the terminal. What is still open is shown as open."""
    from policygen.actions.show import show
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    shown = show(Library(workspace), common.adoption_of(workspace, target))
    common.complain(shown.problems)
    if as_json:
        common.print_json(shown.records())
        return
    text = shown.text(min(shutil.get_terminal_size().columns, 100))
    if sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)
