"""policygen site."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.actions.formats import BY_DEFAULT
from policygen.cli import common
from policygen.errors import plural

if TYPE_CHECKING:  # slow to import
    from policygen.actions.site import Published


@common.makes_command("site")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write here instead of build/site.",
)  # fmt: skip
@click.option("--base-url", metavar="URL", help="Where the folder public will be found on the web.")
@click.option("--on", metavar="DATE", help="What is in force on this day; today if left out.")
@click.option("--preview", is_flag=True, help="Show drafts too; every page says so.")
@common.cluster_option
@click.pass_context
def command(
    context: click.Context, schools: tuple[str, ...], out: Path | None, base_url: str | None,
    on: str | None, preview: bool, cluster: str | None,
) -> None:  # fmt: skip
    """Write each school's policies as a site that any web host can serve.

    What was issued and may be read by anybody goes into the folder public, with a folder for each
    school; policies for staff go into the folder staff.
    """
    from policygen.actions.site import write_sites

    workspace = common.open_workspace()
    targets = [common.school_of(workspace, word) for word in schools] or workspace.targets(())
    day = (common.day(on, "--on") or common.today()).first_day
    folder = (out or workspace.root / "build" / "site").resolve()
    formats = tuple(ending for ending in BY_DEFAULT if ending != "html")
    with common.progress(len(targets), "Writing") as advance:
        made = write_sites(
            workspace, targets, str(folder), day, base_url or "", formats, preview=preview,
            workers=common.workers_at(cluster), progress=advance,
        )  # fmt: skip
    common.complain(made.problems)
    common.tell(made.unsearched)
    _report(made, common.short(folder))
    bad = made.refused or any(not problem.warning for problem in made.problems)
    context.exit(1 if bad else 0)


def _report(made: "Published", folder: str) -> None:
    """Say how much was published, and where it lies."""
    schools = len({name.partition("/")[0] for name in made.policies})
    said = f"{plural(len(made.policies), 'policy', 'policies')} of {plural(schools, 'school')}"
    click.echo(f"{said} in {folder}.", err=True)
    if made.refused:
        click.echo(f"As they were: the sites of {', '.join(made.refused)}.", err=True)
    if not made.policies:
        common.say("Only what was issued is published: policygen status says what is not.")
    elif not made.can_be_searched:
        click.echo("Without search: for that, install policygen[search].", err=True)
