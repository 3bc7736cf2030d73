"""policygen upgrade."""

import sys
from typing import TYPE_CHECKING, Any

import click

from policygen.cli import common, telling
from policygen.cli.adopt import named_answers, say_how
from policygen.cli.diff import show_redline
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.choosing import Chosen
    from policygen.actions.upgrade import Upgrade, Upgraded
    from policygen.workspace.library import Library


@common.makes_command("upgrade")
@click.argument(
    "targets", nargs=-1, metavar="[SCHOOL/POLICY]…", shell_complete=common.complete_adoptions
)
@click.option("--all", "every", is_flag=True, help="Upgrade whatever is behind.")
@click.option("--policy", metavar="POLICY", help="With --all: of this policy alone.")
@click.option("--to", metavar="VERSION", help="The model version; the newest if left out.")
@click.option("--choose", multiple=True, metavar="DECISION=ALTERNATIVE", help="Make one decision.")
@click.option("--set", "values", multiple=True, metavar="NAME=TEXT", help="Give one value.")
@click.option(
    "--keep-local", "keep", multiple=True, metavar="ID",
    help="Keep what the school has worded otherwise, though the model has changed that too.",
)  # fmt: skip
@click.option(
    "--take-model", "take", multiple=True, metavar="ID",
    help="Take the model's words; those of the school stay in its file, as a comment.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Only show what would change. Writes nothing.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], every: bool, policy: str | None,
    to: str | None, choose: tuple[str, ...], values: tuple[str, ...], keep: tuple[str, ...],
    take: tuple[str, ...], dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Bring adoptions to a newer version of their model, with all that they answered.

    What is new is asked on a terminal; elsewhere it is said, and --choose and --set answer it. What
    has no place any more stays in school.yaml as a comment. The redline of the school's own text is
    shown. Where the model and a school have both changed the same words, nothing is written before
    it is said whose words hold.
    """
    from policygen.actions.upgrade import UpgradeOrder, upgrade_all
    from policygen.workspace.library import Library

    library = Library(common.open_workspace())
    chosen = _chosen(library, targets, every, policy, to)
    wanted = UpgradeOrder(
        to, named_answers(choose), named_answers(values), frozenset(keep), frozenset(take)
    )
    with telling.progress(len(chosen.targets), "Upgrading") as advance:
        upgraded = upgrade_all(library, chosen, wanted, dry_run=dry_run, progress=advance)
    if as_json:
        telling.print_json(_as_json(upgraded, dry_run))
    elif every:
        _report_all(upgraded, dry_run)
    else:
        _report(library, upgraded, dry_run)
    context.exit(1 if upgraded.refused or upgraded.reasons else 0)


def _chosen(
    library: "Library", targets: tuple[str, ...], every: bool, policy: str | None, to: str | None
) -> "Chosen":
    from policygen.actions.choosing import Chosen, adoptions_of, all_adoptions

    if every == bool(targets) or (policy and not every):
        raise click.UsageError("Name SCHOOL/POLICY, or give --all, alone or with --policy POLICY.")
    if to and every and not policy:
        raise click.UsageError("With --to and --all, say of which policy: --policy POLICY")
    if policy:
        library.workspace.model_version(policy, to)
        return adoptions_of(library, policy)
    if every:
        return all_adoptions(library)
    return Chosen(tuple(common.adoption_of(library.workspace, word) for word in targets))


def _as_json(upgraded: "Upgraded", dry_run: bool) -> dict[str, Any]:
    made = [
        {
            "school": one.target.school,
            "policy": one.target.policy,
            "from": one.before,
            "to": one.after,
            "notes": [note.said for note in one.notes],
            "changes": [str(change) for change in one.compared.changes],
            "open": [question.name for question in one.open if not question.confirms],
            "confirm": [question.name for question in one.open if question.confirms],
        }
        for one in upgraded.done
    ]
    return {
        "would_be_upgraded" if dry_run else "upgraded": made,
        "refused": list(map(str, upgraded.refused)),
        "same": list(map(str, upgraded.same)),
        "reasons": [telling.as_record(reason) for reason in upgraded.reasons],
    }


def _report(library: "Library", upgraded: "Upgraded", dry_run: bool) -> None:
    """Each adoption that was named: its redline, what became of its answers, what is open."""
    asks = not dry_run and sys.stdin.isatty() and sys.stderr.isatty()
    for one in upgraded.done:
        if one.open and asks:
            _say_notes(one)
            _ask(library, one)
            continue
        show_redline(one.compared)
        _say_notes(one)
        for question in one.open:
            say_how(question)
        if not one.open and not dry_run:
            telling.say(f"Nothing is open. Next: policygen build {one.target}")
    for target in upgraded.same:
        telling.say(f"{target}: nothing to do, it is of that version already")
    _say_refused(upgraded, dry_run)


def _say_notes(one: "Upgrade") -> None:
    telling.say(f"{one.target}: from {one.before} to {one.after}, {_changes(one)}")
    for note in one.notes:
        telling.say("\n".join(f"  {line}" for line in note.said.split("\n")))


def _changes(one: "Upgrade") -> str:
    count = len(one.compared.redline.changes)  # as many as are listed
    return f"{plural(count, 'change')} of the text" if count else "the text stays the same"


def _ask(library: "Library", one: "Upgrade") -> None:
    """Ask what is open, then show what has become of the text."""
    from policygen.actions.upgrade import redline_now
    from policygen.cli.dialogue.talk import Talk

    talk = Talk(one.adopting)
    talk.run()
    show_redline(redline_now(library, one))
    if talk.adopting.questions:
        telling.say(f"To go on: policygen adopt {one.target.school} {one.target.policy}")


def _report_all(upgraded: "Upgraded", dry_run: bool) -> None:
    """A line for each adoption, and what became of its answers."""
    for one in upgraded.done:
        names = [question.name for question in one.open if not question.confirms]
        confirm = [question.name for question in one.open if question.confirms]
        still = [f"open: {', '.join(names)}"] * bool(names)
        still += [f"to be confirmed: {', '.join(confirm)}"] * bool(confirm)
        what = "; ".join([f"{one.before} to {one.after}", _changes(one), *still])
        click.echo(f"{one.target}: {what}")
        for note in one.notes:
            if note.kind == "set aside":
                click.echo(f"  {note.said}")
    _say_refused(upgraded, dry_run)
    would = "would be " * dry_run
    refused = f"; {len(upgraded.refused)} refused" if upgraded.refused else ""
    same = f"; {len(upgraded.same)} up to date" if upgraded.same else ""
    count = plural(len(upgraded.done), "policy", "policies")
    telling.say(f"{count} {would}upgraded{refused}{same}.")
    if upgraded.done and not dry_run:
        telling.say("policygen diff SCHOOL/POLICY shows what is new since the last issue of each.")


def _say_refused(upgraded: "Upgraded", dry_run: bool) -> None:
    telling.tell(upgraded.reasons)
    if dry_run:
        telling.say("Nothing was written.")
