"""Tables of an HTML edition (HTML, 4.9): which headings a cell has follows from its place."""

from collections.abc import Callable, Iterator
from html import escape
from itertools import zip_longest

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
    # One that may be wider than a page is scrolled, by keys too (WCAG 2.1.1).
    reached = f' tabindex="0" role="group" aria-label="{bare(grid.caption) or "Table"}"'
    opening = f'<div class="table"{reached if layout.columns >= _FEW else ""}>'
    table = f"<table{identified(grid.anchor)}{many}>"
    return "\n".join([opening, table, *writer.lines(), "</table>", "</div>"])


class _TableWriter:
    """Rows as they come.

    Which headings a cell has follows from its place, but for bands and the marks of an open
    decision: those hold for the rows below them, and so each cell names all its headings (4.9.11).
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
        self.names = bool(grid.anchor) and any(
            line.kind in ("band", "open") for line in layout.lines
        )
        self.named = 0  # how many headings have an id
        self.of_columns: list[list[str]] = [[] for _ in range(layout.columns)]
        self.of_rows: list[tuple[str, int]] = []  # and for how many rows more
        self.band = self.offer = ""
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
        body = self.layout.lines[len(heading) :]
        for line, after in zip_longest(body, body[1:]):
            if begun and line.kind in ("band", "open"):  # whose heading ends with its group
                yield "</tbody>\n<tbody>"
            begun = True
            # What nothing follows that it heads is no heading.
            heads = after is not None and (after.kind == "row" or line.kind != after.kind)
            yield self.row(line, heads=heads and not line.mark.startswith("End"))
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

    def row(self, line: GridLine, *, heads: bool = True) -> str:
        start = f"<tr{identified(line.anchor)}"
        match line.kind:
            case "open":
                said = f"<mark>{line.mark}</mark> {escape(line.words)}"
                self.offer = self.name() if heads else ""
                return f'{start} class="offer">{self.across(said, self.offer, heads)}</tr>'
            case "band":
                said = self.inside(line.cells[0].cell)
                self.band = self.name() if heads else ""
                return f'{start} class="band">{self.across(said, self.band, heads)}</tr>'
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
        written_cells = "".join(map(self.cell, own))
        self.of_rows = [(name, count - 1) for name, count in self.of_rows if count > 1]
        return f"{start}{more}>{written_cells}</tr>"

    def across(self, said: str, name: str, heads: bool) -> str:
        """A cell across all columns."""
        span = _span("colspan", self.layout.columns)
        if not heads:
            return f"<td{span}>{said}</td>"
        return f'<th{identified(name)}{span} scope="col">{said}</th>'

    def name(self) -> str:
        """The id of the next heading, where headings have one; no other id has a full stop."""
        if not self.names:
            return ""
        self.named += 1
        return f"{self.grid.anchor}.{self.named}"

    def headers(self, placed: Placed) -> str:
        """The attribute that names all headings of a cell."""
        columns = self.of_columns[placed.column : placed.column + placed.cell.cols]
        over = (self.band, self.offer, *(name for name, _ in self.of_rows))
        names = dict.fromkeys(filter(None, (*(n for column in columns for n in column), *over)))
        return f' headers="{" ".join(names)}"' if self.names and names else ""

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
        headers, name = self.headers(placed), self.name()
        for column in self.of_columns[placed.column : placed.column + cell.cols]:
            column += [name] if name else []
        return (
            f'<th{identified(name)}{headers}{attributes} scope="{scope}">{self.inside(cell)}</th>'
        )

    def cell(self, placed: Placed) -> str:
        cell = placed.cell
        spans = _span("colspan", cell.cols) + _span("rowspan", cell.rows)
        named = bare(called(self.above, placed))
        labelled = f' data-label="{named}"' if named else ""
        attributes = f"{self.headers(placed)}{spans}{self.aligned(placed)}{labelled}"
        if self.grid.row_headings and not placed.column and cell.children:
            name = self.name()
            self.of_rows += [(name, cell.rows)] if name else []
            return f'<th{identified(name)}{attributes} scope="row">{self.inside(cell)}</th>'
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
