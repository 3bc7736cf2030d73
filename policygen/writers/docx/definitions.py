"""Definitions: terms in bold, what they mean below them and further in."""

from policygen.document import Blocks, Definitions, Paragraph
from policygen.writers.docx import markup
from policygen.writers.docx.setting import Setter

_INDENTS = (0, 720, 1247, 1774)  # of terms and, one further, of their meanings, in twips


def defined_terms(setter: Setter, definitions: Definitions, depth: int, in_cell: bool) -> str:
    """The list."""
    left = _INDENTS[min(depth, 2)]
    indent = markup.indented(left) if left else ""
    parts = []
    for item in definitions.items:
        for term in item.terms:
            parts.append(setter.paragraph("Definition Term", setter.inlines(term), indent))
        parts += (_meaning(setter, one, depth, in_cell) for one in item.meanings)
    return "".join(parts)


def _meaning(setter: Setter, meaning: Blocks, depth: int, in_cell: bool) -> str:
    indent = markup.indented(_INDENTS[min(depth + 1, 3)]) if depth else ""
    return "".join(
        setter.paragraph(
            "Definition", setter.at(block.anchor, setter.inlines(block.children)), indent
        )
        if isinstance(block, Paragraph)
        else setter.blocks((block,), depth + 1, in_cell=in_cell)
        for block in meaning
    )
