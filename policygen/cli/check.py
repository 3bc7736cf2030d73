"""policygen check."""

from pathlib import Path

import click

from policygen.cli import common
from policygen.errors import plural


@common.makes_command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]…")
@common.json_option
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], as_json: bool) -> None:
    """Say what build would refuse, and what it would merely warn of. Writes nothing.

    PATHS are files or folders of the workspace; all of it if there are none.
    """
    from policygen.actions.check import check_workspace

    problems = check_workspace(common.open_workspace(), common.today().first_day, paths)
    errors = [problem for problem in problems if not problem.warning]
    if as_json:
        common.print_json([common.as_record(problem) for problem in problems])
    else:
        common.complain(problems)
        warnings = plural(len(problems) - len(errors), "warning")
        click.echo(f"{plural(len(errors), 'problem')}, {warnings}.", err=True)
    context.exit(1 if errors else 0)
