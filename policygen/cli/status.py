"""policygen status."""

import click

from policygen.cli import common


@click.command("status")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@click.option("--on", metavar="DATE", help="As it would be on this day; today if left out.")
@common.json_option
def command(schools: tuple[str, ...], on: str | None, as_json: bool) -> None:
    """Say how each adoption stands: its text beside the last issue, and its review."""
    from policygen.library import Library
    from policygen.register import adoptions

    workspace = common.open_workspace()
    library = Library(workspace)
    when = (common.day(on, "--on") or common.today()).last_day
    targets = common.targets_of(workspace, schools)
    found = [row for target in targets for row in adoptions(library, target.school, when)]
    if as_json:
        common.print_json([row.record() for row in found])
        return
    for row in found:
        version = f"version {row.version}" if row.version else "no version"
        due = f"review {row.next_review}, {row.left}" if row.next_review else "no review date"
        click.echo(f"{row.school}/{row.policy}: {', '.join(row.states)}; {version}; {due}")
        for change in row.changes:
            click.echo(f"  {change}")
