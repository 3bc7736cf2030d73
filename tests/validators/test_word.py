import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import docx_rules
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from validators.editions import Edition, run, system_tool
from validators.word_tools import (
    Said,
    libreoffice,
    ooxml_integrity,
    open_xml_sdk,
    openxml_audit,
)

_BETWEEN_HEADER_AND_FOOTER = ("-x", "0", "-y", "84", "-W", "842", "-H", "690")
_A4 = re.compile(r"Page +\d+ size: +(?:595\.\d+ x 841\.\d+|841\.\d+ x 595\.\d+) pts \(A4\)")


@pytest.fixture(scope="session")
def files(every_edition: list[Edition]) -> list[Path]:
    return [edition.docx for edition in every_edition]


@pytest.fixture(scope="session")
def of_the_sdk(files: list[Path]) -> Said:
    return open_xml_sdk(files)


def test_open_xml_sdk_finds_nothing(edition: Edition, of_the_sdk: Said) -> None:
    assert of_the_sdk[edition.docx.name] == []


@pytest.fixture(scope="session")
def of_audit(files: list[Path]) -> Said:
    return openxml_audit(files)


def test_openxml_audit_finds_nothing(edition: Edition, of_audit: Said) -> None:
    assert of_audit[edition.docx.name] == []


@pytest.fixture(scope="session")
def of_integrity(files: list[Path]) -> Said:
    return ooxml_integrity(files)


def test_ooxml_integrity_finds_nothing(edition: Edition, of_integrity: Said) -> None:
    assert of_integrity[edition.docx.name] == []


def test_our_own_rules_hold(edition: Edition) -> None:
    assert docx_rules.violations(edition.docx.read_bytes()) == []


