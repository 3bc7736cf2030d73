"""What a redline marks, as a list of changes: each with its place, and the words before and after.

It is read off the redline itself, so it can't say anything else; of the earlier text only numbers
are needed. What follows from issues and reviews, as the version history does, is no change of it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Literal, TypeAlias

from policygen.compare.differences import Unit
from policygen.compare.saying import said, said_barely
from policygen.document import (
    Block,
    BlockRevision,
    Blocks,
    Clause,
    Document,
    Inlines,
    ListedChange,
    Numbering,
    Paragraph,
    Section,
    plain,
    walk,
)
from policygen.document.nodes import CONTROL
from policygen.document.quotes import typographic
from policygen.document.revisions import (
    earlier,
    is_revised,
    later,
    later_words,
    marked,
    rejected,
)

ChangeKind: TypeAlias = Literal["changed", "added", "removed", "moved", "renumbered"]


@dataclass(frozen=True, slots=True)
class Change:
    """One unit of a text that isn't what it was.

    `unit` is it as the later text has it, or the earlier where it was removed; `anchor` leads to it
    in the redline, and is empty for what no reference leads to. `before` and `after` are its words,
    empty where it isn't; `was` is its number before, for one that was moved or renumbered. `old`
    and `new` are the same as blocks, in which what is only there is marked.
    """

    unit: Unit
    kind: ChangeKind
    anchor: str
    before: str = ""
    after: str = ""
    was: str = ""
    old: Blocks = field(default=(), compare=False, repr=False)
    new: Blocks = field(default=(), compare=False, repr=False)

    def __str__(self) -> str:
        """What happened to what, as in a list: clause 4.2 added (Monitoring)."""
        was = f"; it was {self.was}" if self.was else ""
        match self.kind:
            case "moved":
                where = f" from {self.was}" if self.was else ""
                said = f"moved{where}{'' if self.before == self.after else ', and changed'}"
            case "renumbered":
                said = f"was {self.was}"
            case _:
                said = f"{self.kind}{was}"
        named, about = _named(self.unit)
        return f"{named} {said}{about}"


def changes(made: Document, before: Document) -> tuple[Change, ...]:
    """What a redline of a text and a later one marks, in reading order; see `redline`."""
    return tuple(_Reading(made, before).changes())


def with_list(made: Document, found: Iterable[Change]) -> Document:
    """The redline with a list of its changes, each of which leads to its place."""
    return replace(made, changes=tuple(in_rows(found)))


class _Reading:
    def __init__(self, made: Document, before: Document) -> None:
        self.made = made
        self.before = before
        units = _numbered(before)
        self.old = {unit.anchor: unit for unit in units if unit.anchor}
        kept = _numbered(rejected(made))  # the same units, with the numbers that they have now
        self.numbers = {
            now.anchor: was.number for now, was in zip(kept, units, strict=False) if now.anchor
        }

    def changes(self) -> Iterator[Change]:
        made, before = self.made, self.before
        if made.title_before:
            was = made.title_before
            yield Change(Unit("title"), "changed", "", was, made.title, was)
        yield from _words(Unit("school"), made.subtitle, "")
        if before.numbering != made.numbering:
            was, now = map(_in_words, (before.numbering, made.numbering))
            yield Change(Unit("numbering"), "changed", "", was, now)
        yield from self.blocks(made.children, Section((), ()))
        for term, words in made.control.model:
            yield from _words(Unit("control", heading=term), words, CONTROL)

    def blocks(self, blocks: Blocks, section: Section) -> list[Change]:
        """The changes in what stands in a section; loose blocks of it are one unit."""
        found: list[Change] = []
        loose: list[Block] = []
        first = 0
        for block in _apart(blocks):
            match block:
                case Section():
                    found += self.section(block, section)
                case Clause():
                    found += self.clause(block, section)
                case BlockRevision(_, ((Section() | Clause()) as unit,)):
                    found += self.lone(block, unit, section)
                case _:
                    first = first if loose else len(found)
                    loose.append(block)
        return [*found[:first], *self.loose(tuple(loose), section), *found[first:]]

    def section(self, section: Section, around: Section) -> Iterator[Change]:
        heading = replace(section, children=())
        unit = Unit("heading", section.number, plain(later_words(section.title)))
        was = self.was(section)
        if is_revised((heading,)):
            yield _changed(unit, section.anchor, (heading,), was)
        elif was and not self.follows(section, was, around):
            yield Change(replace(unit, kind="section"), "renumbered", section.anchor, was=was)
        yield from self.blocks(section.children, section)

    def clause(self, clause: Clause, around: Section) -> Iterator[Change]:
        unit = _unit_of(clause, around)
        was = self.was(clause)
        if is_revised(clause.children):
            yield _changed(unit, clause.anchor, clause.children, was)
        elif was and not self.follows(clause, was, around):
            yield Change(unit, "renumbered", clause.anchor, was=was)

    def lone(
        self, block: BlockRevision, held: Section | Clause, around: Section
    ) -> Iterator[Change]:
        """What stands in one of the texts only, or stood elsewhere."""
        unit, words, anchor = _unit_of(held, around), _said((held,)), held.anchor
        if block.note and block.inserted:
            old = self.old[anchor]
            same = said_barely((old,)) == said_barely((held,))  # whatever is counted in it
            said_before = words if same else _said((old,))
            both = {"old": (held,) if same else (old,), "new": (held,)}
            yield Change(unit, "moved", anchor, said_before, words, old.number, **both)
        elif block.inserted:
            yield Change(unit, "added", anchor, "", words, new=(held,))
        elif not block.note:
            yield Change(unit, "removed", anchor or around.anchor, words, "", old=(held,))

    def loose(self, blocks: Blocks, around: Section) -> Iterator[Change]:
        revised = [block for block in blocks if is_revised((block,))]
        if revised:
            unit = Unit("text", around.number, plain(later_words(around.title)))
            anchor = next(filter(None, map(_anchor, revised)), around.anchor)
            yield _changed(unit, anchor, blocks)

    def was(self, unit: Section | Clause) -> str:
        """The number of a unit before, where it has another now."""
        number = self.numbers.get(unit.anchor, unit.number)
        return "" if number == unit.number else number

    def follows(self, unit: Section | Clause, was: str, around: Section) -> bool:
        """Whether a unit's number is another only since that of the section around it is."""
        outer, outer_was = around.number.split(" ")[-1], self.was(around).split(" ")[-1]
        return bool(outer_was) and (
            unit.number.removeprefix(f"{outer}.") == was.removeprefix(f"{outer_was}.")
        )


