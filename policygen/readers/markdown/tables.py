"""Tables written as lists: `* - cell` begins a row, `- cell` is the next cell in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from policygen.document import (
    Blocks,
    Cell,
    Emphasis,
    Grid,
    Paragraph,
    RowAlternatives,
    RowPassage,
    Strong,
    TableRow,
    TableRows,
    query,
)
from policygen.document.grids import laid_out
from policygen.document.measuring import measured
from policygen.errors import plural
from policygen.readers.markdown.attributes import NONE, Attributes
from policygen.readers.markdown.building import LOCKED, Builder, anchor_of, attributes_of
from policygen.readers.markdown.fitting import TypedRow, check_headings, held_to_columns
from policygen.readers.markdown.forms import with_room
from policygen.readers.markdown.sections import Open

_KEYS = ("widths", "aligns", "headings")
_CELL_KEYS = ("cols", "rows", "lines")
_OF_A_CELL = {"band", LOCKED, *_CELL_KEYS}
_ALIGNS = {"l": "left", "c": "center", "r": "right"}
_ROW = "write * - before the first cell of a row, and indent the - of the others by 2"


def read_table(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """A block of ::: table; what doesn't fit is told."""
    return _TableReader(builder, node).grid()


@dataclass(slots=True)
class _TableReader:
    builder: Builder
    node: SyntaxTreeNode
    sound: bool = True  # whether each row could be read

    def fault(
        self, node: SyntaxTreeNode, message: str, hint: str, near: str = "", below: int = 0
    ) -> None:
        self.sound = False
        self.builder.fault(node, message, hint, near, below)

    def grid(self) -> Blocks:
        first, *inside = self.node.children
        given = attributes_of(self.node)
        if "landscape" in given.words:
            hint = "put it at the end of the heading of the section"
            self.builder.fault(self.node, "a table can't be turned by itself", hint, ".landscape")
        anchor = anchor_of(self.builder, self.node, ("row-headings", "landscape"), _KEYS)
        caption = self.builder.inlines(first)
        if next(query(caption, Strong | Emphasis), None):  # type: ignore[arg-type]
            hint = "take the marks away"
            self.builder.fault(
                self.node, "bold or italic words can't stand in a table's caption", hint, "*"
            )
        typed = self.builder.gathered(inside, self.rows)
        headings = self.number(given, "headings", 1, 0)
        if not typed and self.sound:
            self.fault(self.node, "a table without rows", "write * - for each row", ":::")
        columns = held_to_columns(self, typed, headings)
        for one in (one for one in typed[:headings] if isinstance(one, TypedRow) and one.row.band):
            one.row = TableRow((replace(one.row.cells[0], cols=columns),), anchor=one.row.anchor)
        grid = Grid(
            caption,
            _rows(typed),
            headings,
            self.widths(given, columns),
            self.aligns(given, columns),
            "row-headings" in given.words,
            anchor,
        )
        check_headings(self, typed, grid)
        return (replace(grid, measures=measured(laid_out(grid))),)

    # The line of :::

    def number(self, given: Attributes, key: str, default: int, least: int) -> int:
        said = given.get(key, str(default))
        if said.isascii() and said.isdigit() and len(said) < 4 and int(said) >= least:
            return int(said)
        hint = f"write {key}= and a number from {least} up"
        self.fault(self.node, f"{key}={said} is no number that can stand here", hint, f"{key}=")
        return default

    def widths(self, given: Attributes, columns: int) -> tuple[int, ...]:
        said = given.get("widths")
        shares = said.split(",") if said else []
        if all(one.isascii() and one.isdigit() and len(one) < 4 and int(one) for one in shares):
            return tuple(map(int, shares)) if self.fits("widths", shares, columns) else ()
        hint = "write a number for each column, with commas and no spaces, such as widths=2,1,1"
        self.fault(self.node, f"these are no widths: {said}", hint, "widths=")
        return ()

    def aligns(self, given: Attributes, columns: int) -> tuple[str, ...]:
        said = given.get("aligns")
        letters = said.split(",") if said else []
        if all(one in _ALIGNS for one in letters):
            fits = self.fits("aligns", letters, columns)
            return tuple(_ALIGNS[one] for one in letters) if fits else ()
        hint = "write l, c or r for each column, with commas and no spaces, such as aligns=l,l,r"
        self.fault(self.node, f"these are no alignments: {said}", hint, "aligns=")
        return ()

    def fits(self, key: str, given: Sequence[str], columns: int) -> bool:
        if not given or not self.sound or len(given) == columns:
            return True
        message = f"{key} are given for {plural(len(given), 'column')}, and the table has {columns}"
        self.fault(self.node, message, "give one for each column", f"{key}=")
        return False

    # Rows and cells

    def rows(self, node: SyntaxTreeNode) -> Sequence[TypedRow]:
        if node.type == "bullet_list" and node.markup == "*":
            return [row for item in node.children for row in self.row(item)]
        if node.type == "bullet_list":
            near = f"{node.markup} "
            self.fault(node, "this cell stands in no row", _ROW, near)
        elif node.type == "paragraph" and _words(node).startswith("|"):
            hint = "write * - for a row and - for each cell, or a pipe table without :::"
            self.fault(node, "a row with | can't stand in a block of ::: table", hint, "|")
            return []
        elif node.type == "table":
            hint = "write * - for a row and - for each cell, or take the lines of ::: away"
            self.fault(node, "a pipe table can't stand in a block of ::: table", hint, "|")
            return []
        elif node.type in ("paragraph", "ordered_list", "blockquote", "fenced"):
            self.fault(node, "this stands in no cell of the table", _ROW, _words(node)[:20])
        if node.type != "ordered_list":  # which would be said to be none here once more
            self.builder.blocks([node])
        return []

    def row(self, item: SyntaxTreeNode) -> Sequence[TypedRow]:
        lists = [child for child in item.children if child.type == "bullet_list"]
        strays = [child for child in item.children if child.type != "bullet_list"]
        for odd in (one for one in lists if one.markup != "-"):
            hint = "write - before each cell; bullets in a cell are indented by 4"
            self.fault(odd, f"a cell begins with -, not with {odd.markup}", hint, odd.markup)
        if len(lists) > 1 and all(one.markup == "-" for one in lists) and not strays:
            self.fault(lists[1], "this stands in no cell of the table", _ROW)
        for stray in strays:
            self.stray(stray, item)
        if not lists:
            if not strays:
                self.fault(item, "a row without cells", _ROW, "*")
            return []
        cells = [cell for one in lists for cell in one.children]
        row = self.read_row(item, cells)
        row.sound = row.sound and not strays and len(lists) == 1
        return [row]

    def stray(self, node: SyntaxTreeNode, item: SyntaxTreeNode) -> None:
        if node.type == "edge":
            hint = "put it inside the cell, or around whole rows"
            self.fault(node, "a decision can't stand around single cells", hint)
            return
        if node is item.children[0]:
            message, hint = "a row begins with * and its first cell with -", "write * - before it"
        else:
            message = "this stands in no cell of the table"
            hint = (
                "indent it by 4 more than the row, to stand in the cell above, or write - for one"
            )
        self.fault(node, message, hint, _words(node)[:20])
        self.builder.blocks([node])

    def read_row(self, item: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode]) -> TypedRow:
        cells = []
        sound, reaches = True, False
        band, anchor = False, ""
        for index, node in enumerate(nodes):
            held = node.children[0] if node.children else node
            given, named = NONE, ""
            if held.type == "paragraph":
                given = attributes_of(held)
                named = anchor_of(self.builder, held, ("band",), _CELL_KEYS)
            if not index:  # what ends a row's first cell is the row's own
                anchor, named = named, ""
            band = band or "band" in given.words
            sizes = [given.get(key, "1") for key in ("cols", "rows")]
            typed = {*given.words, *(key for key, _ in given.keys)}
            sound = sound and all(map(_is_size, sizes)) and typed <= _OF_A_CELL
            reaches = reaches or "row" in given.typed
            sound = sound and not any(map(_slip, _lines(held)[1:]))
            cells.append(self.cell(node, held, given, named))
        if band and len(cells) > 1:
            hint = "let it be the only cell of its row, or take {.band} away"
            self.fault(item, "a band is one cell across the whole table", hint, ".band")
        if band and cells[0].cols * cells[0].rows > 1:
            hint = "take cols= and rows= away"
            self.fault(item, "a band is as wide as the table", hint, ".band")
        row = TableRow(tuple(cells), band, anchor)
        return TypedRow(row, item, list(nodes), sound and (not band or len(cells) == 1), reaches)

    def cell(
        self, node: SyntaxTreeNode, held: SyntaxTreeNode, given: Attributes, named: str
    ) -> Cell:
        sizes = []
        for key in ("cols", "rows"):
            said = given.get(key, "1")
            if not _is_size(said):
                hint = f"write {key}=2 or more"
                self.fault(held, f"{key}={said} is no number that can stand here", hint, f"{key}=")
                said = "1"
            sizes.append(int(said))
        for inner in (one for one in node.walk() if one.type == "table"):
            hint = "make two tables of it, or write its words as bullets"
            self.fault(inner, "a table can't stand in a cell of another", hint, "|")
        if held.type != "paragraph":
            return Cell(self.builder.blocks(node.children), *sizes)
        for number, line in enumerate(_lines(held)[1:], 1):
            if slip := _slip(line):
                self.fault(held, *slip, near=line[:20], below=number)
                return Cell((), *sizes)
        words = with_room(self.builder, held, self.builder.inlines(held))
        first: Blocks = (Paragraph(words, named),) if words else ()
        return Cell((*first, *self.builder.blocks(node.children[1:])), *sizes)


