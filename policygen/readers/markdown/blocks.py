"""Marked-up text into blocks, by markdown-it-py; what a model may not hold becomes a fault."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from markdown_it.tree import SyntaxTreeNode

from policygen.document import (
    Block,
    Blocks,
    BulletList,
    Clause,
    Inlines,
    Paragraph,
    Quotation,
    Steps,
)
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.building import anchor_of, line_of, to_fill_in
from policygen.readers.markdown.cutting import parts, portions
from policygen.readers.markdown.definitions import read_definitions
from policygen.readers.markdown.dialect import model_markdown
from policygen.readers.markdown.fenced import fenced
from policygen.readers.markdown.forms import unmarked, with_room
from policygen.readers.markdown.headings import headed
from policygen.readers.markdown.inlines import CUT, Fault, Inliner
from policygen.readers.markdown.marks import escaped
from policygen.readers.markdown.order import UNHEADED
from policygen.readers.markdown.passages import PieceRun
from policygen.readers.markdown.pipe_tables import read_pipe_table
from policygen.readers.markdown.sections import Heading, Piece, sections
from policygen.readers.markdown.shape import Shape
from policygen.readers.markdown.steps import is_in_cell, is_of_steps, read_step

_TYPED = re.compile(r"([0-9]+(?:\.[0-9]+)*)(?:[.)]|(?<=\.[0-9])|(?<=\.[0-9]{2}))\s")
_DEEPEST = 12  # a list counts as two; markdown-it leaves out what is deeper than 20


@dataclass(frozen=True, slots=True)
class Parsed:
    """Blocks, not yet numbered, and the faults found in the text."""

    blocks: Blocks
    faults: tuple[Fault, ...]


@lru_cache(maxsize=1024)
def parse(shape: Shape) -> Parsed:
    """The blocks of a composed text; done once for each shape, and for each part once in all."""
    blocks: list[Block] = []
    faults: list[Fault] = []
    line = 0
    for text in parts(shape.text):
        part = _parse_part(shape.part(text))
        blocks += part.blocks
        faults += (replace(fault, line=line + fault.line) for fault in part.faults)
        line += text.count("\n")
    return Parsed(tuple(blocks), tuple(faults))


@lru_cache(maxsize=4096)
def _parse_part(part: Shape) -> Parsed:
    """The blocks of a part; each but the first begins with a heading, so it is sections.

    Where a portion of it has faults, they are told as they are found in one piece.
    """
    pieces: list[Piece] = []
    headed = False
    for text in portions(part.text):
        read = _read(part.part(text), headed)
        if read.faults:
            read = _read(part, headed=False)
            return Parsed(sections(read.pieces, 2), read.faults)
        pieces += read.pieces
        headed = read.headed
    return Parsed(sections(pieces, 2), ())


@dataclass(frozen=True, slots=True)
class _Read:
    pieces: tuple[Piece, ...]
    faults: tuple[Fault, ...]
    headed: bool


@lru_cache(maxsize=16_384)
def _read(portion: Shape, headed: bool) -> _Read:
    """What a portion of text holds that stands below a section's heading, or not."""
    builder = _Builder(portion, headed=headed)
    tree = SyntaxTreeNode(model_markdown().parse(portion.text))
    pieces = builder.pieces(tree.children, top=True)
    return _Read(pieces, tuple(builder.faults), builder.headed)


_REFUSED = {
    "fence": "a code block",
    "code_block": "a code block",
    "html_block": "HTML",
    "hr": "a ruled line",
}
_HINTS = {
    "fence": "write paragraphs, lists, tables and quotations",
    "html_block": "write Markdown; a < that is meant as such is written \\<",
    "hr": "leave it out; a heading begins with ## and a space, on one line",
}


_NOTELESS = {"heading": "a heading", "fenced_title": "a title or a caption"}


