"""A school's own folder: the program, the models, the settings and that school alone."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from making import ROOT
from workspaces import SCHOOLS, copy_samples

from policygen.actions import handout

PROGRAM = {
    "run.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt",
    "requirements-extras.txt", "LICENSE", "README.md", "policygen", "docs",
}  # fmt: skip


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """The sample schools and policies, and what no school is to have."""
    copy_samples(tmp_path)
    for name in ("build/oakfield/a.md", ".git/config", ".policygen/sent.json", ".venv/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text("not theirs", "utf-8")
    (tmp_path / "schools/oakfield/~$notes.docx").write_text("open in Word", "utf-8")
    return tmp_path


def held(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def in_folder(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the policygen that was handed out, in its folder, and no other."""
    environment = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "policygen", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)


def test_a_school_gets_the_program_the_models_the_settings_and_itself(
    run: Run, workspace: Path
) -> None:
    result = run("handout", "oakfield", "--out", str(workspace / "out"))
    folder = workspace / "out/oakfield"
    assert result.exit_code == 0, result.stderr
    assert result.stdout == f"{folder}\n"
    assert result.stderr.startswith("1 folder made.\nSend each as a zip file; docs/for-schools.md ")
    files = held(folder)
    assert {name.partition("/")[0] for name in files} == {
        *PROGRAM, "templates", "schools", "policygen.yaml",
    }  # fmt: skip
    schools = {name for name in files if name.startswith("schools/")}
    assert {name.split("/")[1] for name in schools} == {"oakfield"}
    theirs = {f"schools/oakfield/{name}" for name in held(workspace / "schools/oakfield")}
    assert schools == theirs - {"schools/oakfield/~$notes.docx"}
    for name in {*schools, "policygen.yaml", "templates/complaints/stages.png"}:
        assert files[name] == (workspace / name).read_bytes()
    for name in ("run.py", "policygen/cli/handout.py", "requirements-extras.txt", "LICENSE"):
        assert files[name] == (ROOT / name).read_bytes()
    assert not any("__pycache__" in name or data == b"not theirs" for name, data in files.items())


def test_it_checks_as_the_publishers_own_and_its_page_leads_nowhere_else(
    run: Run, workspace: Path
) -> None:
    run("handout", "oakfield", "--out", str(workspace / "out"))
    folder = workspace / "out/oakfield"
    checked = in_folder(folder, "check")
    assert checked.returncode == 0, checked.stderr
    assert "\n0 problems, " in checked.stderr
    assert "oakfield/complaints: issued; version 1.0" in in_folder(folder, "status").stdout
    assert "2 issues intact" in in_folder(folder, "verify").stderr
    page = (folder / "docs/for-schools.md").read_text("utf-8")
    leads = re.findall(r"\]\(([^():#]+)[)#]", page)
    assert len(leads) > 2
    for one in leads:
        assert (folder / "docs" / one).is_file(), one


def test_several_schools_or_all_have_a_folder_each(run: Run, workspace: Path) -> None:
    out = str(workspace / "out")
    result = run("handout", "oakfield", "brook-lane", "oakfield", "--out", out)
    assert [Path(line).name for line in result.stdout.splitlines()] == ["oakfield", "brook-lane"]
    before = held(workspace / "out/oakfield")
    edit(workspace / "schools/oakfield/school.yaml", "name: ", "name:  ")
    again = run("handout", "--all", "--out", out)
    assert again.exit_code == 1
    names = [Path(line).name for line in again.stdout.splitlines()]
    assert names == ["holtsmere-end", "st-marys-st-johns"]
    told = again.stderr.splitlines()
    assert f"{workspace / 'out/oakfield'} is there already, and may hold answers" in told
    assert f"{workspace / 'out/brook-lane'} is there already, and may hold answers" in told
    assert "  move it away, or name another place with --out" in told
    assert "2 folders made." in told
    assert held(workspace / "out/oakfield") == before
    assert {path.name for path in (workspace / "out").iterdir()} == {*SCHOOLS}


def test_an_empty_folder_may_be_there(run: Run, workspace: Path) -> None:
    (workspace / "build/handouts/oakfield").mkdir(parents=True)
    assert run("handout", "oakfield").exit_code == 0
    assert (workspace / "build/handouts/oakfield/run.py").is_file()


