"""Boxes: words that stand apart in a frame."""

from policygen.document import Box
from policygen.writers.docx import markup
from policygen.writers.docx.measures import in_twips
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute


def boxed(setter: Setter, box: Box, in_cell: bool) -> str:
    """A box is a table of one cell, as only that holds lists and tables as well as words."""
    width = in_twips(setter.width(in_cell))
    words = setter.at(box.anchor, setter.inlines(box.title))
    title = setter.paragraph("Box Title", words) if box.title else ""
    inside = title + setter.blocks(box.children, in_cell=True)
    style, named = setter.facts.styles["Box Table"], in_attribute(box.title) or "Box"
    rows = [markup.row(markup.cell(width, inside))]
    table = markup.table(style, named, [width], rows, fixed=True, first_column=False)
    return table + setter.gap()
