"""policygen upgrade."""

import shutil
import sys
from typing import TYPE_CHECKING, Any

import click

from policygen.cli import common
from policygen.cli.adopt import pairs
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.upgrade import Upgrade, Upgraded


@common.makes_command("upgrade")
@click.argument(
    "targets", nargs=-1, metavar="[SCHOOL/POLICY]…", shell_complete=common.complete_adoptions
)
@common.policy_options
@click.option("--to", metavar="VERSION", help="The model version; the newest if left out.")
@click.option("--choose", multiple=True, metavar="DECISION=ALTERNATIVE", help="Make one decision.")
@click.option("--set", "values", multiple=True, metavar="NAME=TEXT", help="Give one value.")
@click.option("--keep-local", "keep", multiple=True, metavar="ID",
              help="Keep local wording of what the model has changed.")  # fmt: skip
@click.option("--take-model", "take", multiple=True, metavar="ID",
              help="Take the model's words; the local wording stays in the file as a comment.")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only show what would change. Writes nothing.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], policy: str | None, every: bool,
    to: str | None, choose: tuple[str, ...], values: tuple[str, ...], keep: tuple[str, ...],
    take: tuple[str, ...], dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Bring adoptions to a newer version of their model, with all that was answered."""
    from policygen.actions.upgrade import Wanted, upgrade_all
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    chosen = common.chosen_of(library, targets, policy, every)
    wanted = Wanted(to, pairs(choose), pairs(values), frozenset(keep), frozenset(take))
    with common.progress(len(chosen.targets), "Upgrading") as advance:
        upgraded = upgrade_all(library, chosen, wanted, dry_run=dry_run, progress=advance)
    if as_json:
        common.print_json(_as_json(upgraded))
    else:
        _report(upgraded, dry_run)
    context.exit(1 if upgraded.refused or upgraded.reasons else 0)


def _as_json(upgraded: "Upgraded") -> dict[str, Any]:
    return {
        "upgraded": [
            {
                "school": one.target.school,
                "policy": one.target.policy,
                "from": one.before,
                "to": one.after,
                "notes": [note.said for note in one.notes],
                "changes": [str(change) for change in one.compared.changes],
                "open": [question.name for question in one.open],
            }
            for one in upgraded.done
        ],
        "refused": list(map(str, upgraded.refused)),
        "same": list(map(str, upgraded.same)),
        "reasons": [common.as_record(reason) for reason in upgraded.reasons],
    }


def _report(upgraded: "Upgraded", dry_run: bool) -> None:
    for one in upgraded.done:
        _report_one(one, dry_run)
    for target in upgraded.same:
        common.say(f"{target}: has this version already")
    common.tell(upgraded.reasons)


def _report_one(one: "Upgrade", dry_run: bool) -> None:
    width = min(shutil.get_terminal_size().columns, 100)
    click.echo(one.compared.text(width), nl=False)
    common.say(f"{one.target}: from {one.before} to {one.after}")
    for note in one.notes:
        common.say(f"  {note.said}")
    for question in one.open:
        common.say(f"  Still open: {question.name}: {question.ask}")
