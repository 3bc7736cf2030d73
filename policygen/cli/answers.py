"""policygen answers."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from policygen.cli import common, telling
from policygen.errors import plural
from policygen.workspace.layout import Target

if TYPE_CHECKING:
    from policygen.actions.taking import AnswersTaken
    from policygen.workspace.library import Library

_Kind = Literal["csv", "xlsx"]


@common.makes_command("answers")
@click.argument("policy", shell_complete=common.complete_policies)
@click.argument("schools", nargs=-1, metavar="[SCHOOL]…", shell_complete=common.complete_schools)
@click.option(
    "--format", "kind", type=click.Choice(["csv", "xlsx"]), help="By the ending of --out, or xlsx."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Where to write; POLICY.xlsx if left out. CSV is then printed.",
)  # fmt: skip
@click.option(
    "--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE", help="Take the answers in this file back.",
)  # fmt: skip
@click.option(
    "--all", "every", is_flag=True, help="Write all schools, those too that haven't adopted it."
)
@click.option("--dry-run", is_flag=True, help="With --from: only show what would change.")
@common.json_option
@click.pass_context
def command(
    context: click.Context, policy: str, schools: tuple[str, ...],
    kind: _Kind | None, out: Path | None, source: Path | None, every: bool, dry_run: bool,
    as_json: bool,
) -> None:  # fmt: skip
    """Write what schools answer to POLICY as a spreadsheet, and take it back filled in.

    A row for each school that has adopted the policy, for those named, or for all; a column for
    each thing asked. With --from it shows what changes, and writes the answers of every school
    whose cells are all right; one that hasn't adopted the policy does so with its first answer.
    """
    from policygen.workspace.library import Library

    if source and (out or kind or every):
        raise click.UsageError("--from goes without --out, --format and --all.")
    if every and schools:
        raise click.UsageError("Name SCHOOLs, or give --all.")
    if (dry_run or as_json) and not source:
        raise click.UsageError("--dry-run and --json go with --from.")
    library = Library(common.open_workspace())
    names = [common.school_of(library.workspace, word).school for word in schools]
    if source is None:
        problems = _write(library, policy, names, kind, out, every=every)
        context.exit(1 if problems else 0)
    from policygen.actions.taking import take_answers

    with telling.progress(len(names or library.workspace.schools), "Reading") as advance:
        taken = take_answers(library, policy, source, names, dry_run=dry_run, progress=advance)
    _report(policy, taken, dry_run=dry_run, as_json=as_json)
    context.exit(1 if taken.refused or any(not one.warning for one in taken.problems) else 0)


def _write(
    library: "Library", policy: str, names: list[str], kind: _Kind | None, out: Path | None, *,
    every: bool,
) -> bool:  # fmt: skip
    from policygen.actions.answers import answers_of, write_answers

    endings: dict[str, _Kind] = {".csv": "csv", ".xlsx": "xlsx"}
    ending = endings.get(out.suffix.lower()) if out else kind or "xlsx"
    if ending is None or kind not in (None, ending):
        raise click.UsageError(f"--out must end in .{kind or 'xlsx or .csv'}.")
    with telling.progress(len(names or library.workspace.schools), "Reading") as advance:
        written = answers_of(library, policy, ending, names, every=every, progress=advance)
    if out is None and ending == "csv":
        click.echo(written.files[0].data, nl=False)
        for one in written.files[1:]:
            click.echo(f"With --out, {one.title} is written too.", err=True)
    else:
        for path in write_answers(written, out or Path(f"{policy}.xlsx")):
            click.echo(telling.short(path.absolute()))
        still = f"; {plural(written.open, 'answer')} still open" if written.open else ""
        click.echo(f"The answers of {plural(written.schools, 'school')}{still}.", err=True)
    telling.complain(written.problems)
    return bool(written.problems)


def _report(policy: str, taken: "AnswersTaken", *, dry_run: bool, as_json: bool) -> None:
    """Say what changes, school by school; then what is wrong, and how many there are of each."""
    if as_json:
        changed = [
            {
                "school": one.school,
                "adopts": one.adopts,
                "changes": [asdict(c) for c in one.changes],
                "open": one.open,
                "no_longer_issued": [other._asdict() for other in one.no_longer],
            }
            for one in taken.changed
        ]
        problems = [telling.as_record(problem) for problem in taken.problems]
        telling.print_json({"changed": changed, "refused": taken.refused, "problems": problems})
        return
    for one in taken.changed:
        click.echo(f"{one.school}{f': adopts {one.adopts}' if one.adopts else ''}")
        for change in one.changes:
            click.echo(f"  {change.name}: {_said(change.old)} -> {_said(change.new)}")
        for name, version in one.no_longer:
            click.echo(f"  {one.school}/{name}: its text is no longer that of version {version}")
    for problem in taken.problems:
        click.echo(telling.as_printed(problem), err=True)
    would = "would be changed" if dry_run else "changed"
    said = f"{plural(len(taken.changed), 'school')} {would}, {taken.same:,} as before"
    click.echo(f"{said}, {len(taken.refused):,} refused.", err=True)
    if count := sum(len(one.no_longer) for one in taken.changed):
        issued = plural(count, "issued policy", "issued policies")
        telling.say(f"{issued} {would}: to be approved before being issued again.")
    still = [one for one in taken.changed if one.open]
    for one in still:
        telling.say(
            f"{one.school}: {plural(len(one.open), 'answer')} still to give: {', '.join(one.open)}"
        )
    telling.offer_to_go_on([] if dry_run else [Target(one.school, policy) for one in still])


def _said(text: str) -> str:
    return " / ".join(text.split("\n")) if text else "nothing"
