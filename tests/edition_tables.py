"""Tables of a Markdown edition, read back."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from edition_inlines import read_inlines
from markdown_it.tree import SyntaxTreeNode

from policygen.document import (
    Block,
    Blocks,
    Cell,
    Grid,
    Inlines,
    Paragraph,
    RowAlternatives,
    RowPassage,
    Strong,
    TableRow,
    TableRows,
    Text,
    joined,
)

_NOTE = re.compile(r"<!-- table((?: \S+)*) -->\n?")
_TAG = re.compile(r"<(/?)(\w+)([^>]*)>")
_ANCHOR = re.compile(r'<a id="([^"]+)">')
_NUMBER = re.compile(r"Table (\d+): ")
_OFFERS = ("Either:", "Or:", "Where chosen:")
_SAID = re.compile(r'(\w+)="([^"]*)"')


@dataclass
class _Open:
    """A cell as it is read."""

    tag: str
    said: dict[str, str]
    nodes: list[SyntaxTreeNode] = field(default_factory=list)


def is_note(node: SyntaxTreeNode) -> bool:
    """Whether a table follows."""
    return node.type == "html_block" and bool(_NOTE.fullmatch(node.content.strip()))


def read_grid(
    note: SyntaxTreeNode,
    rest: Iterator[SyntaxTreeNode],
    blocks: Callable[[Sequence[SyntaxTreeNode]], list[Block]],
) -> Grid:
    """The table that such a comment stands before."""
    found = _NOTE.fullmatch(note.content.strip())
    assert found
    words = found[1].split()
    given = dict(word.partition("=")[::2] for word in words)
    widths, aligns = (given.get(key, "").split(",") for key in ("widths", "aligns"))
    node = next(rest)
    caption: Inlines = ()
    anchor = number = ""
    if node.type == "paragraph":
        anchor, number, caption = _caption(node)
        node = next(rest)
    if node.type == "table":
        lines = [
            (line.children, part.type == "thead")
            for part in node.children
            for line in part.children
        ]
        rows: TableRows = tuple(TableRow(tuple(map(_pipe_cell, cells))) for cells, _ in lines)
        headings = 1
    else:
        headings, rows = _html(node, rest, blocks)
    return Grid(
        caption,
        rows,
        headings,
        tuple(map(int, filter(None, widths))),
        tuple(filter(None, aligns)),
        "row-headings" in words,
        anchor,
        number,
    )


def _caption(node: SyntaxTreeNode) -> tuple[str, str, Inlines]:
    inner = [n for n in node.children[0].children if n.type != "text" or n.content]
    anchor = ""
    if inner[0].type == "html_inline" and (found := _ANCHOR.fullmatch(inner[0].content)):
        anchor, inner = found[1], inner[2:]
    words = read_inlines(inner)
    if not words:
        return anchor, "", ()
    (strong,) = words
    assert isinstance(strong, Strong)
    first, *more = strong.children
    assert isinstance(first, Text)
    number = _NUMBER.match(first.text)
    assert number
    return anchor, number[1], joined((Text(first.text[number.end() :]), *more))


def _pipe_cell(node: SyntaxTreeNode) -> Cell:
    words = read_inlines(node.children[0].children) if node.children else ()
    return Cell((Paragraph(words),) if words else ())


def _html(
    node: SyntaxTreeNode,
    rest: Iterator[SyntaxTreeNode],
    blocks: Callable[[Sequence[SyntaxTreeNode]], list[Block]],
) -> tuple[int, TableRows]:
    lines: list[list[_Open]] = []
    headings = 0
    inside: _Open | None = None
    while True:
        if node.type != "html_block" or not _TAG.match(node.content.lstrip()):
            assert inside
            inside.nodes.append(node)
        else:
            for end, tag, said in _TAG.findall(node.content):
                if tag == "tr" and not end:
                    lines.append([])
                elif tag in ("td", "th"):
                    inside = None if end else _Open(tag, dict(_SAID.findall(said)))
                    lines[-1] += [inside] if inside else []
                elif tag == "thead" and end:
                    headings = len(lines)
            if "</table>" in node.content:
                break
        node = next(rest)
    read = [_row(line, blocks, index < headings) for index, line in enumerate(lines)]
    rows, left = _gathered(read, outer=True)
    assert not left
    return headings, rows


def _row(
    cells: list[_Open],
    blocks: Callable[[Sequence[SyntaxTreeNode]], list[Block]],
    heading: bool,
) -> TableRow | tuple[str, str]:
    first = cells[0]
    begin = _inner(first.nodes[0]) if first.nodes else []
    if begin and begin[0].content == "<mark>" and begin[1].content.endswith(":"):
        return begin[1].content, "".join(n.content for n in begin[3:]).strip()
    anchor = ""
    made = []
    for cell in cells:
        nodes = cell.nodes
        leading: Blocks = ()
        inner = _inner(nodes[0]) if nodes and cell is first else []
        if inner and (found := _ANCHOR.fullmatch(inner[0].content)):
            anchor, words, nodes = found[1], read_inlines(inner[2:]), nodes[1:]
            leading = (Paragraph(words),) if words else ()
        inside: Blocks = (*leading, *blocks(nodes))
        spans = (int(cell.said.get(name, 1)) for name in ("colspan", "rowspan"))
        made.append(Cell(inside, *spans))
    band = not heading and first.said.get("scope") == "col"
    if band:
        made = [Cell(made[0].children)]
    return TableRow(tuple(made), band, anchor)


def _inner(node: SyntaxTreeNode) -> list[SyntaxTreeNode]:
    if node.type != "paragraph":
        return []
    return [n for n in node.children[0].children if n.type != "text" or n.content]


def _gathered(
    lines: Sequence[TableRow | tuple[str, str]], *, outer: bool = False
) -> tuple[TableRows, Sequence[TableRow | tuple[str, str]]]:
    """TableRows up to a mark that isn't theirs, and what is left from there."""
    rows: list[TableRow | RowAlternatives] = []
    while lines:
        line, rest = lines[0], lines[1:]
        if isinstance(line, TableRow):
            rows.append(line)
            lines = rest
            continue
        if line[0] != "To be decided:":
            break
        passages = []
        lines = rest
        any_of = bool(lines and lines[0][0] == "Where chosen:")  # type: ignore[index]
        while lines and not isinstance(lines[0], TableRow) and lines[0][0] in _OFFERS:
            label = lines[0][1]
            inside, lines = _gathered(lines[1:])
            passages.append(RowPassage(label, inside))
        rows.append(RowAlternatives(line[1], tuple(passages), any_of))
        if lines:
            assert not isinstance(lines[0], TableRow) and lines[0][0].startswith("End")
            lines = lines[1:]
    assert not (outer and lines)
    return tuple(rows), lines
