"""What trusts fix and set for their schools, as their people and the publisher's find it."""

import csv
import json
import re
import sys
from io import StringIO
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from dashboards import DashboardRead
from openpyxl import load_workbook
from terminal import Terminal

from policygen.workspace.layout import Workspace
from policygen.workspace.parcels import common_parcel

REGION = """\
name: East Region
fixed:
  roles: {headteacher: Head of School}
default:
  policies:
    social-media:
      values: {designated_place: the region's own hall}
"""
TRUST = """\
name: Chiltern Learning Trust
trust: east
fixed:
  policies:
    social-media:
      choices:
        business_use: with_approval
default:
  policies:
    social-media:
      choices: {personal_use: occasional}
      values: {designated_place: the staff room}
      local:
        references:
          replace: Only the {{ roles.headteacher }} gives a reference.
          reason: Agreed with the trust's staff forum
"""
SCHOOL = """\
name: {name}
trust: chiltern
policies:
  social-media:
    model: 2016-04
    next_review: April 2028
"""
ASH = "schools/ash/school.yaml"
BEECH = "schools/beech/school.yaml"
ITS_OWN = "    values: {designated_place: the library}\n"


@pytest.fixture(autouse=True)
def trusts(workspace: Path) -> None:
    """Two schools in a trust, which is in a region; the sample schools are in none."""
    for name, text in {
        "trusts/east.yaml": REGION,
        "trusts/chiltern.yaml": TRUST,
        ASH: SCHOOL.format(name="Ash School"),
        BEECH: SCHOOL.format(name="Beech School") + ITS_OWN,
    }.items():
        path = workspace / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def editions(workspace: Path) -> dict[str, bytes]:
    return {
        path.relative_to(workspace / "build").as_posix(): path.read_bytes()
        for path in (workspace / "build").glob("*/*")
    }


def text(workspace: Path, school: str) -> str:
    return (workspace / f"build/{school}/social-media.md").read_text("utf-8")


def test_a_school_has_what_its_trusts_say_and_what_it_says_itself(
    workspace: Path, run: Run
) -> None:
    result = run("build", "ash", "beech")
    assert result.exit_code == 0, result.output
    assert "(the staff room)" in text(workspace, "ash")
    assert "(the library)" in text(workspace, "beech")
    for school in ("ash", "beech"):
        assert "Only the Head of School gives a reference." in text(workspace, school)


def test_one_change_in_a_trust_changes_its_schools_that_it_touches(
    workspace: Path, run: Run
) -> None:
    run("build")
    before = editions(workspace)
    assert run("build").stderr == "0 editions built; 6 editions unchanged.\n"
    edit(workspace / "trusts/chiltern.yaml", "the staff room", "the hall")
    assert run("build").stderr == "1 edition built; 5 editions unchanged.\n"
    after = editions(workspace)
    assert {name for name in before if after[name] != before[name]} == {
        f"ash/social-media.{ending}" for ending in ("docx", "html", "md")
    }
    edit(workspace / "trusts/east.yaml", "Head of School", "Principal")
    run("build")
    assert "Only the Principal gives" in text(workspace, "beech")
    assert run("build").stderr == "0 editions built; 6 editions unchanged.\n"
    (workspace / "trusts/chiltern.yaml").unlink()
    result = run("build")
    assert "beech/school.yaml:2:8: there is no trust 'chiltern'" in result.stderr
    assert "4 editions unchanged" in result.stderr
    assert "is undecided" not in result.stderr  # which comes of the same


def test_what_is_remembered_of_the_register_is_renewed_too(workspace: Path, run: Run) -> None:
    def trust_of_ash() -> str:
        rows = json.loads(run("status", "--json", "ash").stdout)
        return str(rows[0]["trust"])

    assert trust_of_ash() == "Chiltern Learning Trust"
    edit(workspace / "trusts/chiltern.yaml", "Chiltern Learning", "Chilterns")
    assert trust_of_ash() == "Chilterns Trust"


