"""Time the redline of a long policy: two schools' child protection policies, 20 pages each.

    .venv/bin/python benchmarks/redlines.py

Prints the processor time of each step, the least of several rounds, each with texts of its own, so
that nothing is remembered from the last.
"""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from revising import revised

from policygen.compare.changes import changes, with_list
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.compare.renumbered import with_numbers_before
from policygen.document import Document, fill
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.writers import plate, read_back

ROUNDS = 7
_Made = TypeVar("_Made")


def main() -> None:
    """Print how long each step takes."""
    library = Library(Workspace(Path(__file__).parents[1]))
    edition = library.school(Target("oakfield", "child-protection"))[2][0].edition
    assert edition
    took: dict[str, list[float]] = defaultdict(list)

    def timed(step: str, work: Callable[[], _Made]) -> _Made:
        began = time.process_time()
        made = work()
        took[step].append(1000 * (time.process_time() - began))
        return made

    def written(document: Document, kind: str) -> bytes:
        return plate(kind, document).fill({}, edition.logo, edition.pictures)

    def whole(before: Document, after: Document) -> None:
        made = timed("redline", lambda: redline(before, after))
        timed("proof", lambda: is_proven(made, before, after))
        listed = timed("changes", lambda: with_list(made, changes(made, before)))
        marked = timed("numbers", lambda: with_numbers_before(listed, before))
        timed("html", partial(written, marked, "html"))
        docx = timed("docx", partial(written, marked, "docx"))
        timed(
            "read back",
            lambda: read_back("docx", docx, *(written(text, "docx") for text in (before, after))),
        )

    for seed in range(ROUNDS):
        before = fill(edition.document, edition.values)
        whole(before, revised(before, Random(seed), 0.03))
    least = {step: min(found) for step, found in took.items()}
    for step, found in least.items():
        print(f"{step:<10}{found:6.0f} ms")
    word = sum(least[step] for step in ("redline", "proof", "numbers", "docx", "read back"))
    print(f"{'for Word':<10}{word:6.0f} ms")


if __name__ == "__main__":
    main()
