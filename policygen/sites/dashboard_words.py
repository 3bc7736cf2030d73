"""Somebody's words as the dashboard has them."""

from functools import lru_cache
from html import escape

from policygen.document.quotes import typographic


@lru_cache(maxsize=65_536)  # the same few names stand in thousands of rows
def in_type(text: str) -> str:
    """Words with their marks set; nothing in them is markup."""
    return escape(typographic(text))
