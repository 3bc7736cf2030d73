"""Each rule of `docx_rules` finds the fault that it is there for, planted in a sound file."""

import zipfile
from collections.abc import Iterable
from io import BytesIO

import pytest
from docx_rules import RULES, take_apart, violations

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_NAMESPACES = (
    f'xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
)
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    '<w:r><w:instrText xml:space="preserve"> REF ref_here \\w \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    "<w:r><w:t>1</w:t></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_BODY = (
    '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>'
    '<w:bookmarkStart w:id="1" w:name="ref_here"/>'
    '<w:r><w:t>Here</w:t></w:r><w:bookmarkEnd w:id="1"/></w:p>'
    '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
    '<w:r><w:t xml:space="preserve">See </w:t></w:r>'
    f"{_FIELD}"
    '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>now</w:t></w:r></w:p>'
    '<w:p><w:hyperlink w:anchor="ref_here"><w:r><w:t>inside</w:t></w:r></w:hyperlink>'
    '<w:hyperlink r:id="rId5"><w:r><w:t>outside</w:t></w:r></w:hyperlink></w:p>'
    '<w:p><w:ins w:id="7" w:author="A" w:date="2016-04-01T00:00:00Z">'
    "<w:r><w:t>new</w:t></w:r></w:ins>"
    '<w:del w:id="8" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>'
    '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="Seal"/></wp:inline></w:drawing></w:r></w:p>'
    '<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/></w:tblPr>'
    '<w:tblGrid><w:gridCol w:w="1"/><w:gridCol w:w="1"/></w:tblGrid>'
    "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    '<w:tr><w:trPr><w:ins w:id="9" w:author="A"/></w:trPr>'
    '<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    '<w:p><w:ins w:id="10" w:author="A"><w:r><w:t>row</w:t></w:r></w:ins></w:p></w:tc></w:tr>'
    "</w:tbl><w:p/>"
    '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/></w:sectPr>'
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="en-GB"/></w:rPr></w:rPrDefault>'
    '</w:docDefaults><w:style w:type="paragraph" w:styleId="Normal"/>'
    '<w:style w:type="paragraph" w:styleId="Heading1"><w:basedOn w:val="Normal"/></w:style>'
    '<w:style w:type="character" w:styleId="Strong"/><w:style w:type="table" w:styleId="Grid"/>'
)
_CORE = (
    "<dc:title>T</dc:title><dc:creator>C</dc:creator><dc:language>en-GB</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">2016-04-01T00:00:00Z</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">2016-04-01</dcterms:modified>'
)
_CORE_NAMESPACES = (
    f'xmlns:cp="{_PACKAGE}/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def _relationships(*targets: str) -> str:
    lines = []
    for number, target in enumerate(targets, start=1):
        kind, _, address = target.partition(" ")
        mode = ' TargetMode="External"' if ":" in address else ""
        lines.append(
            f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{kind}" '
            f'Target="{address}"{mode}/>'
        )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{"".join(lines)}</Relationships>'


SOUND = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        '<Override PartName="/word/styles.xml" ContentType="application/xml"/></Types>'
    ),
    "_rels/.rels": _relationships(
        "officeDocument word/document.xml",
        "core-properties docProps/core.xml",
        "custom-properties docProps/custom.xml",
    ),
    "docProps/core.xml": f"<cp:coreProperties {_CORE_NAMESPACES}>{_CORE}</cp:coreProperties>",
    "docProps/custom.xml": (
        f'<Properties xmlns="{_OFFICE}/custom-properties">'
        '<property pid="2" name="Policy"/><property pid="3" name="Model"/></Properties>'
    ),
    "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{_BODY}</w:body></w:document>",
    "word/_rels/document.xml.rels": _relationships(
        "styles styles.xml",
        "numbering numbering.xml",
        "settings settings.xml",
        "header header1.xml",
        "hyperlink https://example.org",
    ),
    "word/styles.xml": f"<w:styles {_NAMESPACES}>{_STYLES}</w:styles>",
    "word/numbering.xml": (
        f'<w:numbering {_NAMESPACES}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"/>'
        '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    ),
    "word/settings.xml": f'<w:settings {_NAMESPACES}><w:themeFontLang w:val="en-GB"/></w:settings>',
    "word/header1.xml": (
        f'<w:hdr {_NAMESPACES}><w:p><w:r><w:drawing><wp:inline><wp:docPr id="2" name="Logo"/>'
        '<a:graphic><a:blip r:embed="rId1"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
        "</w:hdr>"
    ),
    "word/_rels/header1.xml.rels": _relationships("image media/logo.png"),
    "word/media/logo.png": "",
}


