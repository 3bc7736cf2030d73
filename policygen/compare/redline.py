"""Two documents as one, in which what was inserted and what was deleted is marked.

Nothing is marked that only has another number: see `renumbered`. A block that moved is deleted
where it stood and inserted where it stands, and each says where the other is.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

from policygen.compare import counterparts
from policygen.compare.alike import pairs
from policygen.compare.saying import said_barely
from policygen.compare.table_rows import paired_rows
from policygen.compare.wording import reworded
from policygen.document import (
    Alternatives,
    Block,
    BlockRevision,
    Blocks,
    Box,
    BulletList,
    Clause,
    Control,
    Definition,
    Definitions,
    Document,
    Figure,
    Form,
    Grid,
    Guidance,
    Inlines,
    Letter,
    Node,
    Paragraph,
    Quotation,
    Revision,
    Section,
    Step,
    Steps,
    TableRow,
    walk,
)
from policygen.document.held import anchors_of
from policygen.document.revisions import (
    as_compared,
    led_anew,
    with_notes_apart,
    without_anchors,
)

_Titled = TypeVar("_Titled", Section, Box, Form, Letter, Guidance, Steps)


def redline(before: Document, after: Document) -> Document:
    """The later text with what changed marked, so that both can be had back: see `revisions`.

    The slots of both must be filled.
    """
    return _Redliner(before, after).document()


class _Redliner:
    def __init__(self, before: Document, after: Document) -> None:
        self.before = before
        self.after = after
        self.old = _numbers(before)
        self.new = _numbers(after)
        self.renamed: dict[str, str] = {}  # anchors that what they led to has no more

    def document(self) -> Document:
        before, after = self.before, self.after
        made = replace(
            after,
            subtitle=reworded(before.subtitle, after.subtitle),
            control=_control(before.control, after.control),
            children=self.blocks(before.children, after.children),
            history=self.history(before.history, after.history),
            title_before=before.title if before.title != after.title else "",
        )
        return with_notes_apart(led_anew(made, self.renamed))

    def history(self, before: Section | None, after: Section | None) -> Section | None:
        if before and after:
            return self.titled(before, after)
        if not (known := after or before):
            return None
        inserted = bool(after)
        title = (Revision(inserted, known.title),)
        return replace(known, title=title, children=(self.alone(known.children, inserted),))

    def blocks(self, old: Blocks, new: Blocks) -> Blocks:
        """Blocks that stand below one another, in both texts."""
        made: list[Block] = []
        for was, now in pairs(
            counterparts.as_grids(old), counterparts.as_grids(new),
            counterparts.name, counterparts.says, counterparts.fit,
        ):  # fmt: skip
            if was and now:
                part = self.block(was, now)
            elif was:
                part = (self.lone(was, inserted=False),)
            else:
                assert now
                part = (self.lone(now, inserted=True),)
            made = _add(made, part)
        return tuple(made)

    def lone(self, block: Block, *, inserted: bool) -> BlockRevision:
        """A block that stands in only one of the texts, or in another place in each."""
        anchor = getattr(block, "anchor", "")
        note = ""
        if anchor in self.old and anchor in self.new:
            counted = isinstance(block, Clause | Section)  # figures and tables by other words
            number = (self.old if inserted else self.new)[anchor] if counted else ""
            note = f"moved {'from' if inserted else 'to'} {number}" if number else "moved"
        return replace(self.alone((block,), inserted), note=note)

    def alone(self, blocks: Blocks, inserted: bool) -> BlockRevision:
        held = blocks if inserted else without_anchors(blocks, self.new.keys())
        return BlockRevision(inserted, held)

    def block(self, was: Block, now: Block) -> Blocks:
        """A block that stands in both texts; one of each where they can't be put together."""
        if as_compared(was) == as_compared(now):
            for old, new in zip(walk((was,)), walk((now,)), strict=True):
                self.follow(old, new)
            return (now,)
        made = self.together(was, now)
        if made is None:
            return (self.alone((was,), False), self.alone((now,), True))
        self.follow(was, now)
        return (made,)

    def follow(self, was: Node, now: Node) -> None:
        """Note what the anchors of a block, that are no more, have become."""
        for old, new in zip(anchors_of(was), anchors_of(now), strict=False):
            if old not in self.new:
                self.renamed[old] = new

    def together(self, was: Block, now: Block) -> Block | None:
        match was, now:
            case Paragraph(), Paragraph():
                return replace(now, children=reworded(was.children, now.children))
            case Clause(), Clause():
                return replace(now, children=self.begun(was.children, now.children))
            case Step(), Step():
                return replace(now, children=self.begun(was.children, now.children))
            case Quotation(), Quotation():
                return Quotation(self.blocks(was.children, now.children))
            case Section(), Section():
                return self.titled(was, now)
            case Box(), Box():
                return self.titled(was, now)
            case Form(), Form():
                return self.titled(was, now)
            case Letter(), Letter():
                letter = self.titled(was, now)
                return letter if counterparts.opens_alike(letter) else None
            case Guidance(), Guidance():
                return self.titled(was, now)
            case Steps(), Steps():
                return self.titled(was, now)
            case BulletList(), BulletList():
                return BulletList(tuple(self.items(was, now)))
            case Definitions(), Definitions():
                return Definitions(tuple(self.definitions(was, now)))
            case Grid(), Grid():
                return self.grid(was, now)
            case Figure(), Figure() if (was.picture, was.drawing, was.alt) == (
                now.picture, now.drawing, now.alt,
            ):  # fmt: skip
                return replace(now, caption=reworded(was.caption, now.caption))
            case Alternatives(), Alternatives() if counterparts.offers(was) == counterparts.offers(
                now
            ):
                return replace(now, passages=tuple(
                    replace(new, children=self.blocks(old.children, new.children))
                    for old, new in zip(was.passages, now.passages, strict=True)
                ))  # fmt: skip
        return None

    def titled(self, was: _Titled, now: _Titled) -> _Titled:
        return replace(
            now,
            title=reworded(was.title, now.title),
            children=self.blocks(was.children, now.children),
        )

    def begun(self, old: Blocks, new: Blocks) -> Blocks:
        """Blocks of which the first is what the whole is known by, such as a clause's words."""
        match old, new:
            case (Paragraph() as was, *others), (Paragraph() as now, *more):
                self.follow(was, now)
                first = replace(now, children=reworded(was.children, now.children))
                return (first, *self.blocks(tuple(others), tuple(more)))
        return self.blocks(old, new)

    def items(self, was: BulletList, now: BulletList) -> Iterator[Blocks]:
        for old, new in pairs(
            was.items, now.items, counterparts.nameless, said_barely, counterparts.begin_alike
        ):
            if old is not None and new is not None:
                yield self.begun(old, new)
            else:
                yield (self.alone(old or new or (), new is not None),)

    def definitions(self, was: Definitions, now: Definitions) -> Iterator[Definition]:
        for old, new in pairs(
            was.items,
            now.items,
            counterparts.terms,
            counterparts.said_of_definition,
            counterparts.alike_in_form,
        ):
            if old and new:
                terms = map(reworded, old.terms, new.terms)
                meanings = map(self.begun, old.meanings, new.meanings)
                yield Definition(tuple(terms), tuple(meanings))
            elif one := old or new:
                inserted = new is not None
                yield Definition(
                    tuple((Revision(inserted, term),) for term in one.terms),
                    tuple((self.alone(meaning, inserted),) for meaning in one.meanings),
                )

    def grid(self, was: Grid, now: Grid) -> Grid | None:
        """A table row by row, where it is built as it was."""
        found = paired_rows(was, now)
        if found is None:
            return None
        rows = tuple(self.row(old, new) for old, new in found)
        return replace(now, caption=reworded(was.caption, now.caption), rows=rows)

    def row(self, was: TableRow | None, now: TableRow | None) -> TableRow:
        if was and now:
            self.follow(was, now)
            cells = (
                replace(new, children=self.begun(old.children, new.children))
                for old, new in zip(was.cells, now.cells, strict=True)
            )
            return replace(now, cells=tuple(cells))
        known = now or was
        assert known
        inserted = now is not None
        cells = (
            replace(cell, children=(self.alone(cell.children, inserted),)) for cell in known.cells
        )
        anchor = known.anchor if inserted or known.anchor not in self.new else ""
        return replace(known, cells=tuple(cells), anchor=anchor)


