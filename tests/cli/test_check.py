"""policygen check, of schools, policies and paths; and how many problems there are."""

import json
import shutil
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from workspaces import SAMPLE

POLICY = "social-media"


@pytest.fixture
def elm_park(run: Run) -> str:
    """A school that has adopted a policy, and answered nothing."""
    assert run("new", "elm-park", "--name", "Elm Park").exit_code == 0
    assert run("adopt", "elm-park", POLICY).exit_code == 0
    return "elm-park"


def places(run: Run, *words: str) -> set[str]:
    """The files that something is said of."""
    return {one["path"] for one in json.loads(run("check", "--json", *words).stdout)}


def test_a_school_is_checked_by_its_name_and_no_other(run: Run, elm_park: str) -> None:
    said = run("check", elm_park)
    assert said.exit_code == 1
    assert "personal_use is undecided" in said.stderr
    assert said.stderr.count("schools/") == said.stderr.count("schools/elm-park/")
    assert "By school" not in said.stderr
    assert places(run, elm_park) == {"schools/elm-park/school.yaml"}
    both = places(run, elm_park, "brook-lane")
    assert both == {"schools/elm-park/school.yaml", "schools/brook-lane/school.yaml"}


def test_the_problems_of_one_school_are_only_added_up(run: Run, workspace: Path) -> None:
    keys = "".join(f"zz{number}: x\n" for number in range(14))
    (workspace / "schools/brook-lane/school.yaml").write_text(f"name: Brook Lane\n{keys}", "utf-8")
    said = run("check", "brook-lane").stderr
    assert "By school:" not in said
    assert "14 problems, 1 warning.\n" in said


def test_a_name_says_what_a_path_says(run: Run, workspace: Path, elm_park: str) -> None:
    for name, path in ((elm_park, "schools/elm-park"), (POLICY, "templates/social-media")):
        assert run("check", name).stderr == run("check", str(workspace / path)).stderr


def test_one_policy_of_a_school_is_checked(run: Run, workspace: Path, elm_park: str) -> None:
    folder = workspace / "templates/visits"
    folder.mkdir()
    model = (workspace / "templates/social-media/2016-04.md").read_text("utf-8")
    (folder / "2016-04.md").write_text(model, "utf-8")
    run("adopt", elm_park, "visits")
    said = json.loads(run("check", "--json", "elm-park/visits").stdout)
    both = json.loads(run("check", "--json", "elm-park").stdout)
    assert [one["message"] for one in said].count("visits has not been issued yet") == 1
    assert not any(POLICY in one["message"] for one in said)
    assert len(both) == 2 * len(said)
    assert len(json.loads(run("check", "--json", f"elm-park/{POLICY}").stdout)) == len(said)
    assert run("check", "elm-park/visits").stderr.endswith("adopt elm-park visits\n")


def test_a_policy_is_checked_by_its_name(run: Run, workspace: Path, elm_park: str) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    edit(model, "issued: April 2016", "issued: May 2017")
    said = run("check", POLICY)
    assert said.exit_code == 0
    warning = "warning: this says that it was issued May 2017, but its file is named 2016-04"
    assert warning in said.stderr
    assert said.stderr.endswith("0 problems, 1 warning.\n")
    assert elm_park not in said.stderr


def test_open_questions_say_how_to_go_on(run: Run, elm_park: str) -> None:
    last = run("check", elm_park).stderr.splitlines()[-2:]
    assert last[0] == "Questions are still open. To go on:"
    assert last[1].endswith("adopt elm-park social-media")
    assert "To go on" not in run("check", "brook-lane").stderr
    words = last[1].split()[-3:]
    answers = ("--choose", "personal_use=never", "--choose", "business_use=never")
    assert run(*words, *answers).exit_code == 0
    assert "To go on" not in run("check", elm_park).stderr
    assert run("check", elm_park).exit_code == 0


def test_nothing_is_open_where_an_answer_is_only_mistyped(run: Run, workspace: Path) -> None:
    path = workspace / "schools/brook-lane/school.yaml"
    edit(path, "personal_use: never", "personal_use: nevr")
    said = run("check", "brook-lane").stderr
    assert "did you mean never?" in said
    assert "still open" not in said
    edit(path, "business_use: never", "business_use:")
    said = run("check", "brook-lane").stderr
    assert "Questions are still open. To go on:\n" in said
    assert said.endswith("adopt brook-lane social-media\n")


