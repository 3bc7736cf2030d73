"""Where the paper is turned: what ends a sheet, and the sheet that a document ends on."""

from policygen.document import Document
from policygen.writers.docx.markup import section_end
from policygen.writers.flow import Stretch, stretches

_FIRST_PAGE = "<w:titlePg/>"  # is for the first page of all, not for that of each section


def sheet_between(
    turned: bool, after: Stretch, sheets: tuple[str, str], change: str, *, first: bool
) -> str:
    """What ends a sheet before a stretch that stands on another; `first` if it is the text's."""
    if after.turned == turned:
        return ""
    return section_end(_sheet(sheets[turned], first=first), change)


def last_sheet(document: Document, sheets: tuple[str, str]) -> str:
    """The sheet that a document ends on."""
    sheet = sheets[_ends_turned(document) and not document.history]
    return _sheet(sheet, first=not any(stretch.turned for stretch in stretches(document.children)))


def _ends_turned(document: Document) -> bool:
    found = [one for one in stretches(document.children) if one.inserted is not False]
    return bool(found) and found[-1].turned


def _sheet(sheet: str, *, first: bool) -> str:
    return sheet if first else sheet.replace(_FIRST_PAGE, "")
