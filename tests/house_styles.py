"""Odd house styles by the dozen, of kinds that people have: each made of a Word file in code.

Most begin as python-docx's template, which is one of Word's with other styles than ours, or as our
own base without its styles.
"""

import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import TypeAlias

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Inches

from policygen.writers.docx.base import our_base

Change: TypeAlias = Callable[[str], str] | str | bytes | None

MAIN, STYLES, NUMBERING = "word/document.xml", "word/styles.xml", "word/numbering.xml"
SETTINGS, TYPES, LINKS = "word/settings.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
HEADER, FOOTER = "word/header1.xml", "word/footer1.xml"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_NAMES = (
    f'xmlns:w="{_WORD}" xmlns:r="{_OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    ' xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)


def changed(data: bytes, changes: Mapping[str, Change]) -> bytes:
    """A Word file with some of its parts changed, added, or taken out where there is None."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        left = dict(changes)
        for name in old.namelist():
            part = old.read(name)
            if name in left:
                change = left.pop(name)
                if change is None:
                    continue
                said = change(part.decode()) if callable(change) else change
                part = said.encode() if isinstance(said, str) else said
            new.writestr(name, part)
        for name, change in left.items():
            if isinstance(change, str | bytes):
                new.writestr(name, change)
    return buffer.getvalue()


def instead(pattern: str, by: str) -> Callable[[str], str]:
    """A change that must change something."""

    def change(text: str) -> str:
        made, count = re.subn(pattern, lambda _: by, text, flags=re.DOTALL)
        assert count, pattern
        return made

    return change


def with_header(
    words: str, *, kind: str = "header", links: str = "", data: bytes | None = None,
    files: Mapping[str, bytes] = {},
) -> bytes:  # fmt: skip
    """A house style whose header or footer holds these paragraphs, and leads to some parts."""
    tag = {"header": "hdr", "footer": "ftr"}[kind]
    content = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    name = f"word/{kind}9.xml"
    reference = f'<w:{kind}Reference w:type="default" r:id="rId99{tag}"/>'
    relation = f'<Relationship Id="rId99{tag}" Type="{_OFFICE}/{kind}" Target="{kind}9.xml"/>'
    override = f'<Override PartName="/{name}" ContentType="{content}"/>'
    types = (
        '<Default Extension="png" ContentType="image/png"/>'
        '<Default Extension="bin" ContentType="application/octet-stream"/>'
    )
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    return changed(
        data or our_base(),
        {
            MAIN: instead("<w:sectPr>", f"<w:sectPr>{reference}"),
            LINKS: instead("</Relationships>", f"{relation}</Relationships>"),
            TYPES: lambda text: text.replace("</Types>", f"{override}</Types>").replace(
                "<Default", f"{'' if 'png' in text else types}<Default", 1
            ),
            name: f"<w:{tag} {_NAMES}>{words}</w:{tag}>",
            f"word/_rels/{kind}9.xml.rels": f'<Relationships xmlns="{relations}">{links}'
            "</Relationships>",
            **files,
        },
    )


def words(text: str) -> str:
    """A paragraph."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def field(code: str, cached: str) -> str:
    """A paragraph that is a field, with the result that it had."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in _PARTS]
    begin, separate, end = marks
    instruction = f'<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
    shown = f"<w:r><w:t>{cached}</w:t></w:r>" if cached else ""
    return f"<w:p>{begin}{instruction}{separate}{shown}{end}</w:p>"


_PARTS = ("begin", "separate", "end")


def _saved(make: Callable[[docx.document.Document], object]) -> bytes:
    """python-docx's template, changed."""
    word = docx.Document()
    make(word)
    buffer = BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _typed(kind: str) -> Callable[[str], str]:
    return instead(re.escape(_MAIN_TYPE), kind)


def _added_style(xml: str) -> Callable[[str], str]:
    return instead("</w:styles>", f"{xml}</w:styles>")


