"""The same work for many schools: here, or on any concurrent.futures executor."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import TypeVar

from policygen.workspace.layout import Target

Result = TypeVar("Result")

_CHUNK = 10  # schools that go to a worker at once


def each(
    work: Callable[[Target], Result], targets: Sequence[Target], executor: Executor | None
) -> Iterable[Result]:
    """The work done for each target, in their order. For an executor it must be picklable."""
    if executor is None:
        yield from map(work, targets)
        return
    rest = iter(targets)
    chunks = iter(lambda: tuple(islice(rest, _CHUNK)), ())
    for results in executor.map(partial(_chunk, work), chunks):
        yield from results


def _chunk(work: Callable[[Target], Result], targets: tuple[Target, ...]) -> list[Result]:
    return [work(target) for target in targets]


@contextmanager
def processors(*, wanted: bool) -> Iterator[Executor | None]:
    """An executor over all processors; None where it isn't wanted. It starts none without work."""
    if not wanted:
        yield None
        return
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, as on Windows: so every system runs the same way.
    executor = ProcessPoolExecutor(mp_context=get_context("spawn"), initializer=_start)
    try:
        yield executor
    finally:
        executor.shutdown(wait=False, cancel_futures=True)  # its processes end beside what follows


def _start() -> None:
    """Look less often for circular garbage: we leave next to none, and looking takes a sixth."""
    gc.set_threshold(50_000)
