"""The Markdown edition: front matter, then CommonMark (and pipe tables) with the numbers printed.

`policygen.assembly.reading` reads it back into the same document, so whatever Markdown can't say by
itself is said in HTML that a page doesn't show: <a id> for anchors, <mark> for what is still open,
<span> around the wordings on offer in a sentence, and a comment where an unnumbered block would
otherwise join the list or clause before it.
"""

import json
import re
import string
from typing import assert_never

from policygen.document import (
    Alternatives,
    Blank,
    Block,
    Blocks,
    BulletList,
    Clause,
    Control,
    Document,
    Emphasis,
    Inline,
    InlineAlternatives,
    Inlines,
    Link,
    Paragraph,
    Reference,
    Section,
    Slot,
    Strong,
    Table,
    Text,
)
from policygen.writers.plate import Holes, TextPlate

_PUNCTUATION = str.maketrans({character: f"\\{character}" for character in string.punctuation})
# An & or ! at the end may have a value or a link behind it.
_SPECIAL = re.compile(r"[\\`*_\[\]<|]|&(?=#|\w|$)|!$|~(?=~)")
_SPACE = re.compile(r"[^\S \t\n]")  # such as a no-break space: readers drop it from an edge
_NUMBER = re.compile("[0-9\U000f0000-\U000fffff]+(?=[.)])")  # a slot's value may be a number


def value(text: str) -> str:
    """A value, whatever it holds, as the same words in Markdown."""
    return " ".join(re.split(r"[ \t\n]+", text)).translate(_PUNCTUATION)


def plain_text(text: str) -> str:
    """Words of the model, escaped where Markdown would read more into them."""
    return _SPACE.sub(lambda found: f"&#{ord(found[0])};", _SPECIAL.sub(r"\\\g<0>", text))


def write(document: Document) -> TextPlate:
    """The plate of a document."""
    writer = _Writer(Holes())
    return writer.holes.cut(writer.document(document))


class _Writer:
    def __init__(self, holes: Holes) -> None:
        self.holes = holes

    def document(self, document: Document) -> str:
        parts = [self.front_matter(document), f"# {_heading(plain_text(document.title))}"]
        if document.notice:
            parts.append(f"<mark>{self.inlines(document.notice)}</mark>")
        parts.append(_at_line_start(self.inlines(document.subtitle)))
        parts.append(self.control(document.control))
        parts.append(self.blocks(document.body))
        return "\n\n".join(filter(None, parts)) + "\n"

    def front_matter(self, document: Document) -> str:
        rows = [("title", (Text(document.title),)), *document.properties]
        if document.notice:
            rows.append(("notice", document.notice))
        lines = (f"{key}: {self.quoted(words)}" for key, words in rows)
        return "\n".join(["---", *lines, "---"])

    def quoted(self, inlines: Inlines) -> str:
        """Text as a JSON string, which YAML reads as it stands."""
        words = []
        for inline in inlines:
            match inline:
                case Text(text):
                    words.append(_in_quotes(text))
                case Slot(name):
                    words.append(self.holes.hole(name, _in_quotes))
                case _:
                    raise TypeError(f"{inline!r} can't stand in front matter")
        return f'"{"".join(words)}"'

    def blocks(self, blocks: Blocks) -> str:
        parts: list[str] = []
        before: Block | None = None
        for block in blocks:
            parts.extend(_parting(before, block))
            parts.append(self.block(block))
            before = block
        return "\n\n".join(parts)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(children):
                return _at_line_start(self.inlines(children))
            case BulletList(items):
                return "\n".join(f"- {_indented(self.blocks(item), '  ')}" for item in items)
            case Clause(children, anchor, number):
                return f"{_anchor(anchor)}{number} {self.blocks(children)}"
            case Section(title, children, anchor, number, level):
                number = f"{number}. " if number else ""
                heading = f"{'#' * level} {_anchor(anchor)}{number}{_heading(self.inlines(title))}"
                return f"{heading}\n\n{self.blocks(children)}" if children else heading
            case Table(caption, header, rows):
                table = self.table(header, rows)
                return f"<small>{plain_text(caption)}</small>\n\n{table}" if caption else table
            case Alternatives(question, passages):
                lines = [f"<mark>To be decided:</mark> {plain_text(question)}"]
                for index, passage in enumerate(passages):
                    word = "Either" if index == 0 else "Or"
                    lines.append(f"<mark>{word}:</mark> {plain_text(passage.label)}")
                    if passage.children:
                        lines.append(self.blocks(passage.children))
                return f"> {_indented(chr(10).join(_spaced(lines)), '> ')}"
            case _:
                assert_never(block)

    def control(self, control: Control) -> str:
        cells = [((Text(term),), said) for term, said in control.rows]
        return self.table(((Text(control.title),), (Text("Details"),)), cells)

    def table(self, header: tuple[Inlines, ...], rows: object) -> str:
        assert isinstance(rows, list | tuple)
        lines = [header, *rows]
        cells = [f"| {' | '.join(map(self.inlines, line))} |" for line in lines]
        cells.insert(1, f"|{' --- |' * len(header)}")
        return "\n".join(cells)

    def inlines(self, inlines: Inlines) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return plain_text(text)
            case Slot(name):
                return self.holes.hole(name, value)
            case Blank(label):
                return f"<mark>\\[{plain_text(label)}\\]</mark>"
            case Strong(children):
                return f"**{self.inlines(children)}**"
            case Emphasis(children):
                return f"*{self.inlines(children)}*"
            case Link(address, children):
                return f"[{self.inlines(children)}](<{_address(address)}>)"
            case Reference(anchor, children, word, number):
                words = self.inlines(children) if children else f"{word} {number}"
                return f"[{words}](#{anchor})"
            case InlineAlternatives(passages):
                marked = (f"<mark>{self.inlines(passage)}</mark>" for passage in passages)
                return f"<span>{' or '.join(marked)}</span>"
            case _:
                assert_never(inline)


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


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


def _heading(text: str) -> str:
    """A heading whose last characters must not be read as the end of its marks."""
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def _address(address: str) -> str:
    return re.sub(r"&(?=\w+;)", r"\\&", address)


def _parting(before: Block | None, block: Block) -> list[str]:
    """A comment where a block would otherwise be read as part of the one before it."""
    match before, block:
        case Clause(number=number), Paragraph() | BulletList() | Table() | Alternatives():
            return [f"<!-- end of {number} -->"]
        case BulletList(), BulletList():
            return ["<!-- -->"]
    return []
