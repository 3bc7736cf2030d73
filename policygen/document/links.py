"""Where words may lead: addresses outside, and anchors inside a document."""

import re

# Only what RFC 3986 lets stand in an address: Word won't open a file with any other.
_ADDRESS = re.compile(
    r"https://[A-Za-z0-9.-]+(:[0-9]+)?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?"
    r"|mailto:[A-Za-z0-9.!$&'*+=_~-]+@[A-Za-z0-9.-]+|tel:\+?[0-9().-]+"
)
_UNSECURED = re.compile(  # oak.example/a, www.oak.example, http://oak.example, https:/oak.example
    r"(?:https?:?/*|//)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:[:/?#].*)?)", re.ASCII | re.I
)
_ANCHOR = re.compile(r"[a-z][a-z0-9-]*")
_POLICY = re.compile(r"policy:([a-z0-9-]+)")


def is_address(text: str) -> bool:
    """Whether a link may lead there: https, mailto or tel."""
    return bool(_ADDRESS.fullmatch(text))


def secure_address(text: str) -> str:
    """The address by https that a text means which begins otherwise, such as www.oak.example.

    Empty for what names no place on the web.
    """
    found = _UNSECURED.fullmatch(text)
    address = f"https://{found[1]}" if found else ""
    return address if is_address(address) else ""


def is_anchor(text: str) -> bool:
    """Whether text can be an anchor."""
    return bool(_ANCHOR.fullmatch(text))


def policy_address(policy: str) -> str:
    """What stands for the address of another policy, while nobody has said where it is."""
    return f"policy:{policy}"


def policy_at(address: object) -> str:
    """The policy for whose address that stands; empty for what is an address itself."""
    found = _POLICY.fullmatch(address) if isinstance(address, str) else None
    return found[1] if found else ""
