"""One line typed, in its parts: items with ; between, and the fields of an item with | between.

As in CSV, quotation marks around a part let it hold such a sign, and "" is one of them inside.
Around an item they are taken off where they are needed for that; those of "Keeping safe" are its
own.
"""

import re
from collections.abc import Iterator

_QUOTED = re.compile(r'(?<![^\s;|])"(?:[^"]|"")*"(?=\s*(?:[;|]|$))')


def pieces_of(text: str, sign: str) -> list[str]:
    """The parts of a text between signs that stand in no quotation, without the space around."""
    return [text[begin:end].strip() for begin, end in _spans(text, sign)]


def freed(part: str, *, always: bool = False) -> str:
    """A part without the quotation marks that let it hold a sign, or one of themselves.

    Around fields of a record, as `always` says, they never belong to the words.
    """
    inside = part[1:-1]
    needed = always or any(sign in inside for sign in (";", "|", '""'))
    return inside.replace('""', '"') if needed and _QUOTED.fullmatch(part) else part


def _spans(text: str, sign: str) -> Iterator[tuple[int, int]]:
    held = [found.span() for found in _QUOTED.finditer(text)]
    begin = 0
    for place, character in enumerate(text):
        if character == sign and not any(low < place < high for low, high in held):
            yield begin, place
            begin = place + 1
    yield begin, len(text)
