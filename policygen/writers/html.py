"""The HTML edition: one page that holds all it needs, without scripts, to WCAG 2.2 AA.

Numbers and the words that mark open decisions are real text, not list markers or generated
content: they survive copying, a browser's reader view and a page without its styles.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
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
    LineBreak,
    Link,
    Logo,
    Paragraph,
    Passage,
    Quotation,
    Reference,
    Section,
    Slot,
    Strong,
    Table,
    Text,
)
from policygen.document.held import held
from policygen.document.memory import once
from policygen.writers.around import Around, around
from policygen.writers.plate import Holes, TextPlate, join, literal

_BREAK = "<br>"
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
    return HtmlPlate(_document(document))


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


def _document(document: Document) -> TextPlate:
    """The page: its blocks and what stands around them are set once for all pages with the same."""
    head, foot = _around(around(document))
    history = (document.history,) if document.history else ()
    entries = _lines([_contents(document.children), *map(_entries, history)])
    text = _lines([_text(document.children), *map(_set, history)])
    contents = _lines([_BEFORE, entries, _AFTER]) if entries != _EMPTY else _EMPTY
    return _lines([head, _control(document.control), contents, text, foot])


@lru_cache(maxsize=1024)
def _around(page: Around) -> tuple[TextPlate, TextPlate]:
    """What stands above the control table and below the text."""
    title, owner = escape(page.title), _words(page.subtitle)
    properties = {key: _words(said) for key, said in page.properties}
    head = [
        "<!doctype html>",
        f'<html lang="{properties.get("lang", "en-GB")}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title} – {owner}</title>",
        f'<meta name="description" content="{title}: {owner}">',
        *(f'<meta name="policygen:{key}" content="{v}">' for key, v in properties.items()),
        '<meta name="robots" content="noindex">' if page.notice else "",
        f"<style>\n{_style()}{_running(page.notice)}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#main">Skip to main content</a>',
        _header(page, owner),
        '<main id="main">',
        f"<h1>{title}</h1>",
        _notice(page.notice),
    ]
    foot = ["</main>", _footer(properties), "</body>", "</html>\n"]
    return _plate("\n".join(filter(None, head))), _plate("\n".join(filter(None, foot)))


def _lines(plates: Iterable[TextPlate]) -> TextPlate:
    """Plates one below the other, empty ones left out."""
    return join((plate for plate in plates if plate != _EMPTY), "\n")


def _plate(text: str) -> TextPlate:
    return _HOLES.cut(text)


def _header(page: Around, owner: str) -> str:
    logo = ""
    if page.logo:
        width, height = _hole("logo.width"), _hole("logo.height")
        logo = (
            f'<img src="data:image/{page.logo};base64,{_hole("logo.data")}"'
            f' alt="Logo of {owner}" width="{width}" height="{height}">\n'
        )
    return f"<header>\n{logo}<p>{_inlines(page.subtitle)}</p>\n</header>"


def _running(notice: Inlines) -> str:
    """The style that repeats a notice in the margin of every printed page."""
    words = []
    for inline in notice:
        match inline:
            case Text(text):
                words.append(_in_style(text))
            case Slot(name):
                words.append(_HOLES.hole(name, _in_style))
            case _:
                raise TypeError(f"{inline!r} can't stand in a notice")
    return f'@page {{ @top-right {{ content: "{"".join(words)}"; }} }}\n' if notice else ""


def _notice(notice: Inlines) -> str:
    return f'<p class="notice"><strong>{_inlines(notice)}</strong></p>' if notice else ""


@once
def _contents(blocks: Blocks) -> TextPlate:
    """Links to the sections."""
    return _lines(map(_entries, blocks))


@once
def _entries(block: Block) -> TextPlate:
    lines = []
    for section in held(block).sections:
        if section.level == 2 and section.anchor:
            number = f'<span class="number">{section.number}.</span> ' if section.number else ""
            words = f"{number}<span>{_words(section.title)}</span>"
            lines.append(f'<li><a href="#{section.anchor}">{words}</a></li>')
    return _plate("\n".join(lines))


@once
def _text(blocks: Blocks) -> TextPlate:
    """A text, set once for all frames that it stands in."""
    return join((literal(b) if isinstance(b, str) else _set(b) for b in _listed(blocks)), "\n")


@once
def _set(block: Block) -> TextPlate:
    """A block, set once for all texts that it stands in."""
    return _plate(_block(block))


def _blocks(blocks: Blocks) -> str:
    return "\n".join(b if isinstance(b, str) else _block(b) for b in _listed(blocks))


def _listed(blocks: Blocks) -> Iterator[Block | str]:
    """Blocks, with the lines around clauses that make them a list.

    It is for those who hear it. In an <ol>, a page without styles would number twice.
    """
    for clauses, run in groupby(blocks, lambda block: isinstance(block, Clause)):
        if clauses:
            yield '<div role="list">'
        yield from run
        if clauses:
            yield "</div>"


def _block(block: Block) -> str:
    match block:
        case Paragraph(children):
            return f"<p>{_inlines(children)}</p>"
        case BulletList(items):
            return "\n".join(["<ul>", *map(_item, items), "</ul>"])
        case Quotation(children):
            return f"<blockquote>\n{_blocks(children)}\n</blockquote>"
        case Clause(children, anchor, number):
            return _clause(children, anchor, number)
        case Section(children=children, number=number, level=level):
            start = "<section>" if number or level > 2 else '<section class="unnumbered">'
            return "\n".join([start, _heading(block), _blocks(children), "</section>"])
        case Table():
            return _table(block)
        case Alternatives(question, passages):
            start = '<div class="decision" role="group" aria-label="Open decision">'
            asked = f"<p><mark>To be decided:</mark> <strong>{escape(question)}</strong></p>"
            return "\n".join([start, asked, *map(_passage, count(), passages), "</div>"])
        case _:
            assert_never(block)


def _item(item: Blocks) -> str:
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return f"<li>{_inlines(item[0].children)}</li>"
    return f"<li>{_blocks(item)}</li>"


def _clause(children: Blocks, anchor: str, number: str) -> str:
    words, rest = "", children
    if children and isinstance(children[0], Paragraph):
        words, rest = f" {_inlines(children[0].children)}", children[1:]
    attributes, link = "", f'<span class="number">{number}</span>'
    if anchor:
        attributes, link = f' id="{anchor}"', f'<a class="number" href="#{anchor}">{number}</a>'
    lines = [
        f'<div class="clause" role="listitem"{attributes}>',
        f"<p>{link}{words}</p>",
        _blocks(rest),
        "</div>",
    ]
    return "\n".join(filter(None, lines))


def _heading(section: Section) -> str:
    number = f'<span class="number">{section.number}.</span> ' if section.number else ""
    words = f"{number}{_inlines(section.title)}"
    level, anchor = section.level, section.anchor
    if not anchor:
        return f"<h{level}>{words}</h{level}>"
    target = f"section {section.number}" if section.number else _words(section.title)
    link = f'<a class="permalink" href="#{anchor}" aria-label="Link to {target}"></a>'
    heading = f'<h{level} id="{anchor}">{words}</h{level}>'
    return f'<div class="heading">{heading}\n{link}</div>'


@once
def _control(control: Control) -> TextPlate:
    if not control.rows:
        return _EMPTY
    heading = f'<h2 id="document-control">{escape(control.title)}</h2>'
    lines = ['<section class="unnumbered">', heading, "<dl>"]
    for term, said in control.rows:
        lines.append(f"<div><dt>{escape(term)}</dt><dd>{_inlines(said)}</dd></div>")
    return _plate("\n".join([*lines, "</dl>", "</section>"]))


def _table(table: Table) -> str:
    labels = [_words(cell) for cell in table.header]
    head = "".join(f'<th scope="col">{_inlines(cell)}</th>' for cell in table.header)
    lines = ["<table>", f"<thead><tr>{head}</tr></thead>", "<tbody>"]
    if table.caption:
        lines.insert(1, f"<caption>{escape(table.caption)}</caption>")
    for row in table.rows:
        cells = []
        for index, (label, cell) in enumerate(zip(labels, row, strict=True)):
            names_row = table.row_headings and index == 0
            tag, scope = ("th", ' scope="row"') if names_row else ("td", "")
            cells.append(f'<{tag}{scope} data-label="{label}">{_inlines(cell)}</{tag}>')
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return "\n".join([*lines, "</tbody>", "</table>"])


def _passage(index: int, passage: Passage) -> str:
    word = "Or" if index else "Either"
    label = f'<p class="alternative"><mark>{word}:</mark> {escape(passage.label)}</p>'
    return f"{label}\n{_blocks(passage.children)}" if passage.children else label


def _inlines(inlines: Inlines) -> str:
    return "".join(map(_inline, inlines))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return escape(text)
        case Slot(name):
            return _hole(name)
        case Blank(label):
            return f"<mark>[{escape(label)}]</mark>"
        case Strong(children):
            return f"<strong>{_inlines(children)}</strong>"
        case Emphasis(children):
            return f"<em>{_inlines(children)}</em>"
        case Link(address, children):
            return f'<a href="{escape(address)}">{_inlines(children)}</a>'
        case Reference(anchor, children, word, number):
            words = _inlines(children) if children else escape(f"{word} {number}".strip())
            return f'<a href="#{anchor}">{words}</a>'
        case LineBreak():
            return _BREAK
        case InlineAlternatives(passages):
            return f"<mark>{'</mark> or <mark>'.join(map(_inlines, passages))}</mark>"
        case _:
            assert_never(inline)


def _hole(name: str) -> str:
    return _HOLES.hole(name, escape)


def _words(inlines: Inlines) -> str:
    """The bare words, for an attribute or for a link that leads elsewhere than they do."""
    return _TAG.sub("", _inlines(inlines).replace(_BREAK, " "))


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


_HOLES = Holes(escape, _in_style)
_EMPTY = literal("")
_BEFORE = literal('<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>')
_AFTER = literal("</ul>\n</nav>")
