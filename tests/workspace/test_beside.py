"""What an edition is made of besides its model and its school's file: rows, and facts declared."""

import json
from pathlib import Path

import pytest
from openpyxl import Workbook
from workspaces import make_workspace

from policygen.actions.build import build
from policygen.actions.schema import school_schema
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.workspace.parcels import common_parcel, school_parcel

MODEL = """\
---
title: Prices policy
publisher: Oak Trust
issued: September 2026
review: annually
values:
  prices:
    ask: What does each thing cost?
    type: records
    rows: prices.csv
    fields: {what: {ask: What}, price: {ask: Price, type: money}}
---
## Prices

{% for p in values.prices %}
1. {{ p.what }} costs {{ p.price }}, says {{ facts.bursar }}.
{% endfor %}
"""
SCHOOL = "name: {0} School\nfacts: {{bursar: Bo}}\npolicies: {{prices: {{model: 2026-09}}}}\n"
OWN = "name: Elm School\nfacts: {bursar: Bo}\npolicies:\n  prices:\n    model: 2026-09\n"
OWN += "    values: {prices: {rows: own.csv}}\n"
FILES = {
    "policygen.yaml": "facts: {bursar: {ask: Who is the bursar?}}\n",
    "templates/prices/2026-09.md": MODEL,
    "templates/prices/prices.csv": "what,price\nA laptop,250\n",
    "schools/ash/school.yaml": SCHOOL.format("Ash"),
    "schools/oak/school.yaml": SCHOOL.format("Oak"),
    "schools/elm/school.yaml": OWN,
    "schools/elm/own.csv": "what,price\nA tablet,120.5\n",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A model with rows beside it, and three schools, of which one has rows of its own."""
    return make_workspace(tmp_path, FILES)


def built(workspace: Workspace) -> tuple[set[str], dict[str, str]]:
    """Which schools' editions were made anew, and what all of them say."""
    found = Workspace(workspace.root)
    folder = found.root / "build"
    outcomes = build(found, [Target(name) for name in found.schools], str(folder), ("md",))
    assert [problem for one in outcomes for problem in one.problems] == []
    fresh = {one.target.school for one in outcomes if not one.unchanged}
    return fresh, {
        name: (folder / f"{name}/prices.md").read_text("utf-8") for name in found.schools
    }


def test_rows_come_from_the_file_of_the_model_or_of_the_school(workspace: Workspace) -> None:
    fresh, said = built(workspace)
    assert fresh == {"ash", "elm", "oak"}
    assert "A laptop costs £250, says Bo." in said["oak"]
    assert "A tablet costs £120\\.50, says Bo" in said["elm"]
    assert "laptop" not in said["elm"]
    assert built(workspace)[0] == set()


def test_a_changed_file_of_rows_makes_those_anew_that_print_it(workspace: Workspace) -> None:
    built(workspace)
    (workspace.root / "templates/prices/prices.csv").write_text("what,price\nA laptop,260\n")
    fresh, said = built(workspace)
    assert {"ash", "oak"} <= fresh
    assert "£260" in said["ash"]
    assert "£260" in said["oak"]
    (workspace.root / "schools/elm/own.csv").write_text("what,price\nA tablet,130\n")
    fresh, said = built(workspace)
    assert fresh == {"elm"}
    assert "£130" in said["elm"]


def spreadsheet(path: Path, *rows: tuple[str | float, ...]) -> None:
    made = Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)


def test_rows_come_from_a_spreadsheet_too(workspace: Workspace) -> None:
    built(workspace)
    school = workspace.root / "schools/elm/school.yaml"
    school.write_text(OWN.replace("own.csv", "own.xlsx"))
    sheet = workspace.root / "schools/elm/own.xlsx"
    outcomes = build(Workspace(workspace.root), [Target("elm")], "x", ("md",))
    said = [str(problem) for one in outcomes for problem in one.problems]
    assert "there is no file 'own.xlsx' beside schools/elm/school.yaml" in said[0]
    spreadsheet(sheet, ("what", "price"), ("A camera", 99.5))
    fresh, told = built(workspace)
    assert fresh == {"elm"}
    assert "A camera costs £99\\.50, says Bo" in told["elm"]
    assert built(workspace)[0] == set()
    spreadsheet(sheet, ("what", "price"), ("A camera", 98))
    fresh, told = built(workspace)
    assert fresh == {"elm"}
    assert "£98" in told["elm"]
    parcel = school_parcel(Workspace(workspace.root), "elm")
    assert parcel is not None
    assert dict(parcel)["schools/elm/own.xlsx"] == sheet.read_bytes()
    spreadsheet(sheet, ("what", "price"), ("A camera", "dear"))
    outcomes = build(Workspace(workspace.root), [Target("elm")], "x", ("md",))
    said = [str(problem) for one in outcomes for problem in one.problems]
    assert said[0].startswith("schools/elm/own.xlsx:B2: 'dear' is not a sum of money")


