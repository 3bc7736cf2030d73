"""policygen show."""

import shutil

import click

from policygen.cli import common
from policygen.errors import SourceError


@click.command("show")
@click.argument("target", metavar="SCHOOL/POLICY", shell_complete=common.complete_adoptions)
@common.json_option
def command(target: str, as_json: bool) -> None:
    """Show an edition here in the terminal. What is still open is shown as open."""
    from policygen.document import fill
    from policygen.workspace.library import Library
    from policygen.writers.outline import records, write

    workspace = common.open_workspace()
    wanted = common.adoption_of(workspace, target)
    library = Library(workspace)
    _, problems, checked = library.school(wanted)
    if any(not one.good for one in checked):  # incomplete: show what there is, marked as a draft
        common.complain([*problems, *(p for one in checked for p in one.problems)])
        _, _, checked = library.school(wanted, draft=True)
    edition = checked[0].edition if checked else None
    if edition is None:
        raise SourceError([*problems, *(p for one in checked for p in one.problems)])
    document = fill(edition.document, edition.values)
    if as_json:
        common.print_json(records(document))
        return
    width = min(shutil.get_terminal_size().columns, 100)
    click.echo_via_pager(write(document, width)) if _pages() else click.echo(
        write(document, width), nl=False
    )


def _pages() -> bool:
    import sys

    return sys.stdout.isatty()
