"""The first sentence of what a policy says, whole.

A full stop ends none after an abbreviation, an initial, or the number of a list, nor within what a
school filled in. Where that can't be told the sentence goes on: two of them read better than half
of one.
"""

import re
from collections.abc import Mapping
from typing import TypeAlias

from policygen.document import Inlines, Slot, noteless, plain, query

# They stand before what they belong to, a name or more words, and so end no sentence.
_LEADING = re.compile(
    "br|capt|cf|cllr|co|col|dr|eg|esp|fr|gen|hon|ie|lt|messrs|mr|mrs|ms|mt|mx|prof|rev|revd|rt|sgt"
    "|sr|ss|st|sts|supt|viz|vs"
)
# They end none before a number: No. 4, paras. 3 to 5, 1 Sept. 2026.
_BEFORE_NUMBERS = re.compile(
    "annex|app|approx|apr|art|arts|aug|ca|ch|chap|cl|dec|ext|feb|fig|figs|jan|jul|jun|mar|no"
    "|nos|nov|oct|para|paras|pp|pt|reg|regs|sch|sec|sect|sep|sept|tel|vol"
)
_MAY_END = frozenset({"a.m", "p.m"})
_OPENING = "([‘“'\""
_STOP = re.compile(r"[.?!][)\]'\"’”]*(?= )")
_PARTING = re.compile(r"[ /–—(\[]")  # what stands before a word
_COUNTED = re.compile(r"\d{1,3}|[a-z]")
_VALUE = "\0"  # on both sides of the number of a value; no text holds one (sources/text.py)


OpenSentence: TypeAlias = tuple[str, ...]  # words, and every second time the name of a slot


def first_sentence(inlines: Inlines) -> OpenSentence:
    """The first sentence, its slots still open, or all of it where there is only one."""
    names = [*dict.fromkeys(slot.name for slot in query(inlines, Slot))]
    stands_for = {name: f"{_VALUE}{index}{_VALUE}" for index, name in enumerate(names)}
    said = " ".join(plain(noteless(inlines), stands_for).split())
    parts = said[: _end(said)].split(_VALUE)
    parts[1::2] = (names[int(index)] for index in parts[1::2])
    return tuple(parts)


def filled(sentence: OpenSentence, words: Mapping[str, str]) -> str:
    """A sentence with its slots filled; one of which nothing is known prints nothing."""
    parts = [*sentence]
    parts[1::2] = (words.get(name, "") for name in parts[1::2])
    return " ".join("".join(parts).split())


def _end(text: str) -> int:
    """Where the first sentence ends, behind its last mark."""
    for stop in _STOP.finditer(text):
        after = text[stop.end() + 1 :].lstrip(_OPENING)
        is_full = text[stop.start()] == "."
        if not after[:1].islower() and not (is_full and _goes_on(text[: stop.start()], after)):
            return stop.end()
    return len(text)


def _goes_on(before: str, after: str) -> bool:
    """Whether a sentence goes on after a full stop."""
    *earlier, last = _PARTING.split(before)
    word = last.lstrip(_OPENING).casefold()
    if _LEADING.fullmatch(word) or (not earlier and _COUNTED.fullmatch(word)):
        return True
    if _BEFORE_NUMBERS.fullmatch(word):
        return after[:1].isdecimal() or after[:1] == _VALUE
    return word not in _MAY_END and all(
        len(part) == 1 and part.isalpha() for part in word.split(".")
    )
