"""Where words may lead: addresses outside, and anchors inside a document."""

import re

# Only what RFC 3986 lets stand in an address: Word won't open a file with any other.
_ADDRESS = re.compile(
    r"https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?"
    r"|mailto:[A-Za-z0-9.!$&'*+=_~-]+@[A-Za-z0-9.-]+|tel:\+?[0-9().-]+"
)
_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")


def is_address(text: str) -> bool:
    """Whether a link may lead there: https, mailto or tel."""
    return bool(_ADDRESS.fullmatch(text))


def is_anchor(text: str) -> bool:
    """Whether text can be an anchor."""
    return bool(_ANCHOR.fullmatch(text))
