"""Parts, appendices, numbers of a model's own and turned paper, as each format shows them."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from agreement import read_docx, read_html, read_markdown
from docx_rules import W, violations
from house_styles import odd_styles
from lxml import etree, html
from making import FRONT, ROOT, edition, filled
from pictures import PICTURE, PICTURES

from policygen.assembly.edition import Edition
from policygen.document import Clause, Figure, Numbering, Section, Text, plain, query, walk
from policygen.writers import plate
from policygen.writers.docx.base import our_part

ORDER = (ROOT / "tests/validators/trial/templates/order/2026-01.md").read_text(encoding="utf-8")
_, WHOLE_FRONT, WHOLE_TEXT = ORDER.split("---\n", 2)
NAMES = {"w": W[1:-1]}


def whole(*, draft: bool = False) -> Edition:
    """The trial of all of it, decided or with its decision open."""
    choices = "" if draft else "choices: {range: halves}\nvalues: {office: the office}"
    return edition(WHOLE_TEXT, choices, front=WHOLE_FRONT, draft=draft)


def word(made: Edition, style: bytes | None = None) -> bytes:
    return plate("docx", made.document, style).fill(made.values, made.logo)


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def page(made: Edition) -> str:
    return plate("html", made.document).fill(made.values).decode()


def sheets(text: str) -> list[str]:
    return re.findall(r"<w:sectPr.*?</w:sectPr>", text, re.S)


@pytest.mark.parametrize("draft", [False, True])
def test_all_formats_say_the_same_numbers_and_words(draft: bool) -> None:
    made = whole(draft=draft)
    markdown = read_markdown(plate("md", made.document).fill(made.values))
    assert read_docx(word(made)) == markdown
    assert read_html(page(made).encode()) == markdown
    numbers = [number for number, _ in markdown.units if number]
    assert {"1", "2", "1.1.1", "(ii)", "2.2.1", "3.1", "Appendix A", "A.1", "B.1.1"} <= {*numbers}


@pytest.mark.parametrize(
    "style", ["python-docx", "numbered headings", "another first page", "landscape", "columns"]
)
def test_house_styles_count_alike(style: str) -> None:
    made = whole()
    data = word(made, odd_styles()[style])
    assert read_docx(data) == read_markdown(plate("md", made.document).fill(made.values))
    assert [said for said in violations(data) if "U+F0B7" not in said] == []


@pytest.mark.parametrize("inside", ["[a), i)]", "[A., (1)]", "[(i), (a)]", "[a]", "[(1)]", "[(i)]"])
def test_marks_are_those_that_the_model_declares(inside: str) -> None:
    front = f"{FRONT}numbering: {{inside: {inside}, appendices: Schedule 1}}\n"
    text = "## A\n\n1. a\n   1. b\n      1. c {#c}\n      1. d\n\nSee [](#c), [](#e).\n\n"
    made = edition(text + "## E {.appendix #e}\n\n1. e\n", front=front)
    printed = {
        "[a), i)]": ("a)", "i)", "clause 1.1a)i)"),
        "[A., (1)]": ("A.", "(1)", "clause 1.1A.(1)"),
        "[(i), (a)]": ("(i)", "(a)", "clause 1.1(i)(a)"),
        "[a]": ("a", "(i)", "clause 1.1a(i)"),
        "[(i)]": ("(i)", "(a)", "clause 1.1(i)(a)"),
        "[(1)]": ("(1)", "(i)", "clause 1.1(1)(i)"),
    }[inside]
    found = [clause.number for clause in query(made.document.children, Clause)]
    assert found == ["1.1", printed[0], printed[1], found[3], "1.1"]
    markdown = plate("md", made.document).fill(made.values).decode()
    assert f"See [{printed[2]}](#c), [Schedule 1](#e)." in markdown
    assert read_docx(word(made)) == read_markdown(markdown.encode())
    bracketed = all(found[index].startswith("(") for index in (1, 2))
    assert (" REF ref_c " in part(word(made))) == bracketed


LABELLED = """\
## A {.unnumbered clauses=A.}

1. a
   1. b
2. c

### Sub {label=B-1}

3. d

## B {clauses=a)}

