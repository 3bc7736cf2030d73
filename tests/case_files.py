"""Cases that people read: in tests/cases/, a heading for each, then fenced texts."""

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from markdown_it import MarkdownIt

CASES = Path(__file__).parent / "cases"
HEADING = re.compile(r"^## (.+)$", re.M)
FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


@dataclass(frozen=True)
class Case:
    """What a file holds, or how it differs from the one before the cases; what must be said."""

    title: str
    given: str
    expected: str


def read_cases(name: str) -> tuple[str, list[Case]]:
    """The file that the cases start from, if there is one, and the cases."""
    title, base = "", ""
    fences: list[str] = []
    cases: list[Case] = []
    tokens = MarkdownIt().parse((CASES / name).read_text(encoding="utf-8"))
    for before, token in pairwise(tokens):
        if before.type == "heading_open" and before.tag == "h2":
            title, fences = token.content, []
        elif token.type == "fence":
            fences.append(token.content)
            if not title:
                base = token.content
            elif len(fences) == 2:
                cases.append(Case(title, *fences))
    return base, cases


def titled(cases: list[Case]) -> dict[str, Case]:
    assert len({case.title for case in cases}) == len(cases)
    return {case.title: case for case in cases}


def assembly_text() -> str:
    """What a model's text becomes, case by case."""
    return (CASES / "assembly.md").read_text(encoding="utf-8")


def assembly_cases() -> dict[str, dict[str, str]]:
    """Each of those cases with its fenced parts by their kind; a heading inside a fence is none."""
    text = assembly_text()
    bare = FENCE.sub(lambda found: " " * len(found[0]), text)
    starts = [found.start() for found in HEADING.finditer(bare)]
    found = {}
    for start, end in pairwise([*starts, len(text)]):
        title = HEADING.match(text, start)
        assert title
        found[title[1]] = dict(FENCE.findall(text[start:end]))
    assert len(found) == len(starts), "two cases have one title"
    return found
