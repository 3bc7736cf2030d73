"""Any Word file can be a house style: it changes the look, never a number or a word."""

import random
import re
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import house_styles
import pytest
from agreement import read_docx, read_markdown
from docx_rules import W, take_apart, violations
from house_styles import (
    FOOTER,
    HEADER,
    MAIN,
    SETTINGS,
    STYLES,
    changed,
    field,
    odd_styles,
    with_header,
    words,
)
from making import edition, samples

from policygen.assembly.edition import Edition
from policygen.errors import PolicyError
from policygen.writers import plate
from policygen.writers.docx.base import our_base
from policygen.writers.docx.house import open_house

FRONT = "title: Long policy\npublisher: The Trust\nissued: April 2016\nreview: annually\n"
# Long enough for a contents table, with everything that a style of ours is for.
LONG = "".join(
    f"## Part {n} {{#part-{n}}}\n\nAs follows.\n\n1. {'word ' * 190}\n\n   So it is.\n"
    f"   1. Sub.\n   - One\n\n     more\n     - Two\n2. See [](#part-1).\n\n> As was said.\n\n"
    f"### Third\n\n1. Below it.\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n"
    for n in range(1, 12)
)


def every_kind() -> list[Edition]:
    """A finished edition, one that is open, and a long one."""
    long = edition(LONG, "choices: {}", front=FRONT)
    return [samples()["oakfield"], samples()["a draft of oakfield"], long]


def set_in(style: bytes, made: Edition | None = None) -> bytes:
    made = made or samples()["oakfield"]
    return plate("docx", made.document, style).fill(made.values, made.logo, made.pictures)


