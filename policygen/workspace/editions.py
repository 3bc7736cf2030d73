"""One school's editions, assembled and written; or one past issue, from its frozen file."""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from policygen import __version__
from policygen.assembly.edition import Edition, document
from policygen.assembly.frame import Frame
from policygen.document import Logo
from policygen.errors import PolicyError, Position, Problem, SourceError, placed
from policygen.lifecycle.frozen import Issue, is_part, says_the_same, thaw
from policygen.lifecycle.seals import is_intact, is_issue
from policygen.readers.markdown.shape import Shape
from policygen.sources.picture import read_logo
from policygen.workspace.index import states
from policygen.workspace.jobs import Job, Outcome
from policygen.workspace.layout import Target, write_whole
from policygen.workspace.library import Library, shared_library
from policygen.writers import FORMATS, plate
from policygen.writers.plate import Plate

_PLATES = 4096  # kept in memory, one for each shape and format: 50 KB or so


def build_one(job: Job, target: Target) -> Outcome:
    """Assemble and write what one target names. A school with problems keeps its old files."""
    library = shared_library(job.root, job.inputs)
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
            everything += placed(error, Position(f"schools/{target.school}"))
            refused.append(name)
        else:
            built.append(name)
    if stopped and not checked:
        refused.append(str(target))
    held = states([*files, *(library.last_issues(school) if school else ())])
    return Outcome(target, tuple(built), tuple(refused), tuple(files), held, tuple(everything))


def _rebuild(job: Job, target: Target, library: Library) -> Outcome:
    """Write a past issue again from its frozen file alone."""
    assert target.policy and target.version
    workspace = library.workspace
    path = workspace.issued_file(target.school, target.policy, target.version)
    frozen = workspace.issued(target.school, target.policy, target.version)
    place = Position(workspace.name(path))
    if frozen is None:
        hint = f"it can't be rebuilt; policygen verify {target.school} lists what can"
        problem = Problem(place, f"version {target.version} is not held here", hint)
        return Outcome(target, refused=(str(target),), problems=(problem,))
    hint = "put back the file as it was issued, from a copy"
    if not is_intact(frozen):
        problem = Problem(place, "this issue was altered since it was issued", hint)
        return Outcome(target, refused=(str(target),), problems=(problem,))
    if not is_issue(frozen, target.school, target.policy, target.version):
        problem = Problem(place, "this file is not the issue that its name says", hint)
        return Outcome(target, refused=(str(target),), problems=(problem,))
    try:
        issue = thaw(frozen, workspace.name(path))
        problems = list(_other_version(issue, place))
        if any(not problem.warning for problem in problems):
            raise SourceError(problems)
        logo = _logo(library, issue)
        style = _part(library, issue, issue.making.house_style)
        stem = Path(job.out) / target.school / f"{target.policy}@{target.version}"
        files = []
        for kind in job.formats:
            data = issue.markdown.encode()
            if kind != "md":
                data = plate(kind, issue.document, style).fill({}, logo)
            file = stem.with_name(f"{stem.name}.{kind}")
            write_whole(file, data)
            files.append(str(file))
    except SourceError as error:
        return Outcome(target, refused=(str(target),), problems=error.problems)
    held = states([*files, path])
    return Outcome(target, (str(target),), (), tuple(files), held, tuple(problems))


def _other_version(issue: Issue, place: Position) -> Iterator[Problem]:
    """What is to be said of an issue that another policygen made."""
    if issue.making.policygen == __version__:
        return
    if not says_the_same(issue):
        message = f"policygen {__version__} would print other words than {issue.making.policygen}"
        yield Problem(place, message, f"use policygen {issue.making.policygen} to build this issue")
        return
    message = (
        f"this was issued with policygen {issue.making.policygen}; the words, numbers and links"
        f" are the same, but {__version__} may set them otherwise"
    )
    hint = "for the same files to the byte, use that version"
    yield Problem(place, message, hint, warning=True)


def _logo(library: Library, issue: Issue) -> Logo | None:
    data = _part(library, issue, issue.making.logo)
    return read_logo(data, issue.making.logo)[0] if data else None


def _part(library: Library, issue: Issue, name: str) -> bytes | None:
    """A file that an issue shares with others. Raises SourceError if it isn't what it was."""
    if not name:
        return None
    workspace, school = library.workspace, issue.making.school
    data = workspace.part(school, name)
    if data is None or not is_part(name, data):
        what = "is missing" if data is None else "was altered"
        place = Position(workspace.name(workspace.part_file(school, name)))
        hint = "put back the file as it was issued, from a copy"
        raise SourceError([Problem(place, f"a part of this issue {what}", hint)])
    return data


def write_edition(
    edition: Edition, stem: Path, formats: tuple[str, ...], house_style: bytes | None
) -> list[str]:
    """Write an edition's files: the stem with each format's ending. Raises PolicyError."""
    files = []
    for kind in formats:
        path = stem.with_name(f"{stem.name}.{kind}")
        style = house_style if FORMATS[kind].takes_house_style else None
        data = _plate(kind, edition.shape, edition.frame, style).fill(edition.values, edition.logo)
        write_whole(path, data)
        files.append(str(path))
    return files


@lru_cache(maxsize=_PLATES)
def _plate(kind: str, shape: Shape, frame: Frame, house_style: bytes | None) -> Plate:
    return plate(kind, document(shape, frame), house_style)
