"""What stands in a line of a Word edition: inlines as marked-up text."""

from dataclasses import dataclass, field
from typing import TypeAlias, assert_never

from policygen.document import (
    Blank,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Revision,
    Slot,
    Strong,
    Text,
    TickBox,
    as_label,
    label,
    plain,
)
from policygen.document.fields import asked
from policygen.document.held import NOTE
from policygen.writers.docx import markup
from policygen.writers.docx.controls import CONTROLS, gap_control, tick_control
from policygen.writers.docx.counters import CAPTIONED, NOTHING_BY_HAND, ByHand
from policygen.writers.docx.footnotes import footnote
from policygen.writers.docx.hyperlinks import Address, link_slot
from policygen.writers.docx.skeleton import Facts, hole
from policygen.writers.docx.tracking import Tracker
from policygen.writers.plate import escape_text

Styles: TypeAlias = tuple[str, ...]  # of characters, by their names in our base, the outer first

_CELL, _GAP, _LINE = 10, 20, 75  # letters that a place to write has room for
# What further styles add to the one that a run of words can have.
_ADDED = {"Strong": "<w:b/><w:bCs/>", "Emphasis": "<w:i/><w:iCs/>"}


def bookmark(anchor: str) -> str:
    """The name of an anchor's bookmark. Word takes 40 characters."""
    return f"ref_{anchor.replace('-', '_')}"


def number_slot(anchor: str) -> str:
    """The slot of a bookmark's number: they run on through the whole document."""
    return f"bookmark.{anchor}"


