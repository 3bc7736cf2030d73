"""Print every goal with what is measured and its peer, in one run, and whether it is reached.

    ENV/bin/python benchmarks/goals.py

README.md says how to make ENV. Processor time on one core, all files in memory, medians; only the
register is told by the clock, on all cores. It takes some minutes.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from commands import ENVIRONMENT, MEMORY, children, command
from docxtpl_peer import Peer, context_of
from editions import assembled, per_item, read, set_plate
from generate import generate
from hugo_peer import hugo, make_site
from large_policy import PATH, generate_large, warm
from scale import measured

_IMPORTS = "import click, sqlite3"
_SAMPLE = 120  # editions by docxtpl in a round; it takes as long for each of many


class Goal(NamedTuple):
    """A goal: the measured figure, in words too, and what it is to be within."""

    name: str
    ours: str
    peer: str
    figure: float
    bound: float
    unit: str
    at_least: bool = False

    def line(self) -> str:
        """As a row of the table."""
        reached = self.figure >= self.bound if self.at_least else self.figure <= self.bound
        sign = "≥" if self.at_least else "≤"
        found = f"{self.figure:.2f} {self.unit}"
        said = "reached" if reached else "NOT REACHED"
        return (
            f"{self.name:44}{self.ours:>12}{self.peer:>22}{found:>14} {sign} {self.bound:<6g}{said}"
        )


def main() -> None:
    """Measure all, print a line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=600, metavar="N", help="600 if not given")
    parser.add_argument("--policies", type=int, default=20, metavar="N", help="20 if not given")
    parser.add_argument("--rounds", type=int, default=9, metavar="N", help="9 if not given")
    arguments = parser.parse_args()
    schools, policies, rounds = arguments.schools, arguments.policies, arguments.rounds
    print(f"{'goal':44}{'ours':>12}{'peer':>22}{'':>14}   {'goal':6}")
    with TemporaryDirectory(dir=MEMORY) as folder:
        measures: list[Callable[[], list[Goal]]] = [
            lambda: register(Path(folder) / "issued", schools, policies, rounds),
            lambda: unchanged(Path(folder) / "adopted", schools, policies, rounds),
            lambda: cold(Path(folder) / "cold", schools, max(3, rounds // 2)),
            lambda: word(Path(folder) / "word", schools),
            lambda: many(Path(folder) / "few", Path(folder) / "many", schools),
            lambda: large(Path(folder) / "large"),
        ]
        for measure in measures:
            for goal in measure():
                print(goal.line(), flush=True)


def register(folder: Path, schools: int, policies: int, rounds: int) -> list[Goal]:
    """The register of all adoptions, by the clock, on all cores."""
    generate(folder, schools, policies, issued=True)
    words = command("register")
    said = subprocess.run(words, check=True, cwd=folder, capture_output=True, env=ENVIRONMENT)
    assert b"altered" not in said.stderr, said.stderr  # what is frozen is taken as it was frozen
    first, again = [], []
    for _ in range(max(3, rounds // 2)):
        shutil.rmtree(folder / "build", ignore_errors=True)
        first.append(waited(words, folder))
        again += [waited(words, folder) for _ in range(3)]
    shutil.rmtree(folder)
    count = f"{schools * policies:,} adoptions"
    return [
        waiting(f"register from cold, {count}", first, 2.5),
        waiting(f"register unchanged, {count}", again, 0.5),
    ]


def waiting(name: str, found: list[tuple[float, float]], bound: float) -> Goal:
    """A goal by the clock; what the processors did for it stands beside it."""
    clock, processor = (statistics.median(column) for column in zip(*found, strict=True))
    beside = f"(processor {processor:.2f} s)"
    return Goal(name, f"{clock:.2f} s", beside, clock, bound, "s")


def unchanged(folder: Path, schools: int, policies: int, rounds: int) -> list[Goal]:
    """The unchanged build beside the imports that it can't do without."""
    generate(folder, schools, policies)
    build, imports = command("build"), [sys.executable, "-c", _IMPORTS]
    used(build, folder)
    with one_core():
        ours, least = in_turn(
            lambda: used(build, folder), lambda: used(imports, folder), 2 * rounds
        )
    shutil.rmtree(folder)
    name = f"unchanged build, {schools * policies:,} adoptions"
    peer = f"imports {least * 1000:.0f} ms"
    return [Goal(name, f"{ours * 1000:.0f} ms", peer, ours / least, 3, "times")]


def cold(folder: Path, schools: int, rounds: int) -> list[Goal]:
    """The cold build in three formats beside Hugo's HTML of the same Markdown."""
    workspace, site = folder / "workspace", folder / "site"
    generate(workspace, schools)
    build = command("build")
    used(build, workspace)
    make_site(site, workspace / "build")
    pages = hugo(site)

    def ours() -> float:
        shutil.rmtree(workspace / "build")
        return used(build, workspace)

    def theirs() -> float:
        shutil.rmtree(site / "public", ignore_errors=True)
        return used(pages, site)

    with one_core():
        ours_took, hugo_took = in_turn(ours, theirs, rounds)
    made = sum(1 for _ in (site / "public").rglob("*.html"))
    assert made == sum(1 for _ in (workspace / "build").glob("*/*.md")), made
    shutil.rmtree(folder)
    name = f"cold build, {schools} schools, three formats"
    ratio = ours_took / hugo_took
    return [Goal(name, f"{ours_took:.2f} s", f"Hugo {hugo_took:.2f} s", ratio, 2, "times")]


def word(folder: Path, schools: int) -> list[Goal]:
    """Word alone: the whole command beside docxtpl in one process; a shape that is new."""
    generate(folder, 10 * schools)
    model, adopters = read(schools)
    editions = [assembled(model, school) for school in adopters]
    # Not in the docxtpl template, and it would be dearer there: a logo, an empty history.
    common = [e for e, s in zip(editions, adopters, strict=True) if e.frame.issues and not s.logo]
    contexts = [context_of(edition) for edition in common[:_SAMPLE]]
    peer = Peer(model)
    build = command("build", "--format", "docx")

    def ours() -> float:
        shutil.rmtree(folder / "build", ignore_errors=True)
        return used(build, folder) / (10 * schools) * 1000

    def guide() -> float:
        return per_item(lambda context: peer.render(context, warm=False), contexts)

    with one_core():
        peer.render(contexts[0])
        ours_took, guide_took = in_turn(ours, guide, 3)
        once_took = statistics.median(per_item(peer.render, contexts) for _ in range(3))
        shapes = [*{(e.shape, e.frame): e for e in editions}.values()]
        for edition in shapes:
            assert edition.document  # numbered, but not yet set
        new = [per_item(lambda e: set_plate("docx", e), [edition]) for edition in shapes]
    shutil.rmtree(folder)
    later = statistics.mean(new[len(new) // 2 :])  # by then nearly all sections are known
    name = f"Word of {10 * schools:,} schools, an edition"
    shape = f"new shape in Word, after {len(new) // 2} others"
    return [
        beside_docxtpl(name, ours_took, guide_took),
        beside_docxtpl("the same, its template compiled once", ours_took, once_took),
        Goal(shape, f"{later:.2f} ms", "", later, 0.5, "ms"),
    ]


def beside_docxtpl(name: str, ours: float, theirs: float) -> Goal:
    """How many times as long docxtpl takes, in ms for an edition."""
    beside = f"docxtpl {theirs:.1f} ms"
    return Goal(name, f"{ours:.2f} ms", beside, theirs / ours, 15, "times", at_least=True)


def many(few: Path, lots: Path, schools: int) -> list[Goal]:
    """Ten times as many schools: what one costs, and how much memory they take."""
    costs, peak = [], 0.0
    with one_core():
        for folder, count in ((few, schools), (lots, 10 * schools)):
            generate(folder, count)
            seconds, peak = measured(command("-C", str(folder), "build"))
            costs.append(seconds / count * 1000)
            shutil.rmtree(folder)
    peer = f"{schools} schools {costs[0]:.2f} ms"
    name = f"a school among {10 * schools:,}"
    return [
        Goal(name, f"{costs[1]:.2f} ms", peer, costs[1] / costs[0], 1.1, "times"),
        Goal(f"peak memory, {10 * schools:,} schools", f"{peak:.0f} MB", "", peak, 150, "MB"),
    ]


def large(folder: Path) -> list[Goal]:
    """One policy with as much in it as the longest that there are."""
    generate_large(folder)
    check, build = command("check", f"{PATH}.md"), command("build", "--out")
    with one_core():
        checks = statistics.median(used(check, folder) for _ in range(3))
        builds = statistics.median(used([*build, f"b{n}"], folder) for n in range(3))
        edition = warm(folder)["docx"]
    shutil.rmtree(folder)
    return [
        Goal("check of a large policy", f"{checks:.2f} s", "", checks, 5, "s"),
        Goal("its build in three formats", f"{builds:.2f} s", "", builds, 3, "s"),
        Goal("its Word edition from warm plates", f"{edition:.2f} ms", "", edition, 15, "ms"),
    ]


def in_turn(
    ours: Callable[[], float], peer: Callable[[], float], rounds: int
) -> tuple[float, float]:
    """The medians of two things measured in turn."""
    found = [(ours(), peer()) for _ in range(rounds)]
    return statistics.median(one for one, _ in found), statistics.median(two for _, two in found)


def used(words: Sequence[str], folder: Path) -> float:
    """The processor time of a process that does what the words say in a folder."""
    before = children()
    subprocess.run(words, check=True, cwd=folder, capture_output=True, env=ENVIRONMENT)
    return children() - before


def waited(words: Sequence[str], folder: Path) -> tuple[float, float]:
    """How long such a process takes by the clock, and its processor time."""
    began = time.perf_counter()
    processor = used(words, folder)
    return time.perf_counter() - began, processor


@contextmanager
def one_core() -> Any:
    """One processor for what is done meanwhile, where the system lets us choose."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


if __name__ == "__main__":
    main()
