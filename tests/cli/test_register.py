import json
import shutil
from pathlib import Path
from typing import Any

import icalendar
import pytest
from cli_fixtures import Run, edit

from policygen.actions import register
from policygen.workspace import workers


def test_the_register_lists_every_adoption_soonest_first(run: Run) -> None:
    result = run("register", "--on", "2026-11-23")
    lines = result.stdout.splitlines()
    assert [line.split("  ")[0] for line in lines[2:]] == [
        "Holtsmere End Infant and Nursery School",
        "Oakfield Community School",
        "St Mary's & St John's C of E Primary School",
        "Brook Lane Nursery School",
    ]
    assert "3,129 days overdue" in lines[2]
    assert result.stderr == "4 policies of 4 schools, 1 overdue, 1 draft.\n"


def test_the_register_can_be_narrowed(run: Run) -> None:
    def schools(*words: str) -> list[str]:
        result = run("register", "--on", "2026-11-23", "--format", "json", *words)
        return [row["school"] for row in json.loads(result.stdout)]

    assert schools("--state", "overdue") == ["holtsmere-end"]
    assert schools("--within", "200d") == ["holtsmere-end", "oakfield"]
    assert schools("--state", "draft", "--state", "overdue") == ["holtsmere-end", "brook-lane"]
    assert len(schools("--policy", "social-media")) == 4
    unknown = run("register", "--policy", "visitors")
    assert (unknown.exit_code, "no policy 'visitors'" in unknown.stderr) == (2, True)
    assert run("register", "--within", "soon").exit_code == 2


def test_it_can_fail_where_something_is_overdue(run: Run) -> None:
    assert run("register", "--fail-on", "overdue", "--on", "2026-11-23").exit_code == 1
    assert run("register", "--fail-on", "overdue", "--on", "30 April 2018").exit_code == 0
    assert run("register", "--fail-on", "overdue", "--on", "1 May 2018").exit_code == 1


def test_a_calendar_for_each_school_and_one_for_all(
    run: Run, workspace: Path, tmp_path: Path
) -> None:
    out = tmp_path / "calendars"

    def events() -> dict[str, int]:
        run("register", "--format", "ics", "--out", str(out))
        return {
            path.stem: len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
            for path in out.glob("*.ics")
        }

    assert events() == {"all_schools": 3, "holtsmere-end": 1, "oakfield": 1, "st-marys-st-johns": 1}
    (out / "somebody-elses.ics").write_bytes((out / "oakfield.ics").read_bytes())
    edit(workspace / "schools/oakfield/school.yaml", "    next_review: May 2027\n", "")
    assert events() == {
        "all_schools": 2, "holtsmere-end": 1, "st-marys-st-johns": 1, "somebody-elses": 1
    }  # fmt: skip
    assert run("register", "--out", str(out)).exit_code == 2


def test_two_adoptions_never_share_an_event(run: Run, workspace: Path) -> None:
    for school, policy in (("elm", "park-visitors"), ("elm-park", "visitors")):
        model = workspace / f"templates/{policy}/2016-04.md"
        model.parent.mkdir()
        shutil.copyfile(workspace / "templates/social-media/2016-04.md", model)
        file = workspace / f"schools/{school}/school.yaml"
        file.parent.mkdir()
        adoption = f"{policy}: {{model: 2016-04, next_review: May 2027}}"
        file.write_text(f"name: Elm\npolicies: {{{adoption}}}\n", "utf-8")
    text = run("register", "--format", "ics").stdout
    ids = [str(event["UID"]) for event in icalendar.Calendar.from_ical(text).walk("VEVENT")]
    assert len(ids) == len(set(ids)) == 5


def test_the_page_has_every_school(run: Run) -> None:
    html = run("register", "--format", "html").stdout
    assert html.count('<th scope="row"') == 4
    assert "St Mary’s &amp; St John’s" in html


def row(run: Run, school: str = "holtsmere-end") -> dict[str, Any]:
    rows = json.loads(run("register", "--on", "2026-11-23", "--format", "json").stdout)
    found: dict[str, Any] = next(row for row in rows if row["school"] == school)
    return found


