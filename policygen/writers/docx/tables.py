"""Tables: captions that Word counts, cells that reach over others, columns as wide as they need."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat

from policygen.document import (
    BlockRevision,
    Blocks,
    BulletList,
    Figure,
    Grid,
    Paragraph,
    Revision,
    Text,
    plain,
    query,
)
from policygen.document.grids import GridLine, Layout, Placed, laid_out
from policygen.document.revisions import wholly
from policygen.writers.columns import column_widths
from policygen.writers.docx import markup
from policygen.writers.docx.bullets import STYLES
from policygen.writers.docx.figures import pictured
from policygen.writers.docx.measures import text_indent
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute
from policygen.writers.plate import escape_xml

_BULLET = 284  # how far a bullet's words stand in from the edge of a cell
_KEPT_WHOLE = 6  # paragraphs in a cell; a longer row may break across pages
_TOGETHER = 16  # lines of a table that stays on one page
_LETTER = 112  # twips, about as wide as one is
_TINTS = {"heading": "E6EDF3", "band": "F1F5F9", "open": "FFF3DB"}
_MARGINS = 2 * 108  # of a cell, as in styles.xml, Policy Table
_SPACED = '<w:spacing w:before="50" w:after="50" w:line="252" w:lineRule="auto"/>'  # as Table Text


def tabled(setter: Setter, grid: Grid, depth: int, named: str = "") -> str:
    """A table under its caption, which begins where words do at some depth.

    One without a caption may be `named` for those who don't see it.
    """
    layout = laid_out(grid)
    indent = text_indent(depth)
    widths = column_widths(grid, layout.columns, setter.room - indent)
    writer = _TableWriter(setter, grid, layout, widths)
    rows = list(map(writer.row, range(len(layout.lines))))
    look = markup.Look(
        indent=indent,
        first_row=bool(layout.headings),
        first_column=grid.row_headings,
    )
    style = setter.facts.styles["Policy Table"]
    named = in_attribute(grid.caption) or escape_xml(named) or "Table"
    caption = writer.caption(indent)
    setter.tracker.ended(in_table=True)
    return caption + markup.table(style, named, widths, rows, look)


class _TableWriter:
    def __init__(self, setter: Setter, grid: Grid, layout: Layout, widths: Sequence[int]) -> None:
        self.setter = setter
        self.grid = grid
        self.layout = layout
        self.widths = widths
        # Without a caption, something must be what a reference to the table leads to.
        self.unmarked = grid.anchor if not grid.caption else ""
        self.short = sum(map(self.lines, layout.lines)) <= _TOGETHER
        self.ends_low = sum(map(self.lines, layout.lines[-2:])) <= _TOGETHER // 2

    def caption(self, indent: int) -> str:
        grid = self.grid
        if not grid.caption:
            return ""
        if grid.number:
            words = self.setter.caption("Table", grid.number, grid.anchor, grid.caption)
        else:
            words = self.setter.inlines(grid.caption)
        return self.setter.paragraph("Caption", words, markup.indented(indent) if indent else "")

    def row(self, index: int) -> str:
        """A row. Headings keep to what is below them, the last row to the one before it.

        A short table, such as most version histories are, is not parted at all. In a row that
        stands in another's cell nothing keeps to anything, or Word would take that for the other.
        """
        line = self.layout.lines[index]
        with self.setter.tracker.within(_changed(line)):
            return self.written(line, index)

    def written(self, line: GridLine, index: int) -> str:
        last = index == len(self.layout.lines) - 1
        ends = index == len(self.layout.lines) - 2 and self.ends_low
        heads = line.kind != "row"
        keep = markup.KEEP if heads or self.short or ends else ""
        if last or (self.setter.in_cell and not heads):
            keep = ""
        if line.kind == "open":
            style = "Decision" if line.mark.startswith("To") else "Alternative"
            words = self.setter.inlines((Text(f"{line.mark} {line.words}"),))
            cell = markup.TableCell(sum(self.widths), self.layout.columns, shade=_TINTS["open"])
            said = self.setter.paragraph(style, words, keep or markup.NOT_KEPT)
            return self.setter.row(markup.cell(cell, said), whole=True)
        cells = "".join(self.cell(line, placed, keep) for placed in line.cells)
        heading = line.kind == "heading"
        return self.setter.row(cells, whole=heading or _held(line) <= _KEPT_WHOLE, header=heading)

    def lines(self, line: GridLine) -> int:
        """How many lines a row takes, about."""
        cells = (self.lines_in(placed) for placed in line.cells if not placed.continued)
        return max(cells, default=1)

    def lines_in(self, placed: Placed) -> int:
        room = sum(self.widths[placed.column : placed.column + placed.cell.cols]) - _MARGINS
        texts = (plain(one.children) for one in query(placed.cell.children, Paragraph))
        return sum(1 + len(text) * _LETTER // max(room, _LETTER) for text in texts)

    def cell(self, line: GridLine, placed: Placed, keep: str) -> str:
        cols = placed.cell.cols
        width = sum(self.widths[placed.column : placed.column + cols])
        first = line is self.layout.lines[0] and line.kind == "heading"  # the style's own row
        merged = placed.continued or placed.cell.rows > 1
        cell = markup.TableCell(
            width,
            cols,
            merge="continue" if placed.continued else "restart" if merged else "",
            shade="" if first else _TINTS.get(line.kind, ""),
        )
        if placed.continued:
            return markup.cell(cell, self.setter.paragraph("Table Text", "", keep))
        anchors = []
        if placed is line.cells[0]:
            anchors = [self.unmarked, line.anchor]
            self.unmarked = ""
        aligned = self.aligned(placed.column) if line.kind != "band" else ""
        inside = _CellWriter(self.setter, width - _MARGINS, line.kind != "row", keep, aligned)
        held = placed.cell.children
        if self.setter.tracker.inserted is None:
            held = _kept(held)
        content = self.marked(inside.blocks(held), anchors, keep)
        return markup.cell(cell, content + self.setter.cell_end())

    def marked(self, content: str, anchors: Sequence[str], keep: str) -> str:
        content = content or self.setter.paragraph("Table Text", "", keep)
        marks = "".join(self.setter.at(anchor, "") for anchor in filter(None, anchors))
        return markup.beginning_with(content, marks) if marks else content

    def aligned(self, column: int) -> str:
        align = self.grid.aligns[column] if column < len(self.grid.aligns) else "left"
        return "" if align == "left" else f'<w:jc w:val="{align}"/>'


def _changed(line: GridLine) -> bool | None:
    """Whether a row was inserted, or deleted, as all that stands in it was."""
    held = [placed.cell.children for placed in line.cells if not placed.continued]
    return wholly(tuple(block for blocks in held for block in blocks)) if all(held) else None


def _kept(blocks: Blocks) -> Blocks:
    """The blocks of a cell; where its only paragraph came or went, only its words did."""
    match blocks:
        case (BlockRevision(inserted, (Paragraph(words, anchor),)),):
            return (Paragraph((Revision(inserted, words),), anchor),)
    return blocks


def _held(line: GridLine) -> int:
    """How many paragraphs stand below one another in a row."""
    cells = (placed.cell for placed in line.cells)
    return max((sum(1 for _ in query(cell.children, Paragraph)) for cell in cells), default=1)


@dataclass(frozen=True, slots=True)
class _CellWriter:
    """Writes what stands in a cell: `keep` and `aligned` are properties of its paragraphs."""

    setter: Setter
    room: int
    heads: bool
    keep: str
    aligned: str

    def blocks(self, blocks: Blocks, depth: int = 0) -> str:
        parts = []
        for block, _ in self.setter.tracker.each(blocks):
            if isinstance(block, Paragraph):
                indent = markup.indented(_BULLET * depth) if depth else ""
                words = self.setter.words(block.anchor, block.children)
                style = "Table Heading" if self.heads else "Table Text"
                keep = self.keep or (markup.NOT_KEPT if self.heads else "")
                parts.append(self.setter.paragraph(style, words, keep + indent + self.aligned))
            elif isinstance(block, BulletList):
                parts += map(self.item, block.items, repeat(depth))
            else:
                parts.append(self.setter.celled((block,), self.room))
        return "".join(parts)

    def item(self, item: Blocks, depth: int) -> str:
        with self.setter.tracker.opened(item) as held:
            return self.opened(held, depth)

    def opened(self, item: Blocks, depth: int) -> str:
        style = STYLES[min(depth, len(STYLES) - 1)]
        indent = f"{_SPACED}{markup.indented(_BULLET * (depth + 1), _BULLET)}"
        match item:
            case (Paragraph(words, anchor), *rest):
                content = self.setter.words(anchor, words)
                said = self.setter.paragraph(style, content, self.keep + indent)
                return said + self.blocks(tuple(rest), depth + 1)
            case (Figure() as first, *rest):
                said = pictured(self.setter, first, 0, style, indent)
                return said + self.blocks(tuple(rest), depth + 1)
        return self.blocks(item, depth + 1)
