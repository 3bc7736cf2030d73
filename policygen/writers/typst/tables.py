"""Tables: captions, cells that reach over others, columns as wide as they need."""

from collections.abc import Iterator
from dataclasses import replace

from policygen.document import (
    Blocks,
    Footnote,
    Grid,
    Inlines,
    Link,
    Paragraph,
    Reference,
    Slot,
    Text,
    label,
    plain,
    query,
)
from policygen.document.grids import GridLine, Layout, Placed, inline_only, laid_out
from policygen.document.measuring import breadth
from policygen.writers.columns import column_widths
from policygen.writers.typst.inlines import calls, pdf_anchor
from policygen.writers.typst.literals import length_of, typst_literal
from policygen.writers.typst.measures import EM, points
from policygen.writers.typst.setting import SetBlocks, Spot

_TWIPS = 20  # a point has
_MARGINS = 10.8  # of a cell, in points, as in the page's design
_LETTER = 5.6  # points, about as wide as one is
_TOGETHER = 16  # lines of a table that stays on one page
_REPEATED = 12  # lines of heading rows that each page may begin with
_MOST = 18  # that it may have once values are known, as a page on its long side has room for
_KEPT_WHOLE = 6  # paragraphs in a cell; a longer row may break across pages
_LINES = 20  # that they may take at most


def pdf_table(grid: Grid, place: Spot, write: SetBlocks) -> str:
    """A table under its caption."""
    layout = laid_out(grid)
    widths = column_widths(grid, layout.columns, int(place.room * _TWIPS))
    shares = tuple(width / _TWIPS for width in widths)
    return _TableWriter(grid, layout, shares, place, write).table()