def _numbered(*links: str) -> str:
    """A numbering part with one list of theirs, whose levels are linked with styles."""
    levels = "".join(
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
        f'<w:pStyle w:val="{name}"/><w:lvlText w:val="Part %{index + 1}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="2000" w:hanging="2000"/></w:pPr></w:lvl>'
        for index, name in enumerate(links)
    )
    return (
        f'<w:numbering xmlns:w="{_WORD}"><w:abstractNum w:abstractNumId="7">'
        f'<w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
        '<w:num w:numId="5"><w:abstractNumId w:val="7"/></w:num></w:numbering>'
    )


def _number_in(*names: str) -> Callable[[str], str]:
    """Let styles have numbers and the indents that go with them."""

    def change(text: str) -> str:
        for level, name in enumerate(names):
            number = (
                f'<w:numPr><w:ilvl w:val="{level % 9}"/><w:numId w:val="5"/></w:numPr>'
                '<w:ind w:left="2000" w:hanging="2000"/>'
            )
            style = re.search(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', text, re.DOTALL)
            assert style, name
            bare = re.sub("<w:numPr>.*?</w:numPr>|<w:ind [^>]*>", "", style[0], flags=re.DOTALL)
            if "<w:pPr>" in bare:
                new = bare.replace("<w:pPr>", f"<w:pPr>{number}", 1)
                new = _ordered(new)
            else:
                place = "<w:rPr>" if "<w:rPr>" in bare else "</w:style>"
                new = bare.replace(place, f"<w:pPr>{number}</w:pPr>{place}", 1)
            text = text.replace(style[0], new)
        return text

    return change


def _ordered(style: str) -> str:
    """A paragraph's properties in the schema's order, as far as these styles have them."""
    inside = re.search("<w:pPr>(.*?)</w:pPr>", style, re.DOTALL)
    assert inside
    order = ("keepNext", "keepLines", "numPr", "pBdr", "shd", "tabs", "spacing", "ind",
             "contextualSpacing", "jc", "outlineLvl")  # fmt: skip
    parts = re.findall(r"<w:(\w+)(?: [^>]*?)?(?:/>|>.*?</w:\1>)", inside[1], re.DOTALL)
    found = {name: re.search(rf"<w:{name}(?: [^>]*?)?(?:/>|>.*?</w:{name}>)", inside[1], re.DOTALL)
             for name in parts}  # fmt: skip
    known = [name for name in order if found.get(name)]
    joint = "".join(match[0] for name in known if (match := found[name]))
    return style.replace(inside[0], f"<w:pPr>{joint}</w:pPr>")


ALL_IDS = (
    "Normal", "Title", "Subtitle", "Heading1", "Heading2", "UnnumberedHeading", "Clause",
    "Subclause", "ClauseText", "SubclauseText", "ListBullet", "Quote", "Caption", "TableText",
    "Notice", "Decision", "Alternative", "TOCHeading", "TOC1", "Header", "Footer",
)  # fmt: skip


def _strict(data: bytes) -> bytes:
    """The same as Strict, as Word saves it: other namespaces, lengths with units."""

    def renamed(text: str) -> str:
        text = re.sub(
            r"http://schemas.openxmlformats.org/(officeDocument|wordprocessingml|drawingml)/2006/",
            r"http://purl.oclc.org/ooxml/\1/",
            text,
        ).replace("relationships/extended-properties", "relationships/extendedProperties")
        text = text.replace('w:w="11906" w:h="16838"', 'w:w="595.30pt" w:h="841.90pt"')
        text = text.replace('w:left="1134"', 'w:left="56.70pt"')
        return text.replace('<w:sz w:val="32"/>', '<w:sz w:val="16pt"/>')

    with zipfile.ZipFile(BytesIO(data)) as archive:
        names = [n for n in archive.namelist() if n != TYPES]
    return changed(data, dict.fromkeys(names, renamed))


def _landscape(word: docx.document.Document) -> None:
    section = word.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def _sections(word: docx.document.Document) -> None:
    word.sections[0].header.paragraphs[0].text = "From the first section"
    word.add_paragraph("A cover")
    word.add_section()
    word.add_paragraph("The rest")
    word.sections[-1].left_margin = Inches(2)


def _pages(*, first: bool = False, even: bool = False) -> bytes:
    def make(word: docx.document.Document) -> None:
        section = word.sections[0]
        section.header.paragraphs[0].text = "Every page"
        if first:
            section.different_first_page_header_footer = True
            section.first_page_header.paragraphs[0].text = "The first page"
        if even:
            word.settings.odd_and_even_pages_header_footer = True
            section.even_page_header.paragraphs[0].text = "Even pages"

    return _saved(make)


def _renamed(text: str) -> str:
    """The styles as a German Word has them: its own ids, and the English names of built-in ones."""
    for ours, theirs in (
        ("Heading1", "berschrift1"), ("Heading2", "berschrift2"), ("Normal", "Standard"),
        ("Title", "Titel"), ("Quote", "Zitat"), ("Header", "Kopfzeile"), ("Footer", "Fuzeile"),
        ("TOCHeading", "Inhaltsverzeichnisberschrift"), ("TOC1", "Verzeichnis1"),
        ("ListBullet", "Aufzhlungszeichen"), ("Strong", "Fett"), ("TableNormal", "NormaleTabelle"),
    ):  # fmt: skip
        text = re.sub(rf'(w:(?:styleId|val)=)"{ours}"(?=[ />])', rf'\1"{theirs}"', text)
    # Names are values too: those of built-in styles stay English.
    for theirs, name in (("Standard", "Normal"), ("Titel", "Title"), ("Zitat", "Quote"),
                         ("Fett", "Strong")):  # fmt: skip
        text = text.replace(f'<w:name w:val="{theirs}"/>', f'<w:name w:val="{name}"/>')
    return text


def _capitals(text: str) -> str:
    return re.sub(r'<w:name w:val="([^"]*)"', lambda m: f'<w:name w:val="{m[1].upper()}"', text)


def _without(part: str) -> dict[str, Change]:
    """Changes that take a part out, and all that leads to it."""
    last = part.rpartition("/")[2]
    return {
        part: None,
        TYPES: instead(f'<Override PartName="/{part}"[^>]*>', ""),
        LINKS: instead(f'<Relationship [^>]*Target="{last}"[^>]*>', ""),
    }


_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9525" cy="9525"/><wp:docPr id="1" name="x"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="x"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:{}="rId1"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
    '<a:off x="0" y="0"/><a:ext cx="9525" cy="9525"/></a:xfrm><a:prstGeom prst="rect"/></pic:spPr>'
    "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)
_OBJECT = (
    '<w:p><w:r><w:object w:dxaOrig="100" w:dyaOrig="100"><v:shape id="s" style="width:5pt">'
    '</v:shape><o:OLEObject Type="Embed" ProgID="Word.Document.12" ShapeID="s" DrawAspect="Icon"'
    ' ObjectID="_1" r:id="rId1"/></w:object></w:r></w:p>'
)
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63642cfacf00000280012dfbdcd4f10000000049454e44ae426082"
)


