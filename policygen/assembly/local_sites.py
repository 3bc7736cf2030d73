"""Where in a numbered text each id stands: in what, with what in it; and what refers to it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from policygen.document import (
    Blocks,
    Clause,
    Node,
    Reference,
    Section,
    Table,
    children,
    plain,
)
from policygen.document.grids import as_grid


@dataclass(frozen=True, slots=True)
class Referrer:
    """What refers to something, as a reader finds it: clause 3.2; and the ids around it."""

    name: str
    around: tuple[str, ...]


@dataclass(slots=True)
class Sites:
    """By each id what it is of, how a reader finds that, and the ids around it; by each what refers
    to it.
    """

    node: dict[str, Node] = field(default_factory=dict)
    name: dict[str, str] = field(default_factory=dict)
    around: dict[str, tuple[str, ...]] = field(default_factory=dict)
    referrers: dict[str, list[Referrer]] = field(default_factory=dict)

    def within(self, anchor: str) -> list[str]:
        """The ids of what stands within that of an id."""
        return [one for one, around in self.around.items() if anchor in around]

    def holder(self, anchor: str, ids: Iterable[str]) -> str | None:
        """That of some ids that is an anchor's own, or of what it stands in."""
        held = (anchor, *self.around.get(anchor, ()))
        return next((one for one in ids if one in held), None)


def sites(blocks: Blocks) -> Sites:
    """The sites of a numbered text."""
    found = Sites()
    for block in blocks:
        _note(found, block, (), "the text")
    return found


def _note(found: Sites, node: Node, around: tuple[str, ...], name: str) -> None:
    if isinstance(node, Reference):
        found.referrers.setdefault(node.anchor, []).append(Referrer(name, around))
        return
    anchor: str = getattr(node, "anchor", "")
    name = _name(node, name)
    if anchor:
        found.node[anchor] = node
        found.name[anchor] = name
        found.around[anchor] = around
        around = (*around, anchor)
    if isinstance(node, Table) and node.row_anchors:
        for row in as_grid(node).rows[1:]:
            _note(found, row, around, name)
        return
    for inner in children(node):
        _note(found, inner, around, name)


def _name(node: Node, around: str) -> str:
    match node:
        case Section(appendix=True, number=number) if number:
            return number
        case Section(number=number, title=title):
            return f"section {number}" if number else f"the section {plain(title)!r}"
        case Clause(number=number):
            inner = around.startswith("clause ") and number.startswith("(")
            return f"{around}{number}" if inner else f"clause {number}"
    return around
