import json
import re
from pathlib import Path

import pytest
from cli_fixtures import Run, edit

SCHOOL = "schools/holtsmere-end/school.yaml"


def outputs(workspace: Path) -> dict[str, bytes]:
    files = (p for p in (workspace / "build").rglob("*") if not p.name.startswith("."))
    return {p.relative_to(workspace).as_posix(): p.read_bytes() for p in files if p.is_file()}


def test_every_sample_school_gets_three_formats(run: Run, workspace: Path) -> None:
    result = run("build")
    assert result.exit_code == 0, result.stderr
    assert set(outputs(workspace)) == {
        f"build/{school}/social-media.{kind}"
        for school in ("brook-lane", "holtsmere-end", "oakfield", "st-marys-st-johns")
        for kind in ("docx", "html", "md")
    }
    assert "4 editions built" in result.stderr


def test_nothing_is_built_twice(run: Run, workspace: Path) -> None:
    run("build")
    times = {p: p.stat().st_mtime_ns for p in (workspace / "build").rglob("*.docx")}
    result = run("build")
    assert "0 editions built; 4 editions unchanged." in result.stderr
    assert {p: p.stat().st_mtime_ns for p in times} == times


def test_a_deleted_or_damaged_output_is_built_again(run: Run, workspace: Path) -> None:
    run("build")
    before = outputs(workspace)
    (workspace / "build/oakfield/social-media.md").unlink()
    (workspace / "build/brook-lane/social-media.html").write_text("damaged", encoding="utf-8")
    result = run("build")
    assert "2 editions built; 2 editions unchanged." in result.stderr
    assert outputs(workspace) == before


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (SCHOOL, "the staff room", "the library"),
        ("templates/social-media/2016-04.md", "The aim is", "The purpose is"),
    ],
)
def test_what_an_edition_depends_on_makes_it_stale(
    run: Run, workspace: Path, path: str, old: str, new: str
) -> None:
    run("build")
    edit(workspace / path, old, new)
    assert "0 editions built" not in run("build").stderr
    assert new.split()[1] in (workspace / "build/holtsmere-end/social-media.md").read_text("utf-8")


def test_the_house_style_makes_word_stale(run: Run, workspace: Path) -> None:
    import docx

    run("build", "oakfield")
    before = (workspace / "build/oakfield/social-media.docx").read_bytes()
    docx.Document().save(str(workspace / "templates/house-style.docx"))
    assert "1 edition built" in run("build", "oakfield").stderr
    assert (workspace / "build/oakfield/social-media.docx").read_bytes() != before


def test_one_bad_school_keeps_its_old_editions_and_stops_no_other(
    run: Run, workspace: Path
) -> None:
    run("build")
    before = outputs(workspace)
    edit(workspace / SCHOOL, "personal_use: occasional", "personal_use: sometimes")
    edit(workspace / "schools/oakfield/school.yaml", "Principal", "Head")
    result = run("build")
    assert result.exit_code == 1
    assert result.stderr.splitlines()[:2] == [
        f"{SCHOOL}:8:21: 'sometimes' is not an alternative of personal_use",
        "  choose never (Never, and never on school equipment) or occasional (Occasionally, in a "
        "designated place)",
    ]
    assert (
        "1 edition built; 2 editions unchanged; 1 edition refused: holtsmere-end/social-media."
        in (result.stderr)
    )
    after = outputs(workspace)
    changed = {path for path in before if before[path] != after[path]}
    assert {path.split("/")[1] for path in changed} == {"oakfield"}


def test_a_problem_is_said_again_until_it_is_mended(run: Run, workspace: Path) -> None:
    edit(workspace / SCHOOL, "business_use: with_approval", "business_use:")
    first, second = run("build"), run("build")
    assert "business_use is undecided" in first.stderr
    assert "business_use is undecided" in second.stderr
    assert second.exit_code == 1


def test_changing_one_choice_changes_that_passage_alone(run: Run, workspace: Path) -> None:
    run("build", "holtsmere-end", "--format", "md")
    path = workspace / "build/holtsmere-end/social-media.md"
    before = path.read_text("utf-8").splitlines()
    edit(workspace / SCHOOL, "business_use: with_approval", "business_use: never")
    run("build", "holtsmere-end", "--format", "md")
    after = path.read_text("utf-8").splitlines()
    gone = [line.partition("</a>")[2][:3] for line in before if line not in after]
    come = [line for line in after if line not in before]
    assert gone == ["5.1", "5.2", "5.3"]
    words = "No employee may use social media on the school’s business, whatever the circumstances."
    assert come == [f'<span id="employee-use-social-media"></span>{words}']


