"""Links to other policies of the same school, as a model writes them: [](policy:e-safety).

Which title is printed, and whether it leads anywhere, is a school's. So the name is taken out of a
text before it is parsed, and a slot put in its place.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from policygen.readers.markdown import sentinels
from policygen.sources.model import Model
from policygen.sources.names import is_id

_LINK = re.compile(r"\]\(policy:([a-z0-9-]+)\)")
_COMMENT = re.compile(r"<!--.*?-->", re.S)


@lru_cache(maxsize=256)
def linked_policies(model: Model) -> tuple[str, ...]:
    """The policies that a model's text links to, whatever is chosen, each once."""
    return tuple(dict.fromkeys(linked_in(model.text)))


def linked_in(text: str) -> Iterator[str]:
    """The policies that a text links to."""
    return filter(is_id, _LINK.findall(_COMMENT.sub("", text)))


def with_links(text: str, slot: Callable[[str], str]) -> str:
    """A text with each policy that it links to replaced by what `slot` makes of its name."""

    def replaced(found: re.Match[str]) -> str:
        name = found[1]
        return f"]({sentinels.POLICY}{slot(name)})" if is_id(name) else found[0]

    return _LINK.sub(replaced, text) if "](policy:" in text else text
