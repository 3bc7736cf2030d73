"""Where a frame stands: no more of it than of a table without lines at its sides overhangs.

The line at its left begins where the table does, as in Word since 2013 and in LibreOffice; its
width is that between the middles of both lines.
"""

from policygen.writers.docx.markup import Look
from policygen.writers.docx.measures import text_indent

# Half of the lines at the left and at the right, in twips, as in styles.xml.
_LINES = {
    "Box Table": (45, 10), "Guidance Table": (10, 10), "Letter Table": (5, 5),
    "Form Table": (8, 8), "Office Form Table": (8, 8), "Decision Table": (10, 10),
}  # fmt: skip


def in_frame(style: str, depth: int, room: int) -> tuple[Look, int]:
    """How a frame looks that begins where words do at some depth, and how wide it is, in twips."""
    indent = text_indent(depth)
    decision = style == "Decision Table"  # whose question is its first row
    return Look(indent, first_row=decision, fixed=not decision), room - indent - sum(_LINES[style])
