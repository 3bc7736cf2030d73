"""Slips in YAML that its parser tells lines later, or in other words, or not at all."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

# A space that is none for YAML: in an indent, or behind a colon or a dash.
_ODD = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_ODD_SPACE = re.compile(
    rf"^[ \t]*(?P<indent>{_ODD})|^(?:[ \t]*- )*[ \t]*(?:[\w-]+:|-)(?P<behind>{_ODD})"
)
_BLOCK_TEXT = re.compile(r"(?::|-|^)[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$")
_OPEN_QUOTE = re.compile(r"""^(?P<before>[ ]*(?:- )*(?:[\w-]+:[ ]+)?)(?P<quote>["'])""")
_NEXT_KEY = re.compile(r"^[ ]*(?:- )*[\w-]+:(?:[ ]|$)")
_KEY = re.compile(r"^(?P<before>[ ]*(?:- +)*)[\w-]+:(?=[ ]|$)")
_PRINTED_QUOTE = re.compile(r"(?:^|[\w-]:|-|[\[{,])[ ]+(?P<quote>[\u2018\u201c-\u201f])")
_BARE = re.compile(r"^(?P<indent>[ ]*(?:- )*)[\w-]+(?: .*)?$")


def odd_spaces(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Each line and column where a space is no ordinary one, but must be, and its name."""
    inside: int | None = None  # how far a text in lines of its own is indented at least
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (not line.strip() or indent >= inside):
            continue
        inside = indent + 1 if _BLOCK_TEXT.search(line) else None
        if found := _ODD_SPACE.match(line):
            where = "indent" if found["indent"] else "behind"
            name = unicodedata.name(found[where], "odd space").lower()
            yield number, found.start(where) + 1, name


def unclosed_quote(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where a quote begins a text that goes on into what looks like the next key."""
    for number, line in enumerate(lines[:-1], 1):
        found = _OPEN_QUOTE.match(line)
        if found and found["quote"] not in line[found.end() :].replace("\\" + found["quote"], ""):
            following = next((one for one in lines[number:] if one.strip()), "")
            if _NEXT_KEY.match(following):
                return number, found.end()
    return None


def missing_colon(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where a key stands without its colon, above the last line, in which one was found amiss."""
    above = [number for number, line in enumerate(lines[:-1], 1) if line.strip()]
    if not above or not _NEXT_KEY.match(lines[-1]):
        return None
    line = lines[above[-1] - 1]
    found = _BARE.match(line)
    if found is None or ":" in line or line.lstrip().startswith(("#", "- ")):
        return None
    return above[-1], len(found["indent"]) + 1


def uneven(lines: Sequence[str], number: int, column: int) -> tuple[int, int, str] | None:
    """A key that begins in another column than its group, where a ':' was found that can't stand.

    That is the key before this ':', or the one above, which it was taken to be a part of: whichever
    has no other beside it in its column. Its line and column, and how they compare.
    """
    here = _KEY.match(lines[number - 1])
    written = [one for one in range(1, len(lines) + 1) if _is_written(lines[one - 1])]
    if here is None or here.end() != column or (place := written.index(number)) == 0:
        return None
    before, above, own, below = (
        _column(lines[written[at] - 1]) if 0 <= at < len(written) else 0
        for at in range(place - 2, place + 2)
    )
    if not above:
        return None
    opens = not lines[number - 1][column:].strip()  # so that what is below isn't beside it
    if own == before or (own == below and above != before and not opens):
        where = f"in column {above}, and the one below in column {own}"
        return written[place - 1], above, where
    return number, own, f"in column {own}, and the one above in column {above}"


def _column(line: str) -> int:
    """The column that the key of a line begins in; 0 if it has none."""
    found = _KEY.match(line)
    return len(found["before"]) + 1 if found else 0


def _is_written(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def printed_quote(line: str, column: int) -> int | None:
    """Where a printed quotation mark begins a text on a line, before some column."""
    found = [one.start("quote") + 1 for one in _PRINTED_QUOTE.finditer(line[: column - 1])]
    return found[-1] if found else None
