"""The words that take an example or a default, and how they are told from an answer."""

import re
from collections.abc import Collection

from policygen.actions.picking import Wrong, key_of
from policygen.sources.text import tidy

_LED = re.compile(r"(?:e\.?g\.?|e\. g\.|for example|for instance)(?:[\s:,]+|$)", re.IGNORECASE)


def bare_example(example: str) -> str:
    """An example as it stands behind "For example:", and as it is taken."""
    return _LED.sub("", example, count=1) if _LED.match(example) else example


def leads_nowhere(text: str) -> bool:
    """Whether a text only says that an example follows."""
    return _LED.fullmatch(tidy(text)) is not None


_MEANINGFUL = (
    "back", "show", "change", "help", "?", "skip", "quit", "keep", "leave", "default", "example"
)  # fmt: skip


def unquoted(text: str, also: Collection[str] = ()) -> str:
    """A text without the quotation marks that tell it from a word that means something here.

    `also` are other words that do so where it was typed.
    """
    inside = text[1:-1]
    first = inside.lower().split(" ")[0]
    means = first in (*_MEANINGFUL, *also) or leads_nowhere(inside)
    return inside if text == f'"{inside}"' and means else text


def words_meant(text: str, example: str, default: str) -> str | Wrong:
    """The words that a text means: `example` and `default` take what is shown, if there is any.

    So does the example typed as it is shown, with "e.g." in front: that is no part of an answer.
    """
    said, example = text.strip(), bare_example(example)
    match said.lower():
        case "example" | "default" as word:
            return (example if word == "example" else default) or Wrong(
                f"There is no {word} here.",
                f'Type your own words. To answer with this word itself, put it in quotes: "{word}"',
            )
    if leads_nowhere(said):
        hint = "Type example to take the one that is shown, or type your own words."
        return Wrong(f"“{said}” alone is no answer.", hint if example else "Type your own words.")
    rest = _LED.sub("", said, count=1) if _LED.match(said) else ""
    return example if rest and key_of(rest) == key_of(example) else said
