"""What somebody who opens the Word edition would notice."""

import pickle
import re
import struct
import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from agreement import read_docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Cm, RGBColor
from docx_rules import violations
from making import ROOT, adopted, edition, filled, model, samples

from policygen.assembly.edition import Edition, model_edition
from policygen.errors import PolicyError
from policygen.writers import plate
from policygen.writers.docx.base import our_base, our_skeleton
from policygen.writers.docx.house import house_skeleton

MAIN, LINKS = "word/document.xml", "word/_rels/document.xml.rels"
LONG = "".join(
    f"## Part {n} {{#part-{n}}}\n\n1. {'word ' * 200}\n2. See [](#part-1).\n\n"
    for n in range(1, 12)
)


def word_file(made: Edition, house_style: bytes | None = None) -> bytes:
    return plate("docx", made.document, house_style).fill(made.values, made.logo, made.pictures)


def opened(made: Edition, house_style: bytes | None = None) -> WordDocument:
    return docx.Document(BytesIO(word_file(made, house_style)))


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {
            name: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def house_style() -> bytes:
    """A publisher's own template: python-docx's, with other colours, margins and header."""
    house = docx.Document()
    house.styles["Heading 1"].font.color.rgb = RGBColor(0x80, 0, 0x40)
    section = house.sections[0]
    section.left_margin = Cm(3.3)
    section.header.paragraphs[0].text = "Our own header"
    section.footer.paragraphs[0].text = "Our own footer"
    house.add_paragraph("What is to go")
    buffer = BytesIO()
    house.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize("name", samples())
@pytest.mark.parametrize("style", [None, house_style()], ids=["ours", "house"])
def test_no_file_breaks_a_rule(name: str, style: bytes | None) -> None:
    found = violations(word_file(samples()[name], style))
    # python-docx's template brings a copy of its styles, and bullets of a symbol font.
    brought = ("word/stylesWithEffects.xml:", "word/numbering.xml: holds U+F0B7")
    assert [said for said in found if not said.startswith(brought)] == []


def test_the_numbers_are_words_own_and_come_with_the_style() -> None:
    word = opened(samples()["st-marys-st-johns"])
    styles = [p.style.name for p in word.paragraphs if p.style]
    assert styles.count("Heading 1") == 8
    assert styles.count("Clause") == 4 + 2 + 5 + 3 + 5 + 2 + 2
    for paragraph in word.paragraphs:
        if not (
            paragraph.style and paragraph.style.name == "List Bullet"
        ):  # which stand in clauses
            assert paragraph.paragraph_format.left_indent is None  # nothing by hand
        if paragraph.style and paragraph.style.name == "Clause":
            assert not paragraph.text[:1].isdigit()
            assert paragraph._p.pPr is not None and paragraph._p.pPr.numPr is None
    clause: Any = word.styles["Clause"].element
    assert clause.pPr.numPr.ilvl.val == 1


def test_header_and_footer_say_whose_it_is_and_which() -> None:
    section = opened(samples()["oakfield"]).sections[0]
    assert section.header.paragraphs[0].text.strip() == "Oakfield Community School"
    footer = section.footer.paragraphs[0]
    assert footer.text == "Social media policy, version 1.0\tPage 1 of 1"
    codes = [code.text.strip() for code in footer._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]


def test_the_logo_fits_the_header_and_says_what_it_is() -> None:
    header: Any = opened(samples()["oakfield"]).sections[0].header._element
    (picture,) = header.iter(qn("wp:docPr"))
    assert picture.get("descr") == "Logo of Oakfield Community School"
    (extent,) = header.iter(qn("wp:extent"))
    width, height = int(extent.get("cx")), int(extent.get("cy"))
    assert width / height == pytest.approx(120 / 140, rel=0.01)
    assert height <= Cm(1.6)
    with zipfile.ZipFile(BytesIO(word_file(samples()["oakfield"]))) as archive:
        logo = archive.read("word/media/logo.png")
    assert logo == (ROOT / "schools/oakfield/logo.png").read_bytes()


def test_tables_repeat_their_header_and_keep_rows_whole() -> None:
    word = opened(samples()["st-marys-st-johns"])
    control, history = word.tables
    assert [cell.text for cell in history.rows[0].cells] == [
        "Version", "Date of issue", "Approved by", "Summary of changes",
    ]  # fmt: skip
    assert len(history.rows) == 7
    for table in (control, history):
        marked = [row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for row in table.rows]
        assert [mark is not None for mark in marked] == [True] + [False] * (len(marked) - 1)
        assert all(
            r._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for r in table.rows
        )


def test_cross_references_are_fields_with_their_numbers_cached() -> None:
    document = parts(word_file(samples()["oakfield"]))["word/document.xml"]
    assert r" REF ref_reporting \w \h " in document
    assert 'w:name="ref_reporting"' in document
    text = opened(samples()["oakfield"]).paragraphs
    assert any(p.text.endswith("see also clause\xa04.5.") for p in text)


def test_a_reference_to_a_number_that_word_does_not_count_is_a_link() -> None:
    text = (
        "## A\n\n{% either d: a %}\n1. One.\n{% or b %}\n2. Or one. {#here}\n3. Two. {#there}\n"
        "{% endeither %}\n4. See [](#here) and [](#there).\n"
    )
    front = f"{FRONT}decisions: {{d: {{ask: Which?, alternatives: {{a: A, b: B}}}}}}\n"
    word = opened(edition(text, front=front, draft=True))
    (last,) = (p for p in word.paragraphs if p.text == "See clause\xa01.1 and clause\xa01.2.")
    assert [link.get(qn("w:anchor")) for link in last._p.iter(qn("w:hyperlink"))] == ["ref_here"]
    assert [code.text for code in last._p.iter(qn("w:instrText"))] == [r" REF ref_there \w \h "]


def test_a_reference_to_words_in_a_clause_is_a_link_as_word_has_no_number_for_them() -> None:
    text = "## A\n\n1. One.\n\n   More of it. {#more}\n2. See [](#more).\n"
    word = opened(edition(text))
    (last,) = (p for p in word.paragraphs if p.text.startswith("See "))
    assert [link.get(qn("w:anchor")) for link in last._p.iter(qn("w:hyperlink"))] == ["ref_more"]
    assert not [*last._p.iter(qn("w:instrText"))]


def test_a_long_policy_has_a_contents_table_and_a_short_one_none() -> None:
    long = opened(edition(LONG, "choices: {}", front=FRONT))
    entries = [p.text for p in long.paragraphs if p.style and p.style.name == "toc 1"]
    assert entries == [*(f"{n}.\tPart {n}" for n in range(1, 12)), "Version history"]
    xml = parts(word_file(edition(LONG, "choices: {}", front=FRONT)))
    assert "updateFields" not in xml["word/settings.xml"]
    assert "dirty" not in xml["word/document.xml"]
    short = opened(samples()["oakfield"])
    assert not [p for p in short.paragraphs if p.style and p.style.name.startswith("toc")]


def test_paper_language_and_properties() -> None:
    data = word_file(samples()["st-marys-st-johns"])
    word = docx.Document(BytesIO(data))
    section = word.sections[0]
    assert section.page_width and section.page_height
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)
    core = word.core_properties
    school = "St Mary’s & St John’s C of E Primary School"
    assert (core.title, core.author) == (f"Social media policy – {school}", school)
    assert core.subject == "Model policy 2016-04 of Herts for Learning, Schools’ HR Advisory Team"
    assert core.keywords == "social media, staff conduct, online safety"
    assert (core.language, core.version) == ("en-GB", "3.0")
    assert str(core.modified) == str(core.created) == "2026-03-10 00:00:00+00:00"
    xml = parts(data)
    assert '<w:lang w:val="en-GB"' in xml["word/styles.xml"]
    for name, value in (
        ("Policy", "social-media"),
        ("Model version", "2016-04"),
        ("Version", "3.0"),
    ):
        assert f'name="{name}"><vt:lpwstr>{value}<' in xml["docProps/custom.xml"]
    assert "St Mary’s &amp; St John’s" in xml["docProps/custom.xml"]


