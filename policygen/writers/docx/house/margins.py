"""Header and footer of a house style: its own, each judged by itself, or in their place ours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files

from policygen.errors import PolicyError, Reason
from policygen.writers.docx.house.cleaning import (
    left_out,
    links_used,
    take_as_made,
    usable,
    without_lost,
)
from policygen.writers.docx.house.pieces import Pieces, Relation
from policygen.writers.docx.house.results import with_true_results
from policygen.writers.docx.house.styles import resting
from policygen.writers.docx.house.xmltree import (
    XML_SPACE,
    Element,
    W,
    all_of,
    child,
    local,
    made,
    part_root,
    val,
)

MARGINS = {"header": "Header", "footer": "Footer"}  # and the style that ours stands in
_ROOTS = {"header": "hdr", "footer": "ftr"}
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_SHOWN = ("drawing", "pict", "object", "sym", "pgNum", "ptab", "fldSimple", "instrText")


@dataclass(frozen=True, slots=True, eq=False)
class Margin:
    """A header or footer and what it leads to. `ours` is one without words, for ours."""

    kind: str
    pages: str  # default, first or even
    root: Element
    relations: Mapping[str, Relation]
    ours: bool


@dataclass(slots=True)
class Margins:
    """All of a house style's, in order, and what is to be said of what was left out."""

    found: list[Margin] = field(default_factory=list)
    said: list[Reason] = field(default_factory=list)


def margins_of(
    pieces: Pieces, relations: Mapping[str, Relation], named: Mapping[tuple[str, str], str],
    pages: tuple[str, ...], styles: Mapping[str, Element],
) -> Margins:  # fmt: skip
    """The headers and footers for these kinds of pages.

    Those of the house are its own if one of them shows something; else all of that kind are ours.
    """
    made_of = Margins()
    names = {
        str(style.get(f"{W}styleId")): (val(style, "name") or "").lower()
        for style in next(iter(styles.values())).getparent().findall(f"{W}style")
    }
    for kind in MARGINS:
        theirs: dict[str, Margin] = {}
        said: list[Reason] = []
        for page in pages:
            one = relations.get(named.get((kind, page), ""))
            if one and one.kind == kind and not one.outside:
                theirs[page], reasons = _theirs(pieces, kind, page, one.target, names)
                said += reasons
        made_of.said += said
        if any(_shows(one.root) for one in theirs.values()):
            made_of.found += theirs.values()
        else:
            made_of.found += [
                Margin(kind, page, empty_margin(kind, styles), {}, True) for page in pages
            ]
    _number_drawings(made_of.found)
    return made_of


def set_to_width(margin: Margin, style: Element, width: int) -> None:
    """Let the tab of a header or footer of ours lead to the right edge (17.3.1.37)."""
    stops: dict[str, str | None] = {}
    for one in reversed(resting(style)):
        for tab in one.findall(f"{W}pPr/{W}tabs/{W}tab"):
            stops[tab.get(f"{W}pos", "0")] = tab.get(f"{W}val")
    stops = {place: kind for place, kind in stops.items() if kind != "clear"}
    if stops == {str(width): "right"}:
        return
    tabs = made("tabs")
    for place in sorted({*stops} - {str(width)}, key=lambda said: (len(said), said)):
        tabs.append(made("tab", val="clear", pos=place))
    tabs.append(made("tab", val="right", pos=width))
    child(margin.root, "p/pPr").append(tabs)


def empty_margin(kind: str, styles: Mapping[str, Element]) -> Element:
    """A header or footer without words, in the style of ours."""
    data = (files("policygen.writers.docx") / "base" / f"{kind}1.xml").read_bytes()
    root = part_root(data, kind)
    name = styles[MARGINS[kind]].get(f"{W}styleId")
    child(root, "p/pPr/pStyle").set(f"{W}val", name)
    return root


def _theirs(
    pieces: Pieces, kind: str, page: str, name: str, names: Mapping[str, str]
) -> tuple[Margin, list[Reason]]:
    root = pieces.tree(name)
    if local(root) != _ROOTS[kind]:
        raise PolicyError(f"is damaged: {name} is no {kind}", "open it in Word and save it again")
    relations = pieces.relations(name)
    kept = usable(relations)
    take_as_made(root)
    said = [*with_true_results(root, names), *left_out(relations.values())]
    without_lost(root, kept)
    _end_in_paragraphs(root)
    for language in root.iter(f"{W}lang"):
        language.set(f"{W}val", "en-GB")
    for text in root.iter(f"{W}t"):  # Word drops the spaces at its edges, as others may not
        if text.text and text.get(XML_SPACE) != "preserve":
            text.text = text.text.strip(" \t\r\n")
    used = links_used(root)
    kept = {key: one for key, one in kept.items() if key in used}
    return Margin(kind, page, root, kept, False), said


def _end_in_paragraphs(root: Element) -> None:
    """A cell ends in a paragraph (17.4.65), and so must what is itself a text."""
    for cell in [*all_of(root, "tc", "txbxContent"), root]:
        if not len(cell) or local(cell[-1]) != "p":
            cell.append(made("p"))


def _shows(root: Element) -> bool:
    """Whether something in a header or footer can be seen."""
    if any("".join(text.itertext()).strip() for text in root.iter(f"{W}t", f"{_MATH}t")):
        return True
    return any(True for _ in root.iter(*(W + name for name in _SHOWN)))


def _number_drawings(found: list[Margin]) -> None:
    """Each drawing has a number of its own (20.4.2.5); the logos of an edition have the first."""
    number = 7
    for one in found:
        for drawing in one.root.iter(f"{_DRAWING}docPr"):
            drawing.set("id", str(number))
            number += 1
