"""Words that stand apart as a whole: boxes, letters, guidance to the school."""

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, Box, Guidance, Letter
from policygen.readers.markdown.building import Builder, anchor_of, only_plain, titled


def read_box(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """::: box."""
    title, anchor = titled(builder, node)
    return (Box(title, _inside(builder, node), anchor),)


def read_letter(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """::: letter."""
    title, anchor = titled(builder, node)
    return (Letter(title, _inside(builder, node), anchor),)


def read_guidance(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """::: guidance, which a school's text is without: so nothing can lead to it."""
    if anchor_of(builder, node):
        hint = "remove it: no school's text has the guidance"
        builder.fault(node, "guidance can't have an id", hint, "#")
    if _begins_elsewhere(node):
        hint = (
            "put ::: guidance on a line of its own, outside of lists and quotations or below words"
        )
        builder.fault(node, "guidance can't stand behind the mark of a list or a quotation", hint)
    title = builder.inlines(node.children[0])
    only_plain(builder, node, title, "a title")
    return (Guidance(title, _inside(builder, node)),)


def _inside(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    blocks = builder.blocks(node.children[1:])
    if not blocks:
        name = node.meta["name"]
        builder.fault(node, f"::: {name} without words", "write them on the lines below", ":::")
    return blocks


def _begins_elsewhere(node: SyntaxTreeNode) -> bool:
    """Whether something else stands on the line on which a block begins, or on each of its lines.

    Guidance is taken out of the text line by line, see `fences.without`.
    """
    first = True  # of what holds it
    here, holder = node, node.parent
    while holder:
        first = first and holder.children[0] is here
        if holder.type == "blockquote" or (first and holder.type in ("list_item", "meaning")):
            return True
        here, holder = holder, holder.parent
    return False
