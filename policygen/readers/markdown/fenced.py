"""Blocks between ::: name and :::, each read by its own reader."""

from collections.abc import Callable, Mapping
from itertools import chain

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, Box, Emphasis, Strong, query
from policygen.errors import suggest
from policygen.readers.markdown.building import Builder, anchor_of

_NESTED = ("table", "steps")
_HOLDING = ("box", "form", "guidance")


def fenced(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """The blocks of one such block; what is wrong with its lines of ::: is told."""
    name = str(node.meta["name"])
    if node.meta["open"]:
        hint = "write ::: on a line of its own below it, and no heading before that"
        builder.fault(node, f"this block of ::: {name} never ends", hint, ":::")
    if name not in READERS:
        message = f"{name!r} is no block that there is" if name else "a block without a name"
        builder.fault(node, message, suggest(name, READERS) or _names(), name or ":::")
        builder.blocks(node.children[1:])
        return ()
    outer = _outer(node)
    if outer and not (name in _NESTED and outer in _HOLDING):
        hint = f"end the block of ::: {outer} before it"
        builder.fault(node, f"a block of ::: {name} can't stand in one of ::: {outer}", hint, name)
    return READERS[name](builder, node)


def _names() -> str:
    return f"write one of {', '.join(f'::: {name}' for name in READERS)}"


def _outer(node: SyntaxTreeNode) -> str:
    """The name of the block of ::: that a node stands in."""
    holder = node.parent
    while holder and holder.type != "fenced":
        holder = holder.parent
    return str(holder.meta["name"]) if holder else ""


def _box(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    anchor = anchor_of(builder, node)
    first, *inside = node.children
    title = builder.inlines(first)
    box = Box(title, builder.blocks(inside), anchor)
    if anchor and not title:
        hint = "write it behind ::: box; what leads to the box prints it"
        builder.fault(node, "a box with an id needs a title", hint, ":::")
    if next(chain(query(title, Strong), query(title, Emphasis)), None):
        hint = "take the marks away: the title of a box is bold by itself"
        builder.fault(node, "bold or italic words can't stand in the title of a box", hint, "*")
    if not box.children:
        builder.fault(node, "a box without words", "write them on the lines below", ":::")
    return (box,)


Reader = Callable[[Builder, SyntaxTreeNode], Blocks]
READERS: Mapping[str, Reader] = {"box": _box}
