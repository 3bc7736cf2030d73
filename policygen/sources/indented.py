"""Changes to what stands on lines of its own, indented; and how entries of any kind are changed."""

import re
from typing import Any

from policygen.sources.brackets import put_in, take_out
from policygen.sources.spans import Entry, Sheet, Splice
from policygen.sources.spelling import (
    behind_dash,
    head_and_lines,
    in_brackets,
    pair,
    spelt,
    under_key,
)

_LINES_MARK = re.compile(r"[|>][-+0-9]*")


class NoWayError(Exception):
    """The layout is none in which this can be changed."""


def lines_at(sheet: Sheet, place: int, lines: list[str]) -> list[Splice]:
    """New lines where a line begins, or at the end of the text."""
    if not lines:
        return []
    ending = sheet.ending(max(place - 1, 0))
    text = "".join(line + ending for line in lines)
    if not place or sheet.text[place - 1] in "\r\n":
        return [Splice(place, place, text)]
    splices = [Splice(place, place, ending + text)]
    last = sheet.last
    if last and last.in_lines and (mark := _LINES_MARK.match(sheet.text, last.start)):
        strip = mark[0].rstrip("+").removesuffix("-") + "-"  # it has no line end, and gets none
        splices.insert(0, Splice(mark.start(), mark.end(), strip))
    return splices


def adding(sheet: Sheet, holder: Entry, index: int, name: str | int, value: Any) -> list[Splice]:
    """A new entry in a group or a list that has some."""
    if holder.is_text:
        raise NoWayError
    if holder.in_brackets:
        if holder.value.value and sheet.text[holder.start] not in "[{":
            raise NoWayError  # [a: b] is a list of one group without braces
        words = pair(str(name), value) if holder.is_group else in_brackets(value)
        return put_in(sheet, holder, index, words)
    entries, layout = holder.entries(), sheet.layout(holder)
    column = holder.column
    if holder.is_group:
        lines = under_key(str(name), value, column, layout)
    else:
        lines = behind_dash(value, column, layout)
    if index:
        return lines_at(sheet, sheet.after(entries[index - 1]), lines)
    begin = sheet.begin(entries[0])
    text = sheet.ending(begin).join([lines[0][column:], *lines[1:], " " * column])
    return [Splice(begin, begin, text)]


def replacing(sheet: Sheet, entry: Entry, value: Any) -> list[Splice]:
    """Another value for an entry; comments behind it stay."""
    begin, end = entry.start, sheet.end(entry)
    opening = sheet.opening(entry)
    if entry.holder is None:
        raise NoWayError
    if entry.holder.in_brackets:
        words = in_brackets(value)
        if not entry.empty:
            return [Splice(begin, end, words)]
        return [Splice(end, end, f": {words}" if opening is None else f" {words}")]
    if opening is None:
        raise NoWayError  # a key behind a question mark
    head, lines = _spelt_for(sheet, entry, value)
    new = head and (" " if entry.key else sheet.layout(entry.holder).lead[1:]) + head
    below = lines_at(sheet, sheet.after(entry), lines)
    if entry.empty:
        return [Splice(opening, opening, new), *below]
    if entry.in_lines:
        mark = _LINES_MARK.match(sheet.text, begin)
        assert mark
        first = Splice(begin, mark.end(), head) if head else Splice(opening, mark.end(), "")
        rest = sheet.below(sheet.line(begin)), sheet.below(sheet.line(end))
        return [first, Splice(*rest, ""), *_instead(below)]
    if entry.is_text or entry.in_brackets:
        noted = sheet.comments(opening, begin)
        return [Splice(begin if head or noted else opening, end, head), *below]
    if sheet.line(begin) == sheet.line(opening):  # a group behind a dash
        return [Splice(opening, sheet.line_end(end), new), *below]
    rest = sheet.below(sheet.line(opening)), sheet.below(sheet.line(end))
    return [Splice(opening, opening, new), Splice(*rest, ""), *_instead(below)]


def _instead(below: list[Splice]) -> list[Splice]:
    """New lines in the place of those that the text ended with."""
    return [Splice(one.begin, one.end, one.text.lstrip("\r\n")) for one in below[-1:]]


