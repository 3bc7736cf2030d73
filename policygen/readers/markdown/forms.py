"""Forms, and where else there are places to write and boxes to tick."""

from collections.abc import Iterable, Iterator, Sequence

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, FillIn, Form, Inlines, TickBox, walk
from policygen.readers.markdown.building import (
    Builder,
    attributes_of,
    line_of,
    titled,
    to_fill_in,
)
from policygen.readers.markdown.inlines import Fault
from policygen.sources.filling import FILL_IN, TICK_BOX

_MOST = 40  # lines, more than a page has


def with_room(builder: Builder, node: SyntaxTreeNode, words: Inlines) -> Inlines:
    """The words of a paragraph or a cell; the last place to write has room for {lines=…}."""
    if not to_fill_in(node):
        return words
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
    for box in (item.children[0] for item in _items(node.children[1:])):
        if box.type == "paragraph" and box.children and box.children[0].content.strip() == TICK_BOX:
            hint = "write what can be ticked behind it, on the same line"
            builder.fault(box, "a box to tick without words", hint, TICK_BOX)
    return (form,)


def _items(nodes: Iterable[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
    """The items of the lists among some nodes, but for those of tables."""
    for node in nodes:
        if node.type == "list_item" and node.children:
            yield node
        if node.type != "fenced":
            yield from _items(node.children)


def unmarked(node: SyntaxTreeNode, lines: Sequence[str]) -> Iterator[Fault]:
    """The lines of a form's paragraph that have lost the mark of their list."""
    holder = node.parent
    inner = node.children[0] if node.type == "paragraph" and node.children else None
    if holder is None or inner is None or not _in_form(node):
        return
    item = holder if holder.type == "list_item" else None
    begins = item is not None and item.children[0] is node
    first, before = line_of(node), ""
    for index, words in enumerate(inner.content.split("\n")):
        near = words.strip()[:12]
        out = item and _indent(lines[first - 1 + index]) <= _indent(lines[line_of(item) - 1])
        if words.lstrip().startswith(TICK_BOX) and (index or not begins):
            hint = "write - and a space before it, in line with the other choices"
            yield Fault(first + index, "a box to tick that is no item of a list", hint, near)
        elif (index and out and before.endswith(FILL_IN)) or (
            holder.type == "fenced" and words.rstrip().endswith(FILL_IN)
        ):
            hint = "write - and a space before it; what goes on with the line above is indented"
            yield Fault(first + index, "a field that is no item of a list", hint, near)
        before = words.rstrip()


def _in_form(node: SyntaxTreeNode) -> bool:
    """Whether a node stands right in a form, or in its lists."""
    holder = node.parent
    while holder and holder.type in ("list_item", "bullet_list"):
        holder = holder.parent
    return holder is not None and holder.type == "fenced" and holder.meta["name"] == "form"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
