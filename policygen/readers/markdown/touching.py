"""What can't be told from what stands right beside it: bold words, places to write."""

from collections.abc import Iterator

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

from policygen.document import (
    Emphasis,
    FillIn,
    Inline,
    InlineAlternatives,
    Inlines,
    Slot,
    Strong,
    Text,
    TickBox,
)
from policygen.readers.markdown.marks import StrayMark
from policygen.sources.filling import FILL_IN, TICK_BOX


def touching(inlines: Inlines) -> Iterator[StrayMark]:
    """Bold words must be told from their neighbours in Markdown, whatever the values are.

    CommonMark 0.31, section 6.2: where bold words begin or end with punctuation, as any value
    may, white space or punctuation must stand beside them; and white space can't be bold.
    """
    for index, inline in enumerate(inlines):
        if isinstance(inline, InlineAlternatives):
            for passage in inline.passages:
                yield from touching(passage)
        if isinstance(inline, FillIn | TickBox):
            yield from _apart(inlines, index)
        if not isinstance(inline, Strong | Emphasis):
            continue
        if not inline.children:
            yield StrayMark("bold or italic marks with nothing between", "remove them", "*")
            continue
        before = inlines[index - 1] if index else Text(" ")
        after = inlines[index + 1] if index + 1 < len(inlines) else Text(" ")
        for edge, beside, side in (
            (inline.children[0], before, -1),
            (inline.children[-1], after, 0),
        ):
            inner = _character(edge, -1 - side, "*")
            cut = _is_mark(inner) and _is_word(_character(beside, side, "x"))
            if isinstance(beside, Strong | Emphasis) or _is_space(inner) or cut:
                hint = "put a space between them"
                yield StrayMark("bold or italic words touch what stands beside them", hint, "*")


def _apart(inlines: Inlines, index: int) -> Iterator[StrayMark]:
    """A place to write or a box to tick is told from the words beside it."""
    before = inlines[index - 1] if index else Text(" ")
    after = inlines[index + 1] if index + 1 < len(inlines) else Text(" ")
    near = FILL_IN if isinstance(inlines[index], FillIn) else TICK_BOX
    if _is_word(_character(before, -1, "x")) or _is_word(_character(after, 0, "x")):
        yield StrayMark(f"{near} touches the words beside it", "put a space between them", near)


def _character(inline: Inline, index: int, value: str) -> str:
    """The character at one end of an inline as Markdown has it; `value` is any value's."""
    match inline:
        case Text(text):
            return text[index]
        case Slot():
            return value
    return "["  # or another punctuation mark


def _is_space(character: str) -> bool:
    return isWhiteSpace(ord(character))


def _is_mark(character: str) -> bool:
    return isMdAsciiPunct(ord(character)) or isPunctChar(character)


def _is_word(character: str) -> bool:
    return not (_is_space(character) or _is_mark(character))