def _spelt_for(sheet: Sheet, entry: Entry, value: Any) -> tuple[str, list[str]]:
    """What stands behind the colon or the dash of an entry, and on the lines below."""
    assert entry.holder is not None
    layout, column = sheet.layout(entry.holder), sheet.column(sheet.begin(entry))
    below = sheet.below(sheet.line(sheet.end(entry)))
    if isinstance(value, str) and sheet.after(entry) > below:
        return spelt(value), []  # the comments below would become lines of the text
    if entry.key is not None:
        step, dash = column + layout.step, column + layout.dash
        head, lines = head_and_lines(value, step, dash, layout)
        return head, [*lines]
    if layout.braces and value:
        return in_brackets(value), []
    replaced = (entry.is_text or entry.in_brackets) and not entry.empty
    inner = entry.column if replaced else column + len(layout.lead)
    head, lines = head_and_lines(value, inner, inner, layout)
    if lines and not head:  # the first stands behind the dash
        return lines[0][inner:], [*lines[1:]]
    return head, [*lines]


def removing(sheet: Sheet, entry: Entry, *, keep_comments: bool) -> list[Splice]:
    """An entry without a trace, or with no trace but its comments."""
    holder = entry.holder
    if holder is None:
        raise NoWayError
    begin, end = sheet.begin(entry), sheet.end(entry)
    line_end = sheet.line_end(end)
    noted = sheet.comments(begin, line_end) if keep_comments else []
    column = sheet.column(begin)
    kept = [" " * column + comment for comment in noted]
    if len(holder.entries()) == 1 and holder.holder is not None:
        splices = replacing(sheet, holder, {} if holder.is_group else [])
        kept = [] if holder.in_brackets else kept
        return [*splices, *lines_at(sheet, sheet.below(sheet.line(end)), kept)]
    if holder.in_brackets:
        return take_out(sheet, entry)
    after = sheet.below(sheet.line(end)) if keep_comments else sheet.after(entry)
    if sheet.leads(begin):
        start = sheet.starts[sheet.line(begin)] if keep_comments else sheet.before(entry)
        text = "".join(line + sheet.ending(begin) for line in kept)
        return [Splice(start, after, text)]
    follower = sheet.begin(holder.entries()[1])  # it is the first behind a dash
    if kept:
        text = "".join(line + sheet.ending(begin) for line in kept)
        return [Splice(begin, after, text[column:])]
    if sheet.line(after) == sheet.line(follower):
        return [Splice(begin, follower, "")]
    bare = len(sheet.text[:begin].rstrip(" "))
    return [Splice(bare, after, sheet.ending(begin))]


def commenting(sheet: Sheet, entry: Entry, why: str) -> list[Splice]:
    """An entry as a comment, below one that says why."""
    holder = entry.holder
    if holder is None:
        raise NoWayError
    begin, end = sheet.begin(entry), sheet.end(entry)
    nothing = "{}" if holder.is_group else "[]"
    alone = len(holder.entries()) == 1 and holder.holder is not None
    if holder.in_brackets:
        outer = holder
        while outer.holder is not None and outer.holder.in_brackets:
            outer = outer.holder
        column = sheet.column(sheet.begin(outer)) + sheet.layout(outer.holder).step
        column = 0 if outer.holder is None else column
        words = [line.strip() for line in sheet.text[begin:end].splitlines()]
        lines = [f"{' ' * column}# {line}" for line in (why, *words)]
        splices = replacing(sheet, holder, {} if holder.is_group else []) if alone else []
        place = sheet.below(sheet.line(sheet.end(outer)))
        return [*(splices or take_out(sheet, entry)), *lines_at(sheet, place, lines)]
    column, first, splices = sheet.column(begin), "", []
    if alone:
        opening = sheet.opening(holder)
        if opening is None:
            raise NoWayError
        if sheet.line(opening) == sheet.line(begin):
            first = f"{nothing} "
        else:
            splices.append(Splice(opening, opening, f" {nothing}"))
    first += f"# {why}{sheet.ending(begin)}{' ' * column}# "
    splices.append(Splice(begin, begin, first))
    for line in range(sheet.line(begin) + 1, sheet.line(end) + 1):
        said = sheet.words(line)
        if said.strip():
            place = sheet.starts[line] + min(column, len(said) - len(said.lstrip(" ")))
            splices.append(Splice(place, place, "# "))
    return splices
