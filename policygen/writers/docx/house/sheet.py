"""The sheet that a house style is printed on: its last section, on which all new text stands.

That is also what Word leaves where all text of a document is deleted (ECMA-376 17.6.17).
"""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass

from policygen.writers.docx.house.xmltree import (
    Element,
    R,
    W,
    child,
    is_on,
    made,
    put_in_order,
    twips,
    val,
    whole_number,
)

_ORDER = (  # of a section's properties, in the schema (17.6.17)
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings", "sectPrChange",
)  # fmt: skip
_LEFT = ("type", "formProt", "printerSettings", "sectPrChange", "footnotePr", "endnotePr")
_NARROWEST = 1_440  # a text's width that is still taken as meant: an inch
_LARGEST = 31_680  # 22 inches, which is all that Word can lay out


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A section without its header and footer: those are ids by kind and by the pages they are for.

    `width` and `height` are those between the margins, `column` is the width of a column of text,
    all in twips.
    """

    section: Element
    margins: Mapping[tuple[str, str], str]
    first_page: bool
    width: int
    column: int
    height: int


def sheet(main: Element, ours: Element) -> Sheet:
    """The sheet of a main part; what it doesn't say, that of our base says."""
    sections = list(_sections(main))
    default = next(_sections(ours))
    section = deepcopy(sections[-1]) if sections else deepcopy(default)
    for element in list(section):
        if not isinstance(element.tag, str) or element.tag not in {W + name for name in _ORDER}:
            section.remove(element)
    # A section without a header of some kind has that of the one before (17.10.5).
    margins = {
        (kind, said.get(f"{W}type", "default")): str(said.get(f"{R}id"))
        for one in sections
        for kind in ("header", "footer")
        for said in one.findall(f"{W}{kind}Reference")
    }
    left = {W + name for name in (*_LEFT, "headerReference", "footerReference")}
    for element in list(section):
        if element.tag in left:
            section.remove(element)
    section.attrib.clear()
    if (numbers := child(section, "pgNumType")) is not None:
        for key in ("start", "chapStyle", "chapSep"):  # an edition has pages from 1 on
            numbers.attrib.pop(W + key, None)
    grid = child(section, "docGrid")
    if grid is not None and whole_number(grid.get(f"{W}charSpace")) == 0:  # or beyond its bounds
        grid.attrib.pop(f"{W}charSpace", None)
    for name in ("pgSz", "pgMar"):
        if child(section, name) is None:
            put_in_order(section, deepcopy(child(default, name)), _ORDER)
    first_page = is_on(child(section, "titlePg"))
    for mark in section.findall(f"{W}titlePg"):
        section.remove(mark)
    return _measured(section, margins, first_page)


def turned(section: Element) -> Element:
    """A section whose paper lies on its long side (17.6.13); its margins stay where they are."""
    copy = deepcopy(section)
    paper = child(copy, "pgSz")
    width, height = paper.get(f"{W}w", "11906"), paper.get(f"{W}h", "16838")
    if twips(width, 11_906) < twips(height, 16_838):
        width, height = height, width
    paper.attrib.update({f"{W}w": width, f"{W}h": height, f"{W}orient": "landscape"})
    return copy


def column_of(section: Element) -> int:
    """The width of a column of text on a section's paper, in twips."""
    return _measured(section, {}, first=False).column


def width_of(section: Element) -> int:
    """The width between the margins of a section's paper, in twips."""
    return _measured(section, {}, first=False).width


def with_first_page(section: Element) -> Element:
    """A section whose first page has a header and footer of its own (17.10.6)."""
    copy = deepcopy(section)
    put_in_order(copy, made("titlePg"), _ORDER)
    return copy


def _sections(main: Element) -> Iterator[Element]:
    """The sections of a text, in order; the last one stands at the body's end."""
    yield from main.iter(f"{W}sectPr")


def _measured(section: Element, margins: Mapping[tuple[str, str], str], first: bool) -> Sheet:
    page = twips(val(section, "pgSz", "w"), 11_906)
    sides = [twips(val(section, "pgMar", key), 0) for key in ("left", "right", "gutter")]
    width = min(page, _LARGEST) - sum(sides)
    if width < _NARROWEST:
        width = max(page - 2 * 1_134, _NARROWEST)
    column = max(_column(section, width), _NARROWEST)
    return Sheet(section, margins, first, width, column, _height(section))


def _height(section: Element) -> int:
    """That of a page's text; a negative margin is one that no header can move (17.6.11)."""
    page = min(twips(val(section, "pgSz", "h"), 16_838), _LARGEST)
    edges = sum(abs(twips(val(section, "pgMar", key), 0)) for key in ("top", "bottom"))
    return max(page - edges, _NARROWEST)


def _column(section: Element, width: int) -> int:
    """The width of the narrowest column (17.6.4)."""
    columns = child(section, "cols")
    if columns is None:
        return width
    own = [twips(one.get(f"{W}w"), width) for one in columns.findall(f"{W}col")]
    if own and columns.get(f"{W}equalWidth") in ("0", "false", "off"):
        return min(own)
    count = max(whole_number(columns.get(f"{W}num"), 1), 1)
    space = twips(columns.get(f"{W}space"), 720)
    return (width - space * (count - 1)) // count