def test_a_draft_shows_what_is_open_beside_the_good_edition(run: Run, workspace: Path) -> None:
    run("build")
    good = (workspace / "build/holtsmere-end/social-media.docx").read_bytes()
    edit(workspace / SCHOOL, "      business_use: with_approval\n", "")
    edit(workspace / SCHOOL, "      designated_place: the staff room\n", "      {}\n")
    result = run("build", "holtsmere-end", "--draft")
    assert result.exit_code == 0, result.stderr
    draft = (workspace / "build/holtsmere-end/social-media.draft.md").read_text("utf-8")
    assert "DRAFT" in draft.split("---\n")[2][:80]
    assert "To be decided:</mark> May employees use social media on the school’s business?" in draft
    assert r"<mark>\[designated place\]</mark>" in draft
    assert (workspace / "build/holtsmere-end/social-media.docx").read_bytes() == good


def test_targets_formats_and_folder_can_be_named(run: Run, workspace: Path, tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    result = run(
        "build", "oakfield/social-media", "schools/brook-lane/", "--format", "md", "--out", str(out)
    )
    assert result.exit_code == 0, result.stderr
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()) == [
        "brook-lane/social-media.md",
        "oakfield/social-media.md",
    ]
    assert not any((workspace / "build").glob("*/"))


def test_a_page_leads_to_the_other_formats_that_were_built_with_it(
    run: Run, workspace: Path
) -> None:
    words = ("--by", "Board", "--summary", "Anew.", "--on", "2026-11-20")
    run("issue", "oakfield/social-media", *words)
    run("build", "oakfield", "oakfield/social-media@2.0")
    for name in ("social-media", "social-media@2.0"):
        page = (workspace / f"build/oakfield/{name}.html").read_text("utf-8")
        offered = re.findall(r'<a href="([^"]+\.(?:docx|md))">', page)
        assert offered == [f"{name}.docx", f"{name}.md"]
        assert all((workspace / "build/oakfield" / one).is_file() for one in offered)
    run("build", "oakfield", "--format", "html", "--out", str(workspace / "pages"))
    alone = (workspace / "pages/oakfield/social-media.html").read_text("utf-8")
    assert "Other formats" not in alone


def test_an_unknown_school_is_a_mistake_in_usage(run: Run) -> None:
    result = run("build", "holtsmere", "oakfeld")
    assert result.exit_code == 2
    assert "there is no school 'holtsmere'\n  did you mean holtsmere-end?" in result.stderr
    assert "did you mean oakfield?" in result.stderr


def test_json_goes_to_standard_output(run: Run, workspace: Path) -> None:
    edit(workspace / SCHOOL, "personal_use: occasional", "personal_use: sometimes")
    result = run("build", "--json")
    data = json.loads(result.stdout)
    assert data["refused"] == ["holtsmere-end/social-media"]
    assert len(data["built"]) == 3
    (problem,) = data["problems"]
    assert (problem["path"], problem["line"], problem["column"]) == (SCHOOL, 8, 21)
    assert problem["severity"] == "error"


def test_a_folder_that_cannot_be_written_is_said(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "oakfield").write_text("a file where a folder should be", encoding="utf-8")
    result = run("build", "--out", str(out))
    assert result.exit_code == 1
    assert "3 editions built; 1 edition refused: oakfield/social-media." in result.stderr
    assert "can't be written" in result.stderr
    assert "Traceback" not in result.output


def test_no_temporary_file_is_left(run: Run, workspace: Path) -> None:
    run("build")
    assert not list((workspace / "build").rglob("*.tmp"))


def test_a_link_out_of_the_workspace_is_not_followed(
    run: Run, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("outside") / "school.yaml"
    secret.write_text("name: Outside School\n", encoding="utf-8")
    school = workspace / "schools/linked"
    school.mkdir()
    try:
        (school / "school.yaml").symlink_to(secret)
    except OSError:  # Windows wants a privilege for links; then there is nothing to follow
        return
    result = run("build")
    assert result.exit_code == 1
    assert "schools/linked/school.yaml:1:1: leads out of the workspace by a link" in result.stderr
