"""Tables of answers as a workbook (ECMA-376, .xlsx) that people fill in, written by openpyxl."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from io import BytesIO
from itertools import takewhile
from typing import Any

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from policygen.dates import PartialDate
from policygen.sources.cell_text import cell_text
from policygen.sources.sheets import OFFERED, AnswerSheet, SheetColumn
from policygen.sources.value_types import TYPES, TypeName

_SPARE = 200  # rows below the last that are ready to be filled in
_LONGEST = 32_767  # characters in a cell
_MOST_DIGITS = 15  # that a number in a cell keeps
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets count days in two ways
_NARROW, _EMPTY, _WIDE = 12, 24, 44  # of a column, in characters
_PROMPT, _PROMPT_TITLE = 255, 32  # characters of the words beside a cell
_LINE = 15  # points
_SHADE, _PALE, _RULE, _WANTED = "FF1F3A4D", "FFEAF0F4", "FFC9D3DA", "FFFFF2B3"
_SHADES = {"choices": "FF2F5D50", "values": "FF1F4E79", "roles": "FF5B3F73", "facts": "FF6B4E1F"}
_HEADS = {"asked": 30, "question": 60, "write": 26, "it means": 80}  # with their widths
_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # what looks like a sign by its code (22.9.2.19)
_TEXT = "@"  # as typed: 0123 keeps its 0
_TYPED: Collection[TypeName] = ("date", "number", "money", "time")
_LINES = Border(right=Side("thin", _RULE), bottom=Side("thin", _RULE))
_TOP = Alignment("left", "top", wrap_text=True)


def as_workbook(sheets: Sequence[AnswerSheet]) -> bytes:
    """The tables as a workbook, one sheet each, and last a sheet of what may be picked from."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "policygen"
    pages = [book.create_sheet(sheet.title) for sheet in sheets]
    columns = {one.name: one for sheet in sheets for one in sheet.columns if one.offered}
    places = _offers(book, columns.values()) if columns else {}
    for sheet, page in zip(sheets, pages, strict=True):
        _fill(page, sheet, places)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(page: Worksheet, sheet: AnswerSheet, places: Mapping[str, str]) -> None:
    last = len(sheet.rows) + 2 + _SPARE
    widths = []
    for index, column in enumerate(sheet.columns, 1):
        _head(page.cell(1, index), column.name)
        _ask(page.cell(2, index), column.ask)
        texts = [row[index - 1] for row in sheet.rows]
        for number, text in enumerate(texts, 3):
            _put(page.cell(number, index), text, column)
        widths.append(_width(column, texts))
        letter = get_column_letter(index)
        page.column_dimensions[letter].width = widths[-1]
        if column.type not in _TYPED:
            page.column_dimensions[
                letter
            ].number_format = _TEXT  # in rows that are yet to be filled
        if not column.fixed:
            _help(page, f"{letter}3:{letter}{last}", column, places.get(column.name))
        wanted = [row + 3 for row, place in sheet.open if place == index - 1]
        _shade_empty(page, letter, sorted(wanted))
    page.row_dimensions[1].height = 20
    for number, row in enumerate(([one.ask for one in sheet.columns], *sheet.rows), 2):
        lines = max(map(_lines, row, widths), default=1)
        if lines > 1:
            page.row_dimensions[number].height = _LINE * lines + 3
    fixed = sum(1 for _ in takewhile(lambda column: column.fixed, sheet.columns))
    page.freeze_panes = f"{get_column_letter(fixed + 1)}3"
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = 9  # A4
    page.print_title_rows = "1:2"
    page.print_title_cols = f"A:{get_column_letter(max(fixed, 1))}"


def _shade_empty(page: Worksheet, letter: str, numbers: Sequence[int]) -> None:
    """Shade cells of a column that are still to be filled in, for as long as they are empty."""
    if numbers:
        where = " ".join(f"{letter}{number}" for number in numbers)
        fill = PatternFill("solid", bgColor=_WANTED, fgColor=_WANTED)
        formula = [f"LEN({letter}{numbers[0]})=0"]
        rule = Rule("expression", formula=formula, dxf=DifferentialStyle(fill=fill))
        page.conditional_formatting.add(where, rule)


def _head(cell: Any, text: str) -> None:
    cell.value = text
    cell.font = Font("Calibri", 11, bold=True, color="FFFFFFFF")
    cell.fill = PatternFill("solid", _SHADES.get(text.partition(".")[0], _SHADE))
    cell.alignment = Alignment(vertical="center")


def _ask(cell: Any, text: str) -> None:
    _text(cell, text)
    cell.font = Font("Calibri", 11, color=_SHADE)
    cell.fill = PatternFill("solid", _PALE)
    cell.alignment = _TOP
    cell.border = Border(right=Side("thin", _RULE), bottom=Side("medium", _SHADE))


