"""The PDF edition: what a screen reader finds, what its properties say, and values that stay words.

What is claimed is what is asked here: a PDF/UA-1 file by what typst exports, its tags, language,
title, and the order of its headings. No validator of PDF/UA is asked.
"""

import subprocess
import sys
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from agreement import read_pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from making import edition, everything, samples
from pdf_tags import Tag, marked_words, read_tags
from pictures import png
from strategies import VECTORS

from policygen.assembly.edition import Edition
from policygen.document import Logo, Text
from policygen.writers import FORMATS, STEM, plate
from policygen.writers.typst import press

LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp")),
    min_size=1,
    max_size=30,
)


def pressed(made: Edition) -> bytes:
    values = {**made.values, STEM: "x"}
    return plate("pdf", made.document).fill(values, made.logo, made.pictures)


@cache
def of_everything() -> bytes:
    return pressed(everything())


@cache
def issued() -> bytes:
    return pressed(samples()["st-marys-st-johns"])


def opened(data: bytes) -> Any:
    return pikepdf.open(BytesIO(data))


def all_tags(data: bytes) -> list[Tag]:
    return list(read_tags(data).all())


def on_pages(data: bytes) -> list[str]:
    """The words of each page, those of its margins too."""
    with opened(data) as pdf:
        return ["".join(words for _, words in marked_words(page)) for page in pdf.pages]


@pytest.mark.parametrize("data", [issued, of_everything])
def test_it_says_that_it_is_tagged_and_by_which_standard(data: Any) -> None:
    with opened(data()) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == "en-GB"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"


def test_its_properties_are_those_of_the_edition() -> None:
    with opened(issued()) as pdf:
        said = pdf.docinfo
        school = "St Mary’s & St John’s C of E Primary School"
        assert str(said.Title) == f"Social media policy – {school}"
        assert str(said.Author) == school
        assert str(said.Keywords) == "social media, staff conduct, online safety"
        assert str(said.Subject) == "Model policy 2016-04 of Herts for Learning"
        assert str(said.CreationDate).startswith("D:20260310")  # the day of issue


@pytest.mark.parametrize("data", [issued, of_everything])
def test_no_heading_skips_a_level_and_each_is_a_bookmark(data: Any) -> None:
    headings = [tag for tag in all_tags(data()) if tag.role[:1] == "H" and tag.role[1:].isdigit()]
    levels = [int(tag.role[1:]) for tag in headings]
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    with opened(data()) as pdf, pdf.open_outline() as outline:
        marks = list(_titles(outline.root))
    assert marks == [_bare(tag) for tag in headings]


def _bare(tag: Tag) -> str:
    words = "".join(
        kid if isinstance(kid, str) else kid.text()
        for kid in tag.kids
        if isinstance(kid, str) or kid.role != "Note"
    )
    return words.replace("\N{EM SPACE}", " ").strip()


def _titles(items: Any) -> Any:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


@pytest.mark.parametrize("data", [issued, of_everything])
def test_whatever_is_shown_has_a_tag_or_is_said_to_be_of_the_page(data: Any) -> None:
    with opened(data()) as pdf:
        for page in pdf.pages:
            assert [words for kind, words in marked_words(page) if not kind] == []


def test_a_table_says_which_of_its_cells_are_headings() -> None:
    tables = [tag for tag in all_tags(issued()) if tag.role == "Table"]
    assert [cell.text() for cell in tables[0].all() if cell.role == "TH"] == [
        "Document control", "Details",
    ]  # fmt: skip
    assert len(tables) == 2


def test_clauses_are_a_list_with_our_numbers() -> None:
    labels = [tag.text() for tag in all_tags(issued()) if tag.role == "Lbl"]
    assert labels[:4] == ["1.1", "1.2", "1.3", "1.4"]


def test_pictures_and_places_to_write_are_told_to_whoever_cant_see_them() -> None:
    told = [tag.alt for tag in all_tags(of_everything()) if tag.role == "Figure"]
    assert "" not in told
    assert {"to fill in", "to tick"} < {*told}


def test_every_page_says_whose_it_is_which_it_is_and_that_it_isnt_in_force() -> None:
    made = edition("## A {#a}\n\n1. Bring it.\n\n## C {#c .appendix}\n\n1. Do it.\n", draft=True)
    pages = on_pages(pressed(made))
    assert len(pages) == 2  # an appendix begins one
    for number, words in enumerate(pages, 1):
        assert "Oak School" in words
        assert f"Page {number} of 2" in words
        assert "DRAFT" in words
    shown = [words for words in on_pages(issued()) if ", version 3.0" in words]
    assert len(shown) == len(on_pages(issued()))


