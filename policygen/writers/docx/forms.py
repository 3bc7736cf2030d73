"""Forms: content controls to fill in on the screen (ECMA-376 17.5.2), in boxes to write in by hand.

Each field is a cell: what is asked, and room for the answer. Such a row breaks across no pages.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from policygen.document import (
    Block,
    Blocks,
    BulletList,
    Form,
    Paragraph,
    Slot,
    plain,
    query,
)
from policygen.document.fields import Field, asked, choice, first_of, line_fields
from policygen.document.revisions import wholly
from policygen.writers.docx import markup
from policygen.writers.docx.controls import CONTROLS, asks_date, boxed_control, tick_control
from policygen.writers.docx.frames import in_frame
from policygen.writers.docx.markup import TableCell
from policygen.writers.docx.measures import text_indent
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute

_HANGING = 425  # twips, as in styles.xml, Form Choice
_COLUMNS = 12  # of the grid that the fields of all lines fit into
_ABREAST = 4  # fields side by side, at most
_FEW = 6  # rows that stay on one page
_LINE = 480  # twips, room for a line by hand
_LETTER = 125  # about as wide as one is
_VALUE = 20  # letters that a value may well have
_MARGINS = 2 * 113  # of a cell, as in styles.xml, Form Table
_TAB = "\t"
_LEAST = 1700  # what is left beside the words, or else the room is below them


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of cells: how many columns each takes, and what stands in it; its least height.

    It may be one that was inserted, or deleted.
    """

    cells: tuple[tuple[int, str], ...]
    height: int = 0
    inserted: bool | None = None


def form_blocks(setter: Setter, form: Form, depth: int) -> str:
    """A form: its lists as tables of boxes, what else it holds as anywhere."""
    style = "Office Form Table" if form.office else "Form Table"
    indent = markup.indented(text_indent(depth)) if depth else ""
    text = ""
    if form.title:
        text = setter.paragraph("Form Title", setter.words(form.anchor, form.title), indent)

    def written(block: Block, after: Blocks) -> str:
        if isinstance(block, BulletList):
            return _table(setter, block, style, in_attribute(form.title) or "Form", depth)
        return setter.block(block, depth, after)

    return text + setter.spaced(form.children, written, follows=True)


def _table(setter: Setter, fields: BulletList, style: str, named: str, depth: int) -> str:
    """The boxes: no first or last of them is alone on a page, and a few are on one."""
    look, width = in_frame(style, depth, setter.room)
    column = width // _COLUMNS
    held = list(_rows(setter, fields, column))
    rows = []
    for index, row in enumerate(held):
        leads = len(held) <= _FEW or index in (0, len(held) - 2)
        kept = leads and index < len(held) - 1 and not setter.in_cell
        cells = [
            markup.cell(
                TableCell(span * column, span), markup.keeping(content) if kept else content
            )
            for span, content in row.cells
        ]
        with setter.tracker.within(row.inserted):
            rows.append(setter.row("".join(cells), whole=True, height=row.height))
    return markup.table(setter.facts.styles[style], named, [column] * _COLUMNS, rows, look)


def _rows(setter: Setter, fields: BulletList, column: int) -> Iterator[_Row]:
    """The rows of a list; choices that follow one another stand in one."""
    room = _COLUMNS * column - _MARGINS
    choices: list[Blocks] = []
    for item in fields.items:
        with setter.tracker.opened(item) as held:
            first = first_of(held)
            if isinstance(first, Paragraph) and choice(first.children):
                choices.append(item)
                continue
        if choices:
            yield _choices(setter, choices, room)
            choices = []
        with setter.tracker.opened(item) as held:
            yield from _item(setter, held, column)
    if choices:
        yield _choices(setter, choices, room)


def _choices(setter: Setter, items: Sequence[Blocks], room: int) -> _Row:
    inserted = wholly(tuple(block for item in items for block in item))
    with setter.tracker.within(inserted):
        content = setter.celled(tuple(BulletList((item,)) for item in items), room)
    return _Row(((_COLUMNS, content),), inserted=inserted)


