"""Changes to what stands in brackets, on one line or over several."""

from policygen.sources.spans import Entry, Spans, Splice


def closing(spans: Spans, holder: Entry) -> int:
    """Where the bracket stands that closes a group or a list."""
    return spans.end(holder) - 1


def put_in(spans: Spans, holder: Entry, index: int, words: str) -> list[Splice]:
    """A new entry among those in brackets."""
    entries = holder.entries()
    if not entries:
        begin, close = holder.start + 1, closing(spans, holder)
        if not spans.text[begin:close].strip():
            return [Splice(begin, close, words)]
        place = spans.starts[spans.line(close)] if spans.leads(close) else close
        indent = spans.text[place:close]
        return [Splice(place, place, f"{indent}  {words}{spans.ending(close)}")]
    if index < len(entries):
        follower = spans.begin(entries[index])
        apart = " "
        if spans.leads(follower):
            apart = spans.ending(follower) + " " * spans.column(follower)
        return [Splice(follower, follower, f"{words},{apart}")]
    last = entries[-1]
    begin, end = spans.begin(last), spans.end(last)
    close = closing(spans, holder)
    comma = spans.comma(end, close)
    if last.empty and comma is None and not spans.text[end:close].strip(" "):
        return [Splice(end, close, f" , {words}")]  # a colon needs a space behind it
    before = [] if comma is not None else [Splice(end, end, " ," if last.empty else ",")]
    place, after = (end, "") if comma is None else (comma + 1, ",")
    apart = " "
    if spans.leads(begin) and close > spans.line_end(place):
        apart = spans.ending(place) + " " * spans.column(begin)
        place = spans.line_end(place)
    return [*before, Splice(place, place, f"{apart}{words}{after}")]


def take_out(spans: Spans, entry: Entry, *, keep_comments: bool = False) -> list[Splice]:
    """An entry in brackets removed, and the comma that parts it from the next."""
    assert entry.holder is not None
    entries = entry.holder.entries()
    begin, end = spans.begin(entry), spans.end(entry)
    close = closing(spans, entry.holder)
    is_last = entry.index + 1 == len(entries)
    follower = close if is_last else spans.begin(entries[entry.index + 1])
    comma = spans.comma(end, follower)
    after = end if comma is None else comma + 1
    if keep_comments and spans.comments(begin, min(spans.line_end(after), follower)):
        parting = [Splice(comma, after, "")] if comma is not None else []
        return [Splice(begin, end, ""), *parting]
    line_end = spans.line_end(after)
    if spans.leads(begin) and line_end < follower:  # on lines of its own
        return [Splice(spans.before(entry), spans.below(spans.line(line_end)), "")]
    if not is_last:
        noted = spans.comments(after, follower)
        return [Splice(begin, after if noted else follower, "")]
    if entry.index == 0:
        return [Splice(begin, after, "")]
    earlier = spans.end(entries[entry.index - 1])
    before = spans.comma(earlier, begin) or earlier
    return [Splice(begin if spans.comments(earlier, begin) else before, end, "")]