def test_a_school_can_t_say_otherwise_than_what_is_fixed(workspace: Path, run: Run) -> None:
    with (workspace / ASH).open("a", encoding="utf-8") as file:
        file.write("    choices:\n      business_use: never\n")
    result = run("build", "ash", "beech")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        f"{ASH}:8:21: Chiltern Learning Trust fixes business_use, and this is something else\n"
        "  trusts/chiltern.yaml:7:9 fixes it; remove it here\n"
    )
    assert "1 edition built; 1 edition refused: ash/social-media." in result.stderr
    edit(workspace / ASH, "business_use: never", "business_use: with_approval")
    assert run("build", "ash").exit_code == 0


def test_a_school_may_write_what_is_fixed_in_its_own_way(workspace: Path, run: Run) -> None:
    edit(
        workspace / "trusts/chiltern.yaml",
        "fixed:\n",
        "fixed:\n  roles: {headteacher: {telephone: 01632 960000}}\n",
    )
    with (workspace / ASH).open("a", encoding="utf-8") as file:
        file.write("roles: {headteacher: {telephone: (01632) 960 000}}\n")
    result = run("build", "ash")
    assert result.exit_code == 0, result.output
    edit(workspace / ASH, "960 000", "960 001")
    assert "fixes the telephone of the post headteacher" in run("build", "ash").stderr


@pytest.mark.parametrize(
    ("place", "old", "new"),
    [
        ("trusts/chiltern.yaml:7:23", "business_use: with_approval", "business_use: aproval"),
        ("trusts/chiltern.yaml:7:9", "business_use:", "bussiness_use:"),
        ("trusts/chiltern.yaml:15:32", "{{ roles.headteacher }}", "{{ roles.haed }}"),
        ("trusts/chiltern.yaml:14:9", "references:", "refernces:"),
        ("trusts/chiltern.yaml:2:8", "trust: east", "trust: west"),
        ("trusts/east.yaml:2:1", "trust: east", "trust: east"),
    ],
)
def test_a_fault_of_a_trust_is_told_there_and_stops_its_schools_alone(
    workspace: Path, run: Run, place: str, old: str, new: str
) -> None:
    edit(workspace / "trusts/chiltern.yaml", old, new)
    if old == new:
        edit(workspace / "trusts/east.yaml", "fixed:", "fixd:")
    result = run("build")
    assert f"\n{place}: " in f"\n{result.stderr}", result.stderr
    assert result.stderr.count(place) == 1
    assert "4 editions built; 2 editions refused" in result.stderr
    assert place in run("check").stderr
    assert place in run("adopt", "ash", "social-media").output


def test_a_fixed_answer_is_neither_asked_for_nor_taken(workspace: Path, run: Run) -> None:
    before = (workspace / ASH).read_bytes()
    result = run("adopt", "ash", "social-media", "--choose", "business_use=never")
    assert result.exit_code == 2
    assert (
        "business_use: Chiltern Learning Trust fixes this: Yes, with approval.\n"
        "  trusts/chiltern.yaml:7:9 fixes it.\n"
    ) in result.stderr
    result = run("adopt", "ash", "social-media", "--set", "roles.headteacher=Boss")
    assert "East Region fixes this: Head of School" in result.stderr
    assert (workspace / ASH).read_bytes() == before
    result = run("adopt", "ash", "social-media")
    assert "Nothing is open." in result.stderr


def test_a_school_may_say_otherwise_than_a_default_and_take_that_back(
    workspace: Path, run: Run
) -> None:
    of_trust = (workspace / "trusts/chiltern.yaml").read_bytes()
    assert run("adopt", "ash", "social-media", "--set", "designated_place=the shed").exit_code == 0
    run("build", "ash")
    assert "(the shed)" in text(workspace, "ash")
    edit(workspace / ASH, "designated_place: the shed", "designated_place:")
    run("build", "ash")
    assert "(the staff room)" in text(workspace, "ash")
    assert (workspace / "trusts/chiltern.yaml").read_bytes() == of_trust


def test_a_holder_is_the_school_s_where_the_title_is_fixed(workspace: Path, run: Run) -> None:
    result = run("adopt", "ash", "social-media", "--set", "roles.headteacher.holder=Ann Lee")
    assert result.exit_code == 0, result.output
    assert "headteacher:\n    holder: Ann Lee" in (workspace / ASH).read_text("utf-8")
    assert run("build", "ash").exit_code == 0
    edit(workspace / ASH, "headteacher:\n    holder: Ann Lee", "headteacher: Boss")
    result = run("build", "ash")
    assert "East Region fixes what the post headteacher is called" in result.stderr
    assert "trusts/east.yaml:3:11 fixes it" in result.stderr


