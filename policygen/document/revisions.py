"""Two texts as one, and each of them back from it: what was inserted, and what was deleted."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count, filterfalse
from typing import Any, TypeVar

from policygen.document.blocks import (
    Block,
    BlockRevision,
    Blocks,
    BulletList,
    Definition,
    Definitions,
    Grid,
    Paragraph,
    RowAlternatives,
    Section,
    Table,
    TableRow,
)
from policygen.document.held import NOTE, held
from policygen.document.inlines import Footnote, Inline, Inlines, Reference, Revision, Text
from policygen.document.memory import once
from policygen.document.nodes import Control, Document, Node
from policygen.document.quotes import straight
from policygen.document.walking import emptied, map_nodes, map_runs, query, walk, within
from policygen.document.words import joined

_Node = TypeVar("_Node", Block, Inline, Document)
_Lined = TypeVar("_Lined", BulletList, Definitions, Grid)


def is_redline(document: Document) -> bool:
    """Whether anything in a document is marked as inserted or deleted."""
    return bool(document.title_before) or is_revised((document,))


def is_revised(nodes: Iterable[Node]) -> bool:
    """Whether anything in some nodes is marked as inserted or deleted."""
    return any(isinstance(node, Revision | BlockRevision) for node in walk(nodes))


def later(blocks: Blocks) -> Blocks:
    """The later of the two texts that are in some blocks."""
    return _Side(inserted=True).blocks(blocks)


def earlier(blocks: Blocks) -> Blocks:
    """The earlier of the two texts that are in some blocks."""
    return _Side(inserted=False).blocks(blocks)


def marked(blocks: Blocks, *, inserted: bool) -> Blocks:
    """One of the two texts that are in some blocks, with what only it has still marked."""
    return _Side(inserted=inserted, marks=True).blocks(blocks)


def later_words(run: Inlines) -> Inlines:
    """The later of the two texts that are in a run of words."""
    return _Side(inserted=True).inlines(run)


def title_words(document: Document) -> Inlines:
    """A document's title, in a redline with the one that it had."""
    if not document.title_before:
        return (Text(document.title),)
    before, after = (Text(one) for one in (document.title_before, document.title))
    return (Revision(False, (before,)), Text(" "), Revision(True, (after,)))


def accepted(document: Document) -> Document:
    """The later of the two texts that a redline is made of."""
    return _Side(inserted=True).document(document)


def rejected(document: Document) -> Document:
    """The earlier of the two texts that a redline is made of."""
    return _Side(inserted=False).document(document)


def in_turn(blocks: Blocks) -> Iterator[tuple[bool | None, Block]]:
    """Blocks one after the other; each was inserted, or deleted, or neither (None)."""
    for block in blocks:
        if isinstance(block, BlockRevision):
            yield from ((block.inserted, inner) for _, inner in in_turn(block.children))
        else:
            yield None, block


def wholly(held: Blocks | Inlines) -> bool | None:
    """Whether all of what stands side by side was inserted, or deleted; else None."""
    kinds = {one.inserted if isinstance(one, BlockRevision | Revision) else None for one in held}
    return kinds.pop() if len(kinds) == 1 else None


def first_of_later(blocks: Blocks) -> Block | None:
    """The block that stands first in the later text, or in the only one that has some."""
    every = list(in_turn(blocks))
    return next((block for kind, block in (*every, *every) if kind is not False), None) or (
        every[0][1] if every else None
    )


def in_words(revision: BlockRevision) -> Blocks:
    """The blocks of a revision with the mark moved inside, around each run of words.

    For formats in which no mark goes around blocks; what more is said of it stands before them.
    """
    said = revision.note and f"({revision.note}) "

    def marked(run: Inlines) -> Inlines:
        nonlocal said
        note, said = (Text(said),) if said else (), ""
        return (*note, Revision(revision.inserted, run)) if run else run

    return map_runs(revision.children, marked)


def all_in_words(document: Document) -> Document:
    """A document in which every mark stands around words, none around blocks."""

    def deeper(blocks: Blocks) -> Blocks:
        left: list[Block] = []
        for block in blocks:
            left += in_words(block) if isinstance(block, BlockRevision) else (block,)
        return tuple(within(block, blocks=deeper) for block in left)

    return within(document, blocks=deeper)


def in_line(node: _Lined) -> _Lined:
    """A node whose bullets, cells and meanings have their marks around words, where they can.

    That is where one paragraph is all that was inserted or deleted there.
    """

    def change(blocks: Blocks) -> Blocks:
        match blocks:
            case (BlockRevision(_, ()),):
                return ()
            case (BlockRevision(_, (Paragraph(),), "") as revision,):
                return in_words(revision)
        return blocks

    return within(node, blocks=change)


