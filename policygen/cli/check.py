"""policygen check."""

from pathlib import Path

import click

from policygen.cli import common
from policygen.errors import plural


@common.makes_command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[PATH]…")
@click.option("--fix", is_flag=True, help="First mend what came from Word by paste, in models.")
@common.json_option
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], fix: bool, as_json: bool) -> None:
    """Say what build would refuse, and what it would merely warn of. Writes nothing without --fix.

    PATHS are files or folders of the workspace; all of it if there are none. --fix mends bullets,
    no-break spaces, typed numbers and boxes to tick in models and the passages that they share, and
    shows each line before and after.
    """
    from policygen.actions.check import check_workspace, passages_used
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    if fix:
        from policygen.actions.mending import mend_models

        def show(path: str, line: int, before: str, after: str) -> None:
            click.echo(f"{path}:{line}:\n  - {before}\n  + {after}", err=True)

        count = mend_models(workspace, show, paths)
        click.echo(f"{plural(count, 'line')} changed.", err=True)
    problems = check_workspace(workspace, common.today().first_day, paths)
    errors = [problem for problem in problems if not problem.warning]
    if as_json:
        common.print_json([common.as_record(problem) for problem in problems])
    else:
        common.complain(problems)
        for path, places in passages_used(Library(workspace)).items() if not paths else ():
            if places:
                click.echo(f"{path} is included by {', '.join(places)}", err=True)
        warnings = plural(len(problems) - len(errors), "warning")
        click.echo(f"{plural(len(errors), 'problem')}, {warnings}.", err=True)
    context.exit(1 if errors else 0)
