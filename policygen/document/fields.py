"""What is filled in among the words of a form, a letter or a table."""

import re
from dataclasses import dataclass

from policygen.document.blocks import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    BulletList,
    Paragraph,
)
from policygen.document.inlines import FillIn, Inline, Inlines, Text, TickBox
from policygen.document.walking import walk

_END = re.compile(r".*[.?!] (?=.*\w)", re.S)


@dataclass(frozen=True, slots=True)
class Field:
    """What is asked, and the room for the answer."""

    words: Inlines
    place: FillIn


def filled_in(blocks: Blocks) -> bool:
    """Whether there are fields or choices among some blocks, or in lists among them.

    A list that has them needs no bullets.
    """
    for block in blocks:
        match block:
            case Paragraph(children):
                found = any(isinstance(node, FillIn | TickBox) for node in walk(children))
            case BulletList(items):
                found = any(map(filled_in, items))
            case Alternatives(passages=passages):
                found = any(filled_in(passage.children) for passage in passages)
            case BlockRevision(children=children):
                found = filled_in(children)
            case _:
                found = False
        if found:
            return True
    return False


def first_of(item: Blocks) -> Block | None:
    """The block that an item of a list begins with, if it has any."""
    return item[0] if item else None


def choice(words: Inlines) -> Inlines:
    """What a box to tick stands for, where a line begins with one; nothing where none does."""
    return spaced_off(words[1:]) if words and isinstance(words[0], TickBox) else ()


def line_fields(words: Inlines) -> tuple[Field, ...]:
    """The fields that stand side by side in a line; none if it is a sentence with gaps in it.

    Each field has words before its place, and nothing stands behind the last.
    """
    found: list[Field] = []
    asked: list[Inline] = []
    for inline in words:
        if isinstance(inline, FillIn):
            if not (label := spaced_off(tuple(asked))) or _goes_on(label):
                return ()
            found.append(Field(label, inline))
            asked = []
        elif isinstance(inline, TickBox):
            return ()
        else:
            asked.append(inline)
    return () if spaced_off(tuple(asked)) else tuple(found)


def asked(run: Inlines, index: int) -> Inlines:
    """What a place to write in a run is for: the words before it; a box to tick, those after it.

    Of those before it, the last sentence is enough. Where a run ends in a box, as in "Yes [ ] No
    [ ]", its boxes are for what stands before them.
    """
    held = [i for i, inline in enumerate(run) if isinstance(inline, FillIn | TickBox)]
    before = run[max([i + 1 for i in held if i < index], default=0) : index]
    after = run[index + 1 : min([i for i in held if i > index], default=len(run))]
    if isinstance(run[index], TickBox) and not isinstance(spaced_off(run)[-1], TickBox):
        before, after = after, before
    elif before and isinstance(last := before[-1], Text) and (end := _END.search(last.text)):
        before = (Text(last.text[end.end() :]),)
    return spaced_off(before) or spaced_off(after)


def spaced_off(words: Inlines) -> Inlines:
    """Inlines without spaces at either end."""
    trimmed = list(words)
    if trimmed and isinstance(first := trimmed[0], Text):
        trimmed[0] = Text(first.text.lstrip(" "))
    if trimmed and isinstance(last := trimmed[-1], Text):
        trimmed[-1] = Text(last.text.rstrip(" "))
    return tuple(inline for inline in trimmed if inline != Text(""))


def _goes_on(words: Inlines) -> bool:
    """Whether words go on with a sentence, as a comma does."""
    first = words[0]
    return isinstance(first, Text) and first.text[0] in ",.;:)"
