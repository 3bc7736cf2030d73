"""Cross-references: what each prints, which follows from what it leads to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias

from policygen.document import (
    Block,
    Footnote,
    Inline,
    Inlines,
    Link,
    Reference,
    Text,
    map_runs,
    within,
)
from policygen.document.memory import once


@dataclass(frozen=True, slots=True)
class Destination:
    """What a reference prints: "section" and "7"; for a heading without number, its title.

    `outer` is what it stands in, for those who refer to it from elsewhere, as its number alone
    doesn't tell it from others.
    """

    word: str
    number: str
    title: Inlines = ()
    outer: Inlines = ()

    @property
    def words(self) -> Inlines:
        """What is printed of it elsewhere, in the middle of a sentence."""
        word, inside = _placed(self.word, self)
        return inside or (Text(f"{word} {self.number}".strip()),)


# What a block's references lead to, by their anchors; nothing if there is no such thing.
Led: TypeAlias = tuple[tuple[str, Destination | None], ...]


@once
def resolved(block: Block, led: Led) -> Block:
    """A block whose references lead there; of one that leads nowhere, nothing is left."""
    return map_runs((block,), _resolver(dict(led)))[0] if led else block


def _says(said: str, word: str, number: str) -> bool:
    """Whether words are what a reference prints by itself, in whatever case its word is."""
    before = said.removesuffix(number)
    return said.endswith(number) and before.lower() == (f"{word} " if word else "")


def _placed(word: str, target: Destination) -> tuple[str, Inlines]:
    """The word before a target's number, behind what it stands in; all of it, if values are in."""
    match target.outer:
        case ():
            return word, ()
        case (Text(outer),):
            return f"{outer}, {word}", ()
    return word, (*target.outer, Text(f", {word} {target.number}"))


def _resolver(targets: Mapping[str, Destination | None]) -> Callable[[Inlines], Inlines]:
    def run(inlines: Inlines, *, begins: bool = True) -> Inlines:
        result: list[Inline] = []
        for inline in inlines:
            match inline:
                case Reference(anchor, children):
                    if (target := targets[anchor]) is None:
                        continue
                    word, number = target.word, target.number
                    inside = run(children, begins=False) or target.title
                    match inside:
                        case (Text(said),) if _says(said, word, number):
                            word, inside = said.removesuffix(number).rstrip(" "), ()
                        case ():
                            word, inside = _placed(word, target)
                            word = word[:1].upper() + word[1:] if begins else word
                    label = () if inside else (word, number)
                    result.append(Reference(anchor, inside, *label))
                case Footnote():
                    result.append(within(inline, run))
                    continue
                case _:
                    first = begins and not isinstance(inline, Link)
                    result.append(within(inline, partial(run, begins=first)))
            if not (isinstance(inline, Text) and inline.text.isspace()):
                begins = isinstance(inline, Text) and inline.text.rstrip().endswith((".", "?", "!"))
        return tuple(result)

    return run
