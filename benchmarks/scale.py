"""The cold build of many schools beside that of few: what one costs, and how much memory it takes.

    .venv/bin/python benchmarks/scale.py

All three formats, on one processor where the system lets us choose, so that the peak is that of one
process.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import ENVIRONMENT, MEMORY, command
from generate import ROOT, generate

_MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""


def main() -> None:
    """Make two workspaces, build both, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--times", type=int, default=10, metavar="N", help="10 if not given")
    arguments = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{'schools':>8}{'processor, s':>14}{'ms a school':>13}{'peak, MB':>10}")
    costs = []
    for count in (arguments.schools, arguments.schools * arguments.times):
        with TemporaryDirectory(dir=MEMORY) as folder:
            workspace = Path(folder) / "workspace"
            generate(workspace, count)
            seconds, peak = measured(command("-C", str(workspace), "build"))
        costs.append(seconds / count)
        print(f"{count:8,}{seconds:14.2f}{costs[-1] * 1000:13.2f}{peak:10.0f}")
    print(f"A school among {arguments.times} times as many costs {costs[1] / costs[0]:.2f} times")


def measured(words: list[str]) -> tuple[float, float]:
    """The processor time and the peak memory, in MB, of a process and of those that it starts."""
    run = [sys.executable, "-c", _MEASURED, *words]
    done = subprocess.run(
        run, check=True, cwd=ROOT, capture_output=True, text=True, env=ENVIRONMENT
    )  # fmt: skip
    seconds, peak = map(float, done.stdout.split())
    return seconds, peak / 1024


if __name__ == "__main__":
    main()
