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
        terms = "#linebreak()".join(map(written, item.terms))
        meanings = "".join(write(meaning, inner) for meaning in item.meanings)
        items.append(f"([{terms}], [{meanings}])")
    return f"#definitions({', '.join(items)})"
