"""Data as it is spelt in YAML: a text on one line or several, groups and lists in their layout."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

_resolve: Any = yaml.resolver.Resolver().resolve
_TEXT = "tag:yaml.org,2002:str"
# What YAML 1.2 or some reader of YAML 1.1 takes for no text; PyYAML knows the rest of 1.1.
_NO_TEXT = re.compile(
    r"[yYnN]|[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+"
)
# What can't begin a plain text, follow in it, end it, or stand in it between brackets.
_MARKS = re.compile(r"""[-?:,\[\]{}#&*!|>'"%@`=<~.+\s]|.*(:\s|\s#|[:\s]$|[^\S ])""", re.S)
_BRACKETS = re.compile(r"[,\[\]{}?]")
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_INVISIBLE = re.compile(
    "[^\x09\x0a\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufdcf\ufdf0-\ufefe"
    "\uff00-\uffef\U00010000-\U000dffff]"
)
_WIDTH, _ITEM = 80, 30  # characters of a list on one line, and of one of its items


@dataclass(frozen=True)
class YamlLayout:
    """How far keys are indented below a key, how far dashes, and the dash with its spaces.

    With `braces` the records of a list stand in braces.
    """

    step: int = 2
    dash: int = 2
    lead: str = "- "
    braces: bool = False


def spelt(text: str, *, inside: bool = False) -> str:
    """A text on one line: plain where every reader of YAML takes it for that text, else in quotes.

    `inside` is between brackets, where a comma would end it.
    """
    plain = (
        text
        and not _MARKS.match(text)
        and not _INVISIBLE.search(text)
        and not _NO_TEXT.fullmatch(text)
        and not (inside and _BRACKETS.search(text))
        and _resolve(yaml.ScalarNode, text, (True, False)) == _TEXT
    )
    if plain:
        return text
    quoted = json.dumps(text, ensure_ascii=False)
    return _INVISIBLE.sub(lambda found: _escaped(found[0]), quoted)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\U{code:08X}" if code > 0xFFFF else f"\\u{code:04X}"


def spelt_key(name: str) -> str:
    """A key: one of a single word is plain, `on` too, as people write it."""
    return name if _KEY.fullmatch(name) else spelt(name, inside=True)


def in_brackets(data: Any) -> str:
    """Data on one line, lists and groups in brackets."""
    match data:
        case None:
            return "~"
        case str():
            return spelt(data, inside=True)
        case Mapping():
            return f"{{{', '.join(pair(key, value) for key, value in data.items())}}}"
    return f"[{', '.join(map(in_brackets, data))}]"


def pair(key: str, value: Any) -> str:
    """A key and its value as they stand in braces."""
    return f"{spelt_key(key)}: {in_brackets(value)}"


def under_key(key: str, value: Any, column: int, layout: YamlLayout) -> list[str]:
    """The lines of a key, which begins at a column, counted from 0, with its value."""
    head, lines = head_and_lines(value, column + layout.step, column + layout.dash, layout)
    return [f"{' ' * column}{spelt_key(key)}:{head and ' ' + head}", *lines]


def behind_dash(item: Any, column: int, layout: YamlLayout) -> list[str]:
    """The lines of an item of a list, whose dash stands at a column."""
    if isinstance(item, list) or (layout.braces and item):
        return [f"{' ' * column}{layout.lead}{in_brackets(item)}"]
    inner = column + len(layout.lead)
    head, lines = head_and_lines(item, inner, inner, layout)
    if head:
        return [f"{' ' * column}{layout.lead}{head}", *lines]
    if not lines:
        return [f"{' ' * column}-"]
    return [f"{' ' * column}{layout.lead}{lines[0][inner:]}", *lines[1:]]


def head_and_lines(
    value: Any, column: int, dash: int, layout: YamlLayout
) -> tuple[str, tuple[str, ...]]:
    """What follows a colon or a dash: words on the same line, and the lines below it.

    Keys and lines of text below it begin at `column`, dashes at `dash`.
    """
    match value:
        case None:
            return "", ()
        case str():
            if not _stands_in_lines(value):
                return spelt(value), ()
            lines = value.removesuffix("\n").split("\n")
            mark = "|" if value.endswith("\n") else "|-"
            return mark, tuple(line and " " * column + line for line in lines)
        case Mapping() if value:
            pairs = (under_key(key, one, column, layout) for key, one in value.items())
            return "", tuple(line for lines in pairs for line in lines)
        case Mapping():
            return "{}", ()
    if _is_short(value):
        return in_brackets(value), ()
    return "", tuple(_items(value, dash, layout))


def _items(items: Any, column: int, layout: YamlLayout) -> Iterator[str]:
    for item in items:
        yield from behind_dash(item, column, layout)


def _stands_in_lines(text: str) -> bool:
    """Whether a text can be written below a |, line by line."""
    body = text.removesuffix("\n")
    return (
        "\n" in body.rstrip("\n") and not body.startswith(("\n", " ")) and body[-1] != "\n"
        and not re.search(r"^\t|^[ \t]+$", body, re.M) and not _INVISIBLE.search(text)
    )  # fmt: skip


def _is_short(items: Any) -> bool:
    """Whether a list is one of words, which fit on a line."""
    if not all(isinstance(one, str) and len(one) <= _ITEM and "\n" not in one for one in items):
        return False
    plain = all(spelt(one, inside=True) == one for one in items)
    return plain and len(in_brackets(items)) <= _WIDTH
