"""A finished redline in Word, read back: the words of either text that it becomes.

By ECMA-376 part 1, 17.13.5: what was inserted goes when all is rejected, what was deleted when all
is accepted, a row with all that it holds; a paragraph whose end goes is one with the next. Only
words are read: not what Word counts, nor what it makes of headings.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import lru_cache
from io import BytesIO
from itertools import zip_longest
from typing import Any, TypeAlias

from lxml import etree

from policygen.document.quotes import straight
from policygen.writers import Untrue

_Element: TypeAlias = Any  # lxml ships no types
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
_PROPERTIES = f"{_W}pPr"
_MARKED = (f"{_W}rPr", f"{_W}trPr")  # what of a paragraph, or of a row, says that it goes
_RUN, _NOTE = f"{_W}r", f"{_W}footnoteReference"
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}drawing": "(a picture)"}
_SAYING = (f"{_W}t", f"{_W}delText", _NOTE, *_SIGNS)
_STYLE = f"{_W}pPr/{_W}pStyle"  # what only makes room has none
_EMPTY, _EMPTY_ROW = "(an empty paragraph)", "(an empty row)"
_NOTHING = "nothing"  # is marked in a text alone
_CODE, _ID = f"{_W}instrText", f"{_W}id"
_FIELD_ENDS = f".//{_W}fldChar[@{_W}fldCharType='end']"
# Printed by hand they are the later text's: a number before a tab, and that of a caption.
_COUNTED = re.compile(r"[^\t]*\t|(?:(?<=^Table )|(?<=^Figure ))\d+")
_CAPTIONED = ("Table ", "Figure ")


def first_untrue(redline: bytes, before: bytes, after: bytes) -> Untrue | None:
    """Where a finished redline doesn't become one of the texts that it is made of; None if it does.

    The texts are files of the same format and style.
    """
    made = _Parts(redline)
    for text, inserted in ((before, False), (after, True)):
        sides = _Parts(text).lines(_NOTHING), made.lines("del" if inserted else "ins")
        for said, became in zip_longest(*sides, fillvalue=""):
            if said != became:
                return Untrue(inserted, said, became)
    return None


class _Parts:
    """The parts of a file that hold its text."""

    def __init__(self, docx: bytes) -> None:
        with zipfile.ZipFile(BytesIO(docx)) as package:
            self.notes: Iterable[_Element] = ()
            if "word/footnotes.xml" in package.namelist():
                self.notes = etree.fromstring(package.read("word/footnotes.xml"))
            self.body = etree.fromstring(package.read("word/document.xml"))[0]
        _drop_contents(self.body)

    def lines(self, goes: str) -> Iterator[str]:
        """What each paragraph says that says something, once all that `goes` is gone."""
        notes = {
            note.get(_ID): " ".join(_Side(note, goes, {}).lines(note)).strip()
            for note in self.notes
        }
        for line in _Side(self.body, goes, notes).lines(self.body, empty=_EMPTY):
            if said := _uncounted(line):
                yield said


@lru_cache(maxsize=8192)  # as nearly all is said in both texts, each of which is read twice
def _uncounted(line: str) -> str:
    """What a paragraph says without its number, its quotation marks straight."""
    if "\t" in line or line.startswith(_CAPTIONED):
        line = _COUNTED.sub("", line, count=1)
    return " ".join(straight(line).split())


def _drop_contents(body: _Element) -> None:
    """Take out the contents table, which is the later text's, and its heading."""
    code = next((one for one in body.iter(_CODE) if one.text.startswith(" TOC ")), None)
    if code is None:
        return
    line = next(code.iterancestors(_PARAGRAPH))
    body.remove(line.getprevious())
    while line is not None:
        ends, below = line.find(_FIELD_ENDS), line.getnext()
        body.remove(line)
        line = below if ends is None else None


class _Side:
    """One of the two texts of a file."""

    def __init__(self, whole: _Element, goes: str, notes: dict[str, str]) -> None:
        self.goes = f"{_W}{goes}"
        self.notes = notes
        marks = [mark.getparent() for mark in whole.iter(self.goes)]
        self.gone = {mark.getparent() for mark in marks if mark.tag in _MARKED}

    def lines(self, parent: _Element, empty: str = "") -> Iterator[str]:
        """What stands below one another; of what says nothing but is seen that it is `empty`."""
        above = ""  # of paragraphs whose ends are gone
        for element in parent:
            if element.tag == _PARAGRAPH:
                above += "".join(self.words(element))
                if element.find(_PROPERTIES) not in self.gone:
                    yield above or (empty if element.find(_STYLE) is not None else "")
                    above = ""
            elif element.tag == _TABLE:
                rows = [row for row in element.findall(_ROW) if row not in self.gone]
                if rows:
                    yield above
                    above = ""
                for row in rows:
                    cells = [*self.cells(row)]
                    yield from cells if any(cells) else (_EMPTY_ROW,)
        yield above

    def cells(self, row: _Element) -> Iterator[str]:
        for cell in row.findall(_CELL):
            yield from self.lines(cell)

    def words(self, paragraph: _Element) -> Iterator[str]:
        for saying in paragraph.iter(*_SAYING):
            run = saying.getparent()
            if run.tag != _RUN or run.getparent().tag == self.goes:
                continue
            if saying.tag == _NOTE:
                yield f"^[{self.notes[saying.get(_ID)]}]"
            else:
                yield _SIGNS.get(saying.tag) or saying.text or ""
