"""policygen show."""

import shutil
import sys

import click

from policygen.cli import common, telling

_OF_VERSION = (
    "to read it as it was on a day: policygen show {0} --as-at DAY; "
    "to have version {1} as files: policygen build {0}@{1}"
)


@common.makes_command("show")
@click.argument("target", metavar="SCHOOL/POLICY", shell_complete=common.complete_adoptions)
@click.option(
    "--as-at", metavar="DATE",
    help="The issue that was, is or will be in force on this day, as it was frozen.",
)  # fmt: skip
@common.json_option
def command(target: str, as_at: str | None, as_json: bool) -> None:
    """Show an edition here in the terminal. What is still open is shown as open."""
    from policygen.actions.show import show, show_as_at
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    library, adoption = Library(workspace), common.adoption_of(workspace, target, _OF_VERSION)
    if as_at is None:
        shown = show(library, adoption)
    else:
        shown = show_as_at(library, adoption, common.one_day(as_at, "--as-at"))
    telling.complain(shown.problems)
    if as_json:
        telling.print_json(shown.records())
        return
    if shown.said:
        telling.say(shown.said)
    text = shown.text(min(shutil.get_terminal_size().columns, 100))
    if sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)
