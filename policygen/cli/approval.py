"""policygen approval."""

from pathlib import Path

import click

from policygen.actions.formats import BY_DEFAULT
from policygen.cli import common, telling


@common.makes_command("approval")
@click.argument("target", metavar="SCHOOL/POLICY", shell_complete=common.complete_adoptions)
@click.option("--from", "before", metavar="X", help="The earlier text: the last issue if left out.")
@click.option("--to", "after", metavar="Y", help="The text to approve: the current if left out.")
@common.formats_option
@common.out_option
def command(
    target: str, before: str | None, after: str | None, formats: tuple[str, ...], out: Path | None
) -> None:
    """Write a paper for the meeting that approves a policy.

    It says what is asked, what changed (old and new side by side), what was decided and what is
    worded locally. X and Y are as in policygen diff.
    """
    from policygen.actions.approval import approval_paper, write_paper
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    library = Library(workspace)
    adoption = common.adoption_of(workspace, target)
    made = approval_paper(library, adoption, before, after)
    telling.complain(made.problems)
    folder = (out or workspace.root / "build").resolve()
    for file in write_paper(library, adoption, made, formats or BY_DEFAULT, folder):
        click.echo(telling.short(file))
