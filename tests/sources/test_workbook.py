"""A table that was written is read with the same words, and a spreadsheet sees what they are."""

import re
from collections.abc import Sequence
from datetime import datetime, time
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from policygen.sources.csv_rows import read_csv
from policygen.sources.sheets import AnswerSheet, SheetColumn, as_csv_file, sheet_titles
from policygen.sources.spreadsheet import read_sheets
from policygen.sources.text import refused_character, tidy_lines
from policygen.sources.value_types import TYPES, TypeName
from policygen.sources.workbook import as_workbook

texts = st.text(max_size=30).filter(lambda text: not refused_character(text)).map(tidy_lines)


def column(kind: TypeName = "text", **more: Any) -> SheetColumn:
    return SheetColumn("values.it", "What is it?", kind, **more)


def sheet(*rows: Sequence[str], kind: TypeName = "text") -> AnswerSheet:
    school = SheetColumn("school", "Which?", fixed=True)
    return AnswerSheet("Answers", (school, column(kind)), rows)


def opened(*sheets: AnswerSheet) -> Any:
    return load_workbook(BytesIO(as_workbook(sheets)))


def read(data: bytes) -> list[list[str]]:
    found, problems = read_sheets(data, "a.xlsx")
    rows, faults = found["Answers"]
    assert not problems
    assert not faults
    return [[cell.text for cell in row.cells] for row in rows]


@given(st.lists(texts.filter(bool), max_size=4))
def test_a_text_is_read_as_it_was_written(cells: list[str]) -> None:
    rows = [("oak", text) for text in cells]
    assert read(as_workbook([sheet(*rows)]))[2:] == [["oak", text] for text in cells]


@pytest.mark.parametrize("text", ["_x0041_", "_x005F_x0041_", "a_x000D_", "a\nb", "=1+1", "0123"])
def test_one_that_looks_like_something_else_is_read_as_it_was_written(text: str) -> None:
    assert read(as_workbook([sheet(("oak", text))]))[2:] == [["oak", text]]


@given(st.lists(texts.filter(bool), max_size=4))
def test_a_csv_file_has_every_cell_in_quotes_and_none_that_is_computed(cells: list[str]) -> None:
    data = as_csv_file(sheet(*(("oak", text) for text in cells)))
    rows, problems = read_csv(data, "a.csv")
    assert not problems
    assert data.startswith(b'\xef\xbb\xbf"school","values.it"\r\n"Which?","What is it?"\r\n')
    for row, text in zip(rows[2:], cells, strict=True):
        assert row.cells[1].text in (text, f"'{text}")
        assert not re.match(r"\s*[=+\-@]", row.cells[1].text)


KINDS = {
    "date": st.dates().map(lambda day: f"{day.day} {day:%B} {day.year:04}"),
    "number": st.decimals(-(10**14), 10**14, places=2).map(str),
    "money": st.decimals(0, 10**9, places=2).map(str),
    "time": st.times().map(lambda at: f"{at:%H:%M}"),
    "year": st.integers(1900, 2199).map(str),
    "telephone": st.from_regex(r"\A0[0-9]{4} [0-9]{6}\Z"),
}


@given(st.data(), st.sampled_from(sorted(KINDS)))
def test_what_is_kept_as_a_number_or_a_date_reads_the_same(data: Any, kind: TypeName) -> None:
    try:
        text = TYPES[kind].read(data.draw(KINDS[kind]))
    except ValueError:  # a year that no date is in
        return
    (row,) = read(as_workbook([sheet(("oak", text), kind=kind)]))[2:]
    assert TYPES[kind].read(row[1]) == text


