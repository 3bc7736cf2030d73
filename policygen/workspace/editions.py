"""The files of what one target names: a school's editions, assembled, or one past issue."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from policygen.assembly.answer_table import is_unanswered
from policygen.assembly.edition import Edition, document
from policygen.assembly.frame import Frame
from policygen.assembly.local_changes import LocalChanges
from policygen.errors import PolicyError, Position, SourceError, placed
from policygen.readers.markdown.shape import Shape
from policygen.workspace.files import write_whole
from policygen.workspace.jobs import File, Result
from policygen.workspace.layout import Target
from policygen.workspace.library import Library, shared_library
from policygen.workspace.rebuilding import issue_files, unkept_by
from policygen.writers import FORMATS, PARTS, STEM, other_formats, plate
from policygen.writers.plate import Plate

_PLATES = 4096  # kept in memory, one for each shape and format: 50 KB or so


def make_editions(
    root: str, run: bytes, target: Target, formats: tuple[str, ...], *, draft: bool
) -> Result:
    """Assemble what one target names. A school with problems keeps its old files.

    What is refused and has questions open is told, by the names of the adoptions.
    """
    library = shared_library(root, run)
    library.workspace.notes.begin()
    made = _rebuilt if target.version else _assembled
    found = made(library, target, formats, draft=draft)
    return found._replace(
        basis=library.basis,
        read=library.workspace.notes.lines(),
    )


def _assembled(
    library: Library, target: Target, formats: tuple[str, ...], *, draft: bool
) -> Result:
    school, problems, checked = library.school(target, draft=draft)
    everything = [*problems, *(p for one in checked for p in one.problems)]
    stopped = school is None or any(not problem.warning for problem in problems)
    done, refused, still_open, files = [], [], [], list[File]()
    for one in checked:
        name = f"{target.school}/{one.policy}"
        if stopped or one.edition is None or not one.good:
            refused.append(name)
            if one.edition and one.edition.adoption and is_unanswered(one.edition.adoption):
                still_open.append(name)
            continue
        try:
            style = house_style_for(library, formats)
            stem = f"{name}.draft" if draft else name
            files += [
                File(name, *file) for file in edition_files(one.edition, stem, formats, style)
            ]
        except PolicyError as error:
            everything += placed(error, Position(f"schools/{target.school}"))
            refused.append(name)
        else:
            done.append(name)
    everything += unkept_by(target.school, ((one.name, one.data) for one in files))
    if stopped and not checked:
        refused.append(str(target))
    notes = library.house_style_problems if done and _take_house_style(formats) else ()
    return Result(
        target, tuple(done), tuple(refused), tuple(everything), " ".join(still_open),
        files=tuple(files), notes=notes,
    )  # fmt: skip


def house_style_for(library: Library, formats: Iterable[str]) -> bytes | None:
    """The publisher's house style, if one of the formats takes it. Raises PolicyError."""
    return library.house_style if _take_house_style(formats) else None


def _take_house_style(formats: Iterable[str]) -> bool:
    return any(FORMATS[kind].takes_house_style for kind in formats)


def _rebuilt(library: Library, target: Target, formats: tuple[str, ...], *, draft: bool) -> Result:
    del draft  # an issue is none
    name = str(target)
    try:
        found, problems = issue_files(library, target, formats)
    except SourceError as error:
        return Result(target, refused=(name,), problems=error.problems)
    problems += (*unkept_by(target.school, found),)
    return Result(target, (name,), (), problems, files=tuple(File(name, *file) for file in found))


def edition_files(
    edition: Edition, stem: str, formats: tuple[str, ...], house_style: bytes | None,
    to_parts: str = "../parts/",
) -> Iterator[tuple[str, bytes]]:  # fmt: skip
    """An edition's files: the stem with each format's ending. Raises PolicyError.

    `to_parts` leads from them to the folder of the pictures that a format has beside it.
    """
    values = {**edition.values, PARTS: to_parts, STEM: posixpath.basename(stem)}
    pictures = edition.pictures
    for kind in formats:
        style = house_style if FORMATS[kind].takes_house_style else None
        beside = other_formats(kind, formats)
        plate = _plate(kind, edition.shape, edition.frame, edition.local, style, beside)
        yield f"{stem}.{kind}", plate.fill(values, edition.logo, pictures)
    if any(FORMATS[kind].pictures_beside for kind in formats):
        folder = posixpath.normpath(posixpath.join(posixpath.dirname(stem), to_parts))
        yield from ((f"{folder}/{name}", data) for name, data in pictures.items())


def write_edition(
    edition: Edition, stem: Path, formats: tuple[str, ...], house_style: bytes | None
) -> list[str]:
    """Write an edition's files, and name them. Raises PolicyError."""
    files = edition_files(edition, stem.as_posix(), formats, house_style, "parts/")
    for path, data in (written := dict(files)).items():
        write_whole(path, data)
    return list(written)


@lru_cache(maxsize=_PLATES)
def _plate(
    kind: str, shape: Shape, frame: Frame, local: LocalChanges, house_style: bytes | None,
    beside: tuple[str, ...],
) -> Plate:  # fmt: skip
    return plate(kind, replace(document(shape, frame, local), beside=beside), house_style)
