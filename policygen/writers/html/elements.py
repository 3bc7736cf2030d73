"""The body of an HTML edition: its blocks."""

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import assert_never

from policygen.document import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    Box,
    BulletList,
    Clause,
    Control,
    Definitions,
    Figure,
    Form,
    Grid,
    Guidance,
    Letter,
    Paragraph,
    Passage,
    Quotation,
    Section,
    Step,
    Steps,
    Table,
    query,
)
from policygen.document.fields import filled_in
from policygen.document.grids import as_grid
from policygen.document.memory import once
from policygen.document.nodes import CONTROL
from policygen.document.revisions import in_line
from policygen.writers.around import heading_level, heading_number
from policygen.writers.html.boxes import set_apart
from policygen.writers.html.definitions import defined
from policygen.writers.html.figures import html_figure
from policygen.writers.html.forms import fields_element, form_element
from policygen.writers.html.inlines import bare, html_plate, identified, written
from policygen.writers.html.steps import step_item, stepped_page
from policygen.writers.html.tables import html_table
from policygen.writers.plate import TextPlate


@once
def set_block(block: Block) -> TextPlate:
    """A block, set once for all texts that it stands in."""
    return html_plate(_block(block))


def _blocks(blocks: Blocks) -> str:
    return "\n".join(b if isinstance(b, str) else _block(b) for b in listed(blocks))


def listed(blocks: Blocks) -> Iterator[Block | str]:
    """Blocks, with the lines around clauses or steps that make them a list.

    It is for those who hear it. In an <ol>, a page without styles would number twice.
    """
    for items, run in groupby(blocks, lambda block: isinstance(block, Clause | Step)):
        if items:
            yield '<div role="list">'
        yield from run
        if items:
            yield "</div>"


def _block(block: Block) -> str:
    match block:
        case Paragraph(children, anchor):
            return f"<p{identified(anchor)}>{written(children)}</p>"
        case BulletList() if filled_in((block,)):
            return fields_element(block, _blocks)
        case BulletList():
            return "\n".join(["<ul>", *map(_item, in_line(block).items), "</ul>"])
        case Quotation(children):
            return f"<blockquote>\n{_blocks(children)}\n</blockquote>"
        case Box(title, children, anchor):
            return set_apart("box", title, _blocks(children), anchor)
        case Letter(title, children, anchor):
            return set_apart("letter", title, _blocks(children), anchor)
        case Guidance(children=children):
            return set_apart("guidance", block.heading, _blocks(children))
        case Definitions():
            return defined(in_line(block), _blocks)
        case Steps():
            return stepped_page(block, _blocks)
        case Step():
            return step_item(block, _blocks)
        case Form():
            return form_element(block, _blocks)
        case Clause(children, anchor, number):
            return _clause(children, anchor, number)
        case Section(children=children):
            return "\n".join([_section(block), _heading(block), _blocks(children), "</section>"])
        case Table() | Grid():
            return html_table(in_line(as_grid(block)), _blocks)
        case Figure():
            return html_figure(block)
        case Alternatives(question, passages):
            start = '<div class="decision" role="group" aria-label="Open decision">'
            asked = f"<p><mark>To be decided:</mark> <strong>{escape(question)}</strong></p>"
            offered = (_passage(block.word(i), passage) for i, passage in enumerate(passages))
            return "\n".join([start, asked, *offered, "</div>"])
        case BlockRevision(inserted, children, note):
            tag, word = ("ins", "Inserted") if inserted else ("del", "Deleted")
            label = f'<p class="revised">{word}{f", {escape(note)}" if note else ""}</p>'
            return "\n".join([f'<{tag} class="block">', label, _blocks(children), f"</{tag}>"])
        case _:
            assert_never(block)


def _item(item: Blocks) -> str:
    if len(item) == 1 and isinstance(item[0], Paragraph):
        return f"<li{identified(item[0].anchor)}>{written(item[0].children)}</li>"
    return f"<li>{_blocks(item)}</li>"


def _clause(children: Blocks, anchor: str, number: str) -> str:
    words, rest = "", children
    if children and isinstance(children[0], Paragraph):
        words, rest = f" {written(children[0].children)}", children[1:]
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


def _section(section: Section) -> str:
    """The start of a section, with all that it is for the style."""
    counts = any(query(section.children, Clause))  # whose numbers need the room beside the words
    kinds = {
        "part": section.level == 1,
        "appendix": section.appendix,
        "unnumbered": section.level == 2 and not section.number and not counts,
        "new-page": section.new_page or section.appendix,
        "landscape": section.landscape,
    }
    said = " ".join(kind for kind, is_so in kinds.items() if is_so)
    return f'<section class="{said}">' if said else "<section>"


def number_of(section: Section) -> str:
    """A heading's number."""
    number = heading_number(section)
    return f'<span class="number">{escape(number)}</span> ' if number else ""


def _heading(section: Section) -> str:
    words = f"{number_of(section)}{written(section.title)}"
    level, anchor = heading_level(section), section.anchor
    if not anchor:
        return f"<h{level}>{words}</h{level}>"
    target = bare(section.title)
    if section.number:
        target = escape(section.number if section.appendix else f"section {section.number}")
    link = f'<a class="permalink" href="#{anchor}" aria-label="Link to {target}"></a>'
    heading = f'<h{level} id="{anchor}">{words}</h{level}>'
    return f'<div class="heading">{heading}\n{link}</div>'


@once
def set_control(control: Control) -> TextPlate:
    """The control table, as terms and what is said of them."""
    if not control.rows:
        return html_plate("")
    heading = f'<h2 id="{CONTROL}">{escape(control.title)}</h2>'
    lines = ['<section class="unnumbered">', heading, '<dl class="control">']
    for term, said in control.rows:
        lines.append(f"<div><dt>{escape(term)}</dt><dd>{written(said)}</dd></div>")
    return html_plate("\n".join([*lines, "</dl>", "</section>"]))


def _passage(word: str, passage: Passage) -> str:
    label = f'<p class="alternative"><mark>{word}:</mark> {escape(passage.label)}</p>'
    return f"{label}\n{_blocks(passage.children)}" if passage.children else label
