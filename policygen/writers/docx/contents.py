"""The contents table of a long policy: a TOC field with its entries cached."""

from policygen.document import Document, Section, noteless, unlinked
from policygen.document.held import held
from policygen.writers.around import heading_number
from policygen.writers.docx import markup
from policygen.writers.docx.inlines import InlineWriter, bookmark
from policygen.writers.docx.skeleton import Facts

_FLAT = r'TOC \o "1-1" \t "Unnumbered Heading,1,Appendix Heading,1" \h'
_IN_PARTS = r'TOC \t "Part Heading,1,heading 1,2,Unnumbered Heading,2,Appendix Heading,2" \h'
LONG = 1_800  # words; about five A4 pages


def contents_entries(document: Document) -> list[Section]:
    """The sections of a long document; nothing for a short one."""
    if sum(held(block).words for block in document.body) < LONG:
        return []
    return [block for block in document.body if isinstance(block, Section)]


def contents(entries: list[Section], facts: Facts) -> str:
    """The contents table: entries that are links, and nothing that asks for an update.

    They have no page numbers, which only a program that lays out pages knows; Word adds them when
    somebody updates the table.
    """
    if not entries:
        return ""
    lines = [_entry(section, facts) for section in entries]
    parts = any(section.level == 1 for section in entries)
    lines[0] = markup.field_begins(_IN_PARTS if parts else _FLAT) + lines[0]
    lines[-1] += markup.FIELD_ENDS
    heading = markup.paragraph(facts.styles["TOC Heading"], markup.run("Contents"))
    return heading + "".join(
        markup.paragraph(facts.styles["toc 2" if parts and section.level > 1 else "toc 1"], line)
        for section, line in zip(entries, lines, strict=True)
    )


def _entry(section: Section, facts: Facts) -> str:
    counted = heading_number(section)
    number = markup.run(counted, more="<w:tab/>") if counted else ""
    words = InlineWriter(facts).inlines(noteless(unlinked(section.title)))
    return markup.link_to_bookmark(bookmark(section.anchor), number + words)
