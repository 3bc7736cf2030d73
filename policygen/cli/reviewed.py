"""policygen reviewed."""

import click

from policygen.cli import common, telling
from policygen.errors import plural


@common.makes_command("reviewed")
@click.argument(
    "targets", nargs=-1, metavar="[SCHOOL/POLICY]…", shell_complete=common.complete_adoptions
)
@common.policy_options
@click.option("--by", required=True, metavar="WHO", help="Who reviewed it.")
@click.option("--on", metavar="DATE", help="The date of the review; today if left out.")
@click.option("--note", metavar="TEXT", help="What was found.")
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], policy: str | None, every: bool, by: str,
    on: str | None, note: str | None,
) -> None:  # fmt: skip
    """Record a review that changed nothing, and move the next one.

    Name the policies as SCHOOL/POLICY, one or more. It is no issue: the version stays. The editions
    in build/ are made anew, since they say when they were reviewed. Of many policies, one that
    can't be recorded stops no other.
    """
    from policygen.actions.reviewed import record_reviews
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    chosen = common.chosen_of(library, targets, policy, every)
    when = common.day(on, "--on") or common.today()
    found = common.line(note, "--note", 2_000) if note else None
    by = common.line(by, "--by")
    with telling.progress(len(chosen.targets), "Recording") as advance:
        reviewed = record_reviews(
            library, chosen, by, when, found, common.today().last_day, advance
        )
    if len(reviewed.done) + len(reviewed.refused) == 1 and reviewed.done:
        ((target, due),) = reviewed.done.items()
        click.echo(f"{target}: reviewed {when}, next review {due or 'as needed'}")
    elif len(reviewed.done) + len(reviewed.refused) > 1:
        click.echo(reviewed.table())
        counts = plural(len(reviewed.done), "review"), plural(len(reviewed.refused), "review")
        click.echo(f"{counts[0]} recorded; {counts[1]} refused.", err=True)
    if reviewed.done and not on:
        telling.say(f"The day of the review is today, {when}, as no other was given: --on DATE")
    telling.tell(reviewed.reasons)
    renewed = common.renewed(library.workspace, list(reviewed.done))
    telling.tell_renewed(renewed)
    context.exit(1 if reviewed.reasons or not renewed.complete else 0)
