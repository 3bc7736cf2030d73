"""A copy of this project, fresh as from a download, and what a person types in it."""

import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType

from making import ROOT
from terminal import Terminal
from workspaces import copy_samples


class Project:
    """Runs lines in a shell in its folder. `said` is all that was printed so far.

    It is set up already, with the libraries that these tests run with: whoever has it for the first
    time waits half a minute for that.
    """

    def __init__(self, folder: Path) -> None:
        self.root = folder / "project"
        bin_folder = folder / "bin"
        for made in (self.root, bin_folder):
            made.mkdir()
        for name in ("policygen", "docs"):
            shutil.copytree(ROOT / name, self.root / name)
        for name in (
            "run.py", "pyproject.toml", "requirements.txt", "requirements-dev.txt",
            "requirements-extras.txt", "README.md", "LICENSE",
        ):  # fmt: skip
            shutil.copy(ROOT / name, self.root / name)
        copy_samples(self.root)
        _set_up(self.root)
        (bin_folder / "python3").symlink_to(Path(sys.executable).resolve())
        installed = bin_folder / "policygen"  # as pip makes it
        python = self.root / ".venv/bin/python"
        installed.write_text(f'#!/bin/sh\nexec "{python}" -m policygen "$@"\n', "utf-8")
        installed.chmod(0o755)
        self.environment = {
            **os.environ, "PATH": f"{bin_folder}{os.pathsep}{os.environ['PATH']}",
            "PYTHONUNBUFFERED": "1", "POLICYGEN_CALLED": "policygen",
        }  # fmt: skip
        self.environment.pop("PYTHONPATH", None)
        self.said = ""

    def typed(self, line: str) -> tuple[int, str]:
        """The exit status of a line, and what it printed."""
        done = subprocess.run(
            ["sh", "-c", line], cwd=self.root, env=self.environment, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, check=False,
        )  # fmt: skip
        self.said += done.stdout
        return done.returncode, done.stdout

    def answered(self, line: str, answers: Iterable[str]) -> tuple[int, str]:
        """The same on a terminal, where somebody answers."""
        terminal = Terminal(self.root, line=line, environment=self.environment)
        terminal.heard()
        for answer in answers:
            terminal.type(answer)
        self.said += terminal.said
        return terminal.end(), terminal.said


def run_py(root: Path = ROOT) -> ModuleType:
    """The file that people start, as a module."""
    spec = importlib.util.spec_from_file_location("run_py", root / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _set_up(root: Path) -> None:
    """Make the environment that run.py would make, of the libraries that are here."""
    venv.create(root / ".venv", symlinks=True)
    (packages,) = (root / ".venv").glob("lib/*/site-packages")
    ours = [path for path in sys.path if Path(path).name in ("site-packages", "dist-packages")]
    (packages / "policygen-source.pth").write_text("\n".join([str(root), *ours]), "utf-8")
    state = run_py(root).wanted()
    for purpose in ("use", "development"):
        (root / f".venv/{purpose}.stamp").write_text(state, encoding="utf-8")
