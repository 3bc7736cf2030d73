"""What a redline marks, block by block, as a governor would read it."""

from dataclasses import replace

import pytest
from making import edition, filled

from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import (
    Block,
    BlockRevision,
    Blocks,
    BulletList,
    Cell,
    Control,
    Document,
    Grid,
    Paragraph,
    Reference,
    Section,
    TableRow,
    Text,
    query,
)
from policygen.document.revisions import accepted, is_redline, rejected
from policygen.writers import outline


def made(before: str, after: str) -> Document:
    old, new = (filled(edition(text)) for text in (before, after))
    marked = redline(old, new)
    assert is_proven(marked, old, new)
    return marked


def shown(before: str, after: str) -> str:
    """The text of the redline below its first heading."""
    text = outline.write(replace(made(before, after), history=None), 100)
    return text.split("====\n\n", 1)[1].rstrip("\n")


def within(before: str, after: str) -> str:
    """The same of two texts that stand in one section."""
    return shown(f"## Things {{#things}}\n\n{before}", f"## Things {{#things}}\n\n{after}")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("1. Red.\n2. Green.\n", "1. Red.\n", "1.1   Red.\n\n1.2   [-Green.-]",
                     id="a clause deleted"),
        pytest.param("1. Red.\n", "1. Red.\n2. Green.\n", "1.1   Red.\n\n1.2   {+Green.+}",
                     id="a clause inserted"),
        pytest.param(
            "1. Old books go to the shop. {#books}\n",
            "1. Old books go to the sale. {#other}\n",
            "1.1   Old books go to the [-shop-]{+sale+}.", id="a clause known by likeness"),
        pytest.param(
            "1. Old books go to the shop. {#books}\n", "1. Nobody may whistle here. {#books}\n",
            "1.1   [-Old books go to the shop.-]{+Nobody may whistle here.+}",
            id="a clause known by its id alone"),
        pytest.param(
            "1. Old books go to the shop. {#a}\n", "1. Nobody may whistle here. {#b}\n",
            "1.1   [-Old books go to the shop.-]\n\n1.1   {+Nobody may whistle here.+}",
            id="another clause"),
        pytest.param(
            "1. First of all. {#a}\n2. Then the second. {#b}\n3. And the third. {#c}\n",
            "1. Then the second. {#b}\n2. And the third. {#c}\n3. First of all. {#a}\n",
            "1.1   (moved to 1.3) [-First of all.-]\n\n1.1   Then the second.\n\n"
            "1.2   And the third.\n\n1.3   (moved from 1.1) {+First of all.+}",
            id="a clause moved: it alone, not those it passed"),
        pytest.param(
            "1. One:\n   - red\n   - green\n   - blue\n",
            "1. One:\n   - red\n   - blue\n   - pink\n",
            "1.1   One:\n\n      -  red\n      -  [-green-]\n      -  blue\n      -  {+pink+}",
            id="bullets"),
        pytest.param(
            "- one\n- two\n", "1. Quite other.\n",
            "-  [-one-]\n-  [-two-]\n\n1.1   {+Quite other.+}", id="another kind of block"),
        pytest.param("Plain words here.\n", "**Plain** words here.\n",
                     "[-Plain-]{+Plain+} words here.", id="bold"),
        pytest.param("Words^[A note.] here.\n", "Words^[A long note.] here.\n",
                     "Words [note 1: A{+ long+} note.] here.", id="inside a footnote"),
        pytest.param("Words^[A note.] here.\n", "Words here.\n",
                     "Words[- [note 1: A note.]-] here.", id="a footnote deleted"),
        pytest.param("> Said once.\n", "> Said twice.\n", "> Said [-once-]{+twice+}.",
                     id="a quotation"),
        pytest.param(
            "Term\n: What it means.\n\nOther\n: More.\n",
            "Term\n: What it meant.\n\nWord\n: Less.\n",
            "Term\n   What it [-means-]{+meant+}.\n\n"
            "[-Other-]\n   [-More.-]\n\n{+Word+}\n   {+Less.+}",
            id="definitions"),
        pytest.param("::: box Mind {#mind}\nAsk.\n:::\n", "::: box Mind it {#mind}\nAsk us.\n:::\n",
                     "| Mind{+ it+}\n|\n| Ask{+ us+}.", id="a box"),
    ],
)  # fmt: skip
def test_what_is_marked(before: str, after: str, expected: str) -> None:
    assert within(before, after) == expected


