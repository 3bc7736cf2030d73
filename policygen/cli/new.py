"""policygen new."""

import click

from policygen.cli import common
from policygen.errors import PolicyError, with_hint


@click.command("new")
@click.argument("school")
@click.option("--name", metavar="NAME", help="The school's full name.")
def command(school: str, name: str | None) -> None:
    """Add a school: its folder and school.yaml. SCHOOL names its folder: oak-primary."""
    import sys

    from policygen.actions.schema import write_schemas
    from policygen.sources.editing import new_school
    from policygen.sources.school import read_school
    from policygen.sources.text import is_id
    from policygen.workspace.layout import write_whole

    workspace = common.open_workspace()
    if not is_id(school):
        hint = "use small letters, digits and hyphens, at most 64, such as oak-primary"
        raise click.UsageError(with_hint(f"{school!r} can't name a school.", hint))
    path = workspace.school_file(school)
    if path.exists():
        raise PolicyError("is there already", "choose another name", workspace.name(path))
    if name is None:
        if not sys.stdin.isatty():
            raise click.UsageError("--name NAME is missing")
        name = click.prompt("The school's full name")
    data = new_school(name).encode()
    _, problems = read_school(data, workspace.name(path), school)
    if problems:
        raise PolicyError(f"this name can't be used: {problems[0].message}", problems[0].hint)
    write_whole(path, data)
    write_schemas(workspace)
    click.echo(workspace.name(path))
    if workspace.policies:
        click.echo(f"Next: policygen adopt {school} {next(iter(workspace.policies))}", err=True)
