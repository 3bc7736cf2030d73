"""Cross-references: what each prints, which follows from what it leads to."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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
from policygen.document.held import held
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


@once
def resolved(
    block: Block, targets: tuple[Destination | None, ...]
) -> tuple[Block, tuple[str, ...]]:
    """A block whose references lead to such targets, and the anchors that they ask for in vain."""
    if not targets:
        return block, ()
    lost: dict[str, None] = {}
    known = zip(held(block).references, targets, strict=True)
    found = {anchor: target for anchor, target in known if target}
    return map_runs((block,), _resolver(found, lost))[0], tuple(lost)


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


def _resolver(
    targets: dict[str, Destination], lost: dict[str, None]
) -> Callable[[Inlines], Inlines]:
    def run(inlines: Inlines, *, begins: bool = True) -> Inlines:
        result: list[Inline] = []
        for inline in inlines:
            match inline:
                case Reference(anchor, children):
                    if (target := targets.get(anchor)) is None:
                        lost[anchor] = None
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
