"""What Word's lists count, so that its numbers and ours can't part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from policygen.document import (
    Block,
    BlockRevision,
    Clause,
    Document,
    Node,
    Numbering,
    Paragraph,
    Section,
    Step,
    Steps,
    children,
    mark,
    query,
)
from policygen.document.held import anchors_of, held, running
from policygen.document.memory import once
from policygen.document.numerals import is_bracketed, name_and_mark
from policygen.writers.docx.multilevel import (
    APPENDICES,
    MARKED,
    TEXT,
    UNNUMBERED,
    inside_level,
    marks_of,
)

CAPTIONED = ("figure", "table")  # what Word counts by fields, and not by its list

_LISTS = (TEXT, UNNUMBERED, APPENDICES, MARKED)
# Of each of the lists, at each of its levels; then of what is captioned.
_Counts: TypeAlias = tuple[tuple[int, ...], ...]
_LEVELS = 5


@dataclass(slots=True)
class StepCount:
    """How far Word has counted in a list of steps; `number` is what stands for the list's own."""

    number: str = ""
    last: int = 0

    def takes(self, number: str) -> bool:
        """Whether Word's next number is this one; only then does it count."""
        takes = number == str(self.last + 1)
        self.last += takes
        return takes


class ByHand(NamedTuple):
    """The anchors of what prints its own number, and of what references name by words alone.

    So do those to what was `inserted` that weren't themselves: rejected, they would lead nowhere.
    """

    numbers: frozenset[str]
    references: frozenset[str]
    inserted: frozenset[str] = frozenset()


NOTHING_BY_HAND = ByHand(frozenset(), frozenset())


def printed_by_hand(document: Document) -> ByHand:
    """What Word's lists would count otherwise, so that the number must be printed as text.

    That is so of a heading's label, and in an open decision, whose passages are numbered alike.
    Word doesn't count such a number, and a REF field can't print it; nor can it print that of the
    clause in which something without number stands, such as a paragraph. Nor is one relied on for
    clauses in a list of their own, and for what is inside a clause that stands above the level next
    to it, as nothing says what Word prints there.
    """
    counts: _Counts = *(((0,) * _LEVELS,) * len(_LISTS)), (0,) * len(CAPTIONED)
    numbers: set[str] = set()
    references: set[str] = set()
    for block in document.body:
        found, counts = _counted(block, counts, document.numbering)
        numbers.update(found.numbers)
        references.update(found.references)
    return ByHand(frozenset(numbers), frozenset(references))


def by_hand_in(document: Document, later: Document, led_to: frozenset[str]) -> ByHand:
    """What is printed by hand in a text; in a redline, as its numbers are those of the later text.

    Of what only the earlier has, Word counts the numbers, and no reference relies on them.
    """
    found = printed_by_hand(later)
    if later is document:
        return found
    there = frozenset[str]().union(*(held(block).anchors for block in later.body))
    inserted = frozenset[str]().union(
        *(
            held(block).anchors
            for change in query(document.body, BlockRevision)
            for block in change.children
            if change.inserted
        )
    )
    return ByHand(found.numbers, found.references | (led_to - there), inserted)


def clause_level(number: str) -> int:
    """The level of a clause in its list: 2 for 1.1.1, below a numbered sub-heading, else 1."""
    return 2 if number.count(".") > 1 else 1


def list_of(section: Section) -> int:
    """The list that a section counts in."""
    if section.appendix:
        return APPENDICES
    return TEXT if section.number else UNNUMBERED


@once
def _counted(block: Block, counts: _Counts, numbering: Numbering) -> tuple[ByHand, _Counts]:
    """What of a block is printed by hand, and how far Word has counted after it."""
    counter = _Counter(numbering, [list(one) for one in counts])
    counter.count((block,), UNNUMBERED, 0)
    found = ByHand(frozenset(counter.numbers), frozenset(filter(None, counter.references)))
    return found, tuple(map(tuple, counter.counts))


