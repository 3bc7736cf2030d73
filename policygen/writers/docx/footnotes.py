"""Footnotes: a part of their own, to which the text refers (ECMA-376 17.11)."""

from policygen.writers.docx import markup
from policygen.writers.docx.base import OFFICE_TYPE
from policygen.writers.docx.opc import DECLARATION, OFFICE, Part
from policygen.writers.docx.skeleton import Facts
from policygen.writers.plate import TextPlate, join, literal

PART = Part(
    "word/footnotes.xml", f"{OFFICE_TYPE}.wordprocessingml.footnotes+xml", f"{OFFICE}/footnotes"
)

# What parts the notes from the text, and those that go on from the page before (17.11.23).
_SEPARATORS = {"-1": "separator", "0": "continuationSeparator"}
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def setting() -> str:
    """What a file's settings say of them (17.11.9)."""
    named = "".join(f'<w:footnote w:id="{number}"/>' for number in _SEPARATORS)
    return f"<w:footnotePr>{named}</w:footnotePr>"


def footnote(facts: Facts, number: str, words: str) -> str:
    """A note, its mark among its words: Word counts them itself."""
    content = markup.paragraph(facts.styles["footnote text"], words)
    return f'<w:footnote w:id="{number}">{content}</w:footnote>'


def footnotes(notes: TextPlate) -> TextPlate:
    """The part that holds the notes."""
    single = '<w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p>{single}<w:r><w:{kind}/></w:r></w:p>'
        "</w:footnote>"
        for number, kind in _SEPARATORS.items()
    )
    begin = f"{DECLARATION}<w:footnotes {_NAMESPACES}>{separators}"
    return join([literal(begin), notes, literal("</w:footnotes>")])
