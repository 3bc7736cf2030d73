"""policygen model."""

from pathlib import Path

import click

from policygen.actions.formats import BY_DEFAULT
from policygen.cli import common, telling


@common.makes_command("model")
@click.argument("name", metavar="POLICY[@VERSION]", shell_complete=common.complete_policies)
@common.formats_option
@common.out_option
def command(name: str, formats: tuple[str, ...], out: Path | None) -> None:
    """Write a model policy with every alternative, and blanks for the values.

    Without a version it is the newest.
    """
    from policygen.actions.model import write_model
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    policy, _, version = name.partition("@")
    folder = (out or workspace.root / "build").resolve()
    files = write_model(Library(workspace), policy, version or None, formats or BY_DEFAULT, folder)
    for file in files:
        click.echo(telling.short(file))
