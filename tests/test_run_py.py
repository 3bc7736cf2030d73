"""run.py, started in several windows at once: one sets up, the others wait for it."""

import subprocess
import sys
from pathlib import Path

import pytest
from making import ROOT
from project import run_py

WINDOW = """\
import sys, time
sys.path.insert(0, ".")
import run

def install(purpose):
    with open("made.txt", "a") as made:
        made.write("begins\\n")
    time.sleep(1)
    with open("made.txt", "a") as made:
        made.write("ends\\n")
    run.VENV.mkdir()
    (run.VENV / f"{purpose}.stamp").write_text(run.wanted(), encoding="utf-8")

run.install = install
run.set_up("use")
"""


def folder_with_run_py(tmp_path: Path) -> Path:
    for name in ("run.py", "requirements.txt", "requirements-dev.txt", "requirements-extras.txt"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    return tmp_path


def windows(folder: Path, count: int) -> list[subprocess.Popen[str]]:
    return [
        subprocess.Popen(
            [sys.executable, "-c", WINDOW], cwd=folder, stderr=subprocess.PIPE, text=True
        )
        for _ in range(count)
    ]


def test_one_window_sets_up_and_the_others_wait_for_it(tmp_path: Path) -> None:
    folder = folder_with_run_py(tmp_path)
    ended = [
        (window.communicate(timeout=60)[1], window.returncode) for window in windows(folder, 3)
    ]
    assert [code for _, code in ended] == [0, 0, 0]
    assert (folder / "made.txt").read_text() == "begins\nends\n"
    waited = [said for said, _ in ended if "Another window is setting up" in said]
    assert len(waited) == 2
    assert all(said.count("\n") == 1 for said in waited)


def test_a_window_that_is_closed_amid_setting_up_stops_no_other(tmp_path: Path) -> None:
    folder = folder_with_run_py(tmp_path)
    (first,) = windows(folder, 1)
    while not (folder / "made.txt").exists():
        assert first.poll() is None
    first.kill()
    first.communicate()
    (folder / "made.txt").unlink()
    (next_,) = windows(folder, 1)
    assert "waiting" not in next_.communicate(timeout=60)[1]
    assert next_.returncode == 0
    assert (folder / "made.txt").read_text() == "begins\nends\n"


def started(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "run.py", *words]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("missing", "word"), [("requirements.txt", "status"), ("requirements-dev.txt", "pytest")]
)
def test_a_file_that_says_what_to_install_is_missed_in_plain_words(
    tmp_path: Path, missing: str, word: str
) -> None:
    folder = folder_with_run_py(tmp_path)
    (folder / missing).unlink()
    ended = started(folder, word)
    assert ended.returncode == 1
    assert ended.stderr == (
        f"The file {missing} is missing in {folder.resolve()}.\n"
        "It belongs beside run.py: copy it from where run.py is from.\n"
    )
    assert not (folder / ".venv").exists()


def test_without_the_extras_it_sets_itself_up_and_says_what_is_lacking(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = folder_with_run_py(tmp_path)
    (folder / "requirements-extras.txt").unlink()
    (folder / "requirements-dev.txt").unlink()  # which only who works on it needs
    run = run_py(folder)
    asked = []

    def pip(command: list[str], **_: object) -> None:
        asked.append(Path(command[-1]).name)
        run.VENV.joinpath("lib/site-packages").mkdir(parents=True, exist_ok=True)

    monkeypatch.setattr(run.subprocess, "run", pip)
    run.set_up("use")
    run.set_up("use")
    assert asked == ["requirements.txt"]
    assert capsys.readouterr().err == (
        "Setting up (only the first time) ...\n"
        "Without PDF and search, as requirements-extras.txt isn't here.\n"
    )
