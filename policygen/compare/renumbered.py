"""The numbers that references print, in a redline: what each said before, and what it says now.

They follow from what changed elsewhere. So this is no change of the text, and is marked after all
else was read off the redline.
"""

from collections.abc import Iterator
from dataclasses import replace
from operator import is_

from policygen.document import (
    Block,
    BlockRevision,
    Blocks,
    Document,
    Inline,
    Inlines,
    Reference,
    Revision,
    plain,
    query,
    within,
)
from policygen.document.held import held


def with_numbers_before(made: Document, before: Document) -> Document:
    """A proven redline with the old numbers of its references marked as deleted beside the new."""
    return replace(made, children=_Marker(before.children).blocks(made.children))


class _Marker:
    """Goes through a redline, and through the references of the earlier text beside it."""

    def __init__(self, before: Blocks) -> None:
        self.earlier = query(before, Reference)

    def blocks(self, run: Blocks) -> Blocks:
        made = tuple(map(self.block, run))
        return run if all(map(is_, run, made)) else made

    def block(self, block: Block) -> Block:
        if not held(block).references:
            return block
        if isinstance(block, BlockRevision):
            self.passed(block)
            return block
        return within(block, self.inlines, self.blocks)

    def inlines(self, run: Inlines) -> Inlines:
        made = tuple(one for inline in run for one in self.inline(inline))
        return made if len(made) > len(run) or not all(map(is_, run, made)) else run

    def inline(self, inline: Inline) -> Iterator[Inline]:
        match inline:
            case Revision():
                self.passed(inline)
                yield inline
            case Reference():
                yield from self.reference(inline, next(self.earlier))
            case _:
                yield within(inline, self.inlines)

    def reference(self, now: Reference, was: Reference) -> Iterator[Inline]:
        if plain((was,)) != plain((now,)):
            yield Revision(False, (was,))
            yield Revision(True, (now,))
        else:
            yield now

    def passed(self, revision: BlockRevision | Revision) -> None:
        """Go on behind what only one of the texts has: its numbers are that text's own."""
        if not revision.inserted:
            for _ in query((revision,), Reference):
                next(self.earlier)
