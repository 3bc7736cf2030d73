"""Changes to what stands in brackets, on one line or over several."""

from policygen.sources.spans import Entry, Sheet, Splice


def closing(sheet: Sheet, holder: Entry) -> int:
    """Where the bracket stands that closes a group or a list."""
    return sheet.end(holder) - 1


def put_in(sheet: Sheet, holder: Entry, index: int, words: str) -> list[Splice]:
    """A new entry among those in brackets."""
    entries = holder.entries()
    if not entries:
        begin, close = holder.start + 1, closing(sheet, holder)
        if not sheet.text[begin:close].strip():
            return [Splice(begin, close, words)]
        place = sheet.starts[sheet.line(close)] if sheet.leads(close) else close
        indent = sheet.text[place:close]
        return [Splice(place, place, f"{indent}  {words}{sheet.ending(close)}")]
    if index < len(entries):
        follower = sheet.begin(entries[index])
        apart = " "
        if sheet.leads(follower):
            apart = sheet.ending(follower) + " " * sheet.column(follower)
        return [Splice(follower, follower, f"{words},{apart}")]
    last = entries[-1]
    begin, end = sheet.begin(last), sheet.end(last)
    close = closing(sheet, holder)
    comma = sheet.comma(end, close)
    before = [] if comma is not None else [Splice(end, end, " ," if last.empty else ",")]
    place, after = (end, "") if comma is None else (comma + 1, ",")
    apart = " "
    if sheet.leads(begin) and close > sheet.line_end(place):
        apart = sheet.ending(place) + " " * sheet.column(begin)
        place = sheet.line_end(place)
    return [*before, Splice(place, place, f"{apart}{words}{after}")]


def take_out(sheet: Sheet, entry: Entry) -> list[Splice]:
    """An entry in brackets removed, and the comma that parts it from the next."""
    assert entry.holder is not None
    entries = entry.holder.entries()
    begin, end = sheet.begin(entry), sheet.end(entry)
    close = closing(sheet, entry.holder)
    is_last = entry.index + 1 == len(entries)
    follower = close if is_last else sheet.begin(entries[entry.index + 1])
    comma = sheet.comma(end, follower)
    after = end if comma is None else comma + 1
    line_end = sheet.line_end(after)
    if sheet.leads(begin) and line_end < follower:  # on lines of its own
        return [Splice(sheet.before(entry), sheet.below(sheet.line(line_end)), "")]
    if not is_last:
        noted = sheet.comments(after, follower)
        return [Splice(begin, after if noted else follower, "")]
    if entry.index == 0:
        return [Splice(begin, after, "")]
    earlier = sheet.end(entries[entry.index - 1])
    before = sheet.comma(earlier, begin) or earlier
    return [Splice(begin if sheet.comments(earlier, begin) else before, end, "")]