def text_of(data: bytes, part: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        root = take_apart(data).trees[part]
        assert part in archive.namelist()
        return "".join(text.text or "" for text in root.iter(f"{W}t"))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode()


def left_out(style: bytes) -> list[str]:
    return [reason.message for reason in open_house(style).said]


@pytest.mark.parametrize("name", odd_styles())
def test_numbers_and_words_are_the_same_in_any_style_and_no_rule_is_broken(name: str) -> None:
    for made in every_kind():
        data = set_in(odd_styles()[name], made)
        assert read_docx(data) == read_markdown(plate("md", made.document).fill(made.values))
        # python-docx's template brings bullets of a symbol font.
        assert [said for said in violations(data) if "U+F0B7" not in said] == []


def effective(styles: dict[str, Any], style: Any, path: str) -> Any:
    """What a style has of a property, or inherits."""
    while style is not None:
        if (found := style.find("/".join(W + name for name in path.split("/")))) is not None:
            return found
        based = style.find(f"{W}basedOn")
        style = None if based is None else styles.get(based.get(f"{W}val"))
    return None


COUNTING = ("Heading 1", "Appendix Heading", "Clause", "Subclause", "Subclause 2")


@pytest.mark.parametrize("name", odd_styles())
def test_no_style_has_a_number_that_we_do_not_print(name: str) -> None:
    data = set_in(odd_styles()[name])
    package = take_apart(data)
    root = package.trees[STYLES]
    styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
    formats = {}
    numbering = package.trees["word/numbering.xml"]
    abstracts = {a.get(f"{W}abstractNumId"): a for a in numbering.iter(f"{W}abstractNum")}
    for num in numbering.iter(f"{W}num"):
        abstract = abstracts[num.find(f"{W}abstractNumId").get(f"{W}val")]
        formats[num.get(f"{W}numId")] = abstract.find(f"{W}lvl/{W}lvlText")
    for key, style_id in open_house(odd_styles()[name]).facts.styles.items():
        default = next(s for s in styles.values() if s.get(f"{W}default") == "1")
        style = default if style_id is None else styles[style_id]
        number = effective(styles, style, "pPr/numPr/numId")
        counts = number is not None and number.get(f"{W}val") != "0"
        if counts and formats[number.get(f"{W}val")].get(f"{W}val"):
            assert key in COUNTING or key.startswith("List Bullet")


def test_a_style_that_loses_its_number_loses_the_indents_of_the_number() -> None:
    data = set_in(odd_styles()["every style is numbered"])
    root = take_apart(data).trees[STYLES]
    styles = {style.get(f"{W}styleId"): style for style in root.iter(f"{W}style")}
    for name, left in (("ClauseText", "720"), ("Quote", "360")):  # as in our own style
        assert styles[name].find(f"{W}pPr/{W}ind").get(f"{W}left") == left
    for name in ("Title", "Heading2", "TableText", "Caption", "Header"):
        indent = styles[name].find(f"{W}pPr/{W}ind")
        assert indent.get(f"{W}left") == indent.get(f"{W}firstLine") == "0", name
        assert indent.get(f"{W}hanging") is None


def test_the_look_of_a_numbered_style_stays_the_house_s() -> None:
    red = changed(
        odd_styles()["python-docx"],
        {STYLES: lambda text: re.sub(r'(w:styleId="Heading1".*?<w:color w:val=)"\w+"',
                                     r'\1"AA0011"', text, count=1, flags=re.DOTALL)},
    )  # fmt: skip
    assert "AA0011" in part(set_in(red), STYLES)


# What is refused


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
ODT = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
ENTITIES = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'

REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty": (lambda: b"", "is empty"),
    "text": (lambda: b"Policy", "is not a Word document"),
    "web page": (lambda: b"\xef\xbb\xbf <html>", "is a web page"),
    "RTF": (lambda: rb"{\rtf1}", "is in Rich Text Format"),
    "PDF": (lambda: b"%PDF-1.7", "is a PDF"),
    "old": (lambda: OLD + "WordDocument".encode("utf-16-le"), r"old kind \(\.doc\)"),
    "old Excel": (lambda: OLD, "another Office file of the old kind"),
    "password": (lambda: OLD + "EncryptedPackage".encode("utf-16-le"), "by a password"),
    "ODT": (lambda: zipped(ODT), r"is an OpenDocument file \(\.odt\)"),
    "zip": (lambda: zipped({"a.txt": b"a"}), "is a zip file, but not a Word document"),
    "half a zip": (lambda: our_base()[:-500], "is damaged: it can't be unpacked"),
    "broken part": (
        lambda: changed(our_base(), {STYLES: "<w:styles"}), r"damaged: word/styles\.xml is broken"
    ),
    "broken links": (
        lambda: changed(our_base(), {"_rels/.rels": b"\x00"}), r"damaged: _rels/\.rels is broken"
    ),
    "no main part": (lambda: changed(our_base(), {MAIN: None}), "the part that holds its text"),
    "no body": (
        lambda: changed(our_base(), {MAIN: lambda text: re.sub("<w:body>.*</w:body>", "", text,
                                                               flags=re.DOTALL)}),
        "it has no body",
    ),
    "Excel": (
        lambda: changed(our_base(), {house_styles.TYPES: lambda text: text.replace(WORD, EXCEL)}),
        "is an Excel workbook",
    ),
    "entities": (
        lambda: changed(our_base(), {STYLES: lambda text: re.sub(r"<\?.*?\?>", ENTITIES, text)}),
        "declares a document type",
    ),
    "too many parts": (
        lambda: changed(our_base(), {f"word/media/{n}.png": b"" for n in range(2_100)}),
        "has 2,1.. parts",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_not_be_used_is_told_for_its_true_reason_and_with_what_to_do(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(PolicyError, match=reason) as caught:
        set_in(make())
    (said,) = caught.value.reasons
    assert said.hint
    assert "\n" not in said.message


def test_a_file_that_would_fill_the_memory_is_refused_before_it_is_unpacked() -> None:
    zeros = bytes(80 * 1024 * 1024)
    bomb = zipped({**dict.fromkeys(["[Content_Types].xml"], b"<a/>"), "word/a.xml": zeros})
    assert len(bomb) < 200_000
    del zeros
    tracemalloc.start()
    try:
        with pytest.raises(PolicyError, match="is 80 MB when unpacked; at most 64 MB"):
            open_house(bomb)
        assert tracemalloc.get_traced_memory()[1] < 2 * 1024 * 1024
    finally:
        tracemalloc.stop()
    large = changed(our_base(), {STYLES: b" " * (17 * 1024 * 1024)})
    with pytest.raises(PolicyError, match=r"a part of 17 MB, 'word/styles\.xml'"):
        open_house(large)


def test_a_damaged_file_is_told_and_never_a_traceback() -> None:
    """Whatever bytes are changed: it is used, or refused in words."""
    chance = random.Random(8)
    whole = zipped_whole(odd_styles()["all kinds of pages"])
    refused = 0
    for _ in range(60):
        damaged = bytearray(whole)
        for _ in range(chance.choice((1, 5, 200))):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            set_in(bytes(damaged))
        except PolicyError:
            refused += 1
    assert refused > 20


def zipped_whole(data: bytes) -> bytes:
    """The same, so that its XML stands in the file as it is."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    return buffer.getvalue()


# What is left out


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("macros", ["its macros are left out"]),
        ("an attached template", [
            "an attached template is left out: 'file:///C:/Templates/School.dotm'",
            "its protection against editing is left out",
        ]),
        ("a linked picture", ["a linked picture is left out: 'https://example.org/logo.png'"]),
        ("an embedded object", ["an embedded object is left out"]),
        ("a picture", []),
        ("a template", []),
        ("Strict", []),
        ("python-docx", []),
    ],
)  # fmt: skip
def test_what_acts_or_leads_out_is_left_out_and_said(name: str, said: list[str]) -> None:
    style = odd_styles()[name]
    assert left_out(style) == said
    package = take_apart(set_in(style))
    assert not [part for part in package.parts if re.search("vba|embed|activeX|ole", part)]
    links = [text for key, text in package.parts.items() if key.endswith(".rels")]
    assert not [text for text in links if b"External" in text and b"example.org" in text]
    assert b"macro" not in package.parts["[Content_Types].xml"].lower()


def test_a_link_in_a_header_stays_if_a_link_may_lead_there() -> None:
    link = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Our site</w:t></w:r></w:hyperlink></w:p>'
    for address, stays in (("https://school.example", True), ("file:///c:/a.doc", False)):
        style = with_header(link, links=house_styles.relation("hyperlink", address, "External"))
        data = set_in(style)
        assert violations(data) == []
        assert "Our site" in text_of(data, HEADER)
        assert (address in part(data, "word/_rels/header1.xml.rels")) if stays else (
            left_out(style) == [f"a link to {address!r} is left out; its words stay"]
        )  # fmt: skip


def test_a_picture_of_the_header_comes_along() -> None:
    package = take_apart(set_in(odd_styles()["a picture"]))
    assert house_styles.PIXEL in package.parts.values()


# Header and footer


def test_an_empty_header_is_not_the_house_s_own() -> None:
    data = set_in(odd_styles()["an empty header"])
    assert text_of(data, HEADER) == "Oakfield Community School"
    assert "version 1.0" in text_of(data, FOOTER)


def test_header_and_footer_are_judged_apart() -> None:
    data = set_in(odd_styles()["a footer of theirs"])
    assert text_of(data, HEADER) == "Oakfield Community School"
    assert text_of(data, FOOTER) == "Our footer"
    data = set_in(with_header(words("Our header")))
    assert text_of(data, HEADER) == "Our header"
    assert "version 1.0" in text_of(data, FOOTER)


def test_every_kind_of_page_has_the_header_that_it_had_and_a_footer() -> None:
    package = take_apart(
        set_in(odd_styles()["all kinds of pages"], samples()["a draft of oakfield"])
    )
    body = package.trees[MAIN]
    for kind in ("header", "footer"):
        pages = [r.get(f"{W}type") for r in body.iter(f"{W}{kind}Reference")]
        assert pages == ["default", "first", "even"]
    headers = ["".join(t.itertext()) for key, t in sorted(package.trees.items())
               if re.fullmatch(r"word/header\d.xml", key)]  # fmt: skip
    notice = "DRAFT: not for publication"
    assert headers == [
        f"Every page{notice}", f"The first page{notice}", f"Even pages{notice}",
    ]  # fmt: skip


def test_ours_follows_the_width_of_the_page() -> None:
    data = set_in(odd_styles()["landscape"])
    header = take_apart(data).trees[HEADER]
    tabs = {tab.get(f"{W}pos"): tab.get(f"{W}val") for tab in header.iter(f"{W}tab")
            if tab.get(f"{W}val")}  # fmt: skip
    page = take_apart(data).trees[MAIN].find(f".//{W}pgSz")
    margins = take_apart(data).trees[MAIN].find(f".//{W}pgMar")
    width = int(page.get(f"{W}w")) - int(margins.get(f"{W}left")) - int(margins.get(f"{W}right"))
    assert tabs.pop(str(width)) == "right"
    assert set(tabs.values()) == {"clear"}
    for table in take_apart(data).trees[MAIN].iter(f"{W}tblGrid"):
        assert sum(int(column.get(f"{W}w")) for column in table) == pytest.approx(width, abs=20)


def test_tables_fit_a_column() -> None:
    body = take_apart(set_in(odd_styles()["columns"])).trees[MAIN]
    for table in body.iter(f"{W}tblGrid"):
        assert sum(int(column.get(f"{W}w")) for column in table) <= (9638 - 708) // 2


SCHOOL = "Oakfield Community School"
FIELDS = [
    ("TITLE", f"Social media policy – {SCHOOL}"),
    (r"TITLE \* MERGEFORMAT", f"Social media policy – {SCHOOL}"),
    ("DOCPROPERTY Title", f"Social media policy – {SCHOOL}"),
    ("DOCPROPERTY  Company  \\* MERGEFORMAT", SCHOOL),
    ("DOCPROPERTY School", SCHOOL),
    ('DOCPROPERTY "Version"', "1.0"),
    ('DOCPROPERTY "Model version"', "2016-04"),
    ("AUTHOR", SCHOOL),
    ("USERNAME", SCHOOL),
    ("SUBJECT", "Model policy 2016-04 of Herts for Learning, Schools’ HR Advisory Team"),
    ("FILENAME \\p", "Social media policy"),
    ("STYLEREF Title", "Social media policy"),
    ('STYLEREF "Heading 1"', "Social media policy"),
    ('STYLEREF "Heading 7"', "Social media policy"),
    (r"STYLEREF 1 \n", "1"),
    ("DOCPROPERTY Department", "as it was"),
    ("DOCVARIABLE x", "as it was"),
    ("MERGEFIELD x", "as it was"),
    ("PAGE", "as it was"),
    ("NUMPAGES", "1"),
    ("REF somewhere", "as it was"),
    ('INCLUDETEXT "c:\\\\a.docx"', "as it was"),
]
STAY = {"TITLE", "DOCPROPERTY Title", "AUTHOR", "STYLEREF Title", "PAGE", "NUMPAGES", "SUBJECT"}
GO = {"DOCPROPERTY Department", "DOCVARIABLE x", "REF somewhere", 'STYLEREF "Heading 7"'}


@pytest.mark.parametrize(("code", "shown"), FIELDS)
@pytest.mark.parametrize("cached", ["as it was", ""])
def test_a_field_shows_what_is_true_of_the_edition(code: str, shown: str, cached: str) -> None:
    escaped = code.replace('"', "&quot;")
    result = f"<w:r><w:t>{cached}</w:t></w:r>"
    simple = f'<w:p><w:fldSimple w:instr=" {escaped} ">{result}</w:fldSimple></w:p>'
    for field_ in (field(code, cached), simple):
        data = set_in(with_header(words("Ours") + field_))
        expected = cached if shown == "as it was" else shown
        assert text_of(data, HEADER) == f"Ours{expected}"
        header = part(data, HEADER)
        assert (" TITLE" in header) == ("TITLE" in code.split())
        if code in STAY:
            assert "fldChar" in header
        if code in GO:
            assert "fldChar" not in header
        assert violations(data) == []
        assert "updateFields" not in part(data, SETTINGS)


def test_the_company_that_a_field_asks_for_is_in_the_properties_too() -> None:
    data = set_in(with_header(field("DOCPROPERTY Company", "Acme")))
    assert f"<Company>{SCHOOL}</Company>" in part(data, "docProps/app.xml")
    assert "Company" not in part(set_in(our_base()), "docProps/app.xml")


def test_a_draft_has_no_version_and_its_field_no_error() -> None:
    data = set_in(with_header(words("V") + field("DOCPROPERTY Version", "7.0")),
                  samples()["a draft of oakfield"])  # fmt: skip
    assert text_of(data, HEADER).startswith("VDRAFT")
    assert "DOCPROPERTY" not in part(data, HEADER)


def test_a_field_in_a_field_and_half_a_field_break_nothing() -> None:
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end"))
    nested = field("IF 1 = 1", "x").replace(
        "</w:instrText></w:r>", "</w:instrText></w:r>" + field("PAGE", "1")[5:-6], 1
    )
    header = f"{words('Ours')}{nested}<w:p>{end}{begin}</w:p>"
    data = set_in(with_header(header))
    assert violations(data) == []


def test_a_content_control_that_is_bound_to_a_property_shows_ours() -> None:
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/ns1:coreProperties[1]/ns0:title[1]"'
        ' w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/></w:sdtPr><w:sdtContent>'
        "<w:r><w:t>[Document </w:t></w:r><w:r><w:t>title]</w:t></w:r></w:sdtContent></w:sdt>"
    )
    data = set_in(with_header(f"<w:p>{control}</w:p>"))
    assert text_of(data, HEADER) == f"Social media policy – {SCHOOL}"
    assert violations(data) == []
