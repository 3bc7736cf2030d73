"""A new workspace, with a small model and a school that build at once."""

from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

from policygen.actions.schema import write_schemas
from policygen.errors import PolicyError
from policygen.workspace.files import write_whole
from policygen.workspace.layout import SETTINGS, Workspace


def start_workspace(
    folder: Path, models: Path | None = None, *, progress: Callable[[Path], object] = lambda _: None
) -> None:
    """Write the starter files into a folder, or the `models` of another one, with its settings, and
    no school.

    `progress` is told each file. Raises PolicyError if there are models or schools already, a file
    can't be written, or the other folder has no models.
    """
    for name in ("templates", "schools"):
        if (folder / name).exists():
            raise PolicyError("is there already", "choose an empty folder", str(folder / name))
    if models:
        templates = _templates(models)
        _copy(templates, folder / "templates", progress)
        settings = templates.parent / SETTINGS  # which declares what the models print
        if settings.is_file() and not (folder / SETTINGS).exists():
            write_whole(folder / SETTINGS, settings.read_bytes())
            progress(folder / SETTINGS)
        (folder / "schools").mkdir()
    else:
        with as_file(files("policygen") / "starter") as starter:
            _copy(starter, folder, progress)
    write_schemas(Workspace(folder))


def _copy(source: Path, folder: Path, progress: Callable[[Path], object]) -> None:
    for path in sorted(path for path in source.rglob("*") if path.is_file()):
        copy = folder / path.relative_to(source)
        write_whole(copy, path.read_bytes())
        progress(copy)


def _templates(models: Path) -> Path:
    """The folder with models that is meant by it, or by the workspace that it stands in."""
    inside = models / "templates"
    found = inside if inside.is_dir() else models
    if not any(found.glob("*/*.md")):
        hint = "name a folder like templates, with a folder for each policy in it"
        raise PolicyError("holds no model policies", hint, str(models))
    return found
