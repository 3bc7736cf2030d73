"""A publisher's house style, opened and made ready by python-docx, which nothing else needs."""

import base64
import re
import zipfile
from copy import deepcopy
from functools import lru_cache
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsmap, qn
from docx.text.paragraph import Paragraph as WordParagraph

from policygen.errors import PolicyError
from policygen.writers.docx.base import CUSTOM_TYPE, our_base
from policygen.writers.docx.skeleton import (
    BODY,
    CORE,
    CUSTOM,
    FOOTER,
    FRONT,
    HEADER,
    LATER,
    LINKS,
    NOTICE,
    PARAGRAPHS,
    RUNS,
    TABLES,
    Facts,
    Skeleton,
    hole,
    skeleton,
)

_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
_NUMBERED = ("Heading 1", "Clause", "Subclause", "List Bullet", "List Bullet 2", "List Bullet 3")


# Styles that must be of their kind, or Word would take no notice of them.
_KINDS = {WD_STYLE_TYPE.CHARACTER: RUNS, WD_STYLE_TYPE.TABLE: TABLES}


def open_house(house_style: bytes) -> WordDocument:
    """A house style without its words, but with every style that we need.

    Raises PolicyError if it isn't a Word document.
    """
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
    ours = docx.Document(BytesIO(our_base()))
    if {style.name for style in ours.styles} - {style.name for style in house.styles}:
        _add_styles(house, ours)
    for kind, names in _KINDS.items():
        for name in names:
            if house.styles[name].type != kind:
                raise PolicyError(
                    f"has a style {name!r} of another kind than {kind.name.lower()}",
                    "give that style another name",
                    "templates/house-style.docx",
                )
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


@lru_cache(maxsize=16)
def house_skeleton(house_style: bytes, logo: str, *, notice: bool) -> Skeleton:
    """The skeleton of a house style, for documents with a logo of this kind, or a notice.

    Raises PolicyError if the house style isn't a Word document.
    """
    house = open_house(house_style)
    facts = _facts(house_style)
    picture = _write_around(house, logo, notice=notice)
    later = [name for name in house.part.rels if name not in facts.relations]
    body = house.element.body
    body.text = hole(FRONT) + hole(BODY)
    for index, name in enumerate(later):
        for reference in body.iter(qn("w:headerReference"), qn("w:footerReference")):
            if reference.get(qn("r:id")) == name:
                reference.set(qn("r:id"), hole(f"{LATER}{index}"))
    _replace(house, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES, CORE)
    _replace(house, "/docProps/custom.xml", CUSTOM_TYPE, RT.CUSTOM_PROPERTIES, CUSTOM)
    buffer = BytesIO()
    house.save(buffer)
    with zipfile.ZipFile(buffer) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    main = str(house.part.partname).lstrip("/")
    files[main] = _declared(files[main].decode()).encode()
    links = str(house.part.partname.rels_uri).lstrip("/")
    files[links] = _with_links(files[links].decode(), later).encode()
    return skeleton(facts, len(later), files, picture)


@lru_cache(maxsize=4)
def _facts(house_style: bytes) -> Facts:
    house = open_house(house_style)
    section = house.sections[0]
    margins = (section.left_margin or 0) + (section.right_margin or 0)
    default = house.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    ids = {s.name: s.style_id if s != default else None for s in house.styles}
    styles = {name: ids[name] for name in PARAGRAPHS}
    part: Any = house.part
    for kind, names in _KINDS.items():
        styles |= {name: part.get_style_id(name, kind) for name in names}
    heading: Any = house.styles["Unnumbered Heading"].element
    unnumbered = int(heading.pPr.numPr.numId.val)
    width = (section.page_width or 0) - margins
    return Facts(styles, width, unnumbered, tuple(house.part.rels))


def _write_around(house: WordDocument, logo: str, *, notice: bool) -> str:
    """Write the holes of header and footer, unless the house style has its own.

    The notice stands in its own ones too. Returns the name of the part that is the logo's place.
    """
    section = house.sections[0]
    picture = ""
    if not _has_header(house):
        for margin, style, words in (
            (section.header, "Header", HEADER), (section.footer, "Footer", FOOTER)
        ):  # fmt: skip
            paragraph = margin.paragraphs[0]
            paragraph.style = style
            if margin is section.header and logo:
                picture = _picture(paragraph, logo)
            _end(paragraph._p, words)
    if notice:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if house.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            _end(header._element, NOTICE)
    return picture


def _end(element: Any, slot: str) -> None:
    """Put a hole at the end of an element."""
    if len(element):
        element[-1].tail = hole(slot)
    else:
        element.text = hole(slot)


def _picture(paragraph: WordParagraph, kind: str) -> str:
    """A part for a picture in the header, whose bytes come with each edition."""
    run = paragraph.add_run()
    picture: Any = run.add_picture(BytesIO(_PIXEL))._inline
    relation = picture.graphic.graphicData.pic.blipFill.blip.embed
    paragraph._p.remove(run._r)
    part: Any = paragraph.part.related_parts[relation]
    part.partname = PackURI(f"/word/media/logo.{kind}")
    part._content_type = f"image/{kind}"
    return str(part.partname).lstrip("/")


def _replace(word: WordDocument, name: str, content_type: str, relation: str, slot: str) -> None:
    """Put a part of the package's own in place, instead of any that the base brought."""
    package: Any = word.part.package
    for key, existing in list(package.rels.items()):
        if existing.reltype == relation:
            del package.rels[key]
    part = Part(PackURI(name), content_type, hole(slot).encode(), package)
    package.relate_to(part, relation)


def _declared(main: str) -> str:
    """The main part with the prefixes declared at its root that what we write needs."""
    root = re.search("<[^?!>][^>]*", main)
    assert root  # python-docx has read it
    missing = "".join(
        f' xmlns:{prefix}="{nsmap[prefix]}"'
        for prefix in ("w", "r")
        if f"xmlns:{prefix}=" not in root[0]
    )
    return main[: root.end()] + missing + main[root.end() :]


def _with_links(text: str, later: list[str]) -> str:
    """The main part's relationships, with holes for links and for the ids after them."""
    first = f'<Relationship Id="{later[0]}"' if later else "</Relationships>"
    text = text.replace(first, hole(LINKS) + first)
    for index, name in enumerate(later):
        text = text.replace(f' Id="{name}"', f' Id="{hole(f"{LATER}{index}")}"')
    return text


def _has_header(document: WordDocument) -> bool:
    """Whether the base brings a header or footer of its own, to be used as it is."""
    kinds = {RT.HEADER, RT.FOOTER}
    return any(rel.reltype in kinds for rel in document.part.rels.values())
