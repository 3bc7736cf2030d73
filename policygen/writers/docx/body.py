"""The body of a Word edition: blocks and inlines as marked-up text."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import assert_never

from policygen.document import (
    Alternatives,
    Blank,
    Block,
    Blocks,
    Box,
    BulletList,
    Clause,
    Control,
    Definitions,
    Emphasis,
    Figure,
    FillIn,
    Footnote,
    Form,
    Grid,
    Guidance,
    Inline,
    InlineAlternatives,
    Inlines,
    Letter,
    LineBreak,
    Link,
    Paragraph,
    Passage,
    Quotation,
    Reference,
    Section,
    Slot,
    Step,
    Steps,
    Strong,
    Table,
    Text,
    TickBox,
    label,
    plain,
)
from policygen.document.fields import asked, filled_in
from policygen.document.grids import as_grid
from policygen.document.held import NOTE
from policygen.writers.around import heading_number
from policygen.writers.docx import markup
from policygen.writers.docx.boxes import boxed
from policygen.writers.docx.controls import CONTROLS, gap_control, tick_control
from policygen.writers.docx.counters import (
    CAPTIONED,
    NOTHING_BY_HAND,
    ByHand,
    StepCount,
    clause_level,
    list_of,
)
from policygen.writers.docx.definitions import defined_terms
from policygen.writers.docx.figures import pictured
from policygen.writers.docx.footnotes import footnote, referring
from policygen.writers.docx.forms import fields_paragraphs, form_blocks
from policygen.writers.docx.hyperlinks import Address, link_slot
from policygen.writers.docx.measures import TWIP, in_twips
from policygen.writers.docx.multilevel import APPENDICES, INDENTS, TEXT, UNNUMBERED
from policygen.writers.docx.skeleton import Facts, hole
from policygen.writers.docx.steps import numbered_step, stepped
from policygen.writers.docx.tables import tabled
from policygen.writers.plate import escape_text, escape_xml

_CELL_MARGIN = 142 * TWIP  # as in styles.xml, Decision Table
_CLAUSES = ("Clause", "Subclause", "Subclause 2")
_TEXTS = ("Normal", "Clause Text", "Subclause Text", "Subclause 2 Text")
_TEXT_INDENTS = (0, 720, 1247, 1774)  # of text below a clause and one inside it, in twips
_CELL, _GAP, _LINE = 10, 20, 75  # letters that a place to write has room for
_QUOTED = 360  # what a quotation is indented further


def bookmark(anchor: str) -> str:
    """The name of an anchor's bookmark. Word takes 40 characters."""
    return f"ref_{anchor.replace('-', '_')}"


def number_slot(anchor: str) -> str:
    """The slot of a bookmark's number: they run on through the whole document."""
    return f"bookmark.{anchor}"


def picture_slot(name: str) -> str:
    """The slot of the id by which the document knows a picture."""
    return f"picture.{name}"


