"""What is a workspace, and where there is one if not here."""

import os
from contextlib import suppress
from itertools import islice
from pathlib import Path

SETTINGS = "policygen.yaml"
_LOOKED_AT = 1_000  # folders, for a workspace that is near


def is_workspace(folder: Path) -> bool:
    """Whether a folder is one; a folder that can't be looked into is none."""
    with suppress(OSError):
        both = (folder / "templates").is_dir() and (folder / "schools").is_dir()
        return both or (folder / SETTINGS).is_file()
    return False


def where_to_go(start: Path) -> str:
    """What to do where there is no workspace: a hint that names those in it or beside it."""
    if not (near := [as_argument(path) for path in _near(start)]):
        return "change into one, name one with -C, or make one with: policygen init"
    there = f"there is one in {' and one in '.join(near)}"
    go = f"cd {near[0]}, or begin with policygen -C {near[0]}"
    return f"{there}: {go}; or make one with: policygen init"


def as_argument(path: str) -> str:
    """A path as it is typed in a command."""
    return f'"{path}"' if set(path) & set(" &()'") else path


def _near(start: Path) -> list[str]:
    """Workspaces in a folder, else beside it, by paths from here; at most three."""
    found: list[Path] = []
    for folder in (start, start / ".."):
        if found:
            break
        with suppress(OSError):
            inside = islice(folder.iterdir(), _LOOKED_AT)
            found += sorted(path for path in inside if path.name[:1] != "." and is_workspace(path))
    return [_from_here(path) for path in found[:3]]


def _from_here(path: Path) -> str:
    try:
        return os.path.relpath(path)
    except ValueError:  # on another drive
        return str(path.resolve())
