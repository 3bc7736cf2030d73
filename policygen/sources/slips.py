"""Slips in YAML that its parser tells lines later, or in other words, or not at all."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from policygen.errors import quoted
from policygen.sources.explaining import NO_COLON, NO_KEYS, NO_QUOTE, QUOTES, missing_space
from policygen.sources.indents import Slip, rows, too_deep, too_shallow

# A space that is none for YAML: in an indent, or behind a colon or a dash.
_ODD = "[\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff]"
_ODD_SPACE = re.compile(
    rf"^[ \t]*(?P<indent>{_ODD})|^(?:[ \t]*- )*[ \t]*(?:[\w-]+:|-)(?P<behind>{_ODD})"
)
_BLOCK_TEXT = re.compile(r"(?::|-|^)[ \t]+[|>][-+0-9]*[ \t]*(?:#.*)?$")
_OPEN_QUOTE = re.compile(r"""^(?P<before>[ ]*(?:- )*(?:[\w-]+:[ ]+)?)(?P<quote>["'])""")
_NEXT_KEY = re.compile(r"^[ ]*(?:- )*[\w-]+:(?:[ ]|$)")
_PRINTED_QUOTE = re.compile(r"(?:^|[\w-]:|-|[\[{,])[ ]+(?P<quote>[\u2018\u201c-\u201f])")
_BARE = re.compile(r"(?P<name>[\w-]+)(?:[ ]?(?P<sign>[;=])[ ]*(?=[^ ])|[ ]+|$)(?P<rest>[^:]*)$")
_JOINED = re.compile(r"[ ]*(?:- +)*[a-z][\w-]*:(?P<text>[ ].*?|)[ ](?P<name>[a-z][\w-]*)$")
_BULLET = re.compile(r"[ \t]*(?P<hyphen>(?:- )?)(?P<bullet>[\u2022\u2023\u25a0-\u25ff])[ \t]*")
_DASH = re.compile(
    r"[ \t]*(?P<hyphen>)(?P<bullet>[\u2013\u2014\u00b7*])[ \t]+"
)  # in a text, it is none


def _outside_texts(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines by their numbers, without those of texts that stand in lines of their own."""
    inside: int | None = None  # how far such a text is indented at least
    for number, line in enumerate(lines, 1):
        indent = len(line) - len(line.lstrip(" "))
        if inside is not None and (not line.strip() or indent >= inside):
            continue
        inside = indent + 1 if _BLOCK_TEXT.search(line) else None
        yield number, line


def odd_characters(lines: Sequence[str]) -> Iterator[Slip]:
    """Each space that is no ordinary one, but must be, and each bullet that begins a line."""
    begins_list = False  # so that a dash is none of a text that goes on
    for number, line in _outside_texts(lines):
        if found := _ODD_SPACE.match(line):
            where = "indent" if found["indent"] else "behind"
            name = unicodedata.name(found[where], "odd space").lower()
            article = "an" if name[0] in "aeio" else "a"
            message = f"{article} {name} stands where an ordinary space belongs"
            yield Slip(number, found.start(where) + 1, message, "write an ordinary space")
            begins_list = False
        elif found := _BULLET.match(line) or (_DASH.match(line) if begins_list else None):
            bullet, rest = found["bullet"], line[found.end() :].strip()
            hint = f"write - in place of {bullet}: - {rest}"
            if found["hyphen"] or _NEXT_KEY.match(rest) or rest.startswith("- "):
                hint = f"take the {bullet} away: {found['hyphen']}{rest}"
            message = f"{bullet} stands before {quoted(rest)}, where it means nothing"
            yield Slip(number, found.start("bullet") + 1, message, hint)
            begins_list = True  # or goes on with it
        elif line.strip():
            begins_list = line.rstrip().endswith(":")


def slip_at(lines: Sequence[str], problem: str, context: str, mark: Any, begun: Any) -> Slip | None:
    """The slip that has probably led to what the parser says at a mark, in what begun before."""
    number, column = mark.line + 1, mark.column + 1
    if quote := unclosed_quote(lines[: number + 1]):
        return Slip(*quote, NO_QUOTE, "end the text with the quote that it began with")
    in_flow = "flow" in context
    if "expected ':'" in problem or "mapping values" in problem:
        if slip := missing_space(lines[:number]):
            line, place, key = slip
            return Slip(line, place, f"a space is missing after {key}:", f"write {key}: value")
        bare = begun.line + 1 if "expected ':'" in problem and begun else number
        if not in_flow and (keyless_line := keyless(lines, bare)):
            return keyless_line
    if quote_mark := printed_quote(lines[number - 1], column):
        hint = "type straight ones around the text: \"…\" or '…'"
        return Slip(number, quote_mark, "this is a printed quotation mark", hint)
    if "mapping values" in problem and not in_flow:
        return too_deep(lines, number, column) or two_keys(lines[number - 1], number, column)
    if "block mapping" in context or "block collection" in context or "document start" in problem:
        return too_shallow(lines, number)
    return None


def unclosed_quote(lines: Sequence[str]) -> tuple[int, int] | None:
    """Where a quote begins a text that goes on into what looks like the next key."""
    for number, line in enumerate(lines[:-1], 1):
        found = _OPEN_QUOTE.match(line)
        if found and found["quote"] not in line[found.end() :].replace("\\" + found["quote"], ""):
            following = next((one for one in lines[number:] if one.strip()), "")
            if _NEXT_KEY.match(following):
                return number, found.end()
    return None


def keyless(lines: Sequence[str], number: int) -> Slip | None:
    """What is wrong where a line, or the one above it, has no key where one must stand."""
    written = [row for row in rows(lines) if row.number <= number]
    if not written:
        return None
    at = len(written) - 1
    if written[at].key or written[at].number < number:
        at -= 1
    own = written[at]
    if at < 0 or own.key or not (found := _BARE.match(own.rest)):
        return None
    name, sign, rest = found["name"], found["sign"], found["rest"]
    if own.dash and not sign:
        return None
    if sign:
        message = f"a {sign!r} stands where a ':' belongs"
        return Slip(own.number, own.column + len(name), message, f"write {name}: {rest}")
    above = written[at - 1] if at else own
    if above.dash == own.column:
        message = "a '- ' is missing before this item"
        return Slip(own.number, own.column, message, f"write - {own.rest}")
    goes_on = at and above.rest and rest and "_" not in name
    if not goes_on:
        hint = f"write {name}: {rest}" if rest else f"write {name}:"
        return Slip(own.number, own.column, NO_COLON, hint)
    hint = "if it goes on from the line above, write it at the end of that"
    hint += f"; else write {'key: value' if name in NO_KEYS else f'{name}: {rest}'}"
    return Slip(own.number, own.column, "this line doesn't begin with a key", hint)


def two_keys(line: str, number: int, colon: int) -> Slip | None:
    """Two keys on a line, the second of which has its ':' in this column; or a text with a ':'."""
    if not (found := _JOINED.fullmatch(line[: colon - 1])):
        return None
    name = found["name"]
    place, hint = found.start("name") + 1, f"begin a new line before {name}"
    if "_" in name or not line[colon:].strip() or not found["text"].strip():
        return Slip(number, place, "two keys stand on one line", hint)
    hint = f"{QUOTES}; or {hint}, if it is a key"
    return Slip(number, colon, "this ':' can't stand here", hint)


def printed_quote(line: str, column: int) -> int | None:
    """Where a printed quotation mark begins a text on a line, before some column."""
    found = [one.start("quote") + 1 for one in _PRINTED_QUOTE.finditer(line[: column - 1])]
    return found[-1] if found else None
