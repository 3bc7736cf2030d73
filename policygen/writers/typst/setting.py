"""What the writers of single kinds of block ask of the one that writes the whole body."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from policygen.document import Blocks


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a block stands: how wide a line is, in points, how high a page, how deep its heading.

    `inside` are the clauses around it and `bullets` the bullets. What is `indented` begins where
    the words of clauses do, or further in; a table that stands at the margin's `edge` only because
    its section does may go back to the margin.
    """

    room: float
    height: float
    level: int = 1
    indented: bool = False
    edge: bool = False
    inside: int = 0
    bullets: int = 0
    in_cell: bool = False


SetBlocks: TypeAlias = Callable[[Blocks, Spot], str]  # writes blocks in a place