def zipped(
    parts: Iterable[tuple[str, str]],
    date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    system: int = 3,
) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts:
            entry = zipfile.ZipInfo(name, date)
            entry.create_system = system
            archive.writestr(entry, text)
    return file.getvalue()


def test_a_sound_file_has_no_violations() -> None:
    assert violations(zipped(SOUND.items())) == []


_DOCUMENT, _STYLESHEET = "word/document.xml", "word/styles.xml"
_CORE_PART, _HEADER = "docProps/core.xml", "word/header1.xml"
_DOCUMENT_RELS = "word/_rels/document.xml.rels"
_NEW_WORDS = '<w:ins w:id="10" w:author="A"><w:r><w:t>row</w:t></w:r></w:ins>'

# The part, what stands there, what is put in its place, and what must be said of it.
_FAULTS = {
    "a bare ampersand": (_HEADER, "<w:r>", "<w:r><w:t>A & B</w:t>", "not well-formed"),
    "an illegal character": (_DOCUMENT, "now", "&#11;", "not well-formed"),
    "a line separator": (_DOCUMENT, "now", "\u2028", "holds U+2028"),
    "a C1 control": (_DOCUMENT, "now", "\x85", "holds U+0085"),
    "a bidirectional override": (_DOCUMENT, "now", "\u202e", "holds U+202E"),
    "a private-use character": (_DOCUMENT, "now", "\ue000", "holds U+E000"),
    "a private-use attribute": (_DOCUMENT, "Seal", "\ue001", "holds U+E001"),
    "no content type": ("[Content_Types].xml", 'Extension="png"', 'Extension="gif"', "no content"),
    "a type of nothing": ("[Content_Types].xml", "/word/styles", "/word/no", "is not there"),
    "a lost target": (_DOCUMENT_RELS, "settings.xml", "no.xml", "rId3 leads to word/no.xml"),
    "a part out of reach": (_DOCUMENT_RELS, "settings.xml", "no.xml", "no relationship leads"),
    "a relationship's id twice": (_DOCUMENT_RELS, '"rId2"', '"rId1"', "rId1 is used twice"),
    "an address that is not safe": (_DOCUMENT_RELS, "https:", "javascript:", "leads out to"),
    "an image of another part": (_HEADER, '"rId1"', '"rId9"', "blip uses rId9"),
    "an image that is none": (_DOCUMENT, "<wp:docPr", '<a:blip r:embed="rId1"/><wp:docPr',
                              "leads to a styles"),
    "a field that Word updates": ("word/settings.xml", "<w:theme", "<w:updateFields/><w:theme",
                                  "ask on opening"),
    "a dirty field": (_DOCUMENT, 'fldCharType="begin"', 'fldCharType="begin" w:dirty="true"',
                      "dirty"),
    "no core date": (_CORE_PART, "dcterms:modified", "dcterms:issued", "modified is missing"),
    "a core date without type": (_CORE_PART, ' xsi:type="dcterms:W3CDTF"', "", "not marked"),
    "a core date in words": (_CORE_PART, "2016-04-01T00:00:00Z", "April 2016", "no W3CDTF"),
    "a core date that never was": (_CORE_PART, "2016-04-01T", "2016-02-30T", "no W3CDTF"),
    "a core time without zone": (_CORE_PART, "00:00Z", "00:00", "no W3CDTF"),
    "another's author": (_CORE_PART, ">C<", ">python-docx<", "creator is 'python-docx'"),
    "no title": (_CORE_PART, ">T<", "><", "title is ''"),
    "no core language": (_CORE_PART, "dc:language", "dc:source", "language is missing"),
    "another proofing language": (_STYLESHEET, "en-GB", "en-US", "proofing language en-US"),
    "another language in the settings": ("word/settings.xml", "en-GB", "fr-FR", "fr-FR"),
    "no proofing language": (_STYLESHEET, "<w:lang ", "<w:rtl ", "no proofing language"),
    "a custom property's pid twice": ("docProps/custom.xml", '"3"', '"2"', "the pid 2"),
    "a reserved pid": ("docProps/custom.xml", '"3"', '"1"', "pid 1 is reserved"),
    "lost edge spaces": (_DOCUMENT, '<w:t xml:space="preserve">See', "<w:t>See", "'See '"),
    "a lost edge in a field": (_DOCUMENT, 'Text xml:space="preserve"', "Text", "loses its edges"),
    "a cell without paragraph": (_DOCUMENT, "<w:tc><w:p/></w:tc>", "<w:tc/>", "the cell"),
    "a cell that ends in a table": (_DOCUMENT, "<w:tc><w:p/></w:tc>",
                                    "<w:tc><w:p/><w:tbl><w:tblGrid/></w:tbl></w:tc>", "the cell"),
    "no table grid": (_DOCUMENT, "tblGrid>", "grid>", "no tblGrid"),
    "a short row": (_DOCUMENT, "<w:tc><w:p/></w:tc>", "", "spans 0 of 2"),
    "a span too wide": (_DOCUMENT, '<w:gridSpan w:val="2"/>', '<w:gridSpan w:val="3"/>', "spans 3"),
    "an unknown paragraph style": (_DOCUMENT, '"Heading1"', '"Heading2"', "names the style"),
    "an unknown character style": (_DOCUMENT, '"Strong"', '"Weak"', "rStyle names the style Weak"),
    "a style of another kind": (_DOCUMENT, '"Strong"', '"Heading1"', "a paragraph style"),
    "an unknown base style": (_STYLESHEET, 'basedOn w:val="Normal"', 'basedOn w:val="No"', "No,"),
    "a style twice": (_STYLESHEET, '"Strong"', '"Normal"', "Normal is there twice"),
    "an unknown number": (_DOCUMENT, '<w:numId w:val="1"/>', '<w:numId w:val="5"/>', "numId 5"),
    "an unknown level": (_DOCUMENT, '<w:ilvl w:val="0"/>', '<w:ilvl w:val="4"/>', "no level 4"),
    "a number that rests on none": ("word/numbering.xml", 'Id w:val="0"', 'Id w:val="3"', "rests"),
    "an open field": (_DOCUMENT, '<w:r><w:fldChar w:fldCharType="end"/></w:r>', "", "not closed"),
    "a field without beginning": (_DOCUMENT, '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "",
                                  "has no beginning"),
    "an open bookmark": (_DOCUMENT, '<w:bookmarkEnd w:id="1"/>', "", "ref_here is not closed"),
    "a bookmark's end alone": (_DOCUMENT, '<w:bookmarkStart w:id="1"', '<w:bookmarkStart w:id="2"',
                               "without having begun"),
    "a bookmark twice": (_DOCUMENT, "<w:tbl>",
                         '<w:p><w:bookmarkStart w:id="4" w:name="REF_here"/>'
                         '<w:bookmarkEnd w:id="4"/></w:p><w:tbl>', "the name ref_here"),
    "a bookmark's id twice": (_DOCUMENT, "<w:tbl>",
                              '<w:p><w:bookmarkStart w:id="1" w:name="b"/>'
                              '<w:bookmarkEnd w:id="1"/></w:p><w:tbl>', "the id 1"),
    "a long bookmark": (_DOCUMENT, "ref_here", "r" * 41, "can't be a bookmark"),
    "a bookmark with a hyphen": (_DOCUMENT, "ref_here", "ref-here", "can't be a bookmark"),
    "a bookmark over two paragraphs": (_DOCUMENT, '<w:bookmarkEnd w:id="1"/></w:p>',
                                       '</w:p><w:p><w:bookmarkEnd w:id="1"/></w:p>',
                                       "not within one paragraph"),
    "a bookmark outside its paragraph": (_DOCUMENT, '<w:bookmarkEnd w:id="1"/></w:p>',
                                         '</w:p><w:bookmarkEnd w:id="1"/>',
                                         "not within one paragraph"),
    "a lost reference": (_DOCUMENT, " REF ref_here", " REF ref_there", "leads to no bookmark"),
    "a lost page reference": (_DOCUMENT, " REF ref_here", " PAGEREF ref_there", "no bookmark"),
    "a lost reference in pieces": (_DOCUMENT, "REF ref_here \\w",
                                   'REF ref_</w:instrText><w:instrText xml:space="preserve">no ',
                                   "REF ref_no"),
    "a lost link in a field": (_DOCUMENT, " REF ref_here", ' HYPERLINK \\l "no"', "no bookmark"),
    "a lost simple field": (_DOCUMENT, "<w:p><w:ins", '<w:p><w:fldSimple w:instr="REF no"/><w:ins',
                            "'REF no'"),
    "a lost link": (_DOCUMENT, 'w:anchor="ref_here"', 'w:anchor="no"', "the link to 'no'"),
    "a link without target": (_DOCUMENT, ' w:anchor="ref_here"', "", "leads nowhere"),
    "a change's id twice": (_DOCUMENT, 'w:id="8"', 'w:id="7"', "changes have the id 7"),
    "a change by nobody": (_DOCUMENT, 'w:id="8" w:author="A"', 'w:id="8"', "has no author"),
    "a change's bad date": (_DOCUMENT, "2016-04-01T00:00:00Z", "yesterday", "dated 'yesterday'"),
    "deleted words that stand": (_DOCUMENT, "delText>", "t>", "written as if it stood"),
    "deleted words out of place": (_DOCUMENT, "<w:t>now</w:t>", "<w:delText>x</w:delText>",
                                   "written as deleted"),
    "a new row of old words": (_DOCUMENT, _NEW_WORDS, "<w:r><w:t>row</w:t></w:r>",
                               "the row 'row' is marked"),
    "a drawing's id twice": (_HEADER, 'docPr id="2"', 'docPr id="1"', "the docPr id 1"),
}  # fmt: skip


