import json
from pathlib import Path

import icalendar
from cli_fixtures import Run


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
    assert schools("--policy", "visitors") == []
    assert run("register", "--within", "soon").exit_code == 2


def test_it_can_fail_where_something_is_overdue(run: Run) -> None:
    assert run("register", "--fail-on", "overdue", "--on", "2026-11-23").exit_code == 1
    assert run("register", "--fail-on", "overdue", "--on", "30 April 2018").exit_code == 0
    assert run("register", "--fail-on", "overdue", "--on", "1 May 2018").exit_code == 1


def test_a_calendar_for_each_school_and_one_for_all(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "calendars"
    run("register", "--format", "ics", "--out", str(out))
    found = {
        path.stem: len(icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT"))
        for path in out.glob("*.ics")
    }
    assert found == {
        "all": 3, "brook-lane": 0, "holtsmere-end": 1, "oakfield": 1, "st-marys-st-johns": 1
    }  # fmt: skip


def test_the_page_has_every_school(run: Run) -> None:
    html = run("register", "--format", "html").stdout
    assert html.count('<th scope="row"') == 4
    assert "St Mary&#x27;s &amp; St John&#x27;s" in html