def test_wording_is_kept_as_the_model_has_it_or_fixed_so(workspace: Path, run: Run) -> None:
    kept = "    local: {references: {keep: yes, reason: Ours is the model's}}\n"
    with (workspace / ASH).open("a", encoding="utf-8") as file:
        file.write(kept)
    run("build", "ash", "beech")
    assert "gives a reference" not in text(workspace, "ash")
    assert "gives a reference" in text(workspace, "beech")
    rows = json.loads(run("status", "--json", "ash", "beech").stdout)
    assert [row["local"] for row in rows] == [0, 1]
    edit(workspace / "trusts/chiltern.yaml", TRUST[TRUST.index("      local:") :], "")
    edit(
        workspace / "trusts/chiltern.yaml",
        "        business_use: with_approval\n",
        "        business_use: with_approval\n      " + kept.strip() + "\n",
    )
    assert run("build", "ash", "beech").exit_code == 0
    edit(workspace / ASH, "keep: yes", "remove: yes")
    result = run("build", "ash")
    assert "fixes the wording of references, and this is something else" in result.stderr


def test_who_reads_deviations_sees_which_wording_is_a_trust_s(workspace: Path, run: Run) -> None:
    own = "    local: {references: {replace: Nobody gives any., reason: Ours}}\n"
    with (workspace / ASH).open("a", encoding="utf-8") as file:
        file.write(own)
    edit(
        workspace / "trusts/chiltern.yaml",
        "        business_use: with_approval\n",
        "        business_use: with_approval\n"
        "      local: {introduction: {add: Read on., reason: Ours}}\n",
    )
    said = run("deviations", "social-media").stdout
    assert "  ash, added, fixed by Chiltern Learning Trust: Read on." in said
    assert "  beech, replaced, set by Chiltern Learning Trust: Only the Head of School" in said
    assert "  ash, replaced: Nobody gives any." in said
    records = json.loads(run("deviations", "social-media", "--format", "json").stdout)
    trusts = {(one["school"], one["id"]): (one["became"], one["trust"]) for one in records}
    assert trusts["beech", "references"] == ("replaced", "set by Chiltern Learning Trust")
    assert trusts["ash", "introduction"] == ("added", "fixed by Chiltern Learning Trust")
    assert trusts["ash", "references"] == ("replaced", "")
    table = run("deviations", "social-media", "--format", "csv").stdout.lstrip("\ufeff")
    rows = [*csv.DictReader(StringIO(table))]
    assert [one["Trust"] for one in rows] == [one["trust"] for one in records]
    page = run("deviations", "social-media", "--format", "html").stdout
    assert "Replaced, set by Chiltern Learning Trust" in page
    assert page.count("Trust") == 3, "a school's own is nobody else's"


def test_the_register_knows_who_belongs_to_a_trust(run: Run) -> None:
    named = re.findall(r"^(\w+) School ", run("register", "--trust", "east").stdout, re.M)
    assert named == ["Ash", "Beech"]
    assert run("status", "--trust", "chiltern").stdout.startswith("ash/social-media: draft")
    assert "brook" not in run("status", "--trust", "chiltern").output
    assert "There is no trust 'chilten'" in run("status", "--trust", "chilten").stderr
    rows = {row["school"]: row for row in json.loads(run("register", "--format", "json").stdout)}
    assert rows["ash"]["trust"] == "Chiltern Learning Trust"
    assert rows["ash"]["trusts"] == ["chiltern", "east"]
    assert rows["oakfield"]["trust"] == "" and rows["oakfield"]["trusts"] == []
    lines = [*csv.DictReader(StringIO(run("register", "--format", "csv").stdout.lstrip("\ufeff")))]
    assert [line["Trust"] for line in lines if line["School"] == "Ash School"] == [
        "Chiltern Learning Trust"
    ]
    page = run("register", "--format", "html").stdout
    assert '<th scope="col">Trust</th>' in page and "<td>Chiltern Learning Trust</td>" in page


