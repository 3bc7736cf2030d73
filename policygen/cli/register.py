"""policygen register."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from policygen.actions import register
from policygen.actions.register import LACKS, STATES, AnyKind
from policygen.cli import common, telling
from policygen.errors import plural

_LACKS = {state.replace(" ", "-"): state for state in LACKS}  # as they are typed
_FAILING = tuple(dict.fromkeys((*STATES, *_LACKS)))


@common.makes_command("register")
@click.option(
    "--on", metavar="DATE",
    help="Reviews as they stand on this day by today's files; today if left out.",
)  # fmt: skip
@click.option(
    "--as-at", metavar="DATE",
    help="Instead: which issue was, is or will be in force on this day, by the record.",
)  # fmt: skip
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
@click.option("--fail-on", type=click.Choice(_FAILING), help="Exit status 1 if any is so.")
@click.option(
    "--required",
    "is_required",
    is_flag=True,
    help="What each school must have or publish, and hasn't as it must be.",
)
@common.cluster_option
@click.pass_context
def command(
    context: click.Context, on: str | None, as_at: str | None, within: str | None,
    states: tuple[AnyKind, ...], policies: tuple[str, ...], trusts: tuple[str, ...], kind: str,
    out: Path | None, fail_on: str | None, is_required: bool, cluster: str | None,
) -> None:  # fmt: skip
    """Print every adoption with its version, state and next review, the soonest first."""
    if out and kind != "ics":
        raise click.UsageError("--out goes with --format ics.")
    if as_at is not None:
        _must_go_with_as_at(
            kind,
            {
                "--on": on,
                "--within": within,
                "--state": states,
                "--fail-on": fail_on,
                "--required": is_required or None,
            },
        )
        wanted = register.Wanted(policies=policies, trusts=trusts)
        context.exit(_stands(common.one_day(as_at, "--as-at"), wanted, kind, cluster))
    today = (common.day(on, "--on") or common.today()).last_day
    if is_required:
        if within or states or kind == "ics":
            raise click.UsageError("--required goes without --within, --state and --format ics.")
        _print_required(context, today, policies, trusts, kind, fail_on, cluster)
        return
    if fail_on and fail_on not in STATES:
        raise click.UsageError(f"--fail-on {fail_on} goes with --required.")
    wanted = register.Wanted(states, policies, trusts, _days(within))
    workspace = common.open_workspace()
    register.check_wanted(workspace, wanted)
    found = common.register_of((), today, cluster)
    rows = register.chosen(found.rows, wanted)
    if out:
        count = register.write_calendars(out, rows)
        click.echo(f"{plural(count, 'calendar')} in {telling.short(out)}", err=True)
    elif kind == "table" and wanted.within is not None and not rows:
        click.echo(f"Nothing is due within {plural(wanted.within, 'day')}.", err=True)
    else:
        click.echo(register.as_text(rows, kind, today).encode(), nl=False)
        if kind == "table":
            click.echo(f"{register.summary(rows)}.", err=True)
    bad = found.problems or (fail_on and any(fail_on in (*row.states, row.review) for row in rows))
    context.exit(1 if bad else 0)


def _must_go_with_as_at(kind: str, others: Mapping[str, object]) -> None:
    if wrong := [name for name, given in others.items() if given not in (None, ())]:
        raise click.UsageError(
            f"{wrong[0]} is about reviews and texts as they are now: leave it out with --as-at."
        )
    if kind == "ics":
        raise click.UsageError("A calendar is of reviews to come: --as-at has no --format ics.")


def _stands(day: date, wanted: register.Wanted, kind: str, cluster: str | None) -> int:
    """Print which issue of each adoption is in force on a day; the exit status."""
    from policygen.actions.in_force import read_stands, stands_as_text, stands_summary

    workspace = common.open_workspace()
    register.check_wanted(workspace, wanted)
    targets = workspace.targets(())
    with telling.progress(len(targets), "Reading") as advance:
        workers = common.workers_at(cluster)
        found = read_stands(workspace, targets, day, workers=workers, progress=advance)
    telling.complain(found.problems)
    rows = [
        row
        for row in register.of_trusts(found.rows, wanted.trusts)
        if not wanted.policies or row.policy in wanted.policies
    ]
    click.echo(stands_as_text(rows, kind, day).encode(), nl=False)
    if kind == "table":
        click.echo(f"{stands_summary(rows, day)}.", err=True)
    return 1 if found.problems else 0


def _print_required(
    context: click.Context, today: date, policies: tuple[str, ...], trusts: tuple[str, ...],
    kind: str, fail_on: str | None, cluster: str | None,
) -> None:  # fmt: skip
    """Print what schools must have or publish and don't have as it must be."""
    from policygen.actions import must_have

    if fail_on and fail_on not in _LACKS:
        raise click.UsageError(f"--fail-on {fail_on} goes without --required.")
    workspace = common.open_workspace()
    register.check_wanted(workspace, register.Wanted(trusts=trusts))
    targets = workspace.targets(())
    with telling.progress(len(targets), "Reading") as advance:
        found = must_have.read_lacking(
            workspace, targets, today, policies=policies, trusts=trusts,
            workers=common.workers_at(cluster), progress=advance,
        )  # fmt: skip
    telling.complain(found.problems)
    click.echo(must_have.lacks_as_text(found, kind, today).encode(), nl=False)
    if kind == "table":
        click.echo(f"{found.summary}.", err=True)
        if found.kinds:
            telling.say(found.how_to_say_kind)
    if found.warning:
        telling.say(f"warning: {found.warning}\n  {must_have.how_to_renew()}")
    failing = fail_on and any(_LACKS[fail_on] in one.states for one in found.lacks)
    context.exit(1 if found.problems or failing else 0)


def _days(text: str | None) -> int | None:
    if text is None:
        return None
    if not (found := re.fullmatch(r"(\d{1,5})d?", text)):
        raise click.UsageError("--within: write a number of days, such as 90d.")
    return int(found[1])
