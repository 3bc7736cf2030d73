"""Rows from a CSV file: every mistake with its line, column and cell."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policygen.sources.asking import ItemField
from policygen.sources.row_files import is_rows, read_rows, rows_name

FIELDS = {
    "grade": ItemField(ask="Grade"),
    "pay": ItemField(ask="Pay", type="money"),
    "note": ItemField.model_validate({"ask": "Note", "optional": "yes"}),
}


def rows(text: str | bytes) -> tuple[dict[str, str], ...]:
    data = text if isinstance(text, bytes) else text.encode()
    found, problems = read_rows(data, "scales.csv", FIELDS)
    assert problems == []
    return tuple(map(dict, found))


def said(text: str | bytes) -> list[str]:
    data = text if isinstance(text, bytes) else text.encode()
    return [str(problem) for problem in read_rows(data, "scales.csv", FIELDS)[1]]


@pytest.mark.parametrize(
    "text",
    [
        "grade,pay\nA,25000\nB,26000\n",
        "Pay,Grade,Note\n25000,A,\n26000,B,\n",
        "\ufeffgrade,pay\r\nA,25000\r\n\r\nB,26000,\r\n,\r\n",
        'grade,pay\n"A","25,000"\nB,"£26,000"',
    ],
)
def test_rows_become_records(text: str) -> None:
    assert rows(text) == ({"grade": "A", "pay": "£25,000"}, {"grade": "B", "pay": "£26,000"})


def test_a_cell_may_hold_commas_quotes_and_lines() -> None:
    (found,) = rows('grade,pay,note\n"A, ""B""\nC",1,x')
    assert found == {"grade": 'A, "B" C', "pay": "£1", "note": "x"}


MONEY = "\n  write pounds, or pounds and pence, such as 1250 or 1250.50"
MISTAKES = {
    "grade,pay\nA,x\n": [f"scales.csv:2:3: 'x' is not a sum of money (cell B2){MONEY}"],
    'grade,pay\n"A, B",x': [f"scales.csv:2:8: 'x' is not a sum of money (cell B2){MONEY}"],
    "grade,pay\n\nA,\n": [f"scales.csv:3:3: pay is empty (cell B3){MONEY}"],
    'grade,pay\n"A\nB",1\nC,x\n': [f"scales.csv:4:3: 'x' is not a sum of money (cell B3){MONEY}"],
    "": [
        "scales.csv:1:1: there is nothing in this file\n  write a first row: grade,pay,note",
    ],
    "grade,pya\nA,1": [
        "scales.csv:1:7: 'pya' is no field of these rows (cell B1)\n  did you mean pay?"
    ],
    "grade\nA": [
        "scales.csv:1:1: the column pay is missing\n"
        "  the first row names the fields: grade,pay,note"
    ],
    "grade,pay,Pay\nA,1,1": [
        "scales.csv:1:11: the column pay is given twice (cell C1)\n  remove one of the two"
    ],
    "grade,pay\n": [
        "scales.csv:1:1: there are no rows below the first, which names the fields\n  add one"
    ],
    "grade,pay\nA,1,000": [
        "scales.csv:2:1: this row has 3 cells, the first 2\n"
        "  put a text that holds a comma in quotes"
    ],
    "grade,pay\nA": [
        "scales.csv:2:1: this row has 1 cell, the first 2\n"
        "  put a text that holds a comma in quotes"
    ],
    'grade,pay\n"A,1\nB,2\n': [
        "scales.csv:2:1: the quotes from here on can't be read\n"
        '  end a text in quotes with ", and write "" for the sign itself'
    ],
    "grade;pay\nA;1": [
        "scales.csv:1:1: semicolons stand between the cells, where commas belong\n"
        "  save the sheet as CSV UTF-8 (comma delimited), and name that file"
    ],
    '"grade";"pay"\n"A";"1"': [
        "scales.csv:1:1: semicolons stand between the cells, where commas belong\n"
        "  save the sheet as CSV UTF-8 (comma delimited), and name that file"
    ],
    "grade\tpay\nA\t1": [
        "scales.csv:1:1: tabs stand between the cells, where commas belong\n"
        "  save the sheet as CSV UTF-8 (comma delimited), and name that file"
    ],
    b"PK\x03\x04": [
        "scales.csv:1:1: this is a spreadsheet's own file\n"
        "  save it as an Excel workbook, with the ending .xlsx, and name that file"
    ],
    "grade,pay\nA,£1".encode("cp1252"): [
        "scales.csv:2:3: this file is not UTF-8 text\n  save it again with the encoding UTF-8"
    ],
    "grade,pay\nA\u202e,1": [
        "scales.csv:2:2: the invisible character U+202E (right-to-left override)\n  delete it"
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_told_with_its_cell(text: str | bytes) -> None:
    assert said(text) == MISTAKES[text]


def test_long_files_are_refused_and_problems_have_an_end() -> None:
    many = "grade,pay\n" + "A,1\n" * 200
    assert len(rows(many)) == 200
    assert said(many + "A,1\n") == [
        "scales.csv:1:1: this file has 201 rows\n  keep it within 200"
    ]  # fmt: skip
    assert said(b"x" * 300_000) == [
        "scales.csv:1:1: this file is larger than 256 KB\n  leave out what isn't printed"
    ]
    assert len(said("grade,pay\n" + "A,x\n" * 200)) == 101


def test_a_spreadsheet_names_its_columns_by_letters() -> None:
    fields = {f"f{index}": ItemField(ask="?", type="number") for index in range(28)}
    header = ",".join(fields)
    _, problems = read_rows(f"{header}\n{'1,' * 27}x".encode(), "a.csv", fields)
    assert "(cell AB2)" in problems[0].message
    _, problems = read_rows(f"{header}\n{'1,' * 25}x,1,1".encode(), "a.csv", fields)
    assert "(cell Z2)" in problems[0].message


@given(st.lists(st.tuples(st.text(), st.integers(0, 10**7), st.text()), max_size=5))
def test_what_python_writes_is_read_or_refused(given: list[tuple[str, int, str]]) -> None:
    buffer = StringIO()
    csv.writer(buffer).writerows([("grade", "pay", "note"), *given])
    read_rows(buffer.getvalue().encode("utf-8", "surrogatepass"), "a.csv", FIELDS)


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    read_rows(b"grade,pay\n" + data, "a.csv", FIELDS)


@pytest.mark.parametrize(
    "name", ["../a.csv", "a/b.csv", "a.xls", ".csv", "a.csv\n", "a b.csv", "a.xlsx.exe"]
)
def test_a_file_of_rows_stands_in_the_same_folder(name: str) -> None:
    assert not is_rows(name)
    with pytest.raises(ValueError, match="can't name a file of rows"):
        rows_name(name)
