"""The register of which issue is in force on a day, in each of its formats."""

import csv
import html
import json
import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from cli_fixtures import Run, edit

NAME = "holtsmere-end/social-media"
SCHOOL = "schools/holtsmere-end/school.yaml"
FROZEN = "schools/holtsmere-end/issued/social-media"


@pytest.fixture
def issued(run: Run, workspace: Path) -> Path:
    """A workspace with two issues more, the second of which applies from a later day."""
    approved = ("issue", NAME, "--by", "=Board", "--summary")
    run(*approved, "A", "--on", "10 June 2019")
    edit(workspace / SCHOOL, "the staff room", "the library")
    run(*approved, "B", "--on", "3 July 2020", "--in-force", "1 September 2020", "--minor")
    return workspace


def rows(run: Run, day: str, *words: str, status: int = 0) -> dict[str, dict[str, Any]]:
    """The rows of a day, by school."""
    result = run("register", "--as-at", day, "--format", "json", *words)
    assert result.exit_code == status
    return {row["school"]: row for row in json.loads(result.stdout)}


def test_for_any_day_it_names_the_one_in_force_or_says_why_there_is_none(
    run: Run, issued: Path
) -> None:
    del issued

    def said(day: str) -> tuple[str, str, str]:
        row = rows(run, day)["holtsmere-end"]
        assert row["as_at"] == day
        return row["version"], row["state"], row["note"]

    assert said("2016-03-31") == (
        "", "none in force", "later: 1.0 from April 2016 through 31 May 2017"
    )  # fmt: skip
    assert said("2016-04-01") == ("1.0", "not held here", "")
    assert said("2019-06-09") == ("1.1", "not held here", "")
    assert said("2019-06-10") == ("2.0", "in force", "")
    assert said("2020-07-03") == ("2.0", "in force", "to come: 2.1 from 1 September 2020")
    assert said("2020-09-01") == ("2.1", "in force", "")
    run("withdraw", f"{NAME}@2.1", "--reason", "In error", "--on", "1 October 2020")
    run("retire", NAME, "--reason", "Merged", "--on", "1 July 2025")
    assert said("2020-09-30") == ("2.1", "in force", "")
    assert said("2020-10-01") == ("2.0", "in force", "")
    assert said("2025-06-30") == ("2.0", "in force", "")
    assert said("2025-07-01") == ("", "none in force", "retired since 1 July 2025: Merged")
    assert rows(run, "2025-07-01")["brook-lane"]["note"] == "never issued"


def test_as_json_each_row_has_days_in_figures(run: Run, issued: Path) -> None:
    del issued
    row = rows(run, "2020-07-03")["holtsmere-end"]
    assert row == {
        "as_at": "2020-07-03", "school": "holtsmere-end",
        "name": "Holtsmere End Infant and Nursery School", "policy": "social-media",
        "title": "Social media policy", "state": "in force", "version": "2.0",
        "from": "2019-06-10", "through": "2020-08-31", "approved": "2019-06-10",
        "approver": "=Board", "coming": [{"version": "2.1", "from": "2020-09-01"}],
        "note": "to come: 2.1 from 1 September 2020", "trust": "", "trusts": [],
    }  # fmt: skip
    row = rows(run, "2017-01-01")["holtsmere-end"]
    assert (row["from"], row["through"], row["approved"]) == ("2016-04-01", "2017-05-31", "2016-04")
    row = rows(run, "2010-01-01")["holtsmere-end"]
    assert (row["from"], row["through"], row["approved"], row["coming"]) == (None, None, None, [])


def test_the_table_stands_under_the_day(run: Run, issued: Path) -> None:
    del issued
    result = run("register", "--as-at", "3 July 2020")
    lines = result.stdout.splitlines()
    assert lines[0] == "In force on 3 July 2020"
    assert re.split(r"  +", lines[2]) == [
        "School", "Policy", "Version", "State", "From", "Through", "Approved by", "Approved", "Note"
    ]  # fmt: skip
    assert [line.split("  ")[0] for line in lines[4:]] == [
        "Brook Lane Nursery School",
        "Holtsmere End Infant and Nursery School",
        "Oakfield Community School",
        "St Mary's & St John's C of E Primary School",
    ]
    assert re.split(r"  +", lines[5])[1:] == [
        "Social media policy", "2.0", "in force", "10 June 2019", "31 August 2020", "=Board",
        "10 June 2019", "to come: 2.1 from 1 September 2020",
    ]  # fmt: skip
    assert result.stderr == (
        "On 3 July 2020: 4 policies of 4 schools, 1 in force, 1 not held here, 2 none in force.\n"
    )


