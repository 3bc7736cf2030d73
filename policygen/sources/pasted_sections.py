"""What only a whole section tells of a pasted line: that it is a heading, or counts in letters."""

import re
from collections.abc import Iterator, Mapping, Sequence

from policygen.document.numerals import is_clause_mark, mark
from policygen.sources.text import BLANK

_TITLE = re.compile(
    rf"\**(?P<number>\d{{1,2}})(?:\.0)?[.)]?{BLANK}+\**"
    r"(?P<words>[^\W\d_*][^*.:;,?!]{0,80}[?:]?)\**\s*"
)
_NUMBERED = re.compile(rf"\d{{1,3}}(?:[.)]|{BLANK})")
_LISTED = re.compile(rf"(?:[-+*•·–]|{BLANK}|#|\||:|\{{%)")
_LETTERED = re.compile(rf"(?P<mark>\(?(?:[A-Za-z]|[ivxIVX]{{1,5}})[.)]){BLANK}+(?=\S)")
_BRACES = re.compile(r" *\{(?P<inside>[^{}]*)\} *$")


def understood(lines: Sequence[str], body: Sequence[int]) -> dict[int, str]:
    """By its index, each line of the body that is to be read as another, without its line's end."""
    found = _titles(lines, body)
    made = {index: found.get(index, lines[index].rstrip("\r\n")) for index in body}
    return found | _letters(made)


def _titles(lines: Sequence[str], body: Sequence[int]) -> dict[int, str]:
    """The headings of sections that are typed with their numbers.

    Each is followed by 1.1, or stands between two of which that is so, in number too. Or all that
    is numbered are such, from 1 on, and words stand below them that are none of their own.
    """
    if any(lines[index].startswith("#") for index in body):
        return {}  # 1. may be a clause, and 1.1 what stands in it
    found = [(index, title) for index in body if (title := _TITLE.fullmatch(lines[index].rstrip()))]
    below = {}
    after = ""
    for index in reversed(body):
        below[index] = after
        after = lines[index] if lines[index].strip() else after
    sure = {
        index: int(title["number"])
        for index, title in found
        if re.match(rf"(?:[-*•·]{BLANK}+)?{title['number']}\.1[.)]?{BLANK}", below[index])
        and not title["words"].endswith(":")
    }
    numbered = [index for index in body if _NUMBERED.match(lines[index].lstrip("*"))]
    if not sure and [index for index, _ in found] == numbered and _lead(found, below):
        return {index: _heading(title) for index, title in found}
    titles = {}
    for index, title in found:
        before = [number for other, number in sure.items() if other < index][-1:]
        later = [number for other, number in sure.items() if other > index][:1]
        number = int(title["number"])
        if index in sure or (before == [number - 1] and later == [number + 1]):
            titles[index] = _heading(title)
    return titles


def _lead(found: Sequence[tuple[int, re.Match[str]]], below: Mapping[int, str]) -> bool:
    """Whether several titles count up from 1, and each has something below it that it can head."""
    numbers = [int(title["number"]) for _, title in found]
    if len(found) < 2 or numbers != [*range(1, len(found) + 1)]:
        return False
    heads = 0
    for index, title in found:
        words = bool(below[index]) and not (
            _LISTED.match(below[index]) or _NUMBERED.match(below[index].lstrip("*"))
            or _LETTERED.match(below[index])
        )  # fmt: skip
        if not words and (not below[index] or title["words"].endswith(":")):
            return False
        heads += words
    return heads > 0


def _heading(title: re.Match[str]) -> str:
    return f"## {title['words'].rstrip()}"


def _letters(lines: Mapping[int, str]) -> dict[int, str]:
    """The clauses of each section that count A., B. or a), b) at the margin, and its heading."""
    sections: list[list[int]] = []
    for index, words in lines.items():
        if re.match("##? ", words):
            sections.append([])
        if sections:
            sections[-1].append(index)
    found: dict[int, str] = {}
    for heading, *rest in sections:
        items = _counted({index: lines[index] for index in rest})
        if items and lines[heading].startswith("## ") and "clauses=" not in lines[heading]:
            found[heading] = _with_clauses(lines[heading], items[0][1]["mark"])
            for number, (index, item) in enumerate(items, 1):
                found[index] = f"{number}. {lines[index][item.end() :]}"
    return found


def _counted(lines: Mapping[int, str]) -> list[tuple[int, re.Match[str]]]:
    """The lettered lines of a section, if they count up and nothing else at the margin does."""
    if any(_NUMBERED.match(words) for words in lines.values()):
        return []
    found = list(_lettered(lines))
    first = found[0][1]["mark"] if found else ""
    if not is_clause_mark(first):
        return []
    items: list[tuple[int, re.Match[str]]] = []
    for index, item in found:
        if item["mark"] == mark(first, len(items) + 1):
            items.append((index, item))
        elif item["mark"] == first:
            return []  # they begin anew
    return items if len(items) > 1 else []


def _lettered(lines: Mapping[int, str]) -> Iterator[tuple[int, re.Match[str]]]:
    above = ""
    for index, words in lines.items():
        # A name such as A. Smith may well begin a line within a paragraph.
        begins = not above.strip() or above.startswith(("#", "{%"))
        ends = above.rstrip().endswith((".", ":", ";", ",", "?", "!", "and", "or"))
        if (begins or ends or _LETTERED.match(above)) and (found := _LETTERED.match(words)):
            yield index, found
        above = words


def _with_clauses(heading: str, first: str) -> str:
    if found := _BRACES.search(heading):
        return f"{heading[: found.start()]} {{{found['inside'].strip()} clauses={first}}}"
    return f"{heading.rstrip()} {{clauses={first}}}"
