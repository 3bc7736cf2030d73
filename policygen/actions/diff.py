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
from policygen.document import Document, Text
from policygen.errors import PolicyError, Problem
from policygen.workspace.editions import house_style_for
from policygen.workspace.files import write_whole
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.texts import CURRENT, NamedText, last_issue, text_named
from policygen.writers import FORMATS, PARTS, outline, plate
from policygen.writers.outline import Marks as Marks  # callers make some

REDLINE = ".redline"  # what stands in a file's name before its ending


@dataclass(frozen=True, slots=True)
class Compared:
    """Two texts, what changed between them, and the redline; what is wrong with either."""

    before: NamedText
    after: NamedText
    changes: tuple[Change, ...]
    redline: Document
    problems: tuple[Problem, ...]

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
            f"this is a mistake in policygen {__version__}: please report it, with both texts",
            target=str(target),
        )
    found = changes(made, old.document)
    if old.logo != new.logo:
        found = (*found, Change(Unit("logo"), "changed", ""))
    made = _with_notice(with_list(made, found), old, new)
    problems = tuple(dict.fromkeys((*old.problems, *new.problems)))
    return Compared(old, new, found, made, problems)


def write_redline(
    library: Library, target: Target, compared: Compared, formats: Sequence[str], folder: Path
) -> list[Path]:
    """Write a redline in some formats, and name the files. Raises PolicyError."""
    stem = f"{folder.as_posix()}/{target.school}/{target.policy}{REDLINE}"
    style = house_style_for(library, formats)
    pictures = {**compared.before.pictures, **compared.after.pictures}
    files: dict[str, bytes] = {}
    for kind in formats:
        own = style if FORMATS[kind].takes_house_style else None
        made = plate(kind, compared.redline, own)
        files[f"{stem}.{kind}"] = made.fill({PARTS: "../parts/"}, compared.after.logo, pictures)
    written = [Path(path) for path in files]
    if any(FORMATS[kind].pictures_beside for kind in formats):
        parts = posixpath.join(folder.as_posix(), "parts")
        files |= {f"{parts}/{name}": data for name, data in pictures.items()}
    for path, data in files.items():
        write_whole(Path(path), data)
    return written


def _with_notice(made: Document, old: NamedText, new: NamedText) -> Document:
    """The redline with what is compared said on every page, and without what only editions say."""
    notice = (Text(f"Redline: from {old.called} to {new.called}"),)
    kept = ("school", "policy", "model", "publisher", "date", "lang", "department", "keywords")
    properties = [(name, said) for name, said in made.properties if name in kept]
    status = ("status", (Text("redline"),))
    return replace(made, notice=notice, properties=(*properties, status))
