"""A school whose file stands under another name isn't taken for one that there isn't."""

from pathlib import Path

import pytest
from cli_fixtures import Run

SCHOOL = "schools/holtsmere-end"


@pytest.mark.parametrize(
    "name", ["school.yaml.txt", "school.yml", "school (1).yaml", "Schools.yaml"]
)
def test_every_command_says_what_to_rename(run: Run, workspace: Path, name: str) -> None:
    (workspace / SCHOOL / "school.yaml").rename(workspace / SCHOOL / name)
    hint = f"rename {name}, which stands there, to school.yaml"
    for words in (
        ("build", "holtsmere-end"),
        ("adopt", "holtsmere-end", "social-media"),
        ("check",),
    ):
        assert hint in run(*words).output
    before = sorted((workspace / SCHOOL).iterdir())
    made = run("new", "holtsmere-end", "--name", "Holtsmere End")
    assert made.exit_code == 1
    assert f"{SCHOOL} has no school.yaml\n  {hint}" in made.stderr
    assert sorted((workspace / SCHOOL).iterdir()) == before


def test_what_was_issued_is_not_hidden_behind_a_new_file(run: Run, workspace: Path) -> None:
    run("issue", "holtsmere-end/social-media", "--by", "Board", "--summary", "A")
    (workspace / SCHOOL / "school.yaml").unlink()
    made = run("new", "holtsmere-end", "--name", "Holtsmere End")
    assert made.exit_code == 1
    assert "put school.yaml back from a copy" in made.stderr


def test_a_folder_with_a_logo_alone_may_become_a_school(run: Run, workspace: Path) -> None:
    (workspace / "schools/ash").mkdir()
    (workspace / "schools/ash/logo.png").write_bytes(b"")
    assert run("new", "ash", "--name", "Ash School").exit_code == 0
