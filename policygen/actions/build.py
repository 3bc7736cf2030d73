"""Building what is out of date: one school at a time, here or on any workers."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from policygen.errors import Problem
from policygen.workspace.clearing import clear
from policygen.workspace.jobs import Result, put_files
from policygen.workspace.keeping import kept_up
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.workers import Processors, Workers

_MANY = 200  # schools out of date from which several processes are quicker, by benchmarks/


class Outcome(NamedTuple):
    """What became of one target: the adoptions built or refused, the files written, what is wrong.

    `open` are those refused that adopt has questions about. `unchanged` ones were built by an
    earlier run. `problems` include warnings.
    """

    target: Target
    built: tuple[str, ...]
    refused: tuple[str, ...]
    files: tuple[str, ...]
    problems: tuple[Problem, ...]
    unchanged: bool
    open: tuple[Target, ...] = ()


class Editions(NamedTuple):
    """The job: a school's editions in some formats, in a folder."""

    folder: str
    formats: tuple[str, ...]
    draft: bool

    def make(self, root: str, run: bytes, target: Target) -> Result:
        """The files of what a target names, not yet written."""
        from policygen.workspace.editions import make_editions  # slow to import

        return make_editions(root, run, target, self.formats, draft=self.draft)

    def put(self, made: Result) -> Result:
        """Write them."""
        return put_files(made, self.folder)


def build(
    workspace: Workspace, targets: Sequence[Target], folder: str, formats: tuple[str, ...], *,
    draft: bool = False, workers: Workers | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> list[Outcome]:  # fmt: skip
    """Build in a folder what is out of date, in the order of the targets, whoever does it.

    An edition takes the place of the draft that shows what was open before. `progress` is told how
    many targets each step has finished.
    """
    job = Editions(folder, formats, draft)
    kind = ("build", folder, *formats, str(draft))
    workers = workers or Processors(_MANY)
    made = kept_up(workspace, kind, targets, job, workers, folder=folder, progress=progress)
    return [_outcome(workspace, one, job) for one in made]


def _outcome(workspace: Workspace, made: Result, job: Editions) -> Outcome:
    files = () if made.unchanged else tuple(f"{job.folder}/{name}" for name in made.written)
    problems = (*made.problems, *made.notes)
    if not job.draft:  # a past issue goes by another name
        folder = f"{job.folder}/{made.target.school}"
        policies = [name.partition("/")[2] for name in made.done]
        problems += (*clear(workspace, folder, policies, job.formats, drafts_alone=True),)
    still = tuple(Target(*name.split("/")) for name in made.told.split())
    return Outcome(made.target, made.done, made.refused, files, problems, made.unchanged, still)
