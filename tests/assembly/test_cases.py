"""The cases in tests/cases/assembly.md."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from making import FRONT, edition, filled

from policygen.document import Document
from policygen.writers import outline, plate

FILE = Path(__file__).parent.parent / "cases" / "assembly.md"
TEXT = FILE.read_text(encoding="utf-8")
HEADING = re.compile(r"^## (.+)$", re.M)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def cases() -> dict[str, dict[str, str]]:
    """Each case's fenced parts by their kind; a heading inside a fence is none."""
    bare = FENCE.sub(lambda found: " " * len(found[0]), TEXT)
    starts = [found.start() for found in HEADING.finditer(bare)]
    found = {}
    for start, end in pairwise([*starts, len(TEXT)]):
        title = HEADING.match(TEXT, start)
        assert title
        found[title[1]] = dict(FENCE.findall(TEXT[start:end]))
    assert len(found) == len(starts), "two cases have one title"
    return found


def body(document: Document) -> str:
    """The outline without title and frame."""
    return outline.text(document.children, 80) + "\n"


def test_the_cases_share_the_front_matter_that_they_show() -> None:
    found = FENCE.search(TEXT)
    assert found and found[2] == FRONT


@pytest.mark.parametrize("title", cases())
def test_case(title: str) -> None:
    parts = cases()[title]
    made = edition(parts["markdown"], parts.get("yaml", ""), draft=True)
    assert body(filled(made)) == parts["text"]
    for kind in ("docx", "html", "md"):
        assert plate(kind, made.document).fill(made.values)
