"""policygen diff."""

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.actions.formats import ENDINGS
from policygen.cli import common, telling

if TYPE_CHECKING:  # slow to import
    from policygen.actions.diff import Compared

_COLOURS = {"\1": "\x1b[32m", "\2": "\x1b[31m", "\3": "\x1b[0m"}  # no text holds these signs


@common.makes_command("diff")
@click.argument("target", metavar="SCHOOL/POLICY", shell_complete=common.complete_adoptions)
@click.option("--from", "before", metavar="X", help="The earlier text: the last issue if left out.")
@click.option("--to", "after", metavar="Y", help="The later text: the current one if left out.")
@click.option(
    "--format", "formats", multiple=True, callback=common.at_hand,
    type=click.Choice(("text", *ENDINGS), case_sensitive=False),
    help="text prints it here, as without this option; any other writes a file in build/.",
)  # fmt: skip
@common.out_option
def command(
    target: str, before: str | None, after: str | None, formats: tuple[str, ...], out: Path | None
) -> None:
    """Compare two texts of a policy: what changed, as a list and as a redline.

    X and Y are the version of an issue (1.0), current, model (the current text as its model has it)
    or a model version (2016-04).
    """
    from policygen.actions.diff import compare, write_redline
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    library = Library(workspace)
    adoption = common.adoption_of(workspace, target)
    compared = compare(library, adoption, before, after)
    telling.complain(compared.problems)
    if not compared.changes:
        said = f"{compared.before.called} and {compared.after.called} have the same text"
        click.echo(f"{adoption}: {said}", err=True)
        return
    if "text" in (formats or ("text",)):
        show_redline(compared)
    folder = (out or workspace.root / "build").resolve()
    wanted = [one for one in formats if one != "text"]
    for file in write_redline(library, adoption, compared, wanted, folder) if wanted else ():
        click.echo(telling.short(file))


def show_redline(compared: "Compared") -> None:
    """Print the redline; on a terminal in a pager, what was inserted green, what deleted red."""
    from policygen.actions.diff import Marks

    width = min(shutil.get_terminal_size().columns, 100)
    if not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        text = compared.text(width)
    else:
        text = compared.text(width, Marks(("\1{+", "+}\3"), ("\2[-", "-]\3")))
        for sign, code in _COLOURS.items():
            text = text.replace(sign, code)
    if sys.stdout.isatty():
        click.echo_via_pager(text)
    else:
        click.echo(text, nl=False)
