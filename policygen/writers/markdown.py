"""The Markdown edition: front matter, then CommonMark (and pipe tables) with the numbers printed.

`policygen.assembly.reading` reads it back into the same document, so whatever Markdown can't say by
itself is said in HTML that a page doesn't show: <a id> for anchors, <mark> for what is still open,
<span> around the wordings on offer in a sentence, and a comment where an unnumbered block would
otherwise join the list or clause before it.
"""

import json
import re
import string
from collections.abc import Iterable
from functools import lru_cache
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
    Document,
    Emphasis,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Paragraph,
    Quotation,
    Reference,
    Section,
    Slot,
    Strong,
    Table,
    Text,
)
from policygen.document.memory import once
from policygen.writers.around import Around, around
from policygen.writers.plate import HOLE, Holes, TextPlate, join, literal

_PUNCTUATION = str.maketrans({character: f"\\{character}" for character in string.punctuation})
# An & or ! at the end may have a value or a link behind it.
_SPECIAL = re.compile(r"[\\`*_\[\]<|]|&(?=#|\w|$)|!$|~(?=~)")
_BREAK = "\\\n"
_SPACE = re.compile(r"[^\S \t\n]")  # such as a no-break space: readers drop it from an edge
_NUMBER = re.compile(f"([0-9]|{HOLE})+(?=[.)])")  # a slot's value may be a number


def value(text: str) -> str:
    """A value, whatever it holds, as the same words in Markdown."""
    return " ".join(re.split(r"[ \t\n]+", text)).translate(_PUNCTUATION)


def plain_text(text: str) -> str:
    """Words of the model, escaped where Markdown would read more into them."""
    return _SPACE.sub(lambda found: f"&#{ord(found[0])};", _SPECIAL.sub(r"\\\g<0>", text))


def write(document: Document) -> TextPlate:
    """The plate of a document."""
    return _document(document)


def _document(document: Document) -> TextPlate:
    """The text: its blocks and what stands around them are set once for all texts with the same."""
    plates = [_above(around(document)), _control(document.control)]
    if document.children:
        plates.append(_text(document.children))
    if document.history:
        plates.append(_set(document.history))
    return join([join(plates, "\n\n"), literal("\n")])


@lru_cache(maxsize=1024)
def _above(page: Around) -> TextPlate:
    """What stands above the control table."""
    rows = [("title", (Text(page.title),)), *page.properties]
    parts = [f"# {_heading(plain_text(page.title))}"]
    if page.notice:
        rows.append(("notice", page.notice))
        parts.append(f"<mark>{_inlines(page.notice)}</mark>")
    front = "\n".join(["---", *(f"{key}: {_quoted(words)}" for key, words in rows), "---"])
    return _HOLES.cut("\n\n".join([front, *parts, _at_line_start(_inlines(page.subtitle))]))


@once
def _text(blocks: Blocks) -> TextPlate:
    plates: list[TextPlate] = []
    before: Block | None = None
    for block in blocks:
        plates += map(literal, _parting(before, block))
        plates.append(_set(block))
        before = block
    return join(plates, "\n\n")


@once
def _set(block: Block) -> TextPlate:
    return _HOLES.cut(_block(block))


def _quoted(inlines: Inlines) -> str:
    """Text as a JSON string, which YAML reads as it stands."""
    words = []
    for inline in inlines:
        match inline:
            case Text(text):
                words.append(_in_quotes(text))
            case Slot(name):
                words.append(_HOLES.hole(name, _in_quotes))
            case _:
                raise TypeError(f"{inline!r} can't stand in front matter")
    return f'"{"".join(words)}"'


def _blocks(blocks: Blocks) -> str:
    parts: list[str] = []
    before: Block | None = None
    for block in blocks:
        parts.extend(_parting(before, block))
        parts.append(_block(block))
        before = block
    return "\n\n".join(parts)


