"""What is to be built, and what became of it: the words between the processes of a build."""

from dataclasses import dataclass, field

from policygen.errors import Problem
from policygen.workspace.index import States
from policygen.workspace.layout import Target


@dataclass(frozen=True, slots=True)
class Job:
    """What to build of each target, and where to."""

    root: str
    out: str
    formats: tuple[str, ...]
    draft: bool = False
    inputs: bytes = b""  # the digest of what all editions share, so that no cache outlives it


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one target.

    `built` and `refused` are adoptions; `files` were written; `states` are those of the files that
    must stay as they are for it to be up to date; `problems` include warnings.
    """

    target: Target
    built: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    states: States = field(default_factory=list)
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False
