"""Tables written with |, a row a line."""

from dataclasses import replace

from markdown_it.rules_block.table import escapedSplit
from markdown_it.tree import SyntaxTreeNode

from policygen.document import Table
from policygen.document.grids import as_grid, laid_out
from policygen.document.measuring import measured
from policygen.errors import plural
from policygen.readers.markdown.building import Builder, anchor_of, line_of


def read_pipe_table(builder: Builder, node: SyntaxTreeNode) -> Table:
    """A pipe table, each row of which is held to its columns."""
    typed = [row for part in node.children for row in part.children]
    header, *rows = (
        tuple(builder.inlines(cell, cell=True) for cell in row.children) for row in typed
    )
    anchor, *anchors = (_row_anchor(builder, row) for row in typed)
    if not all(header):
        builder.fault(node, "a table's column has no heading", "give every column one")
    for row in typed[1:]:
        _held(builder, row, builder.lines[line_of(row) - 1].strip(" \t>"), len(header))
    aligned = (str(cell.attrs.get("style", "")) for cell in typed[0].children)
    aligns = tuple(style.rpartition(":")[2] or "left" for style in aligned)
    table = Table(
        "", header, tuple(rows), aligns=aligns if {*aligns} != {"left"} else (),
        anchor=anchor, row_anchors=tuple(anchors) if any(anchors) else (),
    )  # fmt: skip
    return replace(table, measures=measured(laid_out(as_grid(table))))


def _row_anchor(builder: Builder, row: SyntaxTreeNode) -> str:
    """The id of a row; that of the heads is the table's."""
    first, *others = (anchor_of(builder, cell, keys=("lines",)) for cell in row.children)
    for anchor in filter(None, others):
        hint = "put it at the end of the row's first cell"
        builder.fault(row, "a row has its id in its first cell", hint, f"#{anchor}")
    return first


def _held(builder: Builder, row: SyntaxTreeNode, line: str, columns: int) -> None:
    """Hold a row to its columns: too many cells would be cut, and missing ones made up."""
    cells = escapedSplit(line)
    cells = cells[cells[0] == "" : len(cells) - (cells[-1] == "")]
    if "|" not in line:
        hint = "put an empty line behind the table"
        builder.fault(row, "this line would become a row of the table above it", hint)
    elif len(cells) != columns:
        message = f"this row has {plural(len(cells), 'cell')}, the table {columns}"
        hint = "write a | for every cell, an empty one too, and \\| for the sign itself"
        builder.fault(row, message, hint)
