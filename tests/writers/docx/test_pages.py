"""Word pages as a careful designer wants them: where things stand, and what stays together."""

import re
import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import pytest
from house_styles import odd_styles
from lxml import etree
from making import FRONT, edition, model, samples
from pictures import picture

from policygen.assembly.edition import Edition, model_edition
from policygen.document import Document
from policygen.writers import plate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MARGIN = 1134  # twips
PAGE = 11906 - 2 * MARGIN


def word(text: str, *, draft: bool = True, style: bytes | None = None) -> dict[str, Any]:
    """The parts of an edition of this text, parsed."""
    return parts(edition(text, draft=draft), style)


def parts(made: Edition, style: bytes | None = None) -> dict[str, Any]:
    pictures = picture("plan.png").parts
    data = plate("docx", made.document, style).fill(made.values, made.logo, pictures)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name.removeprefix("word/").removesuffix(".xml"): etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }


def said(element: Any) -> str:
    return "".join(element.itertext(f"{W}t"))


def paragraph(body: Any, words: str) -> Any:
    """The one paragraph that begins so."""
    (found,) = (p for p in body.iter(f"{W}p") if said(p).startswith(words))
    return found


def style(element: Any) -> str:
    found = element.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else str(found.get(f"{W}val"))


def left(one: Any, styles: Any, numbering: Any) -> int:
    """Where a paragraph's words begin, from the margin: by hand, by its style, or by its list."""
    if (indent := one.find(f"{W}pPr/{W}ind")) is not None:
        return int(indent.get(f"{W}left", 0))
    (found,) = (s for s in styles if s.get(f"{W}styleId") == (style(one) or "Normal"))
    if (indent := found.find(f"{W}pPr/{W}ind")) is not None:
        return int(indent.get(f"{W}left", 0))
    levels = numbering.iter(f"{W}lvl")
    linked = [
        level for level in levels if level.find(f"{W}pStyle[@{W}val='{style(one)}']") is not None
    ]
    return int(linked[0].find(f"{W}pPr/{W}ind").get(f"{W}left")) if linked else 0


def keeps(one: Any) -> bool:
    mark = one.find(f"{W}pPr/{W}keepNext")
    return mark is not None and mark.get(f"{W}val") != "0"


def borders(one: Any) -> list[str]:
    return [side.tag.removeprefix(W) for side in one.iter(f"{W}left")]


EDGES = """\
## Numbered

Before any clause.

- Marked there.

1. Clause.

   After it.

   - Marked inside.

     Beside the mark.
   1. Part.

      - Marked in the part.

### Plain heading

Below it.

## Glance {.unnumbered}

At the margin.

- Marked at the margin.

  Beside that mark.
"""


def test_words_without_a_number_stand_where_those_of_clauses_do() -> None:
    made = word(EDGES)
    found = {
        words: left(paragraph(made["document"], words), made["styles"], made["numbering"])
        for words in (
            "Before any", "Marked there", "Clause.", "After it", "Marked inside", "Beside the mark",
            "Part.", "Marked in the part", "Plain heading", "Below it", "At the margin",
            "Marked at", "Beside that",
        )
    }  # fmt: skip
    assert found == {
        "Before any": 720, "Marked there": 1247, "Clause.": 720, "After it": 720,
        "Marked inside": 1247, "Beside the mark": 1247, "Part.": 1247, "Marked in the part": 1774,
        "Plain heading": 720, "Below it": 720, "At the margin": 0, "Marked at": 720,
        "Beside that": 720,
    }  # fmt: skip


def test_three_levels_of_bullets_have_three_marks_wherever_they_stand() -> None:
    made = word(
        "## A\n\n1. x\n   - one\n     - two\n       - three\n\n## B {.unnumbered}\n\n- four\n"
    )
    styles = [
        style(paragraph(made["document"], words)) for words in ("one", "two", "three", "four")
    ]
    assert styles == ["ListBullet", "ListBullet2", "ListBullet3", "ListBullet"]
    marks = {
        level.find(f"{W}pStyle").get(f"{W}val"): level.find(f"{W}lvlText").get(f"{W}val")
        for level in made["numbering"].iter(f"{W}lvl")
        if level.find(f"{W}pStyle") is not None
    }
    assert len({marks[name] for name in styles[:3]}) == 3


