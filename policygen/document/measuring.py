"""How wide the words of a table are, measured while values are still slots.

So a table's columns are as wide before its slots are filled as after, as in an issue's file.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from policygen.document.blocks import Blocks, BulletList, Paragraph
from policygen.document.grids import Layout, called, columns_called
from policygen.document.inlines import Inlines, Link, Slot
from policygen.document.walking import query
from policygen.document.words import plain

_VALUE = "a safeguarding lead"  # stands for words that aren't known yet
# Addresses and numbers are longer, and no line should end in them.
_LEADING = (
    (re.compile("mail"), "a.surname@oakley-primary.example.org.uk"),
    (re.compile("web|site|link|url|page"), "https://oakley.example.org.uk"),
    (re.compile("phone|tel|mobile|fax|number"), "01632 960960"),
)
_OTHERWISE = "office@oak.example.org"
_UNBROKEN = "\N{NO-BREAK SPACE}"
_BULLET = 1_180
# Of few columns none is so narrow that its words become a tower: a line of them takes few lines of
# its cell, or stands in a breadth that so many columns have beside one another.
_FEW, _LINES, _READABLE = 4, 4, 8_000

# In thousandths of an em: close enough to Calibri and Arial alike.
_OTHERS = 560
_BREADTHS = {
    **dict.fromkeys("ijlI.,:;'!|()[]/ \N{NO-BREAK SPACE}ft-r", 290),
    **dict.fromkeys("mwMW@%—", 890),
    **dict.fromkeys("ABCDEGHKNOPQRUVXYZ&", 680),
}


def measured(layout: Layout) -> tuple[tuple[int, int], ...]:
    """For each column what it needs and its longest line, in thousandths of an em.

    It needs the room of its longest word and, where columns are few, of words that can be read.
    A cell over several columns says nothing of any of them.
    """
    words, lines = [0] * layout.columns, [0] * layout.columns
    above = columns_called(layout)
    for placed in (placed for line in layout.lines for placed in line.cells):
        if placed.cell.cols > 1 or placed.continued:
            continue
        at = placed.column
        heading = plain(called(above, placed))
        for text, indent in _texts(placed.cell.children, heading):
            lines[at] = max(lines[at], breadth(text) + indent)
            words[at] = max(words[at], *(breadth(word) + indent for word in (*text.split(" "), "")))
            if layout.columns <= _FEW:
                words[at] = max(words[at], min(breadth(text) // _LINES, _READABLE) + indent)
    return tuple(zip(words, lines, strict=True))


def _texts(blocks: Blocks, heading: str, indent: int = 0) -> Iterator[tuple[str, int]]:
    """The lines of words among some blocks below a heading, and how far each stands in."""
    for block in blocks:
        match block:
            case Paragraph(children):
                for line in _plain(children, heading).split("\n"):
                    yield line, indent
            case BulletList(items):
                for item in items:
                    yield from _texts(item, heading, indent + _BULLET)
            case _:
                for paragraph in query((block,), Paragraph):
                    yield _plain(paragraph.children, heading), indent + _BULLET


def _plain(words: Inlines, heading: str) -> str:
    names = {slot.name: _VALUE for slot in query(words, Slot)}
    for link in query(words, Link):
        if isinstance(link.address, Slot):
            slots = query(link.children, Slot)
            names |= {slot.name: _leading(slot.name, heading) for slot in slots}
    return plain(words, names, line_break="\n")


def _leading(name: str, heading: str) -> str:
    """What stands for a value that is a link: by its name, or by what its column is called."""
    kinds = (
        words for said in (name, heading) for kind, words in _LEADING if kind.search(said.lower())
    )
    return next(kinds, _OTHERWISE).replace(" ", _UNBROKEN)


@lru_cache(maxsize=4096)
def breadth(text: str) -> int:
    """How wide a text is, in thousandths of an em."""
    return sum(_BREADTHS.get(letter, _OTHERS) for letter in text)
