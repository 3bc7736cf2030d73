"""Our own A4 base: as a docx file, and as a skeleton, for which no library need be loaded.

The skeleton is what is made of the file as of any house style; a test sees to that.
"""

import re
import zipfile
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

from policygen.document import USUAL, Numbering
from policygen.writers.docx.hyperlinks import LINKS
from policygen.writers.docx.multilevel import Counting, inside_level, with_lists
from policygen.writers.docx.opc import (
    DECLARATION,
    OFFICE,
    OPC,
    Part,
    content_types,
    relation_ids,
    relationship,
    relationships,
)
from policygen.writers.docx.skeleton import (
    BODY,
    CORE,
    CUSTOM,
    FOOTER,
    FRONT,
    HEADER,
    LATER,
    LISTS,
    NOTE_SETTING,
    NOTICE,
    PARAGRAPHS,
    RELATIONS,
    RUNS,
    SHEET,
    TABLES,
    TYPES,
    Facts,
    Skeleton,
    hole,
    skeleton,
)

_VENDOR = "application/vnd.openxmlformats"
OFFICE_TYPE = f"{_VENDOR}-officedocument"
CUSTOM_TYPE = f"{OFFICE_TYPE}.custom-properties+xml"
_WORD = f"{OFFICE_TYPE}.wordprocessingml"

OF_PACKAGE = (
    Part("word/document.xml", f"{_WORD}.document.main+xml", f"{OFFICE}/officeDocument"),
    Part(
        "docProps/app.xml",
        f"{OFFICE_TYPE}.extended-properties+xml",
        f"{OFFICE}/extended-properties",
    ),
)
OF_MAIN = (
    Part("word/styles.xml", f"{_WORD}.styles+xml", f"{OFFICE}/styles"),
    Part("word/numbering.xml", f"{_WORD}.numbering+xml", f"{OFFICE}/numbering"),
    Part("word/settings.xml", f"{_WORD}.settings+xml", f"{OFFICE}/settings"),
    Part("word/fontTable.xml", f"{_WORD}.fontTable+xml", f"{OFFICE}/fontTable"),
    Part("word/theme/theme1.xml", f"{OFFICE_TYPE}.theme+xml", f"{OFFICE}/theme"),
)
# What a skeleton has besides.
OF_PROPERTIES = (
    Part(
        "docProps/core.xml", f"{_VENDOR}-package.core-properties+xml",
        f"{OPC}/relationships/metadata/core-properties",
    ),
    Part("docProps/custom.xml", CUSTOM_TYPE, f"{OFFICE}/custom-properties"),
)  # fmt: skip
OF_MARGINS = (
    Part("word/header1.xml", f"{_WORD}.header+xml", f"{OFFICE}/header"),
    Part("word/footer1.xml", f"{_WORD}.footer+xml", f"{OFFICE}/footer"),
)
_UPRIGHT = '<w:pgSz w:w="11906" w:h="16838"/>'
_TURNED = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_TO_THE_EDGE = (  # of paper on its side, and not where the style of a header has it
    '<w:tabs><w:tab w:val="clear" w:pos="9638"/><w:tab w:val="right" w:pos="14570"/></w:tabs>'
)
_LOOSE = ("app.xml", "fontTable.xml", "theme1.xml")  # these are left as they are


