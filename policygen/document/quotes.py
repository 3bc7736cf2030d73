"""Apostrophes and quotation marks: straight ones set typographically, or told apart no more.

A mark is judged by what stands beside it, so it needs no partner: ’ and ” close, and ’ is the
apostrophe too, as British English has it. markdown-it's own rule leaves alone what has no partner,
such as the ' of '90s or of a quotation that goes on in another paragraph, and can't judge a value.
Only ' and " are ever changed, each to one character: so a text keeps its length.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Literal, TypeAlias

SOMETHING = "\ue000"  # stands for what isn't known, such as a value: a word of its own

_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_SET = {"'": "‘’", '"': "“”"}
_MARKS = re.compile("['\"‘’“”]+")
_OPENERS = "([{<-–—/=+"
_CLOSERS = ".,;:!?…)]}>-–—/"

# What is no prose, and lengths: 5'10", 6" x 4".
_AS_TYPED = re.compile(
    r"""(?:https?://|www\.)[^\s<>"“”]*[\w/=&\#%+~@-]"""
    r"""|(?<![\w.])\w[\w.!$&'*+=~-]{0,63}@[\w.-]+"""
    r"""|\d'\ ?\d{1,2}[¼½¾]?(?:"|'')(?!\w)|(?<=\d)'(?=\d)|(?<=\d)['"](?=\s*[x×]\s*\d)""",
    re.VERBOSE,
)
_SUFFIX = re.compile(r"'(?:s|d|ll|re|ve)\b", re.I)  # 100%'s
_DECADE = re.compile(r"'\d\ds\b")  # the '90s
_YEAR = re.compile(r"'\d\d\b(?!')")  # the class of '68
_CUT_SHORT = re.compile(r"'(?:tis|twas|twere|twill|em|til)\b(?!')", re.I)
_MAYBE_CUT_SHORT = re.compile(r"'(?:phone|flu|bus|plane|cause|cos|bout|round|n)\b", re.I)
_LITTLE = r"(?:a|an|and|as|for|in|is|letter|of|or|sound|the|to|with)\b"
_AND = re.compile(rf"\b(?!{_LITTLE})\w+[ -]'n'[ -](?!{_LITTLE})(?=\w)", re.I)  # rock 'n' roll
_CLOSING = re.compile(r"(?<=\S)'(?!\w)(?<!s'(?= \w))")  # and not that of: parents' evening

_Side: TypeAlias = Literal["opens", "closes", "either", "inside", "alone"]


def straight(text: str) -> str:
    """A text with its marks straight: what says the same is then the same."""
    return text if text.isascii() else text.translate(_STRAIGHT)


def typographic(text: str) -> str:
    """A text with its straight marks set; those that stay can't be judged, or are no such marks."""
    if "'" not in text and '"' not in text:
        return text
    signs = list(text)
    sides = _sides(text)
    as_typed = {place for span in _AS_TYPED.finditer(text) for place in range(*span.span())}
    apostrophes = set(_apostrophes(straight(text), sides)) - as_typed
    is_open = {"'": False, '"': False}
    for place, side in sides.items():
        mark, before = text[place], text[max(place - 1, 0) : place]
        kind = straight(mark)
        # An apostrophe in a word ends no quotation, nor does one where a word is cut short.
        ends = side in ("closes", "either") or (side == "inside" and not _is_word(before))
        if mark != kind:
            if mark != "’" or (ends and place not in apostrophes):
                is_open[kind] = mark in "‘“"
        elif place in apostrophes:
            signs[place] = "’"
        elif place not in as_typed:
            opens = _opens(kind, side, before, is_open[kind])
            if opens is None:
                continue
            signs[place] = _SET[kind][0 if opens else 1]
            if opens or kind == '"' or ends:
                is_open[kind] = opens
    return "".join(signs)


def _sides(text: str) -> dict[int, _Side]:
    """On which side of words each mark of a text stands, by what is beside it and its like."""
    sides: dict[int, _Side] = {}
    for found in _MARKS.finditer(text):
        before = text[max(found.start() - 1, 0) : found.start()]
        sides |= dict.fromkeys(
            range(*found.span()), _side(before, text[found.end() : found.end() + 1])
        )
    return sides


def _side(before: str, after: str) -> _Side:
    """On which side of words marks stand that have such signs beside them."""
    before, after = before.strip(), after.strip()
    if not before and not after:
        return "alone"
    if not after:
        return "closes"
    if not before or before in _OPENERS:
        return "either" if after in _CLOSERS else "opens"
    return "closes" if after in _CLOSERS else "inside"


def _opens(kind: str, side: _Side, before: str, is_open: bool) -> bool | None:
    """Whether a straight mark opens a quotation; None if it is to stay as it is."""
    match side:
        case "opens":
            return True
        case "closes":
            return False if is_open or not before.isnumeric() else None
        case "inside" if _is_word(before):
            return False if is_open or kind == "'" else None
        case "either" | "inside":
            return not is_open
    return None


def _apostrophes(text: str, sides: Mapping[int, _Side]) -> Iterator[int]:
    """The places of those apostrophes in a text, all of its marks straight, that look otherwise."""
    for found in _AND.finditer(text):
        yield from (found.end() - 4, found.end() - 2)
    for found in _SUFFIX.finditer(text):
        if sides[found.start()] == "inside":
            yield found.start()
    last = max((found.start() for found in _CLOSING.finditer(text)), default=-1)
    for pattern, may_close in (
        (_DECADE, True), (_CUT_SHORT, True), (_YEAR, False), (_MAYBE_CUT_SHORT, False),
    ):  # fmt: skip
        for found in pattern.finditer(text):
            place = found.start()
            if sides[place] == "opens" and (may_close or last < place):
                yield place


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign >= SOMETHING
