"""What Word's multi-level list counts, so that its numbers and ours can't part."""

from dataclasses import dataclass
from typing import TypeAlias

from policygen.document import (
    Block,
    Clause,
    Document,
    Reference,
    Section,
    Step,
    Steps,
    letter,
    walk,
)
from policygen.document.held import running
from policygen.document.memory import once

CAPTIONED = ("figure", "table")  # what Word counts by fields, and not by its list

# Of the three levels 1., 1.1 and (a), and of what is captioned.
_Counts: TypeAlias = tuple[tuple[int, int, int], tuple[int, ...]]


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


def printed_by_hand(document: Document) -> frozenset[str]:
    """The anchors of what must print its own number, as Word's list would count another.

    That is so in an open decision, whose passages are numbered alike. Word doesn't count such a
    number, and a REF field can't print it; nor can it print that of the clause in which something
    without number stands, such as a paragraph.
    """
    counts: _Counts = (0, 0, 0), tuple(0 for _ in CAPTIONED)
    found: set[str] = set()
    for block in document.body:
        by_hand, counts = _counted(block, counts)
        found.update(by_hand)
    return frozenset(found)


@once
def _counted(block: Block, counts_before: _Counts) -> tuple[tuple[str, ...], _Counts]:
    """What a block prints by hand, and how far Word has counted after it."""
    found = []
    steps = StepCount()
    counts, captions = counts_before
    for node in walk((block,)):
        if isinstance(node, Steps):
            steps = StepCount()
        elif isinstance(node, Step):
            if not steps.takes(node.number) and node.anchor:
                found.append(node.anchor)
        elif isinstance(node, Section | Clause) and node.number:
            level = 0 if isinstance(node, Section) else clause_level(node.number)
            first, second, third = counts
            counted = ((first + 1, 0, 0), (first, second + 1, 0), (first, second, third + 1))[level]
            if _printed(counted, level) == node.number:
                counts = counted
            else:
                found.append(node.anchor)
        elif (kind := running(node)) in CAPTIONED:
            number, place = getattr(node, "number", ""), CAPTIONED.index(kind)
            if number == str(captions[place] + 1):
                captions = (*captions[:place], captions[place] + 1, *captions[place + 1 :])
            elif number:
                found.append(getattr(node, "anchor", ""))
        elif not isinstance(node, Section | Reference):
            found += filter(None, [str(getattr(node, "anchor", ""))])
    return tuple(found), (counts, captions)


def clause_level(number: str) -> int:
    """The level of the list that a clause stands at: 1 for 1.1, 2 for (a)."""
    return 2 if number.startswith("(") else 1


def _printed(counts: tuple[int, int, int], level: int) -> str:
    if level == 2:
        return f"({letter(counts[2])})"
    return ".".join(map(str, counts[: level + 1]))