def test_paper_is_turned_for_what_is_wide() -> None:
    made = edition(
        "## A {#a}\n\n1. Bring it.\n\n## C {#c .landscape .new-page}\n\n1. Do it.\n\n"
        "## E {#e .new-page}\n\n1. Find it.\n"
    )
    with opened(pressed(made)) as pdf:
        sizes = [[round(float(side)) for side in page.MediaBox[2:]] for page in pdf.pages]
    assert sizes == [[595, 842], [842, 595], [595, 842]]


def test_a_logo_stands_on_its_pages() -> None:
    logo = Logo(png(40, 30), "png", 40, 30)
    made = samples()["holtsmere-end"]
    data = plate("pdf", replace(made.document, logo="png")).fill(made.values, logo)
    with opened(data) as pdf:
        assert [len(_pictures(page)) for page in pdf.pages] == [1] * len(pdf.pages)


def _pictures(page: Any) -> list[Any]:
    """The pictures of a page, those that drawings hold too."""
    found = []
    waiting = [page.Resources]
    while waiting:
        for held in waiting.pop().get("/XObject", {}).values():
            found += [held] if held.Subtype == "/Image" else []
            waiting += [held.Resources] if "/Resources" in held else []
    return found


def test_the_same_text_is_the_same_bytes_in_another_process() -> None:
    code = (
        "import sys; from making import samples; from writers.test_pdf import pressed;"
        "sys.stdout.buffer.write(pressed(samples()['st-marys-st-johns']))"
    )
    tests = str(Path(__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path.insert(0, {tests!r}); {code}"],
        check=True, capture_output=True,
    )  # fmt: skip
    assert done.stdout == issued() == pressed(samples()["st-marys-st-johns"])


def test_no_letter_leaves_the_page_however_long_a_word_is() -> None:
    made = edition("## A {#a}\n\n1. Say {{ values.place }}.\n", "values: {place: x}")
    made = replace(made, words={**made.words, "values.place": "W" * 5000})
    assert f"Say {'W' * 5000}." in read_pdf(pressed(made)).units[1][1]
    with opened(pressed(made)) as pdf:
        assert len(pdf.pages) > 1


@settings(max_examples=40, deadline=None)
@given(st.one_of(st.sampled_from([v for v in VECTORS if v.isprintable()]), LETTERS))
def test_any_words_are_printed_and_none_is_markup(words: str) -> None:
    made = edition("## A {#a}\n\n1. Bring it.\n")
    document = replace(made.document, title=f"x{words}", subtitle=(Text(f"y{words}"),))
    data = plate("pdf", document).fill(made.values)
    assert read_pdf(data).title.startswith("x")


def test_what_no_font_has_is_printed_by_its_name() -> None:
    made = edition("## A {#a}\n\n1. Say {{ values.place }}.\n", "values: {place: x}")
    made = replace(made, words={**made.words, "values.place": "\N{GRINNING FACE} 日"})
    said = read_pdf(pressed(made)).units[1][1]
    assert said == "Say [grinning face] [cjk unified ideograph-65e5]."


def test_however_many_signs_no_font_has_a_text_is_laid_out_few_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    laid_out, compiled = [], press._compiled

    def counted(text: str, *given: Any) -> bytes:
        laid_out.append(text)
        return compiled(text, *given)

    monkeypatch.setattr(press, "_compiled", counted)
    signs = [chr(ord("一") + count) for count in range(30)]
    made = edition("## A {#a}\n\n" + "".join(f"1. Say {sign}.\n" for sign in signs))
    said = read_pdf(pressed(made)).units
    assert all(f"cjk unified ideograph-{ord(sign):x}" in str(said) for sign in signs)
    assert sum("Say " in text for text in laid_out) <= 3


def test_without_its_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from policygen.errors import PolicyError

    for name in [name for name in sys.modules if name.startswith("policygen.writers.typst")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(PolicyError, match="PDF needs typst") as refused:
        plate("pdf", samples()["holtsmere-end"].document)
    assert "pip install 'policygen[pdf]'" in str(refused.value)
    assert FORMATS["pdf"].extra == "pdf"


class _Listening:
    """A compiler whose warnings are kept."""

    def __init__(self, compiler: Any) -> None:
        self.compiler = compiler
        self.warnings: list[str] = []

    def compile(self, files: Any, **how: Any) -> bytes:
        made, warnings = self.compiler.compile_with_warnings(files, **how)
        self.warnings += [warning.message for warning in warnings]
        return bytes(made)


def test_typst_warns_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever it would leave out, it warns of."""
    listening = _Listening(press._compiler())
    monkeypatch.setattr(press, "_compiler", lambda: listening)
    for made in (everything(), *samples().values()):
        assert pressed(made)
    assert listening.warnings == []
