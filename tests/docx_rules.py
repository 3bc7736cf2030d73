"""What a Word file must keep to and no validator says, or not all of them.

`violations` reads the finished file, so it holds for whatever wrote it.
"""

import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

from lxml import etree

# lxml ships no types; an element is whatever it hands out.
Element: TypeAlias = Any
Rule: TypeAlias = Callable[["Package"], Iterator[str]]

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_XSI = "{http://www.w3.org/2001/XMLSchema-instance}"
_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_CUSTOM = "{http://schemas.openxmlformats.org/officeDocument/2006/custom-properties}"

_CONTENT_TYPES = "[Content_Types].xml"
_EPOCH = (1980, 1, 1, 0, 0, 0)
_UNIX = 3

# Well-formed, but no text of ours holds them: lxml lets all but the surrogates pass.
_UNWANTED = re.compile(
    "[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ue000-\uf8ff\ufdd0-\ufdef]"
)
_BOOKMARK = re.compile(r"[^\W\d]\w{0,39}")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?")
_FIELD_TARGET = re.compile(
    r"""\s*(?:(?:PAGEREF|NOTEREF|REF)\s+"?|HYPERLINK\s(?:[^"]|"[^"]*")*?\\l\s+"?)([^\s"\\]+)"""
)

_CHANGES = {
    f"{W}{name}"
    for name in (
        "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange",
        "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
        "trPrChange", "tcPrChange",
    )
}  # fmt: skip


@dataclass(slots=True)
class Package:
    """A Word file taken apart: its parts' bytes, and the XML ones parsed."""

    entries: list[zipfile.ZipInfo]
    parts: dict[str, bytes]
    trees: dict[str, Element] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def stories(self) -> Iterator[tuple[str, Element]]:
        """The parts that hold text: the body, headers, footers, notes and comments."""
        known = {f"{W}{name}" for name in ("document", "hdr", "ftr", "footnotes", "endnotes")}
        for name, tree in self.trees.items():
            if tree.tag in known or tree.tag == f"{W}comments":
                yield name, tree

    def part(self, tag: str) -> Element | None:
        """The first part whose root has this tag."""
        return next((tree for tree in self.trees.values() if tree.tag == tag), None)

    def relationships(self, part: str) -> dict[str, Element]:
        """The relationships that a part has, by their ids; `part` is empty for the package."""
        tree = self.trees.get(_rels_of(part))
        return {} if tree is None else {str(r.get("Id")): r for r in tree}


def violations(docx: bytes) -> list[str]:
    """Everything that is wrong with a Word file; an empty list if nothing is."""
    try:
        package = take_apart(docx)
    except zipfile.BadZipFile as error:
        return [f"no zip file: {error}"]
    found = [*package.broken]
    for rule in RULES:
        found.extend(rule(package))
    return found


