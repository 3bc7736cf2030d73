"""A short text that a person gives, such as who approved an issue: fit to print, or refused."""

from policygen.errors import Reason, WrongWordError
from policygen.sources.text import describe, refused_character, tidy


def short_text(text: str, asked: str, limit: int) -> str:
    """The text as it is printed. Raises WrongWordError, about what was asked, if it can't be."""
    if character := refused_character(text):
        raise WrongWordError([Reason(f"{describe(character)} can't be used.", target=asked)])
    if not tidy(text) or len(tidy(text)) > limit:
        message = f"give a text of 1 to {limit:,} characters."
        raise WrongWordError([Reason(message, target=asked)])
    return tidy(text)
