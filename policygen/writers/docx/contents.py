"""The contents table of a long policy: a TOC field with its entries cached."""

from typing import TypeAlias

from policygen.document import Document, Section, noteless, unlinked
from policygen.document.held import held
from policygen.writers.around import heading_number
from policygen.writers.docx import markup
from policygen.writers.docx.inlines import InlineWriter, bookmark
from policygen.writers.docx.skeleton import Facts
from policygen.writers.flow import LONG, stretches

_FLAT = r'TOC \o "1-1" \t "Unnumbered Heading,1,Appendix Heading,1" \h'
_IN_PARTS = r'TOC \t "Part Heading,1,heading 1,2,Unnumbered Heading,2,Appendix Heading,2" \h'


_Entry: TypeAlias = tuple[bool | None, Section]  # inserted, deleted, or neither


def contents_entries(document: Document, later: Document) -> list[_Entry]:
    """The sections of a document, if it is a long one; of a redline, if the later text is.

    So are those of which it is open whether they will be printed.
    """
    if sum(held(block).words for block in later.body) < LONG:
        return []
    found = [(one.inserted, one.content) for one in stretches(document.children)]
    if document.history:
        found.append((None, document.history))
    return [(how, block) for how, block in found if isinstance(block, Section)]


def contents(entries: list[_Entry], facts: Facts) -> str:
    """The contents table: entries that are links, and nothing that asks for an update.

    They have no page numbers, which only a program that lays out pages knows; Word adds them when
    somebody updates the table. In a redline all of the field's own is in lines that stay.
    """
    if not entries:
        return ""
    writer = InlineWriter(facts, key="contents")
    parts = any(section.level == 1 for _, section in entries)
    begins, ends = markup.field_begins(_IN_PARTS if parts else _FLAT), markup.FIELD_ENDS
    end = ""
    if entries[-1][0] is not None:
        ends, end = "", markup.gap(20, content=ends)
    lines = []
    for number, (inserted, section) in enumerate(entries, 1):
        with writer.tracker.within(inserted):
            line = (begins if number == 1 else "") + _entry(section, writer)
            line += ends if number == len(entries) else ""
            style = "toc 2" if parts and section.level > 1 else "toc 1"
            lines.append(writer.paragraph(style, line))
    heading = markup.paragraph(facts.styles["TOC Heading"], markup.run("Contents"))
    return "".join([heading, *lines, end])


def _entry(section: Section, writer: InlineWriter) -> str:
    counted = heading_number(section)
    number = writer.run(counted, more="<w:tab/>") if counted else ""
    words = writer.inlines(noteless(unlinked(section.title)))
    if not section.anchor:  # what moved is led to where it stands now
        return number + words
    return markup.link_to_bookmark(bookmark(section.anchor), number + words)
