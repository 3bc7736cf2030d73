"""A folder or file that can't be read stops its own school, which is told, and no other."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from cli_fixtures import Run, edit

APPROVED = ("--by", "Board", "--summary", "Anew.", "--on", "20 November 2026")
SCHOOL = "schools/oakfield"


def as_a_folder(path: Path) -> None:
    path.unlink(missing_ok=True)
    path.mkdir()


def as_a_broken_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("nowhere")


def as_a_circle(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.name)


def as_no_text(path: Path) -> None:
    path.write_bytes(b"name: \xff\xfe\n")


def as_somebody_elses(path: Path) -> None:
    path.chmod(0)


links = pytest.mark.skipif(sys.platform == "win32", reason="few may make links there")


def reads_all() -> bool:
    """Whether nothing is kept from whoever runs this, as from the superuser, or on Windows."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "kept")
        path.touch(mode=0)
        return os.access(path, os.R_OK)


others = pytest.mark.skipif(reads_all(), reason="nothing is kept from whoever runs this")
SPOILT = [
    pytest.param("school.yaml", as_a_folder),
    pytest.param("school.yaml", as_a_broken_link, marks=links),
    pytest.param("school.yaml", as_a_circle, marks=links),
    pytest.param("school.yaml", as_no_text),
    pytest.param("school.yaml", as_somebody_elses, marks=others),
    pytest.param(".", as_somebody_elses, marks=others),
    pytest.param("logo.png", as_somebody_elses, marks=others),
]
COMMANDS = [
    ("build",), ("check",), ("register",), ("status",), ("verify",),
    ("remind", "--on", "2030-01-01"),
    ("issue", "--policy", "social-media", "--all", "--dry-run"),
    ("issue", "--policy", "social-media", "--all", *APPROVED),
    ("reviewed", "--policy", "social-media", "--all", "--by", "Board", "--on", "21 November 2026"),
]  # fmt: skip


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize(("file", "spoil"), SPOILT)
def test_it_is_told_and_the_others_go_on(
    run: Run, workspace: Path, file: str, spoil: Callable[[Path], None], words: tuple[str, ...]
) -> None:
    other = workspace / "schools/holtsmere-end/school.yaml"
    edit(other, "name: Holtsmere", "email: office@holtsmere.example\nname: Holtsmere")
    run("issue", "holtsmere-end/social-media", *APPROVED)
    if words[0] != "reviewed":
        edit(other, "the staff room", "the library")
    spoil(workspace / SCHOOL / file)
    try:
        result = run(*words)
    finally:
        (workspace / SCHOOL).chmod(0o755)
    assert result.exit_code == 1
    assert "schools/oakfield" in result.stderr
    assert words[0] in ("check", "verify") or "oltsmere" in result.stdout


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("social-media/2.0.md", "schools/oakfield/issued/social-media/2.0.md: can't be read"),
        ("heads.json", "schools/oakfield/issued/heads.json: can't be read"),
    ],
)
def test_a_record_that_cannot_be_read_is_told(
    run: Run, workspace: Path, file: str, said: str
) -> None:
    run("issue", "oakfield/social-media", "brook-lane/social-media", *APPROVED)
    as_a_folder(workspace / SCHOOL / "issued" / file)
    result = run("verify")
    assert result.exit_code == 1
    assert said in result.stdout
    assert "schools/brook-lane/issued/social-media/1.0.md" not in result.stdout
    assert "oakfield/social-media: altered" in run("status").stdout


@others
def test_a_models_folder_that_cannot_be_read_stops_no_other(run: Run, workspace: Path) -> None:
    folder = workspace / "templates/other"
    folder.mkdir(mode=0)
    try:
        result = run("build")
        assert "templates/other:1:1: can't be read" in result.stderr
        assert "4 editions built" in result.stderr
        assert run("register").exit_code == 0
    finally:
        folder.chmod(0o755)
