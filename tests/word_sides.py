"""What a Word file with tracked changes becomes when all of them are accepted, or all rejected.

Read from the file as it was written, by the rules of ECMA-376 part 1, 17.13.5, and by what Word
does where they are silent: a paragraph whose end goes is put together with the one below it.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import Any, TypeAlias

from lxml import etree

from policygen.document.quotes import straight

Element: TypeAlias = Any  # lxml ships no types
Word: TypeAlias = tuple[str, str]  # how a run looks, and what it says
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_UNSEEN = "20"  # the height of a paragraph that only ends something
_FIRST_OF_STEPS = 7  # lists from here on are those of steps, each of which begins anew


@dataclass(frozen=True)
class Line:
    """A paragraph: its style, list, indent and words, and the sheet that ends on it."""

    style: str
    listed: tuple[str, str]
    indent: tuple[tuple[str, str], ...]
    words: tuple[Word, ...]
    sheet: str = ""

    @property
    def text(self) -> str:
        return "".join(said for _, said in self.words)


@dataclass(frozen=True)
class Square:
    """A cell: how it reaches over others, and what stands in it."""

    spans: tuple[str, str]
    held: tuple["Line | Rows", ...]


@dataclass(frozen=True)
class Rows:
    """A table: its style and its rows."""

    style: str
    rows: tuple[tuple[Square, ...], ...]


Read: TypeAlias = tuple[Line | Rows, ...]


def accepted(docx: bytes) -> dict[str, Read]:
    """The parts that hold text, by their names, once every change is accepted."""
    return _Side(docx, keeps="ins", drops="del").read()


def rejected(docx: bytes) -> dict[str, Read]:
    """The parts that hold text, by their names, once every change is rejected."""
    return _Side(docx, keeps="del", drops="ins").read()


def as_it_is(docx: bytes) -> dict[str, Read]:
    """The parts that hold text, by their names, of a file without changes."""
    side = _Side(docx, keeps="neither", drops="neither")
    for tree in side.trees.values():
        assert not [*tree.iter(f"{_W}ins", f"{_W}del")]
    return side.read()


def lines(read: Read) -> Iterator[Line]:
    """All paragraphs, those in tables too."""
    for one in read:
        if isinstance(one, Line):
            yield one
        else:
            for row in one.rows:
                for square in row:
                    yield from lines(square.held)


class _Side:
    def __init__(self, docx: bytes, keeps: str, drops: str) -> None:
        self.keeps, self.drops = keeps, drops
        with zipfile.ZipFile(BytesIO(docx)) as archive:
            names = [name for name in archive.namelist() if name.startswith("word/")]
            parts = {name: archive.read(name) for name in names}
        self.trees = {
            name: etree.fromstring(data)
            for name, data in parts.items()
            if name.removeprefix("word/").startswith(
                ("document.", "footnotes.", "header", "footer")
            )
        }
        self.leads = {
            name: {
                one.get("Id"): one.get("Target")
                for one in etree.fromstring(parts[rels])
                if one.get("TargetMode") == "External"
            }
            for name in self.trees
            if (rels := name.replace("word/", "word/_rels/") + ".rels") in parts
        }
        self.notes: dict[str, str] = {}
        self.steps: dict[str, str] = {}

    def read(self) -> dict[str, Read]:
        for tree in self.trees.values():
            self.settle(tree)
        if (noted := self.trees.pop("word/footnotes.xml", None)) is not None:
            for note in noted:
                held = self.blocks(note, "")
                self.notes[note.get(f"{_W}id")] = "".join(line.text for line in lines(held)).strip()
        found = {}
        for name, tree in self.trees.items():
            body = tree.find(f"{_W}body")
            self.steps = {}
            found[name] = self.blocks(tree if body is None else body, name)
        return found

    def settle(self, tree: Element) -> None:
        """Accept or reject every change in a part."""
        for row in [*tree.iter(f"{_W}tr")]:
            if row.find(f"{_W}trPr/{_W}{self.drops}") is not None:
                _remove(row)
        for table in [*tree.iter(f"{_W}tbl")]:
            if table.find(f"{_W}tr") is None:
                _remove(table)
        for start in [*tree.iter(f"{_W}customXml{self.drops.capitalize()}RangeStart")]:
            control = start.getnext()
            if control is not None and control.tag == f"{_W}sdt":
                _remove(control)
        for paragraph in [*tree.iter(f"{_W}p")]:
            self.merge(paragraph)
        for change in [*tree.iter(f"{_W}{self.drops}")]:
            if change.getparent().tag not in (f"{_W}rPr", f"{_W}trPr"):
                _remove(change)
        for change in [*tree.iter(f"{_W}{self.keeps}")]:
            _unwrap(change)

    def merge(self, paragraph: Element) -> None:
        """Put a paragraph whose end goes before the words of the one below it."""
        if paragraph.find(f"{_W}pPr/{_W}rPr/{_W}{self.drops}") is None:
            return
        words = [part for part in paragraph if part.tag != f"{_W}pPr"]
        below = paragraph.getnext()
        if below is not None and below.tag == f"{_W}p":
            head = below.find(f"{_W}pPr")
            for index, part in enumerate(words):
                below.insert(index + (head is not None), part)
        elif below is None or below.tag != f"{_W}tbl" or any(_stays(w, self.drops) for w in words):
            return  # the last of a cell or of the text, which can't go
        _remove(paragraph)

    def blocks(self, parent: Element, part: str) -> Read:
        found: list[Line | Rows] = []
        for element in parent:
            if element.tag == f"{_W}p":
                line = self.line(element, part)
                if line is not None:
                    found.append(line)
            elif element.tag == f"{_W}tbl":
                rows = tuple(
                    tuple(self.square(cell, part) for cell in row.findall(f"{_W}tc"))
                    for row in element.findall(f"{_W}tr")
                )
                found.append(Rows(_said(element, "tblPr/tblStyle"), rows))
        return tuple(found)

    def square(self, cell: Element, part: str) -> Square:
        spans = _said(cell, "tcPr/gridSpan"), _said(cell, "tcPr/vMerge")
        held = self.blocks(cell, part)
        return Square(spans, tuple(one for one in held if one not in _EMPTY_CELLS))

    def line(self, paragraph: Element, part: str) -> Line | None:
        sheet = paragraph.find(f"{_W}pPr/{_W}sectPr")
        words = tuple(self.words(paragraph, part))
        spacing = paragraph.find(f"{_W}pPr/{_W}spacing")
        height = None if spacing is None else spacing.get(f"{_W}line")
        if sheet is None and height == _UNSEEN and not words:
            return None
        number = _said(paragraph, "pPr/numPr/numId")
        if number.isdigit() and int(number) >= _FIRST_OF_STEPS:
            number = self.steps.setdefault(number, f"steps {len(self.steps)}")
        listed = number, _said(paragraph, "pPr/numPr/ilvl")
        indent = paragraph.find(f"{_W}pPr/{_W}ind")
        return Line(
            _said(paragraph, "pPr/pStyle"),
            listed,
            () if indent is None else tuple(sorted(indent.attrib.items())),
            words,
            "" if sheet is None else str(_said(sheet, "pgSz", "orient") or "upright"),
        )

    def words(self, paragraph: Element, part: str) -> Iterator[Word]:
        """What it says, run by run; of fields that count only which they are."""
        runs = list(self.runs(paragraph, part))
        for look, held in groupby(runs, lambda one: one[0]):
            if said := straight("".join(said for _, said in held)):
                yield look, said

    def runs(self, paragraph: Element, part: str) -> Iterator[Word]:
        inside = ""  # the field that this is in, and whether its result is shown
        for element in paragraph.iter():
            name = etree.QName(element).localname
            if name in ("instrText", "delInstrText"):
                inside = (element.text or "").split()[0]
            if name == "fldChar" and element.get(f"{_W}fldCharType") == "end":
                inside = ""
            if name == "footnoteReference":
                yield "", f"<note: {self.notes[element.get(f'{_W}id')]}>"
            if name == "blip":
                yield "", "<picture>"
            if name not in ("t", "delText", "tab", "br") or element.getparent().tag != f"{_W}r":
                continue
            look = element.getparent().find(f"{_W}rPr")
            looks = "" if look is None else "".join(map(_bare, look))
            if inside in ("REF", "SEQ") or "CrossReference" in looks:
                continue  # what these say follows from the numbers
            link = next(element.iterancestors(f"{_W}hyperlink"), None)
            if link is not None and (address := link.get(f"{_R}id")):
                looks += f"<{self.leads[part][address]}>"
            said = {"tab": "\t", "br": "\n"}.get(name, element.text or "")
            yield looks, said


_EMPTY_CELLS = [Line(style, ("", ""), (), ()) for style in ("TableText", "TableHeading")]


def _bare(element: Element) -> str:
    return f"{etree.QName(element).localname}={element.get(f'{_W}val')};"


def _said(element: Element, path: str, attribute: str = "val") -> str:
    found = element.find("/".join(f"{_W}{step}" for step in path.split("/")))
    return (
        ""
        if found is None
        else str(found.get(f"{_W}{attribute}", "")) or ("on" if attribute == "val" else "")
    )


def _stays(element: Element, drops: str) -> bool:
    """Whether anything is left of a part of a paragraph."""
    return element.tag != f"{_W}{drops}" and any(
        not any(above.tag == f"{_W}{drops}" for above in run.iterancestors())
        for run in element.iter(f"{_W}r")
    )


def _remove(element: Element) -> None:
    element.getparent().remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    place = parent.index(element)
    for child in [*element]:
        parent.insert(place, child)
        place += 1
    parent.remove(element)


def less_numbers(read: Read) -> Read:
    """What is read, without what a redline has of the later text alone.

    Those are the numbers in a table of contents, and where numbers are printed by hand; and how far
    in the words of a section stand, which follows from whether it has clauses.
    """
    return tuple(_less(one) for one in read)


def _less(one: Line | Rows) -> Line | Rows:
    if isinstance(one, Rows):
        rows = tuple(
            tuple(Square(cell.spans, less_numbers(cell.held)) for cell in row) for row in one.rows
        )
        return Rows(one.style, rows)
    words = one.words
    if (one.style.startswith("TOC") or one.listed == _BY_HAND) and words:
        look, said = words[0]
        left = said.rpartition("\t")[2] if "\t" in said else said
        words = ((look, left), *words[1:]) if left else words[1:]
    if one.style == "Caption" and words:
        look, said = words[0]
        words = ((look, _COUNTED.sub(r"\1 ", said)), *words[1:])
    if one.style in _NUMBERED:
        return Line(one.style, ("", ""), (), words)
    style = "ClauseText" if one.style == "" and not one.sheet else one.style
    return Line(style, one.listed, (), words, one.sheet)


_BY_HAND = ("3", "0")
_COUNTED = re.compile(r"^(Table|Figure) \d*")
_NUMBERED = {"Heading1", "Heading2", "AppendixHeading", "Clause", "Subclause", "Subclause2", "Step"}
