"""Which styles count: those that we number as we print, and no other that we use.

The look stays the house's. Where a style loses a number, it loses the indents that were the
number's too, or they would shove our words about.
"""

from collections.abc import Mapping

from policygen.writers.docx.house.styles import resting
from policygen.writers.docx.house.xmltree import (
    Element,
    W,
    all_of,
    child,
    made,
    put_in_order,
    val,
)
from policygen.writers.docx.multilevel import NOTHING
from policygen.writers.docx.skeleton import PARAGRAPHS, TABLES

_PROPERTIES = (  # of a paragraph, in the schema's order (17.3.1.26)
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr", "pPrChange",
)  # fmt: skip
_STYLE = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_INDENTS = ("left", "start", "hanging", "firstLine")


def counted(
    styles: Element, found: Mapping[str, Element], ours: Element, numbers: Mapping[str, str]
) -> None:
    """Let styles count as ours of the same names do."""
    by_name = {
        (val(style, "name") or "").lower(): style.find(f"{W}pPr/{W}numPr")
        for style in ours.iter(f"{W}style")
    }
    indents = {
        (val(style, "name") or "").lower(): style.find(f"{W}pPr/{W}ind")
        for style in ours.iter(f"{W}style")
    }
    for element in all_of(styles, "pPrDefault"):
        _take_numbers(element)
    for name in TABLES:
        for style in resting(found[name]):
            _take_numbers(style)
    for name in PARAGRAPHS:
        number = by_name[name.lower()]
        if number is not None and val(number, "numId") != "0":
            list_, level = numbers[val(number, "numId") or ""], val(number, "ilvl") or "0"
            _number(found[name], list_, level)
    nothing = numbers[str(NOTHING)]
    for name in PARAGRAPHS:
        number = by_name[name.lower()]
        if number is None or val(number, "numId") == "0":
            _unnumber(found[name], nothing, indents[name.lower()])


def _take_numbers(element: Element) -> None:
    for number in list(element.iter(f"{W}numPr")):
        number.getparent().remove(number)


def _number(style: Element, number: str, level: str) -> None:
    own = child(style, "pPr/numPr")
    said = None if own is None else (val(own, "numId"), val(own, "ilvl") or "0")
    if said == (number, level) and (len(own) > 1 or not _inherits_level(style)):
        return
    element = made("numPr")
    element.append(made("ilvl", val=level))
    element.append(made("numId", val=number))
    put_in_order(_properties(style), element, _PROPERTIES)


def _inherits_level(style: Element) -> bool:
    return any(val(one, "pPr/numPr/ilvl") is not None for one in resting(style)[1:])


def _unnumber(style: Element, nothing: str, ours: Element) -> None:
    """Let a style have no number, whatever it rests on (17.9.18).

    Where its indents were for the number, it gets those of ours instead, which has none.
    """
    chain = resting(style)
    numbers = [val(one, "pPr/numPr/numId") for one in chain]
    if next((number for number in numbers if number is not None), "0") in ("0", nothing):
        return
    element = made("numPr")
    element.append(made("numId", val=0))
    put_in_order(_properties(style), element, _PROPERTIES)
    numbered = next(i for i, number in enumerate(numbers) if number is not None)
    indented = [i for i, one in enumerate(chain) if child(one, "pPr/ind") is not None]
    if indented and indented[0] == numbered:
        indent = child(style, "pPr/ind")
        if indent is None:
            indent = made("ind")
        for key in list(indent.attrib):
            if key.removeprefix(W).removesuffix("Chars") in _INDENTS:
                del indent.attrib[key]
        indent.set(f"{W}left", "0")
        indent.set(f"{W}firstLine", "0")
        if ours is not None:
            if ours.get(f"{W}hanging"):
                del indent.attrib[f"{W}firstLine"]
            indent.attrib.update(ours.attrib)
        put_in_order(_properties(style), indent, _PROPERTIES)


def _properties(style: Element) -> Element:
    found = child(style, "pPr")
    if found is None:
        found = made("pPr")
        put_in_order(style, found, _STYLE)
    return found