def our_base() -> bytes:
    """The base as a docx file."""
    texts = {
        "[Content_Types].xml": content_types((*OF_PACKAGE, *OF_MAIN)),
        "_rels/.rels": relationships(OF_PACKAGE),
        "word/_rels/document.xml.rels": relationships(OF_MAIN, "word/"),
        **{part.name: our_part(part.name) for part in (*OF_PACKAGE, *OF_MAIN)},
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


@lru_cache(maxsize=32)
def our_skeleton(logo: str, numbering: Numbering = USUAL, *, turns: bool = False) -> Skeleton:
    """The skeleton of our base, with the place of a logo of this kind; without one if empty.

    Where paper `turns`, a header and footer that reach to its right edge come besides.
    """
    margins = (*OF_MARGINS, *map(_for_turned, OF_MARGINS)) if turns else OF_MARGINS
    parts = (*OF_PACKAGE, *OF_MAIN, *OF_MARGINS)
    texts = {part.name: our_part(part.name, numbering) for part in parts}
    for one, other in zip(OF_MARGINS, margins[len(OF_MARGINS) :], strict=False):
        texts[other.name] = texts[one.name].replace("</w:pPr>", f"{_TO_THE_EDGE}</w:pPr>")
    later = [hole(f"{LATER}{index}") for index in range(len(margins))]
    links = "".join(
        relationship(name, part.relation, part.name.removeprefix("word/"))
        for name, part in zip(later, margins, strict=True)
    )
    texts["[Content_Types].xml"] = content_types(
        (*OF_PACKAGE, *OF_PROPERTIES, *OF_MAIN, *margins), logo, hole(TYPES)
    )
    texts["_rels/.rels"] = relationships((*OF_PACKAGE, *OF_PROPERTIES))
    texts["word/_rels/document.xml.rels"] = relationships(
        OF_MAIN, "word/", hole(LINKS) + hole(RELATIONS) + links
    )
    texts["docProps/core.xml"] = hole(CORE)
    texts["docProps/custom.xml"] = hole(CUSTOM)
    main, sheet, end = re.split("(<w:sectPr>.*</w:sectPr>)", texts["word/document.xml"])
    texts["word/document.xml"] = f"{main}{hole(FRONT)}{hole(BODY)}{hole(SHEET)}{end}"
    places = [
        ("word/settings.xml", "<w:compat>", f"{hole(NOTE_SETTING)}<w:compat>"),
        ("word/numbering.xml", "</w:numbering>", f"{hole(LISTS)}</w:numbering>"),
    ]
    for index, part in enumerate(margins):
        held = f"{hole(FOOTER)}</w:p>"
        if index % 2 == 0:
            held = f"{hole(HEADER if not index else f'{HEADER}{index // 2}')}</w:p>{hole(NOTICE)}"
        places.append((part.name, "</w:p>", held))
    for name, mark, stands in places:
        texts[name] = texts[name].replace(mark, stands)
    picture = ""
    if logo:
        picture = f"word/media/logo.{logo}"
        image = Part(picture, "", f"{OFFICE}/image")
        texts[picture] = ""
        for part in margins[::2]:
            links_of = part.name.replace("word/", "word/_rels/")
            texts[f"{links_of}.rels"] = relationships([image], "word/")
    coded = {name: text.encode() for name, text in texts.items()}
    on_its_side = sheet.replace(_UPRIGHT, _TURNED)
    sheets = _with_margins(sheet, later[:2]), _with_margins(on_its_side, later[-2:])
    return skeleton(_facts(numbering, sheets), len(margins), coded, picture)


def _for_turned(part: Part) -> Part:
    return part._replace(name=part.name.replace("1", "2"))


def _with_margins(sheet: str, names: Sequence[str]) -> str:
    """The properties of a section with its header and footer."""
    said = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{name}"/>'
        for kind, name in zip(("header", "footer"), names, strict=True)
    )
    return sheet.replace("<w:sectPr>", f"<w:sectPr>{said}")


@lru_cache(maxsize=2)
def _facts(numbering: Numbering, sheets: tuple[str, str]) -> Facts:
    styles = {name: name.replace(" ", "") for name in (*PARAGRAPHS, *RUNS, *TABLES)}
    others = {"toc 1": "TOC1", "toc 2": "TOC2", "footnote text": "FootnoteText"}
    others["footnote reference"] = "FootnoteReference"
    return Facts(
        styles={**styles, **others, "Normal": None},
        width=(11906 - 2 * 1134) * 635,
        height=(16838 - 1701 - 1361) * 635,
        turned_width=(16838 - 2 * 1134) * 635,
        unnumbered=3,
        bullets=2,
        steps=4,
        lists=7,
        counting=Counting(inside=inside_level(numbering), marks=numbering.inside),
        sheets=sheets,
        relations=tuple(name for name, _ in zip(relation_ids(), OF_MAIN, strict=False)),
    )


def our_part(name: str, numbering: Numbering = USUAL) -> str:
    """A part's text as lxml would write it: without the white space that parts elements."""
    source = name.rpartition("/")[2]
    text = (files(__package__) / "base" / source).read_text("utf-8")
    if source in _LOOSE:
        return text
    if source in ("numbering.xml", "styles.xml"):
        text = with_lists(text, numbering)
    return DECLARATION + re.sub(r">\s+<", "><", text.partition("?>")[2].strip())
