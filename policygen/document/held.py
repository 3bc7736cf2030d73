"""What a block holds: all that a whole document must know of its parts before it sets them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from policygen.document.blocks import Block, BlockRevision, Blocks, Figure, Grid, Paragraph, Section
from policygen.document.inlines import Footnote, Reference, Revision, Text
from policygen.document.memory import once
from policygen.document.nodes import Node
from policygen.document.walking import walk
from policygen.document.words import plain

NOTE = "note"  # the kind of number that a footnote has


@dataclass(frozen=True, slots=True)
class Held:
    """Its anchors, those that its references lead to, its headings, and how many words it has.

    The words are those of paragraphs; `sections` are in reading order, the block itself first.
    `runs` are the kinds of what it holds that is numbered through the whole text. One that is
    `revised` holds parts of two texts.
    """

    anchors: frozenset[str]
    references: tuple[str, ...]
    sections: tuple[Section, ...]
    words: int
    runs: tuple[str, ...]
    revised: bool = False


def running(node: Node) -> str:
    """The kind of a node that is numbered through the whole text; empty if it is none."""
    match node:
        case Figure():
            return "figure"
        case Grid(caption=caption) if caption:
            return "table"
        case Footnote():
            return NOTE
    return ""


def anchors_of(node: Node) -> Iterator[str]:
    """What a node itself may be led to by, and its rows that are no nodes."""
    if not isinstance(node, Reference):
        yield from filter(None, (getattr(node, "anchor", ""), *getattr(node, "row_anchors", ())))


@once
def held(block: Block) -> Held:
    """What a block holds, itself included; of a section, what each of its blocks holds."""
    anchors: set[str] = set()
    references: list[str] = []
    sections: list[Section] = []
    words = 0
    runs: set[str] = set()
    revised = False
    nodes: Iterable[Node] = walk((block,))
    blocks: Blocks = ()
    if isinstance(block, Section):  # of which texts share more than they share whole ones
        nodes, blocks = chain((block,), walk(block.title)), block.children
    for node in nodes:
        match node:
            case Text():  # which most are: holds nothing of all this
                continue
            case Reference(anchor):
                references.append(anchor)
                continue
            case Section():
                sections.append(node)
            case Paragraph(children):
                words += len(plain(children).split())
            case Revision() | BlockRevision():
                revised = True
        runs.add(running(node))
        anchors.update(anchors_of(node))
    for inner in map(held, blocks):
        anchors |= inner.anchors
        references += inner.references
        sections += inner.sections
        words += inner.words
        runs.update(inner.runs)
        revised = revised or inner.revised
    return Held(
        frozenset(anchors),
        tuple(dict.fromkeys(references)),
        tuple(sections),
        words,
        tuple(sorted(filter(None, runs))),
        revised,
    )