@dataclass(slots=True)
class BodyWriter:
    """Writes a part of the body.

    `marked` are the anchors that get a bookmark, `by_hand` what prints its own number; `key` tells
    the part from all others of its document. What it gave bookmarks to, the addresses that it led
    to, the pictures that it showed and what it numbered are noted in reading order.
    """

    facts: Facts
    marked: frozenset[str] = frozenset()
    by_hand: ByHand = NOTHING_BY_HAND
    key: str = ""
    bookmarks: list[str] = field(default_factory=list)
    addresses: dict[Address, None] = field(default_factory=dict)
    numbers: list[tuple[str, str]] = field(default_factory=list)  # kinds, and slots
    steps: StepCount = field(default_factory=StepCount)
    pictures: list[str] = field(default_factory=list)
    list_: int = TEXT  # that clauses count in here
    inside: int = 0  # how many clauses there are around
    turned: bool = False
    notes: list[str] = field(default_factory=list)
    in_note: bool = False

    def blocks(self, blocks: Blocks, depth: int = 0, *, in_cell: bool = False) -> str:
        """Blocks. `depth` is how far clauses and bullets around them indent them."""
        return "".join(self._block(block, depth, in_cell) for block in blocks)

    def _block(self, block: Block, depth: int, in_cell: bool) -> str:
        match block:
            case Paragraph(children, anchor):
                style = _TEXTS[min(depth, 3)]
                return self.paragraph(style, self.at(anchor, self.inlines(children)))
            case BulletList() if filled_in((block,)):
                return fields_paragraphs(self, block, depth, in_cell)
            case BulletList(items):
                return "".join(self.bullet(item, depth, in_cell) for item in items)
            case Quotation(children):
                return "".join(self.quoted(inner, depth, in_cell) for inner in children)
            case Definitions():
                return defined_terms(self, block, depth, in_cell)
            case Box() | Letter() | Guidance():
                return boxed(self, block, in_cell)
            case Steps():
                return stepped(self, block, depth, in_cell)
            case Step():
                return numbered_step(self, block, depth, in_cell)
            case Form():
                return form_blocks(self, block, in_cell)
            case Clause(children, anchor, number):
                first = children[0]
                assert isinstance(first, Paragraph)  # the reader sees to that
                words = self.clause(first.children, anchor, number)
                self.inside += 1
                rest = self.blocks(children[1:], self.inside, in_cell=in_cell)
                self.inside -= 1
                return words + rest
            case Section(children=children, landscape=landscape):
                outer = self.list_, self.inside, self.turned
                if block.level == 2:
                    self.list_, self.turned = list_of(block), landscape and not in_cell
                self.inside = 0
                written = self.heading(block, in_cell) + self.blocks(children, in_cell=in_cell)
                self.list_, self.inside, self.turned = outer
                return written
            case Table() | Grid():
                return tabled(self, as_grid(block), _TEXT_INDENTS[min(depth, 3)], in_cell)
            case Figure():
                return pictured(self, block, _TEXT_INDENTS[min(depth, 3)], in_cell)
            case Alternatives():
                return self.alternatives(block, in_cell)
            case _:
                assert_never(block)

    def control(self, control: Control) -> str:
        """The control table."""
        header: tuple[Inlines, Inlines] = ((Text(control.title),), (Text("Details"),))
        rows = (header, *(((Text(term),), said) for term, said in control.rows))
        return self.table(control.title, rows, (30, 70), self.facts.width, first_column=True)

    def bullet(self, item: Blocks, depth: int, in_cell: bool) -> str:
        style = ("List Bullet", "List Bullet 2", "List Bullet 3")[min(depth, 2)]
        parts = []
        for index, block in enumerate(item):
            if index == 0 and isinstance(block, Paragraph):
                words = self.at(block.anchor, self.inlines(block.children))
                parts.append(self.paragraph(style, words))
            else:
                parts.append(self._block(block, depth + 1, in_cell))
        return "".join(parts)

    def quoted(self, block: Block, depth: int, in_cell: bool) -> str:
        if not isinstance(block, Paragraph):
            return self._block(block, depth + 1, in_cell)
        properties = markup.indented(_TEXT_INDENTS[min(depth, 3)] + _QUOTED) if depth else ""
        words = self.at(block.anchor, self.inlines(block.children))
        return self.paragraph("Quote", words, properties)

    def heading(self, section: Section, in_cell: bool) -> str:
        """A heading, on a new page where that is wanted and there can be one."""
        new_page = (section.new_page or section.appendix) and not in_cell
        before = "<w:pageBreakBefore/>" if new_page else ""
        title, anchor, number = section.title, section.anchor, heading_number(section)
        if section.level > 2 and number:
            return self.numbered("Heading 2", title, anchor, number, 1, 1, before)
        if section.level == 2 and number:
            style = "Appendix Heading" if section.appendix else "Heading 1"
            return self.numbered(style, title, anchor, number, 0, 0, before)
        style = {1: "Part Heading", 2: "Unnumbered Heading"}.get(section.level, "Heading 2")
        return self.paragraph(style, self.at(anchor, self.inlines(title)), before)

    def clause(self, words: Inlines, anchor: str, number: str) -> str:
        """The first paragraph of a clause."""
        depth = min(self.inside, 2)
        level = self.facts.counting.inside + depth - 1 if depth else clause_level(number)
        return self.numbered(_CLAUSES[depth], words, anchor, number, level, depth + 1)

    def numbered(
        self, style: str, words: Inlines, anchor: str, number: str, level: int, depth: int,
        before: str = "",
    ) -> str:  # fmt: skip
        """A numbered paragraph: Word counts, or the number is printed where Word's is another."""
        counting = self.facts.counting
        content, properties = self.inlines(words), ""
        if anchor in self.by_hand.numbers:
            content = markup.run(number, more="<w:tab/>") + content
            properties = markup.unnumbered(self.facts.unnumbered, *INDENTS[depth])
        elif level and (self.list_ != TEXT or (style, level) in (("Heading 2", 1), ("Clause", 2))):
            known = {UNNUMBERED: counting.unnumbered, APPENDICES: counting.appendices}
            properties = markup.listed_in(known.get(self.list_, counting.text), level)
        return self.paragraph(style, self.at(anchor, content), before + properties)

    def at(self, anchor: str, content: str) -> str:
        """What a paragraph holds, with a bookmark around it if something leads there."""
        if anchor not in self.marked:
            return content
        self.bookmarks.append(anchor)
        return markup.bookmarked(content, bookmark(anchor), hole(number_slot(anchor)))

    def running(self, kind: str) -> str:
        """A hole for a number that no other of its kind has in the whole document."""
        slot = f"{kind}.{self.key}.{len(self.numbers)}"
        self.numbers.append((kind, slot))
        return hole(slot)

    def caption(self, word: str, number: str, anchor: str, words: Inlines) -> str:
        """What a numbered caption holds: Word counts, or the number is printed by hand."""
        begin, _, end = label(word, number, words).rpartition(number)
        counted = markup.run(number)
        if anchor not in self.by_hand.numbers:
            counted = markup.field(rf"SEQ {word} \* ARABIC", number)
        counted = self.at(anchor, counted)
        return self.run(begin, None) + counted + self.inlines((Text(end), *words))

    def picture(self, name: str) -> str:
        """A hole for the id by which a picture is found."""
        self.pictures.append(name)
        return hole(picture_slot(name))

    def alternatives(self, block: Alternatives, in_cell: bool) -> str:
        asked = f"To be decided: {block.question}"
        width = in_twips(self.width(in_cell))
        question = self.paragraph("Decision", self.inlines((Text(asked),)))
        rows = [markup.row(markup.cell(width, question), header=True)]
        for index, passage in enumerate(block.passages):
            content = self.passage(passage, block.word(index))
            rows.append(markup.row(markup.cell(width, content)))
        style = self.facts.styles["Decision Table"]
        named = escape_xml(asked)
        table = markup.table(style, named, [width], rows, fixed=False, first_column=False)
        return table + self.gap()

    def passage(self, passage: Passage, word: str) -> str:
        label = self.paragraph("Alternative", self.inlines((Text(f"{word}: {passage.label}"),)))
        return label + self.blocks(passage.children, in_cell=True)

    def table(
        self, title: str, rows: Iterable[tuple[Inlines, ...]], shares: tuple[int, ...], width: int,
        *, first_column: bool = False,
    ) -> str:  # fmt: skip
        widths = [in_twips(width * share // 100 // TWIP * TWIP) for share in shares]
        written = []
        for index, row in enumerate(rows):
            properties = "" if index else "<w:keepNext/>"  # the header stays with what it is above
            cells = []
            for cell, room in zip(row, widths, strict=True):
                words = self.paragraph("Table Text", self.inlines(cell), properties)
                cells.append(markup.cell(room, words))
            written.append(markup.row("".join(cells), whole=True, header=not index))
        style = self.facts.styles["Policy Table"]
        named = escape_xml(title) or "Table"
        return markup.table(style, named, widths, written, fixed=True, first_column=first_column)

    def width(self, in_cell: bool) -> int:
        """The room for a table: the text's width, less a cell's margins inside a cell."""
        width = self.facts.turned_width if self.turned else self.facts.width
        return width - 2 * _CELL_MARGIN if in_cell else width

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        return markup.paragraph(self.facts.styles[style], content, properties)

    def gap(self) -> str:
        """An empty paragraph after a table."""
        return self.paragraph("Normal", "", '<w:spacing w:after="0"/>')

    def inlines(self, inlines: Inlines, style: str | None = None) -> str:
        """Inlines in a character style.

        Words and slots side by side make one run: so the file is the same whether a slot was
        filled before or after.
        """
        parts = []
        words = ""
        for index, inline in enumerate(inlines):
            match inline:
                case Text(text):
                    words += escape_text(text)
                case Slot(name):
                    words += hole(name)
                case LineBreak():
                    words += "\n"
                case _:
                    if words:
                        parts.append(self.run(words, style))
                        words = ""
                    parts.append(self._inline(inline, style, asked(inlines, index)))
        if words:
            parts.append(self.run(words, style))
        return "".join(parts)

    def _inline(self, inline: Inline, style: str | None, asks: Inlines) -> str:
        match inline:
            case Text() | Slot() | LineBreak():
                return self.inlines((inline,), style)
            case Blank(label):
                return self.run(f"[{escape_text(label)}]", "Open")
            case Strong(children):
                return self.inlines(children, "Strong")
            case Emphasis(children):
                return self.inlines(children, "Emphasis")
            case Link(address, children) if self.in_note:  # whose part has no relationships
                leads = hole(address.name) if isinstance(address, Slot) else escape_text(address)
                words = self.inlines(children, "Hyperlink")
                return markup.field_begins(f'HYPERLINK "{leads}"') + words + markup.FIELD_ENDS
            case Footnote(children) if self.in_note:  # no text makes it
                return self.inlines((Text(" ["), *children, Text("]")), style)
            case Footnote(children):
                return self.noted(children)
            case Link(address, children):
                self.addresses[address] = None
                words = self.inlines(children, "Hyperlink")
                return markup.link_by_relation(hole(link_slot(address)), words)
            case Reference(anchor, children, word, number):
                if children or anchor in self.by_hand.references:
                    said = children or (Text(f"{word} {number}".strip()),)
                    words = self.inlines(said, "Hyperlink")
                    return markup.link_to_bookmark(bookmark(anchor), words)
                if not number:
                    words = self.run(escape_text(word), "Hyperlink")
                    return markup.link_to_bookmark(bookmark(anchor), words)
                paragraph = "" if word.lower() in CAPTIONED else r" \w"
                code = rf"REF {bookmark(anchor)}{paragraph} \h"
                named = None if style is None else self.facts.styles[style]
                before = self.run(f"{word} ", style) if word else ""
                return before + markup.field(code, number, named)
            case FillIn() | TickBox() if self.in_note:  # whose part has no controls
                return self.run(plain((inline,)), style)
            case FillIn(lines):
                room, before, after = _GAP, "", ""
                if not asks:  # it has a cell to itself
                    room, after = _CELL, markup.run("\n" * 2 * (lines - 1))
                elif lines > 1:  # no break may stand in it, as LibreOffice moves that
                    room, before = _LINE * lines, markup.run("\n")
                look = self.facts.styles["Fill In"]
                control = gap_control(inline, asks, self.running(CONTROLS), room, look)
                return before + control + (after if lines > 1 else "")
            case TickBox():
                return tick_control(asks, self.running(CONTROLS))
            case InlineAlternatives(passages):
                either = self.run(inline.joint, style)
                return either.join(self.inlines(passage, "Open") for passage in passages)
            case _:
                assert_never(inline)

    def noted(self, words: Inlines) -> str:
        """What refers to a footnote; the note itself is for another part."""
        number = self.running(NOTE)
        writer = BodyWriter(self.facts, self.marked, self.by_hand, in_note=True)
        self.notes.append(footnote(self.facts, number, writer.inlines(words)))
        return referring(self.facts, number)

    def run(self, words: str, style: str | None) -> str:
        return markup.run(words, None if style is None else self.facts.styles[style])


def is_tabled(block: Block) -> bool:
    """Whether a block is written as a table."""
    return isinstance(block, Table | Grid | Alternatives | Box | Form | Letter | Guidance)
