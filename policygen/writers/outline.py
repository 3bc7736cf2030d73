"""A document as plain text: for the terminal, and to see what is in it."""

import textwrap
from dataclasses import dataclass
from typing import Any, assert_never

from policygen.document import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    Box,
    BulletList,
    Clause,
    Control,
    Definitions,
    Document,
    Figure,
    Form,
    Grid,
    Guidance,
    Inline,
    Inlines,
    Letter,
    Paragraph,
    Quotation,
    Revision,
    Section,
    Step,
    Steps,
    Strong,
    Table,
    Text,
    label,
    map_inlines,
    plain,
)
from policygen.document.grids import (
    Placed,
    as_grid,
    called,
    columns_called,
    inline_only,
    laid_out,
    words_of,
)
from policygen.document.revisions import all_in_words, in_words, title_words
from policygen.writers.around import heading_number


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands around words that were inserted, and around those that were deleted."""

    inserted: tuple[str, str] = ("{+", "+}")
    deleted: tuple[str, str] = ("[-", "-]")

    def around(self, run: Inlines) -> Inlines:
        """A run of words in which these marks stand in the place of revisions."""
        said: list[Inline] = []
        for inline in run:
            match inline:
                case Revision(inserted, children):
                    begin, end = self.inserted if inserted else self.deleted
                    said = [*said, Text(begin), *children, Text(end)]
                case _:
                    said.append(inline)
        return tuple(said)


_MARKS = Marks()


def write(document: Document, width: int = 80, marks: Marks = _MARKS) -> str:
    """The text of a document whose slots are filled, wrapped to a width in columns."""
    title = (Strong(title_words(document)),)
    (document,) = map_inlines((all_in_words(document),), marks.around)
    lines = _wrapped(plain(map_inlines(title, marks.around)), width)
    lines += _wrapped(plain(document.subtitle), width)
    if document.notice:
        lines += ["", *_wrapped(f"*** {plain(document.notice)} ***", width)]
    if document.changes:
        lines += ["", "Changes", ""]
        for change in document.changes:
            lines += _wrapped(change.words, width, "-  ", "   ")
        (was, was_end), (now, now_end) = marks.deleted, marks.inserted
        legend = f"Below, {was}words{was_end} were deleted and {now}words{now_end} inserted."
        lines += ["", *_wrapped(legend, width)]
    lines += ["", *_control(document.control, width), ""]
    return "\n".join([*lines, *_blocks(document.body, width), ""])


def text(blocks: Blocks, width: int) -> str:
    """The text of some blocks alone."""
    return "\n".join(_blocks(blocks, width))


def records(document: Document) -> dict[str, Any]:
    """The document as plain data, each node with its kind: for --json."""

    def made(node: object) -> Any:
        if isinstance(node, tuple):
            return [made(child) for child in node]
        if hasattr(node, "__dataclass_fields__"):
            fields = {name: made(getattr(node, name)) for name in node.__dataclass_fields__}
            return {"kind": type(node).__name__, **fields}
        return node

    data: dict[str, Any] = made(document)
    return data


def _blocks(blocks: Blocks, width: int) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines += _block(block, width)
    return lines


def _control(control: Control, width: int) -> list[str]:
    indent = max((len(term) for term, _ in control.rows), default=0) + 3
    return [
        line
        for term, said in control.rows
        for line in _wrapped(plain(said), width, f"{term + ':':<{indent}}", " " * indent)
    ]


def _block(block: Block, width: int) -> list[str]:
    match block:
        case Paragraph(children):
            lines = plain(children, line_break="\n").split("\n")
            return [part for line in lines for part in _wrapped(line, width)]
        case BulletList(items):
            return [line for item in items for line in _hung("-", 3, item, width)]
        case Quotation(children):
            return [f"> {line}".rstrip() for line in _blocks(children, width - 2)]
        case Definitions(items):
            lines = []
            for index, item in enumerate(items):
                lines += [""] if index else []
                lines += [line for term in item.terms for line in _wrapped(plain(term), width)]
                for meaning in item.meanings:
                    lines += _hung("", 3, meaning, width)
            return lines
        case Guidance():
            return _block(Box(block.heading, block.children), width)
        case Box(title, children) | Letter(title, children) | Form(title, children):
            above = [*_wrapped(plain(title), width - 2), ""] if title else []
            return [f"| {line}".rstrip() for line in (*above, *_blocks(children, width - 2))]
        case Steps(title, children):
            above = [*_wrapped(plain(title), width), ""] if title else []
            return [*above, *_blocks(children, width)]
        case Step(children, _, number):
            return _hung(f"{number}.", 4, children, width)
        case Clause(children, _, number):
            return _hung(number, 6, children, width)
        case Section(title, children, level=level):
            number = heading_number(block)
            gap = 6 if len(number) < 6 else len(number) + 1
            heading = f"{number:<{gap}}{plain(title)}" if number else plain(title)
            mark = {1: "#", 2: "="}.get(level, "-")
            head = [heading, mark * min(len(heading), width)]
            return [*head, *([""] if children else []), *_blocks(children, width)]
        case Table() | Grid():
            return _table(as_grid(block), width)
        case Figure(alt, caption, number=number):
            words = label("Figure", number, caption) + plain(caption)
            below = _wrapped(words, width) if words else []
            return [*_wrapped(f"[Picture: {plain(alt)}]", width), *below]
        case Alternatives(question, passages):
            lines = _wrapped(f"To be decided: {question}", width - 2)
            for index, passage in enumerate(passages):
                lines += [
                    "",
                    *_wrapped(f"{block.word(index)}: {passage.label}", width - 2),
                ]
                if passage.children:
                    lines += ["", *_blocks(passage.children, width - 2)]
            return [f"| {line}".rstrip() for line in lines]
        case BlockRevision():
            return _blocks(map_inlines(in_words(block), _MARKS.around), width)
        case _:
            assert_never(block)


def _table(grid: Grid, width: int) -> list[str]:
    """Each row as its cells, each under its column's name; one without names, with | between."""
    lines = (
        [f"{label('Table', grid.number, grid.caption)}{plain(grid.caption)}:"]
        if grid.caption
        else []
    )
    layout = laid_out(grid)
    above = columns_called(layout)
    for line in layout.lines:
        cells = [placed for placed in line.cells if not placed.continued]
        if line.kind == "heading" and len(layout.headings) < len(layout.lines):
            continue
        if line.kind == "heading":  # nothing stands below it
            lines += _wrapped("; ".join(map(_plain, cells)), width, "   ", "   ")
            continue
        if line.kind == "open":
            lines += _wrapped(f"{line.mark} {line.words}", width, "   | ", "   | ")
        elif line.kind == "band":
            lines += _hung("--", 3, cells[0].cell.children, width)
        elif all(inline_only(placed.cell) for placed in cells):
            said = (
                f"{plain(name)}: {_plain(placed)}" if name else _plain(placed)
                for placed in cells
                for name in (called(above, placed),)
            )
            lines += _wrapped("; ".join(said), width, "   ", "   ")
        else:
            for placed in cells:
                name = plain(called(above, placed))
                if not inline_only(placed.cell):
                    lines += [f"   {name}:"] if name else []
                    lines += _hung("", 6, placed.cell.children, width)
                else:
                    said_here = f"{name}: {_plain(placed)}" if name else _plain(placed)
                    lines += _wrapped(said_here, width, "   ", "   ")
    return lines


def _plain(placed: Placed) -> str:
    return plain(words_of(placed.cell.children))


def _hung(mark: str, indent: int, blocks: Blocks, width: int) -> list[str]:
    """Blocks with a mark before the first line."""
    indent = max(indent, len(mark) + 1)
    lines = _blocks(blocks, width - indent) or [""]
    rest = [f"{' ' * indent}{line}".rstrip() for line in lines[1:]]
    return [f"{mark:<{indent}}{lines[0]}", *rest]


def _wrapped(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    return textwrap.wrap(
        text, max(width, 20), initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    ) or [first.rstrip()]