def test_as_csv_each_row_has_the_day_and_opens_as_text(run: Run, issued: Path) -> None:
    del issued
    result = run("register", "--as-at", "2017-06-01", "--format", "csv")
    assert result.stderr == ""
    table = [*csv.DictReader(StringIO(result.stdout.lstrip("\ufeff")))]
    assert {row["As at"] for row in table} == {"2017-06-01"}
    assert [(row["Version"], row["State"], row["From"], row["Through"]) for row in table] == [
        ("", "none in force", "", ""),
        ("1.1", "not held here", "June 2017", "9 June 2019"),
        ("", "none in force", "", ""),
        ("1.0", "not held here", "12 September 2016", "4 February 2018"),
    ]
    result = run("register", "--as-at", "2020-07-01", "--format", "csv")
    assert '"=Board"' not in result.stdout  # a spreadsheet would reckon with it
    assert "=Board" in result.stdout


def test_the_page_is_headed_with_the_day_and_sorts_by_date(run: Run, issued: Path) -> None:
    edit(issued / "schools/oakfield/school.yaml", "name: Oakfield", "name: <b>O'Oakfield")
    page = run("register", "--as-at", "2020-07-03", "--format", "html").stdout
    assert "<title>Policies in force on 3 July 2020</title>" in page
    assert "<h1>Policies in force on 3 July 2020</h1>" in page
    assert "<p>On 3 July 2020: 4 policies of 4 schools, 1 in force" in page
    assert '<td data-order="2019-06-10">10 June 2019</td>' in page
    assert '<td data-order="2020-08-31">31 August 2020</td>' in page
    assert page.count('<th scope="row"') == 4
    assert "St Mary’s &amp; St John’s" in page
    assert "<b>" not in page
    assert "<b>O’Oakfield" in html.unescape(page)
    assert "none in force" in page
    assert "not held here" in page
    assert "Reviews falling due" not in page
    assert 'td:nth-child(9)::before { content: "Note: "; }' in page


def test_it_can_be_narrowed_to_a_policy_and_a_trust(run: Run, workspace: Path) -> None:
    (workspace / "trusts").mkdir()
    (workspace / "trusts/chiltern.yaml").write_text("name: Chiltern Learning\n", "utf-8")
    edit(workspace / "schools/oakfield/school.yaml", "name: ", "trust: chiltern\nname: ")
    assert [*rows(run, "2026-01-01", "--trust", "chiltern")] == ["oakfield"]
    row = rows(run, "2026-01-01")["oakfield"]
    assert (row["trust"], row["trusts"]) == ("Chiltern Learning", ["chiltern"])
    assert "Trust" in run("register", "--as-at", "2026-01-01").stdout
    assert len(rows(run, "2026-01-01", "--policy", "social-media")) == 4
    unknown = run("register", "--as-at", "2026-01-01", "--policy", "visitors")
    assert (unknown.exit_code, "no policy 'visitors'" in unknown.stderr) == (2, True)


def test_it_narrows_to_one_policy_of_a_school_with_several(run: Run, workspace: Path) -> None:
    model = workspace / "templates/visitors/2016-04.md"
    model.parent.mkdir()
    text = (workspace / "templates/social-media/2016-04.md").read_text("utf-8")
    model.write_text(text.replace("title: Social media", "title: Visitors", 1), "utf-8")
    with (workspace / "schools/brook-lane/school.yaml").open("a", encoding="utf-8") as file:
        file.write("  visitors: {model: 2016-04}\n")
    assert [row["policy"] for row in rows(run, "2026-01-01", "--policy", "visitors").values()] == [
        "visitors"
    ]
    titles = [
        row["title"]
        for row in json.loads(run("register", "--as-at", "2026-01-01", "--format", "json").stdout)
        if row["school"] == "brook-lane"
    ]
    assert titles == ["Social media policy", "Visitors policy"]