1. a {#a}
   1. b {#b}
      1. c
   2. d
2. e

## C {label=C1}

1. a
   1. b
2. c {#c}

## D

1. a, see [](#a), [](#b), [](#c)

## E {.appendix clauses=(1)}

1. a
"""
NUMBERS = [
    "A.", "(a)", "B.", "C.", "a)", "(i)", "(a)", "(ii)", "b)", "C1.1", "(a)", "C1.2", "2.1", "(1)",
]  # fmt: skip


@pytest.mark.parametrize("style", ["", "python-docx", "numbered headings"])
def test_word_counts_clauses_by_the_marks_of_their_section(style: str) -> None:
    made = edition(LABELLED)
    data = word(made, odd_styles()[style] if style else None)
    assert [clause.number for clause in query(made.document.children, Clause)] == NUMBERS
    assert read_docx(data) == read_markdown(plate("md", made.document).fill(made.values))
    lists = re.findall(r'<w:numPr><w:ilvl w:val="([1-3])"/><w:numId w:val="(\d+)"/>', part(data))
    assert len(lists) == len(NUMBERS) - 1  # all but that which the style counts
    assert len({number for _, number in lists}) == 4
    root: Any = etree.fromstring(part(data, "word/numbering.xml").encode())
    for _, number in lists:
        (own,) = root.xpath(f"w:num[@w:numId={number}]", namespaces=NAMES)
        overrides = own.findall(f"{W}lvlOverride")
        assert [one.get(f"{W}ilvl") for one in overrides] == ["1", "2", "3"]
        assert all(one.find(f"{W}startOverride") is not None for one in overrides)  # each from 1
        rests = own.find(f"{W}abstractNumId").get(f"{W}val")
        path = f"w:abstractNum[@w:abstractNumId={rests}]/w:lvl[@w:ilvl=0]/w:numFmt/@w:val"
        assert root.xpath(path, namespaces=NAMES) == ["none"]  # as no heading counts along
    assert [said for said in violations(data) if "U+F0B7" not in said] == []


def test_labels_count_where_subheadings_do() -> None:
    front = f"{FRONT}numbering: {{subheadings: yes}}\n"
    text = (
        "## A {label=X}\n\n### B\n\n1. a\n2. b\n\n### C {label=Y}\n\n3. c\n\n### D\n\n1. d\n\n"
        "## E {clauses=a)}\n\n### F {#f}\n\n1. e\n   1. f\n2. g\n\n### G\n\n1. h {#h}\n\n"
        "## H\n\n### I\n\n1. i, see [](#f) and [](#h)\n"
    )
    made = edition(text, front=front)
    nodes = walk(made.document.children)
    found = [one.number for one in nodes if isinstance(one, Clause | Section)]
    assert found == [
        "X", "X.1", "X.1.1", "X.1.2", "Y", "X.1.3", "X.2", "X.2.1",
        "1", "1.1", "a)", "(i)", "b)", "1.2", "a)", "2", "2.1", "2.1.1",
    ]  # fmt: skip
    markdown = plate("md", made.document).fill(made.values)
    assert b"[section 1.1](#f) and [section 1.2, paragraph a)](#h)" in markdown
    assert read_docx(word(made)) == read_markdown(markdown)


def test_word_counts_clauses_of_a_text_without_sections() -> None:
    made = edition("Words.\n\n1. a\n   1. b\n2. c\n")
    assert [clause.number for clause in query(made.document.children, Clause)] == ["1", "(a)", "2"]
    data = word(made)
    assert read_docx(data) == read_markdown(plate("md", made.document).fill(made.values))
    assert part(data).count('<w:numPr><w:ilvl w:val="1"/>') == 2


def test_paper_is_turned_and_turned_back_with_the_same_headers() -> None:
    upright, turned, *others = sheets(part(word(whole())))
    assert len(others) == 3  # back, the second appendix, and all the rest
    for sheet, is_turned in zip([upright, turned, *others], [0, 1, 0, 1, 0], strict=True):
        assert ('w:orient="landscape"' in sheet) == is_turned
        assert sheet.count("<w:headerReference") == sheet.count("<w:footerReference") == 1
    sizes = [
        re.findall(r'<w:pgSz w:w="(\d+)" w:h="(\d+)"', sheet)[0] for sheet in (upright, turned)
    ]
    assert sizes[0] == sizes[1][::-1]


def test_a_first_page_is_the_first_of_all_only() -> None:
    found = sheets(part(word(whole(), odd_styles()["another first page"])))
    assert ["<w:titlePg/>" in sheet for sheet in found] == [True, False, False, False, False]


def test_a_text_that_ends_on_turned_paper_has_no_page_behind_it() -> None:
    made = whole()
    wide = next(block for block in made.document.children if getattr(block, "landscape", False))
    document = replace(made.document, children=(*made.document.children[:1], wide), history=None)
    with_history = replace(document, history=made.document.history)
    found = sheets(part(plate("docx", with_history).fill(made.values)))
    assert ["landscape" in sheet for sheet in found] == [False, True, False]
    upright, turned = sheets(part(plate("docx", document).fill(made.values)))
    assert "landscape" not in upright and "landscape" in turned


def test_new_pages_begin_where_they_are_wanted_in_decisions_too() -> None:
    text = part(word(whole()))
    begins = r"<w:pageBreakBefore/>.*?<w:t(?: [^>]*)?>(.*?)</w:t>"
    assert re.findall(begins, text) == ["Back upright", "Form", "Another", "The last"]
    choice = (
        "{% either loans: staff %}\n## A {.new-page}\n\n1. a\n"
        "{% or everyone %}\n## B\n\n1. b\n{% endeither %}\n"
    )
    text = part(word(edition(choice, draft=True)))
    assert re.findall(begins, text) == ["To be decided: Who may borrow equipment?"]
    other = choice.replace("A {.new-page}", "A").replace("B\n", "B {.landscape}\n")
    text = part(word(edition(other, draft=True)))
    assert "pageBreakBefore" not in text
    assert ["landscape" in sheet for sheet in sheets(text)] == [False, True, False]
    on_its_side = text.split("<w:sectPr>")[1]
    assert "Or: Staff and pupils" in on_its_side and ">B<" in on_its_side
    assert "Either" not in on_its_side


def test_references_are_fields_where_word_is_sure_to_print_the_same() -> None:
    text = part(word(whole()))
    for anchor in ("deep", "follows", "form", "form_part", "first_hint", "range"):
        assert f"REF ref_{anchor} " in text
    assert "REF ref_below_flat " not in text and 'w:anchor="ref_below_flat"' in text


def test_contents_show_parts_above_their_sections() -> None:
    long = WHOLE_TEXT.replace("1. Everybody asks.", f"1. {'word ' * 1_800}")
    made = edition(
        long.replace("2. Everybody asks.", f"2. {'word ' * 1_900}"),
        "choices: {range: halves}\nvalues: {office: the office}", front=WHOLE_FRONT,
    )  # fmt: skip
    text = part(word(made))
    entries = re.findall(r'<w:pStyle w:val="(TOC\d)"/></w:pPr>(.*?)</w:p>', text)
    said = [
        (style, re.sub("<[^>]*>", "", re.sub("<w:instrText.*?</w:instrText>", "", words)))
        for style, words in entries
    ]
    assert said[:3] == [
        ("TOC2", "At a glance at the office"),
        ("TOC1", "Part one: What holds for all"),
        ("TOC2", "1.Scope"),
    ]
    assert ("TOC2", "Appendix A.Form") in said
    assert "Part Heading,1,heading 1,2" in text


def test_headings_of_a_page_leave_no_level_out() -> None:
    made = whole()
    tree = html.fromstring(page(made))
    levels = [int(element.tag[1]) for element in tree.iter("h1", "h2", "h3", "h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))
    by_level = {
        section.level + section.in_part: plain(section.title)
        for section in query(filled(made).children, Section)
    }
    assert set(by_level) == {1, 2, 3, 4}
    ranks = {element.text_content().strip(): element.tag for element in tree.iter("h2", "h3", "h4")}
    assert ranks["At a glance at the office"] == ranks["Part one: What holds for all"] == "h2"
    assert (ranks["1. Scope"], ranks["1.1 What it is for"]) == ("h3", "h4")
    assert (ranks["Appendix A. Form"], ranks["Version history"]) == ("h2", "h2")
    kinds = {element.get("class") for element in tree.iter("section")}
    assert {"part", "landscape", "new-page", "appendix new-page"} <= kinds
    contents = [" ".join(item.text_content().split()) for item in tree.iter("li")]
    assert contents[:3] == [
        "At a glance at the office", "Part one: What holds for all", "1. Scope",
    ]  # fmt: skip
    assert "Appendix A. Form" in contents


def test_an_unnumbered_section_leaves_room_for_the_numbers_in_it() -> None:
    text = "## Glance {.unnumbered}\n\n1. One.\n\n## Words {.unnumbered}\n\nTwo.\n"
    tree = html.fromstring(page(edition(text)))
    found = [section.get("class") for section in tree.iter("section")]
    assert found[:2] == [None, "unnumbered"]


@pytest.mark.parametrize("landscape", [False, True])
def test_a_tall_picture_keeps_to_the_height_of_its_paper(landscape: bool) -> None:
    tall = Figure((Text("A tower"),), (), PICTURE.part, (100, 900), width=100)
    section = Section((Text("A"),), (tall,), "a", "1", landscape=landscape)
    document = replace(edition("## A\n").document, children=(section,))
    text = part(plate("docx", document).fill(edition("## A\n").values, pictures=PICTURES))
    height = int(re.findall(r'<wp:extent cx="\d+" cy="(\d+)"', text)[0]) / 635
    room = 16838 - 1701 - 1361 if not landscape else 11906 - 1701 - 1361
    assert 0.7 * room < height < 0.9 * room


@pytest.mark.parametrize("subheadings", [False, True])
def test_styles_name_the_levels_that_their_lists_link_them_with(subheadings: bool) -> None:
    """Word goes by the link, other programs by the level."""
    numbering = Numbering(subheadings)
    levels = our_part("word/numbering.xml", numbering)
    styles = our_part("word/styles.xml", numbering)
    linked = re.compile(r'<w:lvl w:ilvl="(\d)">(?:(?!</w:lvl>).)*?pStyle w:val="(\w+)"')
    for level, style in linked.findall(levels):
        counts = re.search(
            rf'w:styleId="{style}">(?:(?!</w:style>).)*?<w:numPr>(.*?)</w:num', styles
        )
        assert counts and (f'<w:ilvl w:val="{level}"/>' in counts[1] or level == "0")
