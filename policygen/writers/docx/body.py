"""The body of a Word edition: blocks and inlines set with python-docx."""

from copy import deepcopy
from typing import Any, TypeAlias, assert_never

from docx.blkcntnr import BlockItemContainer
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Length
from docx.table import Table as WordTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from policygen.document import (
    Alternatives,
    Blank,
    Block,
    Blocks,
    BulletList,
    Clause,
    Control,
    Emphasis,
    Inline,
    InlineAlternatives,
    Inlines,
    Link,
    Paragraph,
    Reference,
    Section,
    Slot,
    Strong,
    Table,
    Text,
)
from policygen.writers.docx import oxml
from policygen.writers.docx.bookmarks import Bookmarks
from policygen.writers.docx.counters import clause_level
from policygen.writers.plate import Holes, escape_text

Holder: TypeAlias = BlockItemContainer

_TWIP = 635  # EMU
_CELL_MARGIN = 142 * _TWIP  # as in styles.xml, Decision Table
_LEVELS = {0: (720, 720), 1: (720, 720), 2: (1247, 527)}  # left, hanging, as in numbering.xml


class BodyWriter:
    """Writes blocks into a Word document; slots become holes.

    `by_hand` are the anchors of what prints its own number.
    """

    def __init__(
        self, word: WordDocument, holes: Holes, bookmarks: Bookmarks, by_hand: frozenset[str]
    ) -> None:
        self.word = word
        self.holes = holes
        self.bookmarks = bookmarks
        self.by_hand = by_hand
        section = word.sections[0]
        width = section.page_width or 0
        margins = (section.left_margin or 0) + (section.right_margin or 0)
        self.width = Length(width - margins)
        default = word.styles.default(WD_STYLE_TYPE.PARAGRAPH)
        self.style_ids = {s.name: s.style_id if s != default else None for s in word.styles}

        heading: Any = word.styles["Unnumbered Heading"].element
        self.unnumbered = int(heading.pPr.numPr.numId.val)

    def hole(self, name: str) -> str:
        """The stand-in for a slot in XML."""
        return self.holes.hole(name, escape_text)

    def blocks(self, blocks: Blocks, into: Holder, depth: int = 0) -> None:
        """Write blocks. `depth` is how far clauses and bullets around them indent them."""
        before: Block | None = None
        for block in blocks:
            if isinstance(before, Table) and isinstance(block, Table | Alternatives):
                self.gap(into)  # or Word would join the two tables
            self.block(block, into, depth)
            before = block

    def block(self, block: Block, into: Holder, depth: int) -> None:
        match block:
            case Paragraph(children):
                style = ("Normal", "Clause Text", "Subclause Text")[min(depth, 2)]
                self.inlines(children, self.paragraph(into, style))
            case BulletList(items):
                for item in items:
                    self.bullet(item, into, depth)
            case Clause(children, anchor, number):
                level = clause_level(number)
                style = "Clause" if level == 1 else "Subclause"
                paragraph = self.paragraph(into, style)
                first = children[0]
                assert isinstance(first, Paragraph)  # the reader sees to that
                self.numbered(paragraph, number, anchor, level)
                self.inlines(first.children, paragraph)
                self.bookmarks.add(paragraph, anchor)
                self.blocks(children[1:], into, level)
            case Section(title, children, anchor, number, level):
                self.heading(title, anchor, number, level, into)
                self.blocks(children, into)
            case Table(caption, header, rows, widths):
                if caption:
                    self.inlines((Text(caption),), self.paragraph(into, "Caption"))
                shares = widths or (100 // len(header),) * len(header)
                self.table(caption, header, rows, into, shares)
            case Alternatives():
                self.alternatives(block, into)
            case _:
                assert_never(block)

    def control(self, control: Control, into: Holder) -> None:
        cells = tuple(((Text(term),), said) for term, said in control.rows)
        header = ((Text(control.title),), (Text("Details"),))
        self.table(control.title, header, cells, into, (30, 70), first_column=True)

    def bullet(self, item: Blocks, into: Holder, depth: int) -> None:
        style = ("List Bullet", "List Bullet 2", "List Bullet 3")[min(depth, 2)]
        for index, block in enumerate(item):
            if index == 0 and isinstance(block, Paragraph):
                self.inlines(block.children, self.paragraph(into, style))
            else:
                self.block(block, into, depth + 1)

    def heading(self, title: Inlines, anchor: str, number: str, level: int, into: Holder) -> None:
        if level > 2:
            paragraph = self.paragraph(into, "Heading 2")
            self.inlines(title, paragraph)
        elif number:
            paragraph = self.paragraph(into, "Heading 1")
            self.numbered(paragraph, f"{number}.", anchor, 0)
            self.inlines(title, paragraph)
        else:
            paragraph = self.paragraph(into, "Unnumbered Heading")
            self.inlines(title, paragraph)
        self.bookmarks.add(paragraph, anchor)

    def numbered(self, paragraph: WordParagraph, number: str, anchor: str, level: int) -> None:
        """Let Word count, or print the number where Word's count would be another."""
        if anchor in self.by_hand:
            oxml.plain_number(paragraph, number, *_LEVELS[level], self.unnumbered)

    def alternatives(self, block: Alternatives, into: Holder) -> None:
        table = self.new_table(into, 1, 1)
        table.style = self.word.styles["Decision Table"]
        oxml.look(table, first_column=False)
        oxml.describe_table(table, f"To be decided: {block.question}")
        oxml.repeat_header(table)
        self.inlines(
            (Text(f"To be decided: {block.question}"),),
            self.paragraph(table.cell(0, 0), "Decision"),
        )
        for index, passage in enumerate(block.passages):
            cell = _new_row(table)[0]
            label = f"{'Or' if index else 'Either'}: {passage.label}"
            self.inlines((Text(label),), self.paragraph(cell, "Alternative"))
            self.blocks(passage.children, cell)
            _end_with_paragraph(cell)
        self.gap(into)

    def table(
        self,
        title: str,
        header: tuple[Inlines, ...],
        rows: tuple[tuple[Inlines, ...], ...],
        into: Holder,
        shares: tuple[int, ...],
        *,
        first_column: bool = False,
    ) -> None:
        table = self.new_table(into, 0, 0)
        table.style = self.word.styles["Policy Table"]
        table.autofit = False
        width = self.width_in(into)
        widths = [Length(width * share // 100 // _TWIP * _TWIP) for share in shares]
        for width in widths:
            table.add_column(width)
        for cell, width in zip(_new_row(table), widths, strict=True):
            cell.width = width
            self.paragraph(cell, "Table Text")
        blank = table._tbl.tr_lst[0]
        table._tbl.extend([deepcopy(blank) for _ in rows])  # much quicker than add_row
        for tr, row in zip(table._tbl.tr_lst, (header, *rows), strict=True):
            for paragraph, words in zip(tr.iter(qn("w:p")), row, strict=True):
                self.inlines(words, WordParagraph(paragraph, into))
        oxml.look(table, first_column=first_column)
        oxml.describe_table(table, title or "Table")
        oxml.repeat_header(table)
        oxml.keep_rows_whole(table)
        _keep_with_next(table)

    def width_in(self, into: Holder) -> Length:
        """The room for a table: the text's width, less a cell's margins inside a cell."""
        return Length(self.width - 2 * _CELL_MARGIN) if isinstance(into, _Cell) else self.width

    def new_table(self, into: Holder, rows: int, columns: int) -> WordTable:
        """A table at the end of a document or cell (a cell's own method has no width)."""
        return BlockItemContainer.add_table(into, rows, columns, self.width_in(into))

    def paragraph(self, into: Holder, style: str) -> WordParagraph:
        """A paragraph at the end of a document or cell; a new cell's own one is used first."""
        paragraph = _empty_paragraph(into) or into.add_paragraph()
        # Not `paragraph.style = style`, which looks through all the styles each time.
        paragraph._p.style = self.style_ids[style]
        return paragraph

    def gap(self, into: Holder) -> None:
        """An empty paragraph after a table."""
        self.paragraph(into, "Normal").paragraph_format.space_after = Length(0)

    def inlines(self, inlines: Inlines, paragraph: WordParagraph, style: str | None = None) -> None:
        """Write inlines at the end of a paragraph, in a character style.

        Words and slots side by side make one run: so the file is the same whether a slot was
        filled before or after.
        """
        words = ""
        for inline in inlines:
            match inline:
                case Text(text):
                    words += text
                case Slot(name):
                    words += self.hole(name)
                case _:
                    _add_run(paragraph, words, style)
                    words = ""
                    self.inline(inline, paragraph, style)
        _add_run(paragraph, words, style)

    def inline(self, inline: Inline, paragraph: WordParagraph, style: str | None) -> None:
        match inline:
            case Text() | Slot():
                self.inlines((inline,), paragraph, style)
            case Blank(label):
                paragraph.add_run(f"[{label}]", "Open")
            case Strong(children):
                self.inlines(children, paragraph, "Strong")
            case Emphasis(children):
                self.inlines(children, paragraph, "Emphasis")
            case Link(address, children):
                link = oxml.add_hyperlink(paragraph, address=address)
                self.linked(children, paragraph, link)
            case Reference(anchor, children, word, number):
                bookmark = self.bookmarks.name(anchor)
                if children or anchor in self.by_hand:
                    link = oxml.add_hyperlink(paragraph, anchor=bookmark)
                    words = children or (Text(f"{word} {number}"),)
                    self.linked(words, paragraph, link)
                else:
                    paragraph.add_run(f"{word} ", style)
                    oxml.add_field(paragraph, rf"REF {bookmark} \w \h", number, style)
            case InlineAlternatives(passages):
                for index, passage in enumerate(passages):
                    if index:
                        paragraph.add_run(" or ", style)
                    self.inlines(passage, paragraph, "Open")
            case _:
                assert_never(inline)

    def linked(self, children: Inlines, paragraph: WordParagraph, link: Any) -> None:
        first = len(paragraph._p)
        self.inlines(children, paragraph, "Hyperlink")
        oxml.move_into(link, paragraph, first)


def _empty_paragraph(into: Holder) -> WordParagraph | None:
    if isinstance(into, _Cell) and len(into._tc.inner_content_elements) == 1:
        only: WordParagraph = into.paragraphs[0]
        if len(only._p) == 0:
            return only
    return None


def _add_run(paragraph: WordParagraph, words: str, style: str | None) -> None:
    if words:
        paragraph.add_run(words, style)


def _new_row(table: WordTable) -> tuple[_Cell, ...]:
    cells: tuple[_Cell, ...] = table.add_row().cells  # type: ignore[no-untyped-call]
    return cells


def _end_with_paragraph(cell: _Cell) -> None:
    """A cell must end in a paragraph, which stays invisible where a table stands before it."""
    if cell._tc[-1].tag.endswith("}tbl"):
        cell.add_paragraph()


def _keep_with_next(table: WordTable) -> None:
    """Keep a table's header row on the page of the row after it."""
    for cell in table.rows[0].cells:
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = True
