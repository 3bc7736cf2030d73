"""Forms, for paper: boxes to write in and to tick."""

import re
from collections.abc import Iterator
from dataclasses import replace

from policygen.document import Blocks, BulletList, Form, Paragraph, Slot, plain, query
from policygen.document.fields import Field, choice, first_of, line_fields
from policygen.document.revisions import in_line
from policygen.writers.typst.inlines import calls, pdf_anchor
from policygen.writers.typst.setting import SetBlocks, Spot

_COLUMNS = 12  # of the grid that the fields of all lines fit into
_ABREAST = 4  # fields side by side, at most
_MARGINS = 11.3  # of a cell, in points, as in the page's design
_SHORT = re.compile(r"\b(date|time)\b", re.I)
_LETTER, _VALUE = 6.25, 20  # about as wide as one is, and letters that a value may well have
_LEAST = 85  # points that are left beside the words, or else the room is below them
_HANGING = 21.25


def form_grid(form: Form, place: Spot, write: SetBlocks) -> str:
    """A form: its lists as boxes, what else it holds as anywhere."""
    title = f"#form-title[{pdf_anchor(form.anchor)}{calls(form.title)}]" if form.title else ""
    parts = [title or pdf_anchor(form.anchor)]
    for block in form.children:
        if isinstance(block, BulletList):
            rows = ", ".join(_rows(in_line(block), place, write))
            parts.append(f"#form({'true' if form.office else 'false'}, {rows})")
        else:
            parts.append(write((block,), place))
    return "".join(parts)


def _rows(fields: BulletList, place: Spot, write: SetBlocks) -> Iterator[str]:
    """The rows of a list; choices that follow one another stand in one."""
    inner = replace(place, room=place.room - _MARGINS, indented=False, bullets=0, in_cell=True)
    choices: list[Blocks] = []
    for item in fields.items:
        if _chosen(item):
            choices.append(item)
            continue
        if choices:
            yield _row(_cell(_COLUMNS, fields_list(BulletList(tuple(choices)), inner, write)))
            choices = []
        yield from _item(item, inner, write)
    if choices:
        yield _row(_cell(_COLUMNS, fields_list(BulletList(tuple(choices)), inner, write)))


def _chosen(item: Blocks) -> bool:
    first = first_of(item)
    return isinstance(first, Paragraph) and bool(choice(first.children))


def _item(item: Blocks, inner: Spot, write: SetBlocks) -> Iterator[str]:
    first = first_of(item)
    fields = line_fields(first.children) if isinstance(first, Paragraph) else ()
    if not fields:
        yield _row(_cell(_COLUMNS, write(item, inner)))
        return
    assert isinstance(first, Paragraph)
    for begin in range(0, len(fields), _ABREAST):
        anchor = "" if begin else first.anchor
        yield _line(fields[begin : begin + _ABREAST], anchor, inner.room + _MARGINS)
    if item[1:]:
        yield _row(_cell(_COLUMNS, write(item[1:], inner)))


def _line(fields: tuple[Field, ...], anchor: str, room: float) -> str:
    """Fields side by side; one for a date or a time takes half of the others' room."""
    shares = [1 if _SHORT.search(plain(field.words)) else 2 for field in fields]
    ends = [sum(shares[: index + 1]) * _COLUMNS // sum(shares) for index in range(len(shares))]
    spans = [end - begin for begin, end in zip((0, *ends), ends, strict=False)]
    cells = []
    for field, span in zip(fields, spans, strict=True):
        width = span * room / _COLUMNS - _MARGINS
        words = f"{pdf_anchor(anchor)}{calls(field.words)}"
        values = sum(1 for _ in query(field.words, Slot))
        taken = (len(plain(field.words)) + values * _VALUE) * _LETTER
        beside = field.place.lines == 1 and width - taken >= _LEAST
        lines = 0 if beside else field.place.lines
        cells.append(_cell(span, f"#boxed({lines})[{words}]"))
        anchor = ""
    return _row(*cells)


def _row(*cells: str) -> str:
    return f"({', '.join(cells)},)"


def _cell(span: int, inside: str) -> str:
    return f"({span}, [{inside}])"


def fields_list(fields: BulletList, place: Spot, write: SetBlocks) -> str:
    """The items of a list that are filled in, but not in boxes: where they stand in another."""
    return "".join(_field(item, place, write) for item in in_line(fields).items)


def _field(item: Blocks, place: Spot, write: SetBlocks) -> str:
    first, rest = first_of(item), item[1:]
    if not isinstance(first, Paragraph):
        return write(item, place)
    words, below = first.children, write(rest, place) if rest else ""
    if chosen := choice(words):
        inner = replace(place, room=place.room - _HANGING)
        below = write(rest, inner) if rest else ""
        return f"#choice[{pdf_anchor(first.anchor)}{calls(chosen)}][{below}]"
    return f"#words[{pdf_anchor(first.anchor)}{calls(words)}]{below}"
