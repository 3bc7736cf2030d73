"""Where an edition deviates from its model, in words: what the model says, and what the school."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from policygen.assembly.edition import Edition, numbered_text
from policygen.assembly.local_changes import LocalChange
from policygen.assembly.local_checks import sites_of
from policygen.assembly.local_sites import Sites, sites
from policygen.assembly.local_text import said_in
from policygen.assembly.quoting import set_quotes
from policygen.document import (
    Blocks,
    Clause,
    Inline,
    Inlines,
    Node,
    Reference,
    Section,
    Slot,
    Step,
    TableRow,
    Text,
    map_inlines,
)
from policygen.sources.text import tidy
from policygen.writers import outline

Became: TypeAlias = Literal["replaced", "added", "removed"]
_BECAME: Mapping[str, Became] = {
    "replace": "replaced", "add": "added", "remove": "removed", "leave": "removed"
}  # fmt: skip
_WIDE = 100_000  # characters: no line is broken


@dataclass(frozen=True, slots=True)
class Deviation:
    """One local wording: of what, by id and as a reader finds it; what became of it, and why.

    `model` are the model's words there, `school` those of the school; either may be none.
    """

    id: str
    where: str
    became: Became
    reason: str
    model: str
    school: str


def deviations(edition: Edition) -> Iterator[Deviation]:
    """The local wording of an edition, in the order of the text. It must fit into it."""
    if not edition.local or not edition.adoption:
        return
    local = edition.adoption.entry.local
    numbering = edition.frame.numbering
    before = sites_of(edition.shape, numbering)
    after = sites(numbered_text(edition.shape, numbering, edition.local).blocks)
    order = {name: index for index, name in enumerate(before.node)}
    for change in sorted(edition.local, key=lambda one: order.get(one.id, len(order))):
        node = None if change.kind == "add" else before.node.get(change.id)
        said = node_words(node, edition.values, before) if node else ""
        yield Deviation(
            change.id,
            before.name.get(change.id, change.id),
            _BECAME[change.kind],
            local[change.id].reason,
            said,
            _own_words(change, after, edition.values),
        )


def node_words(node: Node, values: Mapping[str, str], seen: Sites) -> str:
    """The words of what has an id, without its own number."""
    if isinstance(node, TableRow):
        return _row(node, values, seen)
    if isinstance(node, Clause | Section | Step):
        node = replace(node, number="")  # which is said beside it
    return _words((node,), values, seen)  # type: ignore[arg-type]


def _own_words(change: LocalChange, after: Sites, values: Mapping[str, str]) -> str:
    if change.kind in ("remove", "leave"):
        return ""
    said = said_in(change.shape)
    if said.rows:
        return "\n".join(_row(row, values, after) for row in said.rows)
    return _words((*said.blocks, *said.sections), values, after)


def _row(row: TableRow, values: Mapping[str, str], seen: Sites) -> str:
    return " | ".join(_words(cell.children, values, seen) for cell in row.cells)


def _words(blocks: Blocks, values: Mapping[str, str], seen: Sites) -> str:
    """The words of some blocks, a line for each paragraph; numbers are those of the text."""

    def filled(inlines: Inlines) -> Inlines:
        return tuple(map(one, inlines))

    def one(inline: Inline) -> Inline:
        match inline:
            case Slot(name):
                return Text(values.get(name, f"[{name}]"))
            case Reference(anchor, ()):
                return Text(seen.name.get(anchor, f"#{anchor}"))
        return inline

    said = outline.text(map_inlines(map(set_quotes, blocks), filled), _WIDE)
    lines = (tidy(re.sub("^[=#-]+$", "", line.strip())) for line in said.split("\n"))
    return "\n".join(filter(None, lines))
