"""The one way to go through a document: what holds what is read off the records themselves.

So a new block or inline needs nothing here. Whatever a record has in its fields, nested in tuples
as deep as may be, is what it holds, in the order of the fields.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields
from typing import Any, TypeVar, get_args

from policygen.document.blocks import Block, Blocks
from policygen.document.inlines import Inline, Inlines
from policygen.document.nodes import Node

AnyNode = TypeVar("AnyNode", bound=Node)

# Nothing is a kind of them: to look a type up takes less long than to ask `isinstance`.
_INLINES = frozenset(get_args(Inline))
_BLOCKS = frozenset(get_args(Block))
_NODES = frozenset(get_args(Node))
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind)) for kind in _NODES
}


def children(node: Node) -> list[Node]:
    """The nodes that a node holds directly, in reading order."""
    found: list[Node] = []
    for name in _FIELDS[type(node)]:
        _gather(getattr(node, name), found)
    return found


def walk(nodes: Iterable[Node]) -> Iterator[Node]:
    """Some nodes and all that they hold, parents before children, in reading order."""
    waiting = [*nodes][::-1]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += children(node)[::-1]


def query(nodes: Iterable[Node], kind: type[AnyNode]) -> Iterator[AnyNode]:
    """Every node of one kind among some nodes and all that they hold, in reading order."""
    return (node for node in walk(nodes) if isinstance(node, kind))


def within(
    node: AnyNode,
    inlines: Callable[[Inlines], Inlines] = lambda run: run,
    blocks: Callable[[Blocks], Blocks] = lambda run: run,
) -> AnyNode:
    """The node with each run that it holds directly changed: of inlines, of blocks.

    A run is what stands side by side: a title, a paragraph's words, a cell; what is in a section.
    """

    def changed(held: Any) -> Any:
        if type(held) in _NODES:
            return within(held, inlines, blocks)
        if not isinstance(held, tuple) or not held:
            return held
        if type(held[0]) in _INLINES:
            return inlines(held)
        if type(held[0]) in _BLOCKS:
            return blocks(held)
        return tuple(map(changed, held))

    return type(node)(*(changed(getattr(node, name)) for name in _FIELDS[type(node)]))


def map_nodes(node: AnyNode, change: Callable[[Any], Any]) -> AnyNode:
    """The node with `change` applied to it and to every node in it, the innermost first."""

    def changed(held: Any) -> Any:
        if type(held) in _NODES:
            return map_nodes(held, change)
        return tuple(map(changed, held)) if isinstance(held, tuple) else held

    made: AnyNode = change(
        type(node)(*(changed(getattr(node, name)) for name in _FIELDS[type(node)]))
    )
    return made


def map_runs(nodes: Iterable[AnyNode], change: Callable[[Inlines], Inlines]) -> tuple[AnyNode, ...]:
    """The nodes with `change` applied to each outermost run of inlines.

    That is a title, a paragraph or a cell. What stands inside a run, such as bold words, is for
    `change` to look after: see `within`.
    """

    def deeper(blocks: Blocks) -> Blocks:
        return tuple(within(block, change, deeper) for block in blocks)

    return tuple(within(node, change, deeper) for node in nodes)


def map_inlines(
    nodes: Iterable[AnyNode], change: Callable[[Inlines], Inlines]
) -> tuple[AnyNode, ...]:
    """The nodes with `change` applied to every run of inlines, the innermost first."""

    def run(inlines: Inlines) -> Inlines:
        return change(tuple(within(inline, run) for inline in inlines))

    return map_runs(nodes, run)


def _gather(value: Any, found: list[Node]) -> None:
    if type(value) in _NODES:
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            _gather(part, found)
