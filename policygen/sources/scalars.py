"""Where the characters of a text stand in the YAML that it was read from.

YAML takes indents away, joins lines and has escapes. But what isn't white space comes out one by
one and in order (YAML 1.2.2, 7.3 and 8.1); so the two can be gone through side by side.
"""

import re
from collections.abc import Iterator

from policygen.errors import Position
from policygen.sources.located import Keys, Located

_WHITE = " \t\n"
_ESCAPE = re.compile(r"\\(?:x([0-9A-Fa-f]{2})|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.S)
_ESCAPED = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r",
    "e": "\x1b", "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", "\n": "",
}  # fmt: skip


def within_text(located: Located, keys: Keys, line: int, column: int) -> Position:
    """Where a line and column of a text, counted from 1, stand in its file.

    Where there is only white space it is the next word, or the last.
    """
    place, text = located.place(keys), located.raw(*keys)
    if place is None or place.mark is None or not isinstance(text, str):
        return located.at(keys)
    mark, file = place.mark, place.file or located
    lines = text.split("\n")
    line = min(max(line, 1), len(lines))
    wanted = sum(len(one) + 1 for one in lines[: line - 1]) + min(column - 1, len(lines[line - 1]))
    last = None
    source = file.text
    for index, offset in _places(source, _offset(source, mark.line, mark.column), text):
        last = offset
        if index >= wanted:
            break
    if last is None:
        return located.at(keys)
    before = source[:last]
    return Position(
        file.path, file.offset + before.count("\n") + 1, last - (before.rfind("\n") + 1) + 1
    )


def _offset(source: str, line: int, column: int) -> int:
    begin = 0
    for _ in range(line):
        begin = source.index("\n", begin) + 1
    return begin + column


def _places(source: str, begin: int, text: str) -> Iterator[tuple[int, int]]:
    """For each character of a text that isn't white space its index, and where it stands."""
    style = source[begin]
    at = begin + 1 if style in "'\"" else begin
    if style in "|>":
        at = source.find("\n", begin) % (len(source) + 1)
    for index, character in enumerate(text):
        if character in _WHITE:
            continue
        while at < len(source):
            said, length = _unit(source, at, style)
            at += length
            if said == character:
                yield index, at - length
                break
            if said not in _WHITE:  # it isn't what was read: no place is better than a wrong one
                return


def _unit(source: str, at: int, style: str) -> tuple[str, int]:
    """What the next characters stand for, and how many they are."""
    if style == '"' and (found := _ESCAPE.match(source, at)):
        code = found[1] or found[2] or found[3]
        return (chr(int(code, 16)) if code else _ESCAPED.get(found[4], found[4])), len(found[0])
    if style == "'" and source.startswith("''", at):
        return "'", 2
    return source[at], 1
