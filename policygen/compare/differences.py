"""What differs between two documents, unit by unit, as records."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

from policygen.compare.saying import said
from policygen.document import Block, Blocks, Clause, Document, Paragraph, Section, plain
from policygen.document.quotes import straight

Kind: TypeAlias = Literal["changed", "removed", "added"]


@dataclass(frozen=True, slots=True)
class Unit:
    """A part of a text that is compared as a whole.

    `number` is that of the clause, or of the section around it; a section without one goes by its
    `heading`, and so does a row of the control table. A clause in a section without number has
    that section's heading.
    """

    kind: Literal[
        "title", "school", "logo", "control", "numbering", "section", "heading", "clause", "text"
    ]
    number: str = ""
    heading: str = ""

    def __str__(self) -> str:
        where = f"the part {self.heading!r}"
        if self.number:  # 1.1, or Appendix A
            where = self.number if " " in self.number else f"section {self.number}"
        match self.kind:
            case "title":
                return "the title"
            case "school":
                return "the school's name"
            case "logo":
                return "the logo"
            case "control":
                return f"{self.heading} in the control table"
            case "numbering":
                return "the way of numbering"
            case "section":
                return where
            case "clause":
                within = f" of {self.heading}" if self.heading else ""
                return f"clause {self.number}{within}"
            case "heading":
                return f"the heading of {where}"
            case "text":
                return f"the text of {where}" if self.number or self.heading else "the text"


@dataclass(frozen=True, slots=True)
class Difference:
    """One unit that differs: what it said before and what it says after, empty where it isn't."""

    unit: Unit
    kind: Kind
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.unit} {self.kind}"


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """What differs between two texts, in reading order.

    A clause that only has another number now is no difference, nor is how a quotation mark or an
    apostrophe is set.
    """
    old, new = list(_units(before)), list(_units(after))
    said, now_said = (_alike(words for _, words in units) for units in (old, new))
    matcher = SequenceMatcher(None, said, now_said, autojunk=False)
    found: list[Difference] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone, come = old[start:end], new[new_start:new_end]
        if len(gone) == len(come):
            found += [
                Difference(unit, "changed", words, now)
                for (_, words), (unit, now) in zip(gone, come, strict=True)
            ]
            continue
        was, now_is = {_plain(u): words for u, words in gone}, {_plain(u) for u, _ in come}
        found += [Difference(u, "changed", was[_plain(u)], n) for u, n in come if _plain(u) in was]
        found += [Difference(u, "removed", w, "") for u, w in gone if _plain(u) not in now_is]
        found += [Difference(u, "added", "", now) for u, now in come if _plain(u) not in was]
    return tuple(found)


def _units(document: Document) -> Iterator[tuple[Unit, str]]:
    yield Unit("title"), document.title
    yield Unit("school"), plain(document.subtitle)
    for term, words in document.control.model:
        yield Unit("control", heading=term), said((Paragraph(words),))
    numbering = document.numbering
    marks = (*numbering.inside, numbering.appendix)
    yield Unit("numbering"), ", ".join(["1.1.1", *marks] if numbering.subheadings else marks)
    yield from _units_of(document.children)


def _units_of(blocks: Blocks, number: str = "", heading: str = "") -> Iterator[tuple[Unit, str]]:
    """The words of each heading, clause and run of other blocks in a section."""
    loose: list[Block] = []
    for block in blocks:
        match block:
            case Section():
                section = (block.number, plain(block.title))
                yield Unit("heading", *section), said((replace(block, children=()),))
                yield from _units_of(block.children, *section)
            case Clause(number=own):
                within = "" if "." in own[:-1] else heading  # A. is one of several
                yield Unit("clause", own.rstrip("."), within), said(block.children)
            case _:
                loose.append(block)
    if loose:
        yield Unit("text", number, heading), said(tuple(loose))


def _alike(texts: Iterable[str]) -> list[str]:
    """Texts as they are compared: however their marks are set."""
    return [*map(straight, texts)]


def _plain(unit: Unit) -> Unit:
    """A unit as it is told from others: however the marks in its heading are set."""
    return replace(unit, heading=straight(unit.heading))