def test_without_trusts_the_register_has_no_column_for_them(workspace: Path, run: Run) -> None:
    for name in (ASH, BEECH):
        (workspace / name).unlink()
    assert "Trust " not in run("register").stdout.partition("\n")[0]
    assert ">Trust<" not in run("register", "--format", "html").stdout


def test_a_table_of_answers_goes_round(workspace: Path, run: Run) -> None:
    with (workspace / "templates/social-media/2016-04.md").open("a", encoding="utf-8") as file:
        file.write("\n{{ roles.headteacher.holder }}\n")
    run("answers", "social-media", "ash", "--out", str(workspace / "a.xlsx"))
    path, before = workspace / "a.xlsx", (workspace / ASH).read_bytes()
    book = load_workbook(path)
    sheet = book.worksheets[0]
    heads = {cell.value: cell.column or 0 for row in sheet.iter_rows(max_row=1) for cell in row}
    place, business = heads["values.designated_place"], heads["choices.business_use"]
    title = heads["roles.headteacher"]
    assert [sheet.cell(3, one).value for one in (place, business, title)] == [
        "the staff room", "with_approval", "Head of School",
    ]  # fmt: skip

    def taken(column: int, said: str) -> str:
        was = sheet.cell(3, column).value
        sheet.cell(3, column).value = said
        book.save(path)
        sheet.cell(3, column).value = was
        return run("answers", "social-media", "--from", str(path)).output

    assert "0 schools changed, 1 as before" in taken(place, "the staff room")
    assert "trusts/chiltern.yaml:7:9 fixes it" in taken(business, "never")
    assert "trusts/east.yaml:3:11 fixes it" in taken(title, "Boss")
    assert "set by Chiltern Learning Trust, and can't be taken away" in taken(place, "(clear)")
    assert (workspace / ASH).read_bytes() == before
    assert "1 school changed" in taken(place, "the shed")
    after = (workspace / ASH).read_text("utf-8")
    assert "the shed" in after and "business_use" not in after and "Head of" not in after
    assert "1 school changed" in taken(heads["roles.headteacher.holder"], "Ann Lee")
    after = (workspace / ASH).read_text("utf-8")
    assert "holder: Ann Lee" in after and "Head of" not in after


def test_what_comes_to_be_fixed_against_a_school_is_not_passed_over(
    workspace: Path, run: Run
) -> None:
    assert run("build", "beech").exit_code == 0
    edit(
        workspace / "trusts/chiltern.yaml",
        "with_approval\n",
        "with_approval\n      values: {designated_place: the staff room}\n",
    )
    result = run("build", "beech")
    assert result.exit_code == 1
    assert f"{BEECH}:7:32: Chiltern Learning Trust fixes designated_place" in result.stderr


def test_what_is_retired_stays_as_it_was(workspace: Path, run: Run) -> None:
    gone = "    retired: {on: May 2026, reason: Merged}\n    choices: {business_use: never}\n"
    with (workspace / ASH).open("a", encoding="utf-8") as file:
        file.write(gone)
    assert "fixes" not in run("build", "ash").output
    text_ = (workspace / BEECH).read_text("utf-8") + "    choices: {business_use: never}\n"
    (workspace / BEECH).write_text(text_ + "retired: {on: May 2026, reason: Closed}\n", "utf-8")
    assert "fixes" not in run("build", "beech").output


def test_what_is_missing_is_told_in_the_school_s_file(workspace: Path, run: Run) -> None:
    room = "designated_place: the staff room"
    edit(workspace / "trusts/chiltern.yaml", room, "related_policies: {drop: [bullying]}")
    edit(workspace / "trusts/east.yaml", REGION[REGION.index("default:") :], "")
    result = run("build", "ash")
    assert result.stderr.startswith(f"{ASH}:4:3: the value designated_place is missing")


