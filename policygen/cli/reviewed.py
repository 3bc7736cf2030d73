"""policygen reviewed."""

import click

from policygen.cli import common


@common.makes_command("reviewed")
@click.argument("target", metavar="SCHOOL/POLICY", shell_complete=common.complete_adoptions)
@click.option("--by", required=True, metavar="WHO", help="Who reviewed it.")
@click.option("--on", metavar="DATE", help="The date of the review; today if left out.")
@click.option("--note", metavar="TEXT", help="What was found.")
def command(target: str, by: str, on: str | None, note: str | None) -> None:
    """Record a review that changed nothing, and move the next one.

    It is no issue: the version stays.
    """
    from policygen.actions.reviewed import record_review
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    wanted = common.adoption_of(workspace, target)
    when = common.day(on, "--on") or common.today()
    found = common.line(note, "--note", 2_000) if note else None
    by = common.line(by, "--by")
    due = record_review(Library(workspace), wanted, by, when, found, common.today().last_day)
    click.echo(f"{wanted}: reviewed {when}, next review {due or 'as needed'}")
