"""What differs between two documents, unit by unit, as records."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from policygen.compare.alike import pairs
from policygen.compare.counterparts import as_grids, name
from policygen.compare.saying import said, said_barely
from policygen.document import (
    Block,
    Blocks,
    Clause,
    Document,
    Inlines,
    Numbering,
    Paragraph,
    Section,
    plain,
    walk,
)
from policygen.document.quotes import straight

Kind: TypeAlias = Literal["changed", "removed", "added", "moved"]


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
    """One unit that differs: what it said before and what it says after, empty where it isn't.

    `was` is its number before, for one that has another now.
    """

    unit: Unit
    kind: Kind
    before: str
    after: str
    was: str = ""

    def __str__(self) -> str:
        if self.kind == "moved":
            where = f" from {self.was}" if self.was else ""
            return f"{self.unit} moved{where}{'' if self.before == self.after else ', and changed'}"
        return f"{self.unit} {self.kind}{f'; it was {self.was}' if self.was else ''}"


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """What differs between two texts, in reading order.

    Units are paired as in a redline, of which this is the short form: by their ids, their words,
    their likeness. A clause that only has another number now is no difference, nor is how a
    quotation mark or an apostrophe is set.
    """
    return tuple(_Comparing(before, after).differences())


class _Comparing:
    def __init__(self, before: Document, after: Document) -> None:
        self.before = before
        self.after = after

    @cached_property
    def old(self) -> dict[str, Section | Clause]:
        """What the anchors of the earlier text lead to."""
        return _by_anchor(self.before)

    @cached_property
    def new(self) -> dict[str, Section | Clause]:
        """What those of the later text lead to."""
        return _by_anchor(self.after)

    def differences(self) -> Iterator[Difference]:
        before, after = self.before, self.after
        yield from _changed(Unit("title"), before.title, after.title, before.title)
        yield from _changed(Unit("school"), *map(plain, (before.subtitle, after.subtitle)))
        yield from _changed(Unit("numbering"), _marks(before.numbering), _marks(after.numbering))
        yield from self.blocks(before.children, after.children, Section((), ()))
        old, new = dict(before.control.model), dict(after.control.model)
        for term in dict.fromkeys((*old, *new)):
            unit = Unit("control", heading=term)
            yield from _changed(unit, *(_words(rows.get(term, ())) for rows in (old, new)))

    def blocks(self, old: Blocks, new: Blocks, around: Section) -> list[Difference]:
        """The differences in a section; its blocks that are no clauses are one unit."""
        found: list[Difference] = []
        loose: list[tuple[Block | None, Block | None]] = []
        first = 0
        for was, now in pairs(as_grids(old), as_grids(new), name, _says, _of_one_kind):
            match was, now:
                case Section(), Section():
                    found += self.section(was, now)
                case Clause(), Clause():
                    found += self.clause(was, now, around)
                case None, Section() | Clause():
                    found += self.come(now, around)
                case Section() | Clause(), None:
                    found += self.gone(was, around)
                case _:
                    first = first if loose else len(found)
                    loose.append((was, now))
        return [*found[:first], *_loose(loose, around), *found[first:]]

    def section(self, was: Section, now: Section) -> Iterator[Difference]:
        unit = Unit("heading", now.number, plain(now.title))
        old, new = ((replace(one, children=()),) for one in (was, now))
        yield from _changed_blocks(unit, old, new, _number_before(was, now))
        yield from self.blocks(was.children, now.children, now)

    def clause(self, was: Clause, now: Clause, around: Section) -> Iterator[Difference]:
        before = _number_before(was, now)
        yield from _changed_blocks(_unit(now, around), was.children, now.children, before)

    def come(self, now: Section | Clause, around: Section) -> Iterator[Difference]:
        """What is only in the later text, or stood elsewhere."""
        if was := self.old.get(now.anchor):
            texts = (_said(was), _said(now))
            yield Difference(_unit(now, around), "moved", *texts, was.number.rstrip("."))
        else:
            yield Difference(_unit(now, around), "added", "", _said(now))

    def gone(self, was: Section | Clause, around: Section) -> Iterator[Difference]:
        if was.anchor not in self.new:
            yield Difference(_unit(was, around), "removed", _said(was), "")


def _loose(pairs: list[tuple[Block | None, Block | None]], around: Section) -> Iterator[Difference]:
    old = tuple(was for was, _ in pairs if was)
    new = tuple(now for _, now in pairs if now)
    unit = Unit("text", around.number, plain(around.title))
    yield from _changed_blocks(unit, old, new)


def _by_anchor(document: Document) -> dict[str, Section | Clause]:
    units = (one for one in walk(document.children) if isinstance(one, Section | Clause))
    return {one.anchor: one for one in units if one.anchor}


def _of_one_kind(was: Block, now: Block) -> bool:
    return type(was) is type(now)


def _says(block: Block) -> str:
    """What a block says; not as `counterparts.says` has it, which takes longer for rare cases."""
    bare = replace(block, number="") if isinstance(block, Section | Clause) else block
    return straight(said((bare,)))


def _number_before(was: Section | Clause, now: Section | Clause) -> str:
    return "" if was.number == now.number else was.number.rstrip(".")


def _unit(one: Section | Clause, around: Section) -> Unit:
    if isinstance(one, Section):
        return Unit("section", one.number, plain(one.title))
    within = "" if "." in one.number[:-1] else plain(around.title)  # A. is one of several
    return Unit("clause", one.number.rstrip("."), within)


def _changed_blocks(unit: Unit, was: Blocks, now: Blocks, number: str = "") -> Iterator[Difference]:
    texts = (said(was), said(now))
    if straight(texts[0]) == straight(texts[1]) or said_barely(was) == said_barely(now):
        return
    yield from _changed(unit, *texts, number)


def _changed(unit: Unit, before: str, after: str, was: str = "") -> Iterator[Difference]:
    """What became of a unit: it may be new, or gone."""
    if straight(before) != straight(after):
        kind: Kind = "changed" if before and after else "added" if after else "removed"
        yield Difference(unit, kind, before, after, was)


def _said(unit: Section | Clause) -> str:
    return said(unit.children) if isinstance(unit, Clause) else said((unit,))


def _words(run: Inlines) -> str:
    return said((Paragraph(run),))


def _marks(numbering: Numbering) -> str:
    marks = (*numbering.inside, numbering.appendix)
    return ", ".join(["1.1.1", *marks] if numbering.subheadings else marks)