def test_a_letter_that_opens_with_other_blocks_is_another() -> None:
    """Its opening paragraphs are set otherwise than what stands below a list."""
    letter = "::: letter Reply {#reply}\nDear all\n%sPlease answer.\n:::\n"
    plain_one, listed = letter % "", letter % "\n- by post\n- by hand\n\n"
    text = within(plain_one.replace("Dear all\n", "Dear all\n\n"), listed)
    assert "[-Please answer.-]" in text
    assert "{+Please answer.+}" in text
    longer = listed.replace("by hand", "by hand or foot")
    assert "{+" not in within(listed, longer).replace("{+ or foot+}", "")


TABLE = """\
| What | Who |
| --- | --- |
| Keys | the caretaker |
| Books | the librarian |
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("the librarian", "the office", [
            "What: Keys; Who: the caretaker", "What: Books; Who: the [-librarian-]{+office+}"]),
        ("| Books | the librarian |\n", "", [
            "What: Keys; Who: the caretaker", "What: [-Books-]; Who: [-the librarian-]"]),
        ("| Books", "| Tools | nobody |\n| Books", [
            "What: Keys; Who: the caretaker", "What: {+Tools+}; Who: {+nobody+}",
            "What: Books; Who: the librarian"]),
        ("| Books | the librarian |", "| Books | whoever has lent them |", [
            "What: Keys; Who: the caretaker",
            "What: Books; Who: [-the librarian-]{+whoever has lent them+}"]),
        ("| What | Who |", "| What | Whom |", [
            "What: Keys; [-Who-]{+Whom+}: the caretaker",
            "What: Books; [-Who-]{+Whom+}: the librarian"]),
    ],
)  # fmt: skip
def test_a_table_is_compared_row_by_row(old: str, new: str, expected: list[str]) -> None:
    assert [
        line.strip() for line in within(TABLE, TABLE.replace(old, new)).splitlines()
    ] == expected


def test_a_table_with_other_columns_is_deleted_and_inserted_whole() -> None:
    wider = "| What | Who | When |\n| --- | --- | --- |\n| Keys | the caretaker | daily |\n"
    (section,) = made(f"## A\n\n{TABLE}", f"## A\n\n{wider}").children
    assert isinstance(section, Section)
    assert [(one.inserted, one.note) for one in query(section.children, BlockRevision)] == [
        (False, ""), (True, ""),
    ]  # fmt: skip


SPANNED = """\
::: table Who {#who headings=1}
* - What
  - Who
* - Keys {rows=2}
  - the caretaker
* - the office
* - Books
  - the librarian
:::
"""


def test_a_table_whose_cells_reach_into_others_is_compared_where_its_rows_have_stayed() -> None:
    text = within(SPANNED, SPANNED.replace("librarian", "clerk"))
    assert "What: Books; Who: the [-librarian-]{+clerk+}" in text
    assert "[-" not in text.replace("[-librarian-]", "")
    two = (
        SPANNED.replace("headings=1", "headings=2")
        .replace(
            "* - What\n  - Who\n",
            ("* - What {rows=2}\n  - Who {cols=2}\n* - by day\n  - at night\n"),
        )
        .replace("caretaker\n", "caretaker\n  - nobody\n")
        .replace(" {rows=2}\n  - the", "\n  - the")
    )
    two = two.replace("* - the office\n", "").replace("librarian\n", "librarian\n  - nobody\n")
    row = "* - Books\n  - the librarian\n  - nobody\n"
    text = within(two, two.replace(row, ""))  # only headings reach into other rows
    assert "[-" not in text.partition("What: [-Books-]")[0]
    fewer = SPANNED.replace("* - Books\n  - the librarian\n", "")
    (section,) = made(f"## A\n\n{SPANNED}", f"## A\n\n{fewer}").children
    assert isinstance(section, Section)
    notes = [one.note for one in query(section.children, BlockRevision)]
    assert notes == ["", ""]  # neither moved: it is another in the same place


def test_rows_are_not_known_by_their_numbers() -> None:
    numbered = "| No | What |\n| --- | --- |\n| 1 | Keys of the hall |\n| 2 | Books on loan |\n"
    more = numbered.replace("| 1 | Keys", "| 1 | Any other thing |\n| 2 | Keys")
    more = more.replace("| 2 | Books", "| 3 | Books")
    assert [line.strip() for line in within(numbered, more).splitlines()] == [
        "No: {+1+}; What: {+Any other thing+}",
        "No: [-1-]{+2+}; What: Keys of the hall",
        "No: [-2-]{+3+}; What: Books on loan",
    ]


def test_a_row_that_was_emptied_is_another() -> None:
    emptied = TABLE.replace("| Books | the librarian |", "| | |")
    assert (
        within(TABLE, emptied).splitlines()[1].strip() == "What: [-Books-]; Who: [-the librarian-]"
    )
    assert (
        within(emptied, TABLE).splitlines()[-1].strip() == "What: {+Books+}; Who: {+the librarian+}"
    )


def test_a_row_with_an_id_that_was_emptied_is_another_too() -> None:
    def table(*cells: Blocks) -> Document:
        head = TableRow((Cell((Paragraph((Text("What"),)),)), Cell((Paragraph((Text("Who"),)),))))
        row = TableRow(tuple(map(Cell, cells)), anchor="row")
        return replace(filled(edition("## A\n\nWords.\n")), children=(Grid((), (head, row)),))

    full = table((Paragraph((Text("Keys"),)),), (Paragraph((Text("Ann"),)),))
    empty = table((), ())
    assert is_proven(redline(full, empty), full, empty)
    assert is_proven(redline(empty, full), empty, full)


TWO = "## Lending {#a}\n\n1. Books are lent. {#b}\n\n## Return {#c}\n\n1. They come back. {#d}\n"


def test_a_heading_is_compared_by_words_and_keeps_its_place() -> None:
    text = shown(TWO, TWO.replace("Return", "Return and loss"))
    assert "2.    Return{+ and loss+}\n" in text


def test_a_section_of_another_kind_is_another() -> None:
    later = TWO.replace("## Return {#c}", "## Return {.appendix #c}")
    text = shown(TWO, later)
    assert "Appendix A. {+Return+}" in text.replace("(moved from 2) ", "")


def test_a_section_moved_is_marked_whole_in_both_places() -> None:
    first, second = TWO.split("## Return")
    marked = made(TWO, f"## Return{second}\n{first}")
    assert [(one.inserted, one.note) for one in query(marked.children, BlockRevision)] in (
        [(True, "moved from 2"), (False, "moved to 1")],
        [(False, "moved to 2"), (True, "moved from 1")],
    )


def test_what_only_has_another_number_or_another_id_is_not_marked() -> None:
    more = f"## First\n\nSomething new.\n\n{TWO}"
    marked = made(TWO, more)
    assert len([*query(marked.children, BlockRevision)]) == 1
    assert not is_redline(made(TWO, TWO.replace("{#b}", "{#lent}")))


def test_a_reference_leads_to_what_its_place_is_called_now() -> None:
    before = f"{TWO}2. See [](#b) at once. {{#e}}\n"
    after = TWO.replace("{#b}", "{#lent}")
    marked = made(before, after)
    assert "[-See clause 1.1 at once.-]" in outline.write(marked)


@pytest.mark.parametrize("place", ["bullet", "cell", "row"])
def test_a_reference_leads_to_what_a_part_of_a_block_is_called_now(place: str) -> None:
    def document(name: str, said: str, *others: Block) -> Document:
        words = (
            Paragraph((Text(f"Old books go to the {said}."),), "" if place == "row" else name),
        )
        head = TableRow((Cell((Paragraph((Text("What"),)),)),))
        row = TableRow((Cell(words),), anchor=name if place == "row" else "")
        first = BulletList((words,)) if place == "bullet" else Grid((), (head, row))
        return replace(filled(edition("## A\n\nWords.\n")), children=(first, *others))

    see = Paragraph((Reference("was", (Text("There"),)),))
    marked = redline(document("was", "shop", see), document("is", "sale"))
    assert [one.anchor for one in query((marked,), Reference)] == ["is"]


def test_title_control_table_and_history_are_compared_too() -> None:
    before = filled(edition(TWO))
    assert before.history
    control = Control(
        before.control.title, (("Version", (Text("2.0"),)), ("Next review", (Text("May 2030"),)))
    )
    old = replace(before, control=replace(control, record=(("Version", (Text("1.0"),)),)))
    new = replace(before, title="Giving policy", control=control, history=None)
    marked = redline(old, new)
    assert is_proven(marked, old, new)
    text = outline.write(marked)
    assert text.startswith(f"[-{before.title}-] {{+Giving policy+}}\n")
    assert "Version:      [-1.0-]{+2.0+}\n" in text
    assert "Next review:  {+May 2030+}\n" in text
    assert "[-Version history-]" in text
    assert "[-This policy has not been issued yet.-]" in text
    assert (accepted(marked).history, rejected(marked).title) == (None, before.title)


def test_a_redline_that_loses_a_word_is_not_proven() -> None:
    before, after = (filled(edition(text)) for text in (TWO, TWO.replace("lent", "sold")))
    marked = redline(before, after)
    assert is_proven(marked, before, after)
    assert not is_proven(after, before, after)
    assert not is_proven(before, before, after)
    other = replace(after, children=after.children[:1])
    assert not is_proven(redline(before, other), before, after)
    first, *rest = after.children
    assert isinstance(first, Section)
    headed = (replace(first, title=(Text("Other"),)), *rest)
    assert not is_proven(marked, before, replace(after, children=headed))
    assert not is_proven(marked, before, replace(after, title="Other"))
    assert not is_proven(marked, before, replace(after, subtitle=(Text("Other"),)))
    assert not is_proven(marked, before, replace(after, history=None))


def test_footnotes_that_were_deleted_are_numbered_on_after_the_others() -> None:
    before = "## A\n\nBooks are lent^[To pupils.] for two weeks by the office.\n"
    after = "## A\n\nBooks are lent for two weeks by the office^[Or library.].\n"
    text = outline.write(made(before, after), 200)
    assert "lent[- [note 2: To pupils.]-] for" in text
    assert "office{+ [note 1: Or library.]+}." in text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("Old {} thing", "New {} item", "[-Old-]{+New+} section 1 [-thing-]{+item+}",
                     id="longer than the changes beside it"),
        pytest.param(
            "Librarians {} volunteers", "Caretakers {} headteachers",
            "[-Librarians section 1 volunteers-]{+Caretakers section 1 headteachers+}",
            id="shorter than both"),
        pytest.param(
            "Lent {}", "Kept by everybody {}", "[-Lent-]{+Kept by everybody+} section 1",
            id="a good part of what stays"),
    ],
)  # fmt: skip
def test_a_reference_counts_for_as_much_as_it_prints(
    before: str, after: str, expected: str
) -> None:
    was, now = (f"1. {text.format('[](#things)')}. {{#a}}\n" for text in (before, after))
    assert within(was, now) == f"1.1   {expected}."
