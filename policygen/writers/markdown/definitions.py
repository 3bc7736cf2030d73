"""Definitions: terms in bold words, their meanings below them, comments around the whole.

GFM has no lists of definitions. <dfn> is what tells a term from a paragraph of bold words.
"""

from collections.abc import Callable, Iterator

from policygen.document import Blocks, Definitions
from policygen.writers.markdown.inlines import on_one_line


def definition_paragraphs(definitions: Definitions, inside: Callable[[Blocks], str]) -> str:
    """The list."""
    return "\n\n".join(_parts(definitions, inside))


def _parts(definitions: Definitions, inside: Callable[[Blocks], str]) -> Iterator[str]:
    yield "<!-- definitions -->"
    for item in definitions.items:
        yield "\\\n".join(f"**<dfn>{on_one_line(term)}</dfn>**" for term in item.terms)
        for index, meaning in enumerate(item.meanings):
            if index:
                yield "<!-- or -->"
            yield inside(meaning)
    yield "<!-- end of definitions -->"
