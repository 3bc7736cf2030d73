"""Messages say what to type next as the person typed it, and where to go from a wrong folder."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from cli_fixtures import Run
from click.testing import CliRunner
from making import ROOT
from project import run_py

from policygen import __main__ as entry
from policygen.cli import policygen

NEVER = "brook-lane/social-media"  # was not issued yet, so that `reviewed` says what to type
REVIEWED = ("reviewed", NEVER, "--by", "Board")


def said(command: list[str], folder: Path, **more: str) -> str:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8", **more}
    environment.pop("POLICYGEN_CALLED", None) if not more else None
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    return done.stderr


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Any:
    """What run.py would start for some words, and how it says that policygen was called."""
    monkeypatch.setenv("POLICYGEN_CALLED", "")
    run = run_py()
    found: list[list[str]] = []
    monkeypatch.setattr(run, "set_up", lambda purpose: found.append([purpose]))
    monkeypatch.setattr(run.os, "execv", lambda _, command: found.append(command[1:]))
    monkeypatch.setattr(run.subprocess, "call", lambda command: found.append(command[1:]))
    monkeypatch.setattr(sys, "orig_argv", ["python3", "run.py"])
    monkeypatch.setattr(sys, "argv", ["../policy gen/run.py"])

    def start(*words: str) -> tuple[list[list[str]], str]:
        run.main(list(words))
        return found, os.environ["POLICYGEN_CALLED"]

    return start


@pytest.mark.parametrize(
    ("words", "command", "called"),
    [
        (("build", "oak"), ["build", "oak"], 'python3 "../policy gen/run.py"'),
        (("policygen", "build"), ["build"], 'python3 "../policy gen/run.py" policygen'),
        (("-C", "x", "build"), ["-C", "x", "build"], 'python3 "../policy gen/run.py"'),
        (("biuld",), ["biuld"], 'python3 "../policy gen/run.py"'),
    ],
)
def test_run_py_takes_the_words_of_policygen(
    started: Any, words: tuple[str, ...], command: list[str], called: str
) -> None:
    called = called.replace("python3", "py" if os.name == "nt" else "python3")
    assert started(*words) == ([["use"], ["-m", "policygen", *command]], called)


@pytest.mark.parametrize("tool", ["pytest", "ruff", "mypy"])
def test_run_py_starts_the_tools_too(started: Any, tool: str) -> None:
    assert started(tool, "-q") == ([["development"], ["-m", tool, "-q"]], "")


def test_hints_say_it_as_run_py_was_started(workspace: Path) -> None:
    command = [sys.executable, "-m", "policygen", *REVIEWED]
    message = said(command, workspace, POLICYGEN_CALLED="python3 run.py")
    assert f'  issue it first: python3 run.py issue {NEVER} --by "WHO APPROVED IT"\n' in message
    usage = said(command[:-2], workspace, POLICYGEN_CALLED="python3 run.py")
    assert "Usage: python3 run.py reviewed" in usage
    assert "Try 'python3 run.py reviewed --help'" in usage


def test_hints_say_it_as_python_was_started(workspace: Path) -> None:
    message = said([sys.executable, "-m", "policygen", *REVIEWED], workspace)
    assert (
        f'  issue it first: {sys.executable} -m policygen issue {NEVER} --by "WHO APPROVED IT"\n'
        in message
    )


@pytest.mark.parametrize(
    ("typed", "path", "called"),
    [
        ("/opt/tools/policygen", "/usr/bin:/opt/tools", "policygen"),
        ("/opt/tools/policygen", "/usr/bin", "/opt/tools/policygen"),
        (".venv/bin/policygen", "/usr/bin", ".venv/bin/policygen"),
        ("my env/policygen", "/usr/bin", '"my env/policygen"'),
    ],
)
def test_an_installed_policygen_is_said_as_it_was_typed(
    monkeypatch: pytest.MonkeyPatch, typed: str, path: str, called: str
) -> None:
    monkeypatch.delenv("POLICYGEN_CALLED", raising=False)
    monkeypatch.setattr(sys, "argv", [typed])
    monkeypatch.setenv("PATH", path.replace(":", os.pathsep))
    assert entry.as_called() == called


def test_hints_name_the_workspace_where_it_must_be_named(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert f"policygen -C {workspace} issue {NEVER}" in run(*REVIEWED).stderr
    monkeypatch.chdir(workspace / "schools")
    assert (
        f'  issue it first: policygen issue {NEVER} --by "WHO APPROVED IT"\n'
        in run(*REVIEWED).stderr
    )


def test_a_hint_to_make_a_workspace_names_none(tmp_path: Path) -> None:
    result = CliRunner().invoke(policygen, ["-C", str(tmp_path), "build"])
    assert "make one with: policygen init\n" in result.stderr


def test_words_that_only_look_like_a_command_stay(workspace: Path) -> None:
    """A hint that speaks of policygen is prose, and what a school typed is never changed."""
    path = workspace / "schools/oakfield/school.yaml"
    path.write_text(path.read_text("utf-8").replace("reviews:", "policygen build:"), "utf-8")
    path.write_text(path.read_text("utf-8") + "policygen build: x\n", "utf-8")
    command = [sys.executable, "-m", "policygen", "build", "oakfield"]
    message = said(command, workspace, POLICYGEN_CALLED="py run.py")
    assert "'policygen build'" in message


def test_from_a_folder_above_or_beside_it_says_where_to_go(
    workspace: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    above = tmp_path_factory.mktemp("documents")
    (above / "other").mkdir()
    workspace.rename(above / "our policies")
    monkeypatch.chdir(above)
    result = CliRunner().invoke(policygen, ["build"])
    assert result.exit_code == 1
    there = 'there is one in "our policies": cd "our policies", or begin with policygen -C'
    assert f'{there} "our policies"; or make one with: policygen init\n' in result.stderr
    monkeypatch.chdir(above / "other")
    result = CliRunner().invoke(policygen, ["build"])
    beside = os.path.join("..", "our policies")  # noqa: PTH118
    assert f'there is one in "{beside}": cd "{beside}"' in result.stderr
    assert CliRunner().invoke(policygen, ["-C", beside, "check"]).exit_code == 0


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (("build", "holtsmere-end/social-medai@1.0"), "did you mean social-media?"),
        (("build", "holtsmere-end/social-media@2.0"), "did you mean 1.0?"),
        (("build", "brook-lane/social-media@1.0"), "it has not been issued yet"),
        (("build", "holtsmere-edn/social-media@1.0"), "did you mean holtsmere-end?"),
        (("build", "social-media/oakfield"), "name the school first: oakfield/social-media"),
        (("build", "social-media"), "name the school first: SCHOOL/social-media"),
        (("withdraw", "oakfield/sociamedia@1.0", "--reason", "x"), "did you mean social-media?"),
        (("issue", "--policy", "sociamedia", "--all", "--by", "x"), "did you mean social-media?"),
        (("reviewed", "--policy", "sociamedia", "--all", "--by", "x"), "mean social-media?"),
        (("model", "social-media@2016-05"), "did you mean 2016-04?"),
        (("build", "--formt", "docx"), "--format"),
        (("build", "--format", "dcox"), "docx"),
        (("reveiwed",), "did you mean reviewed?"),
    ],
)
def test_a_slip_in_a_word_is_told_with_what_was_meant(
    run: Run, words: tuple[str, ...], hint: str
) -> None:
    result = run(*words)
    assert result.exit_code != 0
    assert hint in result.stderr


def test_a_school_is_named_by_its_folder_too(run: Run, workspace: Path) -> None:
    assert run("build", "./schools/oakfield/").exit_code == 0
    assert run("build", ".\\schools\\brook-lane").exit_code == 0
    assert (workspace / "build/brook-lane/social-media.md").is_file()
