"""policygen check."""

from collections import Counter
from collections.abc import Sequence

import click

from policygen.cli import common, telling
from policygen.errors import Problem, plural

_MANY = 12  # problems that are counted by school too


@common.makes_command("check")
@click.argument(
    "words", nargs=-1, metavar="[NAME or PATH]…", shell_complete=common.complete_adoptions,
)  # fmt: skip
@click.option("--fix", is_flag=True, help="First mend what came from Word by paste, in models.")
@common.json_option
@click.pass_context
def command(context: click.Context, words: tuple[str, ...], fix: bool, as_json: bool) -> None:
    """Say what build would refuse, and what it would merely warn of. Writes nothing without --fix.

    NAMEs are schools, SCHOOL/POLICY for one policy of a school, or policies, for their models;
    PATHs are files or folders of the workspace. All of it is checked if there are none. --fix mends
    bullets, no-break spaces, typed numbers and boxes to tick in models and the passages that they
    share, and shows each line before and after.
    """
    from policygen.actions.check import check_scope, passages_used, scope_of
    from policygen.workspace.library import Library

    workspace = common.open_workspace()
    scope = scope_of(workspace, words)
    if fix:
        from policygen.actions.mending import mend_models

        def show(path: str, line: int, before: str, after: str) -> None:
            click.echo(f"{path}:{line}:\n  - {before}\n  + {after}", err=True)

        count = mend_models(workspace, show, scope.paths(workspace))
        click.echo(f"{plural(count, 'line')} changed.", err=True)
    problems, still_open, untried = check_scope(workspace, common.today().first_day, scope)
    errors = [problem for problem in problems if not problem.warning]
    if as_json:
        telling.print_json([telling.as_record(problem) for problem in problems])
        context.meta[telling.TOLD] = {*problems}
    else:
        telling.complain(problems)
        for path, places in passages_used(Library(workspace)).items() if not words else ():
            if places:
                click.echo(f"{path} is included by {', '.join(places)}", err=True)
        _say_how_many(problems)
        if untried:
            telling.say(
                f"Not every combination of choices was tried in {', '.join(untried)}: "
                "build tries what each school has chosen."
            )
        click.echo(f"{_counted(len(errors), len(problems) - len(errors))}.", err=True)
        telling.offer_to_go_on(still_open)
    context.exit(1 if errors else 0)


def _counted(errors: int, warnings: int) -> str:
    return f"{plural(errors, 'problem')}, {plural(warnings, 'warning')}"


def _say_how_many(problems: Sequence[Problem]) -> None:
    """How many problems there are in each school, and in each other file, where they are many."""
    counts = Counter((_whose(problem.position.path), problem.warning) for problem in problems)
    names = list(dict.fromkeys(name for name, _ in counts))
    if len(problems) > _MANY and len(names) > 1:
        telling.say("By school:")
        for name in names:
            telling.say(f"  {name}: {_counted(counts[name, False], counts[name, True])}")


def _whose(path: str) -> str:
    folder, _, rest = path.partition("/")
    return rest.partition("/")[0] if folder == "schools" else path