def test_a_model_names_the_sheet_of_its_spreadsheet(workspace: Workspace) -> None:
    folder = workspace.root / "templates/prices"
    made = Workbook()
    for name, price in ("Old", 1), ("New", 2):
        sheet = made.create_sheet(name)
        sheet.append(("what", "price"))
        sheet.append(("A laptop", price))
    made.save(folder / "prices.xlsx")
    model = folder / "2026-09.md"
    model.write_text(MODEL.replace("rows: prices.csv", "rows: prices.xlsx"))
    _, problems = Library(Workspace(workspace.root)).model("prices", "2026-09")
    (problem,) = problems
    assert str(problem).startswith(
        "templates/prices/prices.xlsx:1:1: several sheets hold something: Old and New"
    )
    model.write_text(MODEL.replace("rows: prices.csv", "rows: prices.xlsx\n    sheet: New"))
    assert "A laptop costs £2, says Bo." in built(workspace)[1]["oak"]
    model.write_text(MODEL.replace("rows: prices.csv", "rows: prices.csv\n    sheet: New"))
    _, problems = Library(Workspace(workspace.root)).model("prices", "2026-09")
    assert [problem.message for problem in problems] == ["prices names a sheet, but no spreadsheet"]


def test_a_fact_takes_its_rows_from_a_file_too(workspace: Workspace) -> None:
    fields = "fields: {what: {ask: Name}, price: {ask: Price, type: money}}"
    settings = f"facts: {{bursar: {{ask: Who?}}, fees: {{ask: Which?, type: records, {fields}}}}}\n"
    (workspace.root / "policygen.yaml").write_text(settings)
    model = MODEL.replace("values.prices %}", "facts.fees %}").replace("\n## Prices", "## Prices")
    model = model[: model.index("values:")] + "---\n" + model[model.index("## Prices") :]
    (workspace.root / "templates/prices/2026-09.md").write_text(model)
    school = workspace.root / "schools/oak/school.yaml"
    text = SCHOOL.format("Oak").replace("bursar: Bo", "bursar: Bo, fees: {rows: fees.xlsx}")
    school.write_text(text)
    outcomes = build(Workspace(workspace.root), [Target("oak")], "x", ("md",))
    said = [str(problem) for one in outcomes for problem in one.problems]
    assert said[0].startswith(
        "schools/oak/school.yaml:2:34: there is no file 'fees.xlsx' beside schools/oak/school.yaml"
    )
    spreadsheet(school.with_name("fees.xlsx"), ("what", "price"), ("A locker", 5), ("A key", "?"))
    outcomes = build(Workspace(workspace.root), [Target("oak")], "x", ("md",))
    said = [str(problem) for one in outcomes for problem in one.problems]
    assert [one.partition("\n")[0] for one in said] == [
        "schools/oak/fees.xlsx:B3: '?' is not a sum of money"
    ]
    spreadsheet(school.with_name("fees.xlsx"), ("what", "price"), ("A locker", 5))
    build(Workspace(workspace.root), [Target("oak")], str(workspace.root / "build"), ("md",))
    told = (workspace.root / "build/oak/prices.md").read_text("utf-8")
    assert "A locker costs £5, says Bo." in told


def test_a_fact_that_is_declared_no_more_is_told(workspace: Workspace) -> None:
    built(workspace)
    (workspace.root / "policygen.yaml").write_text("facts: {}\n")
    found = Workspace(workspace.root)
    outcomes = build(found, [Target("oak")], str(found.root / "build"), ("md",))
    said = [str(problem) for one in outcomes for problem in one.problems]
    assert any("'bursar' is no fact that is declared" in problem for problem in said)
    assert any("facts.bursar is not declared in policygen.yaml" in problem for problem in said)


def test_a_machine_elsewhere_gets_the_files_too(workspace: Workspace) -> None:
    common, school = common_parcel(workspace), school_parcel(workspace, "elm")
    assert common is not None
    assert school is not None
    assert "templates/prices/prices.csv" in dict(common)
    assert "schools/elm/own.csv" in dict(school)


def test_an_editor_is_offered_facts_and_fields(workspace: Workspace) -> None:
    schema = json.loads(json.dumps(school_schema(workspace)))
    facts = schema["properties"]["facts"]["properties"]
    assert facts["bursar"]["description"] == "Who is the bursar?"
    assert "academy" in facts["kind"]["enum"]
    policies = schema["properties"]["policies"]["properties"]
    records, file, _ = policies["prices"]["properties"]["values"]["properties"]["prices"]["anyOf"]
    assert records["items"]["required"] == ["what", "price"]
    assert file["required"] == ["rows"]


WRONG = {
    "facts: {bursar: {ask: Who?, type: time, example: noonish}}\n": "'noonish' is not a time",
    "facts: {bursar: {ask: Who?, type: records}}\n": "the key 'fields' of bursar is missing",
    "facts: {bursar: {ask: Who?, type: money, one_of: [a, b]}}\n": "bursar has one_of, but its",
    "facts: {bursar: {aks: Who?}}\n": "unknown key 'aks'",
    "facts: [bursar]\n": "facts is a list where a group of keys belongs",
    "facts: {bursar: Who?}\n": "bursar is text where a group of keys belongs",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_mistake_in_a_declaration_is_told(text: str, workspace: Workspace) -> None:
    (workspace.root / "policygen.yaml").write_text(text)
    _, problems = Workspace(workspace.root).settings()
    assert [problem.position.line for problem in problems]
    assert WRONG[text] in " ".join(problem.message for problem in problems)
