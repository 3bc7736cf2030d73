"""A least and a most: what lies beyond them is refused wherever somebody may answer."""

import sys
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from terminal import Terminal
from workspaces import make_workspace

MODEL = """\
---
title: Trips
publisher: Ours
issued: April 2016
review: annually
values:
  days: {ask: Within how many days?, type: number, default: 3, least: 2}
  fee: {ask: What does it cost?, type: money, example: 250, most: £400}
  since: {ask: Since which year?, type: year, least: 2000, most: 2030}
  buses:
    ask: Which buses are there?
    type: records
    fields:
      name: {ask: Name}
      seats: {ask: Seats, type: number, least: 1000}
---
## Trips

1. Within {{ values.days }} days, for {{ values.fee }}, since {{ values.since }},
   in {{ facts.houses }} houses.
{% for bus in values.buses %}
1. {{ bus.name }} has {{ bus.seats }} seats.
{% endfor %}
"""
SETTINGS = "facts: {houses: {ask: How many houses are there?, type: number, least: 1, most: 6}}\n"
SCHOOL = """\
name: Oak School
facts: {houses: 4}
policies:
  trips:
    model: 2016-04
    values:
      days: 2
      fee: 400
      since: 2000
      buses:
        - {name: Red, seats: 1000}
"""
BEYOND = {
    "days: 2": ("days: 1", "7:13: 1 is less than 2\n  write 2 or more\n"),
    "fee: 400": ("fee: 1,000.50", "8:12: £1,000.50 is more than £400\n  write £400 or less\n"),
    "since: 2000": ("since: 1999", "9:14: 1999 is less than 2000\n  write 2000 to 2030\n"),
    "houses: 4": ("houses: 7", "2:17: 7 is more than 6\n  write 1 to 6\n"),
    "seats: 1000": ("seats: 999.5", "11:30: 999.5 is less than 1,000\n  write 1,000 or more\n"),
}


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A school whose answers lie right at their limits."""
    files = {"templates/trips/2016-04.md": MODEL, "policygen.yaml": SETTINGS}
    make_workspace(tmp_path, {**files, "schools/oak/school.yaml": SCHOOL})
    return tmp_path


def school(workspace: Path) -> str:
    return (workspace / "schools/oak/school.yaml").read_text("utf-8")


@pytest.mark.usefixtures("workspace")
def test_what_lies_at_a_limit_will_do(run: Run) -> None:
    assert run("check").exit_code == 0, run("check").stderr
    assert run("build", "--format", "md").exit_code == 0


@pytest.mark.parametrize("name", BEYOND)
def test_what_lies_beyond_is_told_in_the_schools_file(run: Run, workspace: Path, name: str) -> None:
    wrong, said = BEYOND[name]
    edit(workspace / "schools/oak/school.yaml", name, wrong)
    result = run("build")
    assert result.exit_code == 1
    assert f"schools/oak/school.yaml:{said}" in result.stderr


def test_adopt_refuses_it_as_an_option(run: Run, workspace: Path) -> None:
    given = (
        ("days=1", "1 is less than 2.\n  Write 2 or more."),
        ("facts.houses=0", "0 is less than 1.\n  Write 1 to 6."),
        ("buses=Blue | 12", "12 is less than 1,000.\n"),
    )
    for option, said in given:
        result = run("adopt", "oak", "trips", "--set", option)
        assert result.exit_code != 0
        assert said in result.stderr, result.stderr
        assert school(workspace) == SCHOOL
    assert run("adopt", "oak", "trips", "--set", "days=5").exit_code == 0
    assert 'days: "5"' in school(workspace)


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
def test_a_terminal_says_what_may_be_given_and_asks_again(workspace: Path) -> None:
    edit(workspace / "schools/oak/school.yaml", "      since: 2000\n", "")
    edit(workspace / "schools/oak/school.yaml",
         "      buses:\n        - {name: Red, seats: 1000}\n", "")  # fmt: skip
    terminal = Terminal(workspace, "adopt", "oak", "trips")
    asked = terminal.heard()
    assert "A year, 2000 to 2030: write four digits" in asked
    again = terminal.type("1999")
    assert "1999 is less than 2000." in again
    assert "Write 2000 to 2030." in again
    terminal.type("2000")
    assert "a number, 1,000 or more" in terminal.type("Red")
    assert "7 is less than 1,000." in terminal.type("7")
    terminal.type("1000")
    terminal.type("n")
    terminal.type("quit")
    terminal.end()
    assert 'seats: "1000"' in school(workspace)


def test_a_spreadsheet_says_what_may_be_given_and_refuses_the_rest(
    run: Run, workspace: Path
) -> None:
    out = workspace / "trips.xlsx"
    run("answers", "trips", "--out", str(out))
    book = load_workbook(out)
    page = book["Answers"]
    prompts = " ".join(one.prompt or "" for one in page.data_validations.dataValidation)
    assert "Within how many days? 2 or more. Empty: 3" in prompts
    assert "What does it cost? £400 or less. Such as: 250" in prompts
    items = book["values.buses"].data_validations.dataValidation
    assert "Seats 1,000 or more." in " ".join(one.prompt or "" for one in items)
    cells = {cell.value: get_column_letter(at) for at, cell in enumerate(page[1], 1)}
    page[f"{cells['values.days']}3"], page[f"{cells['values.since']}3"] = 1, 2031
    book.save(out)
    taken = run("answers", "trips", "--from", str(out))
    assert taken.exit_code == 1
    for name, said in (
        ("values.days", "1 is less than 2\n  write 2 or more\n"),
        ("values.since", "2031 is more than 2030\n  write 2000 to 2030\n"),
    ):
        assert f"trips.xlsx:{cells[name]}3: {said}" in taken.stderr
    assert school(workspace) == SCHOOL


def test_rows_of_a_file_are_held_to_it(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oak/school.yaml", "buses:\n        - {name: Red, seats: 1000}",
         "buses: {rows: buses.csv}")  # fmt: skip
    (workspace / "schools/oak/buses.csv").write_text("name,seats\nRed,1\nBlue,1001\n", "utf-8")
    said = run("build").stderr
    place = "schools/oak/buses.csv:2:5"
    assert f"{place}: 1 is less than 1,000 (cell B2)\n  write 1,000 or more\n" in said
    assert "B3" not in said


def test_a_trust_is_held_to_it(run: Run, workspace: Path) -> None:
    (workspace / "trusts").mkdir()
    trust = "name: Hill\nfixed:\n  policies:\n    trips: {values: {days: 1}}\n"
    (workspace / "trusts/hill.yaml").write_text(trust, "utf-8")
    edit(workspace / "schools/oak/school.yaml", "facts:", "trust: hill\nfacts:")
    edit(workspace / "schools/oak/school.yaml", "      days: 2\n", "")
    said = run("check").stderr
    assert "trusts/hill.yaml:4:28: 1 is less than 2\n  write 2 or more" in said


def test_the_settings_declare_facts_by_the_same_rules(run: Run, workspace: Path) -> None:
    edit(workspace / "policygen.yaml", "least: 1, most: 6", "least: 6, most: 1")
    said = run("check").stderr
    assert "policygen.yaml:1:81: the most is less than the least, 6\n  write 6 or more" in said
