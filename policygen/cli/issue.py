"""policygen issue."""

import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.choosing import Chosen
    from policygen.actions.issue import Changed, Details, Issued
    from policygen.dates import PartialDate
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
@common.policy_options
@click.option("--by", metavar="WHO", help="Who approved it, such as: Governing board")
@click.option("--summary", metavar="TEXT", help="What has changed, for the version history.")
@click.option("--on", metavar="DATE", help="The date of approval; today if left out.")
@click.option("--version", metavar="VERSION", help="The version; the next one if left out.")
@click.option("--minor", is_flag=True, help="Make the next version a minor one: 1.1 after 1.0.")
@click.option("--in-force", metavar="DATE", help="From when it applies, if not from its approval.")
@click.option("--next-review", metavar="DATE", help="Else it follows from the review cycle.")
@click.option(
    "--consulted",
    multiple=True,
    metavar="BODY=DATE",
    help="Who was consulted on what is worded otherwise than agreed, and when; once for each.",
)
@click.option("--dry-run", is_flag=True, help="Only show what would be issued. Writes nothing.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, targets: tuple[str, ...], administrative: bool, policy: str | None,
    every: bool, by: str | None,
    summary: str | None, on: str | None, version: str | None, minor: bool, in_force: str | None,
    next_review: str | None, consulted: tuple[str, ...], dry_run: bool, as_json: bool,
) -> None:  # fmt: skip
    """Record that policies were approved: each gets a number and a date, and its text is kept.

    Name them as SCHOOL/POLICY, one or more. With --administrative, name SCHOOLs: each policy of
    theirs is issued as a minor version of which only what its model calls administrative has
    changed, such as a telephone number.

    The approved text goes to schools/SCHOOL/issued/, the history and the next review into
    school.yaml, the editions to build/, from which their drafts are removed. All the policies named
    of one school are issued, or none.
    """
    from policygen.actions.choosing import still_open
    from policygen.actions.issue import NOT_SAID, Approval, issue_all
    from policygen.workspace.library import Library

    if version is not None and minor:
        raise click.UsageError("--version and --minor can't be used together.")
    if administrative and (policy or every or version or not targets):
        raise click.UsageError("Name one SCHOOL or more with --administrative, and no policy.")
    if not (by or dry_run):
        raise click.UsageError("--by WHO is missing: who approved it, such as Governing board")
    library = Library(common.open_workspace())
    details = _details(library, targets) if administrative else None
    chosen = details.chosen if details else common.chosen_of(library, targets, policy, every)
    said = summary or ("" if details else NOT_SAID if dry_run else _ask(library, chosen))
    approval = Approval(
        by=common.line(by or NOT_SAID, "--by"),
        on=common.day(on, "--on") or common.today(),
        summary=common.line(said, "--summary", 2_000) if said else "",
        version=version,
        minor=minor,
        next_review=common.day(next_review, "--next-review"),
        in_force=common.day(in_force, "--in-force"),
        consulted=_consulted(consulted),
    )
    with telling.progress(len(chosen.by_school()), "Issuing") as advance:
        today = common.today().last_day
        issued = issue_all(
            library, chosen, approval, today, details=details, dry_run=dry_run, progress=advance
        )
    still = () if as_json else still_open(library, issued.refused)
    if dry_run:
        _preview(library, issued, as_json, administrative=administrative)
        telling.offer_to_go_on(still)
        context.exit(1 if issued.refused or issued.reasons else 0)
    if not as_json:
        _report(issued)
        telling.offer_to_go_on(still)
        if issued.done and not on:
            telling.say(
                f"The day of approval is today, {approval.on}, as no other was given: --on DATE"
            )
    renewed = common.renewed(library.workspace, [one.target for one in issued.done])
    if as_json:
        _print_json(issued, {"files": [name for made in renewed.files.values() for name in made]})
    telling.tell_renewed(renewed)
    context.exit(1 if issued.refused or issued.reasons or not renewed.complete else 0)


