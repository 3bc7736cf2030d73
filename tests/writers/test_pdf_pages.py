"""How the pages of a PDF edition look: nothing runs off them, what belongs together stays so."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any

import pikepdf
import pytest
from making import FRONT, edition, everything, model, workspace
from pdf_places import Run, runs
from pdf_tags import marked_words
from writers.test_pdf import pressed

from policygen.assembly.edition import Edition, model_edition
from policygen.compare.redline import redline
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.writers import plate, typst

MARGIN = 56.7  # points at both sides of a page
TO_BE_TOLD = "values: {place: x}"


def placed(data: bytes) -> list[list[Run]]:
    """The runs of words on each page."""
    with pikepdf.open(BytesIO(data)) as pdf:
        return [list(runs(page)) for page in pdf.pages]


def on_pages(data: bytes) -> list[str]:
    with pikepdf.open(BytesIO(data)) as pdf:
        return ["".join(words for _, words in marked_words(page)) for page in pdf.pages]


def beside_the_text(data: bytes) -> Iterator[str]:
    """Words that stand where there is a margin."""
    with pikepdf.open(BytesIO(data)) as pdf:
        for page in pdf.pages:
            end = float(page.MediaBox[2]) - MARGIN
            for run in runs(page):
                if run.words.strip() and not MARGIN - 0.1 <= run.left <= run.right <= end + 0.1:
                    yield run.words


@cache
def long_samples() -> tuple[Edition, ...]:
    """The long sample policies of two schools, with forms, figures, tables of every kind."""
    library = Library(workspace())
    policies = ("child-protection", "complaints", "pay")
    targets = [
        Target(school, policy) for school in ("brook-lane", "oakfield") for policy in policies
    ]
    found = [library.school(target, draft=True)[2] for target in targets]
    return tuple(checked.edition for (checked,) in found if checked.edition)


def test_no_word_of_the_samples_stands_in_a_margin() -> None:
    for made in (*long_samples(), everything()):
        assert list(beside_the_text(pressed(made))) == []


@pytest.mark.parametrize(
    "address",
    [
        "children@wendingshire.example.org",
        "W" * 40,
        "https://www.example.org/a/very/long/way/to/somewhere-or-other.html",
        "the.longest.name.there.is@an-office-of-the-county.wendingshire.example.org",
    ],
)
def test_what_is_long_is_parted_in_the_narrowest_cell(address: str) -> None:
    text = (
        "## A {#a}\n\n::: table T {#t widths=1,6,6,6,6,6}\n"
        "* - A\n  - B\n  - C\n  - D\n  - E\n  - F\n"
        "* - {{ values.place }}\n  - {{ values.place }}\n  - x\n  - x\n  - x\n  - x\n:::\n"
    )
    made = edition(text, TO_BE_TOLD)
    made = replace(made, words={**made.words, "values.place": address})
    data = pressed(made)
    assert list(beside_the_text(data)) == []
    for page in placed(data):
        for _, line in groupby(sorted(page, key=lambda run: -run.line), lambda run: run.line):
            ordered = sorted(line, key=lambda run: run.left)
            for before, after in pairwise(ordered):
                assert before.right <= after.left + 0.1  # no cell runs into the next


@pytest.mark.parametrize(
    "word", ["W" * 400, "\N{COMBINING ACUTE ACCENT}".join("e" * 99), "日" * 50]
)
def test_a_cell_without_any_room_still_ends(word: str) -> None:
    row = "  - ".join(["{{ values.place }}\n"] * 20)
    text = f"## A {{#a}}\n\n::: table T {{#t}}\n* - {row}* - {row}:::\n"
    made = edition(text, TO_BE_TOLD)
    assert pressed(replace(made, words={**made.words, "values.place": word}))


def test_a_long_table_says_on_each_page_what_its_columns_are() -> None:
    rows = "".join(f"* - {count}\n  - x\n" for count in range(90))
    text = f"## A {{#a}}\n\n::: table T {{#t}}\n* - Count\n  - {{{{ values.place }}}}\n{rows}:::\n"
    made = edition(text, TO_BE_TOLD)
    pages = on_pages(pressed(replace(made, words={**made.words, "values.place": "Place"})))
    assert len(pages) > 2
    assert [page.count("CountPlace") for page in pages[:-1]] == [1] * (len(pages) - 1)
    told = "Something that takes all of a page. " * 120
    pages = on_pages(pressed(replace(made, words={**made.words, "values.place": told})))
    assert sum(page.count("Something") for page in pages) == 120  # once, or it would never end


def test_a_question_longer_than_a_page_ends() -> None:
    asked = "Who may borrow what, and when? " * 200
    front = FRONT.replace("Who may borrow equipment?", f'"{asked.strip()}"')
    alternatives = (
        "{% either loans: staff %}\n\nStaff.\n\n{% or everyone %}\n\nAll.\n\n{% endeither %}\n"
    )
    made = model_edition(model(f"## A {{#a}}\n\n{alternatives}", front))
    data = pressed(made)
    assert sum(page.count("borrow what") for page in on_pages(data)) >= 200
    assert all(run.line > 0 for page in placed(data) for run in page)


def test_an_address_ends_a_line_behind_its_signs() -> None:
    text = (
        "## A {#a}\n\n::: table T {#t widths=1,1,1}\n* - A\n  - B\n  - C\n"
        "* - {{ values.place }}\n  - x\n  - x\n:::\n"
    )
    made = edition(text, TO_BE_TOLD)
    made = replace(made, words={**made.words, "values.place": "children@wendingshire.example.org"})
    (page,) = placed(pressed(made))
    words = [run.words for run in page]
    at = words.index("children@")
    assert words[at : at + 2] == ["children@", "wendingshire.example.org"]


def test_a_word_is_as_long_as_its_letters_whichever_they_are() -> None:
    """One that has room in a line isn't parted: pieces are drawn apart, and may be read so."""
    made = edition("## A {#a}\n\n1. Say {{ values.place }}.\n", TO_BE_TOLD)
    word = "превысокомногорассмотрительствующий"[:34]
    made = replace(made, words={**made.words, "values.place": word})
    assert any(word in run.words for page in placed(pressed(made)) for run in page)


