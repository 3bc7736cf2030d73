"""What a block holds: all that a whole document must know of its parts before it sets them."""

from dataclasses import dataclass

from policygen.document.memory import once
from policygen.document.nodes import Block, Clause, Paragraph, Reference, Section
from policygen.document.walking import walk
from policygen.document.words import plain


@dataclass(frozen=True, slots=True)
class Held:
    """Its anchors, those that its references lead to, its headings, and how many words it has.

    The words are those of paragraphs; `sections` are in reading order, the block itself first.
    """

    anchors: frozenset[str]
    references: tuple[str, ...]
    sections: tuple[Section, ...]
    words: int


@once
def held(block: Block) -> Held:
    """What a block holds, itself included."""
    anchors = []
    references = []
    sections = []
    words = 0
    for node in walk((block,)):
        match node:
            case Section(anchor=anchor):
                sections.append(node)
                anchors.append(anchor)
            case Clause(anchor=anchor):
                anchors.append(anchor)
            case Reference(anchor):
                references.append(anchor)
            case Paragraph(children):
                words += len(plain(children).split())
    return Held(
        frozenset(filter(None, anchors)), tuple(dict.fromkeys(references)), tuple(sections), words
    )
