"""Where the paper is turned: a section of Word's for each run of ours on one kind of sheet.

Its properties stand at its end (ECMA-376 part 1, 17.6.18), those of the last at the text's end.
"""

from policygen.document import Block, Blocks, Document, Section
from policygen.writers.docx.markup import section_end

_FIRST_PAGE = "<w:titlePg/>"  # is for the first page of all, not for that of each section


def sheet_between(blocks: Blocks, index: int, sheets: tuple[str, str]) -> str:
    """What ends the sheet before a block of a text, where the block stands on another."""
    turned = _turned(blocks[index])
    before = index > 0 and _turned(blocks[index - 1])
    if turned == before:
        return ""
    sheet = sheets[before]
    if any(map(_turned, blocks[:index])):
        sheet = _later(sheet)
    return section_end(sheet)


def between_sheets(document: Document, sheets: tuple[str, str]) -> str:
    """What ends the sheet before the version history, which stands upright."""
    return section_end(_later(sheets[1])) if _ends_turned(document) else ""


def last_sheet(document: Document, sheets: tuple[str, str]) -> str:
    """The sheet that a document ends on."""
    sheet = sheets[_ends_turned(document) and not document.history]
    return _later(sheet) if any(map(_turned, document.children)) else sheet


def _ends_turned(document: Document) -> bool:
    return bool(document.children) and _turned(document.children[-1])


def _later(sheet: str) -> str:
    return sheet.replace(_FIRST_PAGE, "")


def _turned(block: Block) -> bool:
    return isinstance(block, Section) and block.level == 2 and block.landscape
