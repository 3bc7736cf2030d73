"""The HTML edition: one page that holds all it needs, without scripts, to WCAG 2.2 AA.

Numbers and the words that mark open decisions are real text, not list markers or generated
content: they survive copying, a browser's reader view and a page without its styles.
"""

import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from importlib.resources import files
from itertools import count, groupby
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
    Logo,
    Paragraph,
    Passage,
    Reference,
    Section,
    Slot,
    Strong,
    Table,
    Text,
    query,
)
from policygen.writers.plate import Holes, TextPlate

_TAG = re.compile("<[^>]*>")  # the texts around have neither sign: they are escaped
LOGO_WIDTH, LOGO_HEIGHT = 240, 72  # CSS pixels that a logo may take up


@dataclass(frozen=True, slots=True)
class HtmlPlate:
    """A page with its slots open, the logo's among them."""

    page: TextPlate

    def fill(self, values: Mapping[str, str], logo: Logo | None = None) -> bytes:
        """The finished page. Raises KeyError for a slot that has no value."""
        return self.page.fill({**values, **_logo_values(logo)} if logo else values)


def write(document: Document) -> HtmlPlate:
    """The plate of a document."""
    writer = _Writer(Holes())
    return HtmlPlate(writer.holes.cut(writer.document(document)))


def _logo_values(logo: Logo) -> dict[str, str]:
    scale = min(1, LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    return {
        "logo.data": b64encode(logo.data).decode("ascii"),
        "logo.width": str(max(1, round(logo.width * scale))),
        "logo.height": str(max(1, round(logo.height * scale))),
    }


@lru_cache(maxsize=1)
def _style() -> str:
    return files("policygen.writers").joinpath("page.css").read_text("utf-8")


class _Writer:
    def __init__(self, holes: Holes) -> None:
        self.holes = holes

    def document(self, document: Document) -> str:
        properties = {key: self.words(said) for key, said in document.properties}
        title, owner = escape(document.title), self.words(document.subtitle)
        lines = [
            "<!doctype html>",
            f'<html lang="{properties.get("lang", "en-GB")}">',
            "<head>",
            '<meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title} – {owner}</title>",
            f'<meta name="description" content="{title}: {owner}">',
            *(f'<meta name="policygen:{key}" content="{v}">' for key, v in properties.items()),
            '<meta name="robots" content="noindex">' if document.notice else "",
            f"<style>\n{_style()}{self.running(document.notice)}</style>",
            "</head>",
            "<body>",
            '<a class="skip" href="#main">Skip to main content</a>',
            self.header(document, owner),
            self.main(document),
            _footer(properties),
            "</body>",
            "</html>",
        ]
        return "\n".join(filter(None, lines)) + "\n"

    def header(self, document: Document, owner: str) -> str:
        logo = ""
        if document.logo:
            width, height = self.hole("logo.width"), self.hole("logo.height")
            logo = (
                f'<img src="data:image/{document.logo};base64,{self.hole("logo.data")}"'
                f' alt="Logo of {owner}" width="{width}" height="{height}">\n'
            )
        return f"<header>\n{logo}<p>{self.inlines(document.subtitle)}</p>\n</header>"

    def running(self, notice: Inlines) -> str:
        """The style that repeats a notice in the margin of every printed page."""
        words = []
        for inline in notice:
            match inline:
                case Text(text):
                    words.append(_in_style(text))
                case Slot(name):
                    words.append(self.holes.hole(name, _in_style))
                case _:
                    raise TypeError(f"{inline!r} can't stand in a notice")
        return f'@page {{ @top-right {{ content: "{"".join(words)}"; }} }}\n' if notice else ""

    def main(self, document: Document) -> str:
        notice = f'<p class="notice"><strong>{self.inlines(document.notice)}</strong></p>'
        parts = [
            '<main id="main">',
            f"<h1>{escape(document.title)}</h1>",
            notice if document.notice else "",
            self.control(document.control),
            self.contents(document.body),
            self.blocks(document.body),
            "</main>",
        ]
        return "\n".join(filter(None, parts))

    def contents(self, blocks: Blocks) -> str:
        """Links to the sections; nothing for a text that has none."""
        lines = []
        for section in query(blocks, Section):
            if section.level == 2 and section.anchor:
                number = f'<span class="number">{section.number}.</span> ' if section.number else ""
                words = f"{number}<span>{self.words(section.title)}</span>"
                lines.append(f'<li><a href="#{section.anchor}">{words}</a></li>')
        if not lines:
            return ""
        heading = '<h2 id="contents">Contents</h2>'
        before = ['<nav aria-labelledby="contents">', heading, "<ul>"]
        return "\n".join([*before, *lines, "</ul>", "</nav>"])

    def blocks(self, blocks: Blocks) -> str:
        parts = []
        for clauses, run in groupby(blocks, lambda block: isinstance(block, Clause)):
            written = "\n".join(map(self.block, run))
            # A list for those who hear it. In an <ol>, a page without styles would number twice.
            parts.append(f'<div role="list">\n{written}\n</div>' if clauses else written)
        return "\n".join(parts)

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(children):
                return f"<p>{self.inlines(children)}</p>"
            case BulletList(items):
                return "\n".join(["<ul>", *map(self.item, items), "</ul>"])
            case Clause(children, anchor, number):
                return self.clause(children, anchor, number)
            case Section(children=children, number=number, level=level):
                start = "<section>" if number or level > 2 else '<section class="unnumbered">'
                return "\n".join([start, self.heading(block), self.blocks(children), "</section>"])
            case Table():
                return self.table(block)
            case Alternatives(question, passages):
                start = '<div class="decision" role="group" aria-label="Open decision">'
                asked = f"<p><mark>To be decided:</mark> <strong>{escape(question)}</strong></p>"
                return "\n".join([start, asked, *map(self.passage, count(), passages), "</div>"])
            case _:
                assert_never(block)

    def item(self, item: Blocks) -> str:
        if len(item) == 1 and isinstance(item[0], Paragraph):
            return f"<li>{self.inlines(item[0].children)}</li>"
        return f"<li>{self.blocks(item)}</li>"

    def clause(self, children: Blocks, anchor: str, number: str) -> str:
        words, rest = "", children
        if children and isinstance(children[0], Paragraph):
            words, rest = f" {self.inlines(children[0].children)}", children[1:]
        attributes, link = "", f'<span class="number">{number}</span>'
        if anchor:
            attributes, link = f' id="{anchor}"', f'<a class="number" href="#{anchor}">{number}</a>'
        lines = [
            f'<div class="clause" role="listitem"{attributes}>',
            f"<p>{link}{words}</p>",
            self.blocks(rest),
            "</div>",
        ]
        return "\n".join(filter(None, lines))

    def heading(self, section: Section) -> str:
        number = f'<span class="number">{section.number}.</span> ' if section.number else ""
        words = f"{number}{self.inlines(section.title)}"
        level, anchor = section.level, section.anchor
        if not anchor:
            return f"<h{level}>{words}</h{level}>"
        target = f"section {section.number}" if section.number else self.words(section.title)
        link = f'<a class="permalink" href="#{anchor}" aria-label="Link to {target}"></a>'
        heading = f'<h{level} id="{anchor}">{words}</h{level}>'
        return f'<div class="heading">{heading}\n{link}</div>'

    def control(self, control: Control) -> str:
        if not control.rows:
            return ""
        heading = f'<h2 id="document-control">{escape(control.title)}</h2>'
        lines = ['<section class="unnumbered">', heading, "<dl>"]
        for term, said in control.rows:
            lines.append(f"<div><dt>{escape(term)}</dt><dd>{self.inlines(said)}</dd></div>")
        return "\n".join([*lines, "</dl>", "</section>"])

    def table(self, table: Table) -> str:
        labels = [self.words(cell) for cell in table.header]
        head = "".join(f'<th scope="col">{self.inlines(cell)}</th>' for cell in table.header)
        lines = ["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
        if table.caption:
            lines.insert(1, f"<caption>{escape(table.caption)}</caption>")
        for row in table.rows:
            cells = []
            for index, (label, cell) in enumerate(zip(labels, row, strict=True)):
                names_row = table.row_headings and index == 0
                tag, scope = ("th", ' scope="row"') if names_row else ("td", "")
                cells.append(f'<{tag}{scope} data-label="{label}">{self.inlines(cell)}</{tag}>')
            lines.append(f"<tr>{''.join(cells)}</tr>")
        return "\n".join([*lines, "</tbody>", "</table>"])

    def passage(self, index: int, passage: Passage) -> str:
        word = "Or" if index else "Either"
        label = f'<p class="alternative"><mark>{word}:</mark> {escape(passage.label)}</p>'
        return f"{label}\n{self.blocks(passage.children)}" if passage.children else label

    def inlines(self, inlines: Inlines) -> str:
        return "".join(map(self.inline, inlines))

    def inline(self, inline: Inline) -> str:
        match inline:
            case Text(text):
                return escape(text)
            case Slot(name):
                return self.hole(name)
            case Blank(label):
                return f"<mark>[{escape(label)}]</mark>"
            case Strong(children):
                return f"<strong>{self.inlines(children)}</strong>"
            case Emphasis(children):
                return f"<em>{self.inlines(children)}</em>"
            case Link(address, children):
                return f'<a href="{escape(address)}">{self.inlines(children)}</a>'
            case Reference(anchor, children, word, number):
                words = self.inlines(children) if children else escape(f"{word} {number}".strip())
                return f'<a href="#{anchor}">{words}</a>'
            case InlineAlternatives(passages):
                return f"<mark>{'</mark> or <mark>'.join(map(self.inlines, passages))}</mark>"
            case _:
                assert_never(inline)

    def hole(self, name: str) -> str:
        return self.holes.hole(name, escape)

    def words(self, inlines: Inlines) -> str:
        """The bare words, for an attribute or for a link that leads elsewhere than they do."""
        return _TAG.sub("", self.inlines(inlines))


def _footer(properties: Mapping[str, str]) -> str:
    said = []
    if version := properties.get("version"):
        said.append(f"Version {version}.")
    if publisher := properties.get("publisher"):
        model = properties.get("model")
        said.append(f"Model policy of {publisher}{f', version {model}' if model else ''}.")
    return f"<footer>\n<p>{' '.join(said)}</p>\n</footer>" if said else ""


def _in_style(text: str) -> str:
    """Text within a quoted string of a style sheet."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)