def test_a_school_gets_its_trusts_and_no_others(run: Run, workspace: Path) -> None:
    trusts = workspace / "trusts"
    trusts.mkdir()
    (trusts / "north.yaml").write_text("name: North\n", "utf-8")
    (trusts / "hill.yaml").write_text("name: Hill\ntrust: north\n", "utf-8")
    (trusts / "south.yaml").write_text("name: South\n", "utf-8")
    edit(workspace / "schools/oakfield/school.yaml", "\npolicies:", "\ntrust: hill\npolicies:")
    (workspace / "required.yaml").write_text("as: {grievances: complaints}\n", "utf-8")
    assert run("handout", "oakfield", "brook-lane").exit_code == 0
    made = workspace / "build/handouts"
    assert {*held(made / "oakfield/trusts")} == {"north.yaml", "hill.yaml"}
    assert not (made / "brook-lane/trusts").exists()
    assert (made / "brook-lane/required.yaml").is_file()
    assert in_folder(made / "oakfield", "check", "oakfield").returncode == 0


def test_a_school_that_cannot_be_read_stops_no_other(run: Run, workspace: Path) -> None:
    (workspace / "schools/brook-lane/school.yaml").write_bytes(b"name: \xff")
    result = run("handout", "brook-lane", "oakfield")
    assert result.exit_code == 1
    assert "schools/brook-lane/school.yaml:1:7: this file is not UTF-8 text" in result.stderr
    assert [path.name for path in (workspace / "build/handouts").iterdir()] == ["oakfield"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_nothing_is_copied_that_a_link_leads_to_outside(
    run: Run, workspace: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    secret = tmp_path_factory.mktemp("other") / "secret.txt"
    secret.write_text("of another school", "utf-8")
    (workspace / "schools/oakfield/secret.txt").symlink_to(secret)
    result = run("handout", "oakfield")
    assert result.exit_code == 1
    assert "schools/oakfield/secret.txt leads out of the workspace by a link" in result.stderr
    assert not (workspace / "build/handouts").exists()


def test_a_place_that_cannot_be_written_is_told(run: Run, workspace: Path) -> None:
    (workspace / "file").write_text("", "utf-8")
    result = run("handout", "oakfield", "--out", str(workspace / "file/below"))
    assert result.exit_code != 0
    assert "can't be written" in result.stderr or "is a file" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_folder_that_cannot_be_finished_leaves_nothing(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, data: bytes) -> None:
        if path.name == "school.yaml":
            raise OSError(28, "No space left on device")
        with path.open("wb") as file:
            file.write(data)

    monkeypatch.setattr(Path, "write_bytes", full)
    result = run("handout", "oakfield")
    assert result.exit_code == 1
    assert "oakfield can't be written: No space left on device" in result.stderr
    assert [*(workspace / "build/handouts").iterdir()] == []


def test_names_or_all_must_be_given(run: Run) -> None:
    for words in (("handout",), ("handout", "oakfield", "--all")):
        result = run(*words)
        assert result.exit_code == 2
        assert "Name SCHOOLs, or give --all." in result.stderr
    assert "there is no school 'oakfeild'" in run("handout", "oakfeild").stderr
    assert "Leave the policy out: oakfield" in run("handout", "oakfield/pay").stderr


def test_from_policygen_by_pip_the_program_is_left_out_and_that_is_said(
    run: Run, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = tmp_path / "site-packages/policygen"
    installed.mkdir(parents=True)
    monkeypatch.setattr(handout, "files", lambda _: installed)
    result = run("handout", "oakfield")
    assert result.exit_code == 0
    assert "Without the program and its page for schools, as policygen was installed" in (
        result.stderr.replace("\n", " ")
    )
    files = held(workspace / "build/handouts/oakfield")
    assert {name.partition("/")[0] for name in files} == {"templates", "schools", "policygen.yaml"}


@pytest.mark.usefixtures("workspace")
def test_where_the_program_has_no_page_for_schools_none_is_spoken_of(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "copy/policygen"
    package.mkdir(parents=True)
    (package.parent / "run.py").write_text("", "utf-8")
    monkeypatch.setattr(handout, "files", lambda _: package)
    result = run("handout", "oakfield")
    assert result.exit_code == 0, result.output
    assert result.stderr == "1 folder made.\nSend each as a zip file.\n"


def test_what_the_school_did_can_take_the_place_of_ours(run: Run, workspace: Path) -> None:
    run("handout", "oakfield", "--out", str(workspace / "out"))
    folder, own = workspace / "out/oakfield", workspace / "schools/oakfield"
    done = in_folder(
        folder, "reviewed", "oakfield/complaints", "--by", "Governing board",
        "--on", "20 November 2026",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    shutil.rmtree(own)
    shutil.copytree(folder / "schools/oakfield", own)
    assert run("verify", "oakfield").exit_code == 0
    assert "20 November 2026" in (own / "school.yaml").read_text("utf-8")