def test_a_new_school_may_belong_to_a_trust(workspace: Path, run: Run) -> None:
    result = run("new", "cedar", "--name", "Cedar School", "--trust", "chilterm")
    assert result.exit_code == 2 and "did you mean chiltern?" in result.stderr
    assert run("new", "cedar", "--name", "Cedar School", "--trust", "chiltern").exit_code == 0
    run("adopt", "cedar", "social-media")
    assert run("build", "cedar").exit_code == 0
    table = "name,policies,trust\nDell School,social-media,chiltern\nElm School,,chilter\n"
    (workspace / "new.csv").write_text(table, "utf-8")
    result = run("new", "--from", str(workspace / "new.csv"))
    assert "there is no trust 'chilter' (cell C3)\n  did you mean chiltern?" in result.stderr
    assert "trust: chiltern" in (workspace / "schools/dell-school/school.yaml").read_text("utf-8")
    assert run("build", "dell-school").exit_code == 0


def test_an_issue_says_what_came_of_the_trust_and_stays_as_it_was(
    workspace: Path, run: Run
) -> None:
    by = ("--by", "Governors", "--summary", "First adopted.", "--on", "4 May 2026")
    assert run("issue", "ash/social-media", *by).exit_code == 0
    frozen = (workspace / "schools/ash/issued/social-media/1.0.md").read_text("utf-8")
    assert '"trust": "chiltern"' in frozen
    assert '"business_use":"with_approval"' in frozen and "the staff room" in frozen
    assert "Agreed with the trust's staff forum" in frozen
    assert run("status", "ash").stdout.startswith("ash/social-media: issued;")
    edit(workspace / "trusts/chiltern.yaml", "the staff room", "the hall")
    assert run("status", "ash").stdout.startswith("ash/social-media: changed;")
    assert run("verify", "ash").exit_code == 0
    run("build", "ash/social-media@1.0")
    past = (workspace / "build/ash/social-media@1.0.md").read_text("utf-8")
    assert "the staff room" in past
    assert run("rename", "ash", "ash-academy").exit_code == 0
    assert run("verify", "ash-academy").exit_code == 0
    assert run("build", "ash-academy").exit_code == 0
    assert run("retire", "ash-academy", "--reason", "Closed").exit_code == 0
    edit(workspace / "trusts/chiltern.yaml", "business_use: with_approval", "business_use: never")
    assert run("verify").exit_code == 0
    assert "the staff room" not in (workspace / "schools/ash-academy/school.yaml").read_text()


def test_an_issue_without_a_trust_names_none(workspace: Path, run: Run) -> None:
    by = ("--by", "Governors", "--summary", "First adopted.", "--on", "4 May 2026")
    assert run("issue", "brook-lane/social-media", *by).exit_code == 0
    frozen = (workspace / "schools/brook-lane/issued/social-media/1.0.md").read_text("utf-8")
    assert '"trust"' not in frozen


def test_rows_of_a_trust_s_control_table_follow_what_they_name(workspace: Path, run: Run) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    since = "since: {version: 2016-04, was: {values: {set_place: designated_place}}}\ndecisions:"
    newer = model.read_text("utf-8").replace("designated_place", "set_place")
    newer = newer.replace("decisions:", since, 1)
    (workspace / "templates/social-media/2018-04.md").write_text(newer, "utf-8")
    edit(
        workspace / "trusts/chiltern.yaml",
        "business_use: with_approval",
        "business_use: with_approval\n      control: {Room: values.designated_place, Seen by: us}",
    )
    edit(workspace / ASH, "2016-04", "2018-04")
    result = run("build", "ash", "beech")
    assert result.exit_code == 0 and "no effect" not in result.stderr, result.output
    for school, room in (("ash", "the staff room"), ("beech", "the library")):
        rows = text(workspace, school)
        assert re.search(rf"Room \| {room}\b", rows) and re.search(r"Seen by \| us\b", rows)


def test_a_row_of_a_trust_s_that_only_another_version_can_fill_is_left_out(
    workspace: Path, run: Run
) -> None:
    """And one that no version can is told."""
    model = workspace / "templates/social-media/2016-04.md"
    gone = "since: {version: 2016-04, gone: {values: [designated_place]}}\ndecisions:"
    newer = model.read_text("utf-8").replace("decisions:", gone, 1)
    newer = re.sub(r"(?m)^  designated_place:.*\n(?:    .*\n)*", "", newer)
    newer = newer.replace("{{ values.designated_place }}", "the set place")
    (workspace / "templates/social-media/2018-04.md").write_text(newer, "utf-8")
    row = "business_use: with_approval\n      control: {Room: values.designated_place}"
    edit(workspace / "trusts/chiltern.yaml", "business_use: with_approval", row)
    edit(workspace / ASH, "2016-04", "2018-04")
    result = run("build", "ash", "beech")
    assert result.exit_code == 0, result.output
    assert "Room |" not in text(workspace, "ash")
    assert "Room | the library" in text(workspace, "beech")
    edit(workspace / "trusts/chiltern.yaml", "Room: values.designated_place", "Room: values.plaice")
    assert "values.plaice is not declared" in run("build", "beech").output


