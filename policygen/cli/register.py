"""policygen register."""

import re
from pathlib import Path
from typing import Any

import click

from policygen.cli import common
from policygen.errors import plural, suggest, with_hint
from policygen.lifecycle.kinds import STATES, AnyKind

_ALL = "all_schools.ics"  # with a mark that no school's name has


@click.command("register")
@click.option("--on", metavar="DATE", help="As it would be on this day; today if left out.")
@click.option("--within", metavar="DAYS", help="Only reviews due by then, such as 90d, or overdue.")
@click.option("--state", "states", multiple=True, type=click.Choice(STATES), help="Only these.")
@click.option("--policy", "policies", multiple=True, metavar="POLICY", help="Only this policy.")
@click.option(
    "--format", "kind", type=click.Choice(["table", "csv", "json", "html", "ics"]), default="table",
    show_default=True, help="What to print.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="With ics: write a calendar for each school, and one for all, here.",
)  # fmt: skip
@click.option("--fail-on", type=click.Choice(STATES), help="Exit status 1 if any is so.")
@click.pass_context
def command(
    context: click.Context, on: str | None, within: str | None, states: tuple[AnyKind, ...],
    policies: tuple[str, ...], kind: str, out: Path | None, fail_on: AnyKind | None,
) -> None:  # fmt: skip
    """Print every adoption with its version, state and next review, the soonest first."""
    from policygen.register.rows import soonest_first, totals

    if out and kind != "ics":
        raise click.UsageError("--out goes with --format ics.")
    known = common.open_workspace().policies
    for name in policies:
        if name not in known:
            hint = suggest(name, known)
            raise click.UsageError(with_hint(f"There is no policy {name!r}.", hint))
    today = (common.day(on, "--on") or common.today()).last_day
    days = _days(within)
    found, problems = common.register_of((), today)
    rows = soonest_first(
        [
            row
            for row in found
            if (not states or any(row.has(state) for state in states))
            and (not policies or row.policy in policies)
            and (days is None or (row.due is not None and (row.due - today).days <= days))
        ]
    )
    if out:
        _write_calendars(out, rows)
    else:
        click.echo(_printed(rows, kind, today).encode(), nl=False)  # with the line ends it has
    if kind == "table":
        click.echo(f"{totals(rows)}.", err=True)
    context.exit(1 if problems or (fail_on and any(row.has(fail_on) for row in rows)) else 0)


def _days(text: str | None) -> int | None:
    if text is None:
        return None
    if not (found := re.fullmatch(r"(\d{1,5})d?", text)):
        raise click.UsageError("--within: write a number of days, such as 90d.")
    return int(found[1])


def _printed(rows: Any, kind: str, today: Any) -> str:
    import json

    from policygen.register import calendar, page
    from policygen.register import rows as register

    match kind:
        case "csv":
            return register.as_csv(rows)
        case "json":
            data = [row.record() for row in rows]
            return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
        case "html":
            return page.page(rows, today)
        case "ics":
            return calendar.calendar(rows, "Policy reviews")
    return f"{register.as_table(rows)}\n" if rows else ""


def _write_calendars(folder: Path, rows: Any) -> None:
    from policygen.register.calendar import calendar
    from policygen.workspace.layout import write_whole

    schools: dict[str, list[Any]] = {}
    for row in rows:
        if row.due:  # a calendar must have an event (RFC 5545, 3.6)
            schools.setdefault(row.school, []).append(row)
    for school in {row.school for row in rows} - schools.keys():
        (folder / f"{school}.ics").unlink(missing_ok=True)  # it had a date once
    write_whole(folder / _ALL, calendar(rows, "Policy reviews").encode())
    for school, own in schools.items():
        name = f"Policy reviews, {own[0].name}"
        write_whole(folder / f"{school}.ics", calendar(own, name).encode())
    click.echo(f"{plural(len(schools) + 1, 'calendar')} in {common.short(folder)}", err=True)
