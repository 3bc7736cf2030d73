"""policygen init."""

from pathlib import Path

import click

from policygen.cli import common
from policygen.workspace.nearby import as_argument


@common.makes_command("init")
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
def command(folder: Path) -> None:
    """Make a new workspace in DIR (or here) with a small model and a school that build at once."""
    from policygen.actions.init import start_workspace

    start_workspace(folder, progress=click.echo)
    where = "" if folder == Path() else f"-C {as_argument(str(folder))} "
    common.say(f"Next: policygen {where}build")
