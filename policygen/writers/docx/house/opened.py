"""A house style as it is used: what came along of a Word file, made ready for our words."""

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from functools import lru_cache

from policygen.document import USUAL, Numbering
from policygen.errors import Reason
from policygen.writers.docx.base import our_part
from policygen.writers.docx.house.cleaning import left_out, take_as_made, usable, without_lost
from policygen.writers.docx.house.counting import counted
from policygen.writers.docx.house.lists import (
    Numbers,
    mended_lists,
    rests_on,
    with_our_lists,
    without_links,
    without_lost_lists,
)
from policygen.writers.docx.house.margins import (
    MARGINS,
    Margin,
    empty_margin,
    margins_of,
    set_to_width,
)
from policygen.writers.docx.house.pieces import Pieces, Relation, main_part, pieces
from policygen.writers.docx.house.sheet import (
    Sheet,
    column_of,
    sheet,
    turned,
    width_of,
    with_first_page,
)
from policygen.writers.docx.house.styles import (
    link_up,
    mended_styles,
    our_ids,
    seen_in_english,
    shown,
    with_our_styles,
    without_lost_styles,
)
from policygen.writers.docx.house.upkeep import Loose, loose, settings_of
from policygen.writers.docx.house.xmltree import Element, W, local, part_root
from policygen.writers.docx.multilevel import (
    APPENDICES,
    NOTHING,
    TEXT,
    UNNUMBERED,
    Counting,
    inside_level,
)
from policygen.writers.docx.opc import relation_ids
from policygen.writers.docx.skeleton import Facts

_EMU = 635  # a twip
# What of the text that stays behind is not worth a word: it went with the text.
_OF_TEXT = ("hyperlink", "chart", "aFChunk")


@dataclass(frozen=True, slots=True, eq=False)
class House:
    """A house style without its words, with every style that we use.

    `trees` and `loose` are the main part's own parts by their kinds, in order; `wide` are
    those of our margins for turned paper, in their order; `missing` are headers for pages that have
    none, which a notice needs; `said` is what was left out.
    """

    pieces: Pieces
    trees: Mapping[str, Element]
    relations: Mapping[str, Mapping[str, Relation]]
    loose: Mapping[str, Loose]
    section: Element
    margins: tuple[Margin, ...]
    wide: tuple[Margin, ...]
    missing: tuple[Margin, ...]
    facts: Facts
    said: tuple[Reason, ...]


