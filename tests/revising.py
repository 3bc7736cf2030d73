"""What becomes of a text over time, at random: words, blocks, rows, bullets go, come and move."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, TypeVar

from policygen.assembly.numbering import number
from policygen.document import (
    Block,
    Blocks,
    BulletList,
    Clause,
    Control,
    Definitions,
    Document,
    Grid,
    Inlines,
    Paragraph,
    Section,
    Step,
    TableRow,
    Text,
    within,
)
from policygen.document.fields import filled_in

_Part = TypeVar("_Part")
_WORDS = ("must", "may", "the Headteacher", "in writing,", "5", "never", "é", "’")


def revised(document: Document, chance: Random, often: float = 0.15) -> Document:
    """A later text of a document, numbered anew; the same for the same state of chance."""
    return _Reviser(chance, often).document(document)


class _Reviser:
    def __init__(self, chance: Random, often: float) -> None:
        self.chance = chance
        self.often = often

    def document(self, document: Document) -> Document:
        children = number(self.blocks(document.children), document.numbering).blocks
        history = document.history
        return replace(
            document,
            title=self.said(document.title),
            subtitle=self.words(document.subtitle),
            control=self.control(document.control),
            children=children,
            history=history and within(history, self.words, self.blocks),
        )

    def happens(self, share: float = 1) -> bool:
        return self.chance.random() < self.often * share

    def some(
        self, parts: tuple[_Part, ...], new: Callable[[_Part], _Part] | None = None
    ) -> tuple[_Part, ...]:
        """Parts of which some are gone, one stands elsewhere, and some are new; one is left."""
        made: list[_Part] = []
        for part in parts:
            if new and self.happens():
                made.append(new(part))
            if not self.happens():
                made.append(part)
        if len(made) > 1 and self.happens():
            one = made.pop(self.chance.randrange(len(made)))
            made.insert(self.chance.randint(0, len(made)), one)
        return tuple(made) or parts[:1]

    def control(self, control: Control) -> Control:
        record, model = (
            tuple((term, self.words(said)) for term, said in rows if not self.happens())
            for rows in (control.record, control.model)
        )
        if self.happens():
            record = (*record, ("A new row", (Text("and what is said of it"),)))
        return Control(control.title, record, model)

    def blocks(self, blocks: Blocks) -> Blocks:
        return self.some(tuple(map(self.block, blocks)), self.new)

    def begun(self, blocks: Blocks) -> Blocks:
        """Blocks of which the first stays, as a clause can't be without its words."""
        first, *rest = blocks
        return (self.block(first), *(self.blocks(tuple(rest)) if rest else ()))

    def new(self, block: Block) -> Block:
        """A block of the same kind, or a paragraph."""
        match block:
            case Clause():
                return Clause((Paragraph((Text("A clause that was not there before."),)),))
            case Step():
                return Step((Paragraph((Text("A step that was not there before."),)),))
            case Section():
                clause = Clause((Paragraph((Text("Its clause."),)),))
                held = () if block.level == 1 else (clause,)
                return replace(block, title=(Text("A new heading"),), children=held, anchor="")
        return Paragraph((Text("A paragraph that was not there before."),))

    def block(self, block: Block) -> Block:
        match block:
            case Clause(children) | Step(children):
                return replace(block, children=self.begun(children))
            case BulletList(items):
                held = tuple(map(self.begun, items))
                # Fields and boxes to tick share rows with what stands beside them: they stay there.
                return BulletList(held if filled_in((block,)) else self.some(held, self.bullet))
            case Definitions(items):
                return Definitions(self.some(items))
            case Grid():
                return replace(block, rows=self.rows(block))
        return within(block, self.words, self.blocks)

    def bullet(self, item: Blocks) -> Blocks:
        del item
        return (Paragraph((Text("A new bullet"),)),)

    def rows(self, grid: Grid) -> Any:
        """The rows of a table; none comes or goes where one reaches into another."""
        every: tuple[Any, ...] = tuple(within(row, self.words, self.blocks) for row in grid.rows)
        if any(
            not isinstance(row, TableRow) or any(cell.rows > 1 for cell in row.cells)
            for row in every
        ):
            return every
        heads, rest = every[: grid.headings], every[grid.headings :]
        return (*heads, *self.some(rest, lambda row: within(row, self.other)))

    def other(self, run: Inlines) -> Inlines:
        del run
        return (Text("Something else altogether"),)

    def words(self, run: Inlines) -> Inlines:
        return tuple(
            Text(self.said(one.text)) if isinstance(one, Text) else within(one, self.words)
            for one in run
        )

    def said(self, text: str) -> str:
        """A text of which words are new, gone, or others; it still says something."""
        made: list[str] = []
        for word in text.split(" "):
            if not word or not self.happens(0.2):
                made.append(word)
                continue
            come = self.chance.choice(_WORDS)
            made += self.chance.choice([(), (come,), (word, come), (f"{word}s",)])
        return " ".join(made) if any(made) else text