def _block(block: Block) -> str:
    match block:
        case Paragraph(children):
            return _at_line_starts(_inlines(children))
        case BulletList(items):
            return "\n".join(f"- {_indented(_blocks(item), '  ')}" for item in items)
        case Quotation(children):
            return f"> {_indented(_blocks(children), '> ')}"
        case Box(title, children, anchor):
            above = "<!-- box -->\n\n"  # which tells it from a quotation
            if title:
                above = f"<!-- titled box -->\n\n{_anchor(anchor)}**{_inlines(title)}**\n\n"
            return f"> {_indented(above + _blocks(children), '> ')}"
        case Clause(children, anchor, number):
            return f"{_anchor(anchor)}{number} {_blocks(children)}"
        case Section(title, children, anchor, number, level):
            number = f"{number}. " if number else ""
            heading = f"{'#' * level} {_anchor(anchor)}{number}{_heading(_on_one_line(title))}"
            return f"{heading}\n\n{_blocks(children)}" if children else heading
        case Table(caption, header, rows):
            table = _table(header, rows)
            return f"<small>{plain_text(caption)}</small>\n\n{table}" if caption else table
        case Alternatives(question, passages):
            lines = [f"<mark>To be decided:</mark> {plain_text(question)}"]
            for index, passage in enumerate(passages):
                word = "Either" if index == 0 else "Or"
                lines.append(f"<mark>{word}:</mark> {plain_text(passage.label)}")
                if passage.children:
                    lines.append(_blocks(passage.children))
            return f"> {_indented(chr(10).join(_spaced(lines)), '> ')}"
        case _:
            assert_never(block)


@once
def _control(control: Control) -> TextPlate:
    cells = [((Text(term),), said) for term, said in control.rows]
    return _HOLES.cut(_table(((Text(control.title),), (Text("Details"),)), cells))


def _table(header: tuple[Inlines, ...], rows: Iterable[tuple[Inlines, ...]]) -> str:
    lines = [header, *rows]
    cells = [f"| {' | '.join(map(_on_one_line, line))} |" for line in lines]
    cells.insert(1, f"|{' --- |' * len(header)}")
    return "\n".join(cells)


def _on_one_line(inlines: Inlines) -> str:
    """Inlines where no line can end, as in a heading or a cell."""
    return _inlines(inlines).replace(_BREAK, "<br>")


def _inlines(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return plain_text(text)
        case Slot(name):
            return _HOLES.hole(name, value)
        case Blank(label):
            return f"<mark>\\[{plain_text(label)}\\]</mark>"
        case Strong(children):
            return f"**{_inlines(children)}**"
        case Emphasis(children):
            return f"*{_inlines(children)}*"
        case Link(address, children):
            return f"[{_inlines(children)}](<{_address(address)}>)"
        case Reference(anchor, children, word, number):
            words = _inlines(children) if children else f"{word} {number}"
            return f"[{words}](#{anchor})"
        case LineBreak():
            return _BREAK
        case InlineAlternatives(passages):
            marked = (f"<mark>{_inlines(passage)}</mark>" for passage in passages)
            return f"<span>{' or '.join(marked)}</span>"
        case _:
            assert_never(inline)


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


_HOLES = Holes(value, _in_quotes)


def _anchor(anchor: str) -> str:
    return f'<a id="{anchor}"></a>' if anchor else ""


def _indented(text: str, indent: str) -> str:
    return text.replace("\n", f"\n{indent}")


def _spaced(lines: list[str]) -> list[str]:
    return [part for line in lines for part in (*line.split("\n"), "")][:-1]


def _at_line_start(text: str) -> str:
    """A paragraph whose first characters must not begin a heading, list or quotation."""
    if found := _NUMBER.match(text):
        return f"{found[0]}\\{text[found.end() :]}"
    return f"\\{text}" if re.match(r"[#>+=~-]", text) else text


def _at_line_starts(text: str) -> str:
    """A paragraph none of whose lines may begin anything else."""
    return _BREAK.join(map(_at_line_start, text.split(_BREAK)))


def _heading(text: str) -> str:
    """A heading whose last characters must not be read as the end of its marks."""
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def _address(address: str) -> str:
    return re.sub(r"&(?=\w+;)", r"\\&", address)


def _parting(before: Block | None, block: Block) -> list[str]:
    """A comment where a block would otherwise be read as part of the one before it."""
    match before, block:
        case Clause(), Clause() | Section():
            return []
        case Clause(number=number), _:
            return [f"<!-- end of {number} -->"]
        case BulletList(), BulletList():
            return ["<!-- -->"]
    return []
