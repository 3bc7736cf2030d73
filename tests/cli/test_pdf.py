"""Editions as PDF from the command line: what is written, and what is said where it can't be."""

from pathlib import Path

import pikepdf
import pytest
import typst
from cli_fixtures import Run, edit

from policygen.actions import formats
from policygen.writers.typst import press

EDITION = "build/oakfield/social-media.pdf"
COMMANDS = (
    ("build", "oakfield/social-media"),
    ("build", "oakfield/social-media@1.0"),
    ("diff", "oakfield/social-media", "--from", "model"),
    ("model", "social-media"),
    ("site", "oakfield"),
)


@pytest.mark.parametrize("words", COMMANDS)
def test_without_what_lays_it_out_it_says_what_to_install(
    run: Run, workspace: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formats, "find_spec", lambda _: None)
    result = run(*words, "--format", "docx", "--format", "pdf")
    assert result.exit_code == 1
    assert "PDF needs typst, which isn't installed" in result.stderr
    assert "pip install 'policygen[pdf]'" in result.stderr
    assert not [*workspace.rglob("*.pdf")]


@pytest.mark.parametrize("words", [COMMANDS[0], COMMANDS[3]])
@pytest.mark.parametrize("kind", ["pdf", "PDF", "Pdf"])
def test_its_name_is_known_in_small_letters_and_large(
    run: Run, workspace: Path, words: tuple[str, ...], kind: str
) -> None:
    result = run(*words, "--format", kind, "--out", str(workspace / "out"))
    assert result.exit_code == 0, result.output
    (path,) = (workspace / "out").rglob("*.pdf")
    with pikepdf.open(path) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)


def test_a_file_that_cant_be_replaced_is_said_and_the_others_are_written(
    run: Run, workspace: Path
) -> None:
    (workspace / EDITION).mkdir(parents=True)  # as one that is open elsewhere can't be on Windows
    result = run("build", "oakfield/social-media", "holtsmere-end", "--format", "pdf")
    assert result.exit_code == 1
    assert f"{EDITION}:1:1: can't be written: " in result.stderr
    assert "close it if it is open in another program" in result.stderr
    assert (workspace / "build/holtsmere-end/social-media.pdf").is_file()
    assert [*(workspace / EDITION).iterdir()] == []


@pytest.mark.parametrize("target", ["oakfield/social-media", "oakfield/social-media@2.0"])
def test_whoever_builds_one_is_told_that_it_isnt_said_to_keep_the_standard(
    run: Run, workspace: Path, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As typst refuses to make that of some texts: which they are isn't known beforehand."""
    result = run("issue", "oakfield/social-media", "--by", "Governing board", "--summary", "x")
    assert result.exit_code == 0, result.output
    compiled = press._compiled

    def refusing(text: str, drawings: dict[str, bytes], standards: object = ("ua-1",)) -> bytes:
        if standards:
            error = typst.TypstError("internal error: parent group", "")
            error.message = str(error)
            raise error
        return compiled(text, drawings, ())

    monkeypatch.setattr(press, "_compiled", refusing)
    for _ in range(2):  # it is said each time, not only when the file is new
        result = run("build", target, "--format", "pdf")
        assert result.exit_code == 0, result.output
        name = f"{target}.pdf"
        assert f"warning: {name} isn't said to be PDF/UA-1: that can't be made of this text" in (
            result.stderr
        )
        assert "give the HTML edition" in result.stderr
    with pikepdf.open(workspace / f"build/{name}") as pdf, pdf.open_metadata() as metadata:
        assert "pdfuaid:part" not in metadata
    monkeypatch.undo()


def test_nothing_is_said_of_a_file_that_keeps_it(run: Run) -> None:
    result = run("build", "oakfield/social-media", "--format", "pdf", "--format", "docx")
    assert "PDF/UA" not in result.output


@pytest.mark.parametrize(
    "name",
    [
        "בית ספר אלון",  # from right to left
        "مدرسة البلوط",
        "Oakfield‮dlefkaO School",
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 4,
        '#panic() *Oak* $x$ `y` <label> @ref \\ " // -- ...',
    ],
)
def test_any_name_of_a_school_makes_a_pdf_that_keeps_it(
    run: Run, workspace: Path, name: str
) -> None:
    file = workspace / "schools/oakfield/school.yaml"
    quoted = name.replace("'", "''")
    edit(file, "name: Oakfield Community School", f"name: '{quoted}'")
    result = run("build", "oakfield/social-media", "--draft", "--format", "pdf")
    if "can't stand" in result.stderr or result.exit_code:  # refused, with the place
        assert "schools/oakfield/school.yaml:" in result.stderr
        return
    (path,) = (workspace / "build/oakfield").glob("social-media*.pdf")
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
