"""Numbers one block of a text, and gives anchors to all that may be led to."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeVar, assert_never

from policygen.assembly.anchors import another, own_anchor
from policygen.assembly.reached import Reached
from policygen.assembly.references import Destination
from policygen.compare.saying import said
from policygen.document import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    Box,
    BulletList,
    Clause,
    Definitions,
    Figure,
    Footnote,
    Form,
    Grid,
    Guidance,
    Inline,
    Inlines,
    Letter,
    Numbering,
    Paragraph,
    Passage,
    Quotation,
    RowAlternatives,
    RowPassage,
    Section,
    Step,
    Steps,
    Table,
    TableRow,
    TableRows,
    Text,
    map_runs,
    mark,
    plain,
    unlinked,
    within,
)
from policygen.document.grids import words_of
from policygen.document.held import NOTE
from policygen.document.numerals import marks_within, name_and_mark

_BEGINNING = Destination("", "", (Text("the beginning"),))


_Captioned = TypeVar("_Captioned", Figure, Grid)
_Offer = TypeVar("_Offer", Passage, RowPassage)


@dataclass(slots=True)
class Numberer:
    """Numbers a block that comes after those with the anchors `before`, from a place on."""

    numbering: Numbering
    before: frozenset[str]
    given: frozenset[str]
    place: Reached
    item: int = 0
    runs: dict[str, int] = field(default_factory=dict)
    targets: dict[str, Destination] = field(default_factory=dict)
    automatic: set[str] = field(default_factory=set)
    wanted: set[str] = field(default_factory=set)
    repeated: dict[str, None] = field(default_factory=dict)
    around: str = ""  # the anchor that was wanted for what is numbered just now
    here: Destination = _BEGINNING  # what a reference prints to what stands here without number

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
            case Section():
                return self.section(block)
            case Clause():
                return self.numbered_clause(block)
            case Paragraph(anchor=given) if given:
                anchor = self.anchor(given, given)
                self.targets[anchor] = self.here
                return replace(block, anchor=anchor)
            case (
                Box(title, children, anchor)
                | Letter(title, children, anchor)
                | Form(title, children, anchor)
            ):
                named = self.titled(anchor, title)
                return replace(block, children=self.blocks(children), anchor=named)
            case Steps(title, children, anchor):
                return Steps(title, _Apart(self).blocks(children), self.titled(anchor, title))
            case Step():
                return self.numbered_step(block)
            case Figure(caption=caption, anchor=anchor) if caption or anchor:
                return self.captioned(block, "figure")
            case Table():
                return self.table(block) if block.anchor or block.row_anchors else block
            case Grid():
                return self.grid(block)
            case Alternatives(passages=passages):
                return replace(block, passages=self.passages(passages))
            case Paragraph():
                return block
            case (
                BulletList() | Definitions() | Quotation() | Guidance() | Figure() | BlockRevision()
            ):  # nothing leads to them
                return within(block, blocks=self.blocks)
            case _:
                assert_never(block)

    def section(self, section: Section) -> Section:
        """A part, a section, or what stands under a heading within one."""
        title = unlinked(section.title)
        number = self.headed(section, title)
        around = self.around if section.level > 2 else ""
        wanted = section.anchor or own_anchor(plain(section.title), "section", around)
        anchor = self.anchor(section.anchor, wanted)
        target = Destination("section", number)
        if section.appendix and section.level == 2:
            target = Destination("", number)
        elif number and self.place.outer and not section.label:
            target = Destination("paragraph", number, (), self.place.outer)
        elif not number:
            target = Destination("", "", title)
        self.targets[anchor] = target
        if section.clauses:
            self.place = replace(self.place, marks=section.clauses)
        if self.place.marks and number and not (section.level > 2 and section.label):
            self.place = replace(self.place, within=target.words)
        within_it = target if number or section.level < 3 else self.here
        return replace(
            section,
            children=self.inside(section.children, wanted, within_it),
            anchor=anchor,
            number=number,
            in_part=self.place.in_part and section.level > 1,
        )

    def headed(self, section: Section, title: Inlines) -> str:
        """The number of a heading, which is counted."""
        place = self.place
        if section.level > 2:
            if section.label:
                return section.label
            if not (self.numbering.subheadings and place.head) or section.unnumbered:
                return ""
            place = replace(place, clause=place.clause + 1, below=None)
            self.place = replace(place, below=0)
            return place.numbered()
        place = place.between()
        if section.level == 1:
            self.place = replace(place, in_part=True, sections_in_part=False)
            return ""
        if section.appendix:
            name, first = name_and_mark(self.numbering.appendix)
            counted = mark(first, place.appendix + 1)
            number = f"{name} {counted}"
            self.place = replace(
                place, appendix=place.appendix + 1, head=counted, outer=(Text(number),),
                in_part=place.in_part and not place.sections_in_part,  # of the last part it is none
            )  # fmt: skip
            return number
        place = replace(place, sections_in_part=True)
        if section.unnumbered:
            self.place = replace(place, outer=title)
            return ""
        if section.label:
            self.place = replace(place, head=section.label)
            return section.label
        number = str(place.section + 1)
        self.place = replace(place, section=place.section + 1, head=number)
        return number

    def numbered_clause(self, clause: Clause) -> Clause:
        place = self.place
        if place.below is None:
            self.place = replace(place, clause=place.clause + 1)
        else:
            self.place = replace(place, below=place.below + 1)
        number = self.place.marked()
        wanted = clause.anchor or self.wording(clause)
        anchor = self.anchor(clause.anchor, wanted)
        outer = self.place.around
        whole = number.rstrip(".")
        target = Destination("paragraph" if outer else "clause", whole, (), outer)
        self.targets[anchor] = target
        inside = self.numbering.inside
        marks = marks_within(place.marks, inside) if place.marks else inside
        items = _Items(self, whole, marks)
        return Clause(items.inside(clause.children, wanted, target), anchor, number)

    def wording(self, clause: Clause) -> str:
        """The anchor that follows from the first paragraph of a clause."""
        first = clause.children[:1]
        words = first[0].children if first and isinstance(first[0], Paragraph) else ()
        return own_anchor(plain(words), "clause", self.around, said(first))

    def titled(self, given: str, title: Inlines) -> str:
        """The anchor of what is referred to by its title, if it was given one."""
        if not given:
            return ""
        anchor = self.anchor(given, given)
        self.targets[anchor] = Destination("", "", unlinked(title))
        return anchor

    def numbered_step(self, step: Step) -> Step:
        self.item += 1
        number = str(self.item)
        anchor = self.anchor(step.anchor, step.anchor) if step.anchor else ""
        if anchor:
            self.targets[anchor] = Destination("step", number)
        return Step(self.blocks(step.children), anchor, number)

    def captioned(self, block: _Captioned, kind: str) -> _Captioned:
        """A block with a caption, numbered through the whole text with others of its kind."""
        self.runs[kind] = self.runs.get(kind, 0) + 1
        number = str(self.runs[kind])
        wanted = own_anchor(plain(block.caption), kind, self.around)
        anchor = self.anchor(block.anchor, wanted)
        self.targets[anchor] = Destination(kind, number)
        return replace(block, anchor=anchor, number=number)

    def grid(self, grid: Grid) -> Grid:
        """A table; one without a caption has no number, so it is called the table."""
        if grid.caption:
            grid = self.captioned(grid, "table")
        elif grid.anchor or any(not isinstance(row, TableRow) or row.band for row in grid.rows):
            # In HTML what heads some rows is named after its table.
            wanted = grid.anchor or own_anchor("", "table", self.around, said((grid,)))
            anchor = self.anchor(grid.anchor, wanted)
            self.targets[anchor] = Destination("the table", "")
            grid = replace(grid, anchor=anchor)
        return replace(grid, rows=self.rows(grid.rows))

    def table(self, table: Table) -> Table:
        """A simple table, which has no caption; what leads to its rows prints their first cells."""
        anchor = table.anchor and self.anchor(table.anchor, table.anchor)
        if anchor:
            self.targets[anchor] = Destination("the table", "")
        anchors = []
        for given, row in zip(table.row_anchors, table.rows, strict=False):
            named = given and self.anchor(given, given)
            if named:
                title = unlinked(row[0])
                self.targets[named] = Destination("", "", title) if title else self.here
            anchors.append(named)
        return replace(table, anchor=anchor, row_anchors=tuple(anchors))

    def rows(self, rows: TableRows) -> TableRows:
        result: list[TableRow | RowAlternatives] = []
        for row in rows:
            if isinstance(row, TableRow):
                if row.anchor:
                    anchor = self.anchor(row.anchor, row.anchor)
                    title = unlinked(words_of(row.cells[0].children))
                    self.targets[anchor] = Destination("", "", title) if title else self.here
                    row = replace(row, anchor=anchor)
                result.append(within(row, blocks=self.blocks))
            else:
                passages = self.each(
                    row.passages, lambda one: RowPassage(one.label, self.rows(one.rows))
                )
                result.append(replace(row, passages=passages))
        return tuple(result)

    def passages(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return self.each(passages, lambda one: replace(one, children=self.blocks(one.children)))

    def each(
        self, passages: tuple[_Offer, ...], numbered: Callable[[_Offer], _Offer]
    ) -> tuple[_Offer, ...]:
        """Passages of an open decision, each numbered from where the first begins."""
        before = ends = (self.place, self.item)
        begun, most = dict(self.runs), dict(self.runs)
        result = []
        for passage in passages:
            self.place, self.item = before
            self.runs.update(begun)
            result.append(numbered(passage))
            ends = max(ends, (self.place, self.item), key=lambda end: (end[0].counts(), end[1]))
            most.update({kind: max(most.get(kind, 0), n) for kind, n in self.runs.items()})
        self.place, self.item = ends
        self.runs.update(most)
        return tuple(result)

    def noted(self, block: Block) -> Block:
        """A block with its footnotes numbered, those of all passages of an open decision, too."""

        def change(run: Inlines) -> Inlines:
            result: list[Inline] = []
            for inline in run:
                if isinstance(inline, Footnote):
                    self.runs[NOTE] += 1
                    inline = replace(inline, number=str(self.runs[NOTE]))
                result.append(within(inline, change))
            return tuple(result)

        return map_runs((block,), change)[0]

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


class _Apart(Numberer):
    """Numbers what stands inside a block, from 1."""

    __slots__ = ()

    def __init__(self, outer: Numberer) -> None:
        super().__init__(
            outer.numbering, outer.before, outer.given, outer.place,
            runs=outer.runs, targets=outer.targets, automatic=outer.automatic,
            wanted=outer.wanted, repeated=outer.repeated, around=outer.around, here=outer.here,
        )  # fmt: skip


class _Items(_Apart):
    """Numbers what stands inside one clause, by the first marks at each depth."""

    __slots__ = ("marks", "number")

    def __init__(self, outer: Numberer, number: str, marks: tuple[str, ...]) -> None:
        super().__init__(outer)
        self.number, self.marks = number, marks

    def numbered_clause(self, clause: Clause) -> Clause:
        self.item += 1
        number = mark(self.marks[0], self.item)
        whole = f"{self.number}{number}"
        wanted = clause.anchor or self.wording(clause)
        anchor = self.anchor(clause.anchor, wanted)
        outer = self.place.around
        word = "paragraph" if outer else "clause"
        target = self.targets[anchor] = Destination(word, whole.rstrip("."), (), outer)
        items = _Items(self, whole, self.marks[1:] or self.marks)
        return Clause(items.inside(clause.children, wanted, target), anchor, number)
