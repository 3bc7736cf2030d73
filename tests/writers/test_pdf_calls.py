"""What typst is asked to set: looks that the text of a PDF doesn't show."""

import pytest

from policygen.document import (
    Block,
    BlockRevision,
    Cell,
    Grid,
    Paragraph,
    Section,
    Step,
    Steps,
    TableRow,
    Text,
)
from policygen.writers.typst.body import blocks, section
from policygen.writers.typst.setting import Spot

SPOT = Spot(room=480.0, height=700.0)


def words(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def row(*cells: str) -> TableRow:
    return TableRow(tuple(Cell((words(cell),)) for cell in cells))


def test_what_was_inserted_and_what_was_deleted_look_as_such() -> None:
    new, old = BlockRevision(True, (words("New"),)), BlockRevision(False, (words("Old"),))
    said = blocks((new, old), SPOT)
    first, second = said.index("#inserted-blocks("), said.index("#deleted-blocks(")
    assert first < said.index("New") < second < said.index("Old")


def test_a_step_has_a_full_stop_behind_its_number() -> None:
    steps = Steps((), (Step((words("Ask"),), number="1"), Step((words("Tell"),), number="2")))
    said = blocks((steps,), SPOT)
    assert '"1."' in said and '"2."' in said


@pytest.mark.parametrize(("columns", "inset"), [(2, True), (4, False)])
def test_a_table_with_many_columns_has_all_of_the_page(columns: int, inset: bool) -> None:
    table = Grid((), (row(*"abcdef"[:columns]), row(*"uvwxyz"[:columns])), headings=1)
    numbered: tuple[Block, ...] = (table,)
    said = section(Section((Text("A"),), numbered, anchor="a", number="1"), SPOT)
    assert ("#inset[" in said) is inset


def test_cells_stand_where_their_column_is_aligned() -> None:
    grid = Grid((), (row("a", "b"), row("c", "d")), headings=1, aligns=("left", "right"))
    said = blocks((grid,), SPOT)
    assert said.count("align: right") == 2 and "align: left" not in said
