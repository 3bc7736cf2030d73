"""A finished redline in Word, read back: the words of either text that it becomes.

By ECMA-376 part 1, 17.13.5: what was inserted goes when all is rejected, what was deleted when all
is accepted, a row with all that it holds; a paragraph whose end goes is one with the next. Only
words are read: not what Word counts, nor what it makes of headings.
"""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from itertools import zip_longest
from typing import Any, TypeAlias

from lxml import etree

from policygen.document.quotes import straight

_Element: TypeAlias = Any  # lxml ships no types
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = (f"{_W}{name}" for name in ("p", "tbl", "tr", "tc"))
_TEXT, _NOTE, _CODE = f"{_W}t", f"{_W}footnoteReference", f"{_W}instrText"
_GONE_TEXT, _ID = f"{_W}delText", f"{_W}id"
_FIELD_ENDS = f".//{_W}fldChar[@{_W}fldCharType='end']"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": " "}
_NO_WORDS = {f"{_W}pPr", f"{_W}rPr", f"{_W}sdtPr"}
_SPACE = re.compile(r"\s+")
# Printed by hand they are the later text's: a number before a tab, and that of a caption.
_COUNTED = re.compile(r"^[^\t]*\t|(?<=^Table )\d+|(?<=^Figure )\d+")


def first_difference(redline: bytes, text: bytes, *, inserted: bool) -> tuple[str, str] | None:
    """The first words in which a text isn't what a redline becomes; and what stands there instead.

    That is once all is accepted (`inserted`), or all rejected. None where it is the text.
    """
    sides = (_read(docx, "del" if inserted else "ins") for docx in (text, redline))
    return next(
        ((is_, made) for is_, made in zip_longest(*sides, fillvalue="") if is_ != made), None
    )


def _read(docx: bytes, goes: str) -> Iterator[str]:
    """What each paragraph says that says something, once all that `goes` is gone."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        notes = {}
        if "word/footnotes.xml" in package.namelist():
            bare = _Side(goes, {})
            root = etree.fromstring(package.read("word/footnotes.xml"))
            notes = {note.get(_ID): " ".join(bare.lines(note)) for note in root}
        body = etree.fromstring(package.read("word/document.xml"))[0]
    _drop_contents(body)
    for line in _Side(goes, notes).lines(body):
        if said := _SPACE.sub(" ", straight(_COUNTED.sub("", line))).strip():
            yield said


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

    def __init__(self, goes: str, notes: dict[str, str]) -> None:
        self.goes = f"{_W}{goes}"
        self.of_paragraph = f"{_W}pPr/{_W}rPr/{self.goes}"
        self.of_row = f"{_W}trPr/{self.goes}"
        self.notes = notes

    def lines(self, parent: _Element) -> Iterator[str]:
        above = ""  # of paragraphs whose ends are gone
        for element in parent:
            if element.tag == _PARAGRAPH:
                above += "".join(self.words(element))
                if element.find(self.of_paragraph) is None:
                    yield above
                    above = ""
            elif element.tag == _TABLE:
                rows = [row for row in element.findall(_ROW) if row.find(self.of_row) is None]
                if rows:
                    yield above
                    above = ""
                for row in rows:
                    for cell in row.findall(_CELL):
                        yield from self.lines(cell)
        yield above

    def words(self, element: _Element) -> Iterator[str]:
        for inner in element:
            tag = inner.tag
            if tag in (_TEXT, _GONE_TEXT):
                yield inner.text or ""
            elif tag in _BREAKS:
                yield _BREAKS[tag]
            elif tag == _NOTE:
                yield f"^[{self.notes[inner.get(_ID)]}]"
            elif tag not in _NO_WORDS and tag != self.goes:
                yield from self.words(inner)