def with_fault(fault: str) -> bytes:
    part, old, new, _ = _FAULTS[fault]
    assert old in SOUND[part]
    return zipped((SOUND | {part: SOUND[part].replace(old, new)}).items())


@pytest.mark.parametrize("fault", _FAULTS)
def test_a_planted_fault_is_found(fault: str) -> None:
    said = _FAULTS[fault][-1]
    assert any(said in violation for violation in violations(with_fault(fault)))


def test_every_rule_has_a_planted_fault() -> None:
    """A rule that nothing tries may have stopped looking; the zip's own has its tests below."""
    packages = [take_apart(with_fault(fault)) for fault in _FAULTS]
    silent = {rule.__name__ for rule in RULES if not any(any(rule(p)) for p in packages)}
    assert silent == {"_zip"}


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_found() -> None:
    parts = [*SOUND.items(), ("word/styles.xml", SOUND["word/styles.xml"])]
    assert "word/styles.xml: stands in the zip more than once" in violations(zipped(parts))


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (zipped(SOUND.items(), date=(2026, 1, 2, 3, 4, 6)), "two builds would differ"),
        (zipped(SOUND.items(), system=0), "create_system is 0"),
        (zipped(reversed(SOUND.items())), "stands first"),
        (zipped(list(SOUND.items())[1:]), "[Content_Types].xml: is missing"),
        (b"PK", "no zip file"),
    ],
    ids=["date", "system", "order", "content types", "no zip"],
)
def test_a_fault_of_the_zip_is_found(file: bytes, said: str) -> None:
    assert any(said in violation for violation in violations(file))