def test_a_draft_and_a_model_say_so_on_every_page() -> None:
    for name, notice in (("a draft of oakfield", "DRAFT"), ("the model edition", "MODEL POLICY")):
        section = opened(samples()[name]).sections[0]
        assert any(notice in paragraph.text for paragraph in section.header.paragraphs)
    assert not any(
        "DRAFT" in p.text for p in opened(samples()["oakfield"]).sections[0].header.paragraphs
    )


def test_the_house_style_is_used_as_it_is() -> None:
    word = opened(samples()["st-marys-st-johns"], house_style())
    section = word.sections[0]
    assert section.header.paragraphs[0].text == "Our own header"
    assert section.footer.paragraphs[0].text == "Our own footer"
    assert section.left_margin == pytest.approx(Cm(3.3), abs=1000)
    assert word.styles["Heading 1"].font.color.rgb == RGBColor(0x80, 0, 0x40)
    texts = [paragraph.text for paragraph in word.paragraphs]
    assert "What is to go" not in texts
    assert texts[0] == "Social media policy"
    for made in samples().values():
        assert read_docx(word_file(made, house_style())) == read_docx(word_file(made))
    draft = opened(samples()["a draft of oakfield"], house_style()).sections[0]
    assert [p.text for p in draft.header.paragraphs] == [
        "Our own header", "DRAFT: not for publication",
    ]  # fmt: skip


