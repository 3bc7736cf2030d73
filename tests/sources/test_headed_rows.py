"""Each cell is known by the name above it, wherever its column stands."""

import csv
from io import StringIO

from policygen.sources.csv_rows import read_csv
from policygen.sources.headed_rows import HeadedRow, headed_rows

NAMES = ["school", "choices.use", "values.place", "roles.place", "values.team-mate"]


def read(*rows: list[str]) -> tuple[list[HeadedRow], list[str]]:
    text = StringIO()
    csv.writer(text).writerows(rows)
    found, problems = read_csv(text.getvalue().encode(), "a.csv")
    assert problems == []
    headed, faults = headed_rows(found, NAMES)
    return headed, [str(one) for one in faults]


def texts(row: HeadedRow) -> dict[str, str]:
    return {name: cell.text for name, cell in row.cells.items()}


def test_columns_may_stand_in_any_order_and_be_missing() -> None:
    (row,), problems = read(["choices.use", "school"], ["never", "oak"])
    assert texts(row) == {"choices.use": "never", "school": "oak"}
    assert problems == []


def test_a_name_may_be_written_without_its_group_in_capitals_and_with_spaces() -> None:
    (row,), problems = read(["School", "Use", "Team mate"], ["oak", "never", "Ann"])
    assert texts(row) == {"school": "oak", "choices.use": "never", "values.team-mate": "Ann"}
    assert problems == []


def test_one_that_two_groups_have_needs_its_group() -> None:
    (row,), problems = read(["school", "place"], ["oak", "here"])
    assert texts(row) == {"school": "oak"}
    assert problems == [
        "a.csv:1:8: 'place' is no column of this table, and isn't taken (cell B1)\n"
        "  write roles.place or values.place"
    ]


def test_an_unknown_column_is_told_with_what_was_meant_and_the_rest_is_taken() -> None:
    (row,), problems = read(["school", "values.plaec", "choices.use"], ["oak", "here", "never"])
    assert texts(row) == {"school": "oak", "choices.use": "never"}
    assert problems == [
        "a.csv:1:8: 'values.plaec' is no column of this table, and isn't taken (cell B1)\n"
        "  write values.place"
    ]


def test_what_follows_the_group_is_enough_to_be_understood() -> None:
    _, problems = read(["school", "Uze"], ["oak", "never"])
    assert problems[0].endswith("(cell B1)\n  write choices.use")


def test_a_column_of_somebodys_own_is_only_warned_of() -> None:
    (row,), problems = read(["school", "Notes", "choices.use"], ["oak", "rang them", "never"])
    assert texts(row) == {"school": "oak", "choices.use": "never"}
    assert problems == [
        "a.csv:1:8: warning: 'Notes' is no column of this table, and isn't taken (cell B1)\n"
        "  leave it, or write above it what it answers"
    ]


def test_an_unknown_column_without_anything_in_it_is_nobodys_concern() -> None:
    (row,), problems = read(["school", "notes", ""], ["oak", " ", ""])
    assert texts(row) == {"school": "oak"}
    assert problems == []


def test_a_column_that_is_there_twice_is_not_taken() -> None:
    (row,), problems = read(["school", "use", "choices.use"], ["oak", "never", "always"])
    assert texts(row) == {"school": "oak"}
    assert problems == [
        "a.csv:1:12: the column choices.use is there twice, so neither is taken (cell C1)\n"
        "  remove one of the two"
    ]


def test_what_stands_below_or_beside_no_name_is_told() -> None:
    _, problems = read(["school", ""], ["oak", "x"], ["elm", "", "", "y"])
    assert [one.partition("\n")[0] for one in problems] == [
        "a.csv:1:8: warning: nothing names this column (cell B1)",
        "a.csv:3:7: nothing names this column (cell D3)",
    ]


def test_a_short_row_has_the_cells_that_it_has() -> None:
    (row,), problems = read(["school", "use"], ["oak"])
    assert texts(row) == {"school": "oak"}
    assert problems == []
