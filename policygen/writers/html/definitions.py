"""Definitions: terms and what they mean."""

from collections.abc import Callable

from policygen.document import Blocks, Definitions
from policygen.writers.html.inlines import written


def defined(definitions: Definitions, inside: Callable[[Blocks], str]) -> str:
    """The list."""
    lines = ['<dl class="definitions">']
    for item in definitions.items:
        lines += (f"<dt>{written(term)}</dt>" for term in item.terms)
        lines += (f"<dd>{inside(meaning)}</dd>" for meaning in item.meanings)
    return "\n".join([*lines, "</dl>"])
