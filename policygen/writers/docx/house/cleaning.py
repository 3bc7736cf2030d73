"""What a part of a house style can't bring along: others' changes and marks, and what leads out."""

from collections.abc import Collection, Iterable, Mapping

from policygen.document.links import is_address
from policygen.errors import Reason
from policygen.writers.docx.house.pieces import Relation
from policygen.writers.docx.house.xmltree import (
    Element,
    R,
    W,
    all_of,
    holders,
    local,
    remove,
    unwrap,
)

_VML = "{urn:schemas-microsoft-com:vml}"
_KEPT = ("image", "hyperlink", "font")  # kinds of relationships that parts other than the main have
_CHANGED = (  # what a tracked change was before (17.13.5), and marks of who edited what
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tblGridChange",
    "trPrChange", "tcPrChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "del",
    "moveFrom", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd",
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr",
    "permStart", "permEnd", "bookmarkStart", "bookmarkEnd", "customXmlInsRangeStart",
    "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd",
    "customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart",
    "customXmlMoveToRangeEnd", "footnoteReference", "endnoteReference", "divId", "altChunk",
    "subDoc",
)  # fmt: skip
_AROUND = ("ins", "moveTo", "smartTag", "customXml")
_PICTURES = ("drawing", "pict", "object", "AlternateContent")

_EMBEDDED = {
    "oleObject": "an embedded object", "package": "an embedded object",
    "control": "a control (ActiveX)", "chart": "a chart", "aFChunk": "a document in another format",
}  # fmt: skip
_OUTSIDE = {
    "attachedTemplate": "an attached template", "oleObject": "a link to an object",
    "image": "a linked picture", "mailMergeSource": "a source for mail merge",
    "mailMergeHeaderSource": "a source for mail merge", "subDocument": "a linked document",
    "frame": "a linked frame", "transform": "a linked transformation",
}  # fmt: skip


def take_as_made(root: Element) -> None:
    """Take all tracked changes as made, and take out marks that belong to a text."""
    for element in all_of(root, "tr"):
        if element.find(f"{W}trPr/{W}del") is not None:
            remove(element)
    for element in all_of(root, *_CHANGED):
        remove(element)
    for element in all_of(root, *_AROUND):
        unwrap(element)
    for name in ("customXmlPr", "smartTagPr"):
        for element in all_of(root, name):
            remove(element)
    for element in root.iter(f"{W}p", f"{W}r", f"{W}tr", f"{W}sectPr", f"{W}style"):
        for key in list(element.attrib):
            if key.startswith(f"{W}rsid") or key.endswith(("}paraId", "}textId")):
                del element.attrib[key]


def left_out(relations: Iterable[Relation]) -> list[Reason]:
    """What is to be said of what a part leads to and doesn't come along."""
    found = []
    for one in relations:
        if one.kind == "vbaProject":
            found.append(Reason("its macros are left out", "editions hold no programs"))
        elif one.outside and one.kind == "hyperlink":
            if not is_address(one.target):
                message = f"a link to {one.target[:80]!r} is left out; its words stay"
                found.append(Reason(message, "use an address that begins with https: or mailto:"))
        elif one.outside:
            what = _OUTSIDE.get(one.kind, "something outside the file")
            hint = "editions take nothing from outside; put a linked picture into the file itself"
            found.append(Reason(f"{what} is left out: {one.target[:80]!r}", hint))
        elif one.kind in _EMBEDDED:
            what = _EMBEDDED[one.kind]
            found.append(Reason(f"{what} is left out", "editions hold text and pictures only"))
    return found


def usable(relations: Mapping[str, Relation]) -> dict[str, Relation]:
    """The relationships of a part that it may keep: pictures and fonts inside, links that hold."""
    return {
        key: one
        for key, one in relations.items()
        if one.kind in _KEPT
        and (is_address(one.target) and one.kind == "hyperlink" if one.outside else True)
    }


def without_lost(root: Element, kept: Collection[str]) -> None:
    """Take out whatever needs a relationship that a part doesn't keep."""
    for element in list(root.iter(f"{_VML}*")):
        for key in ("src", "href", "althref"):
            element.attrib.pop(key, None)
    for element in list(root.iter("*")):
        lost = [
            key for key, said in element.attrib.items() if key.startswith(R) and said not in kept
        ]
        if not lost or root not in holders(element):  # it went with what it stood in
            continue
        others = [key for key in element.attrib if key.startswith(R) and key not in lost]
        if others:  # a linked picture of which there is a copy
            for key in lost:
                del element.attrib[key]
        elif local(element) == "hyperlink":
            unwrap(element)
        elif local(element).startswith("hlink"):
            remove(element)
        else:
            remove(_host(element))


def _host(element: Element) -> Element:
    """What must go with an element: an extension of a picture's, or the whole picture."""
    host = element
    for one in holders(element):
        if local(one) == "ext" and one.get("uri"):
            return one
        if local(one) in _PICTURES:
            host = one
    return host


def links_used(root: Element) -> set[str]:
    """The ids of the relationships that a part uses."""
    return {
        said
        for element in root.iter("*")
        for key, said in element.attrib.items()
        if key.startswith(R)
    }
