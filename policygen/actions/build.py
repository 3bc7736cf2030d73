"""What is out of date, and building it: one school at a time, here or on any executor."""

import json
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from functools import partial
from pathlib import Path

from policygen.workspace.index import Index, inputs_digest, school_digest
from policygen.workspace.jobs import Job, Outcome
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.pool import each, processors

_MANY = 200  # schools out of date from which several processes are quicker, by benchmarks/


def build(
    job: Job,
    targets: Sequence[Target],
    *,
    executor: Executor | None = None,
    fewest: int = 1,
    progress: Callable[[int], object] = lambda _: None,
) -> list[Outcome]:
    """Build what is out of date, in the order of the targets, whatever the executor.

    The executor is left alone where fewer than `fewest` targets are out of date. `progress` is
    told how many targets each step has finished. Raises PolicyError if nothing can be built at
    all, such as with a house style that is no Word document.
    """
    workspace = Workspace(Path(job.root))
    with Index.open(workspace, (job.out, *job.formats, str(job.draft))) as index:
        job = replace(job, inputs=inputs_digest(workspace))
        keys = {t: school_digest(workspace, t.school, job.inputs) for t in targets}
        stale = [target for target in targets if not index.is_fresh(target, keys[target])]
        progress(len(targets) - len(stale))
        outcomes = {}
        work = partial(_build_one, job)
        for outcome in each(work, stale, executor if len(stale) >= fewest else None):
            outcomes[outcome.target] = outcome
            if not outcome.problems:
                made = json.dumps(outcome.built)
                index.remember(outcome.target, keys[outcome.target], outcome.states, made)
            progress(1)
        return [
            outcomes.get(t) or Outcome(t, tuple(json.loads(index.made(t))), unchanged=True)
            for t in targets
        ]


def _build_one(job: Job, target: Target) -> Outcome:
    from policygen.workspace.editions import (
        build_one,  # slow to import, and not needed if all is up to date
    )

    return build_one(job, target)


def build_all(
    job: Job, targets: Sequence[Target], *, progress: Callable[[int], object] = lambda _: None
) -> list[Outcome]:
    """Build on all processors where there is much to do, else in this process."""
    with processors(wanted=len(targets) >= _MANY) as executor:
        return build(job, targets, executor=executor, fewest=_MANY, progress=progress)
