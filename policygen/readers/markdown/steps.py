"""Steps: ::: steps around a list with 1., which is numbered by itself, apart from the clauses."""

from markdown_it.tree import SyntaxTreeNode

from policygen.document import Blocks, Paragraph, Step, Steps
from policygen.readers.markdown.building import Builder, anchor_of, titled

_HINT = "write 1. and a space before each step, and indent what belongs to one as far as its words"


def is_of_steps(node: SyntaxTreeNode) -> bool:
    """Whether a list stands right in a block of steps, so that its items are those."""
    holder = node.parent
    return holder is not None and holder.type == "fenced" and holder.meta["name"] == "steps"


def is_in_cell(node: SyntaxTreeNode) -> bool:
    """Whether a list stands right in a cell of a block of ::: table: so its items are steps."""
    types: list[str] = []
    holder = node.parent
    while holder and len(types) < 5:
        types.append(holder.meta["name"] if holder.type == "fenced" else holder.type)
        holder = holder.parent
    return types == ["list_item", "bullet_list", "list_item", "bullet_list", "table"]


def read_steps(builder: Builder, node: SyntaxTreeNode) -> Blocks:
    """A block of steps."""
    title, anchor = titled(builder, node)
    inside = node.children[1:]
    for child in inside:
        if child.type not in ("ordered_list", "edge"):
            builder.fault(child, "only steps can stand between ::: steps and :::", _HINT)
    steps = Steps(title, builder.blocks(inside), anchor)
    if not steps.children:
        builder.fault(node, "a block of steps without a step", _HINT, ":::")
    return (steps,)


def read_step(builder: Builder, item: SyntaxTreeNode) -> Step:
    """An item of a list of steps."""
    first = item.children[0] if item.children else None
    if first is None or first.type != "paragraph":
        builder.fault(item, "a step must begin with words", "write them after its number")
        return Step(builder.blocks(item.children))
    rest = builder.blocks(item.children[1:])
    return Step((Paragraph(builder.inlines(first)), *rest), anchor_of(builder, first))
