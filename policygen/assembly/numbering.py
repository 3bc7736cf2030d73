"""Numbers and anchors for sections and clauses, and what references to them print."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeAlias

from policygen.assembly.numberer import Numberer
from policygen.assembly.reached import Reached
from policygen.assembly.references import Destination, Led, resolved
from policygen.document import (
    USUAL,
    Block,
    Blocks,
    Numbering,
    Section,
)
from policygen.document.held import NOTE, held
from policygen.document.memory import once


@dataclass(frozen=True, slots=True)
class Numbered:
    """Blocks with numbers and anchors, each with what its references lead to.

    `lost` are the anchors that references ask for in vain, `repeated` those given twice.
    """

    led: tuple[tuple[Block, Led], ...]
    lost: tuple[str, ...]
    repeated: tuple[str, ...]

    @property
    def blocks(self) -> Blocks:
        """The blocks, their references resolved: not to be asked for by who looks for faults."""
        return tuple(resolved(block, led) for block, led in self.led)


def number(blocks: Blocks, numbering: Numbering = USUAL) -> Numbered:
    """Number sections 1, clauses 1.1 and what is inside them (a), and resolve references.

    The passages of an open decision are numbered alike; what follows goes on from the longest. Each
    block is numbered once for all texts in which it has the same numbers, and so on.
    """
    given = frozenset[str]().union(*(held(block).anchors for block in blocks))
    targets: dict[str, Destination] = {}
    parts = []
    place = Reached()
    runs: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, Section):
            place = place.between()  # the clauses before it are nothing to it
        begun = tuple((kind, runs.get(kind, 0)) for kind in held(block).runs)
        part = _part(block, numbering, place, begun, frozenset(), frozenset())
        if not (targets.keys().isdisjoint(part.targets) and part.automatic.isdisjoint(given)):
            near, taken = part.near(targets), part.near(given)
            part = _part(block, numbering, place, begun, near, taken)
        parts.append(part)
        targets.update(part.targets)
        place = part.place
        runs.update(part.runs)
    led = tuple(
        tuple((anchor, part.seen(targets, anchor)) for anchor in held(block).references)
        for block, part in zip(blocks, parts, strict=True)
    )
    lost = dict.fromkeys(anchor for one in led for anchor, target in one if target is None)
    repeated = dict.fromkeys(anchor for part in parts for anchor in part.repeated)
    numbered = zip((part.block for part in parts), led, strict=True)
    return Numbered(tuple(numbered), tuple(lost), tuple(repeated))


# Of what is numbered through the whole text, such as figures, by its kind. A block is told only of
# the kinds that it holds: so the rest is the same however many stand before it.
_Runs: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A numbered block of a text, its references not yet resolved, and the place after it.

    `automatic` are the anchors that weren't given, `wanted` those that were asked for at first.
    """

    block: Block
    targets: Mapping[str, Destination]
    automatic: frozenset[str]
    wanted: frozenset[str]
    repeated: tuple[str, ...]
    place: Reached
    runs: _Runs

    def near(self, others: Iterable[str]) -> frozenset[str]:
        """Those of other anchors that may stand in the way: x and x-2, where x is wanted."""
        return frozenset(
            other for other in others
            if other in self.wanted or other.rpartition("-")[0] in self.wanted
        )  # fmt: skip

    def seen(self, targets: Mapping[str, Destination], anchor: str) -> Destination | None:
        """What a reference from here to an anchor prints."""
        if here := self.targets.get(anchor):
            return replace(here, outer=())
        return targets.get(anchor)


@once
def _part(
    block: Block, numbering: Numbering, place: Reached, runs: _Runs,
    before: frozenset[str], given: frozenset[str],
) -> _Part:  # fmt: skip
    """A block numbered, after those with such anchors, in a text in which those are given."""
    numberer = Numberer(numbering, before, held(block).anchors | given, place, runs=dict(runs))
    numbered = numberer.block(block)
    if NOTE in numberer.runs:
        numbered = numberer.noted(numbered)
    return _Part(
        numbered,
        numberer.targets,
        frozenset(numberer.automatic),
        frozenset(numberer.wanted),
        tuple(numberer.repeated),
        numberer.place,
        tuple(numberer.runs.items()),
    )
