"""The changes of a text for a paper: side by side, each with what kind of change it is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from policygen.assembly.paper_parts import as_paragraph, lined_cell, row_of
from policygen.assembly.side_by_side import as_lines, in_cell
from policygen.compare.changes import Change
from policygen.compare.class_rules import CLASSES, ClassShown
from policygen.compare.class_words import Posts
from policygen.compare.classes import Classed, classed
from policygen.document import Blocks, Cell, Grid, TableRow
from policygen.document.revisions import earlier, later


@dataclass(frozen=True, slots=True)
class ChangeBeside:
    """A change with both sides as they stand in a cell, and its classes."""

    change: Change
    before: Blocks
    now: Blocks
    classed: Classed


def set_beside(change: Change, posts: Posts) -> ChangeBeside:
    """A change of words; of what is new or gone as a whole, nothing is marked or classed.

    Nor is a row of the control table classed: it binds nobody.
    """
    old, new = change.old, change.new
    if change.kind != "changed":
        old, new = earlier(old), later(new)
    before, now = in_cell(old), in_cell(new)
    if not (change.old or change.new):
        sides = (change.before, change.after)
        before, now = (lined_cell(one).children if one else () for one in sides)
    was, is_now = as_lines(before), as_lines(now)
    stays = not (was and is_now) or was == is_now or change.unit.kind == "control"
    return ChangeBeside(change, before, now, Classed(()) if stays else classed(was, is_now, posts))


def by_class(changed: Sequence[ChangeBeside]) -> Iterator[str]:
    """Each class of change, and where it is found."""
    for kind in CLASSES:
        where = [
            _where(one.change)
            for one in changed
            if any(shown.kind == kind for shown in one.classed.shown)
        ]
        if where:
            yield f"{kind.capitalize()}: {', '.join(dict.fromkeys(where))}"


def side_by_side(changes: Sequence[ChangeBeside]) -> Grid:
    """The changes as a table."""
    rows = [row_of(*map(as_paragraph, ("Where", "Before", "Now", "What kind of change")))]
    for heading, some in groupby(changes, lambda one: _heading(one.change)):
        rows.append(TableRow((Cell((as_paragraph(heading),), cols=4),), band=True))
        for one in some:
            sides = (side or (as_paragraph("–"),) for side in (one.before, one.now))
            cells = (as_paragraph(_where(one.change)),), *sides, _kinds(one)
            rows.append(TableRow(tuple(map(Cell, cells))))
    # With an anchor its cells name their headings, bands included.
    return Grid((), tuple(rows), widths=(2, 6, 6, 4), row_headings=True, anchor="changes")


def _heading(change: Change) -> str:
    unit = change.unit
    if unit.kind in ("clause", "heading", "section", "text") and unit.heading:
        return unit.heading
    return "The text" if unit.kind == "text" else "What stands around the text"


def _where(change: Change) -> str:
    unit = change.unit
    if unit.kind == "clause":
        return unit.number
    if unit.kind in ("section", "heading") and unit.number:
        return unit.number if " " in unit.number else f"Section {unit.number}"
    words = str(unit).partition(" of ")[0] if unit.kind in ("text", "heading") else str(unit)
    return words[:1].upper() + words[1:]


def _kinds(one: ChangeBeside) -> Blocks:
    """What became of a place, and each class of change with the words that show it."""
    change, lines = one.change, list[str]()
    if change.kind == "moved":
        lines.append(f"Moved from {change.was}" if change.was else "Moved")
    elif change.kind != "changed":
        lines.append(change.kind.capitalize())
    lines += map(_shown, one.classed.shown)
    if one.classed.more:
        lines.append("And other words, not classified" if one.classed.shown else "Not classified")
    if change.was and change.kind == "changed" and change.unit.number:
        lines.append(f"It was {change.was}.")
    return tuple(map(as_paragraph, lines or ["–"]))


def _shown(one: ClassShown) -> str:
    kind = one.kind.capitalize()
    if one.before and one.after:
        return f'{kind}: "{one.before}" became "{one.after}"'
    if one.before or one.after:
        return f'{kind}: {"without" if one.before else "with"} "{one.before or one.after}"'
    return kind
