"""Changes to what stands on lines of its own, indented; and how entries of any kind are changed."""

import re
from typing import Any

from policygen.sources.brackets import put_in, take_out
from policygen.sources.spans import Entry, Spans, Splice
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


def lines_at(spans: Spans, place: int, lines: list[str]) -> list[Splice]:
    """New lines where a line begins, or at the end of the text."""
    if not lines:
        return []
    ending = spans.ending(max(place - 1, 0))
    text = "".join(line + ending for line in lines)
    if not place or spans.text[place - 1] in "\r\n":
        return [Splice(place, place, text)]
    splices = [Splice(place, place, ending + text)]
    last = spans.last
    if last and last.in_lines and spans.line(spans.end(last)) + 1 == len(spans.starts):
        mark = _LINES_MARK.match(spans.text, last.start)
        assert mark
        strip = mark[0].rstrip("+").removesuffix("-") + "-"  # it has no line end, and gets none
        splices.insert(0, Splice(mark.start(), mark.end(), strip))
    return splices


def adding(spans: Spans, holder: Entry, index: int, name: str | int, value: Any) -> list[Splice]:
    """A new entry in a group or a list that has some."""
    if holder.is_text:
        raise NoWayError
    if holder.in_brackets:
        words = pair(str(name), value) if holder.is_group else in_brackets(value)
        return put_in(spans, holder, index, words)
    entries, layout = holder.entries(), spans.layout(holder)
    column = holder.column
    if holder.is_group:
        lines = under_key(str(name), value, column, layout)
    else:
        lines = behind_dash(value, column, layout)
    if index:
        return lines_at(spans, spans.after(entries[index - 1]), lines)
    begin = spans.begin(entries[0])
    text = spans.ending(begin).join([lines[0][column:], *lines[1:], " " * column])
    return [Splice(begin, begin, text)]


def replacing(spans: Spans, entry: Entry, value: Any) -> list[Splice]:
    """Another value for an entry; comments behind it stay."""
    begin, end = entry.start, spans.end(entry)
    opening = spans.opening(entry)
    if entry.holder is None:
        raise NoWayError
    if entry.holder.in_brackets:
        words = in_brackets(value)
        if not entry.empty:
            return [Splice(begin, end, words)]
        space = int(spans.text[end : end + 2] == " ,")
        return [Splice(end, end + space, f": {words}" if opening is None else f" {words}")]
    if opening is None:
        raise NoWayError  # a key behind a question mark
    head, lines = _spelt_for(spans, entry, value)
    new = head and (" " if entry.key else spans.layout(entry.holder).lead[1:]) + head
    below = lines_at(spans, spans.after(entry), lines)
    if entry.empty:
        return [Splice(opening, opening, new), *below]
    if entry.in_lines:
        mark = _LINES_MARK.match(spans.text, begin)
        assert mark
        first = Splice(begin, mark.end(), head) if head else _bare(spans, entry, mark.end())
        rest = spans.below(spans.line(begin)), spans.below(spans.line(end))
        return [first, Splice(*rest, ""), *_instead(rest[1], below)]
    if entry.is_text or entry.in_brackets:
        noted, line_end = spans.comments(opening, begin), spans.line_end(end)
        if noted and not head and not spans.text[end:line_end].strip():
            rest = spans.starts[spans.line(begin)], spans.below(spans.line(end))
            return [Splice(*rest, ""), *_instead(rest[1], below)]
        bare = not head and not noted
        return [_bare(spans, entry, end) if bare else Splice(begin, end, head), *below]
    if spans.line(begin) == spans.line(opening):  # a group behind a dash
        return [Splice(opening, spans.line_end(end), new), *below]
    rest = spans.below(spans.line(opening)), spans.below(spans.line(end))
    return [Splice(opening, opening, new), Splice(*rest, ""), *_instead(rest[1], below)]


def _bare(spans: Spans, entry: Entry, end: int) -> Splice:
    """Nothing behind a colon or a dash where a value stood that ends at `end`."""
    opening = spans.opening(entry)
    assert opening is not None
    tab = entry.key is None and spans.text[end : end + 1] == "\t"  # none may stand behind a dash
    return Splice(opening, end + tab, " " * tab)


def _instead(place: int, below: list[Splice]) -> list[Splice]:
    """New lines, which may stand in the place of those that the text ended with."""
    return [
        Splice(one.begin, one.end, one.text.lstrip("\r\n") if one.begin == place else one.text)
        for one in below[-1:]
    ]


