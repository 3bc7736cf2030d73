"""Schools made from a spreadsheet: each whole or not at all, and every mistake told at its cell."""

import csv
import io
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
import yaml
from cli_fixtures import Run, edit
from click.testing import Result
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from policygen.assembly.school_table import id_from
from policygen.sources.text import refused_character, tidy
from policygen.workspace.layout import Workspace

HERE = {"brook-lane", "holtsmere-end", "oakfield", "st-marys-st-johns"}
COLUMNS = ("school", "name", "policies", "facts.kind")


@pytest.fixture(autouse=True)
def _here(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(workspace)


def table(*rows: Sequence[str], columns: Sequence[str] = COLUMNS, path: str = "a.csv") -> None:
    """Write a CSV file with such rows."""
    buffer = io.StringIO()
    csv.writer(buffer).writerows([columns, *rows])
    Path(path).write_text(buffer.getvalue(), "utf-8")


def taken(run: Run, *words: str) -> Result:
    return run("new", "--from", "a.csv", *words)


def new(workspace: Path) -> set[str]:
    """The schools that weren't there before."""
    return {path.parent.name for path in (workspace / "schools").glob("*/school.yaml")} - HERE


def text(workspace: Path, name: str) -> str:
    return (workspace / f"schools/{name}/school.yaml").read_text("utf-8")


def test_the_sheet_asks_what_may_be_said_of_a_school(run: Run, workspace: Path) -> None:
    assert run("new", "--sheet", "schools.xlsx").exit_code == 0
    book = load_workbook("schools.xlsx")
    assert book.sheetnames == ["Schools", "Alternatives"]
    page = book["Schools"]
    heads = [cell.value for cell in page[1]]
    assert heads[:6] == ["school", "name", "policies", "email", "facts.kind", "facts.phase"]
    assert heads[-2:] == ["roles.headteacher", "roles.headteacher.holder"]
    asked = dict(zip(heads, (cell.value for cell in page[2]), strict=True))
    assert asked["roles.headteacher"] == "What is the post of Headteacher called, if otherwise?"
    assert asked["roles.headteacher.holder"] == "Who holds the post: Headteacher"
    offered = [[cell.value for cell in row][2:] for row in book["Alternatives"].iter_rows()]
    assert ["social-media", "Social media policy"] in offered
    assert ["voluntary aided", None] in offered
    column = {head: get_column_letter(number) for number, head in enumerate(heads, 1)}
    assert page.column_dimensions[column["facts.telephone"]].number_format == "@"  # keeps its 0
    assert page.column_dimensions[column["facts.opens"]].number_format == "General"
    picked = [rule for rule in page.data_validations.dataValidation if rule.type == "list"]
    assert {str(one.sqref)[:2] for one in picked} == {
        f"{column['facts.kind']}3", f"{column['facts.phase']}3"
    }  # fmt: skip
    model = workspace / "templates/social-media/2016-04.md"
    edit(model, "{{ roles.headteacher }}", "{{ roles.headteacher }} {{ roles.headteacher.email }}")
    run("new", "--sheet", "reached.csv")
    assert '"roles.headteacher.holder","roles.headteacher.email"\n' in (
        Path("reached.csv").read_text("utf-8-sig")
    )
    again = run("new", "--sheet", "schools.xlsx")
    assert again.exit_code == 1
    assert "take it back with --from schools.xlsx, move it away, or name another with --sheet" in (
        again.stderr
    )
    untouched = run("new", "--from", "schools.xlsx")
    assert untouched.exit_code == 1
    assert "schools.xlsx:A2: there is no school in this file" in untouched.stderr
    assert new(workspace) == set()


def test_a_row_is_a_school_with_all_that_it_says(run: Run, workspace: Path) -> None:
    columns = (
        "Name", "Policies", "Email", "Address", "Committees", "opens", "Roles.Headteacher", "Kind",
        "roles.headteacher.holder",
    )  # fmt: skip
    row = (
        " St. Mary’s  School ", "Social Media Policy", "a@b.example", "1 Road\nTown",
        'Pay; "Staff; rooms"', "8.45am", "Principal", "Academy", "Ann Lee",
    )  # fmt: skip
    table(row, columns=columns)
    result = taken(run)
    assert result.stderr == (
        "1 school made, 0 there already, 0 refused.\nNext: policygen answers social-media\n"
    )
    assert result.stdout.splitlines()[2].split("  ") == [
        "st-marys-school", "St. Mary’s School", "social-media@2016-04",
        "email, facts.address, facts.committees, facts.opens, roles.headteacher, facts.kind, "
        "roles.headteacher.holder",
    ]  # fmt: skip
    assert yaml.load(text(workspace, "st-marys-school"), yaml.BaseLoader) == {
        "name": "St. Mary’s School",
        "email": "a@b.example",
        "roles": {"headteacher": {"title": "Principal", "holder": "Ann Lee"}},
        "facts": {
            "address": "1 Road\nTown",
            "committees": ["Pay", "Staff; rooms"],
            "opens": "8.45am",
            "kind": "Academy",
        },
        "policies": {"social-media": {"model": "2016-04"}},
    }
    checked = run("check", "schools/st-marys-school")
    assert "personal_use is undecided" in checked.stderr


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("", "", "", "academy"), ["a.csv:2:2: this school has no name (cell B2)"]),
        (("Elm Park", "Elm", "", ""), ["2:1: 'Elm Park' can't name a school", "such as elm-park"]),
        (("con", "Con", "", ""), ["2:1: 'con' can't name a school", "such as oak-primary"]),
        (("", "学校", "", ""), ["2:2: no name for its folder follows from '学校'"]),
        (("", "x" * 201, "", ""), ["2:2: name is 201 characters long"]),
        (("", "Elm", "", "acadmy"), ["2:7: 'acadmy' is no kind that is known", "mean academy?"]),
        (("", "Elm", "", "(none)"), ["2:7: (none) can't stand here"]),
        (("", "Elm", "social", ""), ["2:6: there is no model policy 'social'"]),
        (("", "Elm", "social-medai", ""), ["did you mean social-media?"]),
        (("", "Elm", "social-media@2017-01", ""), ["social-media has no model version '2017-01'"]),
        (
            ("", "Elm", "social-media; social-media@2016-04", ""),
            ["2:6: social-media is named with two model versions"],
        ),
        (("", "Elm", '"social-media', ""), ["2:6: the quotes in this list can't be read"]),
        (("oakfield", "Oak", "", ""), ["oakfield already, called Oakfield Community School"]),
        (("", "oakfield community school", "", ""), ["2:2: oakfield is called oakfield"]),
        (
            ("oakfield", "Oakfield Community School", "", "nursery"),
            ["2:1: oakfield is there already, and has other facts.kind"],
        ),
        (
            ("x y", "Elm", "social", "acadmy"),
            ["'x y' can't name a school", "no model policy 'social'"],
        ),
        (
            ("", "Elm", "social", "acadmy"),
            ["no model policy 'social'", "'acadmy' is no kind"],
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_told_at_its_cell_and_no_half_school_made(
    run: Run, workspace: Path, row: Sequence[str], told: Sequence[str]
) -> None:
    table(row, ("", "Ash School", "", ""))
    before = text(workspace, "oakfield")
    result = taken(run)
    assert [one for one in told if one not in result.stderr] == []
    assert "1 school made, 0 there already, 1 refused.\n" in result.stderr
    assert result.exit_code == 1
    assert new(workspace) == {"ash-school"}
    assert text(workspace, "oakfield") == before


def test_schools_that_are_there_as_the_file_says_are_left_alone(run: Run, workspace: Path) -> None:
    table(("", "Elm", "social-media", "academy"), ("ash", "Ash", "", ""))
    taken(run)
    edit(workspace / "schools/elm/school.yaml", "kind:", "phase: primary\n  kind:")  # meanwhile
    again = taken(run)
    assert again.output == "0 schools made, 2 there already, 0 refused.\n"
    assert again.exit_code == 0
    table(("", "Elm", "social-media@2016-04", "academy"), ("ash", "Ash", "social-media", ""))
    other = taken(run)
    assert "a.csv:3:1: ash is there already, and has other policies (cell A3)\n" in other.stderr
    assert "0 schools made, 1 there already, 1 refused." in other.stderr
    assert "policies" not in text(workspace, "ash")


def test_another_school_may_have_the_same_name_if_it_is_said_so(run: Run, workspace: Path) -> None:
    table(("oakfield-north", "Oakfield Community School", "", ""))
    assert taken(run).exit_code == 0
    assert new(workspace) == {"oakfield-north"}


def test_a_school_with_another_model_version_is_another(run: Run, workspace: Path) -> None:
    models = workspace / "templates/social-media"
    shutil.copy(models / "2016-04.md", models / "2018-01.md")
    table(("", "Elm", "social-media", ""))
    assert "social-media@2018-01" in taken(run).stdout
    assert "1 there already" in taken(run).stderr
    table(("", "Elm", "social-media@2018-01", ""))
    assert "1 there already" in taken(run).stderr
    table(("", "Elm", "social-media@2016-04", ""))
    assert "elm is there already, and has other policies" in taken(run).stderr


def test_two_rows_of_one_school_make_none(run: Run, workspace: Path) -> None:
    table(("", "Elm", "", ""), ("elm", "Elm Junior", "", ""), ("elm-infants", "Elm", "", ""))
    result = taken(run)
    assert (
        "a.csv:3:1: elm has a row above already (a.csv:2:2) (cell A3)\n"
        "  write another name under school, or remove one of the two\n"
    ) in result.stderr
    assert "1 school made, 0 there already, 2 refused." in result.stderr
    assert new(workspace) == {"elm-infants"}


def test_what_stands_in_a_column_that_is_none_of_ours(run: Run, workspace: Path) -> None:
    columns = ("name", "Notes to self", "facts.zzz", "roles.janitor", "Telefone")
    table(
        ("Elm", "nice", "", "", ""), ("Ash", "", "four", "", ""), ("Fir", "", "", "Jan", ""),
        ("Yew", "", "", "", "01632 960001"), columns=columns,
    )  # fmt: skip
    result = taken(run)
    assert "warning: 'Notes to self' is no column of this table, and isn't taken" in result.stderr
    assert "'facts.zzz' is no column of this table, and isn't taken (cell C1)\n" in result.stderr
    assert "declare it under facts: in policygen.yaml, or remove the column" in result.stderr
    assert "no model here names that post; remove the column" in result.stderr
    assert "'Telefone' is no column of this table, and isn't taken (cell E1)\n  write facts." in (
        result.stderr
    )
    assert result.stderr.count("warning") == 1
    assert "1 school made, 0 there already, 3 refused." in result.stderr
    assert new(workspace) == {"elm"}


@pytest.mark.parametrize("said", ["Headteacher", "Head teacher", "headteachers"])
def test_a_post_alone_may_be_its_name_or_who_holds_it(run: Run, workspace: Path, said: str) -> None:
    table(("Elm", "Ann Lee"), ("Ash", ""), columns=("name", said))
    result = taken(run)
    assert (
        "  write roles.headteacher for what the post is called, "
        "roles.headteacher.holder for who holds it\n"
    ) in result.stderr
    assert new(workspace) == {"ash"}


def test_each_table_is_taken_by_its_own_command(run: Run, workspace: Path) -> None:
    run("new", "--sheet", "schools.xlsx")
    run("answers", "social-media")
    assert run("new", "--from", "social-media.xlsx").stderr == (
        "social-media.xlsx:1:1: this table has a sheet Answers, and none called Schools\n"
        "  take it with policygen answers POLICY --from social-media.xlsx\n"
    )
    assert run("answers", "social-media", "--from", "schools.xlsx").stderr == (
        "schools.xlsx:1:1: this table has a sheet Schools, and none called Answers\n"
        "  take it with policygen new --from schools.xlsx\n"
    )
    assert new(workspace) == set()


def test_a_column_that_is_there_twice_is_not_taken(run: Run, workspace: Path) -> None:
    columns = ("name", "address", "facts.kind", "Kind")
    table(
        ("Elm", "1 Road\nTown", "academy", ""), ("Ash", "", "", "nursery"), ("Fir", "Road", "", ""),
        columns=columns,
    )  # fmt: skip
    result = taken(run)
    assert (
        "the column facts.kind is there twice, so neither is taken (cell D1)\n"
        "  remove one of the two\n"
    ) in result.stderr
    assert "1 school made, 0 there already, 2 refused." in result.stderr
    assert new(workspace) == {"fir"}


def test_a_title_that_two_policies_have_names_none(run: Run, workspace: Path) -> None:
    shutil.copytree(workspace / "templates/social-media", workspace / "templates/online")
    table(("", "Elm", "Social media policy", ""), ("", "Ash", "online, social-media", ""))
    result = taken(run)
    assert "there is no model policy 'Social media policy'" in result.stderr
    assert new(workspace) == {"ash"}
    assert result.stdout.splitlines()[2].endswith("  online@2016-04, social-media@2016-04")


def test_a_slip_in_the_name_of_a_column_is_told(run: Run, workspace: Path) -> None:
    table(("Elm", "academy"), columns=("name", "facts.knid"))
    result = taken(run)
    assert "did you mean facts.kind?" in result.stderr
    assert new(workspace) == set()


def test_answers_to_policies_are_taken_by_another_command(run: Run, workspace: Path) -> None:
    table(("Elm", "never"), columns=("name", "choices.personal_use"))
    result = taken(run)
    assert "then policygen answers POLICY takes what they answer" in result.stderr
    assert new(workspace) == set()


def test_a_column_that_nobody_heads_is_told(run: Run, workspace: Path) -> None:
    table(("Elm",), ("Ash", "more"), columns=("name",))
    result = taken(run)
    assert "a.csv:3:5: nothing names this column (cell B3)" in result.stderr
    assert result.exit_code == 1
    assert new(workspace) == {"elm"}


def test_any_title_will_do_for_the_only_sheet(run: Run, workspace: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Sheet1"
    for row in (["Name", "URN", "Kind"], ["Elm", 100_001, None], ["=1+1", None, None],
                ["Ash", None, "academy"], ["Fir", None, None]):  # fmt: skip
        page.append(row)
    page.row_dimensions[4].hidden = True
    page.column_dimensions["C"].hidden = True
    book.create_sheet("Empty")
    book.save("a.xlsx")
    result = run("new", "--from", "a.xlsx")
    assert "a.xlsx:A3: the result of this formula isn't in the file\n" in result.stderr
    assert "follows from" not in result.stderr
    assert "a.xlsx:A4: warning: 1 row hidden, and not taken" in result.stderr
    assert "a.xlsx:C1: warning: column C is hidden" in result.stderr
    assert "2 schools made, 0 there already, 1 refused." in result.stderr
    assert new(workspace) == {"elm", "fir"}
    assert yaml.load(text(workspace, "elm"), yaml.BaseLoader)["facts"] == {"urn": "100001"}


def test_which_of_several_sheets_is_meant_is_not_guessed(run: Run, workspace: Path) -> None:
    book = Workbook()
    book.worksheets[0].append(["name"])
    book.create_sheet("School").append(["name"])
    book.save("a.xlsx")
    result = run("new", "--from", "a.xlsx")
    assert "there is no sheet Schools in this file\n  did you mean School?" in result.stderr
    book["School"].title = "Schools"
    book["Schools"].append(["Elm"])
    book.save("a.xlsx")
    result = run("new", "--from", "a.xlsx")
    assert "warning: the sheet 'Sheet' isn't taken" in result.stderr
    assert result.exit_code == 0
    assert new(workspace) == {"elm"}


def test_a_merged_cell_refuses_its_row(run: Run, workspace: Path) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["name", "kind"], ["Elm", "academy"], ["Ash", "academy"]):
        page.append(row)
    page.merge_cells("A3:B3")
    book.save("a.xlsx")
    result = run("new", "--from", "a.xlsx")
    assert "a.xlsx:A3: the cells A3:B3 are merged into one" in result.stderr
    assert new(workspace) == {"elm"}


def test_a_renamed_school_keeps_the_name_of_its_record(run: Run, workspace: Path) -> None:
    run("rename", "oakfield", "oakfield-academy")
    table(("oakfield", "Oak", "", ""))
    assert "the record of oakfield-academy goes by this name" in taken(run).stderr
    assert not (workspace / "schools/oakfield").exists()


def test_a_school_whose_file_cannot_be_read_is_not_written_over(run: Run, workspace: Path) -> None:
    (workspace / "schools/oakfield/school.yaml").write_text("- no school", "utf-8")
    table(("oakfield", "Oak", "", ""))
    result = taken(run)
    assert "the file of oakfield is there, and can't be read" in result.stderr
    assert text(workspace, "oakfield") == "- no school"


def test_a_folder_that_cannot_be_made_stops_no_other(run: Run, workspace: Path) -> None:
    (workspace / "schools/elm").write_text("in the way", "utf-8")
    table(("", "Elm", "", ""), ("", "Ash", "", ""))
    result = taken(run)
    assert "schools/elm:1:1: can't be read: Not a directory\n" in result.stderr
    assert "1 school made, 0 there already, 1 refused." in result.stderr
    assert new(workspace) == {"ash"}


def test_a_policy_whose_model_has_a_mistake_is_not_adopted(run: Run, workspace: Path) -> None:
    edit(workspace / "templates/social-media/2016-04.md", "issued: April 2016", "issued: soon")
    table(("", "Elm", "social-media", ""), ("", "Ash", "", ""))
    result = taken(run)
    assert "templates/social-media/2016-04.md:" in result.stderr
    assert new(workspace) == {"ash"}


def test_what_is_stopped_can_be_taken_again(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table(("", "Elm", "", ""), ("", "Ash", "", ""))
    read = Workspace.parse_school

    def stopped(self: Workspace, data: bytes, school: str) -> object:
        if school == "ash":
            raise KeyboardInterrupt
        return read(self, data, school)

    monkeypatch.setattr(Workspace, "parse_school", stopped)
    result = taken(run)
    assert "a.csv:1:1: stopped before ash\n  take it again for the rest" in result.stderr
    assert result.exit_code == 1
    assert new(workspace) == {"elm"}
    monkeypatch.undo()
    monkeypatch.chdir(workspace)
    assert "1 school made, 1 there already, 0 refused." in taken(run).stderr


def test_a_dry_run_writes_nothing(run: Run, workspace: Path) -> None:
    schema = workspace / "schools/school.schema.json"
    schema.unlink(missing_ok=True)
    table(("", "Elm", "social-media", ""))
    shown = taken(run, "--dry-run")
    assert not schema.exists()
    assert shown.stderr == "1 school would be made, 0 there already, 0 refused.\n"
    assert new(workspace) == set()
    assert taken(run).stdout == shown.stdout
    assert schema.exists()  # which the first line of the school's file names
    table(("", "Ash", "", ""))
    assert taken(run).stderr.endswith("Next: policygen answers POLICY --all\n")


def test_mistakes_in_the_command(run: Run) -> None:
    table(("", "Elm", "", ""))
    for words, said in (
        ((), "Name SCHOOL, or give --from FILE or --sheet FILE"),
        (("elm", "--from", "a.csv"), "one of these"),
        (("--from", "a.csv", "--sheet", "b.csv"), "one of these"),
        (("--from", "a.csv", "--name", "Elm"), "one of these"),
        (("--sheet", "b.csv", "--dry-run"), "--dry-run goes with --from."),
        (("elm", "--dry-run"), "--dry-run goes with --from."),
        (("--sheet", "b.ods"), "--sheet must end in .xlsx or .csv."),
        (("--from", "no.csv"), "'no.csv' does not exist"),
    ):
        result = run("new", *words)
        assert result.exit_code == 2, words
        assert said in result.stderr, words
    Path("a.ods").write_text("x")
    assert "a.ods is no file that answers can be taken from" in (
        run("new", "--from", "a.ods").stderr
    )
    table((), columns=("school", "kind"))
    assert "there is no school in this file" in taken(run).stderr
    table(("elm", "academy"), columns=("school", "kind"))
    table(("Elm", "Elm"), columns=("name", "Name"))
    assert taken(run).stderr == (
        "a.csv:1:6: the column name is there twice, so neither is taken (cell B1)\n"
        "  remove one of the two\n"
    )
    table(("elm", "academy"), columns=("school", "kind"))
    assert (
        "a.csv:1:1: the column name is missing\n  write name above the full names of the schools"
        in taken(run).stderr
    )


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("Elm Park Primary School", "elm-park-primary-school"),
        ("St. Mary's & St John’s C.E. School", "st-marys-st-johns-ce-school"),
        ("Ysgol Tŷ Ddewi", "ysgol-ty-ddewi"),
        ("Academy @ 1st", "academy-1st"),
        ("word " * 20, "word-word-word-word-word-word-word-word-word-word-word-word-word"[:64]),
        ("abcde " * 20, "abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde-abcde"),
        ("x" * 70, "x" * 64),
        ("学校", ""),
    ],
)
def test_a_folder_is_called_after_the_school(name: str, made: str) -> None:
    assert id_from(name).rstrip("-") == id_from(name) == made.rstrip("-")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.text(max_size=30).filter(lambda one: "\r" not in one), min_size=1, max_size=4))
def test_whatever_a_school_is_called_it_is_kept_or_refused(
    run: Run, workspace: Path, names: list[str]
) -> None:
    for path in sorted((workspace / "schools").glob("*/school.yaml")):
        if path.parent.name not in HERE:
            path.unlink()
    table(*((f"s-{number}", name) for number, name in enumerate(names)), columns=("school", "name"))
    result = taken(run)
    for number, name in enumerate(names):
        path = workspace / f"schools/s-{number}/school.yaml"
        if path.exists():
            bare = tidy(name)
            kept = yaml.load(path.read_text("utf-8"), yaml.BaseLoader)["name"]
            assert kept in (bare, bare[1:])
            assert kept == bare or bare[0] == "'"
        else:
            assert result.exit_code == 1
            assert any(map(refused_character, names)) or not tidy(name)
