"""What is out of date, and building it: one school at a time, here or on any executor."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice, repeat
from pathlib import Path

from policygen.assembly.compose import Shape
from policygen.assembly.edition import Edition, document
from policygen.assembly.frame import Frame
from policygen.errors import PolicyError, Position, Problem, SourceError
from policygen.library import Library
from policygen.lifecycle.issues import is_intact, thaw
from policygen.staleness import Index, inputs_digest
from policygen.workspace import Target, Workspace, write_whole
from policygen.writers import plate
from policygen.writers.plate import Plate

_CHUNK = 25  # schools that go to a worker at once
_MANY = 200  # schools out of date from which several processes are quicker, by benchmarks/
_PLATES = 4096  # kept in memory, one for each shape and format: 50 KB or so


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

    `built` and `refused` are adoptions; `files` were written; `problems` include warnings.
    """

    target: Target
    built: tuple[str, ...] = ()
    refused: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    unchanged: bool = False


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
    with Index.open(workspace.root / "build", (job.out, *job.formats, str(job.draft))) as index:
        job = replace(job, inputs=inputs_digest(workspace))
        keys = {target: index.key(workspace, target, job.inputs) for target in targets}
        stale = [target for target in targets if not index.is_fresh(target, keys[target])]
        progress(len(targets) - len(stale))
        outcomes = {}
        for outcome in _outcomes(job, stale, executor if len(stale) >= fewest else None):
            outcomes[outcome.target] = outcome
            if not outcome.problems:
                index.remember(outcome.target, keys[outcome.target], outcome.files)
            progress(1)
    return [outcomes.get(t) or Outcome(t, index.built(t), unchanged=True) for t in targets]


def _outcomes(job: Job, targets: list[Target], executor: Executor | None) -> Iterable[Outcome]:
    if executor is None:
        for target in targets:
            yield build_one(job, target)
        return
    rest = iter(targets)
    chunks = list(iter(lambda: tuple(islice(rest, _CHUNK)), ()))
    for outcomes in executor.map(_build_chunk, repeat(job), chunks):
        yield from outcomes


def _build_chunk(job: Job, targets: tuple[Target, ...]) -> list[Outcome]:
    return [build_one(job, target) for target in targets]


def build_one(job: Job, target: Target) -> Outcome:
    """Assemble and write what one target names. A school with problems keeps its old files."""
    library = _library(job.root, job.inputs)
    if target.version:
        return _rebuild(job, target, library)
    school, problems, checked = library.school(target, draft=job.draft)
    everything = [*problems, *(p for one in checked for p in one.problems)]
    stopped = school is None or any(not problem.warning for problem in problems)
    built, refused, files = [], [], []
    for one in checked:
        name = f"{target.school}/{one.policy}"
        if stopped or one.edition is None or not one.good:
            refused.append(name)
            continue
        stem = Path(job.out) / target.school / (one.policy + (".draft" if job.draft else ""))
        try:
            files += write_edition(one.edition, stem, job.formats, library.house_style)
        except PolicyError as error:
            message, _, hint = str(error).partition("\n  ")
            everything.append(Problem(Position(f"schools/{target.school}"), message, hint))
            refused.append(name)
        else:
            built.append(name)
    if stopped and not checked:
        refused.append(str(target))
    return Outcome(target, tuple(built), tuple(refused), tuple(files), tuple(everything))


def _rebuild(job: Job, target: Target, library: Library) -> Outcome:
    """Write a past issue again from its frozen file alone."""
    assert target.policy and target.version
    workspace = library.workspace
    path = workspace.issued_file(target.school, target.policy, target.version)
    frozen = workspace.issued(target.school, target.policy, target.version)
    place = Position(workspace.name(path))
    if frozen is None:
        hint = f"it can't be rebuilt; policygen verify {target.school} says which can"
        problem = Problem(place, f"version {target.version} is not held here", hint)
        return Outcome(target, refused=(str(target),), problems=(problem,))
    if not is_intact(frozen):
        hint = "put back the file as it was issued, from a copy"
        problem = Problem(place, "this issue was altered since it was issued", hint)
        return Outcome(target, refused=(str(target),), problems=(problem,))
    try:
        issue = thaw(frozen, workspace.name(path))
        stem = Path(job.out) / target.school / f"{target.policy}@{target.version}"
        files = []
        for kind in job.formats:
            data = issue.markdown.encode()
            if kind != "md":
                style = library.house_style if kind == "docx" else None
                data = plate(kind, issue.document, style).fill({}, issue.logo)
            file = stem.with_name(f"{stem.name}.{kind}")
            write_whole(file, data)
            files.append(str(file))
    except SourceError as error:
        return Outcome(target, refused=(str(target),), problems=error.problems)
    return Outcome(target, built=(str(target),), files=tuple(files))


def write_edition(
    edition: Edition, stem: Path, formats: tuple[str, ...], house_style: bytes | None
) -> list[str]:
    """Write an edition's files: the stem with each format's ending. Raises PolicyError."""
    files = []
    for kind in formats:
        path = stem.with_name(f"{stem.name}.{kind}")
        style = house_style if kind == "docx" else None
        data = _plate(kind, edition.shape, edition.frame, style).fill(edition.values, edition.logo)
        write_whole(path, data)
        files.append(str(path))
    return files


@lru_cache(maxsize=_PLATES)
def _plate(kind: str, shape: Shape, frame: Frame, house_style: bytes | None) -> Plate:
    return plate(kind, document(shape, frame), house_style)


@lru_cache(maxsize=1)
def _library(root: str, inputs: bytes) -> Library:
    del inputs  # what it is keyed by
    return Library(Workspace(Path(root)))


def build_all(
    job: Job, targets: Sequence[Target], *, progress: Callable[[int], object] = lambda _: None
) -> list[Outcome]:
    """Build on all processors where there is much to do, else in this process."""
    if len(targets) < _MANY:
        return build(job, targets, progress=progress)
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    # Spawned, as on Windows: so every system runs the same way. No process starts without work.
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as executor:
        return build(job, targets, executor=executor, fewest=_MANY, progress=progress)
