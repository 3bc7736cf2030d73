"""A redline in Word: accepted it is the later edition, rejected the earlier."""

import zipfile
from dataclasses import replace
from io import BytesIO
from random import Random

import docx_rules
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ROOT, adoption_of, blocks, filled, samples
from pictures import PICTURES, png
from revising import revised
from strategies import documents
from word_sides import Read, Rows, accepted, as_it_is, less_numbers, lines, rejected

from policygen.assembly.edition import assemble
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import (
    Document,
    Logo,
)
from policygen.workspace.layout import Workspace
from policygen.writers.docx import write

LOGO = Logo(png(40, 30), "png", 40, 30)


class AnyPicture(dict[str, bytes]):
    def __missing__(self, name: str) -> bytes:
        return PICTURES.get(name, LOGO.data)


def word(document: Document) -> bytes:
    return write(document).fill({}, LOGO if document.logo else None, AnyPicture())


def document_of(*texts: str) -> tuple[Document, ...]:
    """Documents that differ in their texts."""
    known = filled(samples()["holtsmere-end"])
    return tuple(replace(known, children=blocks(text), history=None) for text in texts)


def marked(before: str, after: str) -> bytes:
    return word(redline(*document_of(before, after)))


def part(docx: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


def shown(read: dict[str, Read]) -> list[str]:
    """The words of a text's paragraphs, below the control table."""
    text = read["word/document.xml"]
    begin = next(i for i, one in enumerate(text) if isinstance(one, Rows))
    return [line.text for line in lines(text[begin + 1 :])]


def check(before: Document, after: Document) -> None:
    made = redline(before, after)
    assert is_proven(made, before, after)
    docx = word(made)
    assert docx_rules.violations(docx) == []
    assert accepted(docx) == as_it_is(word(after))
    assert less(rejected(docx)) == less(as_it_is(word(before)))


def less(parts: dict[str, Read]) -> dict[str, Read]:
    return {name: less_numbers(read) for name, read in parts.items()}


def trial() -> Document:
    """A document that has one of every block, and was filled in with what might be markup."""
    workspace = Workspace(ROOT / "tests/validators/trial")
    model, _ = workspace.model("trial", "2026-01")
    school, _ = workspace.school("st-marys")
    assert model and school
    return filled(assemble(adoption_of(school, model), draft=True)[0])


@pytest.mark.parametrize("seed", range(8))
def test_either_text_of_every_block_comes_back(seed: int) -> None:
    before = trial()
    check(before, revised(before, Random(seed)))


@pytest.mark.parametrize("name", sorted(samples()))
def test_either_text_of_a_sample_comes_back(name: str) -> None:
    before = filled(samples()[name])
    check(before, revised(before, Random(name)))
    check(revised(before, Random(name)), before)


@settings(max_examples=20)
@given(documents(), st.integers(0, 999))
def test_either_text_comes_back_whatever_they_are(before: Document, seed: int) -> None:
    check(before, revised(before, Random(seed), 0.25))
