"""Text that a spreadsheet, or we, would take for something else than text: marked, and unmarked.

The mark is an apostrophe in front, as spreadsheets have it themselves.
"""

import csv
import unicodedata
from collections.abc import Iterable
from io import StringIO

NONE_OF_THEM = "(none)"  # a decision for any of several: none of them
CLEAR = "(clear)"  # takes an answer away
DROP = "(drop)"  # leaves an item of the model's list out
WORDS = (NONE_OF_THEM, CLEAR, DROP)

_MARK = "'"
_UNSEEN = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}  # controls, what has no width, spaces
_FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")  # the last four are wide


def begins_formula(text: str) -> bool:
    """Whether a spreadsheet may take the text of a CSV file for a formula (CWE-1236)."""
    seen = next((one for one in text if unicodedata.category(one) not in _UNSEEN), "")
    return seen in _FORMULA or text[:1] in ("\t", "\r", "\n") if text else False


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"{_MARK}{text}" if begins_formula(text) else text


def csv_for_spreadsheets(rows: Iterable[Iterable[object]]) -> str:
    """Rows as CSV that a spreadsheet opens as text, whatever a cell begins with."""
    buffer = StringIO()
    buffer.write("\ufeff")  # without this mark Excel takes UTF-8 for something else
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL)
    for row in rows:
        writer.writerow([harmless(cell) if isinstance(cell, str) else cell for cell in row])
    return buffer.getvalue()


def guarded(text: str) -> str:
    """Text that means itself when it is read back by `unguarded`, `harmless` before that or not."""
    taken = _is_word(text) or (text[:1] == _MARK and _is_taken(text[1:]))
    return f"{_MARK}{text}" if taken else text


def unguarded(text: str) -> str:
    """Text without the mark that `guarded` or `harmless` put before it."""
    return text[1:] if text[:1] == _MARK and _is_taken(text[1:]) else text


def _is_taken(text: str) -> bool:
    """Whether text may have been marked: other text that begins with the mark keeps it."""
    bare = text.lstrip(_MARK)
    return _is_word(bare) or begins_formula(bare)


def _is_word(text: str) -> bool:
    return text.lower() in WORDS
