"""Local wording put among the blocks of a model, by their ids; before they are numbered.

What nothing is changed of stays the same object, so that it is numbered and set no second time.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from policygen.assembly.local_changes import LocalChange, LocalChanges, Misfit, Misfits
from policygen.assembly.local_pieces import DEEPEST, Surroundings, depth, ending, left_of
from policygen.assembly.local_rows import changed_rows, remeasured
from policygen.assembly.local_text import Said, said_in
from policygen.document import (
    Block,
    Blocks,
    Box,
    BulletList,
    Clause,
    Definitions,
    Form,
    Grid,
    Letter,
    Numbering,
    Paragraph,
    Quotation,
    Section,
    Step,
    Steps,
    Table,
    within,
)
from policygen.document.held import held
from policygen.document.memory import once


@dataclass(frozen=True, slots=True)
class Localised:
    """Blocks with what is changed of them, and the changes that don't fit."""

    blocks: Blocks
    misfits: tuple[Misfit, ...] = ()


def localised(blocks: Blocks, changes: LocalChanges, numbering: Numbering) -> Localised:
    """The blocks of a model with the changes of a school; each block is changed once in all."""
    if not changes:
        return Localised(blocks)
    result: list[Block] = []
    misfits: list[Misfit] = []
    for block in blocks:
        mine = tuple(one for one in changes if one.id in held(block).anchors)
        if not mine:
            result.append(block)
            continue
        changed = _changed(block, mine, numbering.subheadings)
        result += changed.blocks
        misfits += changed.misfits
    return Localised(tuple(result), tuple(misfits))


@once
def _changed(block: Block, changes: LocalChanges, subheadings: bool) -> Localised:
    placer = _Placer(changes, subheadings)
    blocks = placer.block(block, Surroundings())
    return Localised(tuple(blocks), tuple(placer.misfits.found))


