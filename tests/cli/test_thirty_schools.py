"""Two years of an adviser with thirty schools: spreadsheets, and no command for each school."""

import csv
import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from cli_fixtures import Run
from openpyxl import load_workbook

NUMBERS = range(1, 31)
IDS = [f"school-{number:02}" for number in NUMBERS]
POLICY = ("--policy", "social-media", "--all")
CHANGED = IDS[:5]  # those whose answers change in the second year


@pytest.fixture
def empty(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with a model policy, and no school yet."""
    shutil.rmtree(workspace / "schools")
    (workspace / "schools").mkdir()
    monkeypatch.chdir(workspace)
    return workspace


def fill(path: Path, cells: Mapping[tuple[int, str], str]) -> None:
    """Write into a table as a person would, by row, from 0 below the questions, and heading."""
    if path.suffix == ".xlsx":
        book = load_workbook(path)
        page = book.worksheets[0]
        columns = {cell.value: number for number, cell in enumerate(page[1], 1)}
        for (row, heading), said in cells.items():
            page.cell(row + 3, columns[heading]).value = said
        book.save(path)
        return
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = csv.reader(file)
    for (row, heading), said in cells.items():
        while len(rows) < row + 2:
            rows.append([""] * len(head))
        rows[row + 1][head.index(heading)] = said
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def schools() -> dict[tuple[int, str], str]:
    """What an adviser knows of thirty schools; the last two adopt the policy later."""
    cells = {}
    for row, number in enumerate(NUMBERS):
        cells[row, "name"] = f"School {number:02}"
        cells[row, "facts.kind"] = "academy" if number % 2 else "maintained"
        cells[row, "facts.phase"] = "primary"
        cells[row, "facts.telephone"] = f"01632 9600{number:02}"
        cells[row, "email"] = f"office@school-{number:02}.example"
        if number % 3 == 0:
            cells[row, "roles.headteacher"] = "Principal"
        if number < 29:
            cells[row, "policies"] = "social-media"
    return cells


def rows_of(run: Run, *words: str) -> dict[str, dict[str, str]]:
    """The register as it is printed, by school."""
    printed = run("register", "--format", "csv", *words).stdout.lstrip("\ufeff")
    return {row["School"]: row for row in csv.DictReader(io.StringIO(printed))}


@pytest.mark.usefixtures("later")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_thirty_schools_from_a_spreadsheet_to_their_next_reviews(
    run: Run, empty: Path, kind: str
) -> None:
    # Made from one spreadsheet; three mistakes are told at once, and stop no other school
    table = empty / f"schools.{kind}"
    sheet = run("new", "--sheet", table.name)
    assert sheet.stdout == f"{table.name}\n"
    assert f"policygen new --from {table.name}" in sheet.stderr
    wrong = {
        (3, "facts.kind"): "acadmy",
        (9, "policies"): "social-medai",
        (29, "name"): "School 29",
    }
    fill(table, schools() | wrong)
    shown = run("new", "--from", table.name, "--dry-run")
    assert shown.exit_code == 1
    assert [*(empty / "schools").iterdir()] == []
    made = run("new", "--from", table.name)
    assert made.exit_code == 1
    assert made.stdout == shown.stdout
    for place, message in (
        ("E6", "'acadmy' is no kind that is known"),
        ("C12", "there is no model policy 'social-medai'"),
        ("B32", "school-29 has a row above already"),
    ):
        assert message in made.stderr
        assert place in made.stderr  # what the spreadsheet calls the cell
    assert "26 schools made, 0 there already, 4 refused." in made.stderr
    assert "Next: policygen answers social-media" in made.stderr
    assert len([*(empty / "schools").glob("*/school.yaml")]) == 26

    # Mended, the same file makes the rest
    fill(table, schools())
    rest = run("new", "--from", table.name)
    assert rest.exit_code == 0
    assert "4 schools made, 26 there already, 0 refused." in rest.stderr
    assert sorted(path.parent.name for path in (empty / "schools").glob("*/school.yaml")) == IDS
    assert (empty / "schools/school-03/school.yaml").read_text("utf-8") == (
        "# yaml-language-server: $schema=../school.schema.json\n"
        "name: School 03\n"
        "email: office@school-03.example\n"
        "roles:\n  headteacher: Principal\n"
        "facts:\n  kind: academy\n  phase: primary\n  telephone: 01632 960003\n"
        "policies:\n  social-media:\n    model: 2016-04\n"
    )

    # Answered in a spreadsheet of all schools, those too that have yet to adopt the policy
    answers = empty / f"answers.{kind}"
    written = run("answers", "social-media", "--all", "--out", answers.name)
    assert "The answers of 30 schools" in written.stderr
    fill(
        answers,
        {
            **{(row, "choices.personal_use"): "occasional" for row in range(30)},
            **{(row, "choices.business_use"): "never" for row in range(30)},
            **{(row, "values.designated_place"): f"room {row + 1}" for row in range(30)},
            (6, "choices.business_use"): "nevr",
        },
    )
    taken = run("answers", "social-media", "--from", answers.name)
    assert taken.exit_code == 1
    assert "school-29: adopts 2016-04\n" in taken.stdout
    assert "'nevr' is not an alternative of business_use" in taken.stderr
    assert "29 schools changed, 0 as before, 1 refused." in taken.stderr
    fill(answers, {(6, "choices.business_use"): "never"})
    assert "1 school changed, 29 as before, 0 refused." in (
        run("answers", "social-media", "--from", answers.name).stderr
    )

    # Issued, shown before
    approved = ("--by", "Trust board", "--summary", "First adopted.", "--on", "1 September 2026")
    dry = run("issue", *POLICY, *approved, "--dry-run")
    assert dry.exit_code == 0
    assert "30 editions would be issued. Nothing was written." in dry.stderr
    assert [*(empty / "schools").glob("*/issued")] == []
    issued = run("issue", *POLICY, *approved)
    assert issued.exit_code == 0
    assert "30 editions issued; 0 editions refused." in issued.stderr
    for number, name in zip(NUMBERS, IDS, strict=True):
        folder = empty / "build" / name
        assert sorted(path.name for path in folder.iterdir()) == [
            "social-media.docx", "social-media.html", "social-media.md",
        ]  # fmt: skip
        page = (folder / "social-media.md").read_text("utf-8")
        assert f"School {number:02}" in page
        assert f"(room {number})" in page
        assert r"| Version | 1\.0 |" in page
        assert ("Principal" in page) == (number % 3 == 0)
    rows = rows_of(run, "--on", "1 October 2026")
    assert len(rows) == 30
    assert {(row["Version"], row["State"], row["Next review"]) for row in rows.values()} == {
        ("1.0", "issued", "1 September 2028")
    }

    # Changed by another spreadsheet: five schools
    changes = empty / f"changes.{kind}"
    run("answers", "social-media", "--out", changes.name)
    fill(changes, {(row, "values.designated_place"): "the library" for row in range(5)})
    changed = run("answers", "social-media", "--from", changes.name)
    assert "5 schools changed, 25 as before, 0 refused." in changed.stderr
    states = {school: row["State"] for school, row in rows_of(run, "--on", "2027-09-01").items()}
    assert [one for one, state in states.items() if state == "changed"] == [
        f"School {number:02}" for number in NUMBERS[:5]
    ]

    # Reviewed: what has changed is no longer what was issued, and is told of
    review = ("--by", "Staffing committee", "--on", "2 September 2027")
    reviewed = run("reviewed", *POLICY, *review)
    assert reviewed.exit_code == 1
    assert "25 reviews recorded; 5 reviews refused." in reviewed.stderr
    for name in CHANGED:
        assert f"{name}/social-media: its text is no longer that of version 1.0" in reviewed.stderr

    # So those are issued anew, and no other
    again = ("--by", "Trust board", "--summary", "The library.", "--on", "3 September 2027")
    dry = run("issue", *POLICY, *again, "--dry-run")
    assert "5 editions would be issued; 25 editions as last issued." in dry.stderr
    second = run("issue", *POLICY, *again)
    assert second.exit_code == 0
    assert "5 editions issued; 0 editions refused; 25 editions as last issued." in second.stderr
    assert "5 editions built in build." in second.stderr

    # What anybody would look at in the end
    rows = rows_of(run, "--on", "1 October 2027")
    found = [(row["Version"], row["State"], row["Next review"]) for row in rows.values()]
    assert found.count(("2.0", "issued", "3 September 2029")) == 5
    assert found.count(("1.0", "issued", "2 September 2029")) == 25
    page = (empty / "build/school-01/social-media.md").read_text("utf-8")
    assert "(the library)" in page
    assert r"| Version | 2\.0 |" in page
    kept = (empty / "build/school-06/social-media.md").read_text("utf-8")
    assert "2 September 2027" in kept
    assert "35 issues intact, 0 altered" in run("verify").stderr
    assert run("check").exit_code == 0

    # A day that is still to come is a mistake all the same
    ahead = run("issue", *POLICY, "--by", "Trust board", "--summary", "No.", "--on", "2031-01-01")
    assert ahead.exit_code == 1
    assert ahead.stderr.count("1 January 2031 is still to come") == 30

    # Nothing is new, which is no mistake
    nothing = run("issue", *POLICY, *again)
    assert nothing.exit_code == 0
    assert nothing.output == "0 editions issued; 0 editions refused; 30 editions as last issued.\n"
