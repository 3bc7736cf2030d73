"""Where sites will be found on the web, as people give it."""

from policygen.errors import quoted
from policygen.sources.value_types import TYPES

SITE_ADDRESS_HINT = "write all of it, such as https://policies.example.org"


def site_address(text: str) -> str:
    """The address of a folder on the web. Raises ValueError for any other text."""
    words = TYPES["link"].read(text)
    if not {"?", "#"}.isdisjoint(words):
        raise ValueError(f"{quoted(text)} is not the address of a folder, in which pages can be")
    return words