@pytest.mark.parametrize("lost", ["Open", "Clause", "Subclause", "List Bullet 2", "Heading 1"])
def test_a_house_style_gets_what_it_lacks(lost: str) -> None:
    house = docx.Document(BytesIO(our_base()))
    house.styles[lost].delete()
    buffer = BytesIO()
    house.save(buffer)
    for made in (samples()["the model edition"], samples()["oakfield"]):
        data = word_file(made, buffer.getvalue())
        assert violations(data) == []
        assert read_docx(data) == read_docx(word_file(made))


def test_an_edition_can_itself_be_the_house_style() -> None:
    data = word_file(samples()["oakfield"])
    again = word_file(samples()["oakfield"], data)
    assert violations(again) == []
    assert read_docx(again) == read_docx(data)


def test_tables_that_follow_each_other_stay_apart() -> None:
    table = "| a | b | c | d |\n| - | - | - | - |\n| 1 | 2 | 3 | 4 |\n"
    body = opened(edition(f"## A\n\n{table}\n{table}", front=FRONT)).element.body
    tables = [element.tag == qn("w:tbl") for element in body]
    assert (True, True) not in list(pairwise(tables))
    widths = [int(column.get(qn("w:w"))) for column in body.findall(qn("w:tbl"))[1].tblGrid]
    assert max(widths) - min(widths) < 5  # twips: what is left over is the last one's


def test_a_heading_that_holds_a_link_is_one_link_in_the_contents() -> None:
    text = LONG.replace("## Part 2", "## The [law](https://example.org) of [](#part-1) on *all*")
    word = opened(edition(text, "choices: {}", front=FRONT))
    (entry,) = (p for p in word.paragraphs if p.text == "2.\tThe law of section 1 on all")
    assert [link.tag for link in entry._p.iter(qn("w:hyperlink"), qn("w:instrText"))] == [
        qn("w:hyperlink")
    ]


def test_a_house_style_that_is_no_word_file_is_said() -> None:
    with pytest.raises(PolicyError, match=r"^is not a Word document"):
        word_file(samples()["oakfield"], b"not a Word file")


def test_the_file_is_small_and_holds_no_date_of_today() -> None:
    data = word_file(samples()["holtsmere-end"])
    assert len(data) <= 20_000
    with zipfile.ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[0] == "[Content_Types].xml"
        assert len(names) == len(set(names))
        for entry in archive.infolist():
            assert entry.date_time == (1980, 1, 1, 0, 0, 0)
            assert entry.create_system == 3
    assert struct.unpack("<4s", data[:4])[0] == b"PK\3\4"


def test_a_house_style_may_use_other_prefixes_than_ours() -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(our_base())) as ours, zipfile.ZipFile(buffer, "w") as house:
        for name in ours.namelist():
            data = ours.read(name)
            if name == MAIN:
                data = re.sub(rb' xmlns:r="[^"]*"', b"", data)
                data = data.replace(b"<w:", b"<x:").replace(b"</w:", b"</x:")
                data = data.replace(b" w:", b" x:").replace(b"xmlns:w=", b"xmlns:x=")
            house.writestr(name, data)
    text = "## A {#a}\n\n1. See [us](https://example.org) and [](#a).\n"
    made = edition(text, "choices: {}", front=FRONT)
    data = word_file(made, buffer.getvalue())
    assert violations(data) == []
    assert read_docx(data) == read_docx(word_file(made))


