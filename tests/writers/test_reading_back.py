"""A Markdown edition read back is the document that it was written from."""

from dataclasses import replace

import pytest
from edition_reading import read
from hypothesis import given, settings
from making import combinations, edition, filled, samples
from strategies import MARKUP, documents, values

from policygen.assembly.numbering import number
from policygen.document import Control, Document, Text, fill
from policygen.errors import SourceError
from policygen.readers.markdown.blocks import parse
from policygen.readers.markdown.shape import Shape
from policygen.writers.markdown import write


def written(document: Document) -> str:
    return write(document).fill({}).decode()


@pytest.mark.parametrize("name", samples())
def test_every_sample_is_read_back(name: str) -> None:
    made = samples()[name]
    document = read(write(made.document).fill(made.values).decode())
    assert document == replace(filled(made), logo="", contact=())  # which a web page has


def test_every_combination_of_choices_is_read_back() -> None:
    for _, made in combinations():
        document = read(write(made.document).fill(made.values).decode())
        assert document.children == filled(made).children


@pytest.mark.parametrize("first", ["(i)", "A.", "a", "1.", "(1)"])
def test_clauses_that_count_by_marks_are_read_back(first: str) -> None:
    text = f"## A {{clauses={first}}}\n\n1. a\n   1. b\n2. c\n\n   Words.\n\nMore.\n"
    made = edition(text)
    document = read(write(made.document).fill(made.values).decode())
    assert document.children == filled(made).children


@settings(max_examples=30)
@given(documents())
def test_any_document_is_read_back(document: Document) -> None:
    assert read(written(document)) == document


@settings(max_examples=300)
@given(MARKUP, values())
def test_whatever_an_author_types_is_refused_or_read_back(text: str, value: str) -> None:
    """With a value in it that may hold anything."""
    parsed = parse(Shape(text, ("value",)))
    if parsed.faults:
        return
    numbered = number(parsed.blocks)
    if numbered.repeated:
        return
    control = Control("Document control", (("School", (Text("Oak"),)),))
    document = Document("A", (Text("Oak"),), (), (), control, numbered.blocks)
    assert read(write(document).fill({"value": value}).decode()) == fill(document, {"value": value})


def test_front_matter_that_is_no_yaml_is_a_problem_at_its_line() -> None:
    with pytest.raises(SourceError, match=r"^1\.0\.md:3:9: "):
        read("---\ntitle: A\nschool: *x\n---\n# A\n\nB\n", "1.0.md")
