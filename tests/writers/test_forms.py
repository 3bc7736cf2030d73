"""Forms as their readers fill them in: on the screen in Word, on paper in all formats."""

import re
import zipfile
from io import BytesIO
from typing import Any

import pytest
from lxml import etree, html
from making import edition

from policygen.assembly.edition import Edition
from policygen.document import Blank, FillIn, query
from policygen.document.fields import asked, line_fields, spaced_off
from policygen.document.inlines import Inlines, LineBreak, Strong, Text, TickBox
from policygen.writers import plate

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

FORM = """\
## Loans {#loans}

::: form Loan {#loan}
- Your name ____
- Date of birth ____ Class ____ Time ____
- What do you borrow, and for how long do you want to keep it if you may? ____
- Why? ____ {lines=4}
- Who are you?
  - [ ] a pupil
  - [ ] somebody else (who?) ____
- [ ] I have read the rules.
- I, ____, bring it to {{ values.place }} on ____.
:::

## Returns

::: form For office use {.office}
- Returned ____ Signature ____ Date ____ Time ____ Where ____
:::

| What | Back |
| --- | --- |
| {{ values.place }} | [ ] yes [ ] no |
| Ball | ____ {lines=2} |
"""


def made(text: str = FORM, place: str = "the office") -> Edition:
    return edition(text, f"values: {{place: {place}}}")


def word(edition: Edition) -> Any:
    data = plate("docx", edition.document).fill(edition.values)
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


def controls(edition: Edition) -> list[tuple[str, str]]:
    """The kind and the title of each content control."""
    found = []
    for control in word(edition).iter(f"{W}sdt"):
        names = [element.tag.rpartition("}")[2] for element in control[0]]
        kind = next(name for name in ("date", "text", "checkbox") if name in names)
        found.append((kind, control.find(f"{W}sdtPr/{W}alias").get(f"{W}val")))
    return found


def test_word_has_a_control_for_each_place_named_by_what_is_asked() -> None:
    assert controls(made()) == [
        ("text", "Your name"),
        ("date", "Date of birth"),
        ("text", "Class"),
        ("text", "Time"),
        ("text", "What do you borrow, and for how long do you want to keep it if y"),
        ("text", "Why?"),
        ("checkbox", "a pupil"),
        ("checkbox", "somebody else (who?)"),
        ("text", "somebody else (who?)"),
        ("checkbox", "I have read the rules."),
        ("text", "I,"),
        ("text", ", bring it to the office on"),
        ("text", "Returned"),
        ("text", "Signature"),
        ("date", "Date"),
        ("text", "Time"),
        ("text", "Where"),
        ("checkbox", "yes"),
        ("checkbox", "no"),
        ("text", "To fill in"),
    ]


def test_controls_have_numbers_that_no_other_has() -> None:
    body = word(made())
    ids = [int(element.get(f"{W}val")) for element in body.iterfind(f".//{W}sdtPr/{W}id")]
    assert ids == list(range(1, 21))
    tags = [element.get(f"{W}val") for element in body.iterfind(f".//{W}sdtPr/{W}tag")]
    assert tags == [f"field-{number}" for number in ids]


def test_a_place_of_several_lines_takes_several_in_word() -> None:
    several = [
        control.find(f"{W}sdtPr/{W}alias").get(f"{W}val")
        for control in word(made()).iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W}text[@{W}multiLine='1']") is not None
    ]
    assert several == ["Why?", "To fill in"]


def test_no_control_holds_a_break_as_libreoffice_moves_it() -> None:
    text = f"{FORM}\n::: letter To you\nReasons: ____ {{lines=3}}\n:::\n"
    contents = list(word(made(text)).iter(f"{W}sdtContent"))
    assert not any(content.findall(f".//{W}br") for content in contents)
    lined = ["".join(content.itertext()).count("_") for content in contents]
    assert max(lined) == 3 * 75 and lined[-2] == 10  # in a letter, and in a cell


