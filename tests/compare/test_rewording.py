"""Changes are marked as a careful person would mark them: tests/cases/rewording.md."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

import pytest
from case_files import CASES
from making import edition, filled

from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import BlockRevision, Blocks, Document, Inlines, Revision, within
from policygen.writers import outline

MOST = 1.3  # times as many as a careful person needs, all in all


class Pair(NamedTuple):
    """A clause as it was and as it is, and the fewest changes."""

    title: str
    fewest: int
    before: Document
    after: Document


def pairs() -> Iterator[Pair]:
    text = (CASES / "rewording.md").read_text(encoding="utf-8")
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        title, _, fewest = part.partition("\n")[0].partition(": ")
        for was, now in re.findall(r"^- (.+(?:\n  .+)*)\n\+ (.+(?:\n  .+)*)", part, re.M):
            yield Pair(f"{title}: {was}", int(fewest), clause(was), clause(now))


def clause(words: str) -> Document:
    """A text of one clause, with an id of its own."""
    first, *items = words.split("\n  * ")
    bullets = "".join(f"\n   - {item}" for item in items)
    return filled(edition(f"## A\n\n1. {first} {{#one}}\n{bullets}\n"))


def changes_in(document: Document) -> int:
    """How many places are marked: what was deleted and what stands for it are one."""
    count = 0

    def run(inlines: Inlines) -> Inlines:
        nonlocal count
        for kind, _ in groupby(inlines, lambda inline: isinstance(inline, Revision)):
            count += kind
        return tuple(
            inline if isinstance(inline, Revision) else within(inline, run) for inline in inlines
        )

    def blocks(found: Blocks) -> Blocks:
        nonlocal count
        for kind, part in groupby(found, lambda block: isinstance(block, BlockRevision)):
            count += kind
            if not kind:
                for block in part:
                    within(block, run, blocks)
        return found

    within(document, run, blocks)
    return count


PAIRS = [*pairs()]


def test_there_are_enough() -> None:
    assert len(PAIRS) >= 150


@pytest.mark.parametrize("pair", [pytest.param(pair, id=pair.title) for pair in PAIRS])
def test_nobody_has_to_look_at_many_more_changes_than_there_are(pair: Pair) -> None:
    made = redline(pair.before, pair.after)
    assert is_proven(made, pair.before, pair.after)
    assert 1 <= changes_in(made) <= pair.fewest + 1


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("It opens at noon. Grace is said.", "It opens at noon. All sit. Grace is said.",
         "It opens at noon.{+ All sit.+} Grace is said."),
        ("Wait there! Drivers stay! Pupils board!", "Wait there! Pupils board!",
         "Wait there![- Drivers stay!-] Pupils board!"),
        ("All doors are shut.", "All old doors are shut.", "All{+ old+} doors are shut."),
        ("Red, blue and green pens.", "Red, pink, blue and green pens.",
         "Red,{+ pink,+} blue and green pens."),
        ("Ask. Then wait.", "Now ask. Then wait.", "[-Ask-]{+Now ask+}. Then wait."),
    ],
)  # fmt: skip
def test_what_is_marked_reads_as_it_was_written(was: str, now: str, said: str) -> None:
    found = redline(clause(was), clause(now))
    assert f"1.1   {said}\n" in outline.write(found, 200)


def test_the_changes_are_hardly_more_than_a_careful_person_marks() -> None:
    marked = sum(changes_in(redline(pair.before, pair.after)) for pair in PAIRS)
    assert marked <= MOST * sum(pair.fewest for pair in PAIRS)