@pytest.mark.parametrize("named", ["", "python-docx"])
def test_a_bullet_in_a_quotation_stands_behind_its_bar(named: str) -> None:
    text = (
        "## A\n\n1. x\n\n   > Quoted.\n   >\n   > - Marked.\n   >   - Deeper.\n   >\n   > Again.\n"
    )
    made = word(text, style=odd_styles()[named] if named else None)
    quoted, marked, deeper, again = (
        paragraph(made["document"], words) for words in ("Quoted", "Marked", "Deeper", "Again")
    )
    assert style(quoted) == style(marked) == style(deeper) == style(again)
    (bullets,) = {one.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") for one in (marked, deeper)}
    (num,) = (n for n in made["numbering"].iter(f"{W}num") if n.get(f"{W}numId") == bullets)
    rests = num.find(f"{W}abstractNumId").get(f"{W}val")
    assert any(
        level.find(f"{W}lvlText").get(f"{W}val") == "•"
        for abstract in made["numbering"].iter(f"{W}abstractNum")
        if abstract.get(f"{W}abstractNumId") == rests
        for level in abstract.iter(f"{W}lvl")
    )
    indents = [one.find(f"{W}pPr/{W}ind") for one in (quoted, marked, deeper, again)]
    begins = [int(i.get(f"{W}left")) - int(i.get(f"{W}hanging", 0)) for i in indents]
    assert begins[0] == begins[1] == begins[3] == 720 + 360 < begins[2]
    for one in (quoted, marked, deeper):  # no gap in the bar
        assert one.find(f"{W}pPr/{W}spacing").get(f"{W}after") == "0"


FRAMES = """\
## A

1. Clause.

   ::: box Box in a clause
   Words.
   :::
   1. Part.

      ::: form
      - Name ____
      :::
2. Letters.

   ::: letter Letter
   Dear all
   :::

   ::: table
   * - Post
   * - Head
   :::

## B {.unnumbered}

::: box Box at the margin
Words.
:::
"""
LINES = {"BoxTable": 55, "FormTable": 16, "LetterTable": 10, "PolicyTable": 0, "DecisionTable": 20}


def test_frames_and_tables_begin_where_words_do_and_overhang_nowhere() -> None:
    body = word(FRAMES)["document"][0]
    _, *tables = body.findall(f"{W}tbl")
    found = []
    for table in tables:
        indent = table.find(f"{W}tblPr/{W}tblInd")
        begins = 0 if indent is None else int(indent.get(f"{W}w"))
        name = table.find(f"{W}tblPr/{W}tblStyle").get(f"{W}val")
        breadth = sum(int(column.get(f"{W}w")) for column in table.iterfind(f"{W}tblGrid/*"))
        found.append((name, begins))
        assert PAGE - 12 <= begins + breadth + LINES[name] <= PAGE
    assert found == [
        ("BoxTable", 720), ("FormTable", 1247), ("LetterTable", 720), ("PolicyTable", 720),
        ("BoxTable", 0),
    ]  # fmt: skip


def test_what_stands_in_cells_in_cells_is_no_wider_than_them() -> None:
    text = (
        "## A\n\n{% either loans: staff %}\n1. x\n\n{% either approval: head %}\n::: box\n"
        "::: table\n* - a\n* - b\n:::\n:::\n{% or governors, nobody %}\n2. y\n{% endeither %}\n"
        "{% or everyone %}\n1. z\n{% endeither %}\n"
    )
    outer = word(text)["document"][0].findall(f"{W}tbl")[1]
    nested = [outer, *outer.iter(f"{W}tbl")][1:]
    breadths = [sum(int(c.get(f"{W}w")) for c in t.iterfind(f"{W}tblGrid/*")) for t in nested]
    assert len(breadths) == 4
    for whole, inside, margins in zip(breadths, breadths[1:], (284, 284, 340), strict=False):
        assert inside <= whole - margins


def test_frames_and_tables_keep_a_space_from_the_words_around_them() -> None:
    body = word(FRAMES.replace("## B {.unnumbered}\n", "3. After the table.\n"))["document"][0]
    children = list(body)
    for index, element in enumerate(children):
        if element.tag != f"{W}tbl" or index < 3:
            continue
        above, below = children[index - 1], children[index + 1]
        behind = children[index - 2].tag == f"{W}tbl"
        assert said(above) == "" and (keeps(above) or behind), "a space above it, on its page"
        assert said(below) == ""
        for space in (above, below):
            assert int(space.find(f"{W}pPr/{W}spacing").get(f"{W}line")) <= 160


def test_the_marks_of_bullets_in_a_cell_stand_on_the_line_of_the_row() -> None:
    made = word("## A\n\n::: table\n* - a\n* - - marked\n:::\n")
    spacing = paragraph(made["document"], "marked").find(f"{W}pPr/{W}spacing")
    (beside,) = (s for s in made["styles"] if s.get(f"{W}styleId") == "TableText")
    assert spacing.attrib == beside.find(f"{W}pPr/{W}spacing").attrib


def test_a_picture_that_a_bullet_begins_with_has_its_mark() -> None:
    shown = "- ::: figure\n     ![A plan of rooms](plan.png)\n     :::\n\n     Below.\n"
    text = f"## A\n\n1. x\n   {shown}   - y\n"
    body = word(text)["document"]
    (shown,) = (p for p in body.iter(f"{W}p") if p.find(f".//{W}drawing") is not None)
    beside = paragraph(body, "y")
    assert style(shown) == "ListBullet" == style(beside)
    assert shown.find(f"{W}pPr/{W}ind").attrib == beside.find(f"{W}pPr/{W}ind").attrib


def test_bullets_in_a_box_begin_anew_with_the_first_mark() -> None:
    box = "  - two\n\n    ::: box\n    - boxed\n    :::\n"
    body = word(f"## A {{.unnumbered}}\n\n- one\n{box}")["document"]
    assert [style(paragraph(body, w)) for w in ("two", "boxed")] == ["ListBullet2", "ListBullet"]


# What stays together


KEPT = """\
## A

1. A clause that leads to a table.

   ::: table Its table
   * - a
   * - b
   :::
2. A clause beside one.

::: table Another
* - a
{rows}
:::

3. Several:
   - points
4. On its own.
5. In parts:
   1. part
"""


def test_a_lead_in_stays_with_what_it_leads_to() -> None:
    body = word(KEPT.replace("{rows}", "* - b"))["document"]
    for words, kept in (
        ("A clause that leads", True), ("A clause beside", True), ("Several", True),
        ("On its own", False), ("In parts", True), ("points", False),
    ):  # fmt: skip
        assert keeps(paragraph(body, words)) == kept, words


@pytest.mark.parametrize(("rows", "kept"), [(4, [True] * 4 + [False]), (40, None)])
def test_a_short_table_is_on_one_page_and_no_row_of_a_long_one_alone(
    rows: int, kept: list[bool] | None
) -> None:
    body = word(KEPT.replace("{rows}", "\n".join(["* - b"] * rows)))["document"][0]
    table = body.findall(f"{W}tbl")[2]
    found = [keeps(row.find(f".//{W}p")) for row in table.iter(f"{W}tr")]
    assert found == (kept or [True, *[False] * (rows - 2), True, False])


def test_a_version_history_is_on_one_page_and_breaks_no_date() -> None:
    body = parts(samples()["st-marys-st-johns"])["document"][0]
    history = body.findall(f"{W}tbl")[-1]
    assert [keeps(row.find(f".//{W}p")) for row in history.iter(f"{W}tr")] == [True] * 6 + [False]
    second = int(history.find(f"{W}tblGrid")[1].get(f"{W}w"))
    assert second - 216 > len("30 September 2026") * 112


def test_no_row_keeps_to_the_next_in_a_cell_of_another() -> None:
    body = word("## A\n\n1. x\n\n::: box B\n::: table\n* - a\n* - b\n* - c\n:::\n:::\n")[
        "document"
    ][0]
    box = body.findall(f"{W}tbl")[1]
    assert [keeps(paragraph(box, words)) for words in "bc"] == [False, False]


def test_no_table_ends_a_page_with_an_empty_one_behind_it() -> None:
    """A space below a table that fills its page would be on the next."""
    text = (
        "## A\n\n::: box\nx\n:::\n\n## B {.appendix}\n\n::: box\ny\n:::\n\n## C {.landscape}\n\nz\n"
    )
    body = word(text)["document"][0]
    for table in body.findall(f"{W}tbl")[1:]:
        after = table.getnext()
        break_before = after.find(f"{W}pPr/{W}pageBreakBefore") is not None
        assert break_before or after.find(f"{W}pPr/{W}sectPr") is not None
    history = parts(samples()["st-marys-st-johns"])["document"][0]
    last = history[-2]
    assert said(last) == "" and int(last.find(f"{W}pPr/{W}spacing").get(f"{W}line")) == 20


def test_a_part_begins_the_page_of_an_appendix_that_it_begins_with() -> None:
    body = word("# One\n\n## A\n\n1. x\n\n# Two\n\n## B {.appendix}\n\n1. y\n\n## C {.appendix}\n")
    begun = {
        said(p): p.find(f"{W}pPr/{W}pageBreakBefore") is not None
        for p in body["document"].iter(f"{W}p")
        if style(p) in ("PartHeading", "AppendixHeading")
    }
    assert begun == {"One": False, "Two": True, "B": False, "C": True}


def test_a_part_lies_on_the_paper_of_a_wide_section_that_it_begins_with() -> None:
    body = word("## A\n\n1. x\n\n# Two\n\n## B {.landscape}\n\n1. y\n")["document"][0]
    ends = [i for i, one in enumerate(body) if one.find(f".//{W}sectPr") is not None]
    part = next(i for i, one in enumerate(body) if said(one) == "Two")
    assert ends[0] < part < ends[1]


# How decisions among whole sections look


CHOSEN = """\
{% either loans: staff %}
## A

1. a
{% or everyone %}
## B

{% either approval: head %}
1. b
{% or governors, nobody %}
1. c
{% endeither %}
{% endeither %}

## C

1. d
"""


def test_a_decision_among_sections_is_marked_and_no_table() -> None:
    body = word(CHOSEN)["document"][0]
    marks = [(style(p), said(p)) for p in body.findall(f"{W}p") if "Open" in style(p)]
    assert marks == [
        ("OpenDecision", "To be decided: Who may borrow equipment?"),
        ("OpenAlternative", "Either: Staff only"),
        ("OpenAlternative", "Or: Staff and pupils"),
    ]
    (end,) = (index for index, p in enumerate(body) if style(p) == "DecisionEnd")
    headings = [said(p) for p in body[end:] if style(p) == "Heading1"]
    assert headings == ["C"]
    assert len(body.findall(f"{W}tbl")) == 2  # the control table, and the decision inside


def test_a_long_decision_may_break_between_what_it_offers() -> None:
    def kept(clauses: int) -> bool:
        choice = "".join(f"{n}. x\n" for n in range(1, clauses + 1))
        text = f"{{% either loans: staff %}}\n{choice}{{% or everyone %}}\n1. y\n{{% endeither %}}"
        text = f"## A\n\n{text}\n"
        return keeps(paragraph(word(text)["document"], "Either"))

    assert kept(1) and not kept(9)


# Inside the margins, on every page


def test_header_and_footer_reach_to_the_edge_of_turned_paper() -> None:
    made = word("## A\n\n1. x\n\n## B {.landscape}\n\n1. y\n")
    turned = made["document"].findall(f".//{W}sectPr")[1]
    names = {"header2", "footer2"} & {*made}
    assert len(names) == 2
    for name in names:
        clear, right = (tab for tab in made[name].iter(f"{W}tab") if tab.get(f"{W}val"))
        assert (clear.get(f"{W}val"), right.get(f"{W}val")) == ("clear", "right")
        assert int(right.get(f"{W}pos")) == 16838 - 2 * MARGIN
    upright = made["document"].findall(f".//{W}sectPr")[0]
    kinds = f"{W}headerReference", f"{W}footerReference"
    ids = [{one.get(f"{R}id") for one in section.iter(*kinds)} for section in (upright, turned)]
    assert not ids[0] & ids[1]


def test_a_notice_stays_within_the_margins() -> None:
    styles = word("## A\n")["styles"]
    for name in ("Notice", "OpenDecision"):
        (notice,) = (s for s in styles if s.get(f"{W}styleId") == name)
        line = notice.find(f"{W}pPr/{W}pBdr/{W}left")
        needs = int(line.get(f"{W}space")) * 20 + int(line.get(f"{W}sz")) / 8 * 20
        indent = notice.find(f"{W}pPr/{W}ind")
        assert int(indent.get(f"{W}left")) == int(indent.get(f"{W}right")) == needs


def test_what_nobody_has_approved_says_draft_on_every_page() -> None:
    made = word("## A\n\n1. x\n\n## B {.landscape}\n\n1. y\n", draft=False)
    for name in ("header1", "header2"):
        assert "DRAFT: not yet issued" in said(made[name])
    assert "DRAFT" not in said(parts(samples()["oakfield"])["header1"])


# Words


def looks(body: Any, words: str) -> set[str]:
    """How some words look: the style of their run, and what it has besides."""
    (run,) = (r for r in body.iter(f"{W}r") if said(r) == words)
    properties = run.find(f"{W}rPr")
    if properties is None:
        return set()
    return {
        one.get(f"{W}val") if one.tag == f"{W}rStyle" else one.tag.removeprefix(W)
        for one in properties
    }


def test_bold_italic_both_and_bold_links_are_told_apart() -> None:
    made = word(
        "## A\n\n1. **bold** *italic* ***both*** **[law](https://a.org)** [act](https://b.org)\n"
    )
    body, styles = made["document"], made["styles"]
    assert looks(body, "bold") == {"Strong"}
    assert looks(body, "italic") == {"Emphasis"}
    assert looks(body, "both") == {"Emphasis", "b", "bCs"}
    assert looks(body, "law") == {"Hyperlink", "b", "bCs"}
    assert looks(body, "act") == {"Hyperlink"}
    by_id = {s.get(f"{W}styleId"): s for s in styles}
    assert by_id["Emphasis"].find(f"{W}rPr/{W}i") is not None
    assert by_id["Emphasis"].find(f"{W}rPr/{W}b") is None
    assert by_id["Strong"].find(f"{W}rPr/{W}b") is not None


def test_all_references_look_alike_and_not_like_links_out_of_the_text() -> None:
    text = "## A {#a}\n\n1. See [](#a), [](#b) and [here](#a).\n\n## B {.unnumbered #b}\n"
    body = word(text)["document"]
    found = [looks(body, words) for words in ("section\xa0", "1", "B", "here") if words != "B"]
    assert found == [{"CrossReference"}] * 3
    linked = [run for link in body.iter(f"{W}hyperlink") for run in link.iter(f"{W}r")]
    assert {run.find(f"{W}rPr/{W}rStyle").get(f"{W}val") for run in linked} == {"CrossReference"}


def test_no_line_ends_between_a_name_and_its_number() -> None:
    text = (
        "## A {#a}\n\n1. See [](#a), [](#part), [](#step), [](#app), [](#inside) and [](#table).\n"
        "   1. x {#part}\n\n::: steps\n1. s {#step}\n:::\n\n::: table T {#table}\n* - a\n:::\n\n"
        "## Form {.appendix #app}\n\n1. y {#inside}\n"
    )
    made = edition(text, draft=True)
    words = said(paragraph(word(text)["document"], "See"))
    assert words == (
        "See section\xa01, clause\xa01.1(a), step\xa01, Appendix\xa0A, "
        "Appendix\xa0A, paragraph\xa0A.1 and table\xa01."
    )  # fmt: skip
    page = plate("html", made.document).fill(made.values).decode()
    assert re.sub("<[^>]*>", "", page.partition("See ")[2].partition("</p>")[0]) == words[4:]
    numbering = word(text)["numbering"]
    labels = {level.get(f"{W}val") for level in numbering.iter(f"{W}lvlText")}
    assert "Appendix\xa0%1." in labels  # what Word puts in when it updates the field


def test_a_telephone_number_and_an_address_have_the_room_that_they_need() -> None:
    text = (
        "## A\n\n::: table\n* - Who\n  - Telephone\n  - E-mail\n{% for p in values.team %}\n"
        "* - {{ p.name }}\n  - {{ p.phone|linked }}\n  - {{ values.contact|linked }}\n"
        "{% endfor %}\n:::\n"
    )
    adoption = "values: {contact: office@oak.example.org, team: [{name: Ann, phone: 01632 960110}]}"
    body = parts(edition(text, adoption))["document"][0]
    table = body.findall(f"{W}tbl")[1]
    _, phone, mail = (int(column.get(f"{W}w")) - 216 for column in table.find(f"{W}tblGrid"))
    assert phone > len("01632 960110") * 120
    assert mail > len("office@oak.example.org") * 112


def test_a_value_of_any_name_has_the_room_that_its_columns_heading_asks_for() -> None:
    text = (
        "## A\n\n::: table {{headings=2}}\n* - Who {{rows=2}}\n  - {} {{cols=2}}\n"
        "* - by day\n  - at night\n"
        "{{% for p in values.team %}}\n* - {{{{ p.name }}}}\n  - {{{{ p.phone|linked }}}}\n"
        "  - {{{{ p.at_night|linked }}}}\n{{% endfor %}}\n:::\n"
    )
    front = FRONT.replace(
        "      room: {", "      at_night: {ask: At night, type: telephone}\n      room: {"
    )
    adoption = "values: {team: [{name: Ann, phone: 01632 960110, at_night: 01632 960111}]}"
    for heading, alike in (("Telephone", True), ("How to turn to them", False)):
        body = parts(edition(text.format(heading), adoption, front=front))["document"][0]
        _, day, night = _columns(body.findall(f"{W}tbl")[1])
        assert day > len("01632 960110") * 120
        assert (abs(day - night) < 10) == alike


LONG = "Police, ambulance or fire brigade, when somebody is in danger now"  # 65 letters


@pytest.mark.parametrize("long", [LONG, " ".join([LONG] * 6)], ids=["a line", "prose"])
def test_words_beside_long_addresses_are_no_tower(long: str) -> None:
    text = (
        f"## A\n\n::: table {{widths=3,2,2,3}}\n* - Who\n  - Telephone\n  - Mobile\n  - E-mail\n"
        f"* - {long}\n  - 999\n  -\n  -\n{{% for p in values.team %}}\n* - {{{{ p.name }}}}\n"
        "  - {{ p.phone|linked }}\n  - {{ p.phone|linked }}\n  - {{ p.email|linked }}\n"
        "{% endfor %}\n:::\n"
    )
    front = FRONT.replace("      room: {", "      email: {ask: E-mail, type: email}\n      room: {")
    address = "safeguarding@oakfield.example.org"
    adoption = f"values: {{team: [{{name: Ann, phone: 01632 960110, email: {address}, room: A}}]}}"
    body = parts(edition(text, adoption, front=front))["document"][0]
    who, phone, _, mail = _columns(body.findall(f"{W}tbl")[1])
    assert who > len(LONG) * 107 / 4
    assert phone > len("01632 960110") * 120
    assert mail > len(address) * 107


def test_many_columns_of_prose_break_no_word() -> None:
    cells = "\n  - ".join(["misunderstandings", *[LONG] * 4])
    rows = ["* - A\n  - B\n  - C\n  - D\n  - E", f"* - {cells}"]
    text = "\n".join(["## A", "", "::: table", *rows, ":::", ""])
    table = parts(edition(text))["document"][0].findall(f"{W}tbl")[1]
    assert _columns(table)[0] > len("misunderstandings") * 107


def _columns(table: Any) -> list[int]:
    """How wide the columns of a table are, in twips, without their margins."""
    return [int(column.get(f"{W}w")) - 216 for column in table.find(f"{W}tblGrid")]


COLUMNS = {
    "Name": "{{ p.name }}", "Post": "{{ p.room }}", "Telephone": "{{ p.phone|linked }}",
    "E-mail": "{{ p.email|linked }}", "What for": "Listens, decides, and tells whoever must know",
}  # fmt: skip
ADDRESS = "a.featherstone@oakfield-infants.org.uk"  # 38 letters


def columns_of(names: Sequence[str]) -> dict[str, int]:
    """How wide the columns of a table of people are, in twips, without their margins."""
    heads, cells = ([f"* - {first}", *(f"  - {one}" for one in rest)] for first, *rest in (
        names, [COLUMNS[name] for name in names])
    )  # fmt: skip
    loop = ["{% for p in values.team %}", *cells, "{% endfor %}"]
    text = "\n".join(["## A", "", "::: table", *heads, *loop, ":::", ""])
    front = FRONT.replace("      room: {", "      email: {ask: E-mail, type: email}\n      room: {")
    adoption = f"values: {{team: [{{name: Ann, phone: 01632 960110, email: {ADDRESS}, room: A}}]}}"
    table = parts(edition(text, adoption, front=front))["document"][0].findall(f"{W}tbl")[1]
    grid = table.find(f"{W}tblGrid")
    assert grid is not None
    return {name: int(column.get(f"{W}w")) - 216 for name, column in zip(names, grid, strict=True)}


def test_a_long_address_has_the_room_that_it_needs() -> None:
    """Its letters are about 107 twips wide, as LibreOffice sets them."""
    wide = columns_of(["Name", "Post", "Telephone", "E-mail"])
    assert wide["E-mail"] > len(ADDRESS) * 107
    assert wide["Telephone"] > len("01632 960110") * 120
    assert min(wide["Name"], wide["Post"]) > len("safeguarding") * 107


def test_where_there_is_no_room_the_longest_words_give_way_alone() -> None:
    wide = columns_of([*COLUMNS])
    assert wide["Telephone"] > len("01632 960110") * 120
    assert min(wide["Name"], wide["Post"]) > len("safeguarding") * 107
    assert wide["What for"] > len("whoever") * 107
    assert max(wide.values()) == wide["E-mail"] < len(ADDRESS) * 107


def test_a_model_edition_holds_the_same_marks() -> None:
    document: Document = model_edition(model(CHOSEN)).document
    data = plate("docx", document).fill(model_edition(model(CHOSEN)).values)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        text = archive.read("word/document.xml").decode()
    assert text.count("OpenAlternative") == 2


def test_a_short_form_is_not_parted_from_itself_or_its_words() -> None:
    """As where a policy is approved: nobody signs a page that doesn't say for what."""
    form = (
        "::: form\nIt is approved.\n\n- By: ____\n- Signed: ____\n- Name: ____\n- Date: ____\n:::\n"
    )
    body = word(f"## A\n\n{form}")["document"]
    assert paragraph(body, "It is approved").find(f"{W}pPr/{W}keepNext") is not None
    (rows,) = ([*table.iter(f"{W}tr")] for table in body.iter(f"{W}tbl") if "Signed" in said(table))
    keeps = [row.find(f".//{W}pPr/{W}keepNext") is not None for row in rows]
    assert keeps == [True, True, True, False]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_a_long_form_may_go_on_overleaf() -> None:
    """But not with its first or its last row alone."""
    fields = "".join(f"- Field {number}: ____\n" for number in range(8))
    body = word(f"## A\n\n::: form\n{fields}:::\n")["document"]
    (rows,) = ([*table.iter(f"{W}tr")] for table in body.iter(f"{W}tbl") if "Field" in said(table))
    keeps = [row.find(f".//{W}pPr/{W}keepNext") is not None for row in rows]
    assert keeps == [True, False, False, False, False, False, True, False]