def test_a_box_is_empty_and_can_be_ticked() -> None:
    boxes = list(word(made()).iter(f"{W14}checkbox"))
    assert [box.find(f"{W14}checked").get(f"{W14}val") for box in boxes] == ["0"] * 5
    signs = {
        "".join(control.find(f"{W}sdtContent").itertext())
        for control in word(made()).iter(f"{W}sdt")
        if control.find(f"{W}sdtPr/{W14}checkbox") is not None
    }
    assert signs == {"☐"}


@pytest.mark.parametrize(
    ("place", "title"),
    [
        ("x" * 500, "I give back at " + "x" * 31),
        ("😀" * 50, "I give back at " + "😀" * 15),  # two units of UTF-16 each
        ('a "b" <c> & d', 'I give back at a "b" <c> & d'),
    ],
)
def test_a_long_value_doesnt_make_a_title_that_word_refuses(place: str, title: str) -> None:
    text = "## A\n\n::: form A\n- I give back at {{ values.place }} ____ {lines=2}\n:::\n"
    ((_, found),) = controls(made(text, f"'{place}'"))
    assert found == title
    assert len(found.encode("utf-16-le")) <= 2 * 64


def test_words_around_values_share_the_room_of_a_title() -> None:
    words = f"{'a' * 30} {{{{ values.place }}}} {'b' * 30} {{{{ values.place }}}}"
    text = f"## A\n\n::: form A\n- {words} ____ {{lines=2}}\n:::\n"
    ((_, found),) = controls(made(text, "hall"))
    assert found == f"{'a' * 30} hall b"  # the second value has none


def test_what_leads_to_a_line_of_fields_leads_to_its_first() -> None:
    line = "- A ____ B ____ C ____ D ____ E ____ {#five}"
    body = word(edition(f"## A\n\n1. See [there](#five).\n\n::: form A\n{line}\n:::\n"))
    (mark,) = body.iter(f"{W}bookmarkStart")
    assert "".join(mark.getparent().itertext()).startswith("A")


def rows(edition: Edition) -> list[Any]:
    """The rows with controls that break across no page."""
    whole = (
        row for row in word(edition).iter(f"{W}tr") if row.find(f".//{W}cantSplit") is not None
    )
    return [row for row in whole if row.find(f".//{W}sdt") is not None]


def spans(row: Any) -> list[int]:
    return [int(cell.find(f"{W}tcPr/{W}gridSpan").get(f"{W}val")) for cell in row.findall(f"{W}tc")]


def test_fields_of_a_line_stand_side_by_side_and_break_across_no_page() -> None:
    first, line, long, several, choices, alone, sentence, *office = rows(made())
    assert spans(first) == [12]
    assert spans(line) == [3, 6, 3]  # a date and a time need half the room
    assert [spans(row) for row in office[:2]] == [[4, 4, 2, 2], [12]]  # four abreast at most
    assert [spans(row) for row in (long, several, choices, alone, sentence)] == [[12]] * 5
    heights = [
        int(row.find(f"{W}trPr/{W}trHeight").get(f"{W}val")) for row in (first, long, several)
    ]
    assert heights[0] < heights[1] < heights[2]
    assert heights[2] == 5 * heights[0]  # four lines below what is asked


def test_a_part_for_the_office_looks_otherwise() -> None:
    styles = [style.get(f"{W}val") for style in word(made()).iter(f"{W}tblStyle")]
    assert [name for name in styles if "Form" in name] == ["FormTable", "OfficeFormTable"]
    page = html.fromstring(plate("html", made().document).fill(made().values).decode())
    assert [form.get("class") for form in page.find_class("form")] == ["form", "form office"]


