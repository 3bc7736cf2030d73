"""Forms, and where else there are places to write and boxes to tick."""

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, FillIn, Form, Inlines, TickBox, walk
from policygen.readers.markdown.building import Builder, attributes_of, titled

_FILLED_IN = ("form", "letter", "table")
_TITLES = ("fenced_title", "heading")
_MOST = 40  # lines, more than a page has


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


def with_room(builder: Builder, node: SyntaxTreeNode, words: Inlines) -> Inlines:
    """The words of a paragraph or a cell; the last place to write has room for {lines=…}."""
    given = attributes_of(node).get("lines")
    places = [index for index, inline in enumerate(words) if isinstance(inline, FillIn)]
    if not given:
        return words
    near = f"lines={given}"
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= _MOST):
        hint = f"give a number of lines from 1 to {_MOST}, such as {{lines=6}}"
        builder.fault(node, f"{given!r} is no room to write in", hint, near)
    elif not places:
        builder.fault(node, "there is no place to write here", "write ____ before it", near)
    else:
        place = places[-1]
        return (*words[:place], FillIn(int(given)), *words[place + 1 :])
    return words


def read_form(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """A form, or the part of one that an office fills in."""
    title, anchor = titled(builder, node, words=("office",))
    office = "office" in attributes_of(node).words
    form = Form(title, builder.blocks(node.children[1:]), anchor, office)
    if not any(isinstance(found, FillIn | TickBox) for found in walk((form,))):
        hint = "write ____ behind what is asked, and [ ] before what can be ticked"
        builder.fault(node, "a form with nothing to fill in", hint, ":::")
    return (form,)
