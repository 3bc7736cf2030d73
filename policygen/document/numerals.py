"""The marks that count: what the third is where the first is (a), as Word writes it.

A mark is what counts - a letter, a Roman or an Arabic numeral - with its signs. Inside a clause an
Arabic numeral stands in brackets, as 1.1 and 1 would make 1.11. Where a first mark is i, it is
Roman.
"""

import re

_INSIDE = re.compile(r"(\()?([aAiI])([).])?|(\()(1)(\))")
_NAMED = re.compile(r"(\S+(?: \S+)*) ([A1I])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def is_mark(first: str) -> bool:
    """Whether this can be the first mark of what is inside a clause."""
    return bool(_INSIDE.fullmatch(first)) and (first[:1] != "(" or first[-1:] == ")")


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
    counts = first.strip("().")
    before, _, after = first.partition(counts)
    return before, counts, after


def mark(first: str, count: int) -> str:
    """The mark of a count, where this is the first."""
    before, counts, after = around_mark(first)
    return f"{before}{_counted(counts, count)}{after}"


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