def test_schools_stand_in_the_order_of_their_names(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/brook-lane/school.yaml", "name: Brook Lane", "name: The Brook Lane")
    assert [*rows(run, "2020-07-01")] == [
        "holtsmere-end", "oakfield", "st-marys-st-johns", "brook-lane"
    ]  # fmt: skip


def test_a_reason_is_set_as_in_print_on_the_page_alone(run: Run, issued: Path) -> None:
    del issued
    run("retire", NAME, "--reason", "It's <over>", "--on", "1 July 2025")
    words = ("register", "--as-at", "2025-07-01")
    assert "It's <over>" in run(*words).stdout
    assert "It’s &lt;over&gt;" in run(*words, "--format", "html").stdout


def test_what_is_not_as_it_was_made_is_named_as_altered(run: Run, issued: Path) -> None:
    edit(issued / FROZEN / "2.0.md", "staff room", "pub")
    row = rows(run, "2020-07-01")["holtsmere-end"]
    assert (row["state"], row["version"]) == ("altered", "")
    assert row["note"] == "version 2.0 isn't as it was issued"
    assert rows(run, "2021-07-01")["holtsmere-end"]["state"] == "in force"
    (issued / FROZEN / "2.0.md").unlink()
    assert rows(run, "2020-07-01")["holtsmere-end"]["state"] == "not held here"
    edit(issued / SCHOOL, "10 June 2019", "10 May 2019")
    for day in ("2010-01-01", "2019-05-10", "2021-01-01"):
        row = rows(run, day)["holtsmere-end"]
        assert (row["state"], row["version"]) == ("altered", "")
        assert "the issue of 10 May 2019 isn't as it was recorded" in row["note"]


def test_mistakes_that_may_hide_a_day_are_told_and_that_school_is_not_known(
    run: Run, issued: Path
) -> None:
    edit(issued / SCHOOL, "issued: June 2017", "issued: 01/06/2017")
    result = run("register", "--as-at", "2020-07-01", "--format", "json")
    assert result.exit_code == 1
    assert "'01/06/2017' is not a date that can be understood" in result.stderr
    row = rows(run, "2020-07-01", status=1)["holtsmere-end"]
    assert (row["state"], row["version"]) == ("not known", "")
    assert row["note"] == f"mistakes in {SCHOOL}"
    (issued / SCHOOL).write_text("name: [", "utf-8")
    assert "holtsmere-end" not in rows(run, "2020-07-01", status=1)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "ics"), "A calendar is of reviews to come: --as-at has no --format ics."),
        (("--format", "ics", "--out", "here"), "--as-at has no --format ics."),
        (("--on", "2020-07-01"), "--on is about reviews and texts as they are now"),
        (("--on", ""), "--on is about reviews"),
        (("--within", "90d"), "--within is about reviews"),
        (("--state", "issued"), "--state is about reviews"),
        (("--fail-on", "overdue"), "--fail-on is about reviews"),
        (("--as-at", "July 2020"), "--as-at: July 2020 is a month; name one day of it."),
        (("--as-at", "soon"), "--as-at: 'soon' is not a date"),
    ],
)
def test_words_that_do_not_go_together(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("register", "--as-at", "2020-07-01", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_no_school_at_all(run: Run, workspace: Path) -> None:
    for path in (workspace / "schools").glob("*/school.yaml"):
        path.unlink()
    result = run("register", "--as-at", "2020-07-01")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "On 1 July 2020: 0 policies of 0 schools.\n"


def test_several_processes_say_the_same(
    run: Run, issued: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del issued
    from policygen.actions import in_force

    here = run("register", "--as-at", "2020-07-01", "--format", "csv").stdout
    monkeypatch.setattr(in_force, "_MANY", 1)
    assert run("register", "--as-at", "2020-07-01", "--format", "csv").stdout == here


def test_on_and_as_at_answer_two_questions(run: Run, issued: Path) -> None:
    """By today's files version 2.1 is the last, on whatever day a review is looked for."""
    del issued
    result = run("register", "--on", "2020-07-03", "--format", "json")
    by_files = {row["school"]: row for row in json.loads(result.stdout)}
    assert by_files["holtsmere-end"]["version"] == "2.1"
    assert rows(run, "2020-07-03")["holtsmere-end"]["version"] == "2.0"
