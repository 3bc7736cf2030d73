"""XML as lxml reads it: nothing from outside, nothing expanded. And small things about elements."""

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from lxml import etree

from policygen.errors import PolicyError

# lxml ships no types; an element is whatever it hands out.
Element: TypeAlias = Any

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W, R = f"{{{_WORD}}}", f"{{{_OFFICE}}}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
SAVE_AGAIN = "open it in Word, which may mend it, and save it again"

# A document type is what entities are declared in; no part of a Word file may have one (ECMA-376
# part 2, 8.1.4). In UTF-16 each letter is two bytes.
_DOCTYPES = tuple("<!DOCTYPE".encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be"))
_BEYOND = re.compile("[\U000f0000-\U0010ffff]")  # private use, where our holes are
_MEASURE = re.compile(r"\s*([+-]?\d+(?:\.\d+)?)\s*(pt|in|cm|mm|pc|pi|)\s*")
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0}


def part_root(data: bytes, name: str) -> Element:
    """The root of a part. Raises PolicyError for one that is broken."""
    if any(mark in data for mark in _DOCTYPES):
        raise PolicyError(f"is no Word document: {name} declares a document type", SAVE_AGAIN)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_blank_text=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return _without_holes(etree.fromstring(data, parser))
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise PolicyError(f"is damaged: {name} is broken", SAVE_AGAIN) from error


def _without_holes(root: Element) -> Element:
    """A part without the characters that our holes begin and end with."""
    for element in root.iter(etree.Element):
        for key, said in element.attrib.items():
            if _BEYOND.search(said):
                element.set(key, _BEYOND.sub("", said))
        for where in ("text", "tail"):
            if (words := getattr(element, where)) and _BEYOND.search(words):
                setattr(element, where, _BEYOND.sub("", words))
    return root


def part_bytes(root: Element) -> bytes:
    """A part as bytes, in UTF-8."""
    return bytes(etree.tostring(root, encoding="UTF-8", standalone=True))


def val(element: Element, path: str, key: str = "val") -> str | None:
    """An attribute of w:… of what is found below an element, by a path of names in w."""
    found = child(element, path)
    return None if found is None else found.get(W + key)


def child(element: Element, path: str) -> Element:
    """What is found first below an element by a path of names in w; None if nothing is."""
    return element.find("/".join(W + name for name in path.split("/")))


def made(name: str, **attributes: str | int) -> Element:
    """A new element in w, with attributes in w."""
    element = etree.Element(W + name, nsmap={"w": _WORD})
    for key, said in attributes.items():
        element.set(W + key, str(said))
    return element


def put_in_order(parent: Element, new: Element, order: tuple[str, ...]) -> None:
    """Put an element where the schema wants it: before what comes later in this order of names."""
    name = local(new)
    later = {W + other for other in order[order.index(name) + 1 :]}
    for old in parent.findall(W + name):
        parent.remove(old)
    place = next((index for index, one in enumerate(parent) if one.tag in later), len(parent))
    parent.insert(place, new)


def sort_children(parent: Element, order: tuple[str, ...]) -> None:
    """Put what an element holds into the schema's order; what that doesn't name comes last."""
    places = {W + name: index for index, name in enumerate(order)}
    parent[:] = sorted(parent, key=lambda one: places.get(one.tag, len(order)))


def local(element: Element) -> str:
    """An element's name without its namespace; nothing for what is no element."""
    return str(etree.QName(element).localname) if isinstance(element.tag, str) else ""


def remove(element: Element) -> None:
    """Take an element out; what stands behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element) -> None:
    """Put what an element holds in its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for index, inner in enumerate(list(element)):
        parent.insert(place + index, inner)
    remove(element)


def all_of(root: Element, *names: str) -> list[Element]:
    """Every element with one of these names in w, in reading order; the tree may then change."""
    return list(root.iter(*(W + name for name in names)))


def holders(element: Element) -> Iterator[Element]:
    """An element, and those that it stands in."""
    yield element
    yield from element.iterancestors()


def twips(said: str | None, default: int) -> int:
    """A length as Word writes it: twentieths of a point, or with a unit (ECMA-376 22.9.2.15)."""
    found = _MEASURE.fullmatch(said or "")
    if not found:
        return default
    unit = "pc" if found[2] == "pi" else found[2]
    return round(min(max(float(found[1]) * _TWIPS[unit], -31_680), 31_680))  # Word's own limit


def whole_number(said: str | None, default: int = 0) -> int:
    """A whole number as an attribute says it."""
    return int(said) if said and re.fullmatch(r"[+-]?\d{1,9}", said.strip()) else default


def is_on(element: Element | None) -> bool:
    """Whether a switch is there and not off (ECMA-376 17.17.4)."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off")