def relation(kind: str, target: str, mode: str = "") -> str:
    """What leads from a part to another, or out."""
    mode = mode and f' TargetMode="{mode}"'
    return f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def linked_picture() -> bytes:
    """A header with a picture that stands elsewhere."""
    link = relation("image", "https://example.org/logo.png", "External")
    return with_header(words("Ours") + _PICTURE.format("link"), links=link)


def own_picture() -> bytes:
    """A header with a picture."""
    link = relation("image", "media/logo.png")
    files = {"word/media/logo.png": PIXEL}
    return with_header(words("Ours") + _PICTURE.format("embed"), links=link, files=files)


def embedded_object() -> bytes:
    """A header with an object of another program in it."""
    link = relation("oleObject", "embeddings/o.bin")
    return with_header(words("Ours") + _OBJECT, links=link, files={"word/embeddings/o.bin": b"x"})


def with_macros() -> bytes:
    """A document with macros, as Word types it."""
    kind = "application/vnd.ms-word.document.macroEnabled.main+xml"
    office = "http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    link = f'<Relationship Id="rId88" Type="{office}" Target="vbaProject.bin"/>'
    vba = '<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/><Default'
    return changed(
        our_base(),
        {
            TYPES: lambda text: text.replace(_MAIN_TYPE, kind).replace("<Default", vba, 1),
            LINKS: instead("</Relationships>", f"{link}</Relationships>"),
            "word/vbaProject.bin": b"\xd0\xcf\x11\xe0",
        },
    )


