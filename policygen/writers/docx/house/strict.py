"""Strict files (ISO/IEC 29500 part 1) as the transitional ones that all programs read (part 4).

The two differ in their namespaces, in the names of edges, and in lengths and shares with units.
"""

import re
from typing import Any

from lxml import etree

from policygen.writers.docx.house.xmltree import W, part_root, twips

_MARK = "http://purl.oclc.org/ooxml/"
_NAME = re.compile(re.escape(_MARK) + r"(\w+)/([\w-]+)")
_OTHERWISE = {"extendedProperties": "extended-properties", "customProperties": "custom-properties"}
_LENGTH = re.compile(r"-?\d+(\.\d+)?(pt|in|cm|mm|pc|pi)")
_SHARE = re.compile(r"-?\d+(\.\d+)?%")
_HALF_POINTS = {W + name for name in ("sz", "szCs", "kern", "position")}
_EDGES = {"start": "left", "end": "right"}
_EDGED = {W + name for name in ("tblBorders", "tcBorders", "tblCellMar", "tcMar")}
_EDGY = (*_EDGED, *(W + name for name in ("jc", "lvlJc", "tab", "ind")))
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def transitional_name(name: str) -> str:
    """A namespace, or the type of a relationship, as transitional files have it."""
    found = _NAME.match(name)
    if not found:
        return name
    last = name[found.end() :]
    for strict, loose in _OTHERWISE.items():
        last = last.replace(strict, loose)
    room = _OTHERWISE.get(found[2], found[2])
    return f"http://schemas.openxmlformats.org/{found[1]}/2006/{room}{last}"


def transitional(root: Any, name: str) -> Any:
    """A part's root, made transitional if it is strict, wholly or in the names of edges only.

    LibreOffice writes transitional files with those, of which older Words know nothing.
    """
    strict = any(str(one).startswith(_MARK) for one in root.nsmap.values())
    if strict:
        text = etree.tostring(root, encoding="unicode")
        text = re.sub(rf'(["\'])({re.escape(_MARK)}[^"\']*)\1', _renamed, text)
        root = part_root(text.encode(), name)
        root.attrib.pop(f"{W}conformance", None)
    for element in root.iter(*_EDGY):
        _name_edges(element)
    for element in root.iter(etree.Element) if strict else ():
        if element.tag.startswith(W):
            _count(element)
        elif element.tag.startswith(_DRAWING):
            for key, said in element.attrib.items():  # thousandths of a percent (20.1.10.40)
                if _SHARE.fullmatch(said):
                    element.set(key, str(round(float(said[:-1]) * 1000)))
    return root


def _renamed(found: "re.Match[str]") -> str:
    return f"{found[1]}{transitional_name(found[2])}{found[1]}"


def _count(element: Any) -> None:
    """Lengths and shares as numbers."""
    for key, said in element.attrib.items():
        if _LENGTH.fullmatch(said):
            length = twips(said, 0)
            element.set(key, str(length // 10 if element.tag in _HALF_POINTS else length))
        elif _SHARE.fullmatch(said):  # of a table's width in fiftieths of a percent (17.18.90)
            times = 50 if element.get(f"{W}type") == "pct" else 1
            element.set(key, str(round(float(said[:-1]) * times)))


def _name_edges(element: Any) -> None:
    """Left and right instead of start and end."""
    for new, old in _EDGES.items():
        if element.tag == f"{W}ind":
            for ending in ("", "Chars"):
                said = element.attrib.pop(f"{W}{new}{ending}", None)
                if said is not None:
                    element.set(f"{W}{old}{ending}", said)
        elif element.tag in _EDGED:
            for edge in element.findall(W + new):
                edge.tag = W + old
        elif element.get(f"{W}val") == new:
            element.set(f"{W}val", old)