@dataclass(slots=True)
class _Builder:
    shape: Shape
    faults: list[Fault] = field(default_factory=list)
    headed: bool = False  # by one of a section
    begun: bool = False  # whether there was any heading
    parted: bool = False  # whether a mark between passages stands right before
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = self.shape.text.split("\n")

    def fault(
        self, node: SyntaxTreeNode, message: str, hint: str = "", near: str = "", below: int = 0
    ) -> None:
        self.faults.append(Fault(line_of(node) + below, message, hint, near))

    def pieces(self, nodes: Iterable[SyntaxTreeNode], *, top: bool = False) -> tuple[Piece, ...]:
        """The pieces of sibling nodes, the open decisions among them gathered."""
        return self.gathered(nodes, lambda node: self.piece(node, top))

    def gathered(
        self, nodes: Iterable[SyntaxTreeNode], read: Callable[[SyntaxTreeNode], Sequence[Any]]
    ) -> tuple[Any, ...]:
        """What is read of sibling nodes, one by one; of each open decision among them an `Open`."""
        run = PieceRun()
        last = None
        for node in nodes:
            before, last = last, node
            if node.type == "edge":
                mark, passage = node.content[0], node.content[1:]
                known = self.shape.passages[sentinels.index_of(passage)]
                if not run.mark(mark, known):
                    self.cut(node)
            else:
                self.parted = before is not None and before.type == "edge"
                run.pieces.extend(read(node))
        if run.open and last:
            self.cut(last)
        return tuple(run.pieces)

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> Blocks:
        """The blocks of sibling nodes."""
        return sections(self.pieces(nodes), 2)

    def cut(self, node: SyntaxTreeNode) -> None:
        hint = "indent either, or and endeither alike, and like the list that they stand in"
        self.fault(node, CUT, hint)

    def piece(self, node: SyntaxTreeNode, top: bool) -> Sequence[Piece]:
        if node.level > _DEEPEST:
            self.fault(node, "this is nested too deeply", "take some of the lists around it apart")
            return []
        match node.type:
            case "heading" if top:
                return [self.heading(node)]
            case "paragraph":
                words = self.inlines(node)
                anchor = anchor_of(self, node)
                return [Paragraph(words, anchor)] if words else []  # a choice may leave none
            case "bullet_list":
                items = (self.blocks(item.children) for item in node.children)
                kept = tuple(item for item in items if item)  # a choice may leave one empty
                return [BulletList(kept)] if kept else []
            case "ordered_list" if is_of_steps(node):
                return [read_step(self, item) for item in node.children]
            case "ordered_list" if is_in_cell(node):
                return [Steps((), tuple(read_step(self, item) for item in node.children))]
            case "ordered_list":
                return [self.clause(item, top) for item in node.children]
            case "blockquote":
                return self.quotation(node)
            case "table":
                return [read_pipe_table(self, node)]
            case "definitions":
                return read_definitions(self, node)
            case "fenced":
                return fenced(self, node)
            case "fence_end":
                hint = "remove it, or write ::: and the block's name where it begins"
                self.fault(node, "no block of ::: ends here", hint, ":::")
            case "heading":
                hint = "move it out to the left margin"
                where = "a list, a quotation or a block of :::"
                self.fault(node, f"a heading can't stand inside {where}", hint)
            case "code_block":
                hint = "indent it less: a line that is indented this far begins one"
                self.fault(node, "a code block can't be used in a model", hint)
            case _:
                what = _REFUSED.get(node.type, node.type)
                hint = _HINTS.get(node.type, "")
                self.fault(node, f"{what} can't be used in a model", hint)
        return []

    def quotation(self, node: SyntaxTreeNode) -> list[Quotation]:
        before = len(self.faults)
        children = self.blocks(node.children)
        if not children and len(self.faults) == before:
            self.fault(node, "a quotation without words", "write them after the >")
        return [Quotation(children)] if children else []

    def inlines(self, node: SyntaxTreeNode, *, cell: bool = False, begins: bool = True) -> Inlines:
        inner = node.children[0] if node.children else None
        noteless = _NOTELESS.get(node.type, "")
        inliner = Inliner(
            self.shape, line_of(node), self.faults, noteless, cell, form=to_fill_in(node)
        )
        if inner and self.parted and inner.content.startswith("|"):
            hint = "write a block of ::: table, whose rows may be parts of a decision"
            self.fault(node, "a decision can't stand between the rows of a table", hint)
            inliner.pipes = True
        elif inner and begins and not cell:
            inliner.begins(inner.content)
        self.faults += unmarked(node, self.lines)
        return with_room(self, node, inliner.inlines(inner.children if inner else ()))

    def words(self, node: SyntaxTreeNode) -> Inlines:
        """The words that a single inline node holds, such as those of a picture."""
        inliner = Inliner(self.shape, line_of(node), self.faults, "what a picture shows")
        return inliner.inlines(node.children)

    def heading(self, node: SyntaxTreeNode) -> Heading:
        if node.tag == "h3" and not self.headed:
            hint = "write ## before the first heading"
            self.fault(node, "a heading within a section stands before the first section", hint)
        self.begun = True
        self.headed = node.tag == "h2" or (self.headed and node.tag != "h1")
        words = node.children[0].content if node.children else ""
        if found := _TYPED.match(words):
            typed = found[0].rstrip()
            hint = (
                f"take it away, as sections are numbered by themselves, or write {escaped(typed)}"
            )
            self.fault(node, f"a heading's number is typed here: {typed!r}", hint, typed)
        title = self.inlines(node, begins=not found)
        if not title:
            self.fault(node, "a heading without words", "write its words after the #")
        return Heading(headed(self, node, title))

    def clause(self, item: SyntaxTreeNode, top: bool) -> Clause:
        if not _may_number(item, top):
            hint = (
                "write - for a field; numbers stand in ::: steps" if to_fill_in(item)
                else "numbers go three deep, 1.1, (a) and (i), and not inside bullets or quotations"
            )  # fmt: skip
            self.fault(item, "a numbered list can't stand here", hint)
        if self.begun and not self.headed:
            self.fault(item, *UNHEADED)
            self.headed = True  # one heading is right for all that follow
        first = item.children[0] if item.children else None
        if first is None or first.type != "paragraph":
            self.fault(item, "a clause must begin with words", "write them after its number")
            return Clause(self.blocks(item.children))
        rest = self.blocks(item.children[1:])
        return Clause((Paragraph(self.inlines(first)), *rest), anchor_of(self, first))


def _may_number(item: SyntaxTreeNode, top: bool) -> bool:
    """Whether a numbered item stands at the margin, or in a clause that does, or inside that."""
    around = item.parent
    for _ in range(2):
        outer = around and around.parent and around.parent.parent
        if not (outer and outer.type == "ordered_list"):
            return top
        if outer.level == 0:
            return True
        around = outer
    return top
