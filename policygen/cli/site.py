"""policygen site."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.actions.formats import ENDINGS, is_at_hand
from policygen.cli import common, telling
from policygen.errors import plural
from policygen.workspace.layout import Workspace

if TYPE_CHECKING:  # slow to import
    from policygen.actions.site import Published

_NAMED = 10  # schools, in a sentence
_DOWNLOADS = tuple(ending for ending in ENDINGS if ending != "html")


@common.makes_command("site")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write here instead of build/site.",
)  # fmt: skip
@click.option("--base-url", metavar="URL", help="Where the folder public will be found on the web.")
@click.option("--on", metavar="DATE", help="What is in force on this day; today if left out.")
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(_DOWNLOADS), callback=common.at_hand,
    help="Offer downloads in this format; may be given more than once; all if left out.",
)  # fmt: skip
@click.option("--preview", is_flag=True, help="Show drafts too; every page says so.")
@click.option("--dashboard", is_flag=True, help="Write the publisher's dashboard instead.")
@common.cluster_option
@click.pass_context
def command(
    context: click.Context, schools: tuple[str, ...], out: Path | None, base_url: str | None,
    on: str | None, formats: tuple[str, ...], preview: bool, dashboard: bool, cluster: str | None,
) -> None:  # fmt: skip
    """Write each school's policies as a site that any web host can serve.

    What was issued and may be read by anybody goes into the folder public, with a folder for each
    school; policies for staff go into the folder staff. With --dashboard: how all policies stand,
    for the publisher.
    """
    from policygen.actions.site import base_url_in, write_sites

    said = common.day(on, "--on") or common.today()
    workspace = common.open_workspace(on=said.last_day if dashboard else said.first_day)
    if dashboard:
        if schools or base_url or formats or preview or cluster:
            raise click.UsageError("--dashboard is of all schools, and takes only --on and --out.")
        folder = out or workspace.root / "build" / "site"
        context.exit(_write_dashboard(workspace, folder, said.last_day))
    targets = [common.school_of(workspace, word) for word in schools] or workspace.targets(())
    base_url = base_url_in(base_url) if base_url else ""
    day = common.one_day(on, "--on") if on else said.first_day
    folder = (out or workspace.root / "build" / "site").resolve()
    wanted = formats or filter(is_at_hand, _DOWNLOADS)
    with telling.progress(len(targets), "Writing") as advance:
        made = write_sites(
            workspace, targets, str(folder), day, base_url, tuple(dict.fromkeys(wanted)),
            preview=preview, workers=common.workers_at(cluster), progress=advance,
        )  # fmt: skip
    telling.complain(made.problems)
    telling.tell(made.unsearched)
    _report(made, telling.short(folder), preview=preview)
    bad = made.refused or any(not problem.warning for problem in made.problems)
    context.exit(1 if bad else 0)


def _report(made: "Published", folder: str, *, preview: bool) -> None:
    """Say how much was published, and where it lies."""
    from policygen.dates import PartialDate

    schools = len({name.partition("/")[0] for name in made.policies})
    said = f"{plural(len(made.policies), 'policy', 'policies')} of {plural(schools, 'school')}"
    staff = f", {made.staff} for staff only" if made.staff else ""
    click.echo(f"{said} in {folder}{staff}.", err=True)
    if preview:
        telling.say("Drafts are among them: leave --preview out when you publish them.")
    if made.gone:
        telling.say(f"No longer public: {_named(made.gone)}.")
    if made.left:
        telling.say(f"No longer there: {_named(made.left)}.")
    if made.gone or made.left:
        telling.say("  What was copied to a web host stays there until it is removed there, too.")
    if made.refused:
        click.echo(f"As they were: the sites of {', '.join(made.refused)}.", err=True)
    if made.lead_on:
        telling.say(
            f"Former names, whose pages lead on: {_named(made.lead_on)}. Publish those, too."
        )
    if made.next_turn:
        day, names = made.next_turn
        telling.say(
            f"On {PartialDate.of(day)} another version applies of {_named(names)}: "
            "write the sites again on that day."
        )
    if not made.policies and not made.refused:
        telling.say("Only what was issued, and is in force or to come, is published.")
        telling.say("How each policy stands, says policygen status.")
    elif not made.can_be_searched:
        click.echo("Without search: for that, install policygen[search].", err=True)
    if names := made.names_nobody:
        telling.say(
            f"Whom to ask for another format, such as large print, isn't said in "
            f"{plural(len(names), 'site')}: {_named(names)}. "
            "Write email: or telephone: under facts: in school.yaml."
        )
    if made.unaddressed:
        sites = plural(made.unaddressed, "site")
        telling.say(f"Without --base-url: no sitemap and no whole addresses in {sites}.")


def _named(schools: Sequence[str]) -> str:
    more = len(schools) - _NAMED
    return ", ".join([*schools[:_NAMED], *[f"and {more} more"] * (more > 0)])


def _write_dashboard(workspace: Workspace, folder: Path, today: date) -> int:
    """Write the dashboard and say where it is; the exit status."""
    from policygen.actions.overseeing import oversee, write_dashboard

    with telling.progress(len(workspace.schools), "Reading") as advance:
        found = oversee(workspace, today, advance)
    telling.complain(found.problems)
    path = write_dashboard(folder, found.overview)
    policies = plural(len(found.overview.adoptions), "policy", "policies")
    click.echo(f"The dashboard of {policies}: {telling.short(path)}", err=True)
    return 1 if found.problems else 0
