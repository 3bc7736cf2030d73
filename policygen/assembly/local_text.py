"""A text of a school's own as if it were a model's: so the same readers read it.

It is set below a heading that is never printed, since a clause must stand in a section; rows are
set in a table. What is wrong is placed in the text as it was typed.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from policygen.document import Block, Blocks, Grid, Section, Table, TableRow
from policygen.document.grids import as_grid
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.shape import Shape
from policygen.sources.model import Model

_HEAD = "## Local wording\n\n"
_LISTED = f"{_HEAD}::: table {{headings=0}}\n"
_VALUE = re.compile(r"\{\{.*?\}\}|\\\|", re.S)
_ROW = re.compile(r"[ \t]*\*[ \t]+-(?:[ \t]|$)", re.M)
_EMPTY = re.compile(r"\A(?:[ \t]*\n)+")
_RULE = re.compile(r"[ \t|:-]+")  # below the heads of a table, which no row stands above


@dataclass(frozen=True, slots=True)
class Said:
    """What a text says: blocks, then sections that begin with ##; or it is rows alone."""

    blocks: Blocks = ()
    sections: Blocks = ()
    rows: tuple[TableRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks or self.sections or self.rows)


def _around(text: str) -> tuple[str, str]:
    """What is set before and after a text so that it can be read by itself."""
    first, second, *_ = [*_EMPTY.sub("", text).split("\n"), ""]
    if _ROW.match(first):
        return _LISTED, "\n:::\n"
    if first.lstrip().startswith("|") and not _RULE.fullmatch(second):
        cells = max(1, _VALUE.sub("", first.strip().strip("|")).count("|") + 1)
        return f"{_HEAD}|{' x |' * cells}\n|{'---|' * cells}\n", "\n"
    return _HEAD, "\n"


@lru_cache(maxsize=2048)
def as_model(model: Model, text: str) -> Model:
    """A model with such a text instead of its own; places in it count from the text's first line.

    Empty lines before rows are left out, as they would end the table.
    """
    before, after = _around(text)
    kept = text if before == _HEAD else _EMPTY.sub("", text)
    first = 1 - before.count("\n") + text.count("\n") - kept.count("\n")
    whole = f"{before}{kept.rstrip()}{after}"
    return replace(model, path="", text=whole, first_line=first, included=())


@lru_cache(maxsize=2048)
def said_in(shape: Shape) -> Said:
    """What a text says, once it is printed below our heading."""
    first: Block
    first, *sections = parse(shape).blocks
    assert isinstance(first, Section)
    if sections or not _is_rows(shape.text):
        return Said(first.children, tuple(sections))
    match first.children:
        case (Table() | Grid() as table,):
            grid = as_grid(table)
            return Said(
                rows=tuple(r for r in grid.rows[_heads(table) :] if isinstance(r, TableRow))
            )
    return Said(first.children)


def _is_rows(text: str) -> bool:
    return text.startswith((_LISTED, f"{_HEAD}| x |"))


def _heads(table: Table | Grid) -> int:
    return 1 if isinstance(table, Table) else 0
