"""The marks that count: what the third is where the first is (a), as Word writes it.

A mark is what counts - a letter, a Roman or an Arabic numeral - with its signs. Inside a clause an
Arabic numeral stands in brackets, as 1.1 and 1 would make 1.11. Where a first mark is i, it is
Roman.
"""

import re

_CLAUSE = re.compile(r"(\()?([aAiI1])([).])?")
_INSIDE = re.compile(r"(\()?([aAiI])([).])?|(\()(1)(\))")
_LABEL = re.compile(r"(?=[^A-Za-z]*[A-Za-z])[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*")
MOST_LETTERS = 8  # of a label, as more have no room beside a heading
_AROUND = re.compile(r"(.*)([aAiI1])([).]?)")
_NAMED = re.compile(r"(\S+(?: \S+)*) ([A1I])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def is_mark(first: str) -> bool:
    """Whether this can be the first mark of what is inside a clause."""
    return bool(_INSIDE.fullmatch(first)) and _closes(first)


def is_clause_mark(first: str) -> bool:
    """Whether this can be the first mark of clauses that don't begin with a section's number."""
    return bool(_CLAUSE.fullmatch(first)) and _closes(first)


def is_label(label: str) -> bool:
    """Whether a heading can have this for a number: nothing that counts by itself is like it."""
    return bool(_LABEL.fullmatch(label)) and len(label) <= MOST_LETTERS


def marks_within(first: str, inside: tuple[str, str]) -> tuple[str, str]:
    """The first marks of what is inside clauses with such a mark: no letter is the next, too."""
    counts = around_mark(first)[1]
    return inside[::-1] if counts == around_mark(inside[0])[1] != "1" else inside


def is_named_mark(first: str) -> bool:
    """Whether this can be what the first appendix is called."""
    return bool(_NAMED.fullmatch(first))


def is_bracketed(first: str) -> bool:
    """Whether marks stand in brackets, and so apart from what is before them."""
    return first.startswith("(")


def name_and_mark(first: str) -> tuple[str, str]:
    """What appendices are called, and the first mark."""
    name, _, mark = first.rpartition(" ")
    return name, mark


def around_mark(first: str) -> tuple[str, str, str]:
    """The signs before what counts, that itself, and the signs after it."""
    found = _AROUND.fullmatch(first)
    assert found
    return found[1], found[2], found[3]


def mark(first: str, count: int) -> str:
    """The mark of a count, where this is the first."""
    before, counts, after = around_mark(first)
    return f"{before}{_counted(counts, count)}{after}"


def _closes(first: str) -> bool:
    return first[:1] != "(" or first[-1:] == ")"


def _counted(first: str, count: int) -> str:
    match first:
        case "1":
            return str(count)
        case "a" | "i":
            return letter(count) if first == "a" else roman(count)
    return _counted(first.lower(), count).upper()


def letter(count: int) -> str:
    """The count as Word writes it in lower-case letters: a … z, aa, bb …"""
    repeat, index = divmod(count - 1, 26)
    return chr(ord("a") + index) * (repeat + 1)


def roman(count: int) -> str:
    """The count in lower-case Roman numerals."""
    written = ""
    for value, sign in _ROMAN:
        times, count = divmod(count, value)
        written += sign * times
    return written
