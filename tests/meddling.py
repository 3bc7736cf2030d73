"""What happens to a run from outside, while it is at work."""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from policygen.workspace.jobs import Job, Result
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.workers import Here


@dataclass(frozen=True)
class Meddled:
    """This process, while somebody saves a file before the work and puts it back after it."""

    save: Callable[[], object]
    put_back: Callable[[], object]

    def each(self, job: Job, workspace: Workspace, targets: Sequence[Target]) -> Iterator[Result]:
        self.save()
        made = list(Here().each(job, workspace, targets))
        self.put_back()
        yield from made


@dataclass(frozen=True)
class Deadly:
    """A job that kills every process but one, as a system does that is out of memory."""

    job: Job
    spared: int

    def make(self, root: str, run: bytes, target: Target) -> Result:
        if os.getpid() != self.spared:
            os._exit(9)
        return self.job.make(root, run, target)

    def put(self, made: Result) -> Result:
        return self.job.put(made)


@dataclass(frozen=True)
class Placed:
    """A job that tells where it is done, and what it sees there."""

    def make(self, root: str, run: bytes, target: Target) -> Result:
        del run
        seen = sorted(path.relative_to(root).as_posix() for path in Path(root).rglob("*.*"))
        return Result(target, told="\n".join([root, *seen]))

    def put(self, made: Result) -> Result:
        return made
