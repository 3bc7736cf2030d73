"""The same files come from a cluster as from this process, whatever becomes of its workers."""

import gc
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from sysconfig import get_path

import pytest
from click.testing import CliRunner, Result
from meddling import Placed
from workspaces import copy_one_policy

from policygen import __version__
from policygen.actions.build import Outcome, build
from policygen.actions.formats import ENDINGS
from policygen.actions.register import read_register
from policygen.actions.verify import verify
from policygen.cli import policygen
from policygen.workspace import cluster as spreading
from policygen.workspace.cluster import Cluster
from policygen.workspace.layout import Workspace
from policygen.workspace.workers import Workers

_COPIES = 20  # of each sample school
_WAIT = 60  # seconds for a process to start, on a slow machine
_OURS = Path(spreading.__file__).parents[2]  # the folder of the policygen that is tested


@dataclass
class Processes:
    """A scheduler and its workers, as processes of their own."""

    folder: Path
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        file = self.folder / "scheduler.json"
        wait_for(lambda: file.exists() and bool(file.read_text("utf-8").strip()))
        address: str = json.loads(file.read_text("utf-8"))["address"]
        return address

    def start(
        self, *words: str, environment: dict[str, str], options: tuple[str, ...] = ()
    ) -> subprocess.Popen[bytes]:  # fmt: skip
        log = self.folder / f"{len(self.started)}.log"
        with log.open("wb") as file:
            process = subprocess.Popen(
                [sys.executable, *options, "-m", "dask", *words, "--no-dashboard"],
                stdout=file, stderr=file, cwd=self.folder, env={**os.environ, **environment},
            )  # fmt: skip
        self.started.append(process)
        return process

    def scheduler(self) -> None:
        """It has Dask, but no policygen: -S leaves out what .pth files add."""
        file = str(self.folder / "scheduler.json")
        words = "scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", file
        self.start(*words, options=("-S",), environment={"PYTHONPATH": get_path("purelib")})

    def worker(self, name: str, *folders: Path) -> subprocess.Popen[bytes]:
        """One that imports from these folders, and the policygen that is tested.

        It is told where that is: its environment may have another, and it runs elsewhere.
        """
        environment = {"PYTHONPATH": os.pathsep.join(map(str, (*folders, _OURS)))}
        words = "worker", self.address, "--nthreads", "1", "--no-nanny", "--name", name
        process = self.start(
            *words, "--local-directory", str(self.folder / name), environment=environment
        )  # fmt: skip
        log = self.folder / f"{len(self.started) - 1}.log"
        wait_for(lambda: b"Registered to" in log.read_bytes())
        return process


def wait_for(so: Callable[[], bool]) -> None:
    ends = time.monotonic() + _WAIT
    while not so():
        assert time.monotonic() < ends
        time.sleep(0.05)


@pytest.fixture
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    running = Processes(tmp_path_factory.mktemp("cluster"))
    running.scheduler()
    try:
        yield running
    finally:
        for process in running.started:
            process.kill()
            process.wait()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """The sample workspace with many schools, one with an issue and one with a mistake."""
    copy_one_policy(tmp_path)
    for school in sorted((tmp_path / "schools").iterdir()):
        for number in range(_COPIES):
            shutil.copytree(school, tmp_path / f"schools/{school.name}-{number:02}")
        shutil.rmtree(school)
    words = ["-C", str(tmp_path), "issue", "oakfield-00/social-media"]
    approval = ["--by", "Board", "--summary", "A", "--on", "2026-11"]
    assert CliRunner().invoke(policygen, [*words, *approval]).exit_code == 0
    (tmp_path / "schools/oakfield-07/school.yaml").write_text("name: [", encoding="utf-8")
    return Workspace(tmp_path)


def built(
    workspace: Workspace, folder: Path, workers: Workers | None = None,
    progress: Callable[[int], object] = lambda _: None,
) -> list[Outcome]:  # fmt: skip
    targets = Workspace(workspace.root).targets(())
    fresh = Workspace(workspace.root)
    return build(fresh, targets, str(folder), ENDINGS, workers=workers, progress=progress)