class _Placer:
    def __init__(self, changes: Sequence[LocalChange], subheadings: bool) -> None:
        self.changes: dict[str, list[LocalChange]] = {}
        for one in changes:
            self.changes.setdefault(one.id, []).append(one)
        self.subheadings = subheadings
        self.misfits = Misfits()

    def block(self, block: Block, around: Surroundings) -> list[Block]:
        """What stands in the place of a block."""
        if held(block).anchors.isdisjoint(self.changes):
            return [block]
        result = self.inside(block, around)
        for change in self.changes.get(getattr(block, "anchor", ""), ()):
            if around.form:
                hint = "change the whole form, by its own id"
                self.misfits(change, "what stands in a form can't be changed by itself", hint)
                continue
            match change.kind:
                case "remove":
                    return []
                case "leave":
                    return left_of(block, subheadings=self.subheadings)
            said = said_in(change.shape)
            if not said:
                self.misfits(change, "this text says nothing", "write its words, or remove: yes")
            elif change.kind == "replace":
                result = self.replaced(block, said, change, around)
            else:
                result = self.added(result, said, change, around)
        return result

    def inside(self, block: Block, around: Surroundings) -> list[Block]:
        """A block with what is changed within it; nothing where nothing is left of it."""
        if isinstance(block, Table | Grid):
            block = changed_rows(block, self.changes, self.misfits)
        inner = around.inside(block)
        changed = within(
            block, blocks=lambda run: tuple(b for one in run for b in self.block(one, inner))
        )
        match changed:
            case BulletList(items):
                kept = tuple(filter(None, items))
                return [BulletList(kept)] if kept else []
            case (
                Quotation(children=())
                | Box(children=())
                | Letter(children=())
                | Form(children=())
                | Steps(children=())
            ):
                return []
            case Definitions(items) if not all(all(one.meanings) for one in items):
                for name in held(block).anchors & self.changes.keys():
                    hint = "replace it, or change the section around it"
                    self.misfits(self.changes[name][0], "a term needs its meaning", hint)
                return [block]
            case Grid():
                return [remeasured(changed)]
        return [changed]

    def replaced(
        self, block: Block, said: Said, change: LocalChange, around: Surroundings
    ) -> list[Block]:
        """What stands in the place of a block that is replaced."""
        if isinstance(block, Section):
            return self.section(block, said, change)
        if self.is_other(said, change):
            return [block]
        blocks = said.blocks
        match block:
            case Clause():
                blocks = blocks if isinstance(blocks[0], Clause) else self.clause(blocks, change)
            case Step():
                blocks = self.steps(blocks, change)
        self.fits(blocks, change, around)
        return self.named(blocks, change)

    def section(self, block: Section, said: Said, change: LocalChange) -> list[Block]:
        heads = [*said.sections, *(one for one in said.blocks if isinstance(one, Section))]
        if said.rows:
            self.is_other(said, change)
        elif not heads:
            return [replace(block, children=said.blocks)]
        elif block.level == 1:
            hint = "leave the heading out, and write what stands above the part's first section"
            self.misfits(change, "a heading can't stand here", hint)
        elif block.level == 3 and said.sections:
            hint = "write ### for a heading within a section"
            self.misfits(change, f"{change.id} stands within a section", hint, "## ")
        elif block.level == 2 and not said.sections:
            return [replace(block, children=said.blocks)]
        elif not isinstance((said.blocks or said.sections)[0], Section) or (
            block.level == 2 and said.blocks
        ):
            hint = "begin with the heading; or leave it out, and write what stands below it"
            self.misfits(change, "words stand before the heading here", hint)
        else:
            first, *rest = self.named((*said.blocks, *said.sections), change)
            assert isinstance(first, Section)
            kept = replace(
                first,
                unnumbered=first.unnumbered or block.unnumbered,
                appendix=first.appendix or block.appendix,
                new_page=first.new_page or block.new_page,
                landscape=first.landscape or block.landscape,
            )
            return [kept, *rest]
        return [block]

    def added(
        self, before: list[Block], said: Said, change: LocalChange, around: Surroundings
    ) -> list[Block]:
        """Some blocks with a text behind the last; or in it at its end, where it is less."""
        *others, block = before
        blocks = said.blocks
        if isinstance(block, Section):
            return [*others, *self.below(block, said, change)]
        if self.is_other(said, change):
            return before
        match block:
            case Clause() if not isinstance(blocks[0], Clause):
                self.fits(blocks, change, around.inside(block))
                return [*others, replace(block, children=(*block.children, *blocks))]
            case Step() if not isinstance(blocks[0], Clause):
                self.fits(blocks, change, Surroundings())
                return [*others, replace(block, children=(*block.children, *blocks))]
            case Step():
                blocks = self.steps(blocks, change)
        self.fits(blocks, change, around)
        return [*before, *blocks]

    def below(self, block: Section, said: Said, change: LocalChange) -> Blocks:
        """A section with words at its end, and the sections that come after it."""
        if said.rows:
            self.is_other(said, change)
        elif block.level == 3 and said.sections:
            hint = "write ### for a heading within a section"
            self.misfits(change, f"{change.id} stands within a section", hint, "## ")
        elif block.level == 1 and any(isinstance(one, Section) for one in said.blocks):
            self.misfits(change, "a heading with ### stands in no section here", "write ##", "### ")
        else:
            heads = [one for one in said.blocks if isinstance(one, Section)]
            words = tuple(one for one in said.blocks if not isinstance(one, Section))
            if block.level == 3:
                return (ending(block, words), *heads, *said.sections)
            ended = ending(block, words)
            return (replace(ended, children=(*ended.children, *heads)), *said.sections)
        return (block,)

    def is_other(self, said: Said, change: LocalChange) -> bool:
        """Whether a text is of another kind than what stands there; which is told."""
        if said.rows:
            message = f"{change.id} is no row of a table, and this text is one"
            hint = "write words, or a whole table with its headings"
            self.misfits(change, message, hint)
        elif said.sections or any(isinstance(one, Section) for one in said.blocks):
            message = f"{change.id} is no section, and this text has a heading"
            self.misfits(change, message, "leave the heading out", "#")
        else:
            return False
        return True

    def clause(self, blocks: Blocks, change: LocalChange) -> Blocks:
        """Blocks as the one clause that they are."""
        first, *rest = blocks
        if not isinstance(first, Paragraph):
            hint = "write words before it, with or without 1."
            self.misfits(change, "a clause must begin with words", hint)
            return blocks
        return (Clause((replace(first, anchor=""), *rest), first.anchor),)

    def steps(self, blocks: Blocks, change: LocalChange) -> Blocks:
        """Blocks as steps: each of a numbered list, or all as one."""
        if not isinstance(blocks[0], Clause):
            blocks = self.clause(blocks, change)
        if not all(isinstance(one, Clause) for one in blocks):
            hint = "indent what belongs to a step as far as its words"
            self.misfits(change, "only steps can stand here", hint)
            return blocks
        steps = tuple(Step(one.children, one.anchor) for one in blocks if isinstance(one, Clause))
        for step in steps:
            self.fits(step.children, change, Surroundings())
        return steps

    def fits(self, blocks: Blocks, change: LocalChange, around: Surroundings) -> None:
        """Tell of numbered items where none can stand, or that are too deep."""
        if not (deep := depth(blocks)):
            return
        if around.clauses is None:
            hint = "write it without 1., or as bullets"
            self.misfits(change, "a numbered item can't stand here", hint)
        elif around.clauses + deep > DEEPEST:
            hint = "numbers go three deep, 1.1, (a) and (i); write bullets below that"
            self.misfits(change, "this would be a fourth level of numbers", hint)

    def named(self, blocks: Blocks, change: LocalChange) -> list[Block]:
        """Blocks of which the first has the id of what they stand for."""
        first: Any
        first, *rest = blocks
        given = getattr(first, "anchor", None)
        if given is None:  # it can't have one; what leads to it is told of, if anything does
            return [first, *rest]
        if given not in ("", change.id):
            self.misfits.id_stays(change, given)
        return [replace(first, anchor=change.id), *rest]