def test_whatever_has_changed_since_shows_in_the_next_register(run: Run, workspace: Path) -> None:
    school = workspace / "schools/holtsmere-end/school.yaml"
    frozen = workspace / "schools/holtsmere-end/issued/social-media/2.0.md"
    run("issue", "holtsmere-end/social-media", "--by", "Board", "--summary", "A", "--on", "2026-11")
    assert (row(run)["version"], row(run)["states"]) == ("2.0", ["issued"])

    text = frozen.read_text("utf-8")
    edit(frozen, "good name", "bad name")
    assert row(run)["states"] == ["altered"]
    frozen.unlink()
    assert row(run)["states"] == ["altered"]  # the history says that it was issued here
    frozen.write_text(text, "utf-8")
    assert row(run)["states"] == ["issued"]

    edit(school, "the staff room", "the library")
    assert row(run)["states"] == ["changed"]
    assert row(run)["changes"] == ["the text of section 3 changed"]

    model = workspace / "templates/social-media/2016-04.md"
    shutil.copyfile(model, model.with_name("2026-09.md"))
    assert row(run)["states"] == ["changed", "behind"]

    (workspace / "schools/holtsmere-end/logo.png").write_text("no picture")
    assert row(run)["states"] == ["incomplete", "behind"]


def test_a_register_from_memory_is_as_one_from_cold(run: Run, workspace: Path) -> None:
    for kind in ("table", "csv", "json", "html", "ics"):
        cold = run("register", "--on", "2026-11-23", "--format", kind).stdout
        assert run("register", "--on", "2026-11-23", "--format", kind).stdout == cold
        shutil.rmtree(workspace / "build")


@pytest.mark.parametrize("command", ["register", "status"])
def test_a_school_that_cannot_be_read_is_said_every_time(
    run: Run, workspace: Path, command: str
) -> None:
    (workspace / "schools/oakfield/school.yaml").write_text("name: [", "utf-8")
    for _ in range(2):
        result = run(command)
        assert result.exit_code == 1
        assert "schools/oakfield/school.yaml:2:1: a bracket or comma is missing" in result.stderr
        assert "Brook Lane" in result.stdout or "brook-lane" in result.stdout


def test_what_cannot_be_built_is_incomplete(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "\npolicies:", "\ncolour: green\npolicies:")
    assert row(run, "oakfield")["states"] == ["incomplete"]


