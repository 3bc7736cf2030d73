"""Whether a redline is what it says: accepted it is the later text, rejected the earlier."""

import re
from dataclasses import replace
from typing import Any

from policygen.document import (
    USUAL,
    Block,
    Blocks,
    Document,
    Emphasis,
    Figure,
    Grid,
    Inline,
    Inlines,
    Link,
    Reference,
    Section,
    Strong,
    Table,
    Text,
    joined,
    map_inlines,
)
from policygen.document.grids import as_grid
from policygen.document.quotes import straight
from policygen.document.revisions import accepted, as_compared, rejected
from policygen.document.walking import emptied, map_nodes


def is_proven(made: Document, before: Document, after: Document) -> bool:
    """Whether a redline gives both texts back, but for numbers, and how marks and space are set."""
    return _alike(accepted(made), after) and _alike(rejected(made), before)


def _alike(one: Document, other: Document) -> bool:
    return _frame(one) == _frame(other) and _same(one.children, other.children)


def _same(some: Blocks, others: Blocks) -> bool:
    """Whether blocks are the same one by one.

    Most are the very same, or but for their numbers, as the redline has compared them already.
    """
    return len(some) == len(others) and all(
        one is other or as_compared(one) == as_compared(other) or _same_but_for_looks(one, other)
        for one, other in zip(some, others, strict=True)
    )


def _same_but_for_looks(one: Block, other: Block) -> bool:
    if isinstance(one, Section) and isinstance(other, Section):
        heads = (_block(replace(section, children=())) for section in (one, other))
        return next(heads) == next(heads) and _same(one.children, other.children)
    return _block(one) == _block(other)


def _frame(document: Document) -> Document:
    """What stands around a text, without what follows from other things."""
    (frame,) = map_inlines((map_nodes(replace(document, children=()), _node),), _run)
    return replace(frame, notice=(), properties=(), logo="", beside=(), contact=(), numbering=USUAL)


def _block(block: Block) -> Block:
    """A block without what follows from other things, or is only how it looks."""
    (bare,) = map_inlines((map_nodes(block, _node),), _run)
    return bare


_SPACE = re.compile(r"\s+")
_LEFT_OUT = (
    ("number", ""),
    ("clauses", ""),
    ("anchor", ""),
    ("in_part", False),
    ("new_page", False),
    ("landscape", False),
)


def _node(node: Any) -> Any:
    match node:
        case Text(text):
            said = straight(text)
            return node if said == text else Text(said)
        case Reference():
            return replace(node, anchor="", word="", number="")
        case Table():
            return _node(as_grid(replace(node, row_anchors=())))
        case Grid():
            return replace(node, anchor="", number="", widths=(), aligns=())
        case Figure():
            return replace(node, anchor="", number="", width=0)
        case Section():  # whose label is its number
            node = replace(node, label="")
    return emptied(node, _LEFT_OUT)


def _run(run: Inlines) -> Inlines:
    """A run in which what stands side by side in the same way is one."""
    made: list[Inline] = []
    for inline in run:
        match made[-1:], inline:
            case _, Strong(()) | Emphasis(()) | Link(_, ()):
                pass  # it says nothing
            case [Strong(before)], Strong(children):
                made[-1] = Strong(_run((*before, *children)))
            case [Emphasis(before)], Emphasis(children):
                made[-1] = Emphasis(_run((*before, *children)))
            case [Link(leads, before)], Link(address, children) if leads == address:
                made[-1] = Link(address, _run((*before, *children)))
            case _:
                made.append(inline)
    return tuple(
        Text(_SPACE.sub(" ", one.text)) if isinstance(one, Text) else one
        for one in joined(tuple(made))
    )