def test_a_trust_may_speak_to_several_versions_of_a_model(workspace: Path, run: Run) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    newer = model.read_text("utf-8").replace("designated_place", "set_place")
    newer = newer.replace("{#references}", "{#giving-references}").replace(
        "#references", "#giving-references"
    )
    (workspace / "templates/social-media/2018-04.md").write_text(newer, "utf-8")
    edit(
        workspace / "trusts/chiltern.yaml",
        "values: {designated_place: the staff room}",
        "values: {designated_place: the staff room, set_place: the attic}",
    )
    edit(workspace / ASH, "2016-04", "2018-04")
    result = run("build", "ash", "beech")
    assert result.exit_code == 0 and "no effect" not in result.stderr, result.output
    assert "(the attic)" in text(workspace, "ash")
    assert "(the library)" in text(workspace, "beech")
    assert "trusts/" not in run("check").stderr


def test_its_rows_may_stand_in_a_file_beside_it(workspace: Path, run: Run) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    edit(
        model,
        "roles:\n  headteacher",
        "  panel: {ask: Who?, type: records, fields: {name: {ask: Name}}}\nroles:\n  headteacher",
    )
    with model.open("a", encoding="utf-8") as file:
        file.write("\n{% for one in values.panel %}\n- {{ one.name }}\n{% endfor %}\n")
    edit(workspace / "trusts/chiltern.yaml", "room}\n", "room, panel: {rows: panel.csv}}\n")
    result = run("build", "ash")
    assert "trusts/chiltern.yaml:12:64:" in result.stderr
    assert "there is no file 'panel.csv' beside trusts/chiltern.yaml" in result.stderr
    (workspace / "trusts/panel.csv").write_text("name\nAnn Lee\n", "utf-8")
    assert run("build", "ash").exit_code == 0
    assert "Ann Lee" in text(workspace, "ash")
    (workspace / "trusts/panel.csv").write_text("name\nBo Day\n", "utf-8")
    run("build", "ash")
    assert "Bo Day" in text(workspace, "ash")


def test_what_goes_to_other_machines_has_the_trusts(workspace: Path) -> None:
    (workspace / "trusts/panel.csv").write_text("name\nAnn Lee\n", "utf-8")
    parcel = dict(common_parcel(Workspace(workspace)) or ())
    assert parcel["trusts/chiltern.yaml"].decode() == TRUST
    assert {"trusts/east.yaml", "trusts/panel.csv"} <= parcel.keys()


def test_a_school_of_a_trust_that_is_no_text_or_isn_t_there(workspace: Path, run: Run) -> None:
    edit(workspace / ASH, "trust: chiltern", "trust: [chiltern]")
    edit(workspace / BEECH, "trust: chiltern", "trust: Chiltern Trust")
    assert run("build", "ash", "beech").stderr == (
        "schools/ash/school.yaml:2:8: trust is a list where text belongs\n"
        "  write one text; if it begins with [ or {, put it in quotes\n"
        "schools/beech/school.yaml:2:8: there is no trust 'Chiltern Trust'\n"
        "  did you mean chiltern?\n"
        "0 editions built; 2 editions refused: ash/social-media, beech/social-media.\n"
    )
    rows = json.loads(run("status", "--json", "beech").stdout)
    assert [row["states"] for row in rows] == [["incomplete"]]


def test_an_unused_answer_of_a_trust_is_no_matter_to_a_school(workspace: Path, run: Run) -> None:
    with (workspace / ASH).open("a", encoding="utf-8") as file:
        file.write("    choices: {personal_use: never}\n")
    edit(workspace / "trusts/chiltern.yaml", "default:", "default:\n  roles: {clerk: Clerk}")
    assert "designated_place" not in run("build", "ash").output
    told = run("check").stderr
    assert "trusts/chiltern.yaml:9:11: 'clerk' is not a role in any policy" in told
    assert "is given, but no passage" not in told.replace("schools/", "")