def _item(setter: Setter, item: Blocks, column: int) -> Iterator[_Row]:
    first, rest = first_of(item), item[1:]
    room = _COLUMNS * column - _MARGINS
    if not isinstance(first, Paragraph):
        yield _Row(((_COLUMNS, setter.celled(item, room)),), _LINE, setter.tracker.inserted)
        return
    fields = line_fields(first.children)
    for begin in range(0, len(fields), _ABREAST):
        anchor = "" if begin else first.anchor
        yield _line(setter, fields[begin : begin + _ABREAST], anchor, column)
    above = ""
    if not fields:
        above = setter.paragraph("Form Text", setter.words(first.anchor, first.children))
    if above or rest:
        content = above + setter.celled(rest, room)
        yield _Row(((_COLUMNS, content),), _LINE, setter.tracker.inserted)


def _line(setter: Setter, fields: tuple[Field, ...], anchor: str, column: int) -> _Row:
    """Fields side by side; one for a date or a time takes half of the others' room."""
    shares = [1 if _short(field) else 2 for field in fields]
    ends = [sum(shares[: index + 1]) * _COLUMNS // sum(shares) for index in range(len(shares))]
    spans = [end - begin for begin, end in zip((0, *ends), ends, strict=False)]
    cells: list[tuple[int, str]] = []
    height = _LINE
    for field, span in zip(fields, spans, strict=True):
        content, rows = _boxed(setter, field, "" if cells else anchor, span * column)
        cells.append((span, content))
        height = max(height, rows * _LINE)
    return _Row(tuple(cells), height, setter.tracker.inserted)


def _short(field: Field) -> bool:
    return asks_date(field.words) or bool(re.search(r"\btime\b", plain(field.words), re.I))


def _boxed(setter: Setter, field: Field, anchor: str, width: int) -> tuple[str, int]:
    """What stands in the cell of a field, and how many lines high that is at least."""
    words, number = setter.words(anchor, field.words), setter.running(CONTROLS)
    values = sum(1 for _ in query(field.words, Slot))
    taken = (len(plain(field.words)) + values * _VALUE) * _LETTER
    beside = field.place.lines == 1 and width - taken >= _LEAST
    room = (width - 500 - (taken if beside else 0)) // _LETTER
    answer = boxed_control(field.place, field.words, number, room, setter.tracker)
    if beside:
        return setter.paragraph("Form Text", f"{words}{setter.run('  ')}{answer}"), 1
    above = 1 + taken // width
    content = setter.paragraph("Form Text", words) + setter.paragraph("Form Text", answer)
    return content, field.place.lines + above


def fields_paragraphs(setter: Setter, fields: BulletList, depth: int) -> str:
    """The items of a list that are filled in, but not in boxes: where they stand in another."""
    left = _HANGING * depth if setter.in_cell else text_indent(depth)
    parts = []
    for item in fields.items:
        with setter.tracker.opened(item) as held:
            parts.append(_field(setter, held, depth, left))
    return "".join(parts)


def _field(setter: Setter, item: Blocks, depth: int, left: int) -> str:
    first, rest = first_of(item), item[1:]
    if not isinstance(first, Paragraph):
        return setter.blocks(item, depth + 1)
    if chosen := choice(first.children):
        asks, number = asked(first.children, 0), setter.running(CONTROLS)
        box = tick_control(asks, number, setter.tracker)
        content = f"{box}{setter.run(_TAB)}{setter.inlines(chosen)}"
        indent = markup.indented(left + _HANGING, _HANGING) if depth else ""
        said = setter.paragraph("Form Choice", setter.at(first.anchor, content), indent)
    else:
        indent = markup.indented(left) if depth else ""
        words = setter.words(first.anchor, first.children)
        said = setter.paragraph("Form Text", words, indent)
    return said + setter.blocks(rest, depth + 1)
