"""What parts one stretch of a text from the next: the end of a sheet, the space below a table.

In a redline either text has what it would have alone.
"""

from typing import NamedTuple, TypeAlias

from policygen.document import Blocks, Section
from policygen.writers.docx import markup
from policygen.writers.docx.fragments import Fragment
from policygen.writers.docx.skeleton import HOLES, Facts
from policygen.writers.docx.tracking import Tracker
from policygen.writers.docx.turning import sheet_between
from policygen.writers.flow import Stretch, stretches


class End(NamedTuple):
    """What one of two texts ends in, as far as it is written."""

    turned: bool = False
    was_turned: bool = False
    in_table: bool = False


Ends: TypeAlias = tuple[End, End]  # of the earlier text, and of the later; alike but in a redline


NOTHING_YET = (End(), End())


def first_gap(blocks: Blocks) -> Fragment:
    """The space between the control table and a text that begins with no heading."""
    found = stretches(blocks)
    was, now = (
        any(not isinstance(one.content, Section) for one in in_one[:1])
        for in_one in ([one for one in found if one.inserted in (None, k)] for k in (False, True))
    )
    tracker = Tracker("first")
    with tracker.within(None if was == now else now):
        return Fragment(HOLES.cut(markup.gap(160, change=tracker.mark()) if was or now else ""))


def ends_after(ends: Ends, stretch: Stretch, part: Fragment) -> Ends:
    """What both texts end in after a stretch, which may be only in one."""
    found = list(ends)
    for later in (False, True):
        if stretch.inserted in (None, later):
            turned = stretch.of(later=later).turned
            found[later] = End(turned, ends[later].was_turned or turned, part.in_table[later])
    return found[False], found[True]


def gap_before(ends: Ends, after: Stretch, facts: Facts, key: str) -> Fragment:
    """What parts a stretch from what it follows: in a redline, in either text."""
    tracker = Tracker(f"before.{key}")

    def said(later: bool) -> str:
        return _parted_by(ends[later], after.of(later=later), facts, tracker.mark())

    if after.inserted is None and said(True) == said(False):
        return Fragment(HOLES.cut(said(True)))
    text = ""
    for later in (False, True):
        if after.inserted in (None, later):
            with tracker.within(later):
                text += said(later)
    return Fragment(HOLES.cut(text))


def _parted_by(end: End, after: Stretch, facts: Facts, change: str) -> str:
    """The end of a sheet, or the space below a table; `change` marks it."""
    if sheet := sheet_between(end.turned, after, facts.sheets, change, first=not end.was_turned):
        return sheet
    # On a new page there is none: one that a table fills would be followed by an empty one.
    return markup.gap(160, change=change) if end.in_table and not after.new_page else ""