def files(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def same(outcomes: list[Outcome]) -> list[object]:
    return [(o.target, o.built, o.refused, o.problems) for o in outcomes]


def test_a_cluster_makes_the_same_and_a_killed_worker_costs_time_only(
    workspace: Workspace, processes: Processes, tmp_path: Path
) -> None:
    processes.worker("one")
    doomed = processes.worker("two")
    here, there = tmp_path / "here", tmp_path / "there"
    steps: list[int] = []

    def kill_one(done: int) -> None:
        steps.append(done)
        if sum(steps) == 15:  # in the second ten of eighty
            doomed.kill()

    alone = built(workspace, here)
    spread = built(workspace, there, Cluster(processes.address), progress=kill_one)
    assert doomed.wait() != 0
    assert same(spread) == same(alone)
    assert files(there) == files(here)
    assert len(files(here)) == (4 * _COPIES - 1) * len(ENDINGS)
    assert sum(steps) == 4 * _COPIES
    shutil.rmtree(workspace.root / "schools/oakfield-07")  # it is said again each time
    again = built(workspace, there, Cluster("tcp://127.0.0.1:1"))  # there is nothing to ask for
    assert all(outcome.unchanged for outcome in again)


def test_where_no_worker_is_left_this_process_goes_on(
    workspace: Workspace, processes: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "_PATIENCE", 0.2)
    only = processes.worker("only")
    alone = built(workspace, tmp_path / "here")

    def kill(done: int) -> None:
        if done:
            only.kill()

    spread = built(workspace, tmp_path / "there", Cluster(processes.address), progress=kill)
    assert same(spread) == same(alone)
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_the_register_past_issues_and_their_state_come_from_a_cluster_too(
    workspace: Workspace, processes: Processes, tmp_path: Path
) -> None:
    processes.worker("one")
    workers = Cluster(processes.address)
    targets, today = workspace.targets(()), date(2026, 11, 23)
    alone = read_register(workspace, targets, today)
    shutil.rmtree(workspace.root / "build")
    assert read_register(workspace, targets, today, workers=workers) == alone
    assert any("issued" in row.states for row in alone.rows)
    (file,) = workspace.root.glob("schools/*/issued/*/*.md")
    issue = workspace.targets((f"oakfield-00/social-media@{file.stem}",))
    for name, who in (("here", None), ("there", workers)):
        build(workspace, issue, str(tmp_path / name), ENDINGS, workers=who)
    assert files(tmp_path / "here") == files(tmp_path / "there") != {}
    file.write_bytes(file.read_bytes().replace(b"good name", b"bad name"))
    alone_verified = verify(workspace, targets)
    assert verify(workspace, targets, workers=workers) == alone_verified
    assert alone_verified.counts["altered"] == 1


def test_workers_read_nothing_where_the_schools_are(
    workspace: Workspace, processes: Processes
) -> None:
    processes.worker("one", Path(__file__).parents[1])
    targets = workspace.targets(())[:3]
    results = list(Cluster(processes.address).each(Placed(), workspace, targets))
    for result in results:
        root, *held = result.told.split("\n")
        assert Path(root).is_relative_to(processes.folder / "one")
        assert f"schools/{result.target.school}/school.yaml" in held
    assert not list((processes.folder / "one").rglob("school.yaml"))  # nothing is left there


def test_what_leads_out_of_the_workspace_is_not_sent(
    workspace: Workspace, processes: Processes, tmp_path_factory: pytest.TempPathFactory
) -> None:
    processes.worker("one")
    secret = tmp_path_factory.mktemp("outside") / "school.yaml"
    secret.write_text("name: Outside School\n", encoding="utf-8")
    linked = workspace.root / "schools/linked"
    linked.mkdir()
    try:
        (linked / "school.yaml").symlink_to(secret)
    except OSError:  # Windows wants a privilege for links; then there is nothing to follow
        return
    spread = built(workspace, workspace.root / "build", Cluster(processes.address))
    (problem,) = next(o for o in spread if o.target.school == "linked").problems
    assert "leads out of the workspace by a link" in str(problem)


def run(workspace: Workspace, *words: str) -> Result:
    return CliRunner().invoke(policygen, ["-C", str(workspace.root), *words])


def test_a_worker_with_another_version_is_refused_by_name(
    workspace: Workspace, processes: Processes, tmp_path: Path
) -> None:
    shutil.copytree(Path(spreading.__file__).parents[1], tmp_path / "other/policygen")
    start = tmp_path / "other/policygen/__init__.py"
    start.write_text(start.read_text("utf-8").replace(__version__, "9.9.9"), encoding="utf-8")
    processes.worker("good")
    processes.worker("old-laptop", tmp_path / "other")
    for command in ("build", "register", "verify"):
        result = run(workspace, command, "--cluster", processes.address)
        assert result.exit_code == 1
        assert "worker old-laptop at tcp://" in result.stderr
        assert f"has policygen 9.9.9, and this machine {__version__}" in result.stderr
        assert "good" not in result.stderr
    found = {path.parent.name for path in (workspace.root / "build").glob("*/*")}
    assert found == {"oakfield-00"}  # which was built when it was issued


def test_a_cluster_that_cannot_be_had_is_said_in_plain_words(
    workspace: Workspace, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spreading, "_ANSWER", 0.5)
    result = run(workspace, "build", "--cluster", "tcp://127.0.0.1:1")
    assert (result.exit_code, "no cluster answers at tcp://127.0.0.1:1" in result.stderr) == (
        1,
        True,
    )
    result = run(workspace, "build", "--cluster", "nowhere")
    assert result.exit_code == 1
    assert "no cluster answers at nowhere" in result.stderr
    del result
    gc.collect()  # the clients that failed: stopped while the next one starts, they would hang
    monkeypatch.setattr(spreading, "_ANSWER", _WAIT)
    result = run(workspace, "build", "--cluster", processes.address)
    assert result.exit_code == 1
    assert "has no workers" in result.stderr
    monkeypatch.setitem(sys.modules, "distributed", None)
    result = run(workspace, "build", "--cluster", processes.address)
    assert result.exit_code == 1
    assert "pip install 'policygen[cluster]'" in result.stderr
