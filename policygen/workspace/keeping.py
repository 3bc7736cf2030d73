"""Keeping things up to date: what was made of each target before, what is stale, making that anew.

Nothing is compared with what a file was like when a run began. What was made says itself, by notes,
of what it was made; so a file that is saved while a run is at work, even if that is undone at once,
leaves no wrong memory.
"""

import os
from collections.abc import Callable, Iterator, Sequence

from policygen.workspace.basis import basis_digest
from policygen.workspace.files import are_as_left
from policygen.workspace.index import Index, Remembered
from policygen.workspace.jobs import Job, Result
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.workers import Workers


def kept_up(
    workspace: Workspace, kind: tuple[str, ...], targets: Sequence[Target], job: Job,
    workers: Workers, *, folder: str = "", progress: Callable[[int], object] = lambda _: None,
) -> Iterator[Result]:  # fmt: skip
    """What the job makes of each target, in their order: from memory where nothing has changed.

    `kind` tells what is made, so that it isn't taken for something else; `folder` is where its
    files are written. What has problems is made again each time, to say them again. `progress` is
    told how many targets each step has finished.
    """
    with Index.open(workspace.root / "build", (workspace.inside, *kind)) as index:
        memory = _Memory(workspace, index, folder)
        targets = tuple(dict.fromkeys(targets))
        known = {target: memory.recalled(target) for target in targets}
        stale = [target for target in targets if known[target] is None]
        progress(len(targets) - len(stale))
        fresh = iter(workers.each(job, workspace, stale))
        for target in targets:
            made = known.pop(target)
            if made is None:
                made = next(fresh)
                memory.keep(made)
                progress(1)
            yield made


class _Memory:
    """The index, and what of it still holds."""

    def __init__(self, workspace: Workspace, index: Index, folder: str) -> None:
        self._workspace = workspace
        self._index = index
        self._folder = os.path.join(folder, "")  # noqa: PTH118 -- files are many, Paths slow
        self._basis = basis_digest(workspace)
        # Notes that many targets have are looked at once, and the same notes read once.
        self._lines: dict[str, str] = {}
        self._texts: dict[str, str | None] = {}

    def recalled(self, target: Target) -> Result | None:
        """What was made of a target, if it would be made just so again."""
        row = self._index.known(str(target))
        if row is None or row.basis != self._basis:
            return None
        read, shared = _now(row.read, self._workspace.noted), self._shared(row.shared)
        if read is None or shared is None or not self._is_left(row):
            return None
        if (read, shared) != (row.read, row.shared):  # touched, but not changed: no need to read
            row = row._replace(read=read, shared=shared)  # it again next time
            self._index.remember(str(target), row)
        done = tuple(row.done.split("\n")) if row.done else ()
        return Result(target, done, told=row.told, unchanged=True)

    def keep(self, made: Result) -> None:
        """Remember what was made, unless something is to be said of it again."""
        if not made.problems:
            own = [line for line in made.read if line.startswith("schools/")]
            shared = [line for line in made.read if not line.startswith("schools/")]
            read, others, written, done = map("\n".join, (own, shared, made.written, made.done))
            row = Remembered(made.basis, read, others, written, made.states, done, made.told)
            self._index.remember(str(made.target), row)

    def _shared(self, text: str) -> str | None:
        if text not in self._texts:
            self._texts[text] = _now(text, self._noted)
        return self._texts[text]

    def _noted(self, line: str) -> str:
        if line not in self._lines:
            self._lines[line] = self._workspace.noted(line)
        return self._lines[line]

    def _is_left(self, row: Remembered) -> bool:
        """Whether the files that were written are as they were left."""
        if not row.written:
            return True
        folder = self._folder
        return are_as_left([folder + name for name in row.written.split("\n")], row.states)


def _now(text: str, noted: Callable[[str], str]) -> str | None:
    """Notes as they are now; nothing if what one of them is about has changed since."""
    lines = [noted(line) for line in text.split("\n")] if text else []
    return "\n".join(lines) if all(lines) else None
