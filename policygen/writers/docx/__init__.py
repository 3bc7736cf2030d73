"""The Word edition: python-docx sets each shape once, as a careful person would by hand."""

import zipfile
from io import BytesIO

from policygen.document import Document, Text
from policygen.writers.docx.base import open_base
from policygen.writers.docx.body import BodyWriter
from policygen.writers.docx.bookmarks import Bookmarks, referred
from policygen.writers.docx.contents import contents_entries, write_contents
from policygen.writers.docx.counters import printed_by_hand
from policygen.writers.docx.frame import write_header_and_footer, write_properties
from policygen.writers.docx.package import Packed, WordPlate, pack
from policygen.writers.plate import Holes, TextPlate


def write(document: Document, house_style: bytes | None = None) -> WordPlate:
    """The plate of a document, in policygen's style or in a house style (a docx file).

    Raises PolicyError if the house style can't be used.
    """
    word = open_base(house_style)
    holes = Holes()
    entries = contents_entries(document)
    bookmarks = Bookmarks([*referred(document), *(entry.anchor for entry in entries)])
    writer = BodyWriter(word, holes, bookmarks, printed_by_hand(document))
    body = word._body
    writer.inlines((Text(document.title),), writer.paragraph(body, "Title"))
    writer.inlines(document.subtitle, writer.paragraph(body, "Subtitle"))
    writer.control(document.control, body)
    if entries:
        write_contents(entries, writer, body)
    writer.blocks(document.body, body)
    logo = write_header_and_footer(document, writer)
    write_properties(document, word, holes)
    buffer = BytesIO()
    word.save(buffer)
    return _plate(buffer, holes, logo)


def _plate(file: BytesIO, holes: Holes, logo: str) -> WordPlate:
    parts: list[tuple[str, Packed | TextPlate | None]] = []
    with zipfile.ZipFile(file) as archive:
        for name in sorted(archive.namelist(), key=_order):
            data = archive.read(name)
            if name == logo:
                parts.append((name, None))
                continue
            if name.endswith((".xml", ".rels")):
                plate = holes.cut(data.decode("utf-8"))
                if plate.slots:
                    parts.append((name, plate))
                    continue
            parts.append((name, pack(name, data)))
    return WordPlate(tuple(parts))


def _order(name: str) -> tuple[bool, bool, str]:
    """Readers that stream a package want its content types first, then its relationships."""
    return name != "[Content_Types].xml", not name.startswith("_rels/"), name
