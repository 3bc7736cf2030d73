"""Definitions: terms and what they mean."""

from dataclasses import replace

from policygen.document import Definitions
from policygen.writers.typst.inlines import calls
from policygen.writers.typst.measures import CLAUSE
from policygen.writers.typst.setting import SetBlocks, Spot


def pdf_terms(definitions: Definitions, place: Spot, write: SetBlocks) -> str:
    """The list."""
    inner = replace(place, room=place.room - CLAUSE, indented=True)
    items: list[str] = []
    for item in definitions.items:
        meanings = "".join(write(meaning, inner) for meaning in item.meanings)
        *others, last = map(calls, item.terms or ((),))
        items += (f"([{term}], none)" for term in others)
        items.append(f"([{last}], [{meanings}])")
    return f"#definitions({', '.join(items)})"
