"""A finished Word redline is read back before it is written, by rules of the product's own."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import ROOT, blocks, filled, samples
from revising import revised
from strategies import documents
from word_files import trial, word

from policygen.assembly.edition import model_edition
from policygen.assembly.numbering import number
from policygen.compare.redline import redline
from policygen.compare.renumbered import with_numbers_before
from policygen.document import Document, Section, Text
from policygen.workspace.layout import Workspace
from policygen.writers import Untrue, read_back
from policygen.writers.docx import write

BEFORE = """\
## One {#one}

1. Stays as it is; see [](#last) {#stays}
2. Goes^[A note of it]
3. Says two weeks^[In the holidays, too]

| A | B |
| - | - |
| one | 1 |
| gone | 0 |

::: letter Reply
Yours
:::

## Last {#last}

1. Stays, too
"""
AFTER = """\
## One {#one}

1. Stays as it is; see [](#last) {#stays}
2. Says three weeks^[In all holidays, too]
3. Comes

| A | B |
| - | - |
| one | 1 |
| new | 2 |

::: letter Reply
Yours

Signed ____
:::

## Between

1. Comes between

## Last {#last}

1. Stays, too
"""


def text_of(words: str) -> Document:
    return replace(filled(samples()["holtsmere-end"]), children=blocks(words), history=None)


def files(before: Document, after: Document) -> tuple[bytes, bytes, bytes]:
    made = with_numbers_before(redline(before, after), before)
    return word(made), word(before), word(after)


def untrue(before: Document, after: Document) -> Untrue | None:
    return read_back("docx", *files(before, after))


def meddled(docx: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The file with a part of it changed; something must have come of it."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as archive, zipfile.ZipFile(buffer, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            if name == part:
                was, data = data, change(data.decode()).encode()
                assert data != was
            made.writestr(name, data)
    return buffer.getvalue()


@pytest.mark.parametrize("seed", range(3))
def test_nothing_is_wrong_with_what_is_written(seed: int) -> None:
    for before in (trial(), *map(filled, samples().values())):
        after = revised(before, Random(seed))
        assert untrue(before, after) is None


@settings(max_examples=15)
@given(documents(), st.integers(0, 999))
def test_nothing_is_wrong_whatever_the_texts_are(before: Document, seed: int) -> None:
    assert untrue(before, revised(before, Random(seed), 0.25)) is None


def test_nothing_is_wrong_with_the_contents_of_a_long_text() -> None:
    """They are those of the later text, and derived: a short one has none."""
    model, _ = Workspace(ROOT).model("complaints", "2026-01")
    assert model
    whole = filled(model_edition(model))
    sections = [one for one in whole.children if isinstance(one, Section) and one.level == 2]
    long = replace(whole, children=number(tuple(sections)).blocks)
    short = replace(whole, children=number(tuple(sections[1:3])).blocks)
    first = replace(sections[0], title=(Text("Wholly new"),), anchor="new", children=())
    other = replace(whole, children=number((first, *sections[1:])).blocks)
    for before, after in ((long, short), (short, long), (long, other), (other, long)):
        assert untrue(before, after) is None


@pytest.mark.parametrize(
    ("change", "inserted", "said", "became"),
    [
        (lambda part: part.replace("<w:t>Comes</w:t>", "<w:t>Came</w:t>"), True, "Comes", "Came"),
        (
            lambda part: part.replace("Goes</w:delText>", "Went</w:delText>"),
            False, "Goes^[A note of it]", "Went^[A note of it]",
        ),
        (lambda part: part.replace("Stays, too", "Stays", 1), False, "Stays, too", "Stays"),
        (
            lambda part: re.sub(r"<w:ins [^>]*>(<w:r><w:t>Comes</w:t></w:r>)</w:ins>", r"\1", part),
            False, "A", "Comes",
        ),
        (
            lambda part: re.sub(r"<w:del [^>]*>(<w:r><w:delText>two<.*?)</w:del>", r"\1", part),
            True, "Says three weeks^[In all holidays, too]",
            "Says twothree weeks^[In all holidays, too]",
        ),
        (
            lambda part: re.sub(r"(<w:trPr><w:cantSplit/>)<w:ins [^>]*/>", r"\1", part),
            False, "Reply", "(an empty row)",
        ),
        (
            lambda part: re.sub(r"<w:tr>(?:(?!<w:tr>).)*gone.*?</w:tr>", "", part),
            False, "gone", "Reply",
        ),
        (
            lambda part: re.sub(r"<w:rPr><w:ins [^>]*/></w:rPr></w:pPr>", "</w:pPr>", part),
            False, "A", "(an empty paragraph)",
        ),
        (
            lambda part: part.replace("</w:tbl>", "</w:tbl><w:p><w:r><w:t>!</w:t></w:r></w:p>", 1),
            False, "One", "!",
        ),
        (
            lambda part: re.sub(r"<w:del ([^>]*)/></w:rPr>", r"<w:ins \1/></w:rPr>", part, count=1),
            False, "Goes^[A note of it]", "Goes^[A note of it]Says two weeks",
        ),
    ],
    ids=[
        "an inserted word", "a deleted word", "a word of both", "a mark around what came",
        "a mark around what went", "the mark of a row alone", "a deleted row",
        "marks of ends alone", "a paragraph more", "the end of a paragraph",
    ],
)  # fmt: skip
def test_what_went_wrong_is_found(
    change: Callable[[str], str], inserted: bool, said: str, became: str
) -> None:
    made, before, after = files(text_of(BEFORE), text_of(AFTER))
    found = read_back("docx", meddled(made, change), before, after)
    assert found
    assert (found.inserted, found.said) == (inserted, said)
    assert found.became.startswith(became)


def test_the_words_of_notes_and_references_are_held_to_both_texts() -> None:
    made, before, after = files(text_of(BEFORE), text_of(AFTER))
    notes = meddled(made, lambda part: part.replace(">all<", ">some<"), "word/footnotes.xml")
    found = read_back("docx", notes, before, after)
    assert found == Untrue(
        True, "Says three weeks^[In all holidays, too]", "Says three weeks^[In some holidays, too]"
    )
    number_ = meddled(made, lambda part: re.sub("<w:delText>2</w:delText>", "", part))
    found = read_back("docx", number_, before, after)
    assert found == Untrue(False, "Stays as it is; see section 2", "Stays as it is; see section")


def test_a_plain_file_is_no_redline() -> None:
    before, after = text_of(BEFORE), text_of(AFTER)
    files_ = (write(after).fill({}), word(before), word(after))
    found = read_back("docx", *files_)
    assert found
    assert not found.inserted


_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def bare(body: str) -> bytes:
    """A file that has a body and nothing else."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        text = f'<w:document xmlns:w="{_MAIN}"><w:body>{body}</w:body></w:document>'
        made.writestr("word/document.xml", text)
    return buffer.getvalue()


def line(words: str, mark: str = "") -> str:
    end = f"<w:pPr><w:rPr><w:{mark}/></w:rPr></w:pPr>" if mark else ""
    return f"<w:p>{end}<w:r><w:t>{words}</w:t></w:r></w:p>"


ROWS = f"<w:tbl><w:tr><w:tc>{line('Cell')}</w:tc></w:tr></w:tbl>"


@pytest.mark.parametrize(
    ("redline", "text", "said", "became"),
    [
        (line("One", "del") + line("Two"), line("OneTwo"), None, None),
        (line("One", "del") + ROWS, line("One") + ROWS, None, None),
        (line("One"), line("One") + line("Two"), "Two", ""),
        (line("One") + line("Two"), line("One"), "", "Two"),
        (line("It’s “so”"), line("It's &quot;so&quot;"), None, None),
        (line("Table 2: All"), line("Table 3: All"), None, None),
        (line("Table 2: All 2"), line("Table 2: All 3"), "Table : All 3", "Table : All 2"),
        ("<w:p><w:r><w:drawing/></w:r></w:p>", line("Two"), "Two", "(a picture)"),
    ],
    ids=[
        "an end that goes", "an end before a table, which can't", "too little", "too much",
        "marks set or straight", "the number of a caption", "a number in one", "a picture",
    ],
)  # fmt: skip
def test_what_counts_as_the_same(
    redline: str, text: str, said: str | None, became: str | None
) -> None:
    """Once all is accepted; all rejected is the redline itself, without its marks."""
    before = redline.replace("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>", "")
    found = read_back("docx", bare(redline), bare(before), bare(text))
    assert found == (None if said is None or became is None else Untrue(True, said, became))
