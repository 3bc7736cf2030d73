"""What becomes of a text over time, at random: words, blocks, rows and bullets go, come, move."""

from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from policygen.assembly.numbering import number
from policygen.document import (
    Blocks,
    BulletList,
    Definitions,
    Document,
    Grid,
    Inline,
    Inlines,
    Paragraph,
    Text,
    within,
)
from policygen.document.walking import map_nodes

_Part = TypeVar("_Part")
_WORDS = ("must", "may", "the Headteacher", "in writing,", "5", "never", "é", "’")


def revised(document: Document, seed: int) -> Document:
    """A later text of a document, numbered anew; the same for the same seed."""
    chance = Random(seed)

    def some(parts: tuple[_Part, ...], kept: int = 0) -> tuple[_Part, ...]:
        """Parts of which one may be gone, or stand elsewhere; the first few stay."""
        first, others = list(parts[:kept]), list(parts[kept:])
        if others and chance.random() < 0.3:
            one = others.pop(chance.randrange(len(others)))
            if chance.random() < 0.5:
                others.insert(chance.randint(0, len(others)), one)
        return (*first, *others)

    def node(made: Any) -> Any:
        match made:
            case BulletList(items):
                return BulletList(some(items, 1))
            case Definitions(items):
                return Definitions(some(items, 1))
            case Grid(rows=rows) if all(
                cell.rows == 1 for row in rows for cell in getattr(row, "cells", ())
            ):
                return replace(made, rows=some(rows, made.headings))
        return made

    def word(inline: Inline) -> Inline:
        if not isinstance(inline, Text) or chance.random() < 0.8:
            return inline
        words = inline.text.split(" ")
        at = chance.randrange(len(words))
        come = [chance.choice(_WORDS)] if chance.random() < 0.7 else []
        words[at : at + chance.randint(0, 1)] = come
        return Text(" ".join(words) or "x")

    def run(inlines: Inlines) -> Inlines:
        return tuple(map(word, inlines))

    def blocks(found: Blocks) -> Blocks:
        begins = bool(found) and isinstance(found[0], Paragraph)
        left = some(found, int(begins or len(found) == 1))
        return tuple(within(block, run, blocks) for block in left)

    title = run((Text(document.title),)) if document.title else ()
    made = within(map_nodes(document, node), run, blocks)
    title_now = "".join(one.text for one in title if isinstance(one, Text))
    children = number(made.children, document.numbering).blocks
    return replace(made, title=title_now or document.title, children=children)
