"""Editions in odd house styles, asked about by the tools; LibreOffice counts and saves them."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from house_styles import odd_styles
from making import samples

from policygen.writers import plate
from policygen.writers.docx.base import our_base
from validators.test_word import markdown_paragraphs, numbered_lines
from validators.word_tools import (
    Said,
    libreoffice,
    ooxml_integrity,
    open_xml_sdk,
    openxml_audit,
)

NAMES = (
    "every style is numbered", "numbers in the defaults", "no styles part", "ours translated",
    "ours in capitals", "names with commas", "Strict", "macros", "an attached template",
    "an embedded object", "a picture", "tracked changes", "another first page",
    "all kinds of pages", "landscape", "columns", "saved by LibreOffice",
)  # fmt: skip


def style_of(name: str, folder: Path) -> bytes:
    if name != "saved by LibreOffice":
        return odd_styles()[name]
    made = samples()["oakfield"]
    source = folder / "ours.docx"
    source.write_bytes(
        plate("docx", made.document, our_base()).fill(made.values, made.logo, made.pictures)
    )
    (folder / "saved").mkdir()
    libreoffice([source], "docx", folder / "saved")
    return (folder / "saved" / "ours.docx").read_bytes()


@dataclass(frozen=True)
class Asked:
    """What the tools said of an edition in each style, and LibreOffice's texts of them."""

    sdk: Said
    audit: Said
    integrity: Said
    texts: Path


@pytest.fixture(scope="session")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Asked:
    folder, aside = tmp_path_factory.mktemp("styles"), tmp_path_factory.mktemp("aside")
    made = samples()["a draft of oakfield"]
    files = [folder / f"{name}.docx" for name in NAMES]
    for file in files:
        style = style_of(file.stem, aside)
        file.write_bytes(
            plate("docx", made.document, style).fill(made.values, made.logo, made.pictures)
        )
    libreoffice(files, "txt:Text", aside)
    return Asked(
        open_xml_sdk(files), openxml_audit(files), ooxml_integrity(files, ["error"]), aside
    )


@pytest.mark.parametrize("name", NAMES)
def test_the_tools_find_nothing_and_libreoffice_counts_as_we_print(name: str, asked: Asked) -> None:
    file = f"{name}.docx"
    assert (asked.sdk[file], asked.audit[file], asked.integrity[file]) == ([], [], [])
    made = samples()["a draft of oakfield"]
    text = (asked.texts / f"{name}.txt").read_text(encoding="utf-8-sig")
    markdown = plate("md", made.document).fill(made.values).decode()
    numbered = [(one.number, one.text) for one in markdown_paragraphs(markdown) if one.number]
    assert list(numbered_lines(text)) == numbered