def test_many_problems_are_counted_by_school(run: Run, workspace: Path) -> None:
    for number in range(14):
        run("new", f"ash-{number}", "--name", f"Ash {number}")
        run("adopt", f"ash-{number}", POLICY)
    edit(workspace / "templates/social-media/2016-04.md", "issued: April 2016", "issued: May 2016")
    lines = run("check").stderr.splitlines()
    counted = lines[lines.index("By school:") + 1 :]
    assert "  ash-0: 2 problems, 1 warning" in counted
    assert "  ash-13: 2 problems, 1 warning" in counted
    assert "  templates/social-media/2016-04.md: 0 problems, 1 warning" in counted
    total = next(counted[at:] for at, line in enumerate(counted) if line.startswith("28 problems"))
    assert total[1] == "Questions are still open. To go on:"
    assert [line.split()[-3:] for line in total[2:4]] == [
        ["adopt", "ash-0", POLICY], ["adopt", "ash-1", POLICY],
    ]  # fmt: skip
    assert total[-2] == "  and 2 others; for many schools at once, as a spreadsheet:"
    assert total[-1].endswith(f"answers {POLICY}")


def test_what_names_nothing_is_told_at_once(run: Run) -> None:
    said = run(
        "check", "nobody", "oakfeld", "socal-media", "schools/x.yaml", f"oakfield/{POLICY}@1.0"
    )
    assert said.exit_code == 2
    told = said.stderr.partition("Error: ")[2]
    assert "there is no school 'nobody'\n  choose brook-lane, " in told
    assert "there is no school 'oakfeld'\n  did you mean oakfield?" in told
    assert "there is no policy 'socal-media'\n  did you mean social-media?" in told
    assert "there is no file or folder 'schools/x.yaml'" in told
    assert f"leave the version out: oakfield/{POLICY}" in told


def test_a_policy_that_a_school_has_not_adopted(run: Run) -> None:
    said = run("check", "brook-lane/visits")
    assert said.exit_code == 1
    assert "visits" in said.stderr


def test_fix_mends_only_what_is_named(run: Run, workspace: Path) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    text = model.read_text("utf-8")
    model.write_text(f"{text}\n•\tA bullet from Word.\n", "utf-8")
    assert "0 lines changed." in run("check", "--fix", "oakfield").stderr
    assert "1 line changed." in run("check", "--fix", POLICY).stderr
    assert "- A bullet from Word." in model.read_text("utf-8")


@pytest.mark.usefixtures("elm_park")
def test_status_names_what_to_check(run: Run) -> None:
    assert (
        run("status")
        .stderr.splitlines()[-1]
        .endswith(f"check elm-park/{POLICY} says what is incomplete.")
    )
    for number in range(4):
        run("new", f"ash-{number}", "--name", f"Ash {number}")
        run("adopt", f"ash-{number}", POLICY)
    last = run("status").stderr.splitlines()[-1]
    assert last.endswith("check ash-0 ash-1 ash-2 ash-3 elm-park says what is incomplete.")
    run("new", "beech", "--name", "Beech")
    run("adopt", "beech", POLICY)
    last = run("status").stderr.splitlines()[-1]
    assert "check SCHOOL says what is incomplete" in last
    assert last.count("policygen") in (0, 2)


def test_that_not_all_combinations_were_tried_is_a_note_and_no_warning(
    run: Run, workspace: Path
) -> None:
    """Nothing is to be done about it."""
    shutil.copytree(SAMPLE / "templates/pay", workspace / "templates/pay")
    shutil.copy(SAMPLE / "policygen.yaml", workspace / "policygen.yaml")
    note = "Not every combination of choices was tried in pay@2026-01: "
    for words in (("check",), ("check", "pay"), ("check", str(workspace / "templates/pay"))):
        told = " ".join(run(*words).stderr.split())
        assert f"{note}build tries what each school has chosen. " in told, words
        assert "warning: only" not in told
    for words in (("check", "oakfield"), ("check", str(workspace / "templates/social-media"))):
        assert "combination" not in run(*words).stderr
    assert run("check", "pay", "--json").stdout == "[]\n"
    assert "0 problems, 0 warnings." in run("check", "pay").stderr
