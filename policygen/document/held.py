"""What a block holds: all that a whole document must know of its parts before it sets them."""

from collections.abc import Iterator
from dataclasses import dataclass

from policygen.document.blocks import Block, BlockRevision, Figure, Grid, Paragraph, Section
from policygen.document.inlines import Footnote, Reference, Revision
from policygen.document.memory import once
from policygen.document.nodes import Node
from policygen.document.walking import walk
from policygen.document.words import plain

NOTE = "note"  # the kind of number that a footnote has


@dataclass(frozen=True, slots=True)
class Held:
    """Its anchors, those that its references lead to, its headings, and how many words it has.

    The words are those of paragraphs; `sections` are in reading order, the block itself first.
    `runs` are the kinds of what it holds that is numbered through the whole text. It is `revised`
    where anything in it is marked as inserted or deleted.
    """

    anchors: frozenset[str]
    references: tuple[str, ...]
    sections: tuple[Section, ...]
    words: int
    runs: tuple[str, ...]
    revised: bool


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
    """What a block holds, itself included."""
    anchors: list[str] = []
    references = []
    sections = []
    words = 0
    runs = set()
    revised = False
    for node in walk((block,)):
        match node:
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
        anchors += anchors_of(node)
    return Held(
        frozenset(anchors),
        tuple(dict.fromkeys(references)),
        tuple(sections),
        words,
        tuple(sorted(filter(None, runs))),
        revised,
    )
