"""The styles that we use, found in a house style or added to it (ECMA-376 17.7)."""

from collections.abc import Mapping
from copy import deepcopy

from policygen.writers.docx.house.xmltree import (
    Element,
    W,
    all_of,
    child,
    is_on,
    made,
    remove,
    sort_children,
    val,
)
from policygen.writers.docx.skeleton import PARAGRAPHS, RUNS, TABLES

_KINDS = {
    **dict.fromkeys(PARAGRAPHS, "paragraph"), **dict.fromkeys(RUNS, "character"),
    **dict.fromkeys(TABLES, "table"),
}  # fmt: skip
_TYPES = ("paragraph", "character", "table", "numbering")
_ROOT = ("docDefaults", "latentStyles", "style")
_STYLE = (  # what a style holds, in the schema's order (17.7.4.17)
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
    "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
    "personalReply", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
)  # fmt: skip


def mended_styles(styles: Element) -> Element:
    """A styles part in which each style has an id, a name and a kind, and rests on what is there.

    Of those that have one id Word takes the first; of those that apply by default, the last
    (17.7.4.17).
    """
    ids: set[str] = set()
    names: set[tuple[str, str]] = set()
    defaults: dict[str, Element] = {}
    for style in styles.findall(f"{W}style"):
        kind = style.get(f"{W}type", "paragraph")
        # Before Word 2007 a name could hold others behind commas, which are now elsewhere.
        name, *others = (val(style, "name") or style.get(f"{W}styleId") or "").strip().split(",")
        key = style.get(f"{W}styleId") or name
        if not key or key in ids or kind not in _TYPES:
            styles.remove(style)
            continue
        ids.add(key)
        style.set(f"{W}type", kind)
        style.set(f"{W}styleId", key)
        while (kind, name.lower()) in names:
            name += " (2)"
        names.add((kind, name.lower()))
        _name(style, name)
        if others and child(style, "aliases") is None:
            child(style, "name").addnext(made("aliases", val=",".join(others)))
        if style.get(f"{W}default") in ("1", "true", "on"):
            style.set(f"{W}default", "1")
            if kind in defaults:
                del defaults[kind].attrib[f"{W}default"]
            defaults[kind] = style
        sort_children(style, _STYLE)
    for element in styles.findall(f"{W}docDefaults")[1:]:
        styles.remove(element)
    for element in styles.findall(f"{W}docDefaults"):
        sort_children(element, ("rPrDefault", "pPrDefault"))
    sort_children(styles, _ROOT)
    for element in all_of(
        styles, "pStyle", "rStyle"
    ):  # a style is no paragraph that could have one
        remove(element)
    _mend_links(styles)
    return styles


def _mend_links(styles: Element) -> None:
    by_id = {style.get(f"{W}styleId"): style for style in styles.findall(f"{W}style")}
    for style in by_id.values():
        kind = style.get(f"{W}type")
        for name in ("basedOn", "next", "link"):
            for link in style.findall(W + name):
                other = by_id.get(link.get(f"{W}val"))
                if other is None or (name == "basedOn" and other.get(f"{W}type") != kind):
                    style.remove(link)
    _break_circles(by_id)


def _break_circles(by_id: Mapping[str | None, Element]) -> None:
    """Let no style rest on itself, by way of others or not."""
    sound: set[str | None] = set()
    for key in by_id:
        way: list[str | None] = []
        on_way: set[str | None] = set()
        here: str | None = key
        while here is not None and here not in sound:
            if here in on_way:
                link = child(by_id[way[-1]], "basedOn")
                remove(link)
                break
            way.append(here)
            on_way.add(here)
            here = val(by_id[here], "basedOn")
        sound.update(way)


def resting(style: Element) -> list[Element]:
    """A style and those that it is based on, the nearest first."""
    by_id = {one.get(f"{W}styleId"): one for one in style.getparent().findall(f"{W}style")}
    found = []
    while style is not None:
        found.append(style)
        style = by_id.get(val(style, "basedOn") or "")
    return found


def with_our_styles(styles: Element, ours: Element) -> dict[str, Element]:
    """Every style that we use, by its name in our base; what isn't there is added.

    The names of built-in styles are the same in any letters, and Word writes them in English
    whatever its own language is.
    """
    found: dict[str, Element] = {}
    for known in (_named, _called):
        for name, kind in _KINDS.items():
            style = None if name in found else known(styles, name, kind)
            # "Clause" may be another name of a heading.
            if style is not None and style not in found.values():
                found[name] = style
    if "Normal" not in found and (default := _default(styles, "paragraph")) is not None:
        found["Normal"] = default
    for style in ours.findall(f"{W}style"):
        name = _ours(style)
        kind = style.get(f"{W}type")
        if name in found or (name not in _KINDS and _named(styles, name, kind) is not None):
            continue
        copy = deepcopy(style)
        if _default(styles, kind) is not None:
            copy.attrib.pop(f"{W}default", None)
        copy.set(f"{W}styleId", _free_id(styles, style.get(f"{W}styleId")))
        _make_room(styles, name)
        styles.append(copy)
        if name in _KINDS:
            found[name] = copy
    if _default(styles, "paragraph") is None:
        found["Normal"].set(f"{W}default", "1")
    return found


