"""Tables as each format sets them: spans, headings, widths, numbers."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx_rules import violations
from lxml import etree, html
from making import edition, faults

from policygen.compare.differences import differences
from policygen.document import Grid, RowAlternatives, RowPassage, query
from policygen.writers import plate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TABLE = """\
## People {#people}

See [](#contacts). [](#contacts) and [](#row) and [](#plain) say all.

::: table People {#contacts headings=2 widths=3,1,1 aligns=l,c,r .row-headings}
* - Who {rows=2}
  - Telephone {cols=2}
* - by day
  - at night
* - In school {.band}
* - Ann {#row rows=2}
  - 1
  - 2
* - 3 {cols=2}
* - Elsewhere {.band}
* - Bob
  - 4
  - nobody
:::

::: table {#plain headings=0}
* - an *extraordinarilylongwordindeed*
  - of few words, but of several, so that the line is much longer than the other one is here
:::

1. A clause.

   ::: table Inside
   * - A
   * - b
   :::
"""


def made(kind: str, text: str = TABLE) -> bytes:
    one = edition(text, draft=True)
    return plate(kind, one.document).fill(one.values)


def word_tables(text: str = TABLE) -> list[Any]:
    with zipfile.ZipFile(BytesIO(made("docx", text))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    return list(body.iter(f"{W}tbl"))[1:]  # the first is the control table


def page(text: str = TABLE) -> Any:
    return html.fromstring(made("html", text).decode())


def test_a_page_names_the_headings_of_a_cell() -> None:
    table = page().get_element_by_id("contacts")
    words = {one.get("id"): one.text_content() for one in table.iter("th")}
    said = {
        cell.text_content(): [words[name] for name in cell.get("headers").split()]
        for cell in table.iter("td", "th")
        if cell.get("headers")
    }
    assert said["by day"] == ["Telephone"]
    assert said["Ann"] == ["Who", "In school"]
    assert said["2"] == ["Telephone", "at night", "In school", "Ann"]
    assert said["3"] == ["Telephone", "by day", "at night", "In school", "Ann"]
    assert said["nobody"] == ["Telephone", "at night", "Elsewhere", "Bob"]
    spans = [(c.text_content(), c.get("colspan"), c.get("rowspan")) for c in table.iter("td", "th")]
    assert ("Telephone", "2", None) in spans and ("Ann", None, "2") in spans
    assert ("In school", "3", None) in spans
    assert [group.get("span") or len(group) for group in table.iter("colgroup")] == [1, 2]


def test_a_narrow_page_says_again_what_reaches_into_a_row() -> None:
    table = page().get_element_by_id("contacts")
    labels = {c.text_content(): c.get("data-label") for c in table.iterfind("tbody/tr/*")}
    assert labels["2"] == "Telephone, at night"
    assert labels["3"] == "Telephone"
    assert [row.get("data-before") for row in table.iter("tr") if row.get("data-before")] == [
        "Who: Ann"
    ]


def test_references_say_what_tables_are_called() -> None:
    words = page().xpath("//p[contains(., 'say all')]")[0].text_content()
    assert words == "See table\xa01. Table\xa01 and Ann and the table say all."
    captions = [caption.text_content() for caption in page().iter("caption")]
    assert captions == ["Table 1: People", "Table 2: Inside"]


def test_word_merges_cells_repeats_headings_and_aligns() -> None:
    table = word_tables()[0]
    rows = list(table.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows[:3]] == [
        True,
        True,
        False,
    ]
    breadth = len(list(table.iter(f"{W}gridCol")))
    for row in rows:
        spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in row.iter(f"{W}tc")]
        assert sum(1 if s is None else int(s.get(f"{W}val")) for s in spans) == breadth == 3
    merges = [
        [m.get(f"{W}val") for m in row.iter(f"{W}vMerge")] for row in rows
    ]  # fmt: skip
    assert merges == [["restart"], ["continue"], [], ["restart"], ["continue"], [], []]
    jcs = [jc.get(f"{W}val") for jc in rows[-1].iter(f"{W}jc")]
    assert jcs == ["center", "right"]


def test_what_leads_to_a_table_or_a_row_leads_to_words_in_its_first_cell() -> None:
    assert violations(made("docx")) == []
    _, plain, _ = word_tables()
    (mark,) = plain.iter(f"{W}bookmarkStart")
    assert mark.get(f"{W}name") == "ref_plain"
    paragraph = mark.getparent()
    assert paragraph.tag == f"{W}p"
    assert "".join(paragraph.itertext()) == "an extraordinarilylongwordindeed"


def widths(table: Any) -> list[int]:
    return [int(column.get(f"{W}w")) for column in table.iter(f"{W}gridCol")]


def test_columns_are_as_wide_as_the_model_or_their_words_want() -> None:
    first, second, third = word_tables()
    wide, one, other = widths(first)
    assert abs(one - other) < 10 and max(one, other) < wide / 2
    narrow, wide = widths(second)
    assert narrow > 3_000  # the long word has room
    assert wide > narrow
    assert sum(widths(first)) == sum(widths(second))
    for table in (first, second, third):  # as wide as the words of clauses, inside one and beside
        indent = int(table.find(f"{W}tblPr/{W}tblInd").get(f"{W}w"))
        assert indent == 720
        assert sum(widths(table)) == 9638 - indent


def test_no_column_is_narrower_than_its_longest_word() -> None:
    text = TABLE.replace("widths=3,1,1", "widths=1,50,50").replace("- Bob", "- Bobbbbbbbbbbbbbbbb")
    assert widths(word_tables(text)[0])[0] > 2_000


def test_a_table_in_a_box_in_a_decision_stays_within_it() -> None:
    text = (
        "## A\n\n{% either loans: staff %}\n::: box B\n::: table C\n* - a\n* - b\n:::\n:::\n"
        "{% or everyone %}\nx\n{% endeither %}\n"
    )
    outer, box, inner = (sum(widths(table)) for table in word_tables(text))
    assert outer > box > inner


def test_a_table_whose_cells_hold_words_alone_is_a_pipe_table() -> None:
    text = "## A\n\n::: table B {aligns=l,r}\n* - a\n  - b\n* - c\n  - d\n:::\n"
    assert "\n| a | b |\n| --- | --: |\n| c | d |" in made("md", text).decode()
    assert "<table" in made("md").decode()


def test_simple_tables_are_aligned_in_all_formats() -> None:
    text = "## A\n\n| a | b |\n| :-: | --: |\n| c | d |\n"
    assert "| :-: | --: |" in made("md", text).decode()
    assert [c.get("class") for c in page(text).iterfind(".//table//td")] == ["center", "right"]
    assert [jc.get(f"{W}val") for jc in word_tables(text)[0].iter(f"{W}jc")][-2:] == [
        "center", "right",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("- 4", "- 5"),
        ("Elsewhere", "At home"),
        (" {cols=2}\n* - E", "\n  - x\n* - E"),
        ("table People", "table We"),
    ],
)
def test_a_change_in_a_table_is_a_difference(old: str, new: str) -> None:
    before, after = (
        edition(text, draft=True).document for text in (TABLE, TABLE.replace(old, new))
    )
    assert [str(one) for one in differences(before, after)] == ["the text of section 1 changed"]


def test_tables_of_open_passages_are_numbered_alike() -> None:
    text = (
        "## A\n\n{% either loans: staff %}\n::: table B\n* - a\n* - b\n:::\n{% or everyone %}\n"
        "::: table C\n* - a\n* - b\n:::\n{% endeither %}\n::: table D {#d}\n* - a\n* - b\n:::\n"
    )
    grids = list(query(edition(text, draft=True).document.children, Grid))
    assert [grid.number for grid in grids] == ["1", "1", "2"]
    with zipfile.ZipFile(BytesIO(made("docx", text))) as archive:
        body = archive.read("word/document.xml").decode()
    assert len(re.findall(r"SEQ Table", body)) == 2  # Word would count the second as 2


def test_a_table_of_headings_alone_is_printed() -> None:
    text = "## A\n\n::: table B\n* - a\n:::\n"
    assert page(text).xpath("string(//table/thead)").strip() == "a"
    assert len(word_tables(text)) == 1
    assert "\n| a |\n| --- |\n" in made("md", text).decode()


def test_a_cell_reaches_over_three_rows_and_no_more() -> None:
    text = (
        "## A\n\n::: table B {headings=0}\n* - a {rows=3}\n  - b\n* - c\n* - d\n* - e\n  - f\n:::\n"
    )
    (table,) = word_tables(text)
    merges = [[m.get(f"{W}val") for m in row.iter(f"{W}vMerge")] for row in table.iter(f"{W}tr")]
    assert merges == [["restart"], ["continue"], ["continue"], []]
    assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "0"


def test_a_long_row_may_break_across_pages_and_a_short_one_not() -> None:
    bullets = "\n".join(f"    - point {n}" for n in range(9))
    (table,) = word_tables(f"## A\n\n::: table B\n* - a\n* - b\n* -\n{bullets}\n:::\n")
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in table.iter(f"{W}tr")]
    assert whole == [True, True, False]


def test_a_cell_over_several_columns_widens_none_of_them() -> None:
    text = "## A\n\n::: table B\n* - a\n  - b\n* - {} {{cols=2}}\n:::\n"
    short, long = (widths(word_tables(text.format(said))[0]) for said in ("c", "c" * 40))
    assert short == long


def test_a_table_of_which_every_row_is_open_and_none_is_left_has_one_column() -> None:
    """Its widths are those of columns that no row has."""
    passages = (RowPassage("One", ()), RowPassage("Other", ()))
    grid = Grid((), (RowAlternatives("Which?", passages),), headings=0, widths=(8, 3, 5))
    document = replace(edition("## A\n\nWords.\n").document, children=(grid,))
    assert violations(plate("docx", document).fill(edition("").values)) == []


def test_another_choice_on_offer_for_rows_is_a_difference() -> None:
    text = (
        "## A\n\n::: table B\n* - a\n{{% either {} %}}\n* - b\n{{% or {} %}}\n* - c\n"
        "{{% endeither %}}\n:::\n"
    )
    before, after = (
        edition(text.format(*names), draft=True).document
        for names in (("loans: staff", "everyone"), ("loans: everyone", "staff"))
    )
    assert [str(one) for one in differences(before, after)] == ["the text of section 1 changed"]


def test_what_may_stand_in_a_cell() -> None:
    assert faults("## A\n\n::: table B\n* - a\n* - 1. one\n    1. two\n:::\n") == []
    assert faults("## A\n\n::: table B\n* - a\n*  - **b** and\n     *c*\n:::\n") == []
