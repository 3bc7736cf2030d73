"""Where a model refers to texts from outside, clause by clause."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from policygen.assembly.edition import model_edition
from policygen.assembly.linking import referred_texts
from policygen.assembly.places import place_of
from policygen.document import Footnote, Node, Text, children
from policygen.errors import Position
from policygen.sources.model import Model

_MARK = re.compile("⟪([0-9]+)⟫")


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a model refers to a text from outside; the number of the clause, or whatever has one,
    in the model edition. It is empty where nothing around it is numbered.
    """

    text: str
    place: Position
    number: str


@lru_cache(maxsize=64)
def mentions(model: Model) -> tuple[Mention, ...]:
    """Every reference of a sound model to a text from outside, in reading order.

    Each is replaced by words with a mark, so that the numbers are those of the text itself.
    """
    found = referred_texts(model)
    if not found:
        return ()
    pieces, done = list[str](), 0
    for index, (name, offset) in enumerate(found):
        pieces += (model.text[done : offset - len("](")], f"⟪{index}⟫](https://example.org)")
        done = offset + len(f"text:{name})")
    marked = replace(model, text="".join([*pieces, model.text[done:]]))
    numbers: dict[int, str] = {}
    for node in model_edition(marked).document.children:
        _numbered(node, "", numbers)
    return tuple(
        Mention(name, place_of(model, offset), numbers.get(index, ""))
        for index, (name, offset) in enumerate(found)
    )


def _numbered(node: Node, number: str, found: dict[int, str]) -> None:
    """The number of what is around each mark in a node."""
    own = "" if isinstance(node, Footnote) else getattr(node, "number", "")
    number = f"{number}{own}" if own[:1] == "(" else own or number  # 1.2 and (a) in it: 1.2(a)
    if isinstance(node, Text):
        found |= {int(index): number for index in _MARK.findall(node.text)}
    for one in children(node):
        _numbered(one, number, found)
