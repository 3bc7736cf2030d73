"""Tracked changes: what is written as inserted, or as deleted (ECMA-376 part 1, 17.13.5).

Nothing is marked as moved: Word has called files in which something is unreadable.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from policygen.document import Block, Blocks
from policygen.document.revisions import in_turn, wholly
from policygen.writers.docx.skeleton import hole

# The slots of a change: who made it and when, the same for all, and + a key its own number.
AUTHOR, DATE, NUMBER = "author of changes", "date of changes", "change."


@dataclass(slots=True)
class Tracker:
    """Knows whether what is written just now was inserted, or deleted, or neither (None).

    `key` tells its changes from those of others in the same part. What is written so far ends
    `in_table` in the earlier and the later text, by that; it is `loose` where its end may go: a
    paragraph must stand below it, as no cell and no text can lose its last.
    """

    key: str = ""
    inserted: bool | None = None
    loose: bool = False
    in_table: dict[bool, bool] = field(default_factory=lambda: {False: False, True: False})
    count: int = 0

    @property
    def deleted(self) -> bool:
        """Whether it was deleted: then a run's words have a name of their own."""
        return self.inserted is False

    @contextmanager
    def within(self, inserted: bool | None) -> Iterator[None]:
        """Write what was inserted or deleted; None changes nothing."""
        outer = self.inserted
        self.inserted = outer if inserted is None else inserted
        try:
            yield
        finally:
            self.inserted = outer

    def each(self, blocks: Blocks) -> Iterator[tuple[Block, Block | None]]:
        """Each block, while it is to be written, and what comes after it in the same text."""
        every = list(in_turn(blocks))
        for index, (kind, block) in enumerate(every, 1):
            same = (None, kind is not False)  # what both texts have is set as in the later one
            after = (other for also, other in every[index:] if also in same)
            with self.within(kind):
                yield block, next(after, None)

    @contextmanager
    def opened(self, item: Blocks) -> Iterator[Blocks]:
        """The blocks of what may have been inserted or deleted whole, while they are written."""
        with self.within(inserted := wholly(item)):
            yield item if inserted is None else tuple(block for _, block in in_turn(item))

    def ended(self, *, in_table: bool) -> None:
        """Note what was written last: a paragraph, or a row of a table."""
        self.loose = self.inserted is not None
        for side in self.in_table:
            if self.inserted in (None, side):
                self.in_table[side] = in_table

    def runs(self, content: str) -> str:
        """Some runs, marked."""
        if self.inserted is None or not content:
            return content
        tag = "ins" if self.inserted else "del"
        return f"<w:{tag} {self._said(self._number())}>{content}</w:{tag}>"

    def mark(self) -> str:
        """What marks the end of a paragraph, or a row, among its properties."""
        if self.inserted is None:
            return ""
        return f"<w:{'ins' if self.inserted else 'del'} {self._said(self._number())}/>"

    def edges(self) -> tuple[str, str, str, str]:
        """What stands before and behind each of the two tags of a control (17.13.5.4, .9)."""
        if self.inserted is None:
            return "", "", "", ""
        name = f"w:customXml{'Ins' if self.inserted else 'Del'}Range"
        first, last = self._number(), self._number()
        return (
            f"<{name}Start {self._said(first)}/>", f'<{name}End w:id="{first}"/>',
            f"<{name}Start {self._said(last)}/>", f'<{name}End w:id="{last}"/>',
        )  # fmt: skip

    def _number(self) -> str:
        self.count += 1
        return hole(f"{NUMBER}{self.key}.{self.count}")

    def _said(self, number: str) -> str:
        return f'w:id="{number}" w:author="{hole(AUTHOR)}" w:date="{hole(DATE)}"'
