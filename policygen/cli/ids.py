"""policygen ids."""

import click

from policygen.cli import common, telling
from policygen.errors import plural


@common.makes_command("ids")
@click.argument("name", metavar="POLICY[@VERSION]", shell_complete=common.complete_policies)
@click.option("--dry-run", is_flag=True, help="Show the ids and write nothing.")
def command(name: str, dry_run: bool) -> None:
    """Give an id to each section, clause, paragraph, table and row of a model that has none.

    Without a version it is the newest. What has an id can be led to, wherever it comes to stand.
    Those in a shared passage are written there. Nothing else in these files is changed.
    """
    from policygen.actions.ids import give_ids
    from policygen.workspace.library import Library

    policy, _, version = name.partition("@")
    library = Library(common.open_workspace())
    given, left = give_ids(library, policy, version or None, dry_run=dry_run)
    for one in given:
        click.echo(f"{one.path}:{one.line}: {one.words}")
    telling.complain(left)
    done = "would be given" if dry_run else "given"
    click.echo(f"{plural(len(given), 'id')} {done}.", err=True)
