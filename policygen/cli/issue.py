"""policygen issue."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policygen.cli import common
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.issue import Chosen, Details, Issued
    from policygen.workspace.library import Library


@common.makes_command("issue")
@click.argument(
    "targets", nargs=-1, metavar="[SCHOOL/POLICY]…", shell_complete=common.complete_adoptions
)
@click.option(
    "--administrative",
    is_flag=True,
    help="Issue all policies of SCHOOL of which only administrative details have changed.",
)
@click.option("--policy", metavar="POLICY", help="With --all: the policy to issue.")
@click.option("--all", "every", is_flag=True, help="Every school that has adopted the policy.")
@click.option(
    "--by", required=True, metavar="WHO", help="Who approved it, such as: Governing board"
)
@click.option("--summary", metavar="TEXT", help="What has changed, for the version history.")
@click.option("--on", metavar="DATE", help="The date of approval; today if left out.")
@click.option("--version", metavar="VERSION", help="The version; the next one if left out.")
@click.option("--minor", is_flag=True, help="Make the next version a minor one: 1.1 after 1.0.")
@click.option("--in-force", metavar="DATE", help="From when it applies, if not from its approval.")
@click.option("--next-review", metavar="DATE", help="Else it follows from the review cycle.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], administrative: bool, policy: str | None,
    every: bool, by: str,
    summary: str | None, on: str | None, version: str | None, minor: bool, in_force: str | None,
    next_review: str | None, as_json: bool,
) -> None:  # fmt: skip
    """Freeze editions as approved: number, date and keep them. TARGETS are SCHOOL/POLICY.

    With --administrative, TARGETS are SCHOOLs: every policy is issued as a minor version of which
    only what its model calls administrative has changed, such as a telephone number.

    The frozen text goes to schools/SCHOOL/issued/, the history and the next review into
    school.yaml. All the policies named of one school are issued, or none.
    """
    from policygen.actions.issue import Approval, issue_all
    from policygen.workspace.library import Library

    if version is not None and minor:
        raise click.UsageError("--version and --minor can't be used together.")
    if administrative and (policy or every or version or not targets):
        raise click.UsageError("Name one SCHOOL or more with --administrative, and no policy.")
    library = Library(common.open_workspace())
    details = _details(library, targets) if administrative else None
    chosen = details.chosen if details else _chosen(library, targets, policy, every)
    said = summary or ("" if details else _ask(library, chosen))
    approval = Approval(
        by=common.line(by, "--by"),
        on=common.day(on, "--on") or common.today(),
        summary=common.line(said, "--summary", 2_000) if said else "",
        version=version,
        minor=minor,
        next_review=common.day(next_review, "--next-review"),
        in_force=common.day(in_force, "--in-force"),
    )
    with common.progress(len(chosen.by_school()), "Issuing") as advance:
        today = common.today().last_day
        issued = issue_all(library, chosen, approval, today, details=details, progress=advance)
    _report(issued, as_json)
    context.exit(1 if issued.refused or issued.reasons else 0)


def _details(library: "Library", words: tuple[str, ...]) -> "Details":
    from policygen.actions.issue import administrative_of

    schools = [common.school_of(library.workspace, word).school for word in words]
    return administrative_of(library, list(dict.fromkeys(schools)))


def _chosen(
    library: "Library", targets: tuple[str, ...], policy: str | None, every: bool
) -> "Chosen":
    from policygen.actions.issue import Chosen, adoptions_of

    if every == bool(targets) or every != bool(policy):
        raise click.UsageError("Name SCHOOL/POLICY, or give --policy POLICY with --all.")
    if policy:
        return adoptions_of(library, policy)
    return Chosen(tuple(common.adoption_of(library.workspace, word) for word in targets))


def _ask(library: "Library", chosen: "Chosen") -> str:
    """Show what changed, and ask for the summary."""
    from policygen.actions.issue import what_changed

    if not sys.stdin.isatty():
        raise click.UsageError("--summary TEXT is missing")
    changed = what_changed(library, chosen.targets)
    for change, targets in changed.changes.items():
        where = targets[0] if len(targets) == 1 else plural(len(targets), "adoption")
        click.echo(f"{where}: {change}", err=True)
    said = "What has changed, for the version history"
    return str(click.prompt(said, default=changed.summary, err=True))


def _report(issued: "Issued", as_json: bool) -> None:
    """A sentence for one issue, a table for more and how many there are; then what is refused."""
    if as_json:
        made = [asdict(one) for one in issued.done]
        refused = [str(target) for target in issued.refused]
        reasons = [common.as_record(reason) for reason in issued.reasons]
        common.print_json({"issued": made, "refused": refused, "reasons": reasons})
    elif len(issued.done) == 1 and not issued.refused:
        (one,) = issued.done
        click.echo(f"{one.target}: version {one.version}, next review {one.next_review}")
    else:
        click.echo(issued.table())
        refusals = plural(len(issued.refused), "edition")
        click.echo(f"{plural(len(issued.done), 'edition')} issued; {refusals} refused.", err=True)
    for reason in issued.reasons:
        click.echo(reason, err=True)