@pytest.fixture(scope="session")
def converted(files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every Word edition as LibreOffice reads it: its text, and its pages."""
    folder = tmp_path_factory.mktemp("libreoffice")
    for kind in ("txt:Text", "pdf"):
        libreoffice(files, kind, folder)
    return folder


def test_libreoffice_reads_the_numbers_and_words_that_we_print(
    edition: Edition, converted: Path
) -> None:
    """It computes the numbers itself; the Markdown edition has ours."""
    ours = list(markdown_paragraphs(edition.md.read_text(encoding="utf-8")))
    text = (converted / f"{edition.docx.stem}.txt").read_text(encoding="utf-8-sig")
    text = text.replace("\N{NO-BREAK SPACE}", " ")  # in "Appendix A"
    numbered = [(p.number, p.text) for p in ours if p.number]
    is_paper = edition.name.startswith("papers--")  # which has none
    assert numbered or is_paper, "the Markdown edition has no clauses"
    assert list(numbered_lines(text)) == numbered

    lines = {" ".join(part.split()) for line in text.splitlines() for part in asked(line)}
    lines |= {line.partition(" ")[2] for line in lines}  # behind a bullet
    unnumbered = (part for p in ours if not p.number and not p.notice for part in asked(p.text))
    missing = [part for part in unnumbered if part and part not in lines]
    assert not missing


def asked(line: str) -> list[str]:
    """The words of a line of a form, without the places to write and the boxes to tick."""
    return [part.strip() for part in re.split("_{4,}|\u2002{4,}|☐|\\[ \\]", line)]


def test_libreoffice_computes_the_references_that_we_print(
    edition: Edition, converted: Path
) -> None:
    """For pages it computes the fields; in text it repeats the results that the file holds."""
    status, text = run(
        system_tool("pdftotext"), *_BETWEEN_HEADER_AND_FOOTER, "-nopgbrk",
        str(converted / f"{edition.docx.stem}.pdf"), "-",
    )  # fmt: skip
    assert status == 0, text
    printed = "".join(text.split())
    ours = markdown_paragraphs(edition.md.read_text(encoding="utf-8"))
    referring = [paragraph.text for paragraph in ours if paragraph.refers]
    assert [words for words in referring if "".join(words.split()) not in printed] == []


def test_pages_show_every_footnote(edition: Edition, converted: Path) -> None:
    """LibreOffice leaves them out where it writes text alone."""
    source = edition.md.read_text(encoding="utf-8")
    notes = re.findall(r"^\[\^\d+\]: ([^*\[\\<{\n]{8,})", source, re.M)
    status, text = run(
        system_tool("pdftotext"), "-nopgbrk", str(converted / f"{edition.docx.stem}.pdf"), "-"
    )
    assert status == 0, text
    printed = "".join(text.split())
    assert [words for words in notes if "".join(words.split())[:60] not in printed] == []


def test_pages_are_a4_and_show_no_broken_reference(edition: Edition, converted: Path) -> None:
    pdf = str(converted / f"{edition.docx.stem}.pdf")
    status, said = run(system_tool("pdfinfo"), "-f", "1", "-l", "999", pdf)
    assert status == 0, said
    (count,) = map(int, re.findall(r"^Pages: +(\d+)$", said, re.MULTILINE))
    assert 0 < count < 60
    assert len(_A4.findall(said)) == count, said

    status, text = run(system_tool("pdftotext"), "-layout", pdf, "-")
    assert status == 0, text
    assert not re.search(r"Error!|Reference source not found|Bookmark not defined", text)
    assert re.search(rf"\b{count} of {count}\b", text), "the pages are not counted"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading or table cell of a Markdown edition, in bare words."""

    number: str
    text: str
    notice: bool = False
    refers: bool = False


# What a paragraph with a number of its own begins with, and how LibreOffice prints it: indented,
# or, where we print the number because a passage is numbered like the one before, with a tab.
_CLAUSE = r"(?:\d+|[A-Z])(?:\.\d+)+|\([a-z]+\)"
_NUMBER = rf"{_CLAUSE}|\d+\.?|Appendix [A-Z]\."
_OURS = re.compile(rf"({_NUMBER}) (.*)", re.DOTALL)
_THEIRS = re.compile(
    rf"(?: {{4,}}({_NUMBER}) |(Appendix [A-Z]\.) |\s*({_CLAUSE}|\d+|(?<=\s)\d+\.)\t)(.*)"
)


def markdown_paragraphs(source: str) -> Iterator[Paragraph]:
    _, front, body = source.split("---\n", 2)
    notices = [json.loads(said) for said in re.findall(r"^notice: (.*)$", front, re.MULTILINE)]
    # Footnotes are looked for in the pages.
    body = re.sub(r"^\[\^\d+\]: .*\n(?:    .*\n|\n(?=    ))*", "", body, flags=re.M)
    body = re.sub(r"(?<!\\)((?:\\\\)*)\[\^(\d+)\]", r"\1\2", body)
    tokens = MarkdownIt("commonmark").enable("table").parse(body)
    step = ""
    for before, token in pairwise(tokens):
        if token.type == "list_item_open":
            step = f"{token.info}{token.markup}" if token.info else ""
        if token.type != "inline":
            continue
        children = token.children or []
        words = "".join(map(_words, children))
        text = " ".join(words.split())
        # A cell may be broken into lines beside its neighbours, which can't be told apart.
        refers = before.type == "paragraph_open" and any(
            str(child.attrGet("href")).startswith("#") for child in children
        )
        anchored = bool(children) and children[0].content.startswith("<a id=")
        if step:
            yield Paragraph(step, text, refers=refers)
            step = ""
        elif anchored and (found := _OURS.fullmatch(text)):
            yield Paragraph(found[1], found[2], refers=refers)
        else:
            for line in filter(None, (" ".join(line.split()) for line in words.split("\n"))):
                yield Paragraph("", line, notice=line in notices, refers=refers)


def _words(inline: Token) -> str:
    """What an inline says; LibreOffice prints each line as a paragraph of its own."""
    if inline.type == "hardbreak" or inline.content == "<br>":
        return "\n"
    if inline.type in ("html_inline", "image"):
        return ""
    return " " if inline.type == "softbreak" else inline.content


def numbered_lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        if found := _THEIRS.fullmatch(line):
            yield found[1] or found[2] or found[3], " ".join(found[4].split())
