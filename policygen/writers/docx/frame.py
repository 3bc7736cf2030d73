"""Header, footer and document properties of a Word edition."""

import base64
from typing import Any

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.section import _Header

from policygen.document import Document, Inlines, Slot, Text
from policygen.writers.docx import oxml
from policygen.writers.docx.base import has_header
from policygen.writers.docx.body import BodyWriter
from policygen.writers.plate import Holes, escape_xml

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATION = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
)
_CUSTOM_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # fixed by ECMA-376 part 1, 22.3
_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def write_header_and_footer(document: Document, writer: BodyWriter) -> str:
    """Write header and footer, unless the house style has its own; the notice stands in both.

    Returns the name of the part that is the logo's place; empty where there is none.
    """
    section = writer.word.sections[0]
    own = has_header(writer.word)
    logo = ""
    if not own:
        logo = _header(document, writer, section.header)
        _footer(document, writer)
    if document.notice:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        if writer.word.settings.odd_and_even_pages_header_footer:
            headers.append(section.even_page_header)
        for header in headers:
            paragraph = header.add_paragraph(style="Notice")
            writer.inlines(document.notice, paragraph)
    return logo


def _header(document: Document, writer: BodyWriter, header: _Header) -> str:
    paragraph = header.paragraphs[0]
    paragraph.style = "Header"
    name = ""
    if document.logo:
        name = _logo(document, writer, header)
    paragraph.add_run().add_tab()
    writer.inlines(document.subtitle, paragraph)
    return name


def _logo(document: Document, writer: BodyWriter, header: _Header) -> str:
    """A picture in the header whose bytes and size come with each edition."""
    from io import BytesIO

    run = header.paragraphs[0].add_run()
    inline = run.add_picture(BytesIO(_PIXEL))
    picture: Any = inline._inline
    for extent in (picture.extent, picture.graphic.graphicData.pic.spPr.xfrm.ext):
        extent.attrib["cx"] = writer.hole("logo.cx")
        extent.attrib["cy"] = writer.hole("logo.cy")
    picture.docPr.set("name", "Logo")
    picture.docPr.set("id", str(_free_picture_id(writer.word)))
    picture.docPr.set("descr", f"Logo of {_words(document.subtitle, writer.holes)}")
    picture.graphic.graphicData.pic.nvPicPr.cNvPr.set("name", f"logo.{document.logo}")
    relation = picture.graphic.graphicData.pic.blipFill.blip.embed
    part: Any = header.part.related_parts[relation]
    part.partname = PackURI(f"/word/media/logo.{document.logo}")
    part._content_type = f"image/{document.logo}"
    return str(part.partname).lstrip("/")


def _free_picture_id(word: WordDocument) -> int:
    used = [int(p.get("id")) for p in word.element.iter(qn("wp:docPr"))]
    return max(used, default=0) + 1


def _footer(document: Document, writer: BodyWriter) -> None:
    properties = dict(document.properties)
    paragraph = writer.word.sections[0].footer.paragraphs[0]
    paragraph.style = "Footer"
    paragraph.add_run(document.title)
    if version := properties.get("version"):
        writer.inlines((Text(", version "), *version), paragraph)
    paragraph.add_run().add_tab()
    paragraph.add_run("Page ")
    oxml.add_field(paragraph, "PAGE", "1")
    paragraph.add_run(" of ")
    oxml.add_field(paragraph, "NUMPAGES", "1")


def write_properties(document: Document, word: WordDocument, holes: Holes) -> None:
    """Write the core properties (ECMA-376 part 2, section 11) and the custom ones."""
    properties = dict(document.properties)

    def words(key: str) -> str:
        return _words(properties.get(key, ()), holes, escape_xml)

    title = escape_xml(document.title)
    whose = _words(document.subtitle, holes, escape_xml)
    publisher = ", ".join(filter(None, (words("publisher"), words("department"))))
    date = f"{words('date')}T00:00:00Z"
    fields = {
        "dc:title": f"{title} – {whose}",
        "dc:creator": whose,
        "cp:lastModifiedBy": whose,
        "dc:subject": f"Model policy {words('model')} of {publisher}",
        "cp:keywords": words("keywords") or title,
        "cp:category": "Policy",
        "dc:language": words("lang"),
        "cp:contentStatus": words("status"),
        "cp:revision": "1",
    }
    core = "".join(f"<{tag}>{text}</{tag}>" for tag, text in fields.items())
    if "version" in properties:
        core += f"<cp:version>{words('version')}</cp:version>"
    for tag in ("created", "modified"):
        core += f'<dcterms:{tag} xsi:type="dcterms:W3CDTF">{date}</dcterms:{tag}>'
    package = word.part.package
    assert package is not None  # every opened document has one
    _replace(
        package, "/docProps/core.xml", CT.OPC_CORE_PROPERTIES, RT.CORE_PROPERTIES,
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/'
        'metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{core}</cp:coreProperties>',
    )  # fmt: skip
    names = {"School": "school", "Policy": "policy", "Model version": "model", "Version": "version"}
    custom = "".join(
        f'<property fmtid="{_CUSTOM_FORMAT}" pid="{number}" name="{name}">'
        f"<vt:lpwstr>{words(key)}</vt:lpwstr></property>"
        for number, (name, key) in enumerate(
            ((name, key) for name, key in names.items() if key in properties), 2
        )
    )
    _replace(
        package, "/docProps/custom.xml", _CUSTOM_TYPE, _CUSTOM_RELATION,
        f'{_XML}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        'custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'docPropsVTypes">{custom}</Properties>',
    )  # fmt: skip


def _replace(package: Any, name: str, content_type: str, relation: str, xml: str) -> None:
    """Put a part of the package's own in place, instead of any that the base brought."""
    for key, existing in list(package.rels.items()):
        if existing.reltype == relation:
            del package.rels[key]
    part = Part(PackURI(name), content_type, xml.encode(), package)
    package.relate_to(part, relation)


def _words(inlines: Inlines, holes: Holes, escape: Any = None) -> str:
    """Plain inlines as text. lxml escapes attributes by itself, raw XML needs `escape`."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text):
                words.append(escape(text) if escape else text)
            case Slot(name):
                words.append(holes.hole(name, escape_xml))
            case _:
                raise TypeError(f"{inline!r} can't stand in a property")
    return "".join(words)
