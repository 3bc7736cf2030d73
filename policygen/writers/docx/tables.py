"""Tables: captions that Word counts, cells that reach over others, columns as wide as they need."""

from collections.abc import Sequence

from policygen.document import Blocks, BulletList, Grid, Paragraph, Text, query
from policygen.document.grids import GridLine, Layout, Placed, laid_out
from policygen.writers.docx import markup
from policygen.writers.docx.columns import column_widths
from policygen.writers.docx.measures import in_twips
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute

_BULLET = 284  # how far a bullet's words stand in from the edge of a cell
_KEPT_WHOLE = 6  # paragraphs in a cell; a longer row may break across pages
_TINTS = {"heading": "E6EDF3", "band": "F1F5F9", "open": "FFF3DB"}
_KEEP = "<w:keepNext/>"


def tabled(setter: Setter, grid: Grid, indent: int, in_cell: bool) -> str:
    """A table, under its caption, so many twips from the margin."""
    layout = laid_out(grid)
    room = in_twips(setter.width(in_cell)) - indent
    widths = column_widths(grid, layout.columns, room)
    writer = _TableWriter(setter, grid, layout, widths)
    rows = [writer.row(line) for line in layout.lines]
    look = markup.Look(
        indent=indent,
        first_row=bool(layout.headings),
        first_column=grid.row_headings,
    )
    style = setter.facts.styles["Policy Table"]
    named = in_attribute(grid.caption) or "Table"
    table = markup.grid_table(style, named, widths, rows, look)
    return writer.caption(indent) + table + setter.gap()


class _TableWriter:
    def __init__(self, setter: Setter, grid: Grid, layout: Layout, widths: Sequence[int]) -> None:
        self.setter = setter
        self.grid = grid
        self.layout = layout
        self.widths = widths
        # Without a caption, something must be what a reference to the table leads to.
        self.unmarked = grid.anchor if not grid.caption else ""

    def caption(self, indent: int) -> str:
        grid = self.grid
        if not grid.caption:
            return ""
        if grid.number:
            words = self.setter.caption("Table", grid.number, grid.anchor, grid.caption)
        else:
            words = self.setter.inlines(grid.caption)
        return self.setter.paragraph("Caption", words, markup.indented(indent) if indent else "")

    def row(self, line: GridLine) -> str:
        if line.kind == "open":
            style = "Decision" if line.mark.startswith("To") else "Alternative"
            words = self.setter.inlines((Text(f"{line.mark} {line.words}"),))
            cell = markup.TableCell(sum(self.widths), self.layout.columns, shade=_TINTS["open"])
            said = self.setter.paragraph(style, words, _KEEP)
            return markup.row(markup.spanning(cell, said), whole=True)
        cells = "".join(self.cell(line, placed) for placed in line.cells)
        heading = line.kind == "heading"
        held = max(sum(1 for _ in query(placed.cell.children, Paragraph)) for placed in line.cells)
        return markup.row(cells, whole=heading or held <= _KEPT_WHOLE, header=heading)

    def cell(self, line: GridLine, placed: Placed) -> str:
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
            return markup.spanning(cell, self.setter.paragraph("Table Text", ""))
        anchors = []
        if placed is line.cells[0]:
            anchors = [self.unmarked, line.anchor]
            self.unmarked = ""
        heads = line.kind != "row"
        aligned = self.aligned(placed.column) if line.kind != "band" else ""
        style = "Table Heading" if heads else "Table Text"
        content = self.inside(placed.cell.children, style, (_KEEP if heads else ""), aligned)
        return markup.spanning(cell, self.marked(content, anchors))

    def marked(self, content: str, anchors: Sequence[str]) -> str:
        content = content or self.setter.paragraph("Table Text", "")
        marks = "".join(self.setter.at(anchor, "") for anchor in filter(None, anchors))
        return markup.beginning_with(content, marks) if marks else content

    def aligned(self, column: int) -> str:
        align = self.grid.aligns[column] if column < len(self.grid.aligns) else "left"
        return "" if align == "left" else f'<w:jc w:val="{align}"/>'

    def inside(self, blocks: Blocks, style: str, before: str, aligned: str, depth: int = 0) -> str:
        parts = []
        for block in blocks:
            if isinstance(block, Paragraph):
                indent = markup.indented(_BULLET * depth) if depth else ""
                words = self.setter.at(block.anchor, self.setter.inlines(block.children))
                parts.append(self.setter.paragraph(style, words, before + indent + aligned))
            elif isinstance(block, BulletList):
                parts += (self.item(item, style, before, depth) for item in block.items)
            else:
                parts.append(self.setter.blocks((block,), depth, in_cell=True))
        return "".join(parts)

    def item(self, item: Blocks, style: str, before: str, depth: int) -> str:
        bullet = ("List Bullet", "List Bullet 2", "List Bullet 3")[min(depth, 2)]
        match item:
            case (Paragraph(words, anchor), *rest):
                indent = f'<w:ind w:left="{_BULLET * (depth + 1)}" w:hanging="{_BULLET}"/>'
                content = self.setter.at(anchor, self.setter.inlines(words))
                said = self.setter.paragraph(bullet, content, indent)
                return said + self.inside(tuple(rest), style, before, "", depth + 1)
        return self.inside(item, style, before, "", depth + 1)
