"""policygen init."""

from pathlib import Path

import click


@click.command("init")
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
def command(folder: Path) -> None:
    """Make a new workspace in DIR (or here) with a small model and a school that build at once."""
    from importlib.resources import as_file, files

    from policygen.actions.schema import write_schemas
    from policygen.errors import PolicyError
    from policygen.workspace.layout import Workspace, write_whole

    for name in ("templates", "schools"):
        if (folder / name).exists():
            raise PolicyError("is there already", "choose an empty folder", str(folder / name))
    with as_file(files("policygen") / "starter") as starter:
        for source in sorted(path for path in starter.rglob("*") if path.is_file()):
            path = folder / source.relative_to(starter)
            write_whole(path, source.read_bytes())
            click.echo(path)
    write_schemas(Workspace(folder))
    move = "" if folder == Path() else f"cd {folder}, then "
    click.echo(f"Next: {move}policygen build", err=True)
