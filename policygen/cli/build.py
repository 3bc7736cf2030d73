"""policygen build."""

import os
from pathlib import Path

import click

from policygen.cli import common
from policygen.errors import plural
from policygen.writers import FORMATS


@click.command("build")
@click.argument("targets", nargs=-1, shell_complete=common.complete_adoptions)
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(list(FORMATS)),
    help="Only this format; may be given more than once.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), metavar="DIR",
    help="Write here instead of build/.",
)  # fmt: skip
@click.option("--draft", is_flag=True, help="Build what is still open too, marked DRAFT.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], formats: tuple[str, ...], out: Path | None,
    draft: bool, as_json: bool,
) -> None:  # fmt: skip
    """Write the editions that are out of date, in build/.

    TARGETS are schools or SCHOOL/POLICY; all schools if there are none.
    """
    from policygen import builder

    workspace = common.open_workspace()
    chosen = common.targets_of(workspace, targets)
    folder = (out or workspace.root / "build").resolve()
    job = builder.Job(str(workspace.root), str(folder), formats or tuple(FORMATS), draft)
    with common.progress(len(chosen), "Building") as advance:
        outcomes = builder.build_all(job, chosen, progress=advance)
    misnamed = [] if targets else workspace.misnamed()
    common.complain([*misnamed, *(p for outcome in outcomes for p in outcome.problems)])
    built = [name for o in outcomes if not o.unchanged for name in o.built]
    unchanged = [name for o in outcomes if o.unchanged for name in o.built]
    refused = [name for o in outcomes for name in o.refused]
    files = [Path(file) for outcome in outcomes for file in outcome.files]
    if as_json:
        problems = [common.as_record(p) for o in outcomes for p in o.problems]
        common.print_json(
            {
                "built": built, "unchanged": unchanged, "refused": refused,
                "files": [str(file) for file in files], "problems": problems,
            }
        )  # fmt: skip
    else:
        for file in files if len(files) <= 12 else ():
            click.echo(_short(file))
        summary = [f"{plural(len(built), 'edition')} built"]
        if len(files) > 12:
            summary[0] += f" in {_short(folder)}"
        if unchanged:
            summary.append(f"{plural(len(unchanged), 'edition')} unchanged")
        if refused:
            summary.append(f"{plural(len(refused), 'edition')} refused: {_some(refused)}")
        click.echo("; ".join(summary) + ".", err=True)
    bad = refused or misnamed or any(not p.warning for o in outcomes for p in o.problems)
    context.exit(1 if bad else 0)


def _short(path: Path) -> str:
    """A path as the person would type it here."""
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else os.fspath(path)


def _some(names: list[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
