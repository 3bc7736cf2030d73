"""Time PDF editions: the first of a process, and each after it that was never laid out before.

    ENV/bin/python benchmarks/pdf.py

typst remembers what it laid out; so each edition is timed once, in the order of the schools. What
is timed neither touches the disk nor reads YAML. The time by the clock is that of this machine
alone, if nothing else is at work on it; typst works on all processors.
"""

import argparse
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from generate import generate

from policygen.assembly.edition import Edition
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.writers import STEM, plate


def main() -> None:
    """Print the milliseconds of an edition, by the clock and of processor time."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--schools", type=int, default=120, metavar="N", help="120 if not given")
    first, *others = map(timed, editions(parser.parse_args().schools))
    print(f"{'ms an edition':24}{'clock':>8}{'processor':>12}")
    print(f"{'the first':24}{first[0]:8.1f}{first[1]:12.1f}")
    for name, chosen in (("median of the others", statistics.median), ("most", max)):
        clock, processor = (chosen(found) for found in zip(*others, strict=True))
        print(f"{name:24}{clock:8.1f}{processor:12.1f}")


def editions(count: int) -> Iterator[Edition]:
    """The editions of a generated workspace."""
    with TemporaryDirectory() as folder:
        generate(Path(folder), count)
        workspace = Workspace(Path(folder))
        library = Library(workspace)
        for name in workspace.schools:
            _, problems, checked = library.school(Target(name))
            assert not problems, problems
            yield from (one.edition for one in checked if one.edition)


def timed(edition: Edition) -> tuple[float, float]:
    """How long one edition takes, by the clock and of processor time, its plate set already."""
    set_plate, values = plate("pdf", edition.document), {**edition.values, STEM: "x"}
    clock, processor = time.perf_counter(), time.process_time()
    set_plate.fill(values, edition.logo, edition.pictures)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


if __name__ == "__main__":
    main()
