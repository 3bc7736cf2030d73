"""Tables of an HTML edition (HTML, 4.9): which headings a cell has follows from its place."""

from collections.abc import Callable, Iterator
from html import escape

from policygen.document import Blocks, Cell, Grid, Inlines, Paragraph, label
from policygen.document.grids import (
    GridLine,
    Layout,
    Placed,
    called,
    columns_called,
    laid_out,
    words_of,
)
from policygen.writers.html.inlines import bare, identified, written

_FEW = 4  # columns that have room beside one another


def html_table(grid: Grid, blocks: Callable[[Blocks], str]) -> str:
    """A table; `blocks` writes what stands in its cells."""
    layout = laid_out(grid)
    writer = _TableWriter(grid, layout, columns_called(layout), blocks)
    many = ' class="many"' if layout.columns > _FEW else ""
    return "\n".join([f"<table{identified(grid.anchor)}{many}>", *writer.lines(), "</table>"])


class _TableWriter:
    """Rows as they come.

    A band is a heading of all columns, which holds until the next of its width (HTML, 4.9.12.2): so
    those who hear the table are told it with each cell below, as one of a group of rows isn't.
    """

    def __init__(
        self,
        grid: Grid,
        layout: Layout,
        above: tuple[tuple[Inlines, ...], ...],
        blocks: Callable[[Blocks], str],
    ) -> None:
        self.grid = grid
        self.layout = layout
        self.above = above
        self.blocks = blocks
        # Where each group of columns begins: those under one heading of the first row.
        first = layout.headings[0].cells if layout.headings else ()
        grouped = len(layout.headings) > 1 and any(placed.cell.cols > 1 for placed in first)
        self.groups = {placed.column: placed.cell.cols for placed in first} if grouped else {}

    def lines(self) -> Iterator[str]:
        if self.grid.caption:
            begin = label("Table", self.grid.number, self.grid.caption)
            yield f"<caption>{begin}{written(self.grid.caption)}</caption>"
        yield from self.columns()
        heading = [line for line in self.layout.lines if line.kind == "heading"]
        if heading:
            rows = "\n".join(self.row(line) for line in heading)
            yield f"<thead>{rows}</thead>"
        yield "<tbody>"
        begun = False
        for line in self.layout.lines[len(heading) :]:
            if begun and line.kind in ("band", "open"):  # whose heading ends with its group
                yield "</tbody>\n<tbody>"
            begun = True
            yield self.row(line)
        yield "</tbody>"

    def columns(self) -> Iterator[str]:
        """The columns' widths, and which of them have a heading in common."""
        widths = self.grid.widths
        if not (widths or self.groups):
            return
        groups = self.groups or {0: self.layout.columns}
        for begin, count in groups.items():
            if not widths:
                yield f'<colgroup span="{count}"></colgroup>'
                continue
            shares = (100 * share / sum(widths) for share in widths[begin : begin + count])
            inside = "".join(f'<col style="width: {share:.4g}%">' for share in shares)
            yield f"<colgroup>{inside}</colgroup>"

    def row(self, line: GridLine) -> str:
        start = f"<tr{identified(line.anchor)}"
        match line.kind:
            case "open":
                said = f"<mark>{line.mark}</mark> {escape(line.words)}"
                span = _span("colspan", self.layout.columns)
                return f'{start} class="offer"><th{span} scope="col">{said}</th></tr>'
            case "band":
                inside = self.inside(line.cells[0].cell)
                span = _span("colspan", self.layout.columns)
                return f'{start} class="band"><th{span} scope="col">{inside}</th></tr>'
            case "heading":
                return f"{start}>{''.join(map(self.heading, _own(line)))}</tr>"
        own = list(_own(line))
        first = own[0].column if own else self.layout.columns
        above = [placed for placed in line.cells if placed.continued]
        before = self.again([placed for placed in above if placed.column < first])
        after = self.again([placed for placed in above if placed.column > first])
        more = "".join(
            f' data-{name}="{words}"' for name, words in (("before", before), ("after", after))
            if words
        )  # fmt: skip
        return f"{start}{more}>{''.join(map(self.cell, own))}</tr>"

    def again(self, above: list[Placed]) -> str:
        """What a narrow screen says once more of cells that reach into a row."""
        said = (
            (bare(called(self.above, placed)), bare(words_of(placed.cell.children)))
            for placed in above
        )
        return "\n".join(": ".join(filter(None, pair)) for pair in said if pair[1])

    def heading(self, placed: Placed) -> str:
        cell = placed.cell
        spans = _span("colspan", cell.cols) + _span("rowspan", cell.rows)
        attributes = spans + self.aligned(placed)
        if not cell.children:  # the corner above the rows' headings
            return f"<td{attributes}></td>"
        grouped = cell.cols > 1 and self.groups.get(placed.column) == cell.cols
        scope = "colgroup" if grouped else "col"
        return f'<th{attributes} scope="{scope}">{self.inside(cell)}</th>'

    def cell(self, placed: Placed) -> str:
        cell = placed.cell
        spans = _span("colspan", cell.cols) + _span("rowspan", cell.rows)
        named = bare(called(self.above, placed))
        labelled = f' data-label="{named}"' if named else ""
        attributes = f"{spans}{self.aligned(placed)}{labelled}"
        if self.grid.row_headings and not placed.column and cell.children:
            return f'<th{attributes} scope="row">{self.inside(cell)}</th>'
        return f"<td{attributes}>{self.inside(cell)}</td>"

    def aligned(self, placed: Placed) -> str:
        aligns = self.grid.aligns
        align = aligns[placed.column] if placed.column < len(aligns) else "left"
        return "" if align == "left" else f' class="{align}"'

    def inside(self, cell: Cell) -> str:
        match cell.children:
            case (Paragraph(words, ""),):
                return written(words)
        return self.blocks(cell.children)


def _own(line: GridLine) -> Iterator[Placed]:
    return (placed for placed in line.cells if not placed.continued)


def _span(name: str, count: int) -> str:
    return f' {name}="{count}"' if count > 1 else ""
