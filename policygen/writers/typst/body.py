"""The body of a PDF edition: blocks as calls in typst."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import assert_never

from policygen.document import (
    Alternatives,
    Blank,
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
    Reference,
    Section,
    Slot,
    Step,
    Steps,
    Table,
    Text,
    noteless,
    query,
    unlinked,
    walk,
)
from policygen.document.fields import filled_in
from policygen.document.grids import as_grid, laid_out
from policygen.document.measuring import breadth
from policygen.document.revisions import first_of_later, in_line, in_turn
from policygen.writers.around import heading_number
from policygen.writers.typst.boxes import pdf_frame
from policygen.writers.typst.definitions import pdf_terms
from policygen.writers.typst.figures import pdf_figure
from policygen.writers.typst.forms import fields_list, form_grid
from policygen.writers.typst.inlines import calls, pdf_anchor
from policygen.writers.typst.literals import typst_literal
from policygen.writers.typst.measures import BULLET, CLAUSE, EM, IN_CELL, INSIDE, points
from policygen.writers.typst.offers import pdf_offer
from policygen.writers.typst.setting import Spot
from policygen.writers.typst.tables import pdf_table

_LED_TO = (
    Alternatives, Box, BulletList, Definitions, Figure, Form, Grid, Guidance, Letter,
    Quotation, Steps, Table,
)  # fmt: skip
_FEW_COLUMNS = 3
_APART = 2.0  # points between a number and its words


def blocks(some: Blocks, place: Spot) -> str:
    """Blocks, those of a section's own where its clauses' words begin, or at the margin."""
    if not place.edge:
        return _run(some, place)
    parts = []
    inner = replace(place, room=place.room - CLAUSE, indented=True, edge=False)
    for at_margin, run in groupby(some, lambda block: _at_margin(block)):
        if at_margin:
            parts.append(_run(tuple(run), place))
        else:
            parts.append(f"#inset[{_run(tuple(run), inner)}]")
    return "".join(parts)


def _at_margin(block: Block) -> bool:
    match block:
        case Clause() | Section() | Alternatives() | Steps() | Step():
            return True
        case Table() | Grid():  # one with many columns may have all of the page
            return laid_out(as_grid(block)).columns > _FEW_COLUMNS
        case BlockRevision(children=children):
            return any(_at_margin(inner) for inner in children)
    return False


def _run(some: Blocks, place: Spot) -> str:
    return "".join(_items(some, place))


def _items(some: Blocks, place: Spot) -> Iterator[str]:
    """Blocks as calls; clauses and steps that follow one another are a list."""
    count = 0
    for kind, run in groupby(some, lambda block: type(block) in (Clause, Step) and type(block)):
        found = tuple(run)
        count += len(found)
        if kind:
            yield _numbered(found, place)
            continue
        for index, block in enumerate(found):
            rest = some[count - len(found) + index + 1 :]
            led_to = (*_LED_TO, Clause, Step) if place.inside else _LED_TO
            yield _block(block, place, leads=isinstance(first_of_later(rest), led_to))


def _block(block: Block, place: Spot, *, leads: bool) -> str:
    match block:
        case Paragraph(children, anchor):
            return f"#{'lead' if leads else 'words'}[{pdf_anchor(anchor)}{calls(children)}]"
        case BulletList() if filled_in((block,)):
            return fields_list(block, place, blocks)
        case BulletList():
            return _bullets(in_line(block), place)
        case Quotation(children):
            inner = replace(place, room=place.room - CLAUSE, edge=False)
            return f"#quotation[{blocks(children, inner)}]"
        case Definitions():
            return pdf_terms(in_line(block), replace(place, edge=False), blocks)
        case Box() | Letter() | Guidance():
            return pdf_frame(block, replace(place, edge=False), blocks)
        case Steps(title, children, anchor):
            above = pdf_anchor(anchor)
            above = f"#steps-title[{above}{calls(title)}]" if title else above
            return above + blocks(children, replace(place, edge=False))
        case Form():
            return form_grid(block, replace(place, edge=False), blocks)
        case Clause() | Step():
            return _numbered((block,), place)
        case Section():
            return section(block, place)
        case Table() | Grid():
            return pdf_table(in_line(as_grid(block)), replace(place, edge=False), blocks)
        case Figure():
            return pdf_figure(block, place)
        case Alternatives():
            return pdf_offer(block, place, blocks)
        case BlockRevision(inserted, children, note):
            said = f"{'Inserted' if inserted else 'Deleted'}{f', {note}' if note else ''}"
            kind = "inserted-blocks" if inserted else "deleted-blocks"
            return f"#{kind}({typst_literal(said)})[{blocks(children, place)}]"
        case _:
            assert_never(block)


def section(block: Section, place: Spot) -> str:
    """A section: its heading, and what stands under it."""
    number = heading_number(block)
    hangs = bool(block.number) and not block.appendix
    held = tuple(inner for kind, inner in in_turn(block.children) if kind is not False)
    edge = hangs or any(True for _ in query(held, Clause)) if block.level < 3 else place.edge
    kind = "part" if block.level == 1 else "deep" if block.level > 2 else "usual"
    apart = points(_width((number,), CLAUSE)) if hangs else "none"
    how = (str(place.level), typst_literal(kind), typst_literal(number), apart)
    heading = f"#part-of-text({', '.join(how)})"
    title = block.title
    if any(query(title, Reference)):  # a bookmark takes no words from what typst finds in the end
        title = unlinked(title)
    words = f"[{pdf_anchor(block.anchor)}{calls(title)}]"
    if not is_worded(title):
        heading = "#words"  # nothing is no heading
        words = f"[{pdf_anchor(block.anchor)}#{typst_literal(number)}]"
    if block.level > 2 and not number and place.indented:
        heading, words = f"#inset[{heading}{words}]", ""
    level = place.level + is_worded(title)
    inner = replace(place, level=level, edge=edge, indented=edge, inside=0)
    return heading + words + blocks(block.children, inner)


def is_worded(title: Inlines) -> bool:
    """Whether a title says anything: what says nothing is no heading."""
    return any(
        isinstance(node, Slot | Blank) or (isinstance(node, Text) and node.text.strip())
        for node in walk(noteless(title))
    )


def _width(numbers: tuple[str, ...], least: float) -> float:
    """How far before their words some numbers begin."""
    return max(least, *(breadth(number) * EM / 1000 + _APART for number in numbers))


def _numbered(items: Blocks, place: Spot) -> str:
    """Clauses or steps that follow one another, by the numbers that they have."""
    least = INSIDE if place.inside or (place.indented and not place.edge) else CLAUSE
    numbers = tuple(_number(item) for item in items)
    width = _width(numbers, least)
    inner = replace(
        place, room=place.room - width, edge=False, indented=True, inside=place.inside + 1
    )
    lines = (
        f"({typst_literal(number)}, [{_clause(item, inner)}])"
        for number, item in zip(numbers, items, strict=True)
    )
    return f"#numbered({points(width)}, {', '.join(lines)})"


def _number(item: Block) -> str:
    match item:
        case Step(number=number):
            return f"{number}."
        case Clause(number=number):
            return number
    raise TypeError(f"{item!r} has no number")


def _clause(item: Block, inner: Spot) -> str:
    assert isinstance(item, Clause | Step)
    return pdf_anchor(item.anchor) + blocks(item.children, inner)


def _bullets(bullets: BulletList, place: Spot) -> str:
    indent, hangs = (0.0, INSIDE) if place.indented or place.bullets else (BULLET, BULLET)
    if place.in_cell:
        indent, hangs = 0.0, IN_CELL
    inner = replace(
        place, room=place.room - indent - hangs, edge=False, indented=True,
        bullets=place.bullets + 1,
    )  # fmt: skip
    items = ", ".join(f"[{blocks(item, inner)}]" for item in bullets.items)
    return f"#bullets({place.bullets}, {points(indent)}, {points(hangs)}, {items})"