def _apart(blocks: Blocks) -> Iterator[Block]:
    """Blocks, of which each that was inserted or deleted is so by itself."""
    for block in blocks:
        match block:
            case BlockRevision(inserted, children, note):
                yield from (BlockRevision(inserted, (child,), note) for child in children)
            case _:
                yield block


def _numbered(document: Document) -> list[Section | Clause]:
    return [node for node in walk(document.children) if isinstance(node, Section | Clause)]


def _unit_of(held: Section | Clause, around: Section) -> Unit:
    if isinstance(held, Section):
        return Unit("section", held.number, plain(held.title))
    return Unit("clause", held.number, plain(later_words(around.title)))


def _changed(unit: Unit, anchor: str, blocks: Blocks, was: str = "") -> Change:
    """What became of a unit that stands in its place: it, or all of its words, may be new."""
    before, after = _said(earlier(blocks)), _said(later(blocks))
    kind: ChangeKind = "changed" if before and after else "added" if after else "removed"
    old, new = marked(blocks, inserted=False), marked(blocks, inserted=True)
    return Change(unit, kind, anchor, before, after, was, old, new)


def _words(unit: Unit, run: Inlines, anchor: str) -> Iterator[Change]:
    blocks = (Paragraph(run),)
    if is_revised(blocks):
        yield _changed(unit, anchor, blocks)


def _said(blocks: Blocks) -> str:
    """What blocks say; a clause or a step without its own number, which the unit has."""
    return said(
        tuple(replace(one, number="") if isinstance(one, Clause) else one for one in blocks)
    ).strip()


def _anchor(block: Block) -> str:
    held = block.children[0] if isinstance(block, BlockRevision) else block
    return str(getattr(held, "anchor", ""))


def _in_words(numbering: Numbering) -> str:
    marks = (*numbering.inside, numbering.appendix)
    return ", ".join(["1.1.1", *marks] if numbering.subheadings else marks)


def in_rows(found: Iterable[Change]) -> Iterator[ListedChange]:
    """A line for each change; one for what stands in a row and only has other numbers."""

    def row(one: Change) -> tuple[object, ...]:
        if one.kind != "renumbered":
            return (id(one),)
        return (one.unit.kind, "" if one.unit.kind == "section" else one.unit.heading)

    for _, run in groupby(found, row):
        first, *others = run
        words = str(first)
        if others:
            now = _range([first.unit.number, *(one.unit.number for one in others)])
            was = _range([first.was, *(one.was for one in others)])
            about = "" if first.unit.kind == "section" else _named(first.unit)[1]
            words = f"{first.unit.kind}s {now} were {was}{about}"
        yield ListedChange(typographic(words[:1].upper() + words[1:]), first.anchor)


def _named(unit: Unit) -> tuple[str, str]:
    """A unit by its number, and the heading that goes with it; or by its heading alone."""
    if unit.heading and ("." in unit.number if unit.kind == "clause" else unit.number):
        return str(replace(unit, heading="")), f" ({unit.heading})"
    return str(unit), ""


def _range(numbers: list[str]) -> str:
    """Numbers in a row by the first and the last, others one by one."""
    *rest, last = numbers
    ends = [number.rpartition(".") for number in numbers]
    counted = [int(end) for *_, end in ends if end.isdigit()]
    in_row = {(before, dot) for before, dot, _ in ends} == {ends[0][:2]} and (
        counted == [*range(counted[0], counted[0] + len(numbers))] if counted else False
    )
    return f"{numbers[0]} to {last}" if in_row and rest[1:] else f"{', '.join(rest)} and {last}"
