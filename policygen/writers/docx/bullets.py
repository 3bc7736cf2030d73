"""Bullets, each in the style of how many there are around it, as far in as it stands; quotations.

In a house style the marks are the publisher's; where they stand follows from our clauses.
"""

from policygen.document import Block, Blocks, BulletList, Figure, Paragraph, Quotation
from policygen.document.revisions import wholly
from policygen.writers.docx import markup
from policygen.writers.docx.figures import pictured
from policygen.writers.docx.measures import bullet_indent, text_indent
from policygen.writers.docx.setting import Setter

STYLES = ("List Bullet", "List Bullet 2", "List Bullet 3")
_QUOTED = 360  # what a quotation is indented further
_HUNG = 360  # what a bullet in it hangs by
_CLOSE = '<w:spacing w:before="0" w:after="0"/>'  # or a quotation's bar would have gaps in it


def bulleted(setter: Setter, bullets: BulletList, depth: int) -> str:
    """The list; what stands in an item begins where its words do."""
    indent = markup.indented(*bullet_indent(depth)) if depth or setter.bullets else ""
    parts = []
    for item in bullets.items:
        with setter.tracker.opened(item) as held:
            parts.append(_item(setter, held, depth, indent))
    return "".join(parts)


def _item(setter: Setter, item: Blocks, depth: int, indent: str) -> str:
    style = STYLES[min(setter.bullets, len(STYLES) - 1)]
    begun, rest = "", item
    match item:
        case (Paragraph(words, anchor), *others):
            rest = tuple(others)
            begun = setter.paragraph(style, setter.words(anchor, words), setter.kept(rest) + indent)
        case (Figure() as first, *others):
            rest = tuple(others)
            begun = pictured(setter, first, depth + 1, style, indent)
    setter.bullets += 1
    below = setter.blocks(rest, depth + 1, follows=bool(begun))
    setter.bullets -= 1
    return begun + below


def quotation_lines(setter: Setter, quotation: Quotation, depth: int) -> str:
    """Words and bullets behind one bar, which the style draws; what else there is, further in."""
    left = text_indent(depth) + _QUOTED
    parts = []
    for block, after in setter.tracker.each(quotation.children):
        match block:
            case Paragraph(words, anchor):
                close = _CLOSE if isinstance(after, BulletList) else ""
                indent = markup.indented(left) if depth else ""
                said = setter.words(anchor, words)
                parts.append(setter.paragraph("Quote", said, close + indent))
            case BulletList():
                parts.append(_in_quotation(setter, block, left, 0, after))
            case _:
                parts.append(setter.blocks((block,), depth + 1))
    return "".join(parts)


def _in_quotation(
    setter: Setter, bullets: BulletList, left: int, level: int, after: Block | None
) -> str:
    parts = []
    staying = [item for item in bullets.items if wholly(item) is not False] or bullets.items
    for item in bullets.items:
        ends = after is None and item is staying[-1]
        for index, (block, _) in enumerate(setter.tracker.each(item)):
            here = left + _HUNG * (level + 1)
            close = "" if ends and index == len(item) - 1 else _CLOSE
            match block:
                case Paragraph(words, anchor):
                    mark = "" if index else markup.listed_in(setter.facts.bullets, min(level, 2))
                    indent = markup.indented(here, 0 if index else _HUNG)
                    said = setter.words(anchor, words)
                    parts.append(setter.paragraph("Quote", said, mark + close + indent))
                case BulletList():
                    following = None if close == "" else block
                    parts.append(_in_quotation(setter, block, left + _HUNG, level + 1, following))
                case _:
                    parts.append(setter.blocks((block,), level + 2))
    return "".join(parts)
