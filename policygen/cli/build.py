"""policygen build."""

from collections.abc import Mapping
from pathlib import Path

import click

from policygen.actions.formats import BY_DEFAULT
from policygen.cli import common, telling
from policygen.errors import plural

_LISTED = 12  # files that are named one by one


@common.makes_command("build")
@click.argument(
    "targets", nargs=-1, metavar="[SCHOOL|SCHOOL/POLICY]…", shell_complete=common.complete_adoptions
)
@common.formats_option
@common.out_option
@click.option("--draft", is_flag=True, help="Build what is still open too, marked DRAFT.")
@common.cluster_option
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], formats: tuple[str, ...], out: Path | None,
    draft: bool, cluster: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Write the editions that are out of date, in build/.

    Name a SCHOOL for all its policies, or SCHOOL/POLICY for one; nothing for all schools.
    SCHOOL/POLICY@VERSION is a past issue, built again from its frozen file.
    """
    from policygen.actions.build import build
    from policygen.workspace.naming import misnamed

    workspace = common.open_workspace()
    wanted = workspace.targets(targets)
    folder = (out or workspace.root / "build").resolve()
    with telling.progress(len(wanted), "Building") as advance:
        outcomes = build(
            workspace, wanted, str(folder), formats or BY_DEFAULT, draft=draft,
            workers=common.workers_at(cluster), progress=advance,
        )  # fmt: skip
    wrong_names = [] if targets else misnamed(workspace)
    problems = sorted({*wrong_names, *(p for outcome in outcomes for p in outcome.problems)})
    result = {
        "built": [name for o in outcomes if not o.unchanged for name in o.built],
        "unchanged": [name for o in outcomes if o.unchanged for name in o.built],
        "refused": [name for o in outcomes for name in o.refused],
        "files": [telling.short(Path(file)) for o in outcomes for file in o.files],
    }
    if as_json:
        telling.print_json({**result, "problems": [telling.as_record(p) for p in problems]})
    else:
        telling.complain(problems)
        for o in outcomes if targets else ():
            if not (o.built or o.refused):
                message = "there is nothing to build: all its policies are retired, or it has none"
                click.echo(f"{o.target}: {message}", err=True)
                if not o.target.policy:
                    school, _ = workspace.school(o.target.school)
                    telling.offer_policies(
                        workspace, o.target.school, [*school.policies] if school else ()
                    )
        _report(result, telling.short(folder))
        telling.offer_to_go_on([one for o in outcomes for one in o.open])
        if not (targets or problems or any(result.values())):
            telling.say("There is nothing to build yet: policygen status says what comes next.")
    bad = result["refused"] or any(not problem.warning for problem in problems)
    context.exit(1 if bad else 0)


def _report(result: Mapping[str, list[str]], folder: str) -> None:
    """Say which files were written, or where if they are many; then how many editions."""
    built, unchanged, refused, files = result.values()
    many = len(files) > _LISTED
    for file in () if many else files:
        click.echo(file)
    summary = [f"{plural(len(built), 'edition')} built{f' in {folder}' if many else ''}"]
    if unchanged:
        summary.append(f"{plural(len(unchanged), 'edition')} unchanged")
    if refused:
        more = f" and {len(refused) - 5} more" if len(refused) > 5 else ""
        names = ", ".join(refused[:5])
        summary.append(f"{plural(len(refused), 'edition')} refused: {names}{more}")
    click.echo("; ".join(summary) + ".", err=True)
