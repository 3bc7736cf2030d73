"""WordprocessingML as text. Elements and their order are those of ECMA-376 part 1, section 17.

Words come escaped, with holes in them. What is written is what python-docx and lxml would write.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from policygen.writers.plate import escape_xml

_BROKEN = re.compile(r"([\t\n\r])")
_PROPERTIES = re.compile(r"<w:pPr>(?:<w:pStyle [^>]*/>)?(?!<w:keepNext)")
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
TAB = "<w:r><w:tab/></w:r>"
KEEP = "<w:keepNext/>"  # a paragraph stays on the page of the next, and a row on that of its next
NOT_KEPT = '<w:keepNext w:val="0"/>'
NEW_PAGE = "<w:pageBreakBefore/>"


def paragraph(style: str | None, content: str, properties: str = "") -> str:
    """A paragraph; further properties come after its style, which may be the one without an id."""
    inside = _named("pStyle", style) + properties
    return f"<w:p>{_element('pPr', inside)}{content}</w:p>"


def keeping(content: str) -> str:
    """What a row's cell holds, kept to the next row: for that, one paragraph is enough."""
    return _PROPERTIES.sub(rf"\g<0>{KEEP}", content, count=1)


def run(words: str, look: str = "", more: str = "", *, deleted: bool = False) -> str:
    """A run of words with such properties; tabs and line breaks are elements of their own."""
    tag = "delText" if deleted else "t"
    content = "".join(_piece(piece, tag) for piece in _BROKEN.split(words))
    return _element("r", _looking(look) + content + more)


def run_style(style: str | None) -> str:
    """The property of a run that is in a character style."""
    return _named("rStyle", style)


def _looking(look: str) -> str:
    return f"<w:rPr>{look}</w:rPr>" if look else ""


def _piece(words: str, tag: str) -> str:
    match words:
        case "":
            return ""
        case "\t":
            return "<w:tab/>"
        case "\n" | "\r":
            return "<w:br/>"
    space = ' xml:space="preserve"' if words != words.strip() else ""  # or Word drops the spaces
    return f"<w:{tag}{space}>{words}</w:{tag}>"


def field(code: str, cached: str, look: str = "", *, deleted: bool = False) -> str:
    """A complex field with the text that it shows until it is updated (17.16.18).

    All of it looks alike, as an updated one takes its look from where it begins.
    """
    begin, end = field_begins(code, look, deleted=deleted), _field_char("end", look)
    return f"{begin}{run(cached, look, deleted=deleted)}{end}"


def field_begins(code: str, look: str = "", *, deleted: bool = False) -> str:
    """The start of a field; its cached result follows, maybe in further paragraphs."""
    tag = "delInstrText" if deleted else "instrText"
    instruction = f'<w:{tag} xml:space="preserve"> {code} </w:{tag}>'
    said = f"<w:r>{_looking(look)}{instruction}</w:r>"
    return f"{_field_char('begin', look)}{said}{_field_char('separate', look)}"


def _field_char(kind: str, look: str = "") -> str:
    return f'<w:r>{_looking(look)}<w:fldChar w:fldCharType="{kind}"/></w:r>'


FIELD_ENDS = _field_char("end")


def bookmarked(content: str, name: str, number: str) -> str:
    """A bookmark around all that a paragraph holds (17.13.6)."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def beginning_with(content: str, marks: str) -> str:
    """Paragraphs, with bookmarks at the beginning of the words of the first.

    Around the paragraphs of a cell none could stand: a cell ends in a paragraph (17.4.65).
    """
    start = "<w:p><w:pPr>"
    head = (
        content.index("</w:pPr>") + len("</w:pPr>") if content.startswith(start) else len("<w:p>")
    )
    return f"{content[:head]}{marks}{content[head:]}"


def link_to_bookmark(name: str, content: str) -> str:
    """A link within the document."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{content}</w:hyperlink>'


def link_by_relation(relation: str, content: str) -> str:
    """A link out of the document, by the id of a relationship."""
    return f'<w:hyperlink r:id="{relation}" w:history="1">{content}</w:hyperlink>'


def indented(left: int, hanging: int = 0) -> str:
    """Properties of a paragraph that begins so many twips from the margin, its mark before them."""
    hung = f' w:hanging="{hanging}"' if hanging else ""
    return f'<w:ind w:left="{left}"{hung}/>'


