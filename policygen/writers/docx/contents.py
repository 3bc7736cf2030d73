"""The contents table of a long policy: a TOC field with its entries cached."""

from dataclasses import dataclass

from docx.blkcntnr import BlockItemContainer

from policygen.document import Document, Inlines, Paragraph, Section, plain, query, unlinked
from policygen.writers.docx import oxml
from policygen.writers.docx.body import BodyWriter

LONG = 1_800  # words; about five A4 pages


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents table."""

    anchor: str
    number: str
    title: Inlines


def contents_entries(document: Document) -> list[Entry]:
    """The sections of a long document; nothing for a short one."""
    words = sum(
        len(plain(paragraph.children).split()) for paragraph in query(document.body, Paragraph)
    )
    if words < LONG:
        return []
    return [
        Entry(block.anchor, block.number, block.title)
        for block in document.body
        if isinstance(block, Section)
    ]


def write_contents(entries: list[Entry], writer: BodyWriter, into: BlockItemContainer) -> None:
    """Write the contents table: entries that are links, and nothing that asks for an update.

    They have no page numbers, which only a program that lays out pages knows; Word adds them when
    somebody updates the table.
    """
    writer.paragraph(into, "TOC Heading").add_run("Contents")
    for index, entry in enumerate(entries):
        paragraph = writer.paragraph(into, "toc 1")  # its name in the file
        if index == 0:
            oxml.begin_field(paragraph, r'TOC \o "1-1" \t "Unnumbered Heading,1" \h')
        link = oxml.add_hyperlink(paragraph, anchor=writer.bookmarks.name(entry.anchor))
        first = len(paragraph._p)
        if entry.number:
            paragraph.add_run(f"{entry.number}.").add_tab()
        writer.inlines(unlinked(entry.title), paragraph)
        oxml.move_into(link, paragraph, first)
        if index == len(entries) - 1:
            oxml.end_field(paragraph)
