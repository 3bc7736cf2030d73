"""What the readers of single kinds of block ask of the one that reads a whole text."""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import Any, Protocol

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, Emphasis, Inlines, Strong, query
from policygen.errors import nearest, suggest
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.attributes import NONE, Attributes
from policygen.readers.markdown.shape import Shape

_ANCHOR = re.compile(r"[a-z][a-z0-9-]{0,31}")  # a Word bookmark's name keeps 40 characters
RESERVED = frozenset({"main", "contents", "document-control", "version-history"})


LOCKED = "locked"  # said of what no school may word otherwise

_FILLED_IN = ("form", "letter", "table")
_TITLES = ("fenced_title", "heading")


class Builder(Protocol):
    """Reads what stands in a block, and notes what is wrong."""

    def fault(
        self, node: SyntaxTreeNode, message: str, hint: str = "", near: str = "", below: int = 0
    ) -> None:
        """Note something wrong with a node, and words to find the column by.

        It is in so many lines `below` the node's first.
        """

    shape: Shape
    lines: list[str]

    def blocks(self, nodes: Iterable[SyntaxTreeNode]) -> Blocks:
        """The blocks of sibling nodes."""

    def gathered(
        self, nodes: Iterable[SyntaxTreeNode], read: Callable[[SyntaxTreeNode], Sequence[Any]]
    ) -> tuple[Any, ...]:
        """What is read of sibling nodes, one by one; of each open decision among them an `Open`."""

    def inlines(self, node: SyntaxTreeNode, *, cell: bool = False, begins: bool = True) -> Inlines:
        """The words of a paragraph, a title or a cell.

        What `begins` a line is held to the rule for lines of words.
        """

    def words(self, node: SyntaxTreeNode) -> Inlines:
        """The words that a single inline node holds, such as those of a picture."""


def line_of(node: SyntaxTreeNode) -> int:
    """The line on which a node begins, counted from 1."""
    while not node.map and node.parent and not node.parent.is_root:
        node = node.parent  # a table's cell has no line of its own
    return node.map[0] + 1 if node.map else 1


def to_fill_in(node: SyntaxTreeNode) -> bool:
    """Whether there may be places to write, ____, and boxes to tick, [ ], in a node."""
    holder: SyntaxTreeNode | None = node
    while holder and holder.type not in _TITLES:
        if holder.type == "table" or (
            holder.type == "fenced" and holder.meta["name"] in _FILLED_IN
        ):
            return True
        holder = holder.parent
    return False


def attributes_of(node: SyntaxTreeNode) -> Attributes:
    """What stands in braces at the end of a heading, a paragraph, a cell or a line of :::."""
    held = (node, *node.children[:1])
    found = (one.meta["attributes"] for one in held if "attributes" in one.meta)
    given: Attributes = next(found, NONE)
    return given


def anchor_of(
    builder: Builder,
    node: SyntaxTreeNode,
    words: Collection[str] = (),
    keys: Collection[str] = (),
) -> str:
    """The id that a node is given, empty where it has none.

    Besides it there may stand such words and keys; anything else is a fault.
    """
    given = attributes_of(node)
    keys = (*keys, "lines") if to_fill_in(node) and node.type != "fenced" else keys
    if sentinels.ANY.search(given.typed):
        hint = "write plain words there; a value can stand in the words before"
        near = sentinels.ANY.split(given.typed)[0]
        builder.fault(node, "a value can't stand in attributes", hint, near)
        return ""
    if LOCKED in given.words and not given.id:
        hint = "give it one, such as {#references .locked}"
        builder.fault(node, "what is locked needs an id", hint, f".{LOCKED}")
    words = (*words, LOCKED)
    strange = [
        *given.odd,
        *(f".{word}" for word in given.words if word not in words),
        *(f"{key}={value}" for key, value in given.keys if key not in keys),
    ]
    last = dict(given.keys)
    for key, value in given.keys:
        if last[key] != value:
            message = f"{key}= is given twice"
            builder.fault(node, message, "keep one of them", f"{key}={value}")
    known = [*(f".{word}" for word in words), *(f"{key}=" for key in keys)]
    for odd in strange:
        hint = suggest(odd, known) if nearest(odd, known) else "remove it"
        builder.fault(node, f"{odd!r} can't stand here", hint, odd)
    anchor, near = given.id, f"#{given.id}"
    if near not in given.typed:
        return ""
    near = f"{{{near}" if f"{{{near}" in given.typed else near
    if not _ANCHOR.fullmatch(anchor):
        hint = "use small letters, digits and hyphens, at most 32, such as {#personal-use}"
        builder.fault(node, f"{anchor!r} can't be an id", hint, near)
    elif anchor in RESERVED:
        hint = "choose another; policygen gives this one itself"
        builder.fault(node, f"the id {anchor!r} is taken", hint, near)
    return anchor


def titled(
    builder: Builder, node: SyntaxTreeNode, words: Collection[str] = ()
) -> tuple[Inlines, str]:
    """The title of a block of ::: that is printed bold, and its id; it needs one for the other."""
    name, anchor = node.meta["name"], anchor_of(builder, node, words)
    title = builder.inlines(node.children[0])
    if anchor and not title:
        hint = f"write it behind ::: {name}; what leads there prints it"
        builder.fault(node, f"::: {name} with an id needs a title", hint, ":::")
    only_plain(builder, node, title, "a title")
    return title, anchor


def only_plain(builder: Builder, node: SyntaxTreeNode, words: Inlines, what: str) -> None:
    """Let no words be bold or italic in what is bold by itself."""
    if next(chain(query(words, Strong), query(words, Emphasis)), None):
        hint = f"take the marks away: {what} is bold by itself"
        builder.fault(node, f"bold or italic words can't stand in {what}", hint, "*")
