"""Definitions: terms and what they mean."""

from dataclasses import replace

from policygen.document import Definitions
from policygen.writers.typst.inlines import written
from policygen.writers.typst.measures import CLAUSE
from policygen.writers.typst.setting import Place, Write


def defined(definitions: Definitions, place: Place, write: Write) -> str:
    """The list."""
    inner = replace(place, room=place.room - CLAUSE, indented=True)
    items = []
    for item in definitions.items:
        meanings = "".join(write(meaning, inner) for meaning in item.meanings)
        *others, last = map(written, item.terms or ((),))
        items += (f"([{term}], none)" for term in others)
        items.append(f"([{last}], [{meanings}])")
    return f"#definitions({', '.join(items)})"
