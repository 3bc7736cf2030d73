"""policygen new."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from policygen.cli import common, telling
from policygen.errors import plural

if TYPE_CHECKING:
    from policygen.actions.new_many import SchoolsMade
    from policygen.workspace.layout import Workspace

_ENDINGS = (".xlsx", ".csv")


@common.makes_command("new")
@click.argument("school", required=False)
@click.option("--name", metavar="NAME", help="The school's full name.")
@click.option("--trust", metavar="TRUST", help="The trust that it belongs to, if any.")
@click.option(
    "--sheet", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
    help="Write an empty spreadsheet of schools (.xlsx or .csv) to fill in.",
)  # fmt: skip
@click.option(
    "--from", "source", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE", help="Add all the schools in such a spreadsheet.",
)  # fmt: skip
@click.option("--dry-run", is_flag=True, help="With --from: only show what would be added.")
@click.pass_context
def command(
    context: click.Context, school: str | None, name: str | None, trust: str | None,
    sheet: Path | None, source: Path | None, dry_run: bool,
) -> None:  # fmt: skip
    """Add a school: its folder and school.yaml. SCHOOL names its folder: oak-primary.

    Many are added from a spreadsheet with a row for each: its name, what is so of it, such as its
    kind, what it calls its posts, and the policies that it adopts. A row with a mistake in it is
    left out whole, and stops no other; so the same file can be taken again when that is mended.
    """
    if sum(one is not None for one in (school, sheet, source)) != 1 or (name and not school):
        raise click.UsageError("Name SCHOOL, or give --from FILE or --sheet FILE, one of these.")
    if trust and not school:
        raise click.UsageError("--trust goes with SCHOOL; a spreadsheet has a column for it.")
    if dry_run and not source:
        raise click.UsageError("--dry-run goes with --from.")
    workspace = common.open_workspace()
    if sheet:
        _write(workspace, sheet)
    elif source:
        context.exit(0 if _make(workspace, source, dry_run=dry_run) else 1)
    elif school:
        _add(workspace, school, name, trust)


def _add(workspace: "Workspace", school: str, name: str | None, trust: str | None) -> None:
    from policygen.actions.new import add_school, must_be_free

    must_be_free(workspace, school)
    if name is None:
        if not sys.stdin.isatty():
            raise click.UsageError("--name NAME is missing")
        name = str(click.prompt("The school's full name"))
    click.echo(telling.typeable(workspace, add_school(workspace, school, name, trust)))
    telling.offer_policies(workspace, school)


def _write(workspace: "Workspace", path: Path) -> None:
    from policygen.actions.new_many import write_sheet
    from policygen.workspace.library import Library

    if path.suffix.lower() not in _ENDINGS:
        raise click.UsageError("--sheet must end in .xlsx or .csv.")
    write_sheet(Library(workspace), path)
    shown = telling.short(path.absolute())
    click.echo(shown)
    telling.say(f"A row for each school. When it is filled in: policygen new --from {shown}")


def _make(workspace: "Workspace", path: Path, *, dry_run: bool) -> bool:
    """Make the schools, and say what became of them; whether all went well."""
    from policygen.actions.new_many import make_schools
    from policygen.workspace.library import Library

    made = make_schools(Library(workspace), path, dry_run=dry_run)
    if made.made:
        click.echo(made.table())
    telling.tell(made.problems)
    would = "would be made" if dry_run else "made"
    counts = f"{plural(len(made.made), 'school')} {would}, {made.same:,} there already"
    click.echo(f"{counts}, {made.refused:,} refused.", err=True)
    if not dry_run:
        _say_next(made)
    return not (made.refused or any(not one.warning for one in made.problems))


def _say_next(made: "SchoolsMade") -> None:
    for policy in made.policies:
        telling.say(f"Next: policygen answers {policy}")
    if made.made and not made.policies:
        telling.say("Next: policygen answers POLICY --all")
