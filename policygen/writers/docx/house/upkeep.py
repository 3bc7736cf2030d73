"""What a house style is set by besides: its settings, theme and fonts (ECMA-376 17.15, 17.8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from policygen.errors import Reason
from policygen.writers.docx.house.cleaning import left_out, links_used, usable, without_lost
from policygen.writers.docx.house.pieces import Pieces, Relation
from policygen.writers.docx.house.xmltree import Element, W, all_of, is_on, part_bytes

# What belongs to a text that isn't there any more, to its editing, or to something outside.
_LEFT = (
    "attachedTemplate", "mailMerge", "documentProtection", "writeProtection", "docVars", "rsids",
    "footnotePr", "endnotePr", "updateFields", "saveThroughXslt", "useXSLTWhenSaving",
    "attachedSchema", "linkStyles", "formsDesign", "proofState", "trackRevisions", "revisionView",
    "removePersonalInformation", "removeDateAndTime", "readModeInkLockDown", "smartTagType",
    "documentType", "autoFormatOverride", "styleLockTheme", "styleLockQFSet", "lockTheme",
    "docId", "chartTrackingRefBased", "activeWritingStyle", "forceUpgrade", "schemaLibrary", "view",
    "bookFoldPrinting", "bookFoldRevPrinting", "doNotTrackMoves", "doNotTrackFormatting",
    "alwaysMergeEmptyNamespace", "captions", "hdrShapeDefaults", "shapeDefaults",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loose:
    """A part that is taken as it is, and what it leads to."""

    data: bytes
    relations: Mapping[str, Relation]


def settings_of(root: Element, relations: Iterable[Relation]) -> tuple[bool, list[Reason]]:
    """Take out of settings what an edition can't have.

    Returns whether even pages have a header of their own, and what is to be said.
    """
    said = left_out(relations)
    if any(is_on(one) or one.get(f"{W}enforcement") in ("1", "true", "on")
           for one in root.findall(f"{W}documentProtection")):  # fmt: skip
        hint = "protect the editions themselves where that is wanted"
        said.append(Reason("its protection against editing is left out", hint))
    for element in list(root):
        name = etree.QName(element).localname if isinstance(element.tag, str) else ""
        if name in _LEFT or not isinstance(element.tag, str):
            root.remove(element)
    without_lost(root, ())
    for zoom in root.findall(f"{W}zoom"):
        if (
            not (zoom.get(f"{W}percent") or "").strip("%").isdigit()
        ):  # it must be there (17.15.1.94)
            zoom.set(f"{W}percent", "100")
    for language in all_of(root, "themeFontLang"):
        language.set(f"{W}val", "en-GB")
    return is_on(root.find(f"{W}evenAndOddHeaders")), said


def loose(pieces: Pieces, name: str) -> tuple[Loose, list[Reason]]:
    """A part that is taken as it is but for what it can't lead to."""
    root, relations = pieces.tree(name), pieces.relations(name)
    kept = usable(relations)
    kept = {key: one for key, one in kept.items() if not one.outside}
    data = pieces.read(name)
    plain = root.getroottree().docinfo.encoding in (None, "UTF-8", "utf-8", "ASCII", "US-ASCII")
    sets = [one for one in all_of(root, "charset") if one.get(f"{W}val")]
    named = [one for one in sets if one.attrib.pop(f"{W}characterSet", None)]  # says it once more
    strange = not plain or b"purl.oclc.org" in data or data.startswith(b"\xef\xbb\xbf")
    if relations or named or strange:
        without_lost(root, kept)
        data = part_bytes(root)
        used = links_used(root)
        kept = {key: one for key, one in kept.items() if key in used}
    return Loose(data, kept), left_out(relations.values())
