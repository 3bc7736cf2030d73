"""policygen init."""

from pathlib import Path

import click

from policygen.cli import common, telling
from policygen.workspace.nearby import as_argument


@common.makes_command("init")
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
@click.option(
    "--models", type=click.Path(exists=True, file_okay=False, path_type=Path), metavar="FOLDER",
    help="Copy the model policies of FOLDER, such as templates, in place of all that.",
)  # fmt: skip
def command(folder: Path, models: Path | None) -> None:
    """Make a new workspace in DIR (or here) with a small model and a school that build at once."""
    from policygen.actions.init import start_workspace

    start_workspace(folder, models, progress=click.echo)
    where = "" if folder == Path() else f"-C {as_argument(str(folder))} "
    following = 'new SCHOOL --name "FULL NAME"' if models else "build"
    telling.say(f"Next: policygen {where}{following}")
