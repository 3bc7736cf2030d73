"""policygen register."""

import re
from pathlib import Path

import click

from policygen.actions import register
from policygen.actions.register import STATES, AnyKind
from policygen.cli import common
from policygen.errors import plural


@common.makes_command("register")
@click.option("--on", metavar="DATE", help="As it would be on this day; today if left out.")
@click.option("--within", metavar="DAYS", help="Only reviews due by then, such as 90d, or overdue.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only these.")
@click.option("--policy", "policies", multiple=True, metavar="POLICY", help="Only this policy.")
@common.trust_option
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json", "html", "ics"]), default="table",
    show_default=True, help="What to print.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="With ics: write a calendar for each school, and one for all, here.",
)  # fmt: skip
@click.option("--fail-on", type=click.Choice(STATES), help="Exit status 1 if any is so.")
@common.cluster_option
@click.pass_context
def command(
    context: click.Context, on: str | None, within: str | None, states: tuple[AnyKind, ...],
    policies: tuple[str, ...], trusts: tuple[str, ...], kind: str, out: Path | None,
    fail_on: AnyKind | None, cluster: str | None,
) -> None:  # fmt: skip
    """Print every adoption with its version, state and next review, the soonest first."""
    if out and kind != "ics":
        raise click.UsageError("--out goes with --format ics.")
    today = (common.day(on, "--on") or common.today()).last_day
    wanted = register.Wanted(states, policies, trusts, _days(within))
    workspace = common.open_workspace()
    register.check_wanted(workspace, wanted)
    found = common.register_of((), today, cluster)
    rows = register.chosen(found.rows, wanted)
    if out:
        count = register.write_calendars(out, rows)
        click.echo(f"{plural(count, 'calendar')} in {common.short(out)}", err=True)
    else:
        click.echo(register.as_text(rows, kind, today).encode(), nl=False)
    if kind == "table":
        click.echo(f"{register.summary(rows)}.", err=True)
    bad = found.problems or (fail_on and any(row.has(fail_on) for row in rows))
    context.exit(1 if bad else 0)


def _days(text: str | None) -> int | None:
    if text is None:
        return None
    if not (found := re.fullmatch(r"(\d{1,5})d?", text)):
        raise click.UsageError("--within: write a number of days, such as 90d.")
    return int(found[1])