def _pages_by_filling(text: str, filled: range = range(1, 44)) -> Iterator[list[str]]:
    """The pages of a text that begins ever further down."""
    for count in filled:
        lines = "".join(f"1. Line {number} of what comes before.\n" for number in range(count))
        yield on_pages(pressed(edition(f"## A {{#a}}\n\n{lines}\n{text}")))


def _are_together(first: str, second: str, pages: list[str]) -> bool:
    return any(first in page and second in page for page in pages)


def test_a_term_stands_on_the_page_on_which_its_meaning_begins() -> None:
    meaning = "The meaning in so many words that they don't fit into a line. " * 2
    text = f"## B {{#b}}\n\nOther\n: Else.\n\nTermagant\n: {meaning}\n"
    for pages in _pages_by_filling(text, range(16, 36)):
        assert _are_together("Termagant", "The meaning", pages)


def test_words_that_lead_to_a_list_stand_on_the_page_on_which_it_begins() -> None:
    for pages in _pages_by_filling(
        "1. They may:\n   1. firstly;\n   1. secondly.\n", range(20, 36)
    ):
        assert _are_together("They may:", "firstly;", pages)


def test_the_last_line_of_a_form_is_not_alone() -> None:
    fields = "".join(f"- Question {count} ____\n" for count in range(30))
    text = f"## F {{#f .appendix}}\n\n::: form Asked {{#asked}}\n{fields}- Signature ____\n:::\n"
    made = edition(f"## A {{#a}}\n\n1. Bring it.\n\n{text}")
    pages = on_pages(pressed(made))
    assert _are_together("Question 29", "Signature", pages)
    text = (
        "## B {#b}\n\n::: form Asked {#asked}\n- Name ____\n- Class ____\n- Signature ____\n:::\n"
    )
    for pages in _pages_by_filling(text, range(18, 32)):
        assert _are_together("Name", "Signature", pages)
        assert _are_together("Asked", "Signature", pages)


