"""Words that stand apart in a frame: boxes, letters, guidance."""

from policygen.document import Box, Guidance, Letter, Paragraph
from policygen.writers.docx import markup
from policygen.writers.docx.measures import in_twips
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute


def boxed(setter: Setter, block: Box | Letter | Guidance, in_cell: bool) -> str:
    """A frame is a table of one cell, as only that holds lists and tables as well as words.

    A letter stays on one page if it is short enough.
    """
    kind = type(block).__name__
    heading, anchor = (
        (block.heading, "") if isinstance(block, Guidance) else (block.title, block.anchor)
    )
    width = in_twips(setter.width(in_cell))
    words = setter.at(anchor, setter.inlines(heading))
    parts = [setter.paragraph("Box Title", words)] if heading else []
    for inner in block.children:
        if isinstance(block, Letter) and isinstance(inner, Paragraph):
            words = setter.at(inner.anchor, setter.inlines(inner.children))
            parts.append(setter.paragraph("Letter", words))
        else:
            parts.append(setter.blocks((inner,), in_cell=True))
    style, named = setter.facts.styles[f"{kind} Table"], in_attribute(heading) or kind
    rows = [markup.row(markup.cell(width, "".join(parts)), whole=isinstance(block, Letter))]
    table = markup.table(style, named, [width], rows, fixed=True, first_column=False)
    return table + setter.gap()
