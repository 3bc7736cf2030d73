"""The lists that Word counts with, as a text's numbering wants them (ECMA-376 part 1, 17.9).

A clause stands at level 1, one below a numbered sub-heading at level 2; what is inside them follows
at the next levels, which therefore depend on whether there are such sub-headings. Headings without
a number count all the same, unseen, so that the clauses below them begin anew.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from policygen.document import USUAL, Numbering, Section
from policygen.document.numerals import around_mark, marks_within, name_and_mark

# The lists by their numbers in our base; NOTHING counts nothing. Others are bullets and steps.
TEXT, NOTHING, UNNUMBERED, APPENDICES = 1, 3, 5, 6
MARKED = 0  # stands for the list of a section's own, of clauses that count (a)
INDENTS = {0: (720, 720), 1: (720, 720), 2: (1247, 527), 3: (1774, 527)}  # left, hanging, by depth

_FORMATS = {
    "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "1": "decimal",
}  # fmt: skip
_LEVELS = 9


@dataclass(frozen=True, slots=True)
class Counting:
    """The numbers of the lists in a base; `inside` is the level of what is inside a clause,
    and `marks` are the first ones there.

    `below_unnumbered` is what the list below headings without number rests on.
    """

    text: int = TEXT
    unnumbered: int = UNNUMBERED
    below_unnumbered: int = UNNUMBERED
    appendices: int = APPENDICES
    inside: int = 2
    marks: tuple[str, str] = USUAL.inside


def inside_level(numbering: Numbering) -> int:
    """The level of what is inside a clause."""
    return 3 if numbering.subheadings else 2


def marks_of(section: Section, inside: tuple[str, str]) -> tuple[str, ...]:
    """The first mark of clauses that count in a list of the section's own, and those inside them.

    Such are those below a label, and those that have marks of their own.
    """
    if first := section.clauses:
        return (first, *marks_within(first, inside))
    return (f"{section.label}.1", *inside) if section.label else ()


def with_marks(marks: Sequence[str]) -> str:
    """What a list of a section's own has instead of the levels of that it rests on (17.9.8)."""
    return "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/>'
        f"{_inside(level, first, level)}</w:lvlOverride>"
        for level, first in enumerate(marks, 1)
    )


def with_lists(part: str, numbering: Numbering) -> str:
    """Our numbering part with its lists, or our styles part with the levels in them, in place."""
    first = inside_level(numbering)
    known = {
        "{text}": _list(TEXT, ("decimal", "%1.", "Heading1"), "%1.", numbering),
        "{unnumbered}": _list(UNNUMBERED, ("none", "", "UnnumberedHeading"), "", numbering),
        "{appendices}": _list(APPENDICES, _appendix(numbering), "%1.", numbering),
        "{inside 1}": str(first),
        "{inside 2}": str(first + 1),
    }
    for mark, text in known.items():
        part = part.replace(mark, text)
    return part


def _appendix(numbering: Numbering) -> tuple[str, str, str]:
    name, first = name_and_mark(numbering.appendix)
    return _FORMATS[first], f"{name}\N{NO-BREAK SPACE}%1.", "AppendixHeading"


def _list(number: int, heading: tuple[str, str, str], before: str, numbering: Numbering) -> str:
    """A list; `before` is what stands before the numbers of its clauses."""
    ours = number == TEXT
    counted, label, style = heading
    levels = [_level(0, counted, label, style, 0)]
    levels.append(_level(1, "decimal", f"{before}%2", "Clause" if ours else "", 1))
    if numbering.subheadings:
        levels.append(_level(2, "decimal", f"{before}%2.%3", "", 1))
    for depth, first in enumerate(numbering.inside, 2):
        named = ("Subclause", "Subclause2")[depth - 2] if ours else ""
        levels.append(_inside(len(levels), first, depth, named))
    for level in range(len(levels), _LEVELS):  # of no use to us, but a list has nine
        levels.append(_level(level, "decimal", f"(%{level + 1})", "", 3))
    sign = f"{number:04X}"
    return (
        f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="5A1C{sign}"/>'
        f'<w:multiLevelType w:val="multilevel"/><w:tmpl w:val="5A1D{sign}"/>'
        f"{''.join(levels)}</w:abstractNum>"
    )


def _inside(level: int, first: str, depth: int, style: str = "") -> str:
    opening, counts, closing = around_mark(first)
    return _level(level, _FORMATS[counts], f"{opening}%{level + 1}{closing}", style, depth)


def _level(level: int, counted: str, label: str, style: str, depth: int) -> str:
    left, hanging = INDENTS[depth]
    linked = f'<w:pStyle w:val="{style}"/>' if style else ""
    suffix, tab = "", ""
    if counted == "none":
        suffix, left, hanging = '<w:suff w:val="nothing"/>', 0, 0
    elif style == "AppendixHeading":
        suffix, left, hanging = '<w:suff w:val="space"/>', 0, 0
    elif label.count("%") > 2:  # where 10.1.10 leaves no room
        tab = '<w:tabs><w:tab w:val="left" w:pos="907"/></w:tabs>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{counted}"/>{linked}{suffix}'
        f'<w:lvlText w:val="{label}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr>{tab}<w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )
