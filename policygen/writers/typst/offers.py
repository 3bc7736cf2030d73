"""Decisions that are still open: every passage on offer."""

from dataclasses import replace

from policygen.document import Alternatives
from policygen.writers.flow import offer, question_line
from policygen.writers.typst.literals import typst_literal
from policygen.writers.typst.setting import SetBlocks, Spot

_MARGINS = 14.2  # of the frame, as in the page's design


def pdf_offer(block: Alternatives, place: Spot, write: SetBlocks) -> str:
    """The decision in a frame, a passage in each part of it."""
    inner = replace(place, room=place.room - _MARGINS)
    passages = (
        f"({typst_literal(offer(block, index))}, [{write(passage.children, inner)}])"
        for index, passage in enumerate(block.passages)
    )
    return f"#decision({', '.join([typst_literal(question_line(block)), *passages])})"
