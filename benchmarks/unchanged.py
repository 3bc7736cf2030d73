"""Time what is done where nothing has changed, beside the imports that it can't do without.

    .venv/bin/python benchmarks/unchanged.py

600 schools with 20 policies each: an unchanged build of 12,000 adoptions in three formats (36,000
files) and in one, and an unchanged register. Each round runs all of them in turn.
"""

import argparse
import statistics
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from commands import ENVIRONMENT, MEMORY, children, command
from generate import ROOT, generate

_PEER = "import click, sqlite3"


def main() -> None:
    """Make a workspace, build it, time the commands again, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--policies", type=int, default=20, metavar="N", help="20 if not given")
    parser.add_argument("--rounds", type=int, default=15, metavar="N", help="15 if not given")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=MEMORY) as folder:
        workspace = Path(folder) / "workspace"
        generate(workspace, arguments.schools, arguments.policies)
        here = ["-C", str(workspace)]
        one = [*here, "build", "--format", "md", "--out", str(Path(folder) / "one")]
        runs = {
            f'python -c "{_PEER}"': [sys.executable, "-c", _PEER],
            "policygen --help": command("--help"),
            "build, three formats": command(*here, "build"),
            "build, one format": command(*one),
            "register": command(*here, "register"),
        }
        times: dict[str, list[float]] = {name: [] for name in runs}
        for run in runs.values():
            timed(run)
        for _ in range(arguments.rounds):
            for name, run in runs.items():
                times[name].append(timed(run))
    least = statistics.median(next(iter(times.values())))
    print(f"{'processor seconds, median':40}{'':>8}{'times':>8}")
    for name, found in times.items():
        median = statistics.median(found)
        print(f"{name:40}{median:8.3f}{median / least:8.2f}")


def timed(words: list[str]) -> float:
    """The processor time of a process that does what the words say."""
    used = children()
    subprocess.run(words, check=True, cwd=ROOT, capture_output=True, env=ENVIRONMENT)
    return children() - used


if __name__ == "__main__":
    main()
