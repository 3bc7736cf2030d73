"""A new workspace, with a small model and a school that build at once."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from policygen.actions.schema import write_schemas
from policygen.errors import PolicyError
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Workspace


def start_workspace(folder: Path, *, progress: Callable[[Path], object] = lambda _: None) -> None:
    """Write the starter files into a folder; `progress` is told each.

    Raises PolicyError if there are models or schools already, or a file can't be written.
    """
    for name in ("templates", "schools"):
        if (folder / name).exists():
            raise PolicyError("is there already", "choose an empty folder", str(folder / name))
    with as_file(files("policygen") / "starter") as starter:
        for source in sorted(path for path in starter.rglob("*") if path.is_file()):
            path = folder / source.relative_to(starter)
            write_whole(path, source.read_bytes())
            progress(path)
    write_schemas(Workspace(folder))