@pytest.mark.parametrize("logo", ["", "png", "jpeg"])
def test_our_base_needs_no_library_and_is_what_the_library_makes_of_it(logo: str) -> None:
    """A change to a file in base/ must leave both ways alike."""
    ours, made = our_skeleton(logo), house_skeleton(our_base(), logo, notice=True)
    assert dict(ours.parts) == dict(made.parts)
    assert ours.parts == made.parts and ours.later == made.later
    for name in (
        "styles",
        "width",
        "turned_width",
        "counting",
        "steps",
        "lists",
        "sheets",
        "relations",
    ):
        assert getattr(ours.facts, name) == getattr(made.facts, name)


TWO_WAYS = """\
{% either d: a %}
## First

1. See [](#last) and [us](https://a.org).
{% or b %}
{% endeither %}

## Middle {#middle}

1. See [them](https://b.org) and [us](https://a.org).
{% either d: a %}
{% or b %}
2. See [](#middle).
{% endeither %}

## Last {#last}

1. End.
"""


def test_which_texts_were_set_before_is_not_seen_in_a_file() -> None:
    front = f"{FRONT}decisions: {{d: {{ask: Which?, alternatives: {{a: A, b: B}}}}}}\n"
    editions = [edition(TWO_WAYS, f"choices: {{d: {choice}}}", front=front) for choice in "ab"]
    files = [word_file(made) for made in editions]  # the middle and the end are common to both
    for made, data in zip(editions, files, strict=True):
        assert violations(data) == []
        copy = pickle.loads(pickle.dumps(made.document))  # as if nothing of it had been set
        assert plate("docx", copy).fill(made.values) == data
    targets = [
        re.findall(r'Id="(rId\d+)"[^>]*Target="(https[^"]*)"', parts(f)[LINKS]) for f in files
    ]
    assert targets == [
        [("rId8", "https://a.org"), ("rId9", "https://b.org")],
        [("rId8", "https://b.org"), ("rId9", "https://a.org")],
    ]
    marks = [re.findall(r'Start w:id="(\d+)" w:name="(\w+)"', parts(f)[MAIN]) for f in files]
    assert marks == [[("1", "ref_last")], [("1", "ref_middle")]]


def test_two_lists_do_not_run_on() -> None:
    text = "## One {#one}\n\n1. a\n   1. x\n   2. y\n2. b\n   1. z\n\n## Two {#two}\n\n1. c\n"
    made, _ = adopted(text, front=FRONT)
    assert violations(word_file(made)) == []
    assert model_edition(model(text, FRONT)).document.children


FRONT = """\
title: Long policy
publisher: The Trust
issued: April 2016
review: annually
"""


LED = """\
## Loans

1. Ask {{ values.contact|linked }} or [us](mailto:a@oak.example), or **{{ values.other|linked }}**.
2. See {{ values.site|linked }} and {{ values.contact|linked }}.
"""
LEADING = f"""{FRONT}values:
  contact: {{ask: Whom?, type: email}}
  other: {{ask: Whom else?, type: email}}
  site: {{ask: Where?, type: link}}
"""


@pytest.mark.parametrize("other", ["a@oak.example", "b@oak.example"])
def test_links_to_values_are_the_same_filled_before_or_after(other: str) -> None:
    site = "https://oak.example/?a=1&b='2'"
    answers = f'values: {{contact: a@oak.example, other: {other}, site: "{site}"}}'
    made = edition(LED, answers, front=LEADING)
    data = word_file(made)
    assert violations(data) == []
    assert plate("docx", filled(made)).fill({}) == data
    found = re.findall(r'Target="((?:mailto|https)[^"]*)" TargetMode', parts(data)[LINKS])
    expected = [f"mailto:{name}" for name in dict.fromkeys(["a@oak.example", other])]
    assert found == [*expected, site.replace("&", "&amp;")]
    assert parts(data)[MAIN].count("<w:hyperlink r:id=") == 5
