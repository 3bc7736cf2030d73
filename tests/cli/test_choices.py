"""Who chose what: each alternative with its schools, and who has still to choose."""

import csv
import json
import shutil
from io import StringIO
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from workspaces import copy_samples


@pytest.fixture
def samples(workspace: Path) -> Path:
    """All policies of the sample schools."""
    for folder in ("templates", "schools"):
        shutil.rmtree(workspace / folder)
    copy_samples(workspace)
    return workspace


def test_each_alternative_has_its_schools(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "business_use: never", "business_use:")
    result = run("choices", "social-media")
    assert result.exit_code == 0
    assert result.stdout == (
        "personal_use: May employees use social media for personal reasons during working hours?\n"
        "     2  never  Never, and never on school equipment\n"
        "        brook-lane, st-marys-st-johns\n"
        "     2  occasional  Occasionally, in a designated place\n"
        "        holtsmere-end, oakfield\n"
        "business_use: May employees use social media on the school's business?\n"
        "     2  with_approval  Yes, with approval\n"
        "        holtsmere-end, st-marys-st-johns\n"
        "     1  never  No, never\n"
        "        brook-lane\n"
        "     1  (open)  Still open\n"
        "        oakfield\n"
    )
    assert result.stderr == "4 schools have adopted it.\n"


def test_any_of_several_facts_and_what_is_not_asked(run: Run, samples: Path) -> None:
    path = samples / "schools/st-marys-st-johns/school.yaml"
    edit(
        path, "stages: [formal, panel]", "stages: [formal, panel]\n      informal_contact: teacher"
    )
    told = json.loads(run("choices", "complaints", "--format", "json").stdout)
    found = {one["name"]: one for one in told}

    def schools(decision: str) -> dict[str, list[str]]:
        return {one["alternative"]: one["schools"] for one in found[decision]["chosen"]}

    assert schools("regime") == {
        "maintained": ["brook-lane", "st-marys-st-johns"], "academy": ["oakfield"]
    }  # fmt: skip
    assert schools("stages") == {
        "informal": ["brook-lane", "oakfield"], "formal": ["oakfield", "st-marys-st-johns"],
        "panel": ["brook-lane", "oakfield", "st-marys-st-johns"],
    }  # fmt: skip
    assert schools("informal_contact") == {
        "teacher": [], "year_leader": ["oakfield"], "coordinator": ["brook-lane"],
        "(not asked)": ["st-marys-st-johns"],
    }  # fmt: skip
    assert schools("investigator") == {
        "head": ["st-marys-st-johns"], "senior": ["oakfield"], "(not asked)": ["brook-lane"]
    }  # fmt: skip


def test_none_of_several_is_a_choice(run: Run, samples: Path) -> None:
    path = samples / "schools/brook-lane/school.yaml"
    before = "choose: any\n    alternatives:\n      one_contact"
    after = before.replace("any", "any\n    optional: yes")
    edit(samples / "templates/complaints/2026-01.md", before, after)
    edit(path, "measures: [one_contact]", "measures: []")
    (line,) = [
        one for one in run("choices", "complaints", "--format", "csv").stdout.splitlines()
        if '"(none)"' in one
    ]  # fmt: skip
    assert line.endswith('"(none)","None of them","","1","brook-lane"')


def test_as_csv(run: Run) -> None:
    rows = [*csv.reader(StringIO(run("choices", "social-media", "--format", "csv").stdout))]
    assert rows[0][1:] == ["Question", "Alternative", "Meaning", "Versions", "Schools", "Which"]
    assert rows[2] == [
        "personal_use", "May employees use social media for personal reasons during working hours?",
        "occasional", "Occasionally, in a designated place", "", "2", "holtsmere-end; oakfield",
    ]  # fmt: skip


