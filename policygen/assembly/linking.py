"""Links to other policies of the same school, as a model writes them: [](policy:e-safety); and
references to texts from outside: [](text:kcsie).

Which title is printed, and whether it leads anywhere, is a school's, or changes with each edition
of such a text. So the name is taken out of a text before it is parsed, and a slot put in its place.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Literal, TypeAlias

from policygen.readers.markdown import sentinels
from policygen.sources.model import Model
from policygen.sources.names import is_id

_LINK = re.compile(r"\]\((policy|text):([a-z0-9-]+)\)")
_SIGNS = {"policy": sentinels.POLICY, "text": sentinels.TEXT}
LinkKind: TypeAlias = Literal["policy", "text"]
_COMMENT = re.compile(r"<!--.*?-->", re.S)


@lru_cache(maxsize=256)
def linked_policies(model: Model) -> tuple[str, ...]:
    """The policies that a model's text links to, whatever is chosen, each once."""
    return tuple(dict.fromkeys(linked_in(model.text)))


def linked_in(text: str) -> Iterator[str]:
    """The policies that a text links to."""
    return (name for _, name in _found_in(text, "policy"))


@lru_cache(maxsize=256)
def referred_texts(model: Model) -> tuple[tuple[str, int], ...]:
    """The texts from outside that a model's text refers to, each time with its offset."""
    return tuple((name, start) for start, name in _found_in(model.text, "text"))


def _found_in(text: str, kind: LinkKind) -> Iterator[tuple[int, str]]:
    """Where a text links to something of a kind, and its name."""
    bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in _LINK.finditer(bare):
        if found[1] == kind and is_id(found[2]):
            yield found.start(1), found[2]


def with_links(text: str, slot: Callable[[LinkKind, str], str]) -> str:
    """A text with each name that it links to replaced by what `slot` makes of it."""

    def replaced(found: re.Match[str]) -> str:
        kind: LinkKind = "policy" if found[1] == "policy" else "text"
        name = found[2]
        return f"]({_SIGNS[kind]}{slot(kind, name)})" if is_id(name) else found[0]

    return _LINK.sub(replaced, text) if "](policy:" in text or "](text:" in text else text
