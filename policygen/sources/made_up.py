"""Addresses and telephone numbers that are nobody's: they are set aside for examples.

Names by RFC 2606 and RFC 6761, numbers by Ofcom's list for drama.
"""

import re

from policygen.sources.value_types import AnyTypeName

_NAMES = re.compile(
    r"(?:https://|[^@]+@)(?:[^/@?#]+\.)?(?:example(?:\.(?:com|net|org))?|test|invalid|localhost)"
    r"(?::[0-9]+)?(?:[/?#].*)?",
    re.I | re.S,
)
_CITIES = r"0(?:11[3-8]|121|131|141|151|161)4960|01914980|02079460|02896496|02920180"
_NUMBERS = re.compile(rf"(?:{_CITIES}|01632960|03069990|07700900|08081570|09098790)[0-9]{{3}}")


def is_made_up(kind: AnyTypeName, words: str) -> bool:
    """Whether no such address or number can be anybody's."""
    if kind == "telephone":
        return _NUMBERS.fullmatch(re.sub("[^0-9]", "", words)) is not None
    return kind in ("email", "link") and _NAMES.fullmatch(words) is not None
