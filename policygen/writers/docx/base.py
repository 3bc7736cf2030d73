"""The Word file that an edition is set in: our own A4 base, or the publisher's house style."""

import zipfile
from copy import deepcopy
from importlib.resources import files
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn

from policygen.errors import PolicyError

_PARTS = {
    "[Content_Types].xml": "content_types.xml",
    "_rels/.rels": "package.rels",
    "docProps/app.xml": "app.xml",
    "word/document.xml": "document.xml",
    "word/_rels/document.xml.rels": "document.rels",
    "word/styles.xml": "styles.xml",
    "word/numbering.xml": "numbering.xml",
    "word/settings.xml": "settings.xml",
    "word/fontTable.xml": "fontTable.xml",
    "word/theme/theme1.xml": "theme.xml",
}

_NUMBERED = ("Heading 1", "Clause", "Subclause", "List Bullet", "List Bullet 2", "List Bullet 3")


def our_base() -> bytes:
    """The A4 base that ships with the package, as a docx file."""
    folder = files(__package__) / "base"
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, source in _PARTS.items():
            archive.writestr(name, (folder / source).read_bytes())
    return buffer.getvalue()


def open_base(house_style: bytes | None) -> WordDocument:
    """An empty Word document in our style or the house's, with every style that we need.

    Raises PolicyError if the house style isn't a Word document.
    """
    ours = docx.Document(BytesIO(our_base()))
    if house_style is None:
        return ours
    try:
        house = docx.Document(BytesIO(house_style))
    except (PackageNotFoundError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise PolicyError(
            "is not a Word document",
            "save it again in Word as .docx, or remove it to use policygen's own style",
            "templates/house-style.docx",
        ) from error
    body = house.element.body
    for element in list(body):
        if element.tag != qn("w:sectPr"):
            body.remove(element)
    for root in (house.styles.element, house.settings.element):
        for tag in ("w:lang", "w:themeFontLang"):
            for language in root.iter(qn(tag)):  # Word checks the spelling of what we write
                language.set(qn("w:val"), "en-GB")
    if {style.name for style in ours.styles} - {style.name for style in house.styles}:
        _add_styles(house, ours)
    return house


def _add_styles(house: WordDocument, ours: WordDocument) -> None:
    """Give a house style what it lacks of ours: named styles, and numbering that they share."""
    known = {style.name for style in house.styles}
    added = [style for style in ours.styles if style.name not in known]
    ids = {style.style_id: _id_in(house, style.name) or style.style_id for style in ours.styles}
    numbers = _add_numbering(house, ours, ids)
    for style in added:
        element: Any = deepcopy(style.element)
        for tag in ("w:basedOn", "w:next"):
            for link in element.findall(qn(tag)):
                link.set(qn("w:val"), ids[link.get(qn("w:val"))])
        for number in element.iter(qn("w:numId")):
            number.set(qn("w:val"), numbers.get(number.get(qn("w:val")), "0"))
        house.styles.element.append(element)
    for name in _NUMBERED:
        if name not in [style.name for style in added]:  # the look stays theirs, the number is ours
            theirs: Any = house.styles[name].element.get_or_add_pPr()
            numbering: Any = deepcopy(ours.styles[name].element.pPr.numPr)
            numbering.numId.val = int(numbers[str(numbering.numId.val)])
            if theirs.numPr is not None:
                theirs.remove(theirs.numPr)
            theirs._insert_numPr(numbering)


def _add_numbering(house: WordDocument, ours: WordDocument, ids: dict[str, str]) -> dict[str, str]:
    """Copy our numbering under numbers that the house style doesn't use; old number to new."""
    theirs: Any = house.part.numbering_part.element
    source: Any = ours.part.numbering_part.element
    abstract_ids = [int(a.get(qn("w:abstractNumId"))) for a in theirs.findall(qn("w:abstractNum"))]
    first_abstract = max(abstract_ids, default=0)
    first_num = max((num.numId for num in theirs.num_lst), default=0)
    position = len(theirs.findall(qn("w:abstractNum")))
    for abstract in source.findall(qn("w:abstractNum")):
        copy = deepcopy(abstract)
        number = int(copy.get(qn("w:abstractNumId"))) + first_abstract
        copy.set(qn("w:abstractNumId"), str(number))
        for style in copy.iter(qn("w:pStyle")):
            style.set(qn("w:val"), ids[style.get(qn("w:val"))])
        theirs.insert(position, copy)  # the schema wants them before every w:num
        position += 1
    renamed = {}
    for num in source.num_lst:
        copy = deepcopy(num)
        renamed[str(num.numId)] = str(num.numId + first_num)
        copy.set(qn("w:numId"), renamed[str(num.numId)])
        copy.abstractNumId.val = num.abstractNumId.val + first_abstract
        theirs._insert_num(copy)
    return renamed


def _id_in(document: WordDocument, name: str) -> str | None:
    return next((s.style_id for s in document.styles if s.name == name), None)


def has_header(document: WordDocument) -> bool:
    """Whether the base brings a header or footer of its own, to be used as it is."""
    kinds = {RT.HEADER, RT.FOOTER}
    return any(rel.reltype in kinds for rel in document.part.rels.values())