def listed_in(number: int | str, level: int = 0) -> str:
    """Properties of a paragraph that stands in a list, by the list's number (17.9.18)."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def gap(
    height: int, *, keep: bool = False, more: str = "", change: str = "", content: str = ""
) -> str:
    """A paragraph that is no more than a space so many twips high; a `change` marks its end."""
    exact = f'<w:spacing w:before="0" w:after="0" w:line="{height}" w:lineRule="exact"/>'
    small = f'<w:rPr>{change}<w:sz w:val="2"/></w:rPr>'
    return f"<w:p><w:pPr>{KEEP if keep else ''}{exact}{small}{more}</w:pPr>{content}</w:p>"


def section_end(sheet: str, change: str = "") -> str:
    """A paragraph that nobody sees, on which a section with these properties ends (17.6.18)."""
    return gap(20, more=sheet, change=change)


def unnumbered(number: int, left: int, hanging: int) -> str:
    """Properties of a paragraph that prints its own number: a list that counts nothing, indents."""
    return listed_in(number) + indented(left, hanging)


@dataclass(frozen=True, slots=True)
class Look:
    """How far in a table stands, and which of its style's special parts apply (17.4.56).

    Unless it is `fixed`, Word widens a column where a word doesn't fit (17.4.52).
    """

    indent: int = 0
    first_row: bool = True
    first_column: bool = False
    fixed: bool = False


def table(
    style: str | None, caption: str, columns: Sequence[int], rows: Iterable[str], look: Look
) -> str:
    """A table with its alternative text (17.4.41), which comes escaped; widths are in twips."""
    value = (0x0020 if look.first_row else 0) | (0x0080 if look.first_column else 0) | 0x0600
    indent = f'<w:tblInd w:w="{look.indent}" w:type="dxa"/>' if look.indent else ""
    layout = '<w:tblLayout w:type="fixed"/>' if look.fixed else ""
    properties = (
        f'{_named("tblStyle", style)}<w:tblW w:w="{sum(columns)}" w:type="dxa"/>{indent}{layout}'
        f'<w:tblLook w:val="{value:04X}" w:firstRow="{int(look.first_row)}" w:lastRow="0"'
        f' w:firstColumn="{int(look.first_column)}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>'
        f'<w:tblCaption w:val="{caption}"/>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    inside = "".join(rows)
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell's width, the columns that it reaches over (17.4.17), whether it begins or continues
    one that reaches over rows (17.4.84), and the colour of its ground.
    """

    width: int
    columns: int = 1
    merge: str = ""
    shade: str = ""


def cell(properties: TableCell, content: str) -> str:
    """A cell with such properties, in their order (17.4.70).

    It must end in a paragraph, which stays unseen where a table stands before it.
    """
    span = f'<w:gridSpan w:val="{properties.columns}"/>' if properties.columns > 1 else ""
    merge = f'<w:vMerge w:val="{properties.merge}"/>' if properties.merge else ""
    shade = (
        properties.shade and f'<w:shd w:val="clear" w:color="auto" w:fill="{properties.shade}"/>'
    )
    width = f'<w:tcW w:w="{properties.width}" w:type="dxa"/>'
    end = gap(20) if content.endswith("</w:tbl>") else ""
    return f"<w:tc><w:tcPr>{width}{span}{merge}{shade}</w:tcPr>{content}{end}</w:tc>"


def row(
    cells: str, *, whole: bool = False, header: bool = False, height: int = 0, change: str = ""
) -> str:
    """A row; one that breaks across no pages (17.4.6), one that is repeated on each (17.4.49).

    The height in twips, if given, is the least that it has (17.4.80). A `change` marks it.
    """
    properties = "<w:cantSplit/>" if whole else ""
    if height:
        properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    properties += ("<w:tblHeader/>" if header else "") + change
    if properties:
        properties = f"<w:trPr>{properties}</w:trPr>"
    return f"<w:tr>{properties}{cells}</w:tr>"


def picture(relation: str, extent: str, number: str, name: str, said: str) -> str:
    """A run that is a picture (20.4.2.8), by the id of a relationship; `said` comes escaped."""
    held = (
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{name}"/><pic:cNvPicPr/>'
        f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/>'
        f'</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/>'
        '</a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic>'
    )
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing"'
        f' xmlns:a="{_DRAWING}/main" xmlns:pic="{_DRAWING}/picture">'
        f'<wp:extent {extent}/><wp:docPr id="{number}" name="{name}" descr="{said}"/>'
        '<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_DRAWING}/picture">{held}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )


def _named(tag: str, style: str | None) -> str:
    return f'<w:{tag} w:val="{escape_xml(style)}"/>' if style else ""


def _element(tag: str, inside: str) -> str:
    return f"<w:{tag}>{inside}</w:{tag}>" if inside else f"<w:{tag}/>"