def _put(cell: Any, text: str, column: SheetColumn) -> None:
    """A cell with an answer: a date as a date and a number as a number, if it reads the same."""
    found = _typed(text, column.type) if text else None
    if found:
        cell.value, cell.number_format = found
    else:
        _text(cell, text)
    cell.alignment = _TOP
    cell.border = _LINES


def _text(cell: Any, text: str) -> None:
    """A cell that holds text, whatever it looks like; what no cell can hold is left out."""
    cell.number_format = _TEXT
    if text and len(text) <= _LONGEST:
        cell.value = _ESCAPED.sub("_x005F_", text)
        cell.data_type = "s"  # openpyxl takes a text with = before it for a formula
        cell.quotePrefix = text[:1] in ("=", "+", "-", "@", "'")


def _typed(text: str, kind: TypeName) -> tuple[Any, str] | None:
    """A value as spreadsheets have it, and how it is shown; None if it is better kept as text."""
    value, way = _value(text, kind)
    if value is None:
        return None
    try:
        same = TYPES[kind].read(cell_text(value, way)) == text
    except ValueError:
        return None
    return (value, way) if same else None


def _value(text: str, kind: TypeName) -> tuple[Any, str]:
    try:
        match kind:
            case "date":
                day = PartialDate.parse(text)
                if day.first_day >= _FIRST_DAY:
                    return day.first_day, "d mmmm yyyy" if day.day else "mmmm yyyy"
            case "number" | "money":
                return _number(text, '"£"' if kind == "money" else "")
            case "time":
                return _time(text), "hh:mm"
    except ValueError:
        pass
    return None, ""


def _number(text: str, sign: str) -> tuple[Any, str]:
    whole, point, part = text.lstrip("£").replace(",", "").partition(".")
    if len(whole) + len(part) > _MOST_DIGITS:
        return None, ""
    way = f"{sign}#,##0{point}{'0' * len(part)}"
    return (float(f"{whole}.{part}") if part else int(whole)), way


def _time(text: str) -> time:
    if text in ("midday", "midnight"):
        return time(12 if text == "midday" else 0)
    hour, _, minute = text[:-2].partition(":")
    return time(int(hour) % 12 + 12 * text.endswith("pm"), int(minute or 0))


def _width(column: SheetColumn, texts: Sequence[str]) -> float:
    words = [len(line) for text in texts for line in text.split("\n")] or [_EMPTY]
    longest = max([int(len(column.name) * 1.15), *words, min(len(column.ask) // 3, 30)])
    return max(_NARROW, min(longest + 2, _WIDE))


def _lines(text: str, width: float) -> int:
    """How many lines a text takes, with room for words that don't fit a line's end."""
    lines = text.split("\n")
    return sum(1 if len(one) <= width else -(-len(one) // int(width - 3)) for one in lines)


def _help(page: Worksheet, where: str, column: SheetColumn, offered: str | None) -> None:
    """What stands beside a cell that is filled in: the question, and a list to pick from."""
    rule = DataValidation("list" if offered else "none", offered, allow_blank=True, sqref=where)
    rule.showErrorMessage = False  # labels do, too, and (clear): reading it back says what is wrong
    rule.showInputMessage = True
    rule.promptTitle = column.name[:_PROMPT_TITLE]
    said = column.help or column.ask
    rule.prompt = said if len(said) <= _PROMPT else f"{said[: _PROMPT - 1].rstrip()}…"
    page.add_data_validation(rule)


def _offers(book: Workbook, columns: Iterable[SheetColumn]) -> dict[str, str]:
    """Write the sheet of alternatives; for each column where its words to pick from stand."""
    places = {one.name: '"yes,no"' for one in columns if [*(one.offered or ())] == ["yes", "no"]}
    rest = [one for one in columns if one.name not in places]
    if not rest:
        return places
    page = book.create_sheet(OFFERED)
    for index, (name, width) in enumerate(_HEADS.items(), 1):
        _head(page.cell(1, index), name)
        page.column_dimensions[get_column_letter(index)].width = width
    page.freeze_panes = "A2"
    number = 2
    for column in rest:
        first, ask = number, column.ask
        for word, label in (column.offered or {}).items():
            for index, text in enumerate((column.name, ask, word, label), 1):
                _text(page.cell(number, index), text)
                page.cell(number, index).alignment = _TOP
            number, ask = number + 1, ""
        for index in range(1, len(_HEADS) + 1):
            page.cell(number - 1, index).border = _LINES
        if (lines := _lines(column.ask, _HEADS["question"])) > 1:
            page.row_dimensions[first].height = _LINE * lines + 3
        if not column.several:
            places[column.name] = f"{quote_sheetname(OFFERED)}!$C${first}:$C${number - 1}"
    return places