def test_what_is_asked_side_by_side_stands_on_one_line() -> None:
    asked = "Name of the pupil, if there is one at all ____ Year ____"
    text = f"## A {{#a}}\n\n::: form F {{#f}}\n- {asked}\n:::\n"
    (page,) = placed(pressed(edition(text)))
    lines = {run.words.strip(): run.line for run in page}
    (line,) = (line for words, line in lines.items() if words.startswith("Name of"))
    assert lines["Year"] == line


def test_footnotes_stand_below_their_line_and_apart_from_each_other() -> None:
    text = f"## A {{#a}}\n\n1. One.^[{'First note. ' * 14}] Two.^[Second note.]\n"
    data = pressed(edition(text))
    (page,) = placed(data)
    notes = [run for run in page if "note" in run.words]
    lines = sorted({round(run.line, 1) for run in notes}, reverse=True)
    within, between = lines[0] - lines[1], lines[-2] - lines[-1]
    assert within < between  # lines of one note are closer than notes
    rule = max(line for line in _rules(data) if line < 700)
    assert rule - lines[0] > 8  # the height of their letters


def _rules(data: bytes) -> list[float]:
    """How far above the lower edge the lines of its page are that are drawn across."""
    found = []
    with pikepdf.open(BytesIO(data)) as pdf:
        outer: list[Any] = []
        here = pikepdf.Matrix()
        for instruction in pikepdf.parse_content_stream(pdf.pages[0]):
            operands = list(instruction.operands)
            match str(instruction.operator):
                case "q":
                    outer.append(here)
                case "Q":
                    here = outer.pop()
                case "cm":
                    here = pikepdf.Matrix(*map(float, operands)) @ here
                case "m":
                    found.append(here.transform((float(operands[0]), float(operands[1])))[1])
    return found


def test_what_a_redline_marks_as_a_block_stands_where_it_would_alone() -> None:
    before = edition("## A {#a}\n\n1. Bring it back.\n2. Say whose it is.\n").document
    made = edition("## A {#a}\n\n1. Bring it back.\n")
    (page,) = placed(plate("pdf", redline(before, made.document)).fill(made.values))
    lefts = {run.words.strip(): run.left for run in page}
    assert lefts["Say whose it is."] == pytest.approx(lefts["Bring it back."])
    assert lefts["1.2"] == pytest.approx(lefts["1.1"])


def test_a_bullet_in_a_cell_stands_at_its_edge() -> None:
    rows = "* - A\n  - B\n* - x\n  - First\n\n    - Second\n"
    (page,) = placed(pressed(edition(f"## A {{#a}}\n\n::: table T {{#t}}\n{rows}:::\n")))
    lefts = {run.words.strip(): run.left for run in page}
    assert lefts["•"] == pytest.approx(lefts["First"], abs=0.5)
    assert 10 < lefts["Second"] - lefts["First"] < 18


def test_contents_show_which_headings_stand_under_which() -> None:
    sections = "".join(
        f"## Section {one} {{#s{one}}}\n\n### Under {one} {{#u{one}}}\n\n{'Some words. ' * 400}\n\n"
        for one in range(1, 13)
    )
    made = edition(sections, front=f"{FRONT}numbering: {{subheadings: yes}}\n")
    first = placed(pressed(made))[0]
    begin = next(at for at, run in enumerate(first) if run.words == "Contents")
    lefts = {run.words.strip(): run.left for run in first[begin:]}
    assert lefts["Section 1"] == lefts["Section 2"] == lefts["Section 12"]
    assert lefts["Under 1"] == lefts["Under 2"]
    assert lefts["1."] == pytest.approx(MARGIN)
    assert lefts["1."] < lefts["1.1"] < lefts["Under 1"]


def test_a_row_with_a_footnote_may_be_parted() -> None:
    """typst finds no end where it may not, and the note has no room beside it."""
    text = "## A {#a}\n\n::: table T {#t}\n* - A\n  - B\n* - x\n  - Words.NOTE\n:::\n"
    for note, is_whole in (("", True), ("^[A note.]", False)):
        made = edition(text.replace("NOTE", note))
        (calls,) = (
            line
            for line in typst.write(made.document).text.text(made.values).split("\n")
            if 'cell("heading"' in line and '"Words."' in line
        )
        assert ("breakable: false" in calls) is is_whole