def test_a_school_that_cannot_be_counted_is_told_of(run: Run, workspace: Path) -> None:
    edit(workspace / "schools/oakfield/school.yaml", "business_use: never", "business_use: nevr")
    result = run("choices", "social-media")
    assert result.exit_code == 1
    assert "'nevr' is not an alternative of business_use\n  did you mean never?" in result.stderr
    assert "     1  (open)  Still open\n        oakfield\n" in result.stdout


def test_a_policy_that_there_is_not_or_nobody_has(run: Run, workspace: Path) -> None:
    assert "did you mean social-media?" in run("choices", "social-medai").stderr
    shutil.copytree(workspace / "templates/social-media", workspace / "templates/other")
    result = run("choices", "other")
    assert result.exit_code == 2
    assert "No school has adopted 'other'." in result.stderr


def test_what_only_an_older_version_offers_is_counted_too(run: Run, workspace: Path) -> None:
    older = workspace / "templates/social-media/2016-04.md"
    newer = older.with_name("2018-09.md")
    newer.write_text(older.read_text("utf-8").replace("occasional", "sometimes"), "utf-8")
    edit(workspace / "schools/brook-lane/school.yaml", "model: 2016-04", "model: 2018-09")
    assert run("choices", "social-media").stdout.startswith(
        "personal_use: May employees use social media for personal reasons during working hours?\n"
        "     2  never  Never, and never on school equipment\n"
        "        brook-lane, st-marys-st-johns\n"
        "     0  sometimes  Occasionally, in a designated place\n"
        "     2  occasional  Occasionally, in a designated place\n"
        "        holtsmere-end, oakfield\n"
    )


def two_wordings(workspace: Path) -> None:
    """Brook Lane goes on to a version that words one alternative, and the question, otherwise."""
    older = workspace / "templates/social-media/2016-04.md"
    text = older.read_text("utf-8").replace("Yes, with approval", "Yes, once approved in writing")
    text = text.replace("on the school's business?", "for the school?")
    older.with_name("2018-09.md").write_text(text, "utf-8")
    edit(workspace / "schools/brook-lane/school.yaml", "model: 2016-04", "model: 2018-09")


def test_a_school_is_counted_for_the_words_of_its_own_version(run: Run, workspace: Path) -> None:
    two_wordings(workspace)
    assert run("choices", "social-media").stdout.partition("business_use: ")[2] == (
        "May employees use social media for the school? (2018-09) / "
        "May employees use social media on the school's business? (2016-04)\n"
        "     0  with_approval  Yes, once approved in writing (2018-09)\n"
        "     2  with_approval  Yes, with approval (2016-04)\n"
        "        holtsmere-end, st-marys-st-johns\n"
        "     2  never  No, never\n"
        "        brook-lane, oakfield\n"
    )
    edit(workspace / "schools/brook-lane/school.yaml", "use: never", "use: with_approval")
    _, told = json.loads(run("choices", "social-media", "--format", "json").stdout)
    assert [(one["label"], one["versions"], one["schools"]) for one in told["chosen"][:2]] == [
        ("Yes, once approved in writing", ["2018-09"], ["brook-lane"]),
        ("Yes, with approval", ["2016-04"], ["holtsmere-end", "st-marys-st-johns"]),
    ]
    rows = [*csv.reader(StringIO(run("choices", "social-media", "--format", "csv").stdout))]
    assert [row[2:] for row in rows if "approv" in row[3]] == [
        ["with_approval", "Yes, once approved in writing", "2018-09", "1", "brook-lane"],
        ["with_approval", "Yes, with approval", "2016-04", "2", "holtsmere-end; st-marys-st-johns"],
    ]


def test_the_dashboard_has_one_bar_for_both_wordings(run: Run, workspace: Path) -> None:
    two_wordings(workspace)
    assert run("site", "--dashboard").exit_code == 0
    page = (workspace / "build/site/dashboard/index.html").read_text("utf-8")
    both = "Yes, once approved in writing (2018-09) / Yes, with approval (2016-04)"
    assert page.count(f">{both}<") == 1
