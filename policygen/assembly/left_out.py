"""A model without what a school removes or words otherwise, to see what its text still asks for.

It isn't printed: the whole text is, and changed once it has been read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from jinja2.exceptions import TemplateSyntaxError
from markdown_it.tree import SyntaxTreeNode

from policygen.assembly.language import inspect
from policygen.assembly.mask import mask
from policygen.readers.markdown import sentinels
from policygen.readers.markdown.building import attributes_of
from policygen.readers.markdown.dialect import model_markdown
from policygen.sources.model import Model

_NESTING = re.compile(r"\{%[-+]?\s*(end)?(?:if|for|either|optional)\b")


@lru_cache(maxsize=256)
def without_ids(model: Model, ids: frozenset[str]) -> Model:
    """The model without what has these ids; with all of it where tags reach out of that."""
    masked = mask(model)
    typed = masked.shape.text.split("\n")
    root = SyntaxTreeNode(model_markdown().parse(masked.shape.text))
    lines = model.text.split("\n")
    for start, end in _spans(root.children, ids):
        for line in _balanced(lines, typed, masked.lines, start, end):
            lines[line - 1] = ""
    text = "\n".join(lines)
    try:
        inspect(text)
    except TemplateSyntaxError:
        return model
    return replace(model, text=text)


def _balanced(
    lines: Sequence[str], typed: Sequence[str], of: Sequence[int], start: int, end: int
) -> Sequence[int]:
    """The lines of a span, with as many of the empty ones behind it as have all ends of its tags.

    Tags of loops and conditions are empty lines among those that were `typed`.
    """
    least = end
    while least > start and not typed[least - 1].strip():
        least -= 1
    while end < len(typed) and not typed[end].strip():
        end += 1
    for most in range(end, least - 1, -1):
        tags = _NESTING.findall("\n".join(lines[line - 1] for line in of[start:most]))
        if tags.count("") * 2 == len(tags):
            return of[start:most]
    return of[start:least]


def _spans(nodes: Sequence[SyntaxTreeNode], ids: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The first line of what has one of some ids, and the line after it, counted from 0."""
    for at, node in enumerate(nodes):
        if attributes_of(node).id not in ids:
            yield from _spans(node.children, ids)
            continue
        held = _whole(node)
        if held.map and node.type == "heading":
            below = [one.map[1] for one in _below(node, nodes[at + 1 :]) if one.map]
            yield held.map[0], max([held.map[1], *below])
        elif held.map:
            yield held.map[0], held.map[1]


def _below(heading: SyntaxTreeNode, nodes: Sequence[SyntaxTreeNode]) -> list[SyntaxTreeNode]:
    """What stands below a heading, of what comes after it: up to the next that ends its section,
    the decision in which that stands, or the end of the passage. A part holds no sections.
    """
    least = max(heading.tag, "h2")
    found: list[SyntaxTreeNode] = []
    begun: list[int] = []  # how much was found before each decision that hasn't ended
    for one in nodes:
        if one.type == "heading" and one.tag <= least:
            return found[: begun[0]] if begun else found
        if one.type == "edge":
            mark = one.content[0]
            if mark == sentinels.EITHER:
                begun.append(len(found))
            elif not begun:
                return found
            elif mark == sentinels.END:
                begun.pop()
        found.append(one)
    return found


# What is named by an id in its first words, from within.
_NAMED_FIRST = {"paragraph": "list_item", "th": "tr", "td": "tr"}


def _whole(node: SyntaxTreeNode) -> SyntaxTreeNode:
    """What an id is of: a clause, where it ends its first paragraph; a row, or a table."""
    around = node.parent
    if (
        around is None
        or around.type != _NAMED_FIRST.get(node.type)
        or node is not around.children[0]
    ):
        return node
    if around.type == "tr" and around.parent and around.parent.type == "thead":
        return around.parent.parent or around
    row = around.parent.parent if around.parent else None  # of a table that is written as a list
    if row and row.type == "list_item" and row.parent and row.parent.markup == "*":
        return row
    return around