def _spelt_for(spans: Spans, entry: Entry, value: Any) -> tuple[str, list[str]]:
    """What stands behind the colon or the dash of an entry, and on the lines below."""
    assert entry.holder is not None
    layout, column = spans.layout(entry.holder), spans.column(spans.begin(entry))
    below = spans.below(spans.line(spans.end(entry)))
    if isinstance(value, str) and spans.after(entry) > below:
        return spelt(value), []  # the comments below would become lines of the text
    if entry.key is not None:
        step, dash = column + layout.step, column + layout.dash
        head, lines = head_and_lines(value, step, dash, layout)
        return head, [*lines]
    if isinstance(value, list) or (layout.braces and value):
        return in_brackets(value), []
    replaced = (entry.is_text or entry.in_brackets) and not entry.empty
    inner = entry.column if replaced else column + len(layout.lead)
    head, lines = head_and_lines(value, inner, inner, layout)
    if lines and not head:  # the first stands behind the dash
        return lines[0][inner:], [*lines[1:]]
    return head, [*lines]


def removing(spans: Spans, entry: Entry, *, keep_comments: bool) -> list[Splice]:
    """An entry without a trace, or with no trace but its comments."""
    holder = entry.holder
    if holder is None:
        raise NoWayError
    begin, end = spans.begin(entry), spans.end(entry)
    line_end = spans.line_end(end)
    noted = spans.comments(begin, line_end) if keep_comments else []
    column = spans.column(begin)
    kept = [" " * column + comment for comment in noted]
    if holder.in_brackets and noted:
        return take_out(spans, entry, keep_comments=True)
    emptied = []
    if len(holder.entries()) == 1 and holder.holder is not None:
        nothing: Any = {} if holder.is_group else []
        opening = spans.opening(holder)
        if holder.in_brackets or opening is None or spans.line(opening) == spans.line(begin):
            splices = replacing(spans, holder, nothing)
            return [*splices, *lines_at(spans, spans.below(spans.line(end)), kept)]
        emptied = [Splice(opening, opening, f" {in_brackets(nothing)}")]
    elif holder.in_brackets:
        return take_out(spans, entry)
    after = spans.below(spans.line(end)) if keep_comments else spans.after(entry)
    if spans.leads(begin):
        start = spans.starts[spans.line(begin)] if keep_comments else spans.before(entry)
        text = "".join(line + spans.ending(begin) for line in kept)
        return [*emptied, Splice(start, after, text)]
    follower = spans.begin(holder.entries()[1])  # it is the first behind a dash
    if kept:
        text = "".join(line + spans.ending(begin) for line in kept)
        return [Splice(begin, after, text[column:])]
    if spans.line(after) == spans.line(follower):
        return [Splice(begin, follower, "")]
    bare = len(spans.text[:begin].rstrip(" "))
    return [Splice(bare, after, spans.ending(begin))]


def commenting(spans: Spans, entry: Entry, why: str) -> list[Splice]:
    """An entry as a comment, below one that says why."""
    holder = entry.holder
    if holder is None:
        raise NoWayError
    begin, end = spans.begin(entry), spans.end(entry)
    nothing = "{}" if holder.is_group else "[]"
    alone = len(holder.entries()) == 1 and holder.holder is not None
    if holder.in_brackets:
        outer = holder
        while outer.holder is not None and outer.holder.in_brackets:
            outer = outer.holder
        column = spans.column(spans.begin(outer)) + spans.layout(outer.holder).step
        column = 0 if outer.holder is None else column
        words = [line.strip() for line in spans.text[begin:end].splitlines()]
        lines = [f"{' ' * column}# {line}" for line in (why, *words)]
        noted = spans.comments(holder.start, begin) or spans.comments(end, spans.end(holder))
        if alone and not noted:
            splices = replacing(spans, holder, {} if holder.is_group else [])
        else:
            splices = take_out(spans, entry, keep_comments=True)
        place = spans.below(spans.line(spans.end(outer)))
        return [*splices, *lines_at(spans, place, lines)]
    column, first, splices = spans.column(begin), "", []
    if alone:
        opening = spans.opening(holder)
        if opening is None:
            raise NoWayError
        if spans.line(opening) == spans.line(begin):
            first = f"{nothing} "
        else:
            splices.append(Splice(opening, opening, f" {nothing}"))
    first += f"# {why}{spans.ending(begin)}{' ' * column}# "
    splices.append(Splice(begin, begin, first))
    for line in range(spans.line(begin) + 1, spans.line(end) + 1):
        said = spans.words(line)
        if said.strip():
            place = spans.starts[line] + min(column, len(said) - len(said.lstrip(" ")))
            splices.append(Splice(place, place, "# "))
    return splices