def our_ids(styles: Element, ours: Element, found: Mapping[str, Element]) -> dict[str, str]:
    """The ids of our base's styles as they are in the house style; links between them follow."""
    ids = {}
    for style in ours.findall(f"{W}style"):
        name, kind = _ours(style), style.get(f"{W}type")
        here = found.get(name)
        if here is None:
            here = _named(styles, name, kind)
        assert here is not None  # it was added
        ids[style.get(f"{W}styleId")] = here.get(f"{W}styleId")
    return ids


def link_up(styles: Element, ids: Mapping[str, str], before: frozenset[str]) -> None:
    """Let the styles that were added rest on those that stand in the place of ours."""
    for style in styles.findall(f"{W}style"):
        if style.get(f"{W}styleId") not in before:
            for name in ("basedOn", "next", "link"):
                for link in style.findall(W + name):
                    link.set(f"{W}val", ids[link.get(f"{W}val")])


def _ours(style: Element) -> str:
    """The name of a style of our base, as we call it."""
    name = val(style, "name") or ""
    return next((one for one in _KINDS if one.lower() == name.lower()), name)


def _named(styles: Element, name: str, kind: str | None) -> Element | None:
    """A style of a kind by its name."""
    for style in styles.findall(f"{W}style"):
        if style.get(f"{W}type") == kind and (val(style, "name") or "").lower() == name.lower():
            return style
    return None


def _called(styles: Element, name: str, kind: str) -> Element | None:
    """A style of a kind by another name that it has (17.7.4.1)."""
    for style in styles.findall(f"{W}style"):
        others = f"{val(style, 'name')},{val(style, 'aliases') or ''}".lower().split(",")
        if style.get(f"{W}type") == kind and name.lower() in map(str.strip, others):
            return style
    return None


def _make_room(styles: Element, name: str) -> None:
    """Take a name from styles of other kinds, and from those that have it besides another."""
    for style in styles.findall(f"{W}style"):
        for aliases in style.findall(f"{W}aliases"):
            others = (aliases.get(f"{W}val") or "").split(",")
            left = [one for one in others if one.strip().lower() != name.lower()]
            aliases.set(f"{W}val", ",".join(left))
            if not left:
                style.remove(aliases)
        if (val(style, "name") or "").lower() == name.lower():
            _name(style, f"{name} ({style.get(f'{W}type')})")


def _name(style: Element, name: str) -> None:
    element = child(style, "name")
    if element is None:
        element = made("name")
        style.insert(0, element)
    element.set(f"{W}val", name)


def _free_id(styles: Element, wanted: str) -> str:
    taken = {style.get(f"{W}styleId").lower() for style in styles.findall(f"{W}style")}
    name, number = wanted, 1
    while name.lower() in taken:
        name, number = f"{wanted}{number}", number + 1
    return name


def _default(styles: Element, kind: str | None) -> Element | None:
    for style in styles.findall(f"{W}style"):
        if style.get(f"{W}type") == kind and style.get(f"{W}default") == "1":
            return style
    return None


def without_lost_styles(root: Element, styles: Element) -> None:
    """Take out of a part the names of styles that aren't there, or are of another kind."""
    kinds = {one.get(f"{W}styleId"): one.get(f"{W}type") for one in styles.findall(f"{W}style")}
    for tag, kind in (("pStyle", "paragraph"), ("rStyle", "character"), ("tblStyle", "table")):
        for element in all_of(root, tag):
            if kinds.get(element.get(f"{W}val")) != kind:
                element.getparent().remove(element)


def seen_in_english(styles: Element, numbering: Element) -> None:
    """Let Word check the spelling of what we write, and show it."""
    defaults = child(styles, "docDefaults")
    if defaults is None:
        defaults = made("docDefaults")
        styles.insert(0, defaults)
    run = child(defaults, "rPrDefault")
    if run is None:
        run = made("rPrDefault")
        defaults.insert(0, run)
    look = child(run, "rPr")
    if look is None:
        look = made("rPr")
        run.append(look)
    if child(look, "lang") is None:
        later = [one for one in look if one.tag in (f"{W}eastAsianLayout", f"{W}specVanish")]
        place = look.index(later[0]) if later else len(look)
        look.insert(place, made("lang"))
    for language in (*all_of(styles, "lang"), *all_of(numbering, "lang")):
        language.set(f"{W}val", "en-GB")


def shown(style: Element) -> None:
    """Let no style that we use hide its words (17.3.2.41)."""
    for one in resting(style):
        for element in [e for e in all_of(one, "vanish", "specVanish", "webHidden") if is_on(e)]:
            remove(element)
