"""Blocks between ::: name and :::, each read by its own reader."""

from collections.abc import Callable, Mapping

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks
from policygen.errors import suggest
from policygen.readers.markdown.boxes import read_box, read_guidance, read_letter
from policygen.readers.markdown.building import Builder
from policygen.readers.markdown.figures import read_figure
from policygen.readers.markdown.forms import read_form
from policygen.readers.markdown.steps import read_steps
from policygen.readers.markdown.tables import read_table

_NESTED = {
    "box": ("table", "steps"),
    "form": ("table", "steps"),
    "guidance": ("table", "steps"),
    "steps": ("table",),
}


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
    if outer and name not in _NESTED.get(outer, ()):
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


Reader = Callable[[Builder, SyntaxTreeNode], Blocks]
READERS: Mapping[str, Reader] = {
    "box": read_box,
    "figure": read_figure,
    "form": read_form,
    "guidance": read_guidance,
    "letter": read_letter,
    "steps": read_steps,
    "table": read_table,
}
