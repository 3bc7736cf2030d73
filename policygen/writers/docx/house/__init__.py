"""A publisher's house style: any Word file, taken apart and made a skeleton of.

What comes along is what the style is made of: styles, lists, theme, fonts, settings, the sheet and
its header and footer. The text stays behind, and so does whatever could act or lead out.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import replace
from functools import lru_cache
from typing import Any

from policygen.document import USUAL, Numbering
from policygen.writers.docx.base import (
    OF_MAIN,
    OF_MARGINS,
    OF_PACKAGE,
    OF_PROPERTIES,
    our_part,
)
from policygen.writers.docx.house.margins import Margin
from policygen.writers.docx.house.opened import House, open_house
from policygen.writers.docx.house.pieces import Relation
from policygen.writers.docx.house.sheet import turned
from policygen.writers.docx.house.xmltree import R, W, local, made, part_bytes, part_root
from policygen.writers.docx.hyperlinks import LINKS
from policygen.writers.docx.opc import (
    OFFICE,
    Part,
    content_types,
    linking,
    relationship,
    relationships,
)
from policygen.writers.docx.skeleton import (
    BODY,
    CORE,
    CUSTOM,
    FOOTER,
    FRONT,
    HEADER,
    LATER,
    LISTS,
    NOTE_SETTING,
    NOTICE,
    RELATIONS,
    SHEET,
    TYPES,
    Skeleton,
    hole,
    property_hole,
    skeleton,
)

__all__ = ["house_skeleton", "open_house"]

_ENDING = re.compile(r"[a-z0-9]{1,8}")
_COMPANY = property_hole("company")


@lru_cache(maxsize=32)
def house_skeleton(
    house_style: bytes, logo: str, numbering: Numbering = USUAL, *, notice: bool,
    turns: bool = False,
) -> Skeleton:  # fmt: skip
    """The skeleton of a house style, for documents with a logo of this kind, or a notice.

    Where paper `turns`, headers and footers of ours that reach to its right edge come besides.

    Raises PolicyError if the house style can't be used.
    """
    house = open_house(house_style, numbering)
    taken = _Taken(house)
    files: dict[str, bytes] = {}
    kinds = {part.relation.rpartition("/")[2]: part for part in OF_MAIN}
    parts = [kinds[kind] for kind in (*house.trees, *house.loose)]
    for kind, tree in house.trees.items():
        tree = _OPENED.get(kind, deepcopy)(tree)
        files[kinds[kind].name] = part_bytes(tree)
        files |= taken.links(kinds[kind].name, house.relations.get(kind, {}))
    for kind, found in house.loose.items():
        files[kinds[kind].name] = found.data
        files |= taken.links(kinds[kind].name, found.relations)

    wide = house.wide if turns else ()
    margins = [*house.margins, *wide, *(house.missing if notice else ())]
    picture = ""
    written_margins = []
    for index, margin in enumerate(margins):
        part = _numbered(margin, margins[:index])
        written_margins.append(part)
        own = margin.ours and margin.kind == "header" and logo
        files[part.name] = part_bytes(_with_holes(margin, margins[:index], notice=notice))
        files |= taken.links(part.name, margin.relations)
        if own:
            picture = f"word/media/logo.{logo}"
            files[picture] = b""
            image = Part(picture, "", f"{OFFICE}/image")
            files[_links_of(part.name)] = relationships([image], "word/").encode()

    shown = dict(enumerate(margins))
    begin, end = len(house.margins), len(house.margins) + len(wide)
    for_turned = {index: one for index, one in shown.items() if not (wide and one.ours)}
    for_turned |= {index: shown.pop(index) for index in range(begin, end)}
    before, upright, after = _main(house.section, shown)
    _, on_its_side, _ = _main(turned(house.section), for_turned)
    holes = hole(FRONT) + hole(BODY) + hole(SHEET)
    files["word/document.xml"] = f"{before}{holes}{after}".encode()
    later = "".join(
        relationship(hole(f"{LATER}{index}"), part.relation, part.name.removeprefix("word/"))
        for index, part in enumerate(written_margins)
    )
    links = relationships(parts, "word/", hole(LINKS) + hole(RELATIONS) + later)
    files["word/_rels/document.xml.rels"] = links.encode()
    all_parts = [*OF_PACKAGE, *OF_PROPERTIES, *parts, *written_margins, *taken.parts.values()]
    types = content_types(all_parts, logo if picture else "", hole(TYPES))
    files["[Content_Types].xml"] = types.encode()
    files["_rels/.rels"] = relationships((*OF_PACKAGE, *OF_PROPERTIES)).encode()
    files["docProps/core.xml"] = hole(CORE).encode()
    files["docProps/custom.xml"] = hole(CUSTOM).encode()
    files["docProps/app.xml"] = _about(files).encode()
    facts = replace(house.facts, sheets=(upright, on_its_side))
    return skeleton(facts, len(margins), {**files, **taken.files}, picture)


class _Taken:
    """The pictures and fonts of a house style that its parts lead to, under names of ours."""

    def __init__(self, house: House) -> None:
        self._pieces = house.pieces
        self.parts: dict[str, Part] = {}  # by the names that they had
        self.files: dict[str, bytes] = {}

    def links(self, name: str, relations: Mapping[str, Relation]) -> dict[str, bytes]:
        """The part that says what leads from a part, if anything does."""
        if not relations:
            return {}
        said = "".join(self._said(name, key, one) for key, one in relations.items())
        return {_links_of(name): linking(said).encode()}

    def _said(self, name: str, key: str, one: Relation) -> str:
        kind = f"{OFFICE}/{one.kind}"
        if one.outside:
            return relationship(key, kind, one.target, "External")
        if one.target not in self.parts:
            ending = one.target.rpartition(".")[2].lower()
            ending = ending if _ENDING.fullmatch(ending) and ending != "xml" else "bin"
            folder = "fonts/font" if one.kind == "font" else "media/image"
            called = f"word/{folder}{len(self.parts) + 1}.{ending}"
            content = self._pieces.content_type(one.target) or "application/octet-stream"
            self.parts[one.target] = Part(called, content, kind)
            self.files[called] = self._pieces.read(one.target)
        called = self.parts[one.target].name
        return relationship(key, kind, posixpath.relpath(called, posixpath.dirname(name)))


def _numbered(margin: Margin, before: Iterable[Margin]) -> Part:
    """The part that a header or footer becomes."""
    number = 1 + sum(one.kind == margin.kind for one in before)
    kind = OF_MARGINS[margin.kind == "footer"]
    return kind._replace(name=f"word/{margin.kind}{number}.xml")


def _with_holes(margin: Margin, before: Iterable[Margin], *, notice: bool) -> Any:
    root = deepcopy(margin.root)
    if margin.ours:
        number = sum(one.kind == margin.kind for one in before)
        slot = f"{HEADER}{number or ''}" if margin.kind == "header" else FOOTER
        _end(root.find(f"{W}p"), slot)
    if margin.kind == "header" and (margin.ours or notice):
        _end(root, NOTICE)
    return root


def _with_lists(numbering: Any) -> Any:
    """The numbering part with a hole behind its last list: there is one, of ours."""
    root = deepcopy(numbering)
    root.findall(f"{W}num")[-1].tail = hole(LISTS)
    return root


def _end(element: Any, slot: str) -> None:
    """Put a hole at the end of an element."""
    element[-1].tail = hole(slot)


# What comes after what settings say of footnotes, in the schema's order (17.15.1.78).
_AFTER_NOTES = (
    "endnotePr", "compat", "docVars", "rsids", "mathPr", "themeFontLang", "clrSchemeMapping",
    "doNotIncludeSubdocsInStats", "hdrShapeDefaults", "shapeDefaults", "doNotEmbedSmartTags",
    "decimalSymbol", "listSeparator", "docId", "conflictMode", "discardImageEditingData",
    "defaultImageDpi",
)  # fmt: skip


def _with_note_setting(settings: Any) -> Any:
    """Settings with a hole where they speak of footnotes."""
    root = deepcopy(settings)
    later = (index for index, one in enumerate(root) if local(one) in _AFTER_NOTES)
    if place := next(later, len(root)):
        root[place - 1].tail = hole(NOTE_SETTING)
    else:
        root.text = hole(NOTE_SETTING)
    return root


_OPENED = {"numbering": _with_lists, "settings": _with_note_setting}


def _main(paper: Any, margins: Mapping[int, Margin]) -> tuple[str, str, str]:
    """The main part as text: what stands before the properties of its section, they, and after."""
    root = part_root(our_part("word/document.xml").encode(), "document")
    (body,) = root
    section = deepcopy(paper)
    for index, margin in sorted(margins.items(), reverse=True):
        reference = made(f"{margin.kind}Reference", type=margin.pages)
        reference.set(f"{R}id", hole(f"{LATER}{index}"))
        section.insert(0, reference)
    body[:] = [section]
    before, said, after = re.split(
        "(<w:sectPr.*</w:sectPr>)", part_bytes(root).decode(), flags=re.S
    )
    return before, said, after


def _about(files: Mapping[str, bytes]) -> str:
    """The part of what programs say of a file; whose it is only where a field asks for it."""
    text = our_part("docProps/app.xml")
    if not any(_COMPANY.encode() in data for data in files.values()):
        return text
    return text.replace("</Properties>", f"<Company>{_COMPANY}</Company></Properties>")


def _links_of(name: str) -> str:
    folder, last = posixpath.split(name)
    return f"{folder}/_rels/{last}.rels"
