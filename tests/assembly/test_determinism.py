"""The same inputs give the same bytes, on any machine, in any order."""

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest
from workspaces import SCHOOLS, copy_samples

from policygen.actions.build import build
from policygen.workspace.layout import Workspace
from policygen.workspace.workers import Spread
from policygen.writers import FORMATS


def built(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    """The sample workspace."""
    copy_samples(tmp_path)
    return tmp_path


def run(root: Path, out: str, *schools: str, **environment: str) -> dict[str, bytes]:
    folder = root / out
    command = [sys.executable, "-m", "policygen", "-C", str(root), "build", "--out", str(folder)]
    subprocess.run(
        [*command, *schools], check=True, capture_output=True, env={**os.environ, **environment}
    )
    return built(folder)


def test_the_bytes_depend_on_no_seed_zone_language_or_order(samples: Path) -> None:
    first = run(samples, "1", PYTHONHASHSEED="1", TZ="UTC", LANG="C")
    assert len(first) == 13 * 3 + 3  # and the pictures
    back = reversed(SCHOOLS)
    second = run(samples, "2", *back, PYTHONHASHSEED="2", TZ="Pacific/Auckland", LANG="tr_TR.UTF-8")
    assert first == second


def test_one_process_and_several_write_the_same(samples: Path) -> None:
    workspace = Workspace(samples)
    targets = workspace.targets(())
    one, several, warm = (str(samples / name) for name in ("one", "several", "warm"))
    build(workspace, targets, one, tuple(FORMATS))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as executor:
        build(workspace, targets, several, tuple(FORMATS), workers=Spread(executor))
    build(workspace, targets, warm, tuple(FORMATS))  # every plate is set by now
    assert built(Path(one)) == built(Path(several)) == built(Path(warm))