def test_what_a_trust_has_changed_is_found_whatever_else_was_read(
    workspace: Path, run: Run
) -> None:
    """A school whose record has another name looks at the school that has its name, too."""
    edit(workspace / ASH, "name: Ash School", "name: Ash School\nid: beech")
    edit(workspace / BEECH, "name: Beech School", "name: Beech School\nid: ash")
    run("build", "ash", "beech")
    edit(workspace / "trusts/chiltern.yaml", "the staff room", "the hall")
    run("build", "ash", "beech")
    assert "(the hall)" in text(workspace, "ash")


def test_an_editor_is_offered_what_a_trust_may_say(workspace: Path, run: Run) -> None:
    schema = json.loads(run("schema", "trust").stdout)
    assert {*schema["properties"]} == {"name", "trust", "fixed", "default"}
    answers = schema["$defs"]["TrustAnswers"]["properties"]
    policy = answers["policies"]["properties"]["social-media"]["properties"]
    assert {*policy} == {"choices", "values", "control", "local"}
    assert "never" in policy["choices"]["properties"]["business_use"]["anyOf"][0]["enum"]
    assert schema["properties"]["trust"]["enum"] == ["chiltern", "east", None]
    run("schema", "--write")
    written = (workspace / "trusts/trust.schema.json").read_text("utf-8")
    assert json.loads(written) == schema
    assert "trusts/" not in run("check").stderr


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
def test_the_talk_shows_whose_an_answer_is_and_lets_a_fixed_one_be(workspace: Path) -> None:
    terminal = Terminal(workspace, "adopt", "ash", "social-media")
    terminal.heard()
    terminal.type("show")
    assert "Yes, with approval (fixed by Chiltern Learning Trust)" in terminal.said
    assert "the staff room (set by Chiltern Learning Trust)" in terminal.said
    assert "Head of School (fixed by East Region)" in terminal.said
    said = terminal.type("business_use")
    assert "Chiltern Learning Trust fixes this: Yes, with approval." in said
    assert "trusts/chiltern.yaml:7:9 fixes it." in said
    said = terminal.type("designated_place")
    assert "The answer now: the staff room (set by Chiltern Learning Trust)" in said
    said = terminal.type("the shed")
    assert "Saved: the shed" in said
    terminal.type("")
    assert terminal.end() == 0
    assert "the shed" in (workspace / ASH).read_text("utf-8")


def test_the_dashboard_finds_the_schools_of_a_trust_above(workspace: Path, run: Run) -> None:
    """As `register --trust` does; and the wording that is a trust's is counted as such."""
    page = workspace / "build/site/dashboard/index.html"

    def found() -> dict[str, int]:
        run("site", "--dashboard")
        read = DashboardRead(page.read_bytes())
        select = read.root.xpath("//label[starts-with(., 'Trust')]/select")[0]
        marks = {one.text: one.get("value") for one in select if one.text != "All"}
        return {
            name: sum(mark in row["marks"].split() for row in read.rows)
            for name, mark in marks.items()
        }

    other = SCHOOL.format(name="Cedar School").replace("trust: chiltern", "trust: east")
    (workspace / "schools/cedar").mkdir()
    (workspace / "schools/cedar/school.yaml").write_text(other, "utf-8")
    region = next(line for line in REGION.splitlines() if line.startswith("name: "))[6:]
    assert found() == {"Chiltern Learning Trust": 2, region: 3}
    edit(workspace / "trusts/east.yaml", region, "The North")
    assert found() == {"Chiltern Learning Trust": 2, "The North": 3}, "its new name is known"
    (workspace / "trusts/nation.yaml").write_text("name: The Nation\n", "utf-8")
    edit(workspace / "trusts/east.yaml", "name: The North", "name: The North\ntrust: nation")
    assert found() == {"Chiltern Learning Trust": 2, "The Nation": 3, "The North": 3}
    words = " ".join(DashboardRead(page.read_bytes()).words.split())
    assert "words of a school’s own, or of its trust" in words