def test_a_page_has_lines_and_boxes_and_nothing_that_seems_to_work() -> None:
    page = html.fromstring(plate("html", made().document).fill(made().values).decode())
    assert page.xpath("//input | //form | //textarea | //button") == []
    (several,) = (p for p in page.find_class("place") if "Why?" in p.getparent().text_content())
    assert len(several.find_class("rule")) == 4
    form = page.get_element_by_id("loan")
    assert form.get("role") == "group" and form.get("aria-label") == "Loan"
    assert [item.text_content().strip() for item in form.find_class("choice")] == [
        "[to tick] a pupil",
        "[to tick] somebody else (who?) [to fill in]",
        "[to tick] I have read the rules.",
    ]


def test_only_the_last_place_of_a_line_has_the_room() -> None:
    document = edition("## A\n\n::: form A\n- B ____ C ____ {lines=2}\n:::\n").document
    assert [place.lines for place in query((document,), FillIn)] == [1, 2]
    page = html.fromstring(plate("html", document).fill(made().values).decode())
    assert [one.get("class") for one in page.find_class("field")] == ["field", "field room"]


def test_choices_below_a_choice_are_indented() -> None:
    text = "## A\n\n::: form A\n- [ ] by letter\n  - [ ] in large print\n    - [ ] twice\n:::\n"
    choices = [
        paragraph.find(f"{W}pPr/{W}ind")
        for paragraph in word(edition(text)).iter(f"{W}p")
        if paragraph.find(f"{W}pPr/{W}pStyle[@{W}val='FormChoice']") is not None
    ]
    assert [None if one is None else one.get(f"{W}left") for one in choices] == [
        None,  # as the style has it
        "850",
        "1275",
    ]


def test_markdown_has_a_task_list_and_lines() -> None:
    text = plate("md", made().document).fill(made().values).decode()
    assert "- [ ] a pupil\n" in text
    line = "\\_" * 16
    assert f'- Why? <span class="place">{"<br>" + "<br>".join([line] * 4)}</span>\n' in text
    assert '| <span class="tick">☐</span> yes <span class="tick">☐</span> no |' in text


def test_a_place_to_write_is_no_missing_value() -> None:
    document = made().document
    assert any(query((document,), FillIn))
    assert not any(query((document,), Blank))
    assert "not for publication" not in str(document.notice)


PLACE, BOX = FillIn(), TickBox()


@pytest.mark.parametrize(
    ("words", "labels"),
    [
        ((Text("Name "), PLACE), ["Name"]),
        ((Text("Name "), PLACE, Text(" Date "), FillIn(3)), ["Name", "Date"]),
        ((Text("I, "), PLACE, Text(", agree to "), PLACE), []),  # it goes on with a sentence
        ((Text("Name "), PLACE, Text(" in letters")), []),
        ((PLACE, Text(" Name "), PLACE), []),
        ((BOX, Text(" other "), PLACE), []),
        ((Text("Name"),), []),
        ((PLACE,), []),
    ],
)
def test_fields_of_a_line(words: Inlines, labels: list[str]) -> None:
    assert ["".join(re.findall("text='(.*?)'", str(f.words))) for f in line_fields(words)] == labels


def test_what_a_place_is_for_stands_before_it_and_what_a_box_is_for_behind_it() -> None:
    run = (Text("Read this. By "), PLACE, Text(" or "), BOX, Text(" nobody"))
    assert asked(run, 1) == (Text("By"),)  # the last sentence is enough
    assert asked(run, 3) == (Text("nobody"),)
    pair = (Text("Yes "), BOX, Text(" No "), BOX)
    assert (asked(pair, 1), asked(pair, 3)) == ((Text("Yes"),), (Text("No"),))
    assert asked((PLACE, Text(" day")), 0) == (Text("day"),)
    assert asked((Text("No "), BOX), 1) == (Text("No"),)


def test_spaces_are_taken_off_the_ends_alone() -> None:
    assert spaced_off((Text(" "), Strong((Text("a "),)), LineBreak(), Text(" b "))) == (
        Strong((Text("a "),)),
        LineBreak(),
        Text(" b"),
    )
