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


def test_a_table_in_a_numbered_section_below_another_stands_under_its_title() -> None:
    inner = Section((Text("B"),), (Grid((), (row("a", "b"),)),), anchor="b", number="1.1", level=2)
    outer = Section((Text("A"),), (inner,), anchor="a")
    assert "#inset[" in section(outer, SPOT)


def test_a_section_below_one_without_a_title_has_the_level_of_a_first() -> None:
    inner = Section((Text("B"),), (words("Said."),), anchor="b", level=2)
    for title, level in (((), 1), ((Text("A"),), 2)):
        said = section(Section(title, (inner,), anchor="a"), SPOT)
        assert f"#part-of-text({level}, " in said


def tabled(*rows: TableRow) -> str:
    """How a table is begun: its widths and caption, and whether it stays on one page."""
    return blocks((Grid((), rows),), SPOT).partition("cell(")[0]


@pytest.mark.parametrize(("rows", "stays"), [(16, True), (17, False)])
def test_a_short_table_stays_on_one_page(rows: int, stays: bool) -> None:
    assert (", false, " not in tabled(*(row("a", "b") for _ in range(rows)))) is stays


@pytest.mark.parametrize(("paragraphs", "whole"), [(6, True), (7, False)])
def test_a_row_stays_whole_unless_a_cell_holds_much(paragraphs: int, whole: bool) -> None:
    cell = Cell(tuple(words("A") for _ in range(paragraphs)))
    said = blocks((Grid((), (row("Heading"), TableRow((cell,)))),), SPOT)
    assert said.count("breakable: false") == 1 + whole


@pytest.mark.parametrize(("word", "fits"), [("hippopotamus", True), ("hippopotamus" * 9, False)])
def test_a_word_wider_than_its_cell_is_broken(word: str, fits: bool) -> None:
    said = blocks((Grid((), (row("a", word), row("b", "c")), widths=(50, 50)),), SPOT)
    assert ("#narrow(" not in said) is fits