def _details(library: "Library", words: tuple[str, ...]) -> "Details":
    from policygen.actions.issue import administrative_of

    schools = [common.school_of(library.workspace, word).school for word in words]
    return administrative_of(library, list(dict.fromkeys(schools)))


def _ask(library: "Library", chosen: "Chosen") -> str:
    """Show what changed, and ask for the summary."""
    from policygen.actions.issue import must_differ, what_changed

    if not sys.stdin.isatty():
        raise click.UsageError("--summary TEXT is missing: what has changed")
    changed = what_changed(library, chosen.targets)
    must_differ(changed, chosen.targets)
    _tell_changes(changed)
    said = "What has changed, for the version history"
    return str(click.prompt(said, default=changed.summary, err=True))


def _tell_changes(changed: "Changed") -> None:
    """Each change with the adoption that it is in, or in how many."""
    for change, targets in changed.changes.items():
        where = targets[0] if len(targets) == 1 else plural(len(targets), "policy", "policies")
        click.echo(f"{where}: {change}", err=True)


def _consulted(said: tuple[str, ...]) -> "dict[str, PartialDate]":
    """Each body that was consulted, with the date."""
    found: dict[str, PartialDate] = {}
    for one in said:
        body, sign, date = one.rpartition("=")
        when = common.day(date, "--consulted") if sign and body.strip() else None
        if when is None:
            raise click.UsageError(
                f'--consulted: {one!r} is not BODY=DATE, such as "Staff unions=10 May 2018".'
            )
        name = common.line(body, "--consulted")
        if name in found:
            raise click.UsageError(f"--consulted: {name} is given twice.")
        found[name] = when
    return found


def _preview(library: "Library", issued: "Issued", as_json: bool, *, administrative: bool) -> None:
    """What would be issued, with what has changed in it; and why others couldn't be."""
    from policygen.actions.issue import what_changed, who_may

    changed = what_changed(library, [one.target for one in issued.done])
    if as_json:
        changes = {what: list(map(str, where)) for what, where in changed.changes.items()}
        _print_json(issued, {"changes": changes}, done="would_be_issued")
        return
    if issued.done or issued.refused:
        click.echo(issued.table())
    _tell_changes(changed)
    targets = [*(one.target for one in issued.done), *issued.refused]
    known = who_may(library, targets, administrative=administrative)
    for name, who in known.items():
        click.echo(f"{name}: may be approved by {who}", err=True)
    telling.tell(issued.reasons)
    counts = f"{plural(len(issued.done), 'edition')} would be issued"
    refusals = f"; {plural(len(issued.refused), 'edition')} refused" if issued.refused else ""
    click.echo(f"{counts}{refusals}{_same(issued)}. Nothing was written.", err=True)


def _print_json(issued: "Issued", more: dict[str, object], done: str = "issued") -> None:
    made = [asdict(one) for one in issued.done]
    refused = [str(target) for target in issued.refused]
    reasons = [telling.as_record(reason) for reason in issued.reasons]
    same = list(map(str, issued.same))
    telling.print_json({done: made, "refused": refused, "same": same, "reasons": reasons, **more})


def _report(issued: "Issued") -> None:
    """A sentence for one issue, a table for more and how many there are; then what is refused."""
    if len(issued.done) == 1 and not (issued.refused or issued.same):
        (one,) = issued.done
        click.echo(f"{one.target}: version {one.version}, next review {one.next_review}")
    else:
        if issued.done or len(issued.refused) > 1:  # why one alone was refused says it all
            click.echo(issued.table())
        refusals = f"{plural(len(issued.refused), 'edition')} refused{_same(issued)}"
        click.echo(f"{plural(len(issued.done), 'edition')} issued; {refusals}.", err=True)
    telling.tell(issued.reasons)


def _same(issued: "Issued") -> str:
    return f"; {plural(len(issued.same), 'edition')} as last issued" if issued.same else ""
