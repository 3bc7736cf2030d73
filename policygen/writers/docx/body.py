"""The body of a Word edition: blocks as marked-up text."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import assert_never

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
    Form,
    Grid,
    Guidance,
    Inlines,
    Letter,
    Paragraph,
    Quotation,
    Section,
    Step,
    Steps,
    Table,
    query,
)
from policygen.document.fields import filled_in
from policygen.document.grids import as_grid, laid_out
from policygen.document.revisions import first_of_later, in_turn
from policygen.writers.around import heading_number
from policygen.writers.docx import markup
from policygen.writers.docx.boxes import boxed
from policygen.writers.docx.bullets import bulleted, quotation_lines
from policygen.writers.docx.counters import StepCount, clause_level, list_of
from policygen.writers.docx.definitions import defined_terms
from policygen.writers.docx.figures import pictured
from policygen.writers.docx.forms import fields_paragraphs, form_blocks
from policygen.writers.docx.inlines import InlineWriter
from policygen.writers.docx.measures import in_twips, text_indent
from policygen.writers.docx.multilevel import APPENDICES, INDENTS, TEXT, UNNUMBERED, marks_of
from policygen.writers.docx.offers import offered
from policygen.writers.docx.skeleton import hole
from policygen.writers.docx.steps import list_of_marks, numbered_step, stepped
from policygen.writers.docx.tables import tabled

_CLAUSES = ("Clause", "Subclause", "Subclause 2")
_TEXTS = ("Normal", "Clause Text", "Subclause Text", "Subclause 2 Text")
_LED_TO = (
    Alternatives, Box, BulletList, Definitions, Figure, Form, Grid, Guidance, Letter,
    Quotation, Steps, Table,
)  # fmt: skip
_FEW_COLUMNS = 3
_GAP, _ABOVE = 160, 120  # twips below a table, and above a frame


def picture_slot(name: str) -> str:
    """The slot of the id by which the document knows a picture."""
    return f"picture.{name}"


@dataclass(slots=True)
class BodyWriter(InlineWriter):
    """Writes a part of the body, on turned paper or upright; see `setting` for what stands where.

    `new_page` says that its heading begins a page. What pictures it showed is noted, too.
    """

    turned: bool = False
    new_page: bool = False
    pictures: list[str] = field(default_factory=list)
    steps: StepCount = field(default_factory=StepCount)
    list_: int = UNNUMBERED  # that clauses count in here
    marks: tuple[str, ...] = ()  # of clauses that have their own
    own_list: str = ""  # that those count in, once there is one
    inside: int = 0  # how many clauses there are around
    bullets: int = 0
    edge: int = 0  # how deep the words of the section stand
    in_cell: bool = False
    room: int = 0

    def __post_init__(self) -> None:
        InlineWriter.__post_init__(self)
        self.room = in_twips(self.facts.turned_width if self.turned else self.facts.width)

    def blocks(self, blocks: Blocks, depth: int = 0, *, follows: bool = False) -> str:
        """Blocks. `depth` is how far clauses and bullets around them indent them.

        They may follow words that they belong to, such as a clause's.
        """
        return self.spaced(
            blocks, lambda block, after: self.block(block, depth, after), follows=follows
        )

    def spaced(
        self, blocks: Blocks, written: Callable[[Block, Blocks], str], *, follows: bool
    ) -> str:
        """Blocks, each written in a way, with the space between that no style makes.

        In a redline each text has the spaces that it would have without the other.
        """
        text = ""
        before = dict.fromkeys((True, False), "words" if follows else "")  # in either text
        for block, after in self.tracker.each(blocks):
            ours = self.tracker.inserted
            gaps = {side: self.above(before[side], block) for side in before}
            if ours is None and gaps[True] != gaps[False]:
                for side, gap in gaps.items():
                    with self.tracker.within(side):
                        text += self.gap(*gap)
            else:
                text += self.gap(*gaps[ours is not False])
            part = written(block, (after,) if after else ())
            for side in before:
                if part and ours in (None, side):
                    before[side] = "table" if self.tracker.in_table[side] else "words"
            text += part
        return text

    def above(self, before: str, block: Block) -> tuple[int, bool]:
        """How high the space above a block is, by what it follows, and whether it keeps to it."""
        if before == "table":
            return _GAP, False
        bare = before and _is_bare(block)
        return (_ABOVE, not self.in_cell) if bare else (0, False)

    def gap(self, height: int, keep: bool) -> str:
        """A space."""
        if not height:
            return ""
        self.tracker.ended(in_table=False)
        return markup.gap(height, keep=keep, change=self.tracker.mark())

    def celled(self, blocks: Blocks, room: int, depth: int = 0) -> str:
        """Blocks in a cell in which there is so much room."""
        outer = self.room, self.in_cell, self.bullets
        self.room, self.in_cell, self.bullets = room, True, 0
        written = self.blocks(blocks, depth) + self.cell_end()
        self.room, self.in_cell, self.bullets = outer
        return written

    def cell_end(self) -> str:
        """What ends a cell whose last paragraph may go: one that nobody sees."""
        if not self.tracker.loose or self.tracker.inserted is not None:
            return ""
        self.tracker.loose = False
        return markup.gap(20)

    def row(self, cells: str, *, whole: bool = False, header: bool = False, height: int = 0) -> str:
        """A row of a table; it goes with all that stands in it."""
        self.tracker.ended(in_table=True)
        change = self.tracker.mark()
        return markup.row(cells, whole=whole, header=header, height=height, change=change)

    def block(self, block: Block, depth: int, after: Blocks) -> str:
        """A block, and what comes right after it in the same text, if anything."""
        match block:
            case Paragraph(children, anchor):
                style, indent = _TEXTS[min(depth, 3)], ""
                if depth > 3:
                    indent = markup.indented(text_indent(depth))
                return self.paragraph(
                    style, self.words(anchor, children), self.kept(after) + indent
                )
            case BulletList() if filled_in((block,)):
                return fields_paragraphs(self, block, depth)
            case BulletList():
                return bulleted(self, block, depth)
            case Quotation():
                return quotation_lines(self, block, depth)
            case Definitions():
                return defined_terms(self, block, depth)
            case Box() | Letter() | Guidance():
                return boxed(self, block, depth)
            case Steps():
                return stepped(self, block, depth)
            case Step():
                return numbered_step(self, block, depth)
            case Form():
                return form_blocks(self, block, depth)
            case Clause():
                return self._clause(block, after)
            case Section():
                return self._section(block)
            case Table() | Grid():
                grid = as_grid(block)
                # Outside of a clause, a table with many columns may have all of the page.
                within = self.inside or laid_out(grid).columns <= _FEW_COLUMNS
                return tabled(self, grid, depth if within else 0)
            case Figure():
                return pictured(self, block, depth)
            case Alternatives():
                return offered(self, block, depth)
            case BlockRevision():
                return self.blocks((block,), depth)
            case _:
                assert_never(block)

    def _section(self, section: Section) -> str:
        outer = self.list_, self.inside, self.edge, self.marks
        if section.level < 3:
            self.list_, self.edge = list_of(section), _edge(section)
            self.marks = marks_of(section, self.facts.counting.marks)
        if section.level < 3 or (section.number and not section.label):
            self.own_list = ""
        self.inside = 0
        heading = self.heading(section)
        written = self.blocks(section.children, self.edge, follows=True)
        self.list_, self.inside, self.edge, self.marks = outer
        return heading + written

    def heading(self, section: Section) -> str:
        """A heading, at the top of a page where that is wanted."""
        before = markup.NEW_PAGE if self.new_page and section.level < 3 else ""
        title, anchor, number = section.title, section.anchor, heading_number(section)
        if section.level > 2 and number:
            return self.numbered("Heading 2", title, anchor, number, 1, 1, before)
        if section.level == 2 and number:
            style = "Appendix Heading" if section.appendix else "Heading 1"
            return self.numbered(style, title, anchor, number, 0, 0, before)
        style = {1: "Part Heading", 2: "Unnumbered Heading"}.get(section.level, "Heading 2")
        indent = markup.indented(text_indent(self.edge)) if section.level > 2 and self.edge else ""
        return self.paragraph(style, self.words(anchor, title), before + indent)

    def _clause(self, clause: Clause, after: Blocks) -> str:
        first, rest = clause.children[0], clause.children[1:]
        assert isinstance(first, Paragraph)  # the reader sees to that
        keep = self.kept(rest or after)
        if isinstance(first_of_later(rest), Clause) and not self.in_cell:
            keep = markup.KEEP
        depth = min(self.inside, 2)
        level = self.facts.counting.inside + depth - 1 if depth else clause_level(clause.number)
        level = depth + 1 if self.marks else level
        words = self.numbered(
            _CLAUSES[depth], first.children, clause.anchor, clause.number, level, depth + 1,
            keep,
        )  # fmt: skip
        self.inside += 1
        below = self.blocks(rest, self.inside, follows=True)
        self.inside -= 1
        return words + below

    def numbered(
        self, style: str, words: Inlines, anchor: str, number: str, level: int, depth: int,
        before: str = "",
    ) -> str:  # fmt: skip
        """A numbered paragraph: Word counts, or the number is printed where Word's is another."""
        counting = self.facts.counting
        content, properties = self.inlines(words), ""
        if anchor in self.by_hand.numbers:
            content = self.run(number, more="<w:tab/>") + content
            properties = markup.unnumbered(self.facts.unnumbered, *INDENTS[depth])
        elif self.marks and style in _CLAUSES:
            self.own_list = self.own_list or self.running(list_of_marks(self.marks))
            properties = markup.listed_in(self.own_list, level)
        elif level and (self.list_ != TEXT or (style, level) in (("Heading 2", 1), ("Clause", 2))):
            known = {UNNUMBERED: counting.unnumbered, APPENDICES: counting.appendices}
            properties = markup.listed_in(known.get(self.list_, counting.text), level)
        return self.paragraph(style, self.at(anchor, content), before + properties)

    def kept(self, after: Blocks) -> str:
        """The property of a paragraph that leads to such blocks and stays with them.

        In a cell there is none, as Word would take it for the row's.
        """
        led_to = isinstance(first_of_later(after), _LED_TO)
        return markup.KEEP if led_to and not self.in_cell else ""

    def words(self, anchor: str, inlines: Inlines) -> str:
        """Inlines, with a bookmark around them if something leads there."""
        return self.at(anchor, self.inlines(inlines))

    def picture(self, name: str) -> str:
        """A hole for the id by which a picture is found."""
        self.pictures.append(name)
        return hole(picture_slot(name))

    def height(self) -> int:
        """The height of a page's text; turned paper loses as much as it gains in width."""
        gained = self.facts.turned_width - self.facts.width if self.turned else 0
        return self.facts.height - gained


def _edge(section: Section) -> int:
    """How deep a section's own words stand: where those of its clauses do, or its heading's."""
    hangs = bool(section.number) and not section.appendix
    held = tuple(block for inserted, block in in_turn(section.children) if inserted is not False)
    return int(hangs or any(True for _ in query(held, Clause)))


def _is_bare(block: Block) -> bool:
    """Whether a block begins with a line that nothing keeps from what stands above it."""
    match block:
        case Form():
            return not block.title
        case Table() | Grid():
            return not block.caption
    return isinstance(block, Alternatives | Box | Letter | Guidance)
