"""Blocks as they stand in a cell beside what they were: their words, those that changed in bold.

What leads elsewhere in a text leads nowhere from a paper about it, so it is printed as words; and
bold says nothing but that words changed.
"""

from collections.abc import Iterator
from dataclasses import replace

from policygen.document import (
    Block,
    BlockRevision,
    Blocks,
    BulletList,
    Clause,
    Emphasis,
    Grid,
    Inline,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Revision,
    Section,
    Step,
    Strong,
    Table,
    TableRow,
    Text,
    joined,
    plain,
    within,
)
from policygen.document.grids import as_grid
from policygen.document.revisions import in_words, is_revised
from policygen.writers import outline

_WIDE = 100_000  # characters: no line is broken


def as_lines(blocks: Blocks) -> str:
    """The bare words of blocks that are set for a cell, a line for each paragraph or bullet."""
    lines: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(children):
                lines.append(plain(children))
            case BulletList(items):
                lines += (f"- {as_lines(item)}" for item in items)
    return "\n".join(lines)


def in_cell(blocks: Blocks) -> Blocks:
    """Blocks for a cell; what is numbered among them goes by its number elsewhere."""
    bare = (
        replace(one, number="") if isinstance(one, Clause | Step | Section) else one
        for one in blocks
    )
    return tuple(block for one in bare for block in _block(one))


def _block(block: Block) -> Iterator[Block]:
    match block:
        case Paragraph(children):
            yield Paragraph(_words(children))
        case BlockRevision():
            for one in in_words(block):
                yield from _block(one)
        case BulletList(items):
            kept = (tuple(made for one in item for made in _block(one)) for item in items)
            yield BulletList(tuple(item for item in kept if item))
        case Clause(children, _, number) | Step(children, _, number):
            yield from _numbered(number, children)
        case Section(title, children, _, number):
            yield from _numbered(number, (Paragraph(title), *children))
        case Table() | Grid():
            grid = as_grid(block)
            yield from _block(Paragraph(grid.caption)) if grid.caption else ()
            for row in grid.rows:
                match row:
                    case TableRow(cells):
                        yield Paragraph(_joined([_line(cell.children) for cell in cells], " | "))
                    case _:
                        yield from _lines(Grid((), (row,)))
        case _:
            yield from _lines(block)


def _lines(block: Block) -> Iterator[Paragraph]:
    """Any other block, line by line; all of it in bold where something in it changed."""
    (bare,) = _unmarked((block,))
    lines = (line.strip() for line in outline.text((bare,), _WIDE).split("\n"))
    revised = is_revised((block,))
    for line in filter(None, lines):
        yield Paragraph((Strong((Text(line),)),) if revised else (Text(line),))


def _unmarked(blocks: Blocks) -> Blocks:
    """Blocks whose marks are gone, and all that they stood around is left."""

    def runs(run: Inlines) -> Inlines:
        left: list[Inline] = []
        for inline in run:
            left += runs(inline.children) if isinstance(inline, Revision) else (inline,)
        return tuple(within(inline, runs, _unmarked) for inline in left)

    left: list[Block] = []
    for block in blocks:
        left += _unmarked(block.children) if isinstance(block, BlockRevision) else (block,)
    return tuple(within(block, runs, _unmarked) for block in left)


def _line(blocks: Blocks) -> Inlines:
    """Blocks as one run of words."""
    found: list[Inlines] = []
    for block in (made for one in blocks for made in _block(one)):
        match block:
            case Paragraph(children):
                found.append(children)
            case BulletList(items):
                found += map(_line, items)
    return _joined(found, " ")


def _joined(runs: list[Inlines], joint: str) -> Inlines:
    words: list[Inline] = []
    for index, run in enumerate(runs):
        words += (*([Text(joint)] if index else ()), *run)
    return joined(tuple(words))


def _numbered(number: str, blocks: Blocks) -> Iterator[Block]:
    first, *others = (made for one in blocks for made in _block(one))
    match first:
        case Paragraph(words) if number:
            yield Paragraph(joined((Text(f"{number} "), *words)))
        case _:
            yield first
    yield from others


def _words(run: Inlines, *, changed: bool = False) -> Inlines:
    left: list[Inline] = []
    for inline in run:
        match inline:
            case Revision(_, children) if not changed and plain(children).strip():
                left += _bold(_words(children, changed=True))
            case Revision(_, children) | Strong(children) | Link(_, children):
                left += _words(children, changed=changed)
            case Emphasis(children):
                left.append(Emphasis(_words(children, changed=changed)))
            case LineBreak():
                left.append(inline)
            case _:
                left.append(Text(plain((inline,))))
    return joined(tuple(left))


def _bold(run: Inlines) -> Inlines:
    """A run in bold, but for the space at its ends."""
    match joined(run):
        case (Text(text), *others) if text[:1] == " ":
            return (Text(" "), *_bold((Text(text[1:]), *others)))
        case (*others, Text(text)) if text[-1:] == " ":
            return (*_bold((*others, Text(text[:-1]))), Text(" "))
        case ():
            return ()
        case bare:
            return (Strong(bare),)
