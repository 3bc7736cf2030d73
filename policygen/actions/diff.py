"""Two texts of a policy compared: what changed, as a list and as a redline."""

import posixpath
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from policygen import __version__
from policygen.compare.changes import Change, changes, with_list
from policygen.compare.differences import Unit
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.compare.renumbered import with_numbers_before
from policygen.document import Document, Text
from policygen.errors import PolicyError, Problem
from policygen.workspace.editions import house_style_for
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.texts import CURRENT, NamedText, last_issue, text_named
from policygen.writers import FORMATS, PARTS, outline, plate, read_back
from policygen.writers.outline import Marks as Marks  # callers make some

REDLINE = ".redline"  # what stands in a file's name before its ending
_OUR_MISTAKE = f"this is a mistake in policygen {__version__}: please report it, with both texts"
_SHOWN = 60  # characters of what differs


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts, what changed between them, and the redline; what is wrong with either."""

    before: NamedText
    after: NamedText
    changes: tuple[Change, ...]
    redline: Document
    problems: tuple[Problem, ...]

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures of both texts, by their names."""
        return {**self.before.pictures, **self.after.pictures}

    def text(self, width: int, marks: Marks | None = None) -> str:
        """The redline as plain text, its list of changes first."""
        return outline.write(self.redline, width, marks or Marks())


def compare(library: Library, target: Target, before: str | None, after: str | None) -> Compared:
    """Compare two texts of a policy by their names: the last issue and the current, unless named.

    Raises WrongWordError where there is none of that name, SourceError where one can't be made, and
    PolicyError where nothing was issued, or the redline doesn't give both texts back.
    """
    old = text_named(library, target, before or last_issue(library, target))
    new = text_named(library, target, after or CURRENT)
    return compared(old, new, target)


def compared(old: NamedText, new: NamedText, target: Target) -> Compared:
    """Compare two texts. Raises PolicyError where the redline doesn't give both texts back."""
    made = redline(old.document, new.document)
    if not is_proven(made, old.document, new.document):
        raise PolicyError(
            f"can't be shown: the redline of {old.called} and {new.called} isn't true to both",
            _OUR_MISTAKE, target=str(target),
        )  # fmt: skip
    found = changes(made, old.document)
    if old.logo != new.logo:
        found = (*found, Change(Unit("logo"), "changed", ""))
    made = with_numbers_before(with_list(made, found), old.document)
    made = _with_notice(made, old, new)
    problems = tuple(dict.fromkeys((*old.problems, *new.problems)))
    return Compared(old, new, found, made, problems)


def write_redline(
    library: Library, target: Target, compared: Compared, formats: Sequence[str], folder: Path
) -> list[Path]:
    """Write a redline in some formats, and name the files.

    Raises PolicyError, and writes nothing, where the house style can't be used or a finished file
    doesn't give both texts back.
    """
    stem = f"{folder.as_posix()}/{target.school}/{target.policy}{REDLINE}"
    style = house_style_for(library, formats)
    files: dict[str, bytes] = {}
    for kind in formats:
        made = files[f"{stem}.{kind}"] = _finished(kind, compared.redline, compared, style)
        if FORMATS[kind].read_back:
            _see_both(kind, made, compared, style, target)
    written = [Path(path) for path in files]
    if any(FORMATS[kind].pictures_beside for kind in formats):
        parts = posixpath.join(folder.as_posix(), "parts")
        files |= {f"{parts}/{name}": data for name, data in compared.pictures.items()}
    for path, data in files.items():
        write_whole(Path(path), data)
    return written


def _finished(kind: str, document: Document, compared: Compared, style: bytes | None) -> bytes:
    """The redline, or one of its texts, as a file with the pictures of both."""
    made = plate(kind, document, style if FORMATS[kind].takes_house_style else None)
    return made.fill({PARTS: "../parts/"}, compared.after.logo, compared.pictures)


def _see_both(
    kind: str, made: bytes, compared: Compared, style: bytes | None, target: Target
) -> None:
    """See that a finished redline becomes either text. Raises PolicyError where it doesn't."""
    around = compared.redline
    alone = (
        replace(text.document, notice=around.notice, logo=around.logo)
        for text in (compared.before, compared.after)
    )
    found = read_back(kind, made, *(_finished(kind, text, compared, style) for text in alone))
    if found:
        text = compared.after if found.inserted else compared.before
        said, became = (
            f'"{one[:_SHOWN]}"' if one else "nothing" for one in (found.said, found.became)
        )
        how = "accepted" if found.inserted else "rejected"
        raise PolicyError(
            f"can't be written for {FORMATS[kind].name}: with all changes {how}, the file isn't "
            f"{text.called}: it says {became} in the place of {said}",
            _OUR_MISTAKE, target=str(target),
        )  # fmt: skip


def _with_notice(made: Document, old: NamedText, new: NamedText) -> Document:
    """The redline with what is compared said on every page, and without what only editions say."""
    notice = (Text(f"Redline: from {old.called} to {new.called}"),)
    kept = ("school", "policy", "model", "publisher", "date", "lang", "department", "keywords")
    properties = [(name, said) for name, said in made.properties if name in kept]
    status = ("status", (Text("redline"),))
    return replace(made, notice=notice, properties=(*properties, status))
