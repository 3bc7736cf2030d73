"""Many schools at once: their answers written as a table, filled in, and taken back."""

import csv
import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import yaml
from cli_fixtures import Run, edit
from click.testing import Result
from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter

from policygen.errors import PolicyError
from policygen.workspace import layout
from policygen.workspace.locks import alone

MODEL = """\
---
title: School trips policy
publisher: Ours
issued: April 2016
review: annually
control: {Owner: roles.head}
decisions:
  far: {ask: How far?, alternatives: {near: Near by, abroad: "Abroad, too"}}
  kinds: {ask: Which?, choose: any, optional: yes, alternatives: {day: Days, week: Weeks}}
  kind: {from: facts.kind, alternatives: {state: maintained, own: academy}}
values:
  place: {ask: Where?}
  day: {ask: When?, type: date}
  team:
    ask: Who?
    type: records
    fields: {who: {ask: Name}, phone: {ask: Phone, type: telephone, optional: yes}}
roles: {head: Headteacher}
---
"""
TEXT = """\
## Far

{% either far: near %}

1. Near by, at {{ values.place }}.

{% or abroad %}

1. Abroad, on {{ values.day }}.

{% endeither %}

1. {{ roles.head }} leads, and {{ facts.telephone }} is rung.

{% either kind: state %}

1. The council says yes.

{% or own %}

1. The trust says yes.

{% endeither %}

{% either kinds: day %}

1. Days.

{% or week %}

1. Weeks.

{% endeither %}

## Team

{% for one in values.team %}
1. {{ one.who }} {{ one.phone }}
{% endfor %}
"""
OAK = """\
# The school by the oak.
name: Oak School   # its own name
facts: {kind: academy, telephone: 01632 960000}
roles: {head: Principal}
policies:
  trips:
    model: 2016-04
    choices:
      far: near  # as the head wants it
      kinds: []
    values:
      place: "the pier"
      team:
        - {who: Ann, phone: 01632 960001}
        - who: Bo
"""
ELM = """\
name: Elm School
facts:
  kind: maintained
policies:
  trips:
    model: 2016-04
    choices: {far: abroad, kinds: [day, week]}
    values: {day: 2026-04-10}
"""
ELM_LACKS = "elm: 2 answers still to give: facts.telephone, values.team\n"
GO_ON = "Questions are still open. To go on:\n  policygen adopt elm trips\n"
Change = Callable[[Any], object]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two schools with a policy, and one without."""
    model = tmp_path / "templates/trips/2016-04.md"
    model.parent.mkdir(parents=True)
    model.write_text(MODEL + TEXT, "utf-8")
    for name, text in (("oak", OAK), ("elm", ELM), ("ash", "name: Ash School\n")):
        path = tmp_path / f"schools/{name}/school.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def school(workspace: Path, name: str) -> str:
    return (workspace / f"schools/{name}/school.yaml").read_text("utf-8")


def data(workspace: Path, name: str) -> Any:
    return yaml.load(school(workspace, name), yaml.BaseLoader)  # text as it is written


def column(page: Any, heading: str) -> int:
    return next(int(cell.column) for cell in page[1] if cell.value == heading)


def row(page: Any, name: str) -> int:
    return next(int(cell.row) for cell in page["A"] if cell.value == name)


def fill(path: Path, cells: dict[tuple[str, str], Any]) -> None:
    """Write into a table, by school and heading."""
    book = load_workbook(path)
    page = book["Answers"]
    for (name, heading), value in cells.items():
        page.cell(row(page, name), column(page, heading)).value = value
    book.save(path)


def alter(path: Path, change: Change) -> None:
    book = load_workbook(path)
    change(book)
    book.save(path)


@pytest.fixture
def table(run: Run, workspace: Path) -> Path:
    """The answers of both schools, written."""
    result = run("answers", "trips")
    assert result.exit_code == 0, result.output
    return workspace / "trips.xlsx"


def take(run: Run, *words: str) -> Result:
    return run("answers", "trips", "--from", "trips.xlsx", *words)


def test_a_table_has_a_row_for_each_school_and_a_column_for_each_thing_asked(table: Path) -> None:
    book = load_workbook(table)
    assert book.sheetnames == ["Answers", "values.team", "Alternatives"]
    rows = [[cell.value for cell in one] for one in book["Answers"].iter_rows()]
    assert rows[0] == [
        "school", "name", "model", "choices.far", "choices.kinds", "values.place", "values.day",
        "roles.head", "facts.kind", "facts.telephone",
    ]  # fmt: skip
    assert rows[1][3:6] == ["How far?", "Which? (any of: day; week, or (none))", "Where?"]
    assert rows[2][:6] == ["elm", "Elm School", "trips@2016-04", "abroad", "day; week", None]
    assert str(rows[2][6]) == "2026-04-10 00:00:00"
    assert rows[3] == [
        "oak", "Oak School", "trips@2016-04", "near", "(none)", "the pier", None, "Principal",
        "academy", "01632 960000",
    ]  # fmt: skip
    team = [[cell.value for cell in one] for one in book["values.team"].iter_rows()]
    assert team[0] == ["school", "team.who", "team.phone"]
    assert team[2:] == [["oak", "Ann", "01632 960001"], ["oak", "Bo", None]]


def test_it_is_said_where_it_is_and_never_written_over(run: Run, table: Path) -> None:
    before = table.read_bytes()
    again = run("answers", "trips")
    assert again.exit_code == 1
    assert again.stderr.endswith(
        "trips.xlsx is there already, and may hold answers\n"
        "  take it back with --from trips.xlsx, move it away, or name another with --out\n"
    )
    assert table.read_bytes() == before
    other = run("answers", "trips", "--out", "other.xlsx")
    assert other.stdout == "other.xlsx\n"
    assert other.stderr == "The answers of 2 schools; 2 answers still open.\n"


def test_what_is_still_open_is_shaded_until_it_is_filled_in(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oak/school.yaml", "kinds: []", "kinds:")
    edit(workspace / "schools/oak/school.yaml", ", telephone: 01632 960000", "")
    run("answers", "trips", "oak", "elm", "ash")
    shaded = load_workbook("trips.xlsx")["Answers"].conditional_formatting
    assert [(str(one.sqref), rule.formula) for one in shaded for rule in one.rules] == [
        ("E3", ["LEN(E3)=0"]),  # oak's decision
        ("J3 J4", ["LEN(J3)=0"]),  # both schools' telephone; elm's list has a sheet of its own
    ]


def test_as_many_answers_are_open_as_adopt_and_check_say(run: Run, workspace: Path) -> None:
    oak = workspace / "schools/oak/school.yaml"
    edit(oak, "kinds: []", "kinds:")
    edit(oak, 'place: "the pier"', "place:")
    edit(oak, ", telephone: 01632 960000", "")
    edit(oak, "model: 2016-04", "model: 2016-04\n    confirm: [far]")
    assert "1 school; 4 answers still open.\n" in run("answers", "trips", "oak").stderr
    checked = run("check", "oak").stderr
    assert "3 problems, 2 warnings." in checked  # one is what to confirm
    assert "confirm" in checked
    adopted = run("adopt", "oak", "trips", "--json")
    assert json.loads(adopted.stdout)["open"] == ["far", "kinds", "place", "facts.telephone"]
    fill(workspace / "trips.xlsx", {("oak", "choices.kinds"): "day"})
    taken = take(run)
    assert (
        "oak: 3 answers still to give: choices.far, facts.telephone, values.place" in taken.stderr
    )
    assert taken.stderr.endswith(GO_ON.replace("elm", "oak"))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_what_is_written_and_taken_back_changes_nothing(
    run: Run, workspace: Path, kind: str
) -> None:
    before = {name: school(workspace, name) for name in ("oak", "elm", "ash")}
    run("answers", "trips", "ash", "oak", "elm", "--out", f"a.{kind}")
    result = run("answers", "trips", "--from", f"a.{kind}")
    assert result.output == "0 schools changed, 3 as before, 0 refused.\n"
    assert result.exit_code == 0
    assert {name: school(workspace, name) for name in before} == before


def test_what_changes_is_shown_and_written_line_by_line(
    run: Run, workspace: Path, table: Path
) -> None:
    fill(table, {("oak", "choices.far"): "Abroad, too", ("oak", "values.day"): "4 May 2026",
                 ("elm", "roles.head"): "Head"})  # fmt: skip
    shown = take(run, "--dry-run")
    assert shown.stdout == (
        "elm\n  roles.head: nothing -> Head\n"
        "oak\n  choices.far: near -> abroad\n  values.day: nothing -> 4 May 2026\n"
    )
    assert shown.stderr == f"2 schools would be changed, 0 as before, 0 refused.\n{ELM_LACKS}"
    assert school(workspace, "oak") == OAK
    done = take(run)
    assert done.stdout == shown.stdout
    assert done.stderr == f"2 schools changed, 0 as before, 0 refused.\n{ELM_LACKS}{GO_ON}"
    assert done.exit_code == 0
    assert school(workspace, "oak") == OAK.replace("far: near", "far: abroad").replace(
        "      team:", "      team:", 1
    ).replace("        - who: Bo\n", "        - who: Bo\n      day: 4 May 2026\n")
    assert school(workspace, "elm") == ELM.replace("policies:", "roles:\n  head: Head\npolicies:")
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"


def test_every_wrong_cell_is_told_and_its_school_left_whole(
    run: Run, workspace: Path, table: Path
) -> None:
    fill(table, {
        ("oak", "choices.far"): "naer", ("oak", "values.day"): "1/2/26",
        ("oak", "values.place"): "the quay", ("oak", "facts.kind"): "acadmy",
        ("elm", "values.place"): "the sea",
    })  # fmt: skip
    result = take(run)
    assert result.exit_code == 1
    assert result.stdout == "elm\n  values.place: nothing -> the sea\n"
    assert result.stderr == (
        "trips.xlsx:D4: 'naer' is not an alternative of far\n  did you mean near?\n"
        "trips.xlsx:G4: '1/2/26' is not a date that can be understood\n"
        "  write 2018-04-10, 10 April 2018, April 2018 or 2018-04\n"
        f"1 school changed, 0 as before, 1 refused.\n{ELM_LACKS}{GO_ON}"
    )
    assert school(workspace, "oak") == OAK
    assert data(workspace, "elm")["policies"]["trips"]["values"]["place"] == "the sea"


def test_what_only_the_whole_file_shows_is_told_at_its_cell_too(
    run: Run, workspace: Path, table: Path
) -> None:
    fill(table, {("oak", "facts.kind"): "acadmy", ("elm", "facts.kind"): "nursery"})
    result = take(run)
    assert "trips.xlsx:I4: 'acadmy' is no kind that is known\n  did you mean academy?\n" in (
        result.stderr
    )
    assert "trips.xlsx:I3: 'nursery' is none of what trips is written for" in result.stderr
    assert "2 refused" in result.stderr
    assert school(workspace, "oak") == OAK


def test_an_empty_cell_leaves_an_answer_and_clear_takes_it_away(
    run: Run, workspace: Path, table: Path
) -> None:
    fill(table, {("oak", "values.place"): None, ("oak", "choices.kinds"): "(clear)",
                 ("oak", "roles.head"): "(clear)", ("elm", "choices.kinds"): "(none)"})  # fmt: skip
    result = take(run)
    assert result.stdout == (
        "elm\n  choices.kinds: day; week -> (none)\n"
        "oak\n  choices.kinds: (none) -> nothing\n  roles.head: Principal -> nothing\n"
    )
    entry = data(workspace, "oak")["policies"]["trips"]
    assert entry["choices"] == {"far": "near"}
    assert entry["values"]["place"] == "the pier"
    assert data(workspace, "elm")["policies"]["trips"]["choices"]["kinds"] == []


def test_a_school_that_is_named_can_adopt_it_in_the_table(run: Run, workspace: Path) -> None:
    run("answers", "trips", "ash", "--out", "trips.xlsx")
    assert load_workbook("trips.xlsx")["Answers"]["C3"].value is None
    assert take(run).stderr == "0 schools changed, 1 as before, 0 refused.\n"
    fill(
        workspace / "trips.xlsx", {("ash", "choices.far"): "near", ("ash", "facts.kind"): "academy"}
    )
    assert take(run).stdout == (
        "ash: adopts 2016-04\n  choices.far: nothing -> near\n  facts.kind: nothing -> academy\n"
    )
    assert school(workspace, "ash") == (
        "name: Ash School\nfacts:\n  kind: academy\n"
        "policies:\n  trips:\n    model: 2016-04\n    choices:\n      far: near\n"
    )


def test_a_model_version_alone_adopts_it_and_another_one_is_refused(
    run: Run, workspace: Path
) -> None:
    run("answers", "trips", "ash", "oak", "--out", "trips.xlsx")
    fill(workspace / "trips.xlsx", {("ash", "model"): "2016-04", ("oak", "model"): "trips@2017-01"})
    result = take(run)
    assert result.stdout == "ash: adopts 2016-04\n"
    assert "trips.xlsx:C4: oak has adopted trips@2016-04\n  change model: in its" in result.stderr
    fill(workspace / "trips.xlsx", {("ash", "model"): "2015-04"})
    assert "trips.xlsx:C3: ash has adopted trips@2016-04" in take(run).stderr
    (workspace / "schools/ash/school.yaml").write_text("name: Ash School\n", "utf-8")
    assert "trips.xlsx:C3: trips has no model version '2015-04'\n  did you mean 2016-04?" in (
        take(run).stderr
    )


def test_rows_that_name_no_school_or_one_twice_or_another_are_refused(
    run: Run, table: Path
) -> None:
    def change(book: Any) -> None:
        page = book["Answers"]
        page.append(["oka", None, None, "near"])
        page.append(["elm", None, None, "near"])
        page.append([None, None, None, "near"])
        page["B4"] = "Elm School"

    alter(table, change)
    result = take(run)
    assert result.stdout == ""
    assert result.stderr == (
        "trips.xlsx:B4: oak is called Oak School\n"
        "  look whether the rows got mixed up; policygen rename changes a name\n"
        "trips.xlsx:A5: there is no school 'oka'\n  did you mean oak?\n"
        "trips.xlsx:A6: elm has a row above already (trips.xlsx:A3)\n  remove one of the two\n"
        "trips.xlsx:A7: this row names no school\n"
        "0 schools changed, 0 as before, 3 refused.\n"
    )
    assert result.exit_code == 1


def test_columns_may_move_and_go_and_an_unknown_one_is_told(run: Run, table: Path) -> None:
    def change(book: Any) -> None:
        page = book["Answers"]
        for number in range(page.max_row, 1, -1):
            if number > 4:
                page.delete_rows(number)
        page.delete_cols(2, 2)
        page.move_range("A1:A4", cols=12)
        page["B1"] = "choices.fra"
        page.delete_cols(4)  # values.place, where it was
        page["N1"], page["N4"] = "Place", "the quay"

    alter(table, change)
    result = take(run)
    assert "'choices.fra' is no column of this table, and isn't taken\n  write choices.far" in (
        result.stderr
    )
    assert result.stdout == "oak\n  values.place: the pier -> the quay\n"
    assert result.exit_code == 1


def test_a_table_that_was_sorted_is_taken_all_the_same(run: Run, table: Path) -> None:
    def change(book: Any) -> None:
        page = book["Answers"]
        rows = [[cell.value for cell in one] for one in page.iter_rows(min_row=2, max_row=4)]
        for number, values in enumerate((rows[2], rows[0], rows[1]), 2):
            for index, value in enumerate(values, 1):
                page.cell(number, index).value = value

    alter(table, change)
    assert take(run).output == "0 schools changed, 2 as before, 0 refused.\n"


def test_other_sheets_are_told_of_and_a_missing_one_named(run: Run, table: Path) -> None:
    def add(book: Any) -> None:
        book.create_sheet("Notes")["A1"] = "to do"
        book["values.team"].title = "value.team"

    alter(table, add)
    result = take(run)
    assert result.stderr == (
        "trips.xlsx:1:1: warning: the sheet 'Notes' isn't taken\n  rename it to values.team\n"
        "trips.xlsx:1:1: warning: the sheet 'value.team' isn't taken\n"
        "  did you mean values.team?\n"
        "0 schools changed, 2 as before, 0 refused.\n"
    )
    assert result.exit_code == 0

    def rename(book: Any) -> None:
        book["Answers"].title = "Answer"

    alter(table, rename)
    result = take(run)
    assert result.exit_code == 1
    assert "trips.xlsx:1:1: there is no sheet Answers in this file\n  did you mean Answer?" in (
        result.stderr
    )


def test_a_list_of_records_changes_by_its_rows(run: Run, workspace: Path, table: Path) -> None:
    edit(workspace / "schools/oak/school.yaml", "01632 960001", "01632  960001")  # no other words

    def change(book: Any) -> None:
        page = book["values.team"]
        page["C4"] = "01632 960002"
        page["B3"] = "  Ann "
        page.append(["oak", "Cy", None])
        page.append(["elm", "Di", "01632 960003"])

    alter(table, change)
    assert take(run).stdout == (
        "elm\n  values.team, item 1: nothing -> Di, 01632 960003\n"
        "oak\n  values.team, item 2, phone: nothing -> 01632 960002\n"
        "  values.team, item 3: nothing -> Cy\n"
    )
    assert "        - {who: Ann, phone: 01632  960001}\n        - who: Bo\n" in school(
        workspace, "oak"
    )
    assert data(workspace, "oak")["policies"]["trips"]["values"]["team"] == [
        {"who": "Ann", "phone": "01632  960001"}, {"who": "Bo", "phone": "01632 960002"},
        {"who": "Cy"},
    ]  # fmt: skip
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"


def test_rows_taken_out_and_wrong_ones(run: Run, workspace: Path, table: Path) -> None:
    alter(table, lambda book: book["values.team"].delete_rows(3))
    assert take(run, "--dry-run").stdout == (
        "oak\n  values.team, item 1, who: Ann -> Bo\n"
        "  values.team, item 1, phone: 01632 960001 -> nothing\n"
        "  values.team, item 2: Bo -> nothing\n"
    )
    alter(table, lambda book: book["values.team"].delete_rows(3))
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"
    alter(table, lambda book: book["values.team"].append(["oak", None, "abc"]))
    alter(table, lambda book: book["values.team"].append(["oak", "Ed", "abc"]))
    result = take(run)
    assert "trips.xlsx:values.team!B3: this item has no who\n  write it\n" in result.stderr
    assert "trips.xlsx:values.team!C4: 'abc' is not a telephone number" in result.stderr
    assert school(workspace, "oak") == OAK


def test_a_list_is_not_too_long_and_a_field_that_there_is_not_is_kept_to_be_mended(
    run: Run, workspace: Path, table: Path
) -> None:
    def change(book: Any) -> None:
        for number in range(201):
            book["values.team"].append(["elm", f"Di {number}"])

    alter(table, change)
    assert "trips.xlsx:values.team!A205: values.team has 201 items\n  keep it within 200\n" in (
        take(run).stderr
    )
    assert school(workspace, "oak") == OAK
    edit(workspace / "schools/oak/school.yaml", "who: Bo", "{who: Bo, age: 40}")
    alter(table, lambda book: book["values.team"].delete_rows(5, 201))
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"
    alter(table, lambda book: book["values.team"].append(["oak", "Cy"]))
    assert "values.team!A3: 'age' is no field of item 2 of team" in take(run).stderr
    assert "age: 40" in school(workspace, "oak")


def test_a_school_is_written_while_no_other_run_writes_any(
    run: Run, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(table, {("oak", "values.place"): "the quay"})
    held, replace = [], layout.Workspace.replace_school

    def looked_at(self: layout.Workspace, name: str, before: bytes, after: bytes) -> None:
        with pytest.raises(PolicyError, match="another run"), alone(self, "issues", wait=0):
            pass
        held.append(name)
        replace(self, name, before, after)

    monkeypatch.setattr(layout.Workspace, "replace_school", looked_at)
    assert take(run).exit_code == 0
    assert held == ["oak"]


def test_clear_takes_a_whole_list_away(run: Run, workspace: Path, table: Path) -> None:
    alter(table, lambda book: book["values.team"].append(["oak", "(clear)"]))
    assert "oak has other rows beside (clear)" in take(run).stderr
    alter(table, lambda book: book["values.team"].delete_rows(3, 2))
    assert take(run).stdout == "oak\n  values.team: 2 items -> nothing\n"
    assert "team" not in data(workspace, "oak")["policies"]["trips"]["values"]


def test_a_list_that_comes_from_a_file_is_changed_there(run: Run, workspace: Path) -> None:
    (workspace / "schools/elm/team.csv").write_text("who\nDi\n", "utf-8")
    edit(workspace / "schools/elm/school.yaml", "{day", "{team: {rows: team.csv}, day")
    run("answers", "trips")
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"
    alter(workspace / "trips.xlsx", lambda book: book["values.team"].append(["elm", "Di"]))
    assert "trips.xlsx:values.team!A5: elm has values.team from team.csv\n  change it there" in (
        take(run).stderr
    )


def test_a_row_that_a_filter_hides_is_not_taken(run: Run, workspace: Path, table: Path) -> None:
    fill(table, {("oak", "values.place"): "the quay", ("elm", "values.place"): "the sea"})

    def hide(book: Any) -> None:
        book["Answers"].row_dimensions[4].hidden = True

    alter(table, hide)
    result = take(run)
    assert result.output == (
        "elm\n  values.place: nothing -> the sea\n"
        "trips.xlsx:A4: warning: 1 row hidden, and not taken\n"
        "  show what should be (a filter may hide it)\n"
        f"1 school changed, 1 as before, 0 refused.\n{ELM_LACKS}{GO_ON}"
    )
    assert result.exit_code == 0
    assert school(workspace, "oak") == OAK


def test_a_hidden_row_of_a_list_refuses_its_school(run: Run, workspace: Path, table: Path) -> None:
    def hide(book: Any) -> None:
        book["values.team"].row_dimensions[4].hidden = True

    alter(table, hide)
    result = take(run)
    assert "trips.xlsx:values.team!A4: row 4 is hidden, but holds something" in result.stderr
    assert "0 schools changed, 1 as before, 1 refused." in result.stderr
    assert school(workspace, "oak") == OAK


def test_a_hidden_column_is_not_taken(run: Run, workspace: Path, table: Path) -> None:
    fill(table, {("oak", "values.place"): "the quay", ("oak", "choices.far"): "abroad"})

    def hide(book: Any) -> None:
        book["Answers"].column_dimensions["F"].hidden = True

    alter(table, hide)
    result = take(run)
    assert result.stdout == "oak\n  choices.far: near -> abroad\n"
    assert "F1: warning: column F is hidden\n  it isn't taken; show it if" in result.stderr
    assert result.exit_code == 0
    assert '"the pier"' in school(workspace, "oak")


def test_merged_cells_refuse_the_school_that_has_the_first(
    run: Run, workspace: Path, table: Path
) -> None:
    alter(table, lambda book: book["Answers"].merge_cells("F3:F4"))
    result = take(run)
    assert "trips.xlsx:F3: the cells F3:F4 are merged into one" in result.stderr
    assert "0 schools changed, 1 as before, 1 refused." in result.stderr
    assert school(workspace, "oak") == OAK


def test_a_formula_without_its_result_is_refused(run: Run, table: Path) -> None:
    fill(table, {("oak", "values.place"): "=A1"})
    assert "trips.xlsx:F4: the result of this formula isn't in the file" in take(run).stderr


def test_csv_keeps_lists_in_files_beside_it(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oak/school.yaml", '"the pier"', "=1+1")
    result = run("answers", "trips", "--out", "a.csv")
    assert result.stdout == "a.csv\na.values.team.csv\n"
    rows = [*csv.reader(StringIO((workspace / "a.csv").read_text("utf-8-sig")))]
    assert rows[3][5] == "'=1+1"
    assert run("answers", "trips", "--from", "a.csv").stderr.startswith("0 schools changed, 2 as")
    edit(workspace / "a.csv", "'=1+1", "'=2+2")
    edit(workspace / "a.values.team.csv", "Ann", "Anne")
    edit(workspace / "a.values.team.csv", '"Bo",""', '"Bo","x"')
    result = run("answers", "trips", "--from", "a.csv")
    assert "a.values.team.csv:4:12: 'x' is not a telephone number (cell C4)" in result.stderr
    edit(workspace / "a.values.team.csv", '"Bo","x"', '"Bo",""')
    assert run("answers", "trips", "--from", "a.csv").stdout == (
        "oak\n  values.place: =1+1 -> =2+2\n  values.team, item 1, who: Ann -> Anne\n"
    )
    assert data(workspace, "oak")["policies"]["trips"]["values"]["place"] == "=2+2"


def test_csv_is_printed_without_out(run: Run, workspace: Path) -> None:
    result = run("answers", "trips", "oak", "--format", "csv")
    rows = [*csv.reader(StringIO(result.stdout.removeprefix("\ufeff")))]
    assert [one[0] for one in rows[2:]] == ["oak"]
    assert result.stderr == "With --out, values.team is written too.\n"
    assert not [*workspace.glob("*.csv")]


def test_only_the_schools_that_are_named_are_taken(run: Run, workspace: Path, table: Path) -> None:
    fill(table, {("oak", "values.place"): "the quay", ("elm", "choices.far"): "wrong"})
    result = take(run, "oak")
    assert result.output == (
        "oak\n  values.place: the pier -> the quay\n1 school changed, 0 as before, 0 refused.\n"
    )
    assert school(workspace, "elm") == ELM


def test_a_school_with_a_mistake_of_its_own_stops_no_other(
    run: Run, workspace: Path, table: Path
) -> None:
    edit(workspace / "schools/oak/school.yaml", "name: Oak School", "nmae: Oak School")
    fill(table, {("oak", "values.place"): "the quay", ("elm", "values.place"): "the sea"})
    result = take(run)
    assert "elm\n  values.place" in result.stdout
    assert "schools/oak/school.yaml:2:1: unknown key 'nmae'" in result.stderr
    assert "1 school changed, 0 as before, 1 refused." in result.stderr


def test_a_file_that_changes_meanwhile_is_left_as_it_is(
    run: Run, workspace: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(table, {("oak", "values.place"): "the quay", ("elm", "values.place"): "the sea"})
    path, checked = workspace / "schools/oak/school.yaml", layout.Workspace.must_be

    def late(self: layout.Workspace, name: str, held: bytes) -> None:
        if name == "oak":
            path.write_text(f"{OAK}# edited\n", "utf-8")
        checked(self, name, held)

    monkeypatch.setattr(layout.Workspace, "must_be", late)
    result = take(run)
    assert "schools/oak/school.yaml:1:1: was changed while this was at work" in result.stderr
    assert result.stdout == "elm\n  values.place: nothing -> the sea\n"
    assert path.read_text("utf-8") == f"{OAK}# edited\n"


def test_what_another_version_asks_is_no_question_to_a_school(run: Run, workspace: Path) -> None:
    older = workspace / "templates/trips/2016-04.md"
    newer = older.with_name("2017-09.md")
    newer.write_text(older.read_text("utf-8").replace("place", "spot"), "utf-8")
    edit(workspace / "schools/elm/school.yaml", "model: 2016-04", "model: 2017-09")
    run("answers", "trips")
    fill(workspace / "trips.xlsx", {("oak", "values.spot"): "x", ("elm", "values.spot"): "y"})
    result = take(run)
    assert "trips@2016-04, which oak has, doesn't ask for values.spot\n  leave this empty" in (
        result.stderr
    )
    assert result.stdout == "elm\n  values.spot: nothing -> y\n"


def test_a_school_that_would_adopt_an_older_version_is_told_how(run: Run, workspace: Path) -> None:
    older = workspace / "templates/trips/2016-04.md"
    newer = older.with_name("2017-09.md")
    newer.write_text(older.read_text("utf-8").replace("place", "spot"), "utf-8")
    run("answers", "trips", "ash")
    fill(workspace / "trips.xlsx", {("ash", "model"): "2016-04", ("ash", "values.spot"): "x"})
    told = take(run)
    assert told.stderr == (
        "trips.xlsx:F3: trips@2016-04, which ash would adopt, doesn't ask for values.spot\n"
        "  leave model empty to adopt 2017-09; or adopt 2016-04 first, and write the table anew: "
        "policygen adopt ash trips --model 2016-04\n"
        "0 schools changed, 0 as before, 1 refused.\n"
    )
    assert school(workspace, "ash") == "name: Ash School\n"
    assert run("adopt", "ash", "trips", "--model", "2016-04").exit_code == 0
    (workspace / "trips.xlsx").unlink()
    run("answers", "trips", "ash")
    fill(workspace / "trips.xlsx", {("ash", "values.place"): "x"})
    assert take(run).stdout == "ash\n  values.place: nothing -> x\n"


def test_columns_of_two_versions_that_ask_the_same_say_whose_they_are(
    run: Run, workspace: Path
) -> None:
    older = workspace / "templates/trips/2016-04.md"
    newer = older.with_name("2017-09.md")
    newer.write_text(older.read_text("utf-8").replace("place", "spot"), "utf-8")

    def asked() -> dict[str, str]:
        said = run("answers", "trips", "--format", "csv").stdout.removeprefix("\ufeff")
        heads, asks = [*csv.reader(said.splitlines())][:2]
        return dict(zip(heads, asks, strict=True))

    edit(workspace / "schools/elm/school.yaml", "model: 2016-04", "model: 2017-09")
    both = asked()
    assert (both["values.place"], both["values.spot"]) == ("Where? (2016-04)", "Where? (2017-09)")
    assert both["values.day"] == "When?"
    edit(workspace / "schools/oak/school.yaml", "model: 2016-04", "model: 2017-09")
    edit(workspace / "schools/oak/school.yaml", "place:", "spot:")
    assert asked()["values.spot"] == "Where?"


def two_versions(workspace: Path, **labels: str) -> None:
    """Elm School goes on to a version of the model in which some labels are others."""
    older = workspace / "templates/trips/2016-04.md"
    text = older.read_text("utf-8")
    for label, new in labels.items():
        text = text.replace({"near": "Near by,", "abroad": '"Abroad, too"'}[label], new)
    older.with_name("2017-09.md").write_text(text, "utf-8")
    edit(workspace / "schools/elm/school.yaml", "model: 2016-04", "model: 2017-09")


def test_a_label_is_taken_in_the_words_of_any_version_in_the_sheet(
    run: Run, workspace: Path
) -> None:
    two_versions(workspace, near="Close to the school,")
    run("answers", "trips")
    sheet = load_workbook(workspace / "trips.xlsx")["Alternatives"]
    words = {row[2].value: row[3].value for row in sheet.iter_rows(min_row=2) if row[2].value}
    both = "Close to the school (2017-09) / Near by (2016-04)"
    assert (words["near"], words["abroad"]) == (both, "Abroad, too")
    edit(workspace / "schools/oak/school.yaml", "far: near", "far: abroad")
    for said in ("close to the School", "Close to the school (2017-09)", both, "Near by", "near"):
        fill(workspace / "trips.xlsx", {("oak", "choices.far"): said, ("elm", "choices.far"): said})
        told = take(run, "--dry-run")
        assert told.stdout == (
            "elm\n  choices.far: abroad -> near\noak\n  choices.far: abroad -> near\n"
        ), said
    fill(workspace / "trips.xlsx", {("oak", "choices.far"): "Close to teh school"})
    assert "'Close to teh school' is not an alternative of far\n  did you mean near?" in (
        take(run, "--dry-run").stderr
    )


def test_a_label_means_what_it_means_in_the_schools_own_version(run: Run, workspace: Path) -> None:
    two_versions(workspace, abroad="Beyond the sea", near='"Abroad, too",')
    run("answers", "trips")
    fill(workspace / "trips.xlsx", {("oak", "choices.far"): "Abroad, too"})
    assert take(run, "--dry-run").stdout == "oak\n  choices.far: near -> abroad\n"
    fill(
        workspace / "trips.xlsx",
        {("oak", "choices.far"): "Beyond the sea", ("elm", "choices.far"): "Abroad, too"},
    )
    assert take(run, "--dry-run").stdout == (
        "elm\n  choices.far: abroad -> near\noak\n  choices.far: near -> abroad\n"
    )


def test_a_label_that_others_have_for_two_alternatives_is_not_guessed(
    run: Run, workspace: Path
) -> None:
    older = workspace / "templates/trips/2016-04.md"
    for version, labels in (("2016-09", "near: Here, abroad"), ("2017-01", "near: There, abroad")):
        other = "There" if version == "2016-09" else "Here"
        text = older.read_text("utf-8").replace(
            'near: Near by, abroad: "Abroad, too"', f"{labels}: {other}"
        )
        older.with_name(f"{version}.md").write_text(text, "utf-8")
    edit(workspace / "schools/elm/school.yaml", "model: 2016-04", "model: 2016-09")
    run("answers", "trips")
    fill(workspace / "trips.xlsx", {("oak", "choices.far"): "Here"})
    refused = take(run, "--dry-run")
    assert "'Here' is not an alternative of far" in refused.stderr
    assert refused.stdout == ""


def test_an_alternative_of_an_older_version_can_be_picked_in_the_sheet(
    run: Run, workspace: Path
) -> None:
    two_versions(workspace)
    newer = workspace / "templates/trips/2017-09.md"
    edit(newer, 'abroad: "Abroad, too"', 'far_off: "Abroad, too"')
    edit(newer, "{% or abroad %}", "{% or far_off %}")
    edit(workspace / "schools/elm/school.yaml", "far: abroad", "far: far_off")
    run("answers", "trips")
    sheet = load_workbook(workspace / "trips.xlsx")["Alternatives"]
    offered = [row[2].value for row in sheet.iter_rows() if row[0].value == "choices.far"]
    assert offered == ["near", "far_off", "abroad"]


def test_a_table_that_libreoffice_saved_is_taken(run: Run, workspace: Path) -> None:
    """Filled in, and saved by LibreOffice 7.4: three cells, and all others as they were."""
    saved = Path(__file__).with_name("trips_saved_by_libreoffice.xlsx")
    assert run("answers", "trips", "--from", str(saved)).stdout == (
        "elm\n  values.day: 10 April 2026 -> 4 May 2027\n"
        "  facts.telephone: nothing -> 01632 960005\n"
        "oak\n  values.place: the pier -> the quay\n"
    )
    assert data(workspace, "elm")["facts"]["telephone"] == "01632 960005"


def test_a_school_that_cannot_be_read_stops_no_other(
    run: Run, workspace: Path, table: Path
) -> None:
    (workspace / "schools/oak/school.yaml").write_bytes(b"name: \xff")
    fill(table, {("oak", "values.place"): "the quay", ("elm", "values.place"): "the sea"})
    result = take(run)
    assert result.stdout == "elm\n  values.place: nothing -> the sea\n"
    assert "schools/oak" in result.stderr
    assert "1 school changed, 0 as before, 1 refused." in result.stderr
    written = run("answers", "trips", "--out", "again.xlsx")
    assert written.exit_code == 1
    assert "schools/oak" in written.stderr
    assert "The answers of 1 school" in written.stderr


def test_an_interrupt_keeps_what_was_written_and_says_so(
    run: Run, workspace: Path, table: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(table, {("oak", "values.place"): "the quay", ("elm", "values.place"): "the sea"})
    replace = layout.Workspace.replace_school

    def stopped(self: layout.Workspace, name: str, before: bytes, after: bytes) -> None:
        if name == "oak":
            raise KeyboardInterrupt
        replace(self, name, before, after)

    monkeypatch.setattr(layout.Workspace, "replace_school", stopped)
    result = take(run)
    assert result.exit_code == 1
    assert result.stdout == "elm\n  values.place: nothing -> the sea\n"
    assert "stopped before oak\n  take it again for the rest" in result.stderr
    assert school(workspace, "oak") == OAK


def test_as_json(run: Run, table: Path) -> None:
    fill(table, {("elm", "values.place"): "the quay", ("oak", "choices.far"): "wrong"})
    found = json.loads(take(run, "--json").stdout)
    assert found["changed"] == [
        {
            "school": "elm",
            "adopts": "",
            "changes": [{"name": "values.place", "old": "", "new": "the quay"}],
            "open": ["facts.telephone", "values.team"],
            "no_longer_issued": [],
        }
    ]
    assert found["refused"] == ["oak"]
    assert [one["cell"] for one in found["problems"]] == ["D4"]


@pytest.mark.usefixtures("table")
def test_mistakes_in_the_command(run: Run, workspace: Path) -> None:
    for words, said in (
        (("trip",), "There is no model policy 'trip'.\n  did you mean trips?"),
        (("trips", "oka"), "there is no school 'oka'\n  did you mean oak?"),
        (("trips", "--out", "a.ods"), "--out must end in .xlsx or .csv."),
        (("trips", "--out", "a.csv", "--format", "xlsx"), "--out must end in .xlsx."),
        (("trips", "--dry-run"), "go with --from"),
        (("trips", "--from", "trips.xlsx", "--out", "b.csv"), "--from goes without"),
        (("trips", "--from", "no.xlsx"), "'no.xlsx' does not exist"),
    ):
        result = run("answers", *words)
        assert result.exit_code == 2, words
        assert said in result.stderr, words
    (workspace / "a.ods").write_text("x")
    wrong = run("answers", "trips", "--from", "a.ods")
    assert "a.ods is no file that answers can be taken from" in wrong.stderr
    (workspace / "b.xlsx").write_text("x")
    assert (
        "b.xlsx:1:1: this is no spreadsheet" in run("answers", "trips", "--from", "b.xlsx").stderr
    )
    (workspace / "d.csv").write_text("\n")
    assert (
        "d.csv:1:1: there is nothing in this file"
        in run("answers", "trips", "--from", "d.csv").stderr
    )
    book = Workbook()
    book.worksheets[0].title = "Answers"
    book.worksheets[0].append(["name"])
    book.worksheets[0].append(["Oak"])
    book.save(workspace / "c.xlsx")
    assert "c.xlsx:A1: the column school is missing" in (
        run("answers", "trips", "--from", "c.xlsx").stderr
    )


def test_a_policy_that_nobody_has_adopted(run: Run, workspace: Path) -> None:
    for name in ("oak", "elm"):
        (workspace / f"schools/{name}/school.yaml").write_text("name: A school\n", "utf-8")
    result = run("answers", "trips")
    assert result.exit_code == 1
    assert result.stderr.endswith(
        "no school has adopted trips yet\n"
        "  name the schools, or take all of them: policygen answers trips --all\n"
    )


def test_all_schools_may_be_written_but_for_those_that_have_left(run: Run, workspace: Path) -> None:
    run("new", "fir", "--name", "Fir School")
    run("retire", "elm", "--reason", "Closed.")
    result = run("answers", "trips", "--all", "--out", "trips.xlsx")
    assert result.stderr.startswith("The answers of 3 schools")
    page = load_workbook("trips.xlsx")["Answers"]
    assert [cell.value for cell in page["A"]][2:] == ["ash", "fir", "oak"]
    fill(workspace / "trips.xlsx", {("fir", "facts.telephone"): "01632 960009",
                                    ("ash", "values.place"): "the wood"})  # fmt: skip
    taken = take(run)
    assert taken.stdout == (
        "ash: adopts 2016-04\n  values.place: nothing -> the wood\n"
        "fir\n  facts.telephone: nothing -> 01632 960009\n"  # which answers no policy
    )
    assert "policies" not in data(workspace, "fir")


def test_rows_of_the_control_table_are_columns_and_may_be_added(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oak/school.yaml", "    values:\n      place", (
        "    control: {Audience: All staff, Held by: the office}\n    values:\n      place"
    ))  # fmt: skip
    edit(workspace / "schools/elm/school.yaml", "    values:", (
        "    control: {audience: Parents}\n    values:"
    ))  # fmt: skip
    run("answers", "trips")
    page = load_workbook("trips.xlsx")["Answers"]
    assert [cell.value for cell in page[1]][-2:] == ["control.audience", "control.Held by"]
    assert page.cell(2, column(page, "control.Held by")).value == (
        "What does the row Held by of the control table say?"
    )
    assert page.cell(row(page, "oak"), column(page, "control.audience")).value == "All staff"
    assert page.cell(row(page, "elm"), column(page, "control.audience")).value == "Parents"
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"

    def change(book: Any) -> None:
        page = book["Answers"]
        page.cell(1, column(page, "control.Held by")).value = "Control.held BY"
        for said in ("Control.Applies  to", "control.owner"):
            page.cell(1, page.max_column + 1).value = said

    alter(workspace / "trips.xlsx", change)
    fill(workspace / "trips.xlsx", {
        ("oak", "control.audience"): "(clear)", ("oak", "Control.held BY"): "roles.head",
        ("elm", "Control.Applies  to"): "pupils", ("elm", "control.owner"): "Ann",
    })  # fmt: skip
    result = take(run)
    assert result.stdout == (
        "elm\n  control.Applies to: nothing -> pupils\n  control.owner: nothing -> Ann\n"
        "oak\n  control.audience: All staff -> nothing\n"
        "  control.held BY: the office -> roles.head\n"
    )
    assert data(workspace, "oak")["policies"]["trips"]["control"] == {"Held by": "roles.head"}
    assert data(workspace, "elm")["policies"]["trips"]["control"] == {
        "audience": "Parents", "Applies to": "pupils", "Owner": "Ann",  # as the model calls the row
    }  # fmt: skip


def test_a_row_of_the_control_table_that_cannot_be_is_told_at_its_cell(
    run: Run, workspace: Path, table: Path
) -> None:
    def change(book: Any) -> None:
        page = book["Answers"]
        page.cell(1, page.max_column + 1).value = "control.Version"
        page.cell(row(page, "oak"), page.max_column).value = "9"
        page.cell(1, page.max_column + 1).value = "control.Place"
        page.cell(row(page, "elm"), page.max_column).value = "values.plaec"

    alter(table, change)
    result = take(run)
    assert "trips.xlsx:K4: the control table has a row Version of its own" in result.stderr
    assert "trips.xlsx:L3: " in result.stderr
    assert "did you mean place?" in result.stderr
    assert "0 schools changed, 0 as before, 2 refused." in result.stderr
    assert school(workspace, "oak") == OAK


def test_what_other_policies_are_called_is_asked_where_the_text_names_them(
    run: Run, workspace: Path
) -> None:
    edit(workspace / "templates/trips/2016-04.md", "is rung.", "is rung. See [](policy:behaviour).")
    edit(workspace / "schools/elm/school.yaml", "policies:", (
        "other_policies:\n  behaviour: Behaviour policy\npolicies:"
    ))  # fmt: skip
    run("answers", "trips")
    page = load_workbook("trips.xlsx")["Answers"]
    heads = [cell.value for cell in page[1]]
    assert heads[-2:] == ["other_policies.behaviour", "other_policies.behaviour.published"]
    assert page.cell(row(page, "elm"), len(heads) - 1).value == "Behaviour policy"
    shaded = {str(one.sqref) for one in page.conditional_formatting}
    assert f"{get_column_letter(len(heads) - 1)}4" in shaded  # oak has none yet
    assert take(run).stderr == "0 schools changed, 2 as before, 0 refused.\n"
    fill(workspace / "trips.xlsx", {
        ("oak", "other_policies.behaviour"): "Conduct",
        ("elm", "other_policies.behaviour.published"): "https://elm.example/b",
    })  # fmt: skip
    result = take(run)
    assert result.stderr == f"2 schools changed, 0 as before, 0 refused.\n{ELM_LACKS}{GO_ON}"
    assert data(workspace, "oak")["other_policies"] == {"behaviour": "Conduct"}
    assert data(workspace, "elm")["other_policies"] == {
        "behaviour": {"title": "Behaviour policy", "published": "https://elm.example/b"}
    }
    fill(workspace / "trips.xlsx", {("oak", "other_policies.behaviour.published"): "elm.example"})
    assert "trips.xlsx:L4: " in take(run).stderr
