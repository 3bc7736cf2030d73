"""Where a frame stands: no more of it than of a table without lines at its sides overhangs.

Word and others centre a line at a table's side on the edge that is given for the table.
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
    left, right = _LINES[style]
    indent = text_indent(depth)
    fixed = style != "Decision Table"
    return Look(indent + left, first_row=not fixed, fixed=fixed), room - indent - left - right
