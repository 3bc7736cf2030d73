"""An edition to be read at once: as plain text, or as records."""

from dataclasses import dataclass
from typing import Any

from policygen.document import Document, fill
from policygen.errors import Problem, SourceError
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.writers import outline


@dataclass(frozen=True, slots=True)
class Shown:
    """An edition; and what is wrong with it, for which it is shown as a draft."""

    document: Document
    problems: tuple[Problem, ...] = ()

    def text(self, width: int) -> str:
        """The edition as plain text, in lines of at most so many columns."""
        return outline.write(self.document, width)

    def records(self) -> dict[str, Any]:
        """The edition as data for machines."""
        return outline.records(self.document)


def show(library: Library, target: Target) -> Shown:
    """An adoption's edition; if it is incomplete, what there is of it, marked as a draft.

    Raises SourceError where not even a draft can be made.
    """
    _, problems, checked = library.school(target)
    wrong: tuple[Problem, ...] = ()
    if any(not one.good for one in checked):
        wrong = (*problems, *(p for one in checked for p in one.problems))
        _, problems, checked = library.school(target, draft=True)
    edition = checked[0].edition if checked else None
    if edition is None:
        raise SourceError([*wrong, *problems, *(p for one in checked for p in one.problems)])
    return Shown(fill(edition.document, edition.values), wrong)