@pytest.mark.parametrize(
    ("kind", "text", "value", "shown"),
    [
        ("date", "10 April 2018", datetime(2018, 4, 10), "d mmmm yyyy"),
        ("date", "April 2018", datetime(2018, 4, 1), "mmmm yyyy"),
        ("date", "1 January 1900", "1 January 1900", "@"),
        ("date", "soon", "soon", "@"),
        ("number", "1,250", 1250, "#,##0"),
        ("number", "-12.50", -12.5, "#,##0.00"),
        ("number", "12,345,678,901,234,567", "12,345,678,901,234,567", "@"),
        ("money", "£1,250.50", 1250.5, '"£"#,##0.00'),
        ("time", "9:30am", time(9, 30), "hh:mm"),
        ("time", "midnight", time(0), "hh:mm"),
        ("time", "12:30am", time(0, 30), "hh:mm"),
        ("text", "0123", "0123", "@"),
        ("text", "2018-04-10", "2018-04-10", "@"),
        ("text", "=1+1", "=1+1", "@"),
        ("telephone", "01632 960000", "01632 960000", "@"),
    ],
)
def test_a_spreadsheet_sees(kind: TypeName, text: str, value: object, shown: str) -> None:
    cell = opened(sheet(("oak", text), kind=kind))["Answers"]["B3"]
    assert cell.value == value
    assert cell.data_type != "f"
    assert cell.number_format == shown


def test_headings_stay_in_sight_and_an_empty_cell_keeps_what_is_typed() -> None:
    page = opened(sheet(("oak", "")))["Answers"]
    assert page.freeze_panes == "B3"
    assert page["B3"].value is None
    assert page["B3"].number_format == "@"
    assert [cell.value for cell in page[1]] == ["school", "values.it"]
    assert [cell.value for cell in page[2]] == ["Which?", "What is it?"]


def test_a_decision_has_a_list_to_pick_from_with_the_labels_on_a_sheet() -> None:
    offered = {"never": "Never, not once", "always": "Always"}
    one = AnswerSheet("Answers", (column(offered=offered, help="In full"),), [("never",)])
    book = opened(one)
    (rule,) = book["Answers"].data_validations.dataValidation
    assert (rule.type, rule.formula1, rule.prompt) == (
        "list", "'Alternatives'!$C$2:$C$3", "In full"
    )  # fmt: skip
    assert "A3" in rule.sqref
    assert not rule.showErrorMessage  # a label may be typed as well
    assert [[cell.value for cell in row] for row in book["Alternatives"].iter_rows(min_row=2)] == [
        ["values.it", "What is it?", "never", "Never, not once"],
        ["values.it", None, "always", "Always"],
    ]


def test_one_for_any_of_several_is_explained_but_has_no_list() -> None:
    several = column(offered={"a": "One", "b": "Two"}, several=True)
    book = opened(AnswerSheet("Answers", (several,), [("a; b",)]))
    (rule,) = book["Answers"].data_validations.dataValidation
    assert rule.type in (None, "none")
    assert book["Alternatives"]["C3"].value == "b"


def test_yes_or_no_needs_no_sheet() -> None:
    book = opened(AnswerSheet("Answers", (column(offered={"yes": "Yes", "no": "No"}),), [("yes",)]))
    (rule,) = book["Answers"].data_validations.dataValidation
    assert rule.formula1 == '"yes,no"'
    assert book.sheetnames == ["Answers"]


def test_a_text_that_no_cell_can_hold_is_left_out() -> None:
    assert opened(sheet(("oak", "x" * 32_768)))["Answers"]["B3"].value is None
    assert opened(sheet(("oak", "x" * 32_767)))["Answers"]["B3"].value == "x" * 32_767


def test_a_long_cell_has_a_tall_row_and_no_column_is_wider_than_a_page() -> None:
    page = opened(sheet(("oak", "word " * 40), ("elm", "short")))["Answers"]
    assert page.column_dimensions["B"].width == 44
    assert page.row_dimensions[3].height >= 5 * 15
    assert page.row_dimensions[4].height is None


def test_titles_of_sheets_are_short_and_each_another() -> None:
    long = "values." + "x" * 40
    titles = sheet_titles(["Answers", "values.team", long, f"{long}y", f"{long}z"])
    assert titles["values.team"] == "values.team"
    assert len({*titles.values()}) == 5
    assert all(len(title) <= 31 for title in titles.values())
