"""Apostrophes and quotation marks of a document set typographically, before any format sees it.

That is done once numbers and anchors are known: those of our own follow from words as they were
typed. A run of words is judged as a whole, across bold words and links; a value is known by its
place alone, and its own marks are judged apart from the text (see Edition.values).
"""

from collections.abc import Iterator
from typing import TypeVar, assert_never

from policygen.document import (
    Blank,
    Block,
    Document,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Revision,
    Slot,
    Strong,
    Text,
    TickBox,
    map_runs,
    within,
)
from policygen.document.memory import once
from policygen.document.quotes import SOMETHING, typographic
from policygen.readers.markdown.sentinels import unkept

Quoted = TypeVar("Quoted", Block, Document)


@once
def set_quotes(block: Block) -> Block:
    """A block with its marks set; done once for all texts that it stands in."""
    return set_quotes_in(block)


def set_quotes_in(node: Quoted) -> Quoted:
    """A block, or what stands around a text, with the marks set in each of its runs of words."""
    return map_runs((node,), _run)[0]


def _run(inlines: Inlines) -> Inlines:
    """A run of words with its marks set."""
    seen = [*_seen(inlines)]
    words = typographic("".join(piece.text if isinstance(piece, Text) else piece for piece in seen))
    said, place = [], 0
    for piece in seen:
        begin, place = place, place + len(piece.text if isinstance(piece, Text) else piece)
        if isinstance(piece, Text):
            said.append(unkept(words[begin:place]))
    return _put(inlines, iter(said))


def _seen(inlines: Inlines) -> Iterator[Text | str]:
    """What a mark is judged by: the texts of a run in order, and what stands for the rest."""
    for inline in inlines:
        match inline:
            case Text():
                yield inline
            case Strong(children) | Emphasis(children) | Link(_, children) | Revision(_, children):
                yield from _seen(children)
            case Reference(_, children) if children:
                yield from _seen(children)
            case Slot() | Blank() | Reference() | FillIn():
                yield SOMETHING
            case InlineAlternatives(passages):
                for passage in passages:
                    yield from _seen(passage)
                    yield "/"
            case LineBreak() | TickBox():
                yield " "
            case Footnote():  # it stands elsewhere
                pass
            case _:
                assert_never(inline)


def _put(inlines: Inlines, said: Iterator[str]) -> Inlines:
    """A run with what is now said in the place of each of its texts."""

    def one(inline: Inline) -> Inline:
        match inline:
            case Text():
                return Text(next(said))
            case Footnote():
                return within(inline, _run)
        return within(inline, lambda held: _put(held, said))

    return tuple(map(one, inlines))
