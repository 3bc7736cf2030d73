"""Words that stand apart in a frame: boxes, letters, guidance."""

from policygen.document import Blocks, Box, Guidance, Letter, Paragraph
from policygen.document.revisions import in_turn
from policygen.writers.docx import markup
from policygen.writers.docx.frames import in_frame
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute

_MARGINS = {"Box": 2 * 170, "Guidance": 2 * 170, "Letter": 2 * 284}  # of the cell, in styles.xml


def boxed(setter: Setter, block: Box | Letter | Guidance, depth: int) -> str:
    """A frame is a table of one cell, as only that holds lists and tables as well as words.

    A letter stays on one page if it is short enough.
    """
    kind = type(block).__name__
    heading, anchor = (
        (block.heading, "") if isinstance(block, Guidance) else (block.title, block.anchor)
    )
    look, width = in_frame(f"{kind} Table", depth, setter.room)
    inside = block.children
    parts = [setter.paragraph("Box Title", setter.words(anchor, heading))] if heading else []
    if isinstance(block, Letter):
        words, inside = _begun(inside)
        for first, _ in setter.tracker.each(words):
            assert isinstance(first, Paragraph)
            parts.append(setter.paragraph("Letter", setter.words(first.anchor, first.children)))
    parts.append(setter.celled(inside, width - _MARGINS[kind]))
    style, named = setter.facts.styles[f"{kind} Table"], in_attribute(heading) or kind
    cell = markup.cell(markup.TableCell(width), "".join(parts))
    rows = [setter.row(cell, whole=isinstance(block, Letter))]
    return markup.table(style, named, [width], rows, look)


def _begun(blocks: Blocks) -> tuple[Blocks, Blocks]:
    """The paragraphs that some blocks begin with, and the rest."""
    count = 0
    for block in blocks:
        if not all(isinstance(inner, Paragraph) for _, inner in in_turn((block,))):
            break
        count += 1
    return blocks[:count], blocks[count:]
