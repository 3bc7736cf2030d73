"""policygen verify."""

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.verify import Verified


@common.makes_command("verify")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@common.cluster_option
@common.json_option
@click.pass_context
def command(
    context: click.Context, schools: tuple[str, ...], cluster: str | None, as_json: bool
) -> None:
    """Look whether all that was issued, reviewed and withdrawn is as it was recorded.

    The exit status is 1 if one isn't, or if a school's file has mistakes that may hide one.
    """
    from policygen.actions.verify import verify

    workspace = common.open_workspace()
    targets = workspace.targets(schools)
    with telling.progress(len(targets), "Verifying") as advance:
        workers = common.workers_at(cluster)
        verified = verify(workspace, targets, workers=workers, progress=advance)
    telling.complain(verified.problems)
    if as_json:
        telling.print_json([asdict(holding) for holding in verified.holdings])
    else:
        _report(verified, name_all=bool(schools))
    context.exit(0 if verified.proven else 1)


def _report(verified: "Verified", *, name_all: bool) -> None:
    """Name what isn't as it should be, or every issue where they are few; then count them."""
    for holding in verified.holdings:
        match holding.state:
            case "altered" | "differs":
                click.echo(f"{holding.file}: {holding.what}")
            case "not in the history":
                click.echo(f"{holding.file}: not in the school's history", err=True)
            case "unfinished":
                click.echo(f"{holding.file}: left by a run that was stopped", err=True)
            case "intact" | "not held here":
                if name_all:
                    click.echo(f"{holding.file}: {holding.state}", err=True)
    counts = verified.counts
    said = [f"{plural(counts['intact'], 'issue')} intact", f"{counts['altered']} altered"]
    records = f"; {plural(verified.records, 'record')} altered" if verified.records else ""
    click.echo(f"{', '.join(said)}, {counts['not held here']} not held here{records}.", err=True)
    if counts["altered"] or verified.records:
        telling.say(
            "Put back from a copy what was altered, then type this again; if you don't know"
        )
        telling.say("who changed it, ask whoever else works in this folder before you go on.")
