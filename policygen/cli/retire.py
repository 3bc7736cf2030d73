"""policygen retire."""

import click

from policygen.cli import common, telling


@common.makes_command("retire")
@click.argument(
    "targets", nargs=-1, required=True, metavar="SCHOOL or SCHOOL/POLICY…",
    shell_complete=common.complete_adoptions,
)  # fmt: skip
@click.option("--reason", metavar="TEXT", help="Why, for the record.")
@click.option("--on", metavar="DATE", help="Since when; today if left out.")
@click.option("--undo", is_flag=True, help="Bring back what was retired.")
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], reason: str | None, on: str | None,
    undo: bool,
) -> None:  # fmt: skip
    """Retire a policy that holds no more, or all policies of a school that leaves.

    What was issued is kept, and can be built again as SCHOOL/POLICY@VERSION. The register shows it
    as retired; no review of it falls due, nobody is reminded of it, and its files in build/ are
    removed. --undo brings it back.
    """
    from policygen.actions.retire import bring_back, retire

    workspace = common.open_workspace()
    wanted = workspace.targets(targets)
    for target in wanted:
        if target.version:
            raise click.UsageError(f"Leave the version out: {target.school}/{target.policy}")
    when = common.day(on, "--on") or common.today()
    if undo:
        made = bring_back(workspace, wanted)
    elif not reason:
        raise click.UsageError("--reason TEXT is missing: why, for the record")
    else:
        why = common.line(reason, "--reason", 2_000)
        made = retire(workspace, wanted, when, why, common.today().last_day)
    for target in made.done:
        click.echo(f"{target}: {'brought back' if undo else f'retired since {when}'}")
    telling.tell((*made.refused, *made.left))
    if undo and made.done:
        telling.say(f"Next: policygen build {' '.join(map(str, made.done))}")
    context.exit(1 if made.refused else 0)
