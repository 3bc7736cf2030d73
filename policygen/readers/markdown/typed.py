"""What an author typed, beside what comes of it: the numbers of clauses, and their indents.

CommonMark numbers a list by itself and takes an indent that nearly fits for another; so a year at
the margin becomes a clause, and a bullet leaves its own. Only the whole of a model's text can be
held to this: where a choice leaves a passage out, the numbers that are left may well jump.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from policygen.readers.markdown import sentinels
from policygen.readers.markdown.building import attributes_of
from policygen.readers.markdown.dialect import INDENT, model_markdown
from policygen.readers.markdown.inlines import Fault
from policygen.readers.markdown.order import is_counted, order_faults
from policygen.readers.markdown.shape import Shape
from policygen.readers.markdown.steps import is_in_cell

_LISTS = ("ordered_list", "bullet_list")
_WORDS = "if it is no item of a list, break the line elsewhere or write {}\\."


def typed_faults(
    shape: Shape, tags: Iterable[int] = (), known: Iterable[int] = (), *, subheadings: bool = False
) -> Iterator[Fault]:
    """The numbers and indents that say something else than what is printed, and what is misplaced.

    `tags` are the lines on which a loop or a condition begins or ends: there the numbers may begin
    anew. Where a line is `known` to be wrong, the next number may be wrong because of it. Where
    `subheadings` are numbered, the clauses below each are numbered anew.
    """
    tree = SyntaxTreeNode(model_markdown().parse(shape.text))
    indents = list(_indents(tree, shape.text.split("\n")))
    yield from indents
    yield from _alone(tree)
    yield from order_faults(tree, subheadings=subheadings)
    wrong = {*known, *(fault.line for fault in indents)}
    yield from _Numbers(tuple(sorted(tags)), tuple(sorted(wrong)), subheadings).faults(tree)


def _indents(tree: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Fault]:
    """Blocks that nearly stand in the list above them, and items that nearly stand in line."""
    for node in tree.walk():
        listed = None
        for before, child in zip((None, *node.children), node.children, strict=False):
            if before and _cuts(before, child, lines):
                hint = (
                    "put a colon or an empty line before it if it is a list; if it is none, break "
                    "the line elsewhere"
                )
                message = "a list begins here within a sentence"
                yield Fault(_line(child), message, hint, _near(child, lines))
            if child.type == "list_item" and listed and not _aligned(listed, child):
                hint = "indent it like the items before it, or so far that it stands in the last"
                yield Fault(_line(child), "this item stands out of line", hint, _near(child, lines))
            elif child.meta.get(INDENT) and listed and listed.type in (*_LISTS, "definitions"):
                deep = _deep(listed)
                hint = f"indent it by {deep} more than the list, to stand in it, or not at all"
                message = "this is indented, but not so far that it stands in the list above it"
                yield Fault(_line(child), message, hint, _near(child, lines))
            if child.type == "list_item":
                listed = listed or child
            elif child.type != "edge":
                listed = child


def _alone(tree: SyntaxTreeNode) -> Iterator[Fault]:
    """Attributes without the words that they are to be said of."""
    for node in tree.walk():
        inner = node.children[0] if node.type == "paragraph" and node.children else None
        if inner and not inner.content and "attributes" in inner.meta:
            typed = inner.meta["attributes"].typed
            hint = "write it at the end of what it names, without an empty line between"
            yield Fault(_line(node), f"{typed} stands alone", hint, typed)


def _cuts(before: SyntaxTreeNode, block: SyntaxTreeNode, lines: Sequence[str]) -> bool:
    """Whether a number or a + that begins a line has made a list of a sentence's end.

    A bullet may well follow words without a colon, and so may a list of several items.
    """
    if before.type != "paragraph" or not before.map or before.map[1] != _line(block) - 1:
        return False
    if block.type not in _LISTS or len(block.children) > 1:
        return False
    last = lines[before.map[1] - 1].rstrip(" *_")
    return (block.type == "ordered_list" or block.markup == "+") and last[-1:].isalnum()


def _aligned(first: SyntaxTreeNode, item: SyntaxTreeNode) -> bool:
    """Whether two items begin in one column, or their numbers end in one."""
    begin, other = int(first.meta.get(INDENT, 0)), int(item.meta.get(INDENT, 0))
    return begin == other or begin + len(first.info) == other + len(item.info)


def _deep(block: SyntaxTreeNode) -> int:
    """How far the words of a list's last item stand in from their mark."""
    last = block.children[-1]
    return len(last.info) + 2  # behind the colon of a definition, too


