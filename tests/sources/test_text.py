"""What text may hold."""

import pytest

from policygen.sources.names import is_id, is_name
from policygen.sources.text import decode, ended, refused_character, tidy

REFUSED = [
    "\x00", "\x0b", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\u202a", "\u202e", "\u2066",
    "\u2069", "\ud800", "\ue000", "\uf8ff", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff",
    "\U000f0000", "\U0010fffd",
]  # fmt: skip
ACCEPTED = ["é", "\t", "\n", "\u00a0", "\u200b", "\u200d", "😀", "ß", "\u2019", "中", "\u0301"]


@pytest.mark.parametrize("character", REFUSED)
def test_no_text_may_hold(character: str) -> None:
    assert refused_character(f"a{character}b") == character


@pytest.mark.parametrize("character", ACCEPTED)
def test_any_text_may_hold(character: str) -> None:
    assert refused_character(f"a{character}b") is None


def test_tidy_text_is_composed_and_has_single_spaces() -> None:
    assert tidy("  e\u0301 \t\n x\u00a0y ") == "é x\u00a0y"
    assert tidy("\u00a0") == ""


def test_the_marks_and_line_ends_of_windows_are_nothing_to_worry_about() -> None:
    assert decode("\ufeffa: é\r\nb: c\rd".encode(), "x") == ("a: é\nb: c\nd", [])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"ab\ncd\xe9", "x:2:3: this file is not UTF-8 text"),
        ("a: b".encode("utf-16"), "x:1:1: this file was saved as UTF-16"),
        ("a: b".encode("utf-16-be"), "x:1:1: this file was saved as UTF-16"),
        ("a: b".encode("utf-16-le"), "x:1:1: this file was saved as UTF-16"),
        (b"PK\3\4\x14", "x:1:1: this file is a Word file or another zip, and no text"),
        (b"\xd0\xcf\x11\xe0\xa1", "x:1:1: this file is an old Word or Excel file, and no text"),
        (b"%PDF-1.7", "x:1:1: this file is a PDF, and no text"),
        (b"{\\rtf1", "x:1:1: this file was saved as rich text"),
    ],
)
def test_other_encodings_and_other_files_are_said(data: bytes, said: str) -> None:
    text, (problem,) = decode(data, "x")
    assert text == ""
    assert f"{problem}".startswith(said)


def test_every_refused_character_has_its_place() -> None:
    _, problems = decode("a\u202eb\nc\n  \ue000".encode(), "x")
    assert [str(problem.position) for problem in problems] == ["x:1:2", "x:3:3"]


@pytest.mark.parametrize("text", ["oak", "st-marys-2", "0", "a" * 64, "com", "console"])
def test_what_names_a_folder_everywhere(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize(
    "text",
    ["", "Oak", "-a", "a_b", "a b", "a\n", "é", "a" * 65, "con", "nul", "aux", "com1", "lpt9", "..",
     "../../x", "a/b", "a.b"],
)  # fmt: skip
def test_what_does_not(text: str) -> None:
    assert not is_id(text)


def test_names_in_files() -> None:
    assert is_name("personal_use")
    assert not any(map(is_name, ["", "Personal", "1a", "a-b", "a b", "a\n", "é"]))


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Approved in error", "Approved in error."),
        ("Approved in error.", "Approved in error."),
        ("Why not?", "Why not?"),
        ("Who knows…", "Who knows…"),
        ("It said “yes”", "It said “yes”."),
        ("It said “Yes!”", "It said “Yes!”"),
        ("(See the minutes.)", "(See the minutes.)"),
        ("As the Board's, see minutes (4)", "As the Board's, see minutes (4)."),
        (")", ")."),
    ],
)
def test_words_that_others_follow_end_with_one_mark(typed: str, said: str) -> None:
    assert ended(typed) == ended(said) == said
