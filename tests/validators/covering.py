"""Which pages to ask what takes long to ask: between them, they have all that any page has."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import html

# What differs from page to page without making an element of another kind.
_OWN = {"id", "href", "src", "alt", "style", "d", "points", "x", "y", "width", "height"}
_KINDS = {"class", "scope", "role", "type"}  # attributes whose values tell kinds apart


@cache
def covering(pages: tuple[Path, ...]) -> tuple[Path, ...]:
    """Few and small pages that have every kind of document, and of element wherever it stands."""
    kinds = {page: {_document(page), *_elements(page)} for page in pages}
    sizes = {page: page.stat().st_size for page in pages}
    missing = set[str]().union(*kinds.values())
    chosen = set[Path]()
    while missing:
        best = max(pages, key=lambda page: len(kinds[page] & missing) / sizes[page])
        chosen.add(best)
        missing -= kinds[best]
    return tuple(page for page in pages if page in chosen)


def _document(page: Path) -> str:
    """Whether a page is issued, a draft, a model or a register, by its name."""
    words = page.stem.split("--")
    return words[0] if len(words) == 2 else words[1]


def _elements(page: Path) -> Iterator[str]:
    """Every element, as a path: it and all around it, by their tags and attributes."""

    def inside(element: Any, above: str) -> Iterator[str]:
        path = f"{above}/{_kind(element)}"
        yield path
        for child in element.iterchildren("*"):
            yield from inside(child, path)

    yield from inside(html.parse(str(page)).getroot(), "")


def _kind(element: Any) -> str:
    attributes = sorted(
        f"{name}={value}" if name in _KINDS else name
        for name, value in element.items()
        if name not in _OWN
    )
    return " ".join([element.tag, *attributes])
