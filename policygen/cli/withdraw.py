"""policygen withdraw."""

import click

from policygen.cli import common, telling


@common.makes_command("withdraw")
@click.argument("target", metavar="SCHOOL/POLICY@VERSION")
@click.option("--reason", required=True, metavar="TEXT", help="Why, for all who read the history.")
@click.option("--on", metavar="DATE", help="The date of the withdrawal; today if left out.")
def command(target: str, reason: str, on: str | None) -> None:
    """Take back the last issue of a policy. It stays in the history, marked as withdrawn."""
    from policygen.actions.withdraw import withdraw
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    wanted = common.issue_of(workspace, target)
    when, today = common.day(on, "--on") or common.today(), common.today()
    why = common.line(reason, "--reason", 2_000)
    left = withdraw(Library(workspace), wanted, when, why, today.last_day)
    now = f"version {left.version} is the last again" if left.version else "nothing is in force"
    click.echo(f"{wanted}: withdrawn; {now}, next review {left.next_review or 'none'}")
    name = f"{wanted.school}/{wanted.policy}"
    telling.say(f"Next: policygen build {name}, as the files in build are still those of before.")
    if left.version:
        file = telling.typeable(workspace, left.file)
        telling.say("That is the next review as the record of issues and reviews has it.")
        telling.say(f"  If you had set another by hand, write it as next_review: into {file}.")
