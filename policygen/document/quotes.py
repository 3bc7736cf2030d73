"""Apostrophes and quotation marks: straight ones set typographically, or told apart no more.

A mark is judged by what stands beside it, so it needs no partner: ’ and ” close, and ’ is the
apostrophe too, as British English has it. markdown-it's own rule leaves alone what has no partner,
such as the ' of '90s or of a quotation that goes on in another paragraph, and can't judge a value.
Only ' and " are ever changed, each to one character: so a text keeps its length.
"""

import re
from collections.abc import Iterator
from typing import Literal, TypeAlias

UNSEEN = "\ue000"  # stands for what isn't known, such as a value: a word of its own

_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_SET = {"'": "‘’", '"': "“”"}
_ALL = "'\"‘’“”"
_MARK = re.compile(f"[{_ALL}]")
_OPENERS = "([{<-–—/=+"
_CLOSERS = ".,;:!?…)]}>-–—/"

# What is no prose, and lengths: 5'10", 6" x 4".
_AS_TYPED = re.compile(
    r"""(?:https?://|www\.)[^\s<>"“”]*[\w/=&\#%+~@-]"""
    r"""|(?<![\w.])\w[\w.!$&'*+=~-]*@[\w.-]+"""
    r"""|\d'\ ?\d{1,2}[¼½¾]?(?:"|'')(?!\w)|(?<=\d)'(?=\d)|(?<=\d)['"](?=\s*[x×]\s*\d)""",
    re.VERBOSE,
)
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
    return text.translate(_STRAIGHT)


def typographic(text: str) -> str:
    """A text with its straight marks set; those that stay can't be judged, or are no such marks."""
    if "'" not in text and '"' not in text:
        return text
    signs = list(text)
    as_typed = {place for span in _AS_TYPED.finditer(text) for place in range(*span.span())}
    apostrophes = set(_apostrophes(text))
    is_open = {"'": False, '"': False}
    for found in _MARK.finditer(text):
        place, mark = found.start(), found[0]
        kind = straight(mark)
        if mark != kind:
            if mark != "’" or _ends(text, place):
                is_open[kind] = mark in "‘“"
        elif place in apostrophes:
            signs[place] = "’"
        elif place not in as_typed and (opens := _judged(text, place, is_open[kind])) is not None:
            signs[place] = _SET[kind][0 if opens else 1]
            if opens or kind == '"' or _ends(text, place):
                is_open[kind] = opens
    return "".join(signs)


def _apostrophes(text: str) -> Iterator[int]:
    """The places of those apostrophes that look as if they open a quotation."""
    for found in _AND.finditer(text):
        yield from (found.end() - 4, found.end() - 2)
    closings = [found.start() for found in _CLOSING.finditer(text)]
    last = closings[-1] if closings else -1
    for pattern, may_close in (
        (_DECADE, True), (_CUT_SHORT, True), (_YEAR, False), (_MAYBE_CUT_SHORT, False),
    ):  # fmt: skip
        for found in pattern.finditer(text):
            place = found.start()
            if _side(text, place) == "opens" and (may_close or last < place):
                yield place


def _judged(text: str, place: int, is_open: bool) -> bool | None:
    """Whether a straight mark opens a quotation; None if it is to stay as it is."""
    before = text[place - 1 : place]
    match _side(text, place):
        case "opens":
            return True
        case "closes":
            return False if is_open or not before.isdigit() else None
        case "either":
            return not is_open
        case "inside" if _is_word(before):
            return False if is_open or text[place] == "'" else None
        case "inside":
            return not is_open
    return None


def _ends(text: str, place: int) -> bool:
    """Whether a ’ can end a quotation: an apostrophe doesn't."""
    side = _side(text, place)
    return side in ("closes", "either") or (side == "inside" and not _is_word(text[place - 1]))


def _side(text: str, place: int) -> _Side:
    """On which side of words a mark stands, by what is beside it and other marks there."""
    before = text[:place].rstrip(_ALL)[-1:].strip()
    after = text[place:].lstrip(_ALL)[:1].strip()
    if not before and not after:
        return "alone"
    if not after:
        return "closes"
    if not before or before in _OPENERS:
        return "either" if after in _CLOSERS else "opens"
    return "closes" if after in _CLOSERS else "inside"


def _is_word(sign: str) -> bool:
    return sign.isalnum() or sign >= UNSEEN
