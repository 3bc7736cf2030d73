"""What is made of each target, and what became of it: the words between the processes of a run."""

import os
from datetime import date
from typing import NamedTuple, Protocol

from policygen.errors import PolicyError, Position, Problem, placed
from policygen.workspace.files import as_left, write_whole
from policygen.workspace.layout import Target


def new_run(today: date | None) -> bytes:
    """What a run is known by, so that no worker takes what it read in another for what is now.

    It ends with its day, so that all workers have the same.
    """
    return os.urandom(8) + (today.isoformat().encode() if today else b"")


def day_of(run: bytes) -> date | None:
    """The day of a run."""
    return date.fromisoformat(run[8:].decode()) if run[8:] else None


class File(NamedTuple):
    """A file to be written, and the adoption that it belongs to."""

    adoption: str
    name: str
    data: bytes


class Result(NamedTuple):
    """What became of one target.

    `done` and `refused` are adoptions; `problems` include warnings, but those about what all
    targets share, which are `notes`: they keep nothing from being up to date. `told` is what else
    the action will say of it. `basis` stands for what all targets are made with, and `read` has
    notes of what this one was made from. `files` are still to be written; `written` names those
    that were, and `states` is how they were left.
    """

    target: Target
    done: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    told: str = ""
    basis: bytes = b""
    read: tuple[str, ...] = ()
    files: tuple[File, ...] = ()
    written: tuple[str, ...] = ()
    states: bytes = b""
    unchanged: bool = False
    notes: tuple[Problem, ...] = ()


class Job(Protocol):
    """How something is made of a target. It goes to other processes, so it must be picklable."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """What is made of a target in the workspace at `root`; its files are not yet written.

        `run` is the same for all targets of a run, and for no other; it tells its day (`day_of`).
        """
        ...

    def put(self, made: Result) -> Result:
        """Write the files, on the machine that they are for."""
        ...


def put_files(made: Result, folder: str) -> Result:
    """Write the files of what was made into a folder; an adoption is refused if one can't be."""
    left: dict[str, os.stat_result] = {}
    problems: dict[str, list[Problem]] = {}  # by adoption
    for file in made.files:
        if file.adoption in problems:
            continue
        try:
            left[file.name] = write_whole(os.path.join(folder, file.name), file.data)  # noqa: PTH118
        except PolicyError as error:
            problems[file.adoption] = placed(error, Position(f"schools/{made.target.school}"))
    return made._replace(
        done=tuple(name for name in made.done if name not in problems),
        refused=(*made.refused, *problems),
        problems=(*made.problems, *(one for found in problems.values() for one in found)),
        files=(),
        written=tuple(left),
        states=as_left(left.values()),
    )