class _TableWriter:
    def __init__(
        self, grid: Grid, layout: Layout, widths: tuple[float, ...], place: Spot, write: SetBlocks
    ) -> None:
        self.grid = grid
        self.layout = layout
        self.widths = widths
        self.place = place
        self.write = write
        self.loose = place.in_cell or any(True for _ in query(grid.rows, Footnote))

    def table(self) -> str:
        grid, lines = self.grid, self.layout.lines
        caption = "none"
        if grid.caption:
            begin = label("Table", grid.number, grid.caption)
            said = f"#{typst_literal(begin)}" if begin else ""
            caption = f"[{pdf_anchor(grid.anchor)}{said}{calls(grid.caption)}]"
        above = self._heading_rows()
        rows = [self._row(index) for index in range(len(lines))]
        parts = []
        if above:
            heading = ", ".join(filter(None, rows[:above]))
            parts.append(f"table.header(repeat: {self._is_repeated(above)}, {heading})")
        parts += filter(None, rows[above:])
        columns = ", ".join(f"{width:.4g}fr" for width in self.widths)
        start = f"#tabled(({columns},), {caption}, {self._is_short()}"
        return f"{start}, {', '.join(parts)})"

    def _is_repeated(self, above: int) -> str:
        """Whether the heading rows are printed again on another page, as typst finds in the end.

        Printed again they are no part of the text, where PDF/UA lets nothing lead elsewhere. Those
        that leave no room for other rows would be printed for ever.
        """
        lines = self.layout.lines[:above]
        cells = [one.cell for line in lines for one in line.cells]
        if any(True for kind in (Link, Reference, Footnote) for _ in query(cells, kind)):
            return "false"
        return f"{self._length(sum(map(self._lines, lines)), lines)} < {_REPEATED}"

    def _is_short(self) -> str:
        """Whether it stays on one page, as typst finds once values are known."""
        lines = self.layout.lines
        if sum(map(self._lines, lines)) > _TOGETHER or self.loose:
            return "false"
        return f"{self._length(len(lines), lines)} < {_MOST}"

    def _length(self, least: int, lines: tuple[GridLine, ...]) -> str:
        """How many lines some rows take at most, as typst counts once values are known."""
        values = (
            f"{length_of(slot.name)} * {_LETTER / max(self._room(placed), _LETTER):.3g}"
            for line in lines
            for placed in line.cells
            for slot in query(placed.cell.children, Slot)
        )
        return " + ".join([str(least), *values])

    def _heading_rows(self) -> int:
        """How many rows are headings, those that a heading reaches into among them."""
        above = len(self.layout.headings)
        index = 0
        while index < above:
            cells = (placed for placed in self.layout.lines[index].cells if not placed.continued)
            above = max(above, *(index + self._reach(index, placed) for placed in cells), 0)
            index += 1
        return above

    def _reach(self, index: int, placed: Placed) -> int:
        """Over how many rows a cell reaches, of those that there are."""
        rows = 1
        for line in self.layout.lines[index + 1 :]:
            below = next((one for one in line.cells if one.column == placed.column), None)
            if not (below and below.continued and below.cell is placed.cell):
                break
            rows += 1
        return rows

    def _row(self, index: int) -> str:
        line = self.layout.lines[index]
        anchors = [self.grid.anchor] if not index and not self.grid.caption else []
        marks = "".join(map(pdf_anchor, [*anchors, line.anchor]))
        if line.kind == "open":
            said = f"{marks}#{typst_literal(f'{line.mark} {line.words}')}"
            return f"cell({typst_literal('open')}, colspan: {self.layout.columns})[{said}]"
        cells = []
        for placed in line.cells:
            if not placed.continued:
                cells.append(self._cell(line, index, placed, marks))
                marks = ""
        if line.kind == "band" and len(line.cells) == 1:
            return f"table.header(level: 2, repeat: false, {cells[0]})" if cells else ""
        return ", ".join(cells)

    def _cell(self, line: GridLine, index: int, placed: Placed, marks: str) -> str:
        cell = placed.cell
        kind = line.kind
        heads = self.grid.row_headings and not placed.column and kind == "row"
        spans = f", colspan: {cell.cols}" if cell.cols > 1 else ""
        if (rows := self._reach(index, placed)) > 1:
            spans += f", rowspan: {rows}"
        align = self._align(placed) if inline_only(cell) else "left"
        if align != "left" and kind != "band":
            spans += f", align: {align}"
        room = self._room(placed)
        inner = replace(self.place, room=room, indented=False, edge=False, bullets=0, in_cell=True)
        breaks = self._breaks(placed, room) if kind == "row" or self.loose else "false"
        said = self.write(cell.children, inner)
        if any(query(cell.children, Slot)) or _longest(cell.children) > room:
            said = f"#narrow({points(room)})[{said}]"
        name = typst_literal("row-heading" if heads else kind)
        return f"cell({name}{spans}, breakable: {breaks})[{marks}{said}]"

    def _breaks(self, placed: Placed, room: float) -> str:
        """Whether a cell may break across pages, as typst finds once values are known.

        Where there are footnotes, or the table stands in another's cell, each may: typst finds no
        end where a row is to stay whole, and its notes have no room on the page then.
        """
        if self.loose:
            return "true"
        words = list(query(placed.cell.children, Paragraph))
        if len(words) > _KEPT_WHOLE:
            return "true"
        most = int(_LINES * room / _LETTER)
        letters = sum(len(plain(one.children)) for one in words)
        lengths = [length_of(slot.name) for slot in query(placed.cell.children, Slot)]
        if not lengths:
            return "true" if letters > most else "false"
        return f"{' + '.join([str(letters), *lengths])} > {most}"

    def _align(self, placed: Placed) -> str:
        aligns = self.grid.aligns
        return aligns[placed.column] if placed.column < len(aligns) else "left"

    def _room(self, placed: Placed) -> float:
        return sum(self.widths[placed.column : placed.column + placed.cell.cols]) - _MARGINS

    def _lines(self, line: GridLine) -> int:
        """How many lines a row takes, about."""
        cells = (self._lines_in(placed) for placed in line.cells if not placed.continued)
        return max(cells, default=1)

    def _lines_in(self, placed: Placed) -> int:
        room = max(self._room(placed), _LETTER)
        return sum(1 + int(letters * _LETTER / room) for letters in _letters(placed))


def _longest(held: Blocks) -> float:
    """How wide the longest word of a cell is, in points."""
    texts = (text.text for text in query(held, Text))
    words = (word for text in texts for word in text.split(" "))
    return max((breadth(word) * EM / 1000 for word in words), default=0)


def _letters(placed: Placed) -> Iterator[int]:
    for one in query(placed.cell.children, Paragraph):
        words: Inlines = one.children
        yield len(plain(words))
