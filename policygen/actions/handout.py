"""A school's own folder: the program, the model policies, the settings and that school alone."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from policygen.actions.answers import school_or_why
from policygen.errors import PolicyError, Problem, Reason, SourceError
from policygen.workspace.layout import SETTINGS, Workspace
from policygen.workspace.library import Library
from policygen.workspace.requirements import REQUIRED

_STARTER = "run.py"  # a copy of policygen without it was installed with pip
_PROGRAM = (
    _STARTER, "pyproject.toml", "requirements.txt", "requirements-dev.txt",
    "requirements-extras.txt", "LICENSE",
)  # fmt: skip
PAGE = PurePosixPath("docs/for-schools.md")
_SHOWN = re.compile(r"\]\(([^():#]+)(?:#[^()]*)?\)")  # a file that the page shows or leads to
_SCHEMA = "schools/school.schema.json"


class HandedOut(NamedTuple):
    """The folders that were made, whether the program and its page for schools are in them, and why
    others weren't.
    """

    folders: tuple[Path, ...]
    has_program: bool
    has_page: bool
    refused: tuple[Reason | Problem, ...]


def hand_out(
    workspace: Workspace, schools: Sequence[str], folder: Path,
    progress: Callable[[int], object] = lambda _: None,
) -> HandedOut:  # fmt: skip
    """Make a folder for each school, called like the school's own, in a folder.

    One that is there already, and isn't empty, is left alone: a school may have worked in it.
    Raises PolicyError where what all schools have in common can't be read.
    """
    program = _program()
    shared = {**program, **_shared(workspace)}
    library = Library(workspace)
    made, refused = list[Path](), list[Reason | Problem]()
    for school in schools:
        place = folder / school
        try:
            _must_be_free(place)
            _write(place, {**shared, **_own(library, school)})
            made.append(place)
        except PolicyError as error:
            refused += error.reasons
        progress(1)
    return HandedOut(tuple(made), bool(program), str(PAGE) in program, tuple(refused))


def _must_be_free(place: Path) -> None:
    """Raises PolicyError where a school's folder would stand on something that is there."""
    if place.exists() and not (place.is_dir() and not any(place.iterdir())):
        hint = "move it away, or name another place with --out"
        raise PolicyError("is there already, and may hold answers", hint, str(place))


def _program() -> dict[str, bytes]:
    """The program and its page for schools; nothing where policygen was installed with pip."""
    package = Path(str(files("policygen")))
    root = package.parent
    if not (root / _STARTER).is_file():
        return {}
    page = (root / PAGE).read_text("utf-8") if (root / PAGE).is_file() else ""
    led_to = {os.path.normpath(PAGE.parent / found[1]) for found in _SHOWN.finditer(page)}
    names = [*_PROGRAM, str(PAGE), *(Path(one).as_posix() for one in sorted(led_to))]
    paths = [*_files_in(package), *(root / name for name in names)]
    return {
        path.relative_to(root).as_posix(): path.read_bytes() for path in paths if path.is_file()
    }


def _shared(workspace: Workspace) -> dict[str, bytes]:
    """What all schools of a workspace have in common, but for their trusts."""
    names = (SETTINGS, REQUIRED, _SCHEMA)
    paths = [*_files_in(workspace.root / "templates"), *(workspace.root / name for name in names)]
    return _read(workspace, paths)


def _own(library: Library, school: str) -> dict[str, bytes]:
    """A school's folder, and the files of the trusts that it belongs to.

    Raises PolicyError where its file can't be read.
    """
    workspace = library.workspace
    found, problems = school_or_why(library, school)
    if found is None:
        raise SourceError([one for one in problems if not one.warning])
    trusts = (workspace.trust(name, found.at()) for name in found.trusts)
    beside = (workspace.root / file for trust in trusts for file in trust.files)
    folder = workspace.school_file(school).parent
    return _read(workspace, [*_files_in(folder), *beside])


def _read(workspace: Workspace, paths: Sequence[Path]) -> dict[str, bytes]:
    root = workspace.root
    return {
        path.relative_to(root).as_posix(): workspace.read(root.resolve() / path.relative_to(root))
        for path in paths
        if path.is_file()
    }


def _files_in(folder: Path) -> Iterator[Path]:
    """The files in a folder, without what programs leave there for themselves."""
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if not any(part.startswith((".", "~$")) or part == "__pycache__" for part in parts):
            yield path


def _write(place: Path, held: dict[str, bytes]) -> None:
    """Make a folder whole, or not at all. Raises PolicyError."""
    begun = place.with_name(f".{place.name}.{os.urandom(4).hex()}.tmp")
    try:
        for name, data in held.items():
            path = begun / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        if place.is_dir():  # it is empty
            place.rmdir()
        begun.replace(place)
    except OSError as error:
        message, hint = f"can't be written: {error.strerror}", "look whether the place is yours"
        raise PolicyError(message, hint, str(place)) from error
    finally:
        shutil.rmtree(begun, ignore_errors=True)
