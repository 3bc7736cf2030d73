"""The same inputs give the same bytes, on any machine, in any order."""

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from making import ROOT

from policygen.actions.build import build
from policygen.workspace.jobs import Job
from policygen.workspace.layout import Workspace
from policygen.writers import FORMATS


def built(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def run(folder: Path, *schools: str, **environment: str) -> dict[str, bytes]:
    command = [sys.executable, "-m", "policygen", "-C", str(ROOT), "build", "--out", str(folder)]
    subprocess.run(
        [*command, *schools], check=True, capture_output=True, env={**os.environ, **environment}
    )
    return built(folder)


def test_the_bytes_depend_on_no_seed_zone_language_or_order(tmp_path: Path) -> None:
    first = run(tmp_path / "1", PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    assert len(first) == 12
    second = run(
        tmp_path / "2", "st-marys-st-johns", "oakfield", "holtsmere-end", "brook-lane",
        PYTHONHASHSEED="2", TZ="Pacific/Auckland", LANG="tr_TR.UTF-8",
    )  # fmt: skip
    assert first == second


def test_one_process_and_several_write_the_same(tmp_path: Path) -> None:
    targets = Workspace(ROOT).targets(())
    one, several, warm = tmp_path / "one", tmp_path / "several", tmp_path / "warm"
    build(Job(str(ROOT), str(one), tuple(FORMATS)), targets)
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        build(Job(str(ROOT), str(several), tuple(FORMATS)), targets, executor=executor)
    build(Job(str(ROOT), str(warm), tuple(FORMATS)), targets)  # every plate is set by now
    assert built(one) == built(several) == built(warm)
