"""What is told of what can't be seen: the bare words of inlines, as one literal."""

from policygen.document import Inlines, Slot, plain, query
from policygen.document.revisions import later_words
from policygen.writers.typst.literals import slot, typst_literal

_EDGE = "\0"  # no text holds it


def unseen(run: Inlines) -> str:
    """The bare words; a space where there are none, as something must be told."""
    later = later_words(run)
    names = {one.name: f"{_EDGE}{one.name}{_EDGE}" for one in query(later, Slot)}
    parts = (plain(later, names) or " ").split(_EDGE)
    return " + ".join(
        slot(part) if index % 2 else typst_literal(part) for index, part in enumerate(parts)
    )