def take_apart(docx: bytes) -> Package:
    """Open a Word file; parts that are no XML are noted in `broken`."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        entries = archive.infolist()
        package = Package(entries, {entry.filename: archive.read(entry) for entry in entries})
    for name, data in package.parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                package.trees[name] = etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                package.broken.append(f"{name}: is not well-formed XML: {error}")
    return package


# The package


def _zip(package: Package) -> Iterator[str]:
    names = [entry.filename for entry in package.entries]
    for name in _repeated(name.lower() for name in names):
        yield f"{name}: stands in the zip more than once"
    if names and names[0] != _CONTENT_TYPES:
        yield f"{names[0]}: stands first in the zip, where {_CONTENT_TYPES} belongs"
    for entry in package.entries:
        if entry.date_time != _EPOCH:
            yield f"{entry.filename}: is dated {entry.date_time}, so two builds would differ"
        if entry.create_system != _UNIX:
            yield f"{entry.filename}: create_system is {entry.create_system}, not {_UNIX}"


def _content_types(package: Package) -> Iterator[str]:
    tree = package.trees.get(_CONTENT_TYPES)
    if tree is None:
        yield f"{_CONTENT_TYPES}: is missing"
        return
    defaults = {str(e.get("Extension")).lower() for e in tree.iter(f"{_TYPES}Default")}
    overrides = [str(e.get("PartName")) for e in tree.iter(f"{_TYPES}Override")]
    for name in _repeated(overrides):
        yield f"{_CONTENT_TYPES}: names {name} twice"
    for name in package.parts:
        extension = name.rpartition(".")[2].lower()
        if name != _CONTENT_TYPES and f"/{name}" not in overrides and extension not in defaults:
            yield f"{name}: has no content type"
    for name in overrides:
        if name.lstrip("/") not in package.parts:
            yield f"{_CONTENT_TYPES}: names {name}, which is not there"


def _relationships(package: Package) -> Iterator[str]:
    reached = {_CONTENT_TYPES}
    for name, tree in package.trees.items():
        if not name.endswith(".rels"):
            continue
        reached.add(name)
        source = _source_of(name)
        if source and source not in package.parts:
            yield f"{name}: relates from {source}, which is not there"
        for repeated in _repeated(str(r.get("Id")) for r in tree):
            yield f"{name}: the id {repeated} is used twice"
        for relationship in tree.iter(f"{_RELATIONSHIPS}Relationship"):
            target = str(relationship.get("Target"))
            if relationship.get("TargetMode") == "External":
                if not target.startswith(("https:", "mailto:", "tel:")):
                    yield f"{name}: leads out to {target}"
                continue
            part = posixpath.normpath(posixpath.join("/", posixpath.dirname(source), target))[1:]
            reached.add(part)
            if part not in package.parts:
                yield f"{name}: {relationship.get('Id')} leads to {part}, which is not there"
    for name in package.parts:
        if name not in reached:
            yield f"{name}: no relationship leads to it"


def _uses_of_relationships(package: Package) -> Iterator[str]:
    """An id means the relationship of the part that it stands in, and of no other."""
    for name, tree in package.stories():
        known = package.relationships(name)
        for element in tree.iter(etree.Element):
            for attribute, value in element.attrib.items():
                if not attribute.startswith(_R):
                    continue
                kind = etree.QName(element).localname
                if value not in known:
                    yield f"{name}: {kind} uses {value}, which this part does not relate to"
                    continue
                related = str(known[value].get("Type")).rpartition("/")[2]
                wanted = {
                    "blip": "image", "hyperlink": "hyperlink", "headerReference": "header",
                    "footerReference": "footer",
                }.get(kind, related)  # fmt: skip
                if related != wanted:
                    yield f"{name}: {kind} uses {value}, which leads to a {related}"


def _core_properties(package: Package) -> Iterator[str]:
    name = "docProps/core.xml"
    tree = package.trees.get(name)
    if tree is None:
        yield f"{name}: is missing"
        return
    for key in ("created", "modified"):
        date = tree.find(f"{_DCTERMS}{key}")
        if date is None:
            yield f"{name}: {key} is missing"
            continue
        if date.get(f"{_XSI}type") != "dcterms:W3CDTF":
            yield f"{name}: {key} is not marked as dcterms:W3CDTF"
        if not _is_date(date.text or ""):
            yield f"{name}: {key} is {date.text!r}, which is no W3CDTF date"
    for key in ("title", "creator"):
        words = tree.findtext(f"{_DC}{key}")
        if not words or words == "python-docx":
            yield f"{name}: {key} is {words!r}"
    yield from _languages(package, tree.findtext(f"{_DC}language") or "")


def _languages(package: Package, language: str) -> Iterator[str]:
    if not language:
        yield "docProps/core.xml: language is missing"
    styles = package.part(f"{W}styles")
    path = f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang"
    default = None if styles is None else styles.find(path)
    if default is None:
        yield "word/styles.xml: gives no proofing language"
    for name, tree in package.trees.items():
        for element in tree.iter(f"{W}lang", f"{W}themeFontLang"):
            proofing = element.get(f"{W}val")
            if proofing not in (None, language):
                yield f"{name}: the proofing language {proofing} is not the core one, {language}"


def _custom_properties(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        properties = list(tree.iter(f"{_CUSTOM}property"))
        for key in ("pid", "name"):
            for value in _repeated(str(p.get(key)).lower() for p in properties):
                yield f"{name}: two properties have the {key} {value}"
        for element in properties:
            if int(element.get("pid", "0")) < 2:
                yield f"{name}: the pid {element.get('pid')} is reserved"


def _settings(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        for element in tree.iter(f"{W}updateFields"):
            if _is_on(element):
                yield f"{name}: updateFields makes Word ask on opening"
        for element in tree.iter(f"{W}fldChar", f"{W}fldSimple"):
            if element.get(f"{W}dirty") in ("1", "true", "on"):
                yield f"{name}: a field is marked dirty instead of holding its result"


# The text


def _characters(package: Package) -> Iterator[str]:
    for name, tree in package.trees.items():
        for element in tree.iter():
            for text in (element.text, element.tail, *element.attrib.values()):
                if found := _UNWANTED.search(text or ""):
                    yield f"{name}: holds U+{ord(found[0]):04X}"


def _edge_spaces(package: Package) -> Iterator[str]:
    for name, tree in package.stories():
        for element in tree.iter(f"{W}t", f"{W}delText", f"{W}instrText", f"{W}delInstrText"):
            text = element.text or ""
            if text != text.strip(" \t\n") and element.get(f"{_XML}space") != "preserve":
                yield f"{name}: {text!r} loses its edges without xml:space"


def _cells(package: Package) -> Iterator[str]:
    for name, tree in package.stories():
        for cell in tree.iter(f"{W}tc"):
            if not len(cell) or cell[-1].tag != f"{W}p":
                yield f"{name}: the cell {_words(cell)!r} does not end in a paragraph"


def _table_grids(package: Package) -> Iterator[str]:
    for name, tree in package.stories():
        for table in tree.iter(f"{W}tbl"):
            grid = table.find(f"{W}tblGrid")
            if grid is None:
                yield f"{name}: the table {_words(table)!r} has no tblGrid"
                continue
            columns = len(grid.findall(f"{W}gridCol"))
            for row in table.findall(f"{W}tr"):
                width = sum(
                    _number(row, f"{W}trPr/{W}{key}", 0) for key in ("gridBefore", "gridAfter")
                )
                for cell in row.iter(f"{W}tc"):
                    if next(cell.iterancestors(f"{W}tr")) is row:
                        width += _number(cell, f"{W}tcPr/{W}gridSpan", 1)
                if width != columns:
                    yield f"{name}: the row {_words(row)!r} spans {width} of {columns} columns"


def _styles(package: Package) -> Iterator[str]:
    styles = package.part(f"{W}styles")
    defined: dict[str, str] = {}
    if styles is not None:
        for style in styles.findall(f"{W}style"):
            style_id = str(style.get(f"{W}styleId"))
            if style_id in defined:
                yield f"word/styles.xml: the style {style_id} is there twice"
            defined[style_id] = str(style.get(f"{W}type"))
    wanted = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for name, tree in package.trees.items():
        for key in (*wanted, "basedOn", "next", "link"):
            for element in tree.iter(f"{W}{key}"):
                style_id = str(element.get(f"{W}val"))
                if style_id not in defined:
                    yield f"{name}: {key} names the style {style_id}, which is not there"
                elif defined[style_id] != wanted.get(key, defined[style_id]):
                    yield f"{name}: {key} names {style_id}, a {defined[style_id]} style"


def _numbering(package: Package) -> Iterator[str]:
    numbering = package.part(f"{W}numbering")
    abstract: dict[str, set[str]] = {}
    instances: dict[str, str] = {}
    if numbering is not None:
        for element in numbering.findall(f"{W}abstractNum"):
            levels = {str(level.get(f"{W}ilvl")) for level in element.findall(f"{W}lvl")}
            if element.find(f"{W}numStyleLink") is not None:  # its levels are a style's
                levels = {str(level) for level in range(9)}
            abstract[str(element.get(f"{W}abstractNumId"))] = levels
        for element in numbering.findall(f"{W}num"):
            number, base = str(element.get(f"{W}numId")), _value(element, f"{W}abstractNumId")
            if number in instances:
                yield f"word/numbering.xml: the numId {number} is there twice"
            if base not in abstract:
                yield f"word/numbering.xml: the numId {number} rests on no abstractNum"
            instances[number] = base
    for name, tree in package.trees.items():
        for element in tree.iter(f"{W}numPr"):
            number, level = _value(element, f"{W}numId"), _value(element, f"{W}ilvl") or "0"
            if number in ("", "0"):  # inherited, and the way to say "no number"
                continue
            if number not in instances:
                yield f"{name}: the numId {number} is not there"
            elif level not in abstract.get(instances[number], {level}):
                yield f"{name}: the numId {number} has no level {level}"


def _fields(package: Package) -> Iterator[str]:
    for name, tree in package.stories():
        open_fields: list[str] = []
        for element in tree.iter(f"{W}fldChar", f"{W}instrText"):
            if element.tag == f"{W}instrText":
                if not open_fields or open_fields[-1] != "begin":
                    yield f"{name}: {element.text!r} stands in no field"
                continue
            kind = str(element.get(f"{W}fldCharType"))
            if kind == "begin":
                open_fields.append(kind)
            elif not open_fields or (kind == "separate" and open_fields[-1] == kind):
                yield f"{name}: a field's {kind!r} has no beginning"
            elif kind == "separate":
                open_fields[-1] = kind
            else:
                open_fields.pop()
        if open_fields:
            yield f"{name}: a field is not closed"


def _bookmarks(package: Package) -> Iterator[str]:
    names: list[str] = []
    ids: list[str] = []
    for name, tree in package.stories():
        opened: dict[str, Element] = {}
        for element in tree.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd"):
            bookmark_id = str(element.get(f"{W}id"))
            if element.tag == f"{W}bookmarkStart":
                ids.append(bookmark_id)
                opened[bookmark_id] = element
                bookmark = str(element.get(f"{W}name"))
                names.append(bookmark)
                if not _BOOKMARK.fullmatch(bookmark):
                    yield f"{name}: {bookmark!r} can't be a bookmark's name"
                continue
            start = opened.pop(bookmark_id, None)
            if start is None:
                yield f"{name}: the bookmark {bookmark_id} ends without having begun"
            elif _paragraph(start) is None or _paragraph(start) is not _paragraph(element):
                yield f"{name}: the bookmark {start.get(f'{W}name')} is not within one paragraph"
        for element in opened.values():
            yield f"{name}: the bookmark {element.get(f'{W}name')} is not closed"
    for bookmark in _repeated(bookmark.lower() for bookmark in names):
        yield f"two bookmarks have the name {bookmark}"
    for bookmark_id in _repeated(ids):
        yield f"two bookmarks have the id {bookmark_id}"


def _references(package: Package) -> Iterator[str]:
    bookmarks = {
        str(element.get(f"{W}name"))
        for _, tree in package.stories()
        for element in tree.iter(f"{W}bookmarkStart")
    }
    for name, tree in package.stories():
        for instruction in _instructions(tree):
            if (found := _FIELD_TARGET.match(instruction)) and found[1] not in bookmarks:
                yield f"{name}: {instruction.strip()!r} leads to no bookmark"
        for link in tree.iter(f"{W}hyperlink"):
            anchor = link.get(f"{W}anchor")
            if anchor and anchor not in bookmarks:
                yield f"{name}: the link to {anchor!r} leads to no bookmark"
            if not anchor and not link.get(f"{_R}id"):
                yield f"{name}: the link {_words(link)!r} leads nowhere"


def _instructions(tree: Element) -> Iterator[str]:
    """What the fields of a part say; Word may part one instruction over several runs."""
    for simple in tree.iter(f"{W}fldSimple"):
        yield str(simple.get(f"{W}instr"))
    pending: list[str] = []
    for element in tree.iter(f"{W}fldChar", f"{W}instrText"):
        if element.tag == f"{W}instrText" and pending:
            pending[-1] += element.text or ""
        elif element.get(f"{W}fldCharType") == "begin":
            pending.append("")
        elif element.get(f"{W}fldCharType") == "end" and pending:
            yield pending.pop()


def _revisions(package: Package) -> Iterator[str]:
    ids: list[str] = []
    for name, tree in package.stories():
        for element in tree.iter(*_CHANGES):
            kind = etree.QName(element).localname
            ids.append(str(element.get(f"{W}id")))
            if not element.get(f"{W}author"):
                yield f"{name}: a change ({kind}) has no author"
            date = element.get(f"{W}date")
            if date is not None and not _is_date(date):
                yield f"{name}: a change ({kind}) is dated {date!r}"
        for deletion in tree.iter(f"{W}del"):
            for element in deletion.iter(f"{W}t", f"{W}instrText"):
                yield f"{name}: {element.text!r} is deleted, yet written as if it stood"
        for element in tree.iter(f"{W}delText", f"{W}delInstrText"):
            if next(element.iterancestors(f"{W}del", f"{W}moveFrom"), None) is None:
                yield f"{name}: {element.text!r} is written as deleted, and is not"
        yield from _changed_rows(name, tree)
    for revision in _repeated(ids):
        yield f"two changes have the id {revision}"


def _changed_rows(name: str, tree: Element) -> Iterator[str]:
    for row in tree.iter(f"{W}tr"):
        for kind in ("ins", "del"):
            if row.find(f"{W}trPr/{W}{kind}") is None:
                continue
            runs = row.iter(f"{W}r")
            if any(next(run.iterancestors(f"{W}{kind}"), None) is None for run in runs):
                yield f"{name}: the row {_words(row)!r} is marked ({kind}), its words are not"


def _drawings(package: Package) -> Iterator[str]:
    ids = [
        str(element.get("id"))
        for _, tree in package.stories()
        for element in tree.iter(f"{_WP}docPr")
    ]
    for drawing in _repeated(ids):
        yield f"two drawings have the docPr id {drawing}"


RULES: tuple[Rule, ...] = (
    _zip, _content_types, _relationships, _uses_of_relationships, _core_properties,
    _custom_properties, _settings, _characters, _edge_spaces, _cells, _table_grids, _styles,
    _numbering, _fields, _bookmarks, _references, _revisions, _drawings,
)  # fmt: skip


# Small things


def _repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _rels_of(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _source_of(rels: str) -> str:
    folder, _, name = rels.rpartition("/")
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _is_date(text: str) -> bool:
    if not _DATE.fullmatch(text):
        return False
    parts = text.split("-")
    whole = text if len(text) >= 10 else "-".join([*parts, "01", "01"][:3])
    try:
        datetime.fromisoformat(whole)
    except ValueError:
        return False
    return True


def _is_on(element: Element) -> bool:
    return element.get(f"{W}val", "true") in ("1", "true", "on")


def _value(element: Element, path: str) -> str:
    found = element.find(path)
    return "" if found is None else str(found.get(f"{W}val"))


def _number(element: Element, path: str, default: int) -> int:
    return int(_value(element, path) or default)


def _paragraph(element: Element) -> Element | None:
    return next(element.iterancestors(f"{W}p"), None)


def _words(element: Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t", f"{W}delText"))[:40]
