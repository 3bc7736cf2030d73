"""Numbers and anchors for sections and clauses, and cross-references that follow them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TypeAlias

from policygen.assembly.anchors import another, own_anchor
from policygen.compare.saying import said
from policygen.document import (
    Alternatives,
    Block,
    Blocks,
    Box,
    Clause,
    Figure,
    Inline,
    Inlines,
    Link,
    Paragraph,
    Passage,
    Reference,
    Section,
    Step,
    Steps,
    Text,
    letter,
    map_runs,
    plain,
    unlinked,
    within,
)
from policygen.document.held import held
from policygen.document.memory import once


@dataclass(frozen=True, slots=True)
class Destination:
    """What a reference prints: "section" and "7"; for a heading without number, its title."""

    word: str
    number: str
    title: Inlines = ()


@dataclass(frozen=True, slots=True)
class Numbered:
    """Blocks with numbers and anchors.

    `lost` are the anchors that references ask for in vain, `repeated` those given twice.
    """

    blocks: Blocks
    lost: tuple[str, ...]
    repeated: tuple[str, ...]


def number(blocks: Blocks) -> Numbered:
    """Number sections 1, clauses 1.1 and what is inside them (a), and resolve references.

    The passages of an open decision are numbered alike; what follows goes on from the longest. Each
    block is numbered once for all texts in which it has the same numbers, and so on.
    """
    given = frozenset[str]().union(*(held(block).anchors for block in blocks))
    targets: dict[str, Destination] = {}
    parts = []
    counts = (0, 0, 0)
    runs: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, Section) and block.level == 2:
            counts = (counts[0], 0, 0)  # the clauses before it are nothing to it
        begun = tuple((kind, runs.get(kind, 0)) for kind in held(block).runs)
        part = _part(block, counts, begun, frozenset(), frozenset())
        if not (targets.keys().isdisjoint(part.targets) and part.automatic.isdisjoint(given)):
            part = _part(block, counts, begun, part.near(targets), part.near(given))
        parts.append(part)
        targets.update(part.targets)
        counts = part.counts
        runs.update(part.runs)
    resolved = []
    lost: dict[str, None] = {}
    for part in parts:
        wanted = held(part.block).references
        block, in_vain = _resolved(part.block, tuple(map(targets.get, wanted)))
        resolved.append(block)
        lost.update(dict.fromkeys(in_vain))
    repeated = dict.fromkeys(anchor for part in parts for anchor in part.repeated)
    return Numbered(tuple(resolved), tuple(lost), tuple(repeated))


_Counts: TypeAlias = tuple[int, int, int]  # of sections, clauses and what is inside them
# Of what is numbered through the whole text, such as figures, by its kind. A block is told only of
# the kinds that it holds: so the rest is the same however many stand before it.
_Runs: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """A numbered block of a text, its references not yet resolved, and the counts after it.

    `automatic` are the anchors that weren't given, `wanted` those that were asked for at first.
    """

    block: Block
    targets: Mapping[str, Destination]
    automatic: frozenset[str]
    wanted: frozenset[str]
    repeated: tuple[str, ...]
    counts: _Counts
    runs: _Runs

    def near(self, others: Iterable[str]) -> frozenset[str]:
        """Those of other anchors that may stand in the way: x and x-2, where x is wanted."""
        return frozenset(
            other for other in others
            if other in self.wanted or other.rpartition("-")[0] in self.wanted
        )  # fmt: skip


@once
def _part(
    block: Block, counts: _Counts, runs: _Runs, before: frozenset[str], given: frozenset[str]
) -> _Part:
    """A block numbered, after those with such anchors, in a text in which those are given."""
    numberer = _Numberer(before, held(block).anchors | given, *counts, dict(runs))
    numbered = numberer.block(block)
    return _Part(
        numbered,
        numberer.targets,
        frozenset(numberer.automatic),
        frozenset(numberer.wanted),
        tuple(numberer.repeated),
        (numberer.section, numberer.clause, numberer.item),
        tuple(numberer.runs.items()),
    )


@once
def _resolved(
    block: Block, targets: tuple[Destination | None, ...]
) -> tuple[Block, tuple[str, ...]]:
    """A block whose references lead to such targets, and the anchors that they ask for in vain."""
    if not targets:
        return block, ()
    lost: dict[str, None] = {}
    known = zip(held(block).references, targets, strict=True)
    found = {anchor: target for anchor, target in known if target}
    return map_runs((block,), _resolver(found, lost))[0], tuple(lost)


@dataclass(slots=True)
class _Numberer:
    before: frozenset[str]
    given: frozenset[str]
    section: int = 0
    clause: int = 0
    item: int = 0
    runs: dict[str, int] = field(default_factory=dict)
    targets: dict[str, Destination] = field(default_factory=dict)
    automatic: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    repeated: dict[str, None] = field(default_factory=dict)
    around: str = ""  # the anchor that was wanted for what is numbered just now
    here: Destination = Destination("", "", (Text("the beginning"),))  # what leads into it prints

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self.block, blocks))

    def inside(self, blocks: Blocks, anchor: str, here: Destination) -> Blocks:
        """Blocks that stand in what wants this anchor; what has no number is led to by `here`."""
        outer = self.around, self.here
        self.around, self.here = anchor, here
        numbered = self.blocks(blocks)
        self.around, self.here = outer
        return numbered

    def block(self, block: Block) -> Block:
        match block:
            case Section(title, children, given, _, 2):
                self.section += 1
                self.clause = self.item = 0
                number = str(self.section)
                wanted = given or own_anchor(plain(title), "section")
                anchor = self.anchor(given, wanted)
                target = self.targets[anchor] = Destination("section", number)
                inner = self.inside(children, wanted, target)
                return Section(title, inner, anchor, number)
            case Section(title, children, given):
                wanted = given or own_anchor(plain(title), "section", self.around)
                anchor = self.anchor(given, wanted)
                self.targets[anchor] = Destination("", "", unlinked(title))
                inner = self.inside(children, wanted, self.here)
                return replace(block, children=inner, anchor=anchor)
            case Clause():
                return self.numbered_clause(block)
            case Paragraph(anchor=given) if given:
                anchor = self.anchor(given, given)
                self.targets[anchor] = self.here
                return replace(block, anchor=anchor)
            case Box(title, children, anchor) if anchor:
                named = self.anchor(anchor, anchor)
                self.targets[named] = Destination("", "", unlinked(title))
                return Box(title, self.blocks(children), named)
            case Steps(title, children, anchor):
                named = self.anchor(anchor, anchor) if anchor else ""
                if named:
                    self.targets[named] = Destination("", "", unlinked(title))
                return Steps(title, _Apart(self).blocks(children), named)
            case Step():
                return self.numbered_step(block)
            case Figure(caption=caption, anchor=anchor) if caption or anchor:
                return self.captioned(block, "figure")
            case Alternatives(passages=passages):
                return replace(block, passages=self.passages(passages))
            case _:
                return within(block, blocks=self.blocks)

    def numbered_clause(self, clause: Clause) -> Clause:
        self.clause += 1
        self.item = 0
        number = f"{self.section}.{self.clause}"
        wanted = clause.anchor or self.wording(clause)
        anchor = self.anchor(clause.anchor, wanted)
        target = self.targets[anchor] = Destination("clause", number)
        inner = _Items(self, number).inside(clause.children, wanted, target)
        return Clause(inner, anchor, number)

    def wording(self, clause: Clause) -> str:
        """The anchor that follows from the first paragraph of a clause."""
        first = clause.children[:1]
        words = first[0].children if first and isinstance(first[0], Paragraph) else ()
        return own_anchor(plain(words), "clause", self.around, said(first))

    def numbered_step(self, step: Step) -> Step:
        self.item += 1
        number = str(self.item)
        anchor = self.anchor(step.anchor, step.anchor) if step.anchor else ""
        if anchor:
            self.targets[anchor] = Destination("step", number)
        return Step(self.blocks(step.children), anchor, number)

    def captioned(self, block: Figure, kind: str) -> Figure:
        """A block with a caption, numbered through the whole text with others of its kind."""
        self.runs[kind] = self.runs.get(kind, 0) + 1
        number = str(self.runs[kind])
        wanted = own_anchor(plain(block.caption), kind, self.around)
        anchor = self.anchor(block.anchor, wanted)
        self.targets[anchor] = Destination(kind, number)
        return replace(block, anchor=anchor, number=number)

    def passages(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        before = ends = (self.section, self.clause, self.item)
        begun, most = dict(self.runs), dict(self.runs)
        result = []
        for passage in passages:
            self.section, self.clause, self.item = before
            self.runs.update(begun)
            result.append(Passage(passage.label, self.blocks(passage.children)))
            ends = max(ends, (self.section, self.clause, self.item))
            most.update({kind: max(most.get(kind, 0), n) for kind, n in self.runs.items()})
        self.section, self.clause, self.item = ends
        self.runs.update(most)
        return tuple(result)

    def anchor(self, given: str, automatic: str) -> str:
        """The anchor given, or one of our own that nothing else has."""
        base = given or automatic
        self.wanted.add(base)
        if given and not self.has(given):
            return given
        if given:
            self.repeated[given] = None
        count = 1
        anchor = base
        while self.has(anchor) or anchor in self.given:
            count += 1
            anchor = another(base, count)
        self.automatic.add(anchor)
        return anchor

    def has(self, anchor: str) -> bool:
        return anchor in self.targets or anchor in self.before


class _Apart(_Numberer):
    """Numbers what stands inside a block, from 1."""

    __slots__ = ()

    def __init__(self, outer: _Numberer) -> None:
        super().__init__(
            outer.before, outer.given,
            runs=outer.runs, targets=outer.targets, automatic=outer.automatic,
            wanted=outer.wanted, repeated=outer.repeated, around=outer.around, here=outer.here,
        )  # fmt: skip


class _Items(_Apart):
    """Numbers what stands inside one clause."""

    __slots__ = ("number",)

    def __init__(self, outer: _Numberer, number: str) -> None:
        super().__init__(outer)
        self.number = number

    def numbered_clause(self, clause: Clause) -> Clause:
        self.item += 1
        mark = letter(self.item)
        wanted = clause.anchor or self.wording(clause)
        anchor = self.anchor(clause.anchor, wanted)
        target = self.targets[anchor] = Destination("clause", f"{self.number}({mark})")
        return Clause(self.inside(clause.children, wanted, target), anchor, f"({mark})")


def _resolver(
    targets: dict[str, Destination], lost: dict[str, None]
) -> Callable[[Inlines], Inlines]:
    def resolved(inlines: Inlines, *, begins: bool = True) -> Inlines:
        result: list[Inline] = []
        for inline in inlines:
            match inline:
                case Reference(anchor, children):
                    if (target := targets.get(anchor)) is None:
                        lost[anchor] = None
                        continue
                    word = target.word.capitalize() if begins else target.word
                    inside = resolved(children, begins=False) or target.title
                    match inside:
                        case (Text(said),) if said.lower() == f"{target.word} {target.number}":
                            word, inside = said.split()[0], ()
                    label = () if inside else (word, target.number)
                    result.append(Reference(anchor, inside, *label))
                case _:
                    first = begins and not isinstance(inline, Link)
                    result.append(within(inline, partial(resolved, begins=first)))
            begins = isinstance(inline, Text) and inline.text.rstrip().endswith((".", "?", "!"))
        return tuple(result)

    return resolved
