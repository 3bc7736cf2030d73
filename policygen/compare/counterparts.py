"""Which parts of two texts can be one: what they go by, what they say, and whether they fit."""

from collections.abc import Hashable
from itertools import takewhile

from policygen.compare.saying import said_barely
from policygen.document import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    Definition,
    Letter,
    Paragraph,
    Table,
    plain,
)
from policygen.document.fields import filled_in
from policygen.document.grids import as_grid
from policygen.document.quotes import straight
from policygen.document.revisions import as_compared


def as_grids(blocks: Blocks) -> Blocks:
    """Blocks of which each table is built the same way, however it was written."""
    return tuple(as_grid(one) if isinstance(one, Table) else one for one in blocks)


def name(block: Block) -> Hashable:
    """What a block goes by: its kind and its id; nothing where it has none."""
    anchor = getattr(block, "anchor", "")
    return (type(block), anchor) if anchor else None


def says(block: Block) -> str:
    """What a block says, whatever its number."""
    return said_barely((block,))


def fit(was: Block, now: Block) -> bool:
    """Whether a block can have become another."""
    if type(was) is not type(now):
        return False
    kinds = ("level", "appendix", "unnumbered", "office")
    return all(getattr(was, kind, None) == getattr(now, kind, None) for kind in kinds)


def begin_alike(was: Blocks, now: Blocks) -> bool:
    """Whether two items can be one: not where they begin otherwise, or in a field of a form."""
    match was[:1], now[:1]:
        case (Paragraph() as old,), (Paragraph() as new,) if not filled_in((old, new)):
            return True
    return tuple(map(as_compared, was[:1])) == tuple(map(as_compared, now[:1]))


def opens_alike(letter: Letter) -> bool:
    """Whether two letters open with the same paragraphs, which are set otherwise than the rest."""
    opening = takewhile(lambda one: isinstance(one, Paragraph | BlockRevision), letter.children)
    revised = (one.children for one in opening if isinstance(one, BlockRevision))
    return all(isinstance(block, Paragraph) for blocks in revised for block in blocks)


def nameless(part: object) -> None:
    """What goes by no name."""
    del part


def offers(block: Alternatives) -> tuple[object, ...]:
    """What an open decision asks, and how its alternatives are called."""
    return (block.question, block.any_of, *(passage.label for passage in block.passages))


def terms(item: Definition) -> str:
    """The terms that are defined together."""
    return straight(" / ".join(map(plain, item.terms)))


def said_of_definition(item: Definition) -> str:
    """The terms and what they mean."""
    return straight("\n".join([terms(item), *map(said_barely, item.meanings)]))


def alike_in_form(was: Definition, now: Definition) -> bool:
    """Whether two definitions have as many terms, and as many meanings."""
    return (len(was.terms), len(was.meanings)) == (len(now.terms), len(now.meanings))