def attached_template() -> bytes:
    """A document that belongs to a template elsewhere, and is protected."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = relation("attachedTemplate", "file:///C:/Templates/School.dotm", "External")
    return changed(
        our_base(),
        {
            SETTINGS: lambda text: text.replace(
                "<w:defaultTabStop",
                f'<w:attachedTemplate xmlns:r="{_OFFICE}" r:id="rId1"/>'
                '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop',
            ),
            "word/_rels/settings.xml.rels": f'<Relationships xmlns="{relations}">{link}'
            "</Relationships>",
        },
    )


@lru_cache(maxsize=1)
def odd_styles() -> dict[str, bytes]:
    """Every kind, by what is odd in it."""
    ours = our_base()
    theirs = _saved(lambda word: word.add_paragraph("x"))
    template = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
    macros = "application/vnd.ms-word.template.macroEnabledTemplate.main+xml"
    number: dict[str, Change] = {NUMBERING: _numbered(*ALL_IDS[:9]), STYLES: _number_in(*ALL_IDS)}
    toc = (
        '<w:style w:type="paragraph" w:styleId="TOCH"><w:name w:val="TOC Heading"/>'
        '<w:basedOn w:val="Heading1"/></w:style>'
    )
    no_section = instead("<w:sectPr>.*</w:sectPr>", "")
    columns = instead('<w:cols w:space="708"/>', '<w:cols w:num="2" w:space="708"/>')
    clause = '<w:style w:type="character" w:styleId="Clause"><w:name w:val="Clause"/></w:style>'
    no_styles = f'<w:styles xmlns:w="{_WORD}"/>'
    default = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="{}"><w:name w:val="{}"/>{}</w:style>'
    )
    return {
        "python-docx": theirs,
        "our own": ours,
        "no numbering part": changed(ours, _without(NUMBERING)),
        "no styles part": changed(ours, _without(STYLES)),
        "no settings part": changed(ours, _without(SETTINGS)),
        "no theme": changed(ours, _without("word/theme/theme1.xml") | {
            LINKS: instead('<Relationship [^>]*theme1.xml"[^>]*>', "")}),
        "no styles in the part": changed(ours, {STYLES: no_styles}),
        "every style is numbered": changed(ours, number),
        "numbered headings": changed(
            ours, {NUMBERING: _numbered("Heading1", "Heading2"),
                   STYLES: _number_in("Heading1", "Heading2")}),
        "a numbered default": changed(
            ours, {NUMBERING: _numbered("Normal"), STYLES: _number_in("Normal")}),
        "a contents heading on a numbered heading": changed(ours, {
            NUMBERING: _numbered("Heading1"),
            STYLES: lambda text: _added_style(toc)(
                _number_in("Heading1")(
                    re.sub(r'<w:style [^>]*w:styleId="TOCHeading".*?</w:style>', "", text)
                )
            )}),
        "lists that aren't there": changed(ours, {
            NUMBERING: f'<w:numbering xmlns:w="{_WORD}"/>'}),
        "numbers in the defaults": changed(ours, {
            STYLES: instead("<w:pPrDefault><w:pPr>", "<w:pPrDefault><w:pPr><w:numPr>"
                            '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>')}),
        "translated": changed(theirs, {STYLES: _renamed, MAIN: _renamed}),
        "ours translated": changed(ours, {STYLES: _renamed, NUMBERING: _renamed}),
        "capitals": changed(theirs, {STYLES: _capitals}),
        "ours in capitals": changed(ours, {STYLES: _capitals}),
        "another name for a heading": changed(theirs, {
            STYLES: instead('<w:name w:val="heading 1"/>',
                            '<w:name w:val="heading 1"/><w:aliases w:val="Clause,Title,1."/>')}),
        "names with commas": changed(theirs, {
            STYLES: instead('<w:name w:val="heading 1"/>', '<w:name w:val="heading 1,H1,Kop"/>')}),
        "a style of another kind": changed(
            changed(ours, {STYLES: instead(r'<w:style [^>]*w:styleId="Clause".*?</w:style>', "")}),
            {STYLES: _added_style(clause)}),
        "another default": changed(ours, {
            STYLES: instead(r'<w:style w:type="paragraph" w:default="1".*?</w:style>',
                            default.format("Body", "Body Copy", "") +
                            '<w:style w:type="paragraph" w:styleId="Normal">'
                            '<w:name w:val="Normal"/></w:style>')}),
        "a default of another name": changed(theirs, {
            STYLES: lambda text: text.replace('name w:val="Normal"', 'name w:val="Body Copy"')}),
        "no default": changed(ours, {STYLES: lambda text: text.replace(' w:default="1"', "")}),
        "styles twice": changed(ours, {
            STYLES: lambda text: _added_style(
                re.search(r"<w:style .*</w:style>", text, re.DOTALL)[0])(text)}),  # type: ignore[index]
        "names twice": changed(ours, {
            STYLES: _added_style(default.format("x1", "heading 1", "").replace(
                ' w:default="1"', ""))}),
        "styles that rest on each other": changed(ours, {
            STYLES: lambda text: text.replace(
                '<w:name w:val="Title"/><w:basedOn w:val="Normal"/>',
                '<w:name w:val="Title"/><w:basedOn w:val="Subtitle"/>').replace(
                '<w:name w:val="Subtitle"/><w:basedOn w:val="Normal"/>',
                '<w:name w:val="Subtitle"/><w:basedOn w:val="Title"/>')}),
        "styles without names": changed(ours, {
            STYLES: _added_style('<w:style w:styleId="q"/><w:style w:type="paragraph"/>')}),
        "landscape": _saved(_landscape),
        "Letter paper": theirs,
        "several sections": _saved(_sections),
        "columns": changed(ours, {MAIN: columns}),
        "no section": changed(ours, {MAIN: no_section}),
        "a section only inside": changed(ours, {
            MAIN: lambda text: re.sub("<w:sectPr>.*</w:sectPr>", lambda m: (
                f"<w:p><w:pPr>{m[0]}</w:pPr></w:p>"), text, flags=re.DOTALL)}),
        "no margins": changed(ours, {MAIN: instead("<w:pgMar [^>]*>", "")}),
        "odd and even pages": _pages(even=True),
        "another first page": _pages(first=True),
        "all kinds of pages": _pages(first=True, even=True),
        "an empty header": with_header("<w:p/>"),
        "a footer of theirs": with_header(words("Our footer"), kind="footer"),
        "Strict": _strict(ours),
        "a template": changed(ours, {TYPES: _typed(template)}),
        "a template with macros": changed(ours, {TYPES: _typed(macros)}),
        "macros": with_macros(),
        "an attached template": attached_template(),
        "a linked picture": linked_picture(),
        "a picture": own_picture(),
        "an embedded object": embedded_object(),
        "tracked changes": with_header(
            '<w:p><w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
            '<w:del w:id="1" w:author="A"><w:r><w:delText>old</w:delText></w:r></w:del>'
            '<w:bookmarkStart w:id="1" w:name="b"/><w:bookmarkEnd w:id="1"/></w:p>'),
        "UTF-16": changed(ours, {
            STYLES: _utf_16(ours, STYLES), "word/theme/theme1.xml": _utf_16(
                ours, "word/theme/theme1.xml")}),
        "names in other letters": _recased(ours),
    }  # fmt: skip


def _utf_16(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read(name).decode().replace("UTF-8", "UTF-16").encode("utf-16")


def _recased(data: bytes) -> bytes:
    """A package whose parts are called in other letters than what leads to them."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("styles.xml", "Styles.XML"), old.read(name))
    return buffer.getvalue()
