"""Our numbers in a house style's numbering part (ECMA-376 17.9)."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import zip_longest

from lxml import etree

from policygen.writers.docx.house.xmltree import (
    Element,
    W,
    child,
    made,
    sort_children,
    val,
    whole_number,
)

# The schema wants what lists rest on before them.
_ORDER = ("numPicBullet", "abstractNum", "num", "numIdMacAtCleanup")
ALL_LEVELS = {str(level) for level in range(9)}
_STEPS = "4"  # the list of steps in our base
_FIRST_SIGN = 0x5A1C0001  # of ours, see base/numbering.xml


@dataclass(frozen=True, slots=True)
class Numbers:
    """The lists that we count with, by their numbers in our base.

    `steps` is what lists of steps rest on, `free` a number that no list has, nor any above it.
    """

    ours: Mapping[str, str]
    steps: str
    free: int


def mended_lists(numbering: Element) -> Element:
    """A numbering part in which every list is there once and rests on another that is there."""
    known: dict[str, set[str]] = {"abstractNum": set(), "num": set()}
    for name, key in (("abstractNum", "abstractNumId"), ("num", "numId")):
        for one in numbering.findall(W + name):
            number = one.get(W + key)
            rests = val(one, "abstractNumId")
            if number is None or number in known[name] or (
                name == "num" and rests not in known["abstractNum"]
            ):  # fmt: skip
                numbering.remove(one)
            else:
                known[name].add(number)
    sort_children(numbering, _ORDER)
    return numbering


def without_lost_lists(root: Element, numbering: Element) -> None:
    """Take numbers out of a part whose list, or the level of it, isn't there."""
    levels = {None: ALL_LEVELS, "0": ALL_LEVELS}
    abstracts = {one.get(f"{W}abstractNumId"): one for one in numbering.findall(f"{W}abstractNum")}
    for num in numbering.findall(f"{W}num"):
        abstract = abstracts[val(num, "abstractNumId")]
        linked = child(abstract, "numStyleLink") is not None  # its levels are a style's (17.9.21)
        own = {level.get(f"{W}ilvl") for level in abstract.findall(f"{W}lvl")}
        levels[num.get(f"{W}numId")] = ALL_LEVELS if linked else own
    for number in list(root.iter(f"{W}numPr")):
        here = levels.get(val(number, "numId"), set())
        if (val(number, "ilvl") or "0") not in here or not len(number):
            number.getparent().remove(number)


def with_our_lists(numbering: Element, ours: Element, ids: Mapping[str, str]) -> Numbers:
    """Add our lists, for the styles that have these ids; a list that is there already is used."""
    theirs = {one.get(f"{W}abstractNumId"): one for one in numbering.findall(f"{W}abstractNum")}
    free = max((whole_number(key) for key in theirs), default=0) + 1
    number = (
        max((whole_number(one.get(f"{W}numId")) for one in numbering.findall(f"{W}num")), default=0)
        + 1
    )
    signs = {val(one, "nsid") for one in theirs.values()}
    found = {}
    for num in ours.findall(f"{W}num"):
        abstract = _abstract(ours, val(num, "abstractNumId"))
        copy = deepcopy(abstract)
        for style in copy.iter(f"{W}pStyle"):
            style.set(f"{W}val", ids[style.get(f"{W}val")])
        same = next((key for key, one in theirs.items() if _same(one, copy)), None)
        uses = [one for one in numbering.findall(f"{W}num") if val(one, "abstractNumId") == same]
        plain = [one for one in uses if len(one) == 1]  # without overrides of levels
        if same is not None and plain:
            found[str(num.get(f"{W}numId"))] = str(plain[0].get(f"{W}numId"))
            continue
        copy.set(f"{W}abstractNumId", str(free))
        child(copy, "nsid").set(f"{W}val", _sign(signs))
        numbering.append(copy)
        new = made("num", numId=number)
        new.append(made("abstractNumId", val=free))
        numbering.append(new)
        found[str(num.get(f"{W}numId"))] = str(number)
        free, number = free + 1, number + 1
    sort_children(numbering, _ORDER)
    return Numbers(found, rests_on(numbering, found[_STEPS]), number)


def rests_on(numbering: Element, number: str) -> str:
    """What a list of this number rests on."""
    return next(
        str(val(one, "abstractNumId"))
        for one in numbering.findall(f"{W}num")
        if one.get(f"{W}numId") == number
    )


def without_links(numbering: Element, styles: set[str], numbers: Numbers) -> None:
    """Let no list but ours be linked with these styles (17.9.23)."""
    kept = set(numbers.ours.values())
    ours = {
        val(one, "abstractNumId")
        for one in numbering.findall(f"{W}num")
        if one.get(f"{W}numId") in kept
    }
    for abstract in numbering.findall(f"{W}abstractNum"):
        if abstract.get(f"{W}abstractNumId") in ours:
            continue
        for style in list(abstract.iter(f"{W}pStyle")):
            if style.get(f"{W}val") in styles:
                style.getparent().remove(style)
    for override in list(numbering.iter(f"{W}lvlOverride")):
        for style in list(override.iter(f"{W}pStyle")):
            if style.get(f"{W}val") in styles:
                style.getparent().remove(style)


def _abstract(numbering: Element, number: str | None) -> Element:
    return next(
        one
        for one in numbering.findall(f"{W}abstractNum")
        if one.get(f"{W}abstractNumId") == number
    )


def _same(one: Element, other: Element) -> bool:
    """Whether two lists count and look the same, whatever they are called."""
    pairs = zip_longest(_levels(one), _levels(other))
    return all(mine == theirs for mine, theirs in pairs)  # most differ in their first level


def _levels(abstract: Element) -> Iterator[bytes]:
    for level in abstract.findall(f"{W}lvl"):
        copy = deepcopy(level)
        copy.attrib.pop(f"{W}tplc", None)
        copy.tail = None
        yield bytes(etree.tostring(copy, method="c14n", exclusive=True))


def _sign(taken: set[str | None]) -> str:
    """A list's own sign (17.9.15), by which Word tells lists apart."""
    sign = _FIRST_SIGN
    while f"{sign:08X}" in taken:
        sign += 1
    taken.add(f"{sign:08X}")
    return f"{sign:08X}"
