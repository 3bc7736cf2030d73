"""Definitions: terms in bold, what they mean below them and further in."""

from policygen.document import Blocks, Definitions, Paragraph
from policygen.document.revisions import wholly
from policygen.writers.docx import markup
from policygen.writers.docx.measures import text_indent
from policygen.writers.docx.setting import Setter


def defined_terms(setter: Setter, definitions: Definitions, depth: int) -> str:
    """The list."""
    indent = markup.indented(text_indent(depth)) if depth else ""
    parts = []
    for item in definitions.items:
        for term in item.terms:
            with setter.tracker.within(wholly(term)):
                parts.append(setter.paragraph("Definition Term", setter.inlines(term), indent))
        parts += (_meaning(setter, one, depth) for one in item.meanings)
    return "".join(parts)


def _meaning(setter: Setter, meaning: Blocks, depth: int) -> str:
    indent = markup.indented(text_indent(depth + 1)) if depth else ""
    return "".join(
        setter.paragraph("Definition", setter.words(block.anchor, block.children), indent)
        if isinstance(block, Paragraph)
        else setter.blocks((block,), depth + 1)
        for block, _ in setter.tracker.each(meaning)
    )
