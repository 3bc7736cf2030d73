"""Editions in odd house styles, asked about by the tools; LibreOffice counts and saves them."""

import json
from pathlib import Path

import pytest
from house_styles import odd_styles
from making import samples

from policygen.writers import plate
from policygen.writers.docx.base import our_base
from validators.editions import node_tool, python_tool, run, system_tool
from validators.test_word import markdown_paragraphs, numbered_lines

NAMES = (
    "every style is numbered", "numbers in the defaults", "no styles part", "ours translated",
    "ours in capitals", "names with commas", "Strict", "macros", "an attached template",
    "an embedded object", "a picture", "tracked changes", "another first page",
    "all kinds of pages", "landscape", "columns", "saved by LibreOffice",
)  # fmt: skip


def convert(path: Path, kind: str, folder: Path) -> None:
    status, said = run(
        system_tool("soffice"), "--headless", f"-env:UserInstallation={folder.as_uri()}/user",
        "--convert-to", kind, "--outdir", str(folder), str(path),
    )  # fmt: skip
    assert status == 0, said


def style_of(name: str, folder: Path) -> bytes:
    if name != "saved by LibreOffice":
        return odd_styles()[name]
    made = samples()["oakfield"]
    source = folder / "ours.docx"
    source.write_bytes(
        plate("docx", made.document, our_base()).fill(made.values, made.logo, made.pictures)
    )
    (folder / "saved").mkdir()
    convert(source, "docx", folder / "saved")
    return (folder / "saved" / "ours.docx").read_bytes()


@pytest.mark.parametrize("name", NAMES)
def test_the_tools_find_nothing_and_libreoffice_counts_as_we_print(
    name: str, tmp_path: Path
) -> None:
    made = samples()["a draft of oakfield"]
    file = tmp_path / "edition.docx"
    style = style_of(name, tmp_path)
    file.write_bytes(
        plate("docx", made.document, style).fill(made.values, made.logo, made.pictures)
    )

    _, said = run(node_tool(".bin/ooxml-validator"), str(file))
    assert [one["description"] for one in json.loads(said)["errors"]] == []
    _, said = run(
        python_tool("openxml-audit"), "--format", "microsoft365", "--max-errors", "0",
        "--ooxml-security", "--output", "json", str(file),
    )  # fmt: skip
    found = json.loads(said)[0]["errors"]
    assert [fault["description"] for fault in found if fault["severity"] == "error"] == []
    status, said = run(python_tool("ooxml-integrity"), "check", "--no-config", str(file))
    assert status == 0, said

    convert(file, "txt:Text", tmp_path)
    text = file.with_suffix(".txt").read_text(encoding="utf-8-sig")
    markdown = plate("md", made.document).fill(made.values).decode()
    numbered = [(one.number, one.text) for one in markdown_paragraphs(markdown) if one.number]
    assert list(numbered_lines(text)) == numbered
