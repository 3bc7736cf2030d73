"""Decisions that are still open: every passage on offer.

In a section they are a table, a passage in each row. Those whose passages hold sections are no
table, as no cell can begin a page or turn the paper: marks stand between what they offer.
"""

from policygen.document import Alternatives, Text
from policygen.writers.docx import markup
from policygen.writers.docx.frames import in_frame
from policygen.writers.docx.setting import Setter
from policygen.writers.flow import offer, question_line
from policygen.writers.plate import escape_xml

_MARGINS = 2 * 142  # of the cell, as in styles.xml, Decision Table
_TOGETHER = 4  # blocks that a decision may have to stay on one page


def offered(setter: Setter, block: Alternatives, depth: int) -> str:
    """The decision as a table; a short one stays on one page.

    It begins at the margin, so that all in it stands about where it will in an edition.
    """
    look, width = in_frame("Decision Table", 0, setter.room)
    asked = setter.paragraph("Decision", setter.inlines((Text(question_line(block)),)))
    rows = [setter.row(_cell(width, asked), whole=True, header=True)]
    short = sum(len(passage.children) for passage in block.passages) <= _TOGETHER
    for index, passage in enumerate(block.passages):
        last = index == len(block.passages) - 1
        # In a row, what its first paragraph keeps to is the next row.
        keep = markup.KEEP if short and not last else markup.NOT_KEPT
        label = setter.paragraph("Alternative", setter.inlines((Text(offer(block, index)),)), keep)
        inside = setter.celled(passage.children, width - _MARGINS, depth)
        rows.append(setter.row(_cell(width, label + inside), whole=short))
    style = setter.facts.styles["Decision Table"]
    return markup.table(style, escape_xml(question_line(block)), [width], rows, look)


def _cell(width: int, content: str) -> str:
    return markup.cell(markup.TableCell(width), content)