def _no_section(line: int) -> Fault:
    """What is said of a sub-heading below which somebody numbered clauses as in a section."""
    message = "### begins no section: the clauses below go on from those above"
    return Fault(line, message, "write ## for a section; else number them on", "###")


def _near(node: SyntaxTreeNode, lines: Sequence[str]) -> str:
    """The first words of a block, to find its column by."""
    return re.split(sentinels.ANY, lines[_line(node) - 1].lstrip(" \t>"))[0][:20].rstrip()


def _line(node: SyntaxTreeNode) -> int:
    return node.map[0] + 1 if node.map else 1


@dataclass(slots=True)
class _Count:
    """How far a numbering has come: by what is printed, and by what was typed.

    Where passages part, what is printed may be any of several.
    """

    printed: frozenset[int] = frozenset({0})
    typed: int = 0
    items: int = 0
    line: int = 0
    ones: bool = True
    heading: int = 0  # the line of a sub-heading since the last number, below which it goes on

    def takes(self, number: int, anew: bool) -> bool:
        """Whether a typed number is what comes next, or one that says nothing."""
        counted = self.typed > 1 or self.items == 1
        return (
            number - 1 in self.printed
            or (self.ones and number == 1)
            or (counted and number == self.typed + 1)
            or (anew and number <= max(self.typed, *self.printed) + 1)
        )

    def go_on(self, number: int, line: int) -> None:
        self.printed = frozenset(count + 1 for count in self.printed)
        self.items += 1
        self.typed, self.line, self.heading = number, line, 0
        self.ones = self.ones and number == 1


@dataclass(slots=True)
class _Numbers:
    tags: tuple[int, ...]
    wrong: tuple[int, ...]
    subheadings: bool = False
    count: _Count = field(default_factory=_Count)
    counts: bool = False  # whether sub-headings are numbered here
    outer: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)

    def faults(self, node: SyntaxTreeNode) -> Iterator[Fault]:
        """The numbers among some blocks that differ from those that are printed."""
        for child in node.children:
            if child.type == "heading":
                self.heading(child)
            elif child.type == "edge":
                self.edge(child.content[0])
            elif child.type == "ordered_list" and is_in_cell(child):
                yield from _Numbers(self.tags, self.wrong).items(child.children)
            elif child.type == "ordered_list":
                yield from self.items(child.children)
            elif child.type == "fenced" and child.meta["name"] == "steps":
                yield from _Numbers(self.tags, self.wrong).faults(child)
            elif child.type in ("bullet_list", "list_item", "fenced"):
                yield from self.faults(child)

    def heading(self, heading: SyntaxTreeNode) -> None:
        """Begin anew below whatever is numbered."""
        unnumbered = "unnumbered" in attributes_of(heading).words
        if heading.tag != "h3":
            self.count, self.counts = _Count(), self.subheadings and not unnumbered
        elif self.counts and is_counted(heading):
            self.count = _Count()
        else:
            self.count.heading = _line(heading)

    def items(self, items: Iterable[SyntaxTreeNode]) -> Iterator[Fault]:
        for item in items:
            number, line = int(item.info), _line(item)
            if not self.count.takes(number, self.between(self.tags, line)):
                expected = min(self.count.printed) + 1
                message = f"this is typed as {number}, but it is number {expected} here"
                ones = ", or 1. throughout" if expected > 1 else ""
                hint = f"write {expected}.{ones}; {_WORDS.format(number)}"
                if not self.between(self.wrong, line + 1):
                    if self.count.heading and number == 1:
                        yield _no_section(self.count.heading)
                    yield Fault(line, message, hint, f"{item.info}{item.markup}")
                self.count.printed = frozenset({expected - 1, number - 1})  # both may go on
            self.count.go_on(number, line)
            yield from _Numbers(self.tags, self.wrong).faults(item)

    def between(self, lines: Sequence[int], line: int) -> bool:
        """Whether one of some lines stands between the last number and a line."""
        at = bisect_left(lines, self.count.line)
        return at < len(lines) and lines[at] < line

    def edge(self, mark: str) -> None:
        """Each passage is numbered from where the first begins; what follows, from any of them."""
        if mark == sentinels.EITHER:
            self.outer.append((self.count.printed, frozenset()))
        elif self.outer:
            begin, ends = self.outer[-1]
            ends |= self.count.printed
            self.outer[-1] = (begin, ends)
            self.count.printed = begin
            if mark == sentinels.END:
                self.count.printed = ends
                self.outer.pop()
