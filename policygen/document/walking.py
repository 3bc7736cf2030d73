"""The one way to go through a document: what holds what is read off the records themselves.

So a new block or inline needs nothing here. Whatever a record has in its fields, nested in tuples
as deep as may be, is what it holds, in the order of the fields.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, replace
from functools import cache, partial
from operator import is_
from typing import Any, TypeVar, get_args

from policygen.document.blocks import Block, Blocks
from policygen.document.inlines import Inline, Inlines
from policygen.document.nodes import Node

AnyNode = TypeVar("AnyNode", bound=Node)

# Nothing is a kind of them: to look a type up takes less long than to ask `isinstance`.
_INLINES = frozenset(get_args(Inline))
_BLOCKS = frozenset(get_args(Block))
_NODES = frozenset(get_args(Node))
_NO_NODES = (str, int, bool)
_FIELDS: dict[type, tuple[str, ...]] = {
    kind: tuple(field.name for field in fields(kind) if field.type not in _NO_NODES)
    for kind in _NODES
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
        if _FIELDS[type(node)]:
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
        return _each(held, changed)

    return _with(node, changed)


def map_nodes(node: AnyNode, change: Callable[[Any], Any]) -> AnyNode:
    """The node with `change` applied to it and to every node in it, the innermost first."""
    made: AnyNode = change(_with(node, partial(_mapped, change)))
    return made


def _mapped(change: Callable[[Any], Any], held: Any) -> Any:
    if type(held) is not tuple:
        return map_nodes(held, change) if type(held) in _NODES else held
    made = tuple(
        map_nodes(one, change) if type(one) in _NODES else _mapped(change, one) for one in held
    )
    return held if all(map(is_, held, made)) else made


def _with(node: AnyNode, changed: Callable[[Any], Any]) -> AnyNode:
    """The node with what it holds changed; itself where that is all the same."""
    names = _FIELDS[type(node)]
    if not names:
        return node
    held = [getattr(node, name) for name in names]
    made = [*map(changed, held)]
    if all(map(is_, held, made)):
        return node
    return replace(node, **dict(zip(names, made, strict=True)))


def _each(held: tuple[Any, ...], changed: Callable[[Any], Any]) -> tuple[Any, ...]:
    made = tuple(map(changed, held))
    return held if all(map(is_, held, made)) else made


def emptied(node: AnyNode, empty: tuple[tuple[str, object], ...]) -> AnyNode:
    """The node with those fields that it has of some set to what says nothing."""
    kind: Any = type(node)
    left: dict[str, Any] = {
        name: what for name, what in _had(kind, empty) if getattr(node, name) != what
    }
    return replace(node, **left) if left else node


@cache
def _had(kind: type, some: tuple[tuple[str, object], ...]) -> tuple[tuple[str, object], ...]:
    """Those of some fields that a kind of node has."""
    names = {field.name for field in fields(kind)}
    return tuple(one for one in some if one[0] in names)


def map_runs(nodes: Iterable[AnyNode], change: Callable[[Inlines], Inlines]) -> tuple[AnyNode, ...]:
    """The nodes with `change` applied to each outermost run of inlines.

    That is a title, a paragraph or a cell. What stands inside a run, such as bold words, is for
    `change` to look after: see `within`.
    """

    def deeper(blocks: Blocks) -> Blocks:
        return _each(blocks, lambda block: within(block, change, deeper))

    return tuple(within(node, change, deeper) for node in nodes)


def map_inlines(
    nodes: Iterable[AnyNode], change: Callable[[Inlines], Inlines]
) -> tuple[AnyNode, ...]:
    """The nodes with `change` applied to every run of inlines, the innermost first."""

    def run(inlines: Inlines) -> Inlines:
        return change(_each(inlines, lambda inline: within(inline, run)))

    return map_runs(nodes, run)


def _gather(value: Any, found: list[Node]) -> None:
    if type(value) in _NODES:
        found.append(value)
    elif isinstance(value, tuple):
        for part in value:
            if type(part) in _NODES:  # nearly always: a call less for each
                found.append(part)
            else:
                _gather(part, found)