def _control(before: Control, after: Control) -> Control:
    return replace(
        after,
        record=tuple(_control_rows(before.record, after.record)),
        model=tuple(_control_rows(before.model, after.model)),
    )


_Rows = tuple[tuple[str, Inlines], ...]


def _control_rows(before: _Rows, after: _Rows) -> Iterator[tuple[str, Inlines]]:
    for old, new in pairs(before, after, _term, _term, _same_term):
        if old and new:
            yield new[0], reworded(old[1], new[1])
        elif row := old or new:
            yield row[0], (Revision(new is not None, row[1]),)


def _term(row: tuple[str, Inlines]) -> str:
    return row[0]


def _same_term(was: tuple[str, Inlines], now: tuple[str, Inlines]) -> bool:
    return was[0] == now[0]


def _numbers(document: Document) -> dict[str, str]:
    """The number of all that may be led to, empty for what has none."""
    return {
        anchor: str(getattr(node, "number", ""))
        for node in walk((document,))
        for anchor in anchors_of(node)
    }


def _add(made: list[Block], blocks: Blocks) -> list[Block]:
    """Blocks one after the other; revisions of one kind that nothing more is said of are one."""
    for block in blocks:
        match made[-1:], block:
            case [BlockRevision(inserted, before, "")], BlockRevision(again, after, "") if (
                inserted == again
            ):
                made[-1] = BlockRevision(inserted, (*before, *after))
            case _:
                made.append(block)
    return made
