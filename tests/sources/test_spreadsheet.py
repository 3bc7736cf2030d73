"""Rows from a spreadsheet: what its cells show, and every mistake with its cell."""

import csv
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from policygen.sources.asking import ItemField
from policygen.sources.row_files import read_rows

FIELDS = {
    "grade": ItemField(ask="Grade"),
    "pay": ItemField(ask="Pay", type="money"),
    "note": ItemField.model_validate({"ask": "Note", "optional": "yes"}),
}
HEADER = ("grade", "pay")
SAVED_BY_LIBREOFFICE = Path(__file__).with_name("term_dates.xlsx")


def book(*rows: tuple[Any, ...], change: Callable[[Worksheet], object] = lambda _: None) -> bytes:
    """A spreadsheet of one sheet, with the rows."""
    made = Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(row)
    change(sheet)
    return saved(made)


def saved(made: Workbook) -> bytes:
    made.save(buffer := BytesIO())
    return buffer.getvalue()


def changed(data: bytes, change: Callable[[str, bytes], bytes | None]) -> bytes:
    """A spreadsheet of which the parts were changed by hand."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for name in old.namelist():
            if (held := change(name, old.read(name))) is not None:
                new.writestr(name, held)
    return out.getvalue()


def records(data: bytes, fields: Mapping[str, ItemField] = FIELDS, sheet: str = "") -> list[Any]:
    found, problems = read_rows(data, "fees.xlsx", fields, sheet)
    assert problems == []
    return [dict(record) for record in found]


def said(data: bytes, fields: Mapping[str, ItemField] = FIELDS, sheet: str = "") -> list[str]:
    return [str(problem) for problem in read_rows(data, "fees.xlsx", fields, sheet)[1]]


def shows(value: object, kind: str = "General", type_: str = "text") -> str:
    """What a cell with a value that is shown in such a way becomes."""

    def show(sheet: Worksheet) -> None:
        sheet["A2"].number_format = kind

    one = {"it": ItemField.model_validate({"ask": "?", "type": type_})}
    (record,) = records(book(("it",), (value,), change=show), one)
    return str(record["it"])


def test_rows_become_records_as_those_of_a_csv_file_do() -> None:
    rows = [("Grade", "Pay", "Note"), ("A", 25000, None), ("B, C", "26,000.50", "x")]
    buffer = StringIO()
    csv.writer(buffer).writerows(rows)
    expected, _ = read_rows(buffer.getvalue().encode(), "fees.csv", FIELDS)
    assert records(book(*rows)) == [*expected]
    assert expected[0] == {"grade": "A", "pay": "£25,000"}


SHOWN = [
    ("007", "General", "007"),
    (7, "000", "007"),
    (1632960000, "00000000000", "01632960000"),
    (1234.5, "#,##0.00", "1,234.50"),
    (1234567.891, "#,##0", "1,234,568"),
    (1234.5, "0.00", "1234.50"),
    (0.125, "0.0", "0.1"),
    (0.05, "0%", "5%"),
    (0.125, "0.00%", "12.50%"),
    (0.1 + 0.2, "General", "0.3"),
    (2026, "General", "2026"),
    (1e15, "General", "1000000000000000"),
    (441632960000, "General", "441632960000"),
    (-5, "General", "-5"),
    (-1234.5, "#,##0.00;[Red]-#,##0.00", "-1,234.50"),
    (75, '"£"#,##0.00', "£75.00"),
    (75, "[$£-809]#,##0.00", "£75.00"),
    (1250, '_-[$£-809]* #,##0.00_-;\\-[$£-809]* #,##0.00_-;_-[$£-809]* "-"??_-;_-@_-', "£1,250.00"),
    (3, '0" days"', "3 days"),
    (0.5, "# ?/?", "0.5"),
    (1500, "0,", "1500"),
    (True, "General", "TRUE"),
    (date(2026, 9, 1), "dd/mm/yyyy", "1 September 2026"),
    (date(2026, 9, 1), "mmmm yyyy", "September 2026"),
    (date(2026, 9, 1), "yyyy", "2026"),
    (datetime(2026, 9, 1, 9, 30), "dd/mm/yyyy hh:mm", "1 September 2026 09:30"),
    (time(9, 30), "hh:mm", "09:30"),
    (time(9, 30, 15), "hh:mm:ss", "09:30:15"),
    (timedelta(hours=37, minutes=5), "[h]:mm", "37:05"),
]


@pytest.mark.parametrize(("value", "kind", "text"), SHOWN)
def test_a_cell_says_what_it_shows(value: object, kind: str, text: str) -> None:
    assert shows(value, kind) == text


def test_what_cells_hold_fits_the_types_of_value() -> None:
    assert shows(1234.5, "#,##0.00", "money") == "£1,234.50"
    assert shows(1250, '"£"#,##0', "money") == "£1,250"
    assert shows(1234.5, "General", "number") == "1,234.5"
    assert shows(date(2026, 9, 1), "dd/mm/yyyy", "date") == "1 September 2026"
    assert shows(datetime(2026, 9, 1), "mmm-yy", "date") == "September 2026"
    assert shows(time(15, 20), "hh:mm", "time") == "3:20pm"
    assert shows(1632960000, "00000000000", "telephone") == "01632960000"
    assert shows("a\r\nb\n", "General", "lines") == "a\nb"
    assert shows("a_x000D_\nb", "General", "lines") == "a\nb"  # as Excel writes such a line end


def test_one_saved_by_libreoffice_is_read() -> None:
    fields = {
        "term": ItemField(ask="Term"),
        "begins": ItemField(ask="Begins", type="date"),
        "days": ItemField(ask="Days", type="number"),
        "office": ItemField(ask="Office", type="telephone"),
        "bell": ItemField(ask="Bell", type="time"),
        "fee": ItemField(ask="Fee", type="money"),
    }
    assert records(SAVED_BY_LIBREOFFICE.read_bytes(), fields) == [
        {
            "term": "Autumn", "begins": "1 September 2026", "days": "74",
            "office": "01632 960000", "bell": "8:45am", "fee": "£1,234.50",
        },
        {
            "term": "Spring", "begins": "5 January 2027", "days": "60",
            "office": "01632 960001", "bell": "9am", "fee": "£99",
        },
    ]  # fmt: skip


def test_empty_rows_and_columns_are_passed_over() -> None:
    rows = [(), (None, "Grade", None, "Pay"), (), (None, "A", None, 1), (None, " ", None, None)]

    def style(sheet: Worksheet) -> None:
        sheet["B900"].number_format = "0.00"

    assert records(book(*rows, change=style)) == [{"grade": "A", "pay": "£1"}]
    wrong = book(*rows[:3], (None, "A", None, "x"))
    assert said(wrong)[0].startswith("fees.xlsx:D4: 'x' is not a sum of money\n  write pounds")


MONEY = "\n  write pounds, or pounds and pence, such as 1250 or 1250.50"
DAMAGED = "\n  open it, and save it again as an Excel workbook (.xlsx)"
SAVE = "\n  save it as an Excel workbook (.xlsx)"
NO_SPREADSHEET = f"fees.xlsx:1:1: this is no spreadsheet, whatever its name says{SAVE}"


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True


def hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["B"].hidden = True


def merged(sheet: Worksheet) -> None:
    sheet.merge_cells("A2:A3")


def filled(sheet: Worksheet) -> None:
    sheet.append(("C", "=1+1"))


MISTAKES: dict[str, tuple[bytes, list[str]]] = {
    "a wrong cell": (
        book(HEADER, ("A", "x")),
        [f"fees.xlsx:B2: 'x' is not a sum of money{MONEY}"],
    ),
    "an empty one": (book(HEADER, ("A", None)), [f"fees.xlsx:B2: pay is empty{MONEY}"]),
    "an error": (
        book(HEADER, ("A", "#REF!")),
        ["fees.xlsx:B2: this cell shows #REF!\n  mend its formula"],
    ),
    "a formula without a result": (
        book(HEADER, change=filled),
        [
            "fees.xlsx:B2: the result of this formula isn't in the file\n"
            "  open the file in Excel or LibreOffice, and save it; or write the result itself"
        ],
    ),
    "a day for a month of its own": (
        book(("grade", "pay"), ("A", date(2026, 9, 1))),
        [f"fees.xlsx:B2: '1 September 2026' is not a sum of money{MONEY}"],
    ),
    "an unknown column": (
        book(("grade", "pya"), ("A", 1)),
        ["fees.xlsx:B1: 'pya' is no field of these rows\n  did you mean pay?"],
    ),
    "a missing one": (
        book(("grade",), ("A",)),
        ["fees.xlsx:A1: the column pay is missing\n"
         "  the first row names the fields: grade,pay,note"],
    ),
    "cells beside the named columns": (
        book(HEADER, ("A", 1), ("B", 2, "x")),
        ["fees.xlsx:C1: nothing names this column, but C3 holds something\n"
         "  write grade, note or pay"],
    ),
    "a title above": (
        book(("Pay in 2026",), HEADER, ("A", 1)),
        ["fees.xlsx:A1: 'Pay in 2026' is no field of these rows\n  write grade, note or pay",
         "fees.xlsx:B1: nothing names this column, but B2 holds something\n"
         "  write grade, note or pay",
         "fees.xlsx:A1: the column grade is missing\n"
         "  the first row names the fields: grade,pay,note",
         "fees.xlsx:A1: the column pay is missing\n"
         "  the first row names the fields: grade,pay,note"],
    ),
    "a hidden row": (
        book(HEADER, ("A", 1), ("B", 2), change=hidden_row),
        ["fees.xlsx:A3: row 3 is hidden, but holds something\n"
         "  show it (a filter may hide it), or delete it"],
    ),
    "a hidden column": (
        book(HEADER, ("A", 1), change=hidden_column),
        ["fees.xlsx:B1: column B is hidden\n  show it, or delete it"],
    ),
    "merged cells": (
        book(HEADER, ("A", 1), ("", 2), change=merged),
        ["fees.xlsx:A2: the cells A2:A3 are merged into one\n"
         "  split them, and write into each cell what belongs there"],
    ),
    "an invisible character": (
        book(HEADER, ("A\u202e", 1)),
        ["fees.xlsx:A2: the invisible character U+202E (right-to-left override)\n  delete it"],
    ),
    "no rows": (
        book(HEADER),
        ["fees.xlsx:A1: there are no rows below the first, which names the fields\n  add one"],
    ),
    "nothing": (
        book(),
        ["fees.xlsx:1:1: there is nothing in this file\n  write a first row: grade,pay,note"],
    ),
    "too many rows": (
        book(HEADER, *[("A", 1)] * 201),
        ["fees.xlsx:1:1: this file has 201 rows\n  keep it within 200"],
    ),
    "text": (b"grade,pay\n", [NO_SPREADSHEET]),
    "an empty file": (b"", [NO_SPREADSHEET]),
    "the old kind": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 x",
        [f"fees.xlsx:1:1: this is a spreadsheet of the old kind (.xls){SAVE}"],
    ),
    "a password": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        [f"fees.xlsx:1:1: this file is protected by a password{SAVE}, without one"],
    ),
    "a zip file cut off": (
        book(HEADER)[:1000], [f"fees.xlsx:1:1: this spreadsheet is damaged{DAMAGED}"]
    ),
    "another package": (
        changed(book(HEADER), lambda n, d: None if "workbook" in n else d),
        [NO_SPREADSHEET],
    ),
    "a part cut off": (
        changed(book(HEADER), lambda n, d: d[:-50] if "sheet1" in n else d),
        [f"fees.xlsx:1:1: this spreadsheet is damaged{DAMAGED}"],
    ),
    "entities": (
        changed(book(HEADER), lambda n, d: b"<!DOCTYPE a>" + d if "sheet1" in n else d),
        [f"fees.xlsx:1:1: this spreadsheet holds what none should hold{DAMAGED}"],
    ),
    "a bomb": (
        changed(book(HEADER), lambda n, d: d + b" " * 20_000_000 if "sheet1" in n else d),
        ["fees.xlsx:1:1: this spreadsheet is too large when it is unpacked\n"
         "  keep the rows alone in it: paste them into a new workbook"],
    ),
    "far too large": (
        b"PK\3\4" + b"x" * 2_100_000,
        ["fees.xlsx:1:1: this file is larger than 2 MB\n"
         "  keep the rows alone in it: paste them into a new workbook"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MISTAKES)
def test_a_mistake_is_told_with_its_cell(what: str) -> None:
    data, expected = MISTAKES[what]
    assert said(data) == expected


def test_a_sheet_is_named_where_several_hold_something() -> None:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, price in ("2025", 1), ("2026", 2):
        sheet = made.create_sheet(name)
        sheet.append(HEADER)
        sheet.append(("A", price))
    made.create_sheet("Notes")
    made.create_sheet("Lists").sheet_state = "hidden"
    made["Lists"].append(("never shown",))
    assert said(saved(made)) == [
        "fees.xlsx:1:1: several sheets hold something: 2025 and 2026\n"
        "  add sheet: 2025 below rows, or the one that is meant"
    ]
    assert records(saved(made), sheet="2026") == [{"grade": "A", "pay": "£2"}]
    assert said(saved(made), sheet="2027") == [
        "fees.xlsx:1:1: there is no sheet '2027' in this file\n  did you mean 2026?"
    ]
    assert "no sheet 'Lists'" in said(saved(made), sheet="Lists")[0]
    del made["2025"]
    assert records(saved(made)) == [{"grade": "A", "pay": "£2"}]


def test_a_sheet_that_says_a_wrong_size_is_read_whole() -> None:
    data = book(HEADER, ("A", 1), ("B", 2))
    wrong = changed(data, lambda _, held: held.replace(b'ref="A1:B3"', b'ref="A1:A2"'))
    assert wrong != data
    assert len(records(wrong)) == 2


def test_a_row_far_below_costs_no_time() -> None:
    data = book(HEADER, ("A", 1))
    far = changed(data, lambda _, held: held.replace(b'r="2"', b'r="999999999"'))
    assert "too many cells" in said(far)[0]


GRADES = st.from_regex("[a-zA-Z0-9 ,.'\"£%-]{1,20}", fullmatch=True)
PAY = st.integers(0, 10**9) | st.decimals(0, 10**6, places=2)


@given(st.lists(st.tuples(GRADES, PAY), min_size=1, max_size=5))
def test_the_same_cells_make_the_same_records_in_either_format(rows: list[tuple[str, Any]]) -> None:
    buffer = StringIO()
    csv.writer(buffer).writerows([HEADER, *rows])
    of_text, told = read_rows(buffer.getvalue().encode(), "fees.csv", FIELDS)

    def as_text(sheet: Worksheet) -> None:
        for number, (grade, _) in enumerate(rows, 2):
            sheet.cell(number, 1).value = grade
            sheet.cell(number, 1).data_type = "s"

    of_sheet, also = read_rows(book(HEADER, *rows, change=as_text), "fees.xlsx", FIELDS)
    assert len(told) == len(also)
    assert of_text == of_sheet


@given(st.binary(max_size=300), st.integers(0, 5000))
def test_any_bytes_are_read_or_refused(noise: bytes, at: int) -> None:
    data = book(HEADER, ("A", 1))
    read_rows(data[:at] + noise + data[at + len(noise) :], "fees.xlsx", FIELDS)