def with_notes_apart(document: Document) -> Document:
    """A redline in which the footnotes that were deleted are numbered on after the others."""
    noted = [block for block in document.body if NOTE in held(block).runs]
    around = replace(document, children=(), history=None)
    revised = [block for block in noted if held(block).revised]
    deleted = _notes(node for node in walk((around, *revised)) if _is_deleted(node))
    if not deleted:
        return document
    every = _notes((around, *noted))
    numbers = count(1 + every - deleted)

    def renumbered(node: Any) -> Any:
        return replace(node, number=str(next(numbers))) if isinstance(node, Footnote) else node

    def change(node: Any) -> Any:
        return map_nodes(node, renumbered) if _is_deleted(node) else node

    return map_nodes(document, change)


def _notes(nodes: Iterable[Node]) -> int:
    """How many footnotes there are in some nodes."""
    return sum(1 for _ in query(nodes, Footnote))


def _is_deleted(node: Node) -> bool:
    return isinstance(node, Revision | BlockRevision) and not node.inserted


class _Side:
    """One of the two texts: what is marked as of the other goes, its rows and bullets with it."""

    def __init__(self, *, inserted: bool, marks: bool = False) -> None:
        self.inserted = inserted
        self.marks = marks  # whether its own words keep theirs

    def document(self, document: Document) -> Document:
        title = document.title if self.inserted else document.title_before or document.title
        control, history = self.control(document.control), document.history
        if history and self.said_no_more(history.title):
            history = None
        made = replace(document, control=control, history=history, title=title)
        return self.of(replace(made, title_before="", changes=()))

    def of(self, node: _Node) -> _Node:
        return within(node, self.inlines, self.blocks)

    def block(self, block: Block) -> Block:
        match block:
            case BulletList(items):
                return self.of(BulletList(tuple(item for item in items if not self.gone(item))))
            case Definitions(items):
                left = (item for item in items if not self.is_undefined(item))
                return self.of(Definitions(tuple(left)))
            case Grid(rows=rows):
                return self.of(replace(block, rows=tuple(filterfalse(self.is_out, rows))))
        return self.of(block)

    def inlines(self, run: Inlines) -> Inlines:
        left: list[Inline] = []
        for inline in run:
            if not isinstance(inline, Revision):
                left.append(self.of(inline))
            elif inline.inserted == self.inserted:
                inner = self.inlines(inline.children)
                left.extend((replace(inline, children=inner),) if self.marks else inner)
        return joined(tuple(left))

    def blocks(self, run: Blocks) -> Blocks:
        left: list[Block] = []
        for block in run:
            if not isinstance(block, BlockRevision):
                left.append(self.block(block) if held(block).revised else block)
            elif block.inserted == self.inserted:
                inner = self.blocks(block.children)
                left.extend((replace(block, children=inner),) if self.marks else inner)
        return tuple(left)

    def gone(self, blocks: Blocks) -> bool:
        """Whether all of some blocks are of the other text."""
        return bool(blocks) and all(
            isinstance(block, BlockRevision) and block.inserted != self.inserted for block in blocks
        )

    def said_no_more(self, run: Inlines) -> bool:
        return bool(run) and not self.inlines(run)

    def is_out(self, row: TableRow | RowAlternatives) -> bool:
        return isinstance(row, TableRow) and all(self.gone(cell.children) for cell in row.cells)

    def is_undefined(self, item: Definition) -> bool:
        return all(map(self.said_no_more, item.terms))

    def control(self, control: Control) -> Control:
        def left(rows: tuple[tuple[str, Inlines], ...]) -> tuple[tuple[str, Inlines], ...]:
            return tuple((term, said) for term, said in rows if not self.said_no_more(said))

        return Control(control.title, left(control.record), left(control.model))


@once
def as_compared(block: Block) -> Block:
    """A block as it is compared: without numbers and names, its quotation marks straight."""
    if isinstance(block, Section):  # whose blocks are compared one by one, too
        children = tuple(map(as_compared, block.children))
        return replace(map_nodes(replace(block, children=()), _bare), children=children)
    return map_nodes(block, _bare)


_LEFT_OUT = (
    ("number", ""),
    ("anchor", ""),
    ("row_anchors", ()),
    ("in_part", False),
    ("measures", ()),
)


def _bare(node: Any) -> Any:
    match node:
        case Text(text):
            said = straight(text)
            return node if said == text else Text(said)
        case Reference():
            return replace(node, word="", number="")
    return emptied(node, _LEFT_OUT)


def without_anchors(blocks: Blocks, taken: Collection[str]) -> Blocks:
    """Blocks that can't be led to by anchors that lead elsewhere now."""

    def change(node: Any) -> Any:
        if isinstance(node, Table) and node.row_anchors:
            left = tuple("" if one in taken else one for one in node.row_anchors)
            node = replace(node, row_anchors=left)
        if not isinstance(node, Reference) and getattr(node, "anchor", "") in taken:
            return replace(node, anchor="")
        return node

    return tuple(map_nodes(block, change) for block in blocks)


def led_anew(document: Document, renamed: Mapping[str, str]) -> Document:
    """A document whose references lead to what their anchors have become."""

    def change(node: Any) -> Any:
        if isinstance(node, Reference) and node.anchor in renamed:
            return replace(node, anchor=renamed[node.anchor])
        return node

    return map_nodes(document, change) if renamed else document