@dataclass(slots=True)
class InlineWriter:
    """Writes lines of words.

    `marked` are the anchors that get a bookmark, `by_hand` what prints its own number; `key` tells
    the part from all others of its document. What it gave bookmarks to, the addresses that it led
    to and what it numbered are noted in reading order.
    """

    facts: Facts
    marked: frozenset[str] = frozenset()
    by_hand: ByHand = NOTHING_BY_HAND
    key: str = ""
    bookmarks: list[str] = field(default_factory=list)
    addresses: dict[Address, None] = field(default_factory=dict)
    numbers: list[tuple[str, str]] = field(default_factory=list)  # kinds, and slots
    notes: list[str] = field(default_factory=list)
    in_note: bool = False
    tracker: Tracker = field(init=False)

    def __post_init__(self) -> None:
        self.tracker = Tracker(self.key)

    def inlines(self, inlines: Inlines, styles: Styles = ()) -> str:
        """Inlines in some character styles.

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
                        parts.append(self.run(words, styles))
                        words = ""
                    parts.append(self._inline(inline, styles, asked(inlines, index)))
        if words:
            parts.append(self.run(words, styles))
        return "".join(parts)

    def _inline(self, inline: Inline, styles: Styles, asks: Inlines) -> str:
        match inline:
            case Text() | Slot() | LineBreak():
                return self.inlines((inline,), styles)
            case Blank(said):
                return self.run(f"[{escape_text(said)}]", (*styles, "Open"))
            case Strong(children):
                return self.inlines(children, (*styles, "Strong"))
            case Emphasis(children):
                return self.inlines(children, (*styles, "Emphasis"))
            case Link(address, children) if self.in_note:  # whose part has no relationships
                leads = hole(address.name) if isinstance(address, Slot) else escape_text(address)
                words = self.inlines(children, (*styles, "Hyperlink"))
                code, deleted = f'HYPERLINK "{leads}"', self.tracker.deleted
                begin = self.tracker.runs(markup.field_begins(code, deleted=deleted))
                return begin + words + self.tracker.runs(markup.FIELD_ENDS)
            case Footnote(children) if self.in_note:  # no text makes it
                return self.inlines((Text(" ["), *children, Text("]")), styles)
            case Footnote(children):
                return self._noted(children)
            case Link(address, children):
                self.addresses[address] = None
                words = self.inlines(children, (*styles, "Hyperlink"))
                return markup.link_by_relation(hole(link_slot(address)), words)
            case Reference():
                return self._reference(inline, (*styles, "Cross Reference"))
            case FillIn() | TickBox() if self.in_note:  # whose part has no controls
                return self.run(plain((inline,)), styles)
            case FillIn(lines):
                room, before, after = _GAP, "", ""
                if not asks:  # it has a cell to itself
                    room, after = _CELL, self.run("\n" * 2 * (lines - 1))
                elif lines > 1:  # no break may stand in it, as LibreOffice moves that
                    room, before = _LINE * lines, self.run("\n")
                look = self.facts.styles["Fill In"]
                control = gap_control(
                    inline, asks, self.running(CONTROLS), room, look, self.tracker
                )
                return before + control + (after if lines > 1 else "")
            case TickBox():
                return tick_control(asks, self.running(CONTROLS), self.tracker)
            case InlineAlternatives(passages):
                said = ""
                for number, passage in enumerate(passages):
                    said += self.run(inline.joint, styles) if number else ""
                    said += self.inlines(passage, (*styles, "Open"))
                return said
            case Revision(inserted, children):
                with self.tracker.within(inserted):
                    return self.inlines(children, styles)
            case _:
                assert_never(inline)

    def _reference(self, reference: Reference, styles: Styles) -> str:
        """A field that prints the number, or a link where Word couldn't know the words."""
        anchor, word, number = reference.anchor, reference.word, reference.number
        by_hand = anchor in self.by_hand.references or (
            anchor in self.by_hand.inserted and not self.tracker.inserted
        )
        if reference.children or by_hand or not number:
            said = reference.children or (Text(as_label(word, number)),)
            return markup.link_to_bookmark(bookmark(anchor), self.inlines(said, styles))
        paragraph = "" if word.lower() in CAPTIONED else r" \w"
        code = rf"REF {bookmark(anchor)}{paragraph} \h"
        counted = as_label("", number)
        before = as_label(word, number).removesuffix(counted)
        words = self.run(escape_text(before), styles) if before else ""
        return words + self.field(code, counted, styles)

    def _noted(self, words: Inlines) -> str:
        """What refers to a footnote; the note itself is for another part."""
        number = self.running(NOTE)
        writer = InlineWriter(self.facts, self.marked, self.by_hand, in_note=True)
        writer.tracker = self.tracker
        style = ("footnote reference",)
        mark = writer.run("", style, "<w:footnoteRef/>") + writer.run(" ")
        self.notes.append(footnote(self.facts, number, mark + writer.inlines(words)))
        return self.run("", style, f'<w:footnoteReference w:id="{number}"/>')

    def run(self, words: str, styles: Styles = (), more: str = "") -> str:
        """Words in some character styles, escaped."""
        look, deleted = self.look(styles), self.tracker.deleted
        return self.tracker.runs(markup.run(words, look, more, deleted=deleted))

    def field(self, code: str, cached: str, styles: Styles = ()) -> str:
        """A field with the text that it shows until it is updated."""
        look, deleted = self.look(styles), self.tracker.deleted
        return self.tracker.runs(markup.field(code, cached, look, deleted=deleted))

    def look(self, styles: Styles) -> str:
        """The properties of a run, which has one style: what else others do is said besides."""
        if not styles:
            return ""
        named = next((one for one in reversed(styles) if one not in _ADDED), styles[0])
        more = "".join(said for one, said in _ADDED.items() if one in styles and one != named)
        return markup.run_style(self.facts.styles[named]) + more

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        """A paragraph in a style, by its name in our base."""
        self.tracker.ended(in_table=False)
        change = f"<w:rPr>{self.tracker.mark()}</w:rPr>" if self.tracker.loose else ""
        return markup.paragraph(self.facts.styles[style], content, properties + change)

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
        counted = self.run(number)
        if anchor not in self.by_hand.numbers:
            counted = self.field(rf"SEQ {word} \* ARABIC", number)
        return self.run(begin) + self.at(anchor, counted) + self.inlines((Text(end), *words))
