"""The cold build over a Dask cluster: two workers on this machine beside one, and beside none.

    .venv/bin/python benchmarks/cluster.py

Each worker is a process with one thread, to which the sources are sent over TCP; so this shows what
that costs, not what more machines gain. Wall time, the median.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import ENVIRONMENT, MEMORY, command
from generate import ROOT, generate

_QUIET = {"DASK_LOGGING__DISTRIBUTED": "error"}


def main() -> None:
    """Make a workspace, build it in turn with two workers, one and none, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--policies", type=int, default=20, metavar="N", help="20 if not given")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="3 if not given")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=MEMORY) as folder, ExitStack() as running:
        workspace = Path(folder) / "workspace"
        generate(workspace, arguments.schools, arguments.policies)
        clusters = {
            f"{count} worker{'s' if count > 1 else ''}": running.enter_context(
                cluster(Path(folder) / str(count), count)
            )
            for count in (1, 2)
        }
        build = ["-C", str(workspace), "build"]
        runs = {name: [*build, "--cluster", address] for name, address in clusters.items()}
        runs["no cluster"] = build
        times: dict[str, list[float]] = {name: [] for name in runs}
        for number in range(arguments.rounds + 1):
            for name, words in runs.items():
                shutil.rmtree(workspace / "build", ignore_errors=True)
                began = time.perf_counter()
                subprocess.run(
                    command(*words), check=True, cwd=ROOT, capture_output=True, env=ENVIRONMENT
                )
                if number:  # the first time warms what is kept in memory
                    times[name].append(time.perf_counter() - began)
    for name, found in times.items():
        print(f"{name:12}{statistics.median(found):8.1f} s")


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[str]:
    """A scheduler and so many workers, until they aren't needed any more; the address."""
    folder.mkdir()
    file = folder / "scheduler.json"
    started = [dask("scheduler", "--port", "0", "--host", "127.0.0.1", "--scheduler-file", file)]
    try:
        while not file.exists() or not file.read_text(encoding="utf-8").strip():
            time.sleep(0.1)
        address: str = json.loads(file.read_text(encoding="utf-8"))["address"]
        words = "worker", address, "--nthreads", "1", "--no-nanny", "--local-directory"
        started += [dask(*words, folder / str(number)) for number in range(workers)]
        time.sleep(5)  # until all have registered
        yield address
    finally:
        for process in started:
            process.kill()
            process.wait()


def dask(*words: str | Path) -> subprocess.Popen[bytes]:
    """A process of a cluster."""
    return subprocess.Popen(
        [sys.executable, "-m", "dask", *map(str, words), "--no-dashboard"],
        env={**ENVIRONMENT, **_QUIET}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


if __name__ == "__main__":
    main()
