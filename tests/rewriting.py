"""A document as somebody may have revised it: at random, by a seed, all over."""

from dataclasses import replace
from random import Random
from typing import Any

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


def revised(document: Document, random: Random, often: float = 0.15) -> Document:
    """The document with words and blocks changed, gone, added or moved, and numbered anew."""
    return _Reviser(random, often).document(document)


class _Reviser:
    def __init__(self, random: Random, often: float) -> None:
        self.random = random
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
        return self.random.random() < self.often * share

    def control(self, control: Control) -> Control:
        record, model = (
            tuple((term, self.words(said)) for term, said in rows if not self.happens())
            for rows in (control.record, control.model)
        )
        if self.happens():
            record = (*record, ("A new row", (Text("and what is said of it"),)))
        return Control(control.title, record, model)

    def blocks(self, blocks: Blocks) -> Blocks:
        made: list[Block] = []
        for block in blocks:
            if self.happens():
                made += (self.new(block), self.block(block))
            elif not self.happens():
                made.append(self.block(block))
        if len(made) > 1 and self.happens():
            made.append(made.pop(self.random.randrange(len(made) - 1)))
        return tuple(made) or blocks[:1]

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
                first, *rest = children
                held = self.blocks(tuple(rest)) if rest else ()
                return replace(block, children=(self.block(first), *held))
            case BulletList(items):
                left = tuple(self.item(item) for item in items if not self.happens())
                more = ((Paragraph((Text("A new bullet"),)),),) if self.happens() else ()
                return BulletList((*left, *more) or items)
            case Definitions(items):
                return Definitions(tuple(one for one in items if not self.happens()) or items)
            case Grid():
                return replace(block, rows=self.rows(block))
        return within(block, self.words, self.blocks)

    def item(self, item: Blocks) -> Blocks:
        first, *rest = item
        return (self.block(first), *self.blocks(tuple(rest))) if rest else (self.block(first),)

    def rows(self, grid: Grid) -> Any:
        """The rows of a table, some of them gone where none reaches into another."""
        every: list[Any] = [within(row, self.words, self.blocks) for row in grid.rows]
        if any(not isinstance(row, TableRow) for row in every) or any(
            cell.rows > 1 for row in every for cell in row.cells
        ):
            return tuple(every)
        heads, rest = every[: grid.headings], every[grid.headings :]
        left = [row for row in rest if not self.happens()] or rest
        if left and self.happens():
            left.insert(self.random.randrange(len(left)), within(left[0], self.other))
        return (*heads, *left)

    def other(self, run: Inlines) -> Inlines:
        del run
        return (Text("Something else altogether"),)

    def words(self, run: Inlines) -> Inlines:
        return tuple(
            Text(self.said(one.text)) if isinstance(one, Text) else within(one, self.words)
            for one in run
        )

    def said(self, text: str) -> str:
        words = text.split(" ")
        for index, word in enumerate(words):
            if word and self.happens(0.2):
                words[index] = self.random.choice(["anew", f"{word} indeed", f"{word}s", word])
        return " ".join(words)