def _rows(typed: Sequence[Any]) -> TableRows:
    return tuple(
        RowAlternatives(
            one.question,
            tuple(RowPassage(label, _rows(passage)) for label, passage in one.passages),
            one.any_of,
        )
        if isinstance(one, Open)
        else one.row
        for one in typed
    )


def _is_size(said: str) -> bool:
    return said.isascii() and said.isdigit() and len(said) < 4 and int(said) > 0


_ROW_SLIP = re.compile(r"\*[-•·▪●◦–—]|-\*|[•·▪●◦]|[–—](?=\s)")


def _slip(line: str) -> tuple[str, str] | None:
    """What is wrong with a further line of a cell's words, if it was to begin something else."""
    if line.startswith("|"):
        hint = "write * - for a row and - for each cell, or a pipe table without :::"
        return "a row with | can't stand in a block of ::: table", hint
    if _ROW_SLIP.match(line):
        return "this line was to begin a row or a bullet", f"{_ROW}; a bullet in a cell, by 4"
    return None


def _lines(node: SyntaxTreeNode) -> list[str]:
    """The lines of a paragraph, as they were typed."""
    held = node.children[0] if node.type == "paragraph" and node.children else None
    return held.content.split("\n") if held else []


def _words(node: SyntaxTreeNode) -> str:
    """The words that a block begins with, as they were typed."""
    while node.type != "inline" and node.children:
        node = node.children[0]
    return str(node.content).split("\n")[0]
