"""A sentence in the pieces by which a change of it is classed: duties, amounts, posts, plain words.

A piece has a key, by which ways of writing the same are the same: 10 and ten, shall and must,
prior to and before. Nothing is known of words but what is listed here.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal, TypeAlias

from policygen.document.quotes import straight

PieceKind: TypeAlias = Literal[
    "duty", "soft", "exception", "amount", "measure", "who", "series", "little", "word"
]


Posts: TypeAlias = frozenset[str]


@dataclass(frozen=True, slots=True)
class ClassPiece:
    """One piece: as it stands in the sentence, what it is of, and the key that it is known by.

    Of a duty the key is its kind and how much it binds.
    """

    words: str
    kind: PieceKind
    key: tuple[object, ...]


# How a duty binds, and how much: somebody is `bound` to do a thing, `barred` from it, or `free`.
_BE = r"(?:is|are|be|was|were|been)"
_DUTIES = (
    (r"(?:must|shall) (?:not|never)|mustn't|may not|cannot|can not|can't", "barred", 9),
    (rf"{_BE} (?:not (?:permitted|allowed)|forbidden|prohibited)(?: to| from)?", "barred", 9),
    (r"will (?:not|never)|won't", "barred", 8),
    (r"should (?:not|never)|shouldn't|ought not to", "barred", 4),
    (rf"{_BE} (?:strongly )?(?:advised|encouraged|asked) not to", "barred", 3),
    (r"(?:need not|needn't|(?:do|does) not (?:need|have) to|(?:don't|doesn't) (?:need|have) to)"
     rf"|{_BE} not (?:required|expected|obliged) to", "free", 0),
    (rf"may be (?:asked|required|expected) to|{_BE} (?:permitted|allowed|able|free) to|may|can",
     "free", 2),
    (rf"must|shall|ha(?:s|ve) to|needs? to|{_BE} (?:required|obliged) to", "bound", 9),
    (r"will", "bound", 8),
    (rf"should|ought to|{_BE} expected to", "bound", 4),
    (rf"{_BE} (?:strongly )?(?:advised|encouraged|asked|invited|recommended) to", "bound", 3),
)  # fmt: skip

_SOFT = (
    r"(?:where|wherever|if|when|whenever|as far as|so far as) (?:(?:it|this) is |is )?"
    r"(?:reasonably )?(?:possible|practicable|practical|feasible)|normally|usually|ideally"
)
_EXCEPTION = (
    r"unless|except(?: for| in| where| when| that)?|with the exception of|apart from|other than"
)

# Amounts. A length of time is known by how many of what it is counted in.
_NUMBERS = {
    "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "hundred": 100,
}  # fmt: skip
_UNITS = {
    "minute": (1, "minutes"), "hour": (60, "minutes"), "day": (1, "days"), "week": (7, "days"),
    "fortnight": (14, "days"), "month": (1, "months"), "year": (12, "months"),
    "half-term": (0.5, "terms"), "half term": (0.5, "terms"), "term": (1, "terms"),
}  # fmt: skip
_OFTEN = {
    "hourly": "hour", "daily": "day", "weekly": "week", "fortnightly": "fortnight",
    "monthly": "month", "half-termly": "half-term", "termly": "term", "annually": "year",
    "yearly": "year", "per annum": "year",
}  # fmt: skip
_FIGURE = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBER = rf"{_FIGURE}|{'|'.join(_NUMBERS)}"
_UNIT = rf"(?:{'|'.join(_UNITS)})"
_SORT = r"(?:working|school|calendar|clear|consecutive|financial|academic)"
_MONTH = (
    r"(?:january|february|march|april|(?-i:May)|june|july|august|september|october|november"
    r"|december)"
)
_VAGUE = r"as soon as (?:possible|practicable)|promptly|immediately|at once|without delay"
_MEASURE = (
    r"within|until|(?:not|no) (?:later|longer|more|fewer|less) than|(?:later|more|fewer|less) than"
    r"|at least|at most|up to|over|above|below|under|once|twice|per|from|for|after|before|between"
    r"|every|each|notice|in advance|age|aged"
)

_OF_BOARD = r"(?: (?:of|to) (?:the )?(?:governors|trustees|governing (?:board|body)|board))"
_WHO = (
    r"(?:executive |deputy |assistant |acting )?(?:head ?teacher|principal|head of school)s?|deputy"
    rf"|(?:vice[- ])?chair{_OF_BOARD}?|clerk{_OF_BOARD}?|trust board"
    r"|board of (?:trustees|governors)|(?:full )?governing (?:board|body)|governors|trustees"
    r"|diocese|local authority"
    r"|chief executive|finance director|(?:\w+ )?committee"
    r"|(?:appeals? |complaints? )?panel(?: of (?:governors|trustees))?"
    r"|(?:school )?business manager|bursar|caretaker|(?:line |premises |site |office )?managers?"
    r"|(?:class |head )?teachers?|form tutor|head of (?:year|department|key stage)|senior leaders?"
    r"|designated safeguarding (?:lead|officer)|data protection officer|attendance officer"
    r"|(?:special educational needs|educational visits|exams) co-?ordinator|senco|sendco"
    r"|senior member of staff|(?:independent )?investigator|school nurse"
)
_LITTLE = (
    r"a|an|the|of|to|by|in|at|on|with|any|either|their|his|her|its|absence|s|be|is|are|full|trust's"
)
_SERIES = r"and|or|,|;"

_SAME = {  # other ways of saying the same, and what each goes by
    "e-mail": "email", "e-mails": "emails", "web-site": "website", "web site": "website",
    "prior to": "before", "subsequent to": "after", "in the event that": "if",
    "in order to": "to", "so as to": "to", "upon": "on", "regarding": "about",
    "concerning": "about", "with regard to": "about", "in respect of": "about",
    "in relation to": "about", "make sure that": "ensure that", "makes sure that": "ensures that",
    "make sure": "ensure", "makes sure": "ensures", "whilst": "while", "amongst": "among",
    "commence": "start", "commences": "starts", "commenced": "started", "begin": "start",
    "begins": "starts", "began": "started", "utilise": "use", "utilises": "uses",
    "in confidence": "confidentially", "telephone": "phone", "telephones": "phones",
    "co-ordinator": "coordinator", "purchase": "buy", "purchases": "buys", "isn't": "is not",
    "aren't": "are not", "don't": "do not", "doesn't": "does not", "wasn't": "was not",
    "weren't": "were not", "hasn't": "has not", "haven't": "have not", "didn't": "did not",
}  # fmt: skip


def _patterns(posts: Posts) -> Iterator[tuple[str, str]]:
    """What may be found, and how, in the order in which it is tried."""
    yield "same", "|".join(sorted(map(re.escape, _SAME), key=len, reverse=True))
    for number, (pattern, *_) in enumerate(_DUTIES):
        yield f"duty{number}", pattern
    yield "vague", _VAGUE
    yield "soft", _SOFT
    yield "exception", _EXCEPTION
    yield "date", rf"\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}}"
    yield "clock", r"\d{1,2}(?:[.:]\d{2})? ?(?:am|pm|noon)|noon|midnight"
    often = rf"(?:every|each|once (?:a|every|each)) {_UNIT}"
    yield "often", "|".join([*_OFTEN, often])
    yield "length", rf"(?:{_NUMBER}|half an?|an?)[- ](?:{_SORT} )?{_UNIT}s?'?"
    yield "sum", rf"£ ?{_FIGURE}|{_FIGURE} ?(?:%|per cent|p)"
    yield "number", _NUMBER
    yield "who", "|".join([*sorted((re.escape(one.lower()) for one in posts), reverse=True), _WHO])
    yield "measure", _MEASURE
    yield "sort", rf"{_SORT}(?= {_UNIT}s?\b)"
    yield "unit", rf"{_UNIT}s?"
    yield "series", _SERIES
    yield "little", _LITTLE
    yield "word", r"\w+(?:[-'./@]\w+)*"


@lru_cache(maxsize=64)
def _pattern(posts: Posts) -> re.Pattern[str]:
    return re.compile(
        "|".join(rf"(?P<{name}>(?<![\w£])(?:{found})(?!\w))" for name, found in _patterns(posts)),
        re.IGNORECASE,
    )


@lru_cache(maxsize=4096)
def class_pieces(sentence: str, posts: Posts = frozenset()) -> tuple[ClassPiece, ...]:
    """The pieces of a sentence, in order; marks other than commas are none.

    `posts` are what posts are called besides those that everybody knows.
    """
    words = " ".join(straight(sentence).split())
    return tuple(
        piece
        for found in _pattern(posts).finditer(words)
        for piece in _of(str(found.lastgroup), found[0].lower(), found[0])
    )


def _of(group: str, said: str, words: str) -> Iterator[ClassPiece]:
    match group:
        case "same":
            first, *others = class_pieces(_SAME[said])
            yield replace(first, words=words)
            yield from (replace(one, words="") for one in others)
        case "soft" | "exception":
            yield ClassPiece(words, group, (group, said))
        case "vague" | "date" | "clock":
            yield ClassPiece(words, "amount", (group, said.replace(" ", "")))
        case "often":
            count, of = _UNITS[_OFTEN.get(said) or re.split(r"(?:every|each|a) ", said)[-1]]
            yield ClassPiece(words, "amount", ("often", count, of))
        case "length":
            yield ClassPiece(words, "amount", _length(said))
        case "sum":
            bare = re.sub("[ ,]", "", said).replace("percent", "%")
            yield ClassPiece(words, "amount", ("sum", bare))
        case "number":
            yield ClassPiece(words, "amount", ("number", _number(said)))
        case "unit" | "measure" | "sort":
            yield ClassPiece(words, "measure", (said.removesuffix("s"),))
        case "who":
            plain = said.replace(" body", " board").replace("head teacher", "headteacher")
            yield ClassPiece(words, "who", (plain.replace("co-", "co").removesuffix("s"),))
        case "little" | "series" | "word":
            yield ClassPiece(words, group, (said,))
        case _:
            _, way, much = _DUTIES[int(group.removeprefix("duty"))]
            yield ClassPiece(words, "duty", (way, much))


def _length(said: str) -> tuple[object, ...]:
    number, unit = re.split("[- ]", said.removesuffix("'").removesuffix("s"), maxsplit=1)
    if number == "half":
        number, unit = "0.5", re.sub("^an? ", "", unit)
    sort, _, plain = unit.rpartition(" ")
    if plain == "term" and sort == "half":
        sort, plain = "", "half term"
    count, of = _UNITS[plain]
    return ("length", count * _number(number), of, sort)


def _number(said: str) -> float:
    if said in ("a", "an"):
        return 1
    return float(_NUMBERS[said] if said in _NUMBERS else said.replace(",", ""))
