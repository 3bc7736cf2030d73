"""policygen site."""

from pathlib import Path

import click

from policygen.actions.formats import ENDINGS
from policygen.cli import common
from policygen.errors import plural


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
    with common.progress(len(targets), "Writing") as advance:
        made = write_sites(
            workspace, targets, str(folder), day, base_url or "",
            tuple(ending for ending in ENDINGS if ending != "html"),
            preview=preview, workers=common.workers_at(cluster), progress=advance,
        )  # fmt: skip
    common.complain(problem for one in made for problem in one.problems)
    policies = sum(len(one.policies) for one in made)
    sites = sum(bool(one.policies) for one in made)
    click.echo(
        f"{plural(policies, 'policy', 'policies')} of {plural(sites, 'school')}"
        f" in {common.short(folder)}.", err=True,
    )  # fmt: skip
    bad = any(one.refused for one in made) or any(
        not problem.warning for one in made for problem in one.problems
    )
    context.exit(1 if bad else 0)
