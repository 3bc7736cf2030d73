"""WordprocessingML that python-docx has no API for: fields, bookmarks, links, table marks.

Elements are those of ECMA-376 part 1, section 17.
"""

from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph


def element(tag: str, /, **attributes: str | int) -> Any:
    """A `w:` element with `w:` attributes."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made


def add_field(paragraph: WordParagraph, code: str, cached: str, style: str | None = None) -> None:
    """A complex field with the text that it shows until it is updated (17.16.18)."""
    begin_field(paragraph, code)
    paragraph.add_run(cached, style=style)
    end_field(paragraph)


def begin_field(paragraph: WordParagraph, code: str) -> None:
    """The start of a field; its cached result follows, maybe in further paragraphs."""
    _field_char(paragraph, "begin")
    instruction = element("instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = f" {code} "
    paragraph.add_run()._r.append(instruction)
    _field_char(paragraph, "separate")


def end_field(paragraph: WordParagraph) -> None:
    """The end of the field that was begun last."""
    _field_char(paragraph, "end")


def _field_char(paragraph: WordParagraph, kind: str) -> None:
    paragraph.add_run()._r.append(element("fldChar", fldCharType=kind))


def add_bookmark(paragraph: WordParagraph, name: str, number: int) -> None:
    """A bookmark around all that the paragraph holds so far (17.13.6)."""
    content = [child for child in paragraph._p if child.tag != qn("w:pPr")]
    start = element("bookmarkStart", id=number, name=name)
    if content:
        content[0].addprevious(start)
    else:
        paragraph._p.append(start)
    paragraph._p.append(element("bookmarkEnd", id=number))


def add_hyperlink(
    paragraph: WordParagraph, *, anchor: str | None = None, address: str | None = None
) -> Any:
    """An empty link to a bookmark or a web address; runs are added with `add_link_run`."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    if address:
        relation = paragraph.part.relate_to(address, RT.HYPERLINK, is_external=True)
        link.set(qn("r:id"), relation)
    link.set(qn("w:history"), "1")
    paragraph._p.append(link)
    return link


def move_into(link: Any, paragraph: WordParagraph, first: int) -> None:
    """Move what a paragraph holds from child `first` on into a link that stands before it."""
    for child in list(paragraph._p)[first:]:
        if child is not link:
            link.append(child)


def repeat_header(table: WordTable) -> None:
    """Mark the first row as the header, repeated on each page (17.4.49)."""
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_rows_whole(table: WordTable) -> None:
    """Let no row break across pages (17.4.6)."""
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, element("cantSplit"))


def describe_table(table: WordTable, title: str) -> None:
    """Give a table its alternative text (17.4.41)."""
    table._tbl.tblPr.append(element("tblCaption", val=title))


def look(table: WordTable, *, first_column: bool) -> None:
    """Say which of the table style's special rows and columns apply (17.4.56)."""
    properties: Any = table._tbl.tblPr
    for old in properties.findall(qn("w:tblLook")):
        properties.remove(old)
    value = 0x0020 | (0x0080 if first_column else 0) | 0x0600
    properties.append(
        element(
            "tblLook", val=f"{value:04X}", firstRow=1, lastRow=0,
            firstColumn=int(first_column), lastColumn=0, noHBand=1, noVBand=1,
        )
    )  # fmt: skip


def plain_number(
    paragraph: WordParagraph, number: str, left: int, hanging: int, unnumbered: int
) -> None:
    """Print a number as text, where the list's own count would give another.

    `unnumbered` is the list that counts nothing. Indents are in twips.
    """
    properties: Any = paragraph._p.get_or_add_pPr()
    numbering = properties.get_or_add_numPr()
    numbering.get_or_add_ilvl().val = 0
    numbering.get_or_add_numId().val = unnumbered
    paragraph.paragraph_format.left_indent = left * 635
    paragraph.paragraph_format.first_line_indent = -hanging * 635
    run = paragraph.add_run(number)
    run.add_tab()
