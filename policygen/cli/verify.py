"""policygen verify."""

from collections import Counter
from dataclasses import asdict

import click

from policygen.cli import common
from policygen.errors import plural


@click.command("verify")
@click.argument("schools", nargs=-1, shell_complete=common.complete_schools)
@common.json_option
@click.pass_context
def command(context: click.Context, schools: tuple[str, ...], as_json: bool) -> None:
    """Look whether every issue is still as it was frozen.

    The exit status is 1 if one isn't, or if a school's file has mistakes that may hide one.
    """
    from policygen.actions.verify import verify

    workspace = common.open_workspace()
    found = []
    unsure = False
    for target in common.targets_of(workspace, schools):
        school, problems = workspace.school(target.school)
        common.complain(problems)
        unsure |= any(not problem.warning for problem in problems)
        found += list(verify(workspace, school)) if school else []
    if as_json:
        common.print_json([asdict(holding) for holding in found])
    else:
        for holding in found:
            if holding.state in ("altered", "differs"):
                click.echo(f"{holding.file}: {holding.what}")
            elif holding.state == "not in the history":
                click.echo(f"{holding.file}: not in the school's history", err=True)
            elif schools:  # few enough to name them all
                click.echo(f"{holding.file}: {holding.state}", err=True)
        counts = Counter(holding.state for holding in found)
        said = [f"{plural(counts['intact'], 'issue')} intact", f"{counts['altered']} altered"]
        click.echo(f"{', '.join(said)}, {counts['not held here']} not held here.", err=True)
    altered = any(holding.state in ("altered", "differs") for holding in found)
    context.exit(1 if altered or unsure else 0)
