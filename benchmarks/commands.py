"""Time whole commands, from start to exit: processor and wall time, in processes of their own.

    .venv/bin/python benchmarks/commands.py

It works in /dev/shm where there is one, for disks vary tenfold.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import ROOT, generate

from policygen.register.calendar import calendar
from policygen.register.rows import Row

MEMORY = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
# Compiled modules are kept, as those of a program that is installed.
NEWER = "templates/social-media/2018-04.md"
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def main() -> None:
    """Make two workspaces, time the commands in them, print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--policies", type=int, default=20, metavar="N", help="20 if not given")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="9 if not given")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=MEMORY) as folder:
        one, many = Path(folder) / "one", Path(folder) / "many"
        generate(one, 1)
        generate(many, arguments.schools)
        few = max(1, arguments.rounds // 3)
        count = f"{arguments.schools} schools"
        print(f"{'seconds, median':34}{'processor':>10}{'wall':>8}")
        show("policygen --help", arguments.rounds, ["--help"])
        show("one edition, cold", arguments.rounds, ["-C", str(one), "build"], before=unbuilt(one))
        show(f"{count}, cold", few, ["-C", str(many), "build"], before=unbuilt(many))
        show(f"{count}, unchanged", arguments.rounds, ["-C", str(many), "build"])
        shutil.copy(ROOT / NEWER, many / NEWER)
        show(f"impact on {count}", few, ["-C", str(many), "impact", "social-media"])
        shutil.rmtree(many)
        generate(many, arguments.schools, arguments.policies, issued=True)
        register = ["-C", str(many), "register"]
        calendars = [*register, "--format", "ics"]
        count = f"register of {arguments.schools * arguments.policies:,}"
        show(f"{count}, cold", arguments.rounds, register, before=unbuilt(many))
        show(f"{count}, unchanged", arguments.rounds, register)
        show("one calendar of its reviews", arguments.rounds, calendars)
        calendar_alone(arguments.schools * arguments.policies, arguments.rounds)


def calendar_alone(events: int, rounds: int) -> None:
    """Time the making of one calendar in this process, for so many reviews."""
    day = date(2027, 5, 31)
    rows = [
        Row(
            school=f"school-{number:05}", identity=f"school-{number:05}",
            name=f"St Mary's & St John's School {number}", email=None,
            policy="online-safety", title="Online safety policy", model="2026-09", version="2.0",
            states=("issued",), changes=(), approver="Governing board", last_review="May 2025",
            next_review="May 2027", due=day, moved=2, stamp=day, today=day,
        )
        for number in range(events)
    ]  # fmt: skip
    found = []
    for _ in range(rounds):
        began = time.process_time()
        calendar(rows, "Policy reviews")
        found.append(time.process_time() - began)
    print(f"{f'{events:,} events, in memory':34}{statistics.median(found):10.3f}")


def unbuilt(workspace: Path) -> Callable[[], None]:
    """What removes all that was built, and the index of it."""
    return lambda: shutil.rmtree(workspace / "build", ignore_errors=True)


def show(
    name: str, rounds: int, words: list[str], *, before: Callable[[], None] = lambda: None
) -> None:
    """Run a command once to warm the disk's cache, then time it; print a row."""
    before()
    run(words)
    processor, wall = [], []
    for _ in range(rounds):
        before()
        began, used = time.perf_counter(), children()
        run(words)
        wall.append(time.perf_counter() - began)
        processor.append(children() - used)
    print(f"{name:34}{statistics.median(processor):10.3f}{statistics.median(wall):8.3f}")


def children() -> float:
    """The processor time that finished child processes have taken."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(words: list[str]) -> None:
    """Run policygen. Raises CalledProcessError if it fails."""
    subprocess.run(command(*words), check=True, cwd=ROOT, capture_output=True, env=ENVIRONMENT)


def command(*words: str) -> list[str]:
    """What runs policygen with some words."""
    return [sys.executable, "-m", "policygen", *words]


if __name__ == "__main__":
    main()
