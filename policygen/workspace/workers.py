"""Who does the work for many targets: this process, all processors, any executor."""

import atexit
import gc
import os
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Protocol

from policygen.workspace.jobs import Job, Result, new_run
from policygen.workspace.layout import Target, Workspace

if TYPE_CHECKING:  # slow to import, and not needed where little is to be done
    from concurrent.futures import Executor, Future

_CHUNK = 10  # targets that go to a worker at once
_AHEAD = 64  # chunks that are given out before the first of them has come back


class Workers(Protocol):
    """Those who do a job."""

    def each(self, job: Job, workspace: Workspace, targets: Sequence[Target]) -> Iterator[Result]:
        """What is made of each target, in their order, with its files written."""
        ...


class Here:
    """This process."""

    def each(self, job: Job, workspace: Workspace, targets: Sequence[Target]) -> Iterator[Result]:
        """What is made of each target, in their order, with its files written."""
        root, run = str(workspace.root), new_run(workspace.today)
        for target in targets:
            yield job.put(job.make(root, run, target))


class Spread:
    """The workers of an executor, which see the same disk. Where they fail, this process."""

    def __init__(self, executor: "Executor") -> None:
        self._executor = executor

    def each(self, job: Job, workspace: Workspace, targets: Sequence[Target]) -> Iterator[Result]:
        """What is made of each target, in their order, with its files written."""
        from concurrent.futures import BrokenExecutor

        root, run = str(workspace.root), new_run(workspace.today)
        chunks = iter(chunks_of(targets))
        waiting: deque[Future[list[Result]]] = deque()
        done = 0
        try:
            while True:
                for chunk in islice(chunks, _AHEAD - len(waiting)):
                    waiting.append(self._executor.submit(_chunk, job, root, run, chunk))
                if not waiting:
                    return
                for made in waiting.popleft().result():
                    yield made
                    done += 1
        except BrokenExecutor:  # a worker was killed, perhaps for want of memory
            yield from Here().each(job, workspace, targets[done:])


class Processors:
    """All processors where there is much to do, else this process."""

    def __init__(self, fewest: int) -> None:
        self._fewest = fewest

    def each(self, job: Job, workspace: Workspace, targets: Sequence[Target]) -> Iterator[Result]:
        """What is made of each target, in their order, with its files written."""
        count = processors()
        if len(targets) < self._fewest or count < 2:
            yield from Here().each(job, workspace, targets)
            return
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        # Spawned, as on Windows: so every system runs the same way.
        context = get_context("spawn")
        executor = ProcessPoolExecutor(min(count, 61), mp_context=context, initializer=_start)
        try:
            yield from Spread(executor).each(job, workspace, targets)
        finally:
            # Awaited, for Python 3.11 may stumble over a pipe that closes while it exits itself.
            executor.shutdown(cancel_futures=True)


def processors() -> int:
    """How many processors this process may use: a container may have fewer than the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def chunks_of(targets: Sequence[Target]) -> Iterator[tuple[Target, ...]]:
    """The targets, some at a time."""
    rest = iter(targets)
    return iter(lambda: tuple(islice(rest, _CHUNK)), ())


def _chunk(job: Job, root: str, run: bytes, targets: tuple[Target, ...]) -> list[Result]:
    return [job.put(job.make(root, run, target)) for target in targets]


def tidy_less_often() -> None:
    """Let this process look less often for circular garbage: we leave next to none, and looking
    takes a sixth.
    """
    gc.set_threshold(50_000)


def _start() -> None:
    """Make a process that only works on what is sent to it quicker.

    At its end it leaves its memory to the system; to clear it away piece by piece takes 0.15 s.
    """
    tidy_less_often()
    atexit.register(os._exit, 0)