@lru_cache(maxsize=16)
def open_house(file: bytes, numbering: Numbering = USUAL) -> House:
    """A house style from a Word file of any kind: document, template, with macros or strict.

    Raises PolicyError if the file can't be used.
    """
    found = pieces(file)
    name, main = main_part(found)
    leading = found.relations(name)
    said = left_out(one for one in leading.values() if one.kind not in _OF_TEXT)
    own = {one.kind: one.target for one in reversed(leading.values()) if not one.outside}

    styles = _tree(found, own, "styles")
    lists = _tree(found, own, "numbering")
    used = _used_styles(styles, lists, numbering)
    relations = {"numbering": usable(found.relations(own.get("numbering", "?")))}
    without_lost(lists, relations["numbering"])

    settings = _tree(found, own, "settings")
    even, reasons = settings_of(settings, found.relations(own.get("settings", "?")).values())
    said += reasons
    paper = sheet(main, _ours("document"))
    margins, wide, missing, reasons = _margins(found, leading, paper, even, used.styles)
    said += reasons
    for one in margins:
        without_lost_lists(one.root, lists)
        without_lost_styles(one.root, styles)

    section = paper.section
    pages = {one.pages for one in (*margins, *missing)}
    if "first" in pages:
        section = with_first_page(section)
    if "even" not in pages:
        for mark in settings.findall(f"{W}evenAndOddHeaders"):
            settings.remove(mark)
    taken: dict[str, Loose] = {}
    for kind in ("fontTable", "theme"):
        if kind in own:
            taken[kind], reasons = loose(found, own[kind])
            said += reasons
    if "theme" not in taken:  # a text must have one; Word has that of its own instead
        taken["theme"] = Loose(our_part("word/theme/theme1.xml").encode(), {})
    trees = {"styles": styles, "numbering": lists, "settings": settings}
    ids = relation_ids()
    facts = Facts(
        styles=_style_ids(used.styles),
        width=paper.column * _EMU,
        height=paper.height * _EMU,
        turned_width=column_of(turned(section)) * _EMU,
        unnumbered=int(used.lists.ours[str(NOTHING)]),
        bullets=int(used.lists.ours["2"]),
        steps=int(used.lists.steps),
        lists=used.lists.free,
        counting=used.counting,
        relations=tuple(next(ids) for _ in (*trees, *taken)),
    )
    return House(
        found, trees, relations, taken, section, margins, wide, missing, facts,
        tuple(dict.fromkeys(said)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Used:
    styles: Mapping[str, Element]
    lists: Numbers
    counting: Counting


def _used_styles(styles: Element, lists: Element, numbering: Numbering) -> _Used:
    """The styles that we use, counting as we print; both parts are made to hold them."""
    ours, our_lists = _ours("styles", numbering), _ours("numbering", numbering)
    take_as_made(styles)
    mended_lists(lists)
    mended_styles(styles)
    without_lost_lists(styles, lists)
    without_lost_styles(lists, styles)
    before = frozenset(str(style.get(f"{W}styleId")) for style in styles.findall(f"{W}style"))
    found = with_our_styles(styles, ours)
    ids = our_ids(styles, ours, found)
    link_up(styles, ids, before)
    numbers = with_our_lists(lists, our_lists, ids)
    without_links(lists, {str(one.get(f"{W}styleId")) for one in found.values()}, numbers)
    counted(styles, found, ours, numbers.ours)
    seen_in_english(styles, lists)
    for style in found.values():
        shown(style)
    text, unnumbered, appendices = (
        int(numbers.ours[str(one)]) for one in (TEXT, UNNUMBERED, APPENDICES)
    )
    below = int(rests_on(lists, numbers.ours[str(UNNUMBERED)]))
    counting = Counting(
        text, unnumbered, below, appendices, inside_level(numbering), numbering.inside
    )
    return _Used(found, numbers, counting)


def _margins(
    found: Pieces, leading: Mapping[str, Relation], paper: Sheet, even: bool,
    styles: Mapping[str, Element],
) -> tuple[tuple[Margin, ...], tuple[Margin, ...], tuple[Margin, ...], list[Reason]]:  # fmt: skip
    """The headers and footers, ours for turned paper, those that only a notice needs; the rest."""
    pages = ("default", *(["first"] if paper.first_page else []), *(["even"] if even else []))
    margins = margins_of(found, leading, paper.margins, pages, styles)
    if all(one.ours for one in margins.found):  # then all pages are alike
        margins.found = [one for one in margins.found if one.pages == "default"]
        pages = ("default",)
    ours = [one for one in margins.found if one.ours]
    wide = [replace(one, root=deepcopy(one.root)) for one in ours]
    for some, width in ((ours, paper.width), (wide, width_of(turned(paper.section)))):
        for one in some:
            set_to_width(one, styles[MARGINS[one.kind]], width)
    there = {one.pages for one in margins.found if one.kind == "header"}
    missing = [
        Margin("header", page, empty_margin("header", styles), {}, ours=False)
        for page in pages
        if page not in there
    ]
    return tuple(margins.found), tuple(wide), tuple(missing), margins.said


def _style_ids(styles: Mapping[str, Element]) -> dict[str, str | None]:
    return {
        name: None if style.get(f"{W}default") == "1" else str(style.get(f"{W}styleId"))
        for name, style in styles.items()
    }


def _tree(found: Pieces, own: Mapping[str, str], kind: str) -> Element:
    """A part of the main part's own; ours where there is none."""
    if kind in own and local(root := found.tree(own[kind])) == kind:
        return root
    root = _ours(kind)
    if kind == "numbering":
        root[:] = []
    return root


def _ours(kind: str, numbering: Numbering = USUAL) -> Element:
    return deepcopy(_parsed_part(kind, numbering))


@lru_cache(maxsize=8)
def _parsed_part(kind: str, numbering: Numbering) -> Element:
    return part_root(our_part(f"word/{kind}.xml", numbering).encode(), kind)