@dataclass(slots=True)
class _Counter:
    numbering: Numbering
    counts: list[list[int]]
    numbers: list[str] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    steps: StepCount = field(default_factory=StepCount)
    marks: tuple[str, ...] = ()  # of the section's clauses, where they have their own

    def count(self, nodes: Iterable[Node], list_: int, inside: int, level: int = 1) -> None:
        """Count what stands inside so many clauses, the outermost of them at some level."""
        for node in nodes:
            match node:
                case Paragraph():  # no words are counted, or led to by themselves
                    self.references += anchors_of(node)
                case Section(level=2):
                    here, above = list_of(node), self.marks
                    self.marks = marks_of(node, self.numbering.inside)
                    self.begin_anew()
                    self.heading(node, here, 0)
                    self.count(children(node), here, 0)
                    self.marks = above
                case Section(number=number) if number:
                    self.heading(node, list_, 1)
                    self.count(children(node), list_, 0)
                case Clause(number=number) if self.marks:
                    self.one(MARKED, inside + 1, node.anchor, number)
                    self.references.append(node.anchor)
                    self.count(children(node), list_, inside + 1)
                case Clause(number=number) if inside:
                    at = inside_level(self.numbering) + inside - 1
                    self.one(list_, at, node.anchor, number)
                    if level + 1 < inside_level(self.numbering) or not self.is_sure():
                        self.references.append(node.anchor)
                    self.count(children(node), list_, inside + 1, level)
                case Clause(number=number):
                    level = clause_level(number)
                    self.one(list_, level, node.anchor, number)
                    self.count(children(node), list_, 1, level)
                case Steps():
                    outer, self.steps = self.steps, StepCount()
                    self.count(children(node), list_, inside, level)
                    self.steps = outer
                case Step(anchor=anchor, number=number):
                    if not self.steps.takes(number):
                        self.references.append(anchor)
                    self.count(children(node), list_, inside, level)
                case _:
                    if (kind := running(node)) in CAPTIONED:
                        self.caption(node, CAPTIONED.index(kind))
                    elif not isinstance(node, Section):
                        self.references += anchors_of(node)
                    self.count(children(node), list_, inside, level)

    def is_sure(self) -> bool:
        """Whether marks stand one behind another alike, whatever Word does with full stops."""
        return all(map(is_bracketed, self.numbering.inside))

    def heading(self, section: Section, list_: int, level: int) -> None:
        """Count a heading, below which clauses with marks of their own begin anew."""
        if section.label:
            self.by_hand(section.anchor)
        else:
            self.one(list_, level, section.anchor, section.number)
            self.begin_anew()

    def begin_anew(self) -> None:
        self.counts[_LISTS.index(MARKED)] = [0] * _LEVELS

    def one(self, list_: int, level: int, anchor: str, number: str) -> None:
        """Count one paragraph, if Word would print its number."""
        level = min(level, _LEVELS - 1)
        before = self.counts[_LISTS.index(list_)]
        counted = [*before[:level], before[level] + 1, *[0] * (_LEVELS - 1 - level)]
        if self.printed(list_, level, counted) == number:
            self.counts[_LISTS.index(list_)] = counted
        else:
            self.by_hand(anchor)

    def caption(self, node: Node, kind: int) -> None:
        """Count a caption, if Word would print its number."""
        number = str(getattr(node, "number", ""))
        counts = self.counts[len(_LISTS)]
        if number == str(counts[kind] + 1):
            counts[kind] += 1
        elif number:
            self.by_hand(str(getattr(node, "anchor", "")))

    def by_hand(self, anchor: str) -> None:
        self.numbers.append(anchor)
        self.references.append(anchor)

    def printed(self, list_: int, level: int, counts: list[int]) -> str:
        """What Word prints at a level."""
        if list_ == MARKED:
            return mark(self.marks[min(level, len(self.marks)) - 1], counts[level])
        first = inside_level(self.numbering)
        if level >= first:
            return mark(self.numbering.inside[min(level - first, 1)], counts[level])
        if list_ == UNNUMBERED:
            return ".".join(map(str, counts[1 : level + 1]))
        head = str(counts[0])
        if list_ == APPENDICES:
            name, begins = name_and_mark(self.numbering.appendix)
            head = mark(begins, counts[0]) if counts[0] else ""
            if not level:
                return f"{name} {head}"
        return ".".join([head, *map(str, counts[1 : level + 1])])
