"""The same inputs give the same bytes, on any machine, in any order."""

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from making import ROOT

from policygen.actions.build import build
from policygen.workspace.layout import Workspace
from policygen.workspace.workers import Spread
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
    assert len(first) == 13 * 3 + 3  # and the pictures
    second = run(
        tmp_path / "2", "st-marys-st-johns", "oakfield", "holtsmere-end", "brook-lane",
        PYTHONHASHSEED="2", TZ="Pacific/Auckland", LANG="tr_TR.UTF-8",
    )  # fmt: skip
    assert first == second


def test_one_process_and_several_write_the_same(tmp_path: Path) -> None:
    workspace = Workspace(ROOT)
    targets = workspace.targets(())
    one, several, warm = (str(tmp_path / name) for name in ("one", "several", "warm"))
    build(workspace, targets, one, tuple(FORMATS))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        build(workspace, targets, several, tuple(FORMATS), workers=Spread(executor))
    build(workspace, targets, warm, tuple(FORMATS))  # every plate is set by now
    assert built(Path(one)) == built(Path(several)) == built(Path(warm))