def test_on_all_processors_it_is_as_on_one(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (workspace / "schools/brook-lane/school.yaml").write_text("name: [", "utf-8")
    one = run("register", "--on", "2026-11-23", "--format", "json")
    shutil.rmtree(workspace / "build")
    monkeypatch.setattr(register, "_MANY", 1)
    monkeypatch.setattr(workers, "processors", lambda: 2)
    all_of_them = run("register", "--on", "2026-11-23", "--format", "json")
    assert (all_of_them.stdout, all_of_them.stderr) == (one.stdout, one.stderr)


@pytest.mark.parametrize("command", ["register", "status", "remind"])
def test_a_mistake_that_hides_a_date_is_said_every_time(
    run: Run, workspace: Path, command: str
) -> None:
    edit(workspace / "schools/holtsmere-end/school.yaml", "next_review: ", "next_review: 0")
    for _ in range(2):
        result = run(command)
        assert result.exit_code == 1
        assert "schools/holtsmere-end/school.yaml:" in result.stderr
        assert "is not a date that can be understood" in result.stderr


def _said(run: Run, day: str) -> tuple[str, str, str]:
    """The last version, what is to come, and what is in force: alike in every format."""
    found = json.loads(run("register", "--on", day, "--format", "json").stdout)
    one = next(row for row in found if row["school"] == "holtsmere-end")
    table = run("register", "--on", day).stdout
    cells = next(line for line in table.splitlines() if line.startswith("Holtsmere"))
    status = run("status", "holtsmere-end", "--on", day).stdout
    told = status.split("; ")[1]
    assert f"  {told.removeprefix('version ')}  " in cells
    csv = run("register", "--on", day, "--format", "csv").stdout
    page = run("register", "--on", day, "--format", "html").stdout
    assert f'"{told.removeprefix("version ")}"' in csv
    assert f"<td>{told.removeprefix('version ')}</td>" in page
    return one["version"], one["coming"], told


def _issue_for_later(run: Run, workspace: Path) -> None:
    approved = ("issue", "holtsmere-end/social-media", "--by", "Board", "--summary", "A")
    run(*approved, "--on", "10 June 2019")
    edit(workspace / "schools/holtsmere-end/school.yaml", "the staff room", "the library")
    run(*approved, "--on", "3 July 2020", "--in-force", "1 September 2020", "--minor")


def test_an_issue_that_applies_later_is_shown_as_such(run: Run, workspace: Path) -> None:
    _issue_for_later(run, workspace)
    later = "2.1 from 1 September 2020"
    assert _said(run, "3 July 2020") == ("2.1", later, f"version 2.0, {later}")
    assert _said(run, "31 August 2020") == ("2.1", later, f"version 2.0, {later}")
    assert _said(run, "1 September 2020") == ("2.1", "", "version 2.1")
    assert _said(run, "2 July 2020") == ("2.1", "", "version 2.1")  # by the files of today
    run("withdraw", "holtsmere-end/social-media@2.1", "--reason", "No", "--on", "1 August 2020")
    assert _said(run, "15 August 2020") == ("2.0", "", "version 2.0")


def test_what_is_in_force_again_after_a_withdrawal_was_not_to_come(
    run: Run, workspace: Path
) -> None:
    _issue_for_later(run, workspace)
    run("withdraw", "holtsmere-end/social-media@2.1", "--reason", "No", "--on", "1 October 2020")
    assert _said(run, "15 September 2020") == ("2.0", "", "version 2.0")  # by the files of today
    assert _said(run, "1 October 2020") == ("2.0", "", "version 2.0")


def test_the_first_issue_of_all_may_apply_later(run: Run) -> None:
    name = "brook-lane/social-media"
    run("adopt", *name.split("/"), "--set", "designated_place=the hall",
        "--choose", "personal_use=never", "--choose", "business_use=never")  # fmt: skip
    words = ("--on", "3 July 2020", "--in-force", "September 2020")
    assert run("issue", name, "--by", "Board", "--summary", "A", *words).exit_code == 0
    said = run("status", "brook-lane", "--on", "1 August 2020").stdout
    assert f"{name}: issued; version 1.0 from September 2020; review" in said
    said = run("status", "brook-lane", "--on", "1 September 2020").stdout
    assert f"{name}: issued; version 1.0; review" in said
    run("retire", name, "--reason", "Merged", "--on", "5 July 2020")
    said = run("status", "brook-lane", "--on", "1 August 2020").stdout
    assert f"{name}: retired; version 1.0\n" in said
    run("retire", "--undo", name)
    run("retire", "brook-lane", "--reason", "Closed", "--on", "5 July 2020")
    said = run("status", "brook-lane", "--on", "1 August 2020").stdout
    assert f"{name}: retired; version 1.0\n" in said


def test_what_was_withdrawn_is_not_in_force_until_a_later_issue_applies(run: Run) -> None:
    name = "holtsmere-end/social-media"
    for version in ("1.1", "1.0"):
        run("withdraw", f"{name}@{version}", "--reason", "No", "--on", "1 June 2020")
    words = ("--on", "3 July 2020", "--in-force", "1 September 2020")
    assert run("issue", name, "--by", "Board", "--summary", "A", *words).exit_code == 0
    said = run("status", "holtsmere-end", "--on", "1 August 2020").stdout
    assert f"{name}: issued; version 2.0 from 1 September 2020; review" in said


@pytest.fixture
def academy(workspace: Path) -> Path:
    """The file of a school that says of which kind it is; the others don't."""
    file = workspace / "schools/oakfield/school.yaml"
    edit(file, "name: Oakfield", "facts: {kind: academy, phase: secondary}\nname: Oakfield")
    return file


def lacking(run: Run, *words: str) -> dict[tuple[str, str], dict[str, Any]]:
    result = run("register", "--required", "--on", "2026-11-26", "--format", "json", *words)
    return {(row["school"], row["policy"]): row for row in json.loads(result.stdout)}


def test_what_schools_must_have_is_held_against_what_they_have(run: Run, academy: Path) -> None:
    rows = lacking(run)
    row = rows["oakfield", "uniform"]
    assert (row["states"], row["said"]) == (["missing"], "the school has none")
    assert "trusts" in row["sources"][0]["title"]
    assert row["sources"][0]["looked_up"] == "2026-11-27"
    assert rows["holtsmere-end", ""]["states"] == ["unclear"]
    other = (
        "other_policies:\n  school-uniform: {title: Uniform, published: https://a.example.org}\n"
    )
    edit(academy, "\npolicies:\n", f"\n{other}policies:\n")
    assert ("oakfield", "uniform") not in lacking(run)
    assert ("oakfield", "school-food") in lacking(run)
    (academy.parents[2] / "required.yaml").write_text("as: {social-media: behaviour}\n", "utf-8")
    assert lacking(run)["oakfield", "behaviour"]["states"] == ["unpublished"]
    run("retire", "oakfield/social-media", "--reason", "Replaced.", "--on", "1 September 2026")
    assert lacking(run)["oakfield", "behaviour"]["states"] == ["missing"]
    edit(academy, "name: Oakfield", "retired: {on: May 2026, reason: Closed.}\nname: Oakfield")
    assert "oakfield" not in {school for school, _ in lacking(run)}


@pytest.mark.usefixtures("academy")
def test_a_workspace_has_its_own_list_or_its_own_names(run: Run, workspace: Path) -> None:
    own = workspace / "required.yaml"
    own.write_text("as: {social-media: behaviour}\n", "utf-8")
    rows = lacking(run)
    assert rows["oakfield", "behaviour"]["states"] == ["unpublished"]
    assert rows["oakfield", "uniform"]["states"] == ["missing"]
    source = "{title: Ours, looked_up: 1 May 2026, policies: {visitors: }}"
    own.write_text(f"sources: [{source}]\n", "utf-8")
    rows = lacking(run)
    assert {policy for _, policy in rows} == {"visitors"}
    assert len(rows) == 4
    assert rows["oakfield", "visitors"]["title"] == "Visitors"
    result = run("register", "--required", "--on", "2027-05-02")
    assert "more than a year ago" in result.stderr
    assert "4 missing, in 4 of 4 schools." in result.stderr
    assert "year ago" not in run("register", "--required", "--on", "2027-05-01").stderr
    own.write_text("sources: [{title: Ours, policies: {visitors: }}]\n", "utf-8")
    result = run("register", "--required")
    assert (result.exit_code, result.stdout) == (1, "")
    missing = "the key 'looked_up' of entry 1 of sources is missing"
    assert f"required.yaml:1:11: {missing}" in result.stderr


@pytest.mark.usefixtures("academy")
def test_our_own_site_publishes_what_is_public(run: Run, workspace: Path, academy: Path) -> None:
    (workspace / "required.yaml").write_text("as: {social-media: behaviour}\n", "utf-8")
    (workspace / "policygen.yaml").write_text("site: {base_url: https://p.example.org}\n", "utf-8")
    assert ("oakfield", "behaviour") not in lacking(run)
    edit(academy, "  social-media:\n", "  social-media:\n    publish: staff\n")
    assert lacking(run)["oakfield", "behaviour"]["said"] == "publish: staff"


@pytest.mark.usefixtures("academy")
def test_the_register_of_what_must_be_there_can_fail_and_be_narrowed(run: Run) -> None:
    def status(*words: str) -> int:
        return run("register", "--required", "--on", "2026-11-26", *words).exit_code

    assert status() == 0
    assert status("--fail-on", "missing") == 1
    assert status("--fail-on", "wrong-body") == 0
    assert status("--fail-on", "draft") == 2
    assert run("register", "--fail-on", "missing").exit_code == 2
    assert status("--within", "90d") == status("--state", "draft") == status("--format", "ics") == 2
    unknown = run("register", "--required", "--policy", "uniforms")
    assert (unknown.exit_code, "did you mean uniform?" in unknown.stderr) == (2, True)
    named = {policy for _, policy in lacking(run, "--policy", "rse")}
    assert named == {"sex-education", ""}
    html = run("register", "--required", "--format", "html", "--on", "2026-11-26").stdout
    assert "<h1>What schools must have</h1>" in html
