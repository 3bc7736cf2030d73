"""Numbers and anchors for sections and clauses, and cross-references that follow them."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial

from policygen.document import (
    Alternatives,
    Block,
    Blocks,
    Clause,
    Inline,
    Inlines,
    Link,
    Passage,
    Reference,
    Section,
    Text,
    letter,
    map_runs,
    plain,
    unlinked,
    walk,
    within,
)


@dataclass(frozen=True, slots=True)
class Target:
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

    The passages of an open decision are numbered alike; what follows goes on from the longest.
    """
    numberer = _Numberer(_given_anchors(blocks))
    numbered = numberer.blocks(blocks)
    lost: dict[str, None] = {}
    resolved = map_runs(numbered, _resolver(numberer.targets, lost))
    return Numbered(resolved, tuple(lost), tuple(numberer.repeated))


def _given_anchors(blocks: Blocks) -> set[str]:
    return {b.anchor for b in walk(blocks) if isinstance(b, Section | Clause) and b.anchor}


@dataclass(slots=True)
class _Numberer:
    given: set[str]
    targets: dict[str, Target] = field(default_factory=dict)
    repeated: dict[str, None] = field(default_factory=dict)
    section: int = 0
    clause: int = 0
    item: int = 0

    def blocks(self, blocks: Blocks) -> Blocks:
        return tuple(map(self.block, blocks))

    def block(self, block: Block) -> Block:
        match block:
            case Section(level=2):
                self.section += 1
                self.clause = self.item = 0
                number = str(self.section)
                anchor = self.anchor(block.anchor, _slug(plain(block.title)))
                self.targets[anchor] = Target("section", number)
                return replace(
                    block, children=self.blocks(block.children), anchor=anchor, number=number
                )
            case Section():
                anchor = self.anchor(block.anchor, _slug(plain(block.title)))
                self.targets[anchor] = Target("", "", unlinked(block.title))
                return replace(block, children=self.blocks(block.children), anchor=anchor)
            case Clause():
                return self.numbered_clause(block)
            case Alternatives(question, passages):
                return Alternatives(question, self.passages(passages))
            case _:
                return within(block, blocks=self.blocks)

    def numbered_clause(self, clause: Clause) -> Clause:
        self.clause += 1
        self.item = 0
        number = f"{self.section}.{self.clause}"
        anchor = self.anchor(clause.anchor, f"clause-{self.section}-{self.clause}")
        self.targets[anchor] = Target("clause", number)
        inner = _Items(self, number)
        return Clause(inner.blocks(clause.children), anchor, number)

    def passages(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        before = ends = (self.section, self.clause, self.item)
        result = []
        for passage in passages:
            self.section, self.clause, self.item = before
            result.append(Passage(passage.label, self.blocks(passage.children)))
            ends = max(ends, (self.section, self.clause, self.item))
        self.section, self.clause, self.item = ends
        return tuple(result)

    def anchor(self, given: str, automatic: str) -> str:
        """The anchor given, or one of our own that nothing else has."""
        if given and given not in self.targets:
            return given
        if given:
            self.repeated[given] = None
        base = given or automatic
        taken = self.targets.keys() | self.given
        count = 1
        anchor = base
        while anchor in taken:
            count += 1
            anchor = f"{base}-{count}"
        return anchor


class _Items(_Numberer):
    """Numbers what stands inside one clause."""

    __slots__ = ("number",)

    def __init__(self, outer: _Numberer, number: str) -> None:
        super().__init__(outer.given, outer.targets, outer.repeated)
        self.number = number

    def numbered_clause(self, clause: Clause) -> Clause:
        self.item += 1
        mark = letter(self.item)
        anchor = self.anchor(clause.anchor, f"clause-{self.number.replace('.', '-')}-{mark}")
        self.targets[anchor] = Target("clause", f"{self.number}({mark})")
        return Clause(self.blocks(clause.children), anchor, f"({mark})")


def _slug(title: str) -> str:
    """An anchor from a heading's words, always the same for the same words."""
    ascii_only = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    words = re.findall(r"[a-z0-9]+", ascii_only.lower())
    slug = "-".join(words)[:32].strip("-")
    if slug[:1].isalpha() and slug not in _OURS:
        return slug
    return f"section-{slug}"[:32].strip("-")  # Word takes 40 characters, with what it stands in


_OURS = {"main", "contents", "document-control", "version-history"}


def _resolver(targets: dict[str, Target], lost: dict[str, None]) -> Callable[[Inlines], Inlines]:
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
