"""The sample's files, damaged: no traceback, no lost word, and each place lies in its file."""

import re
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from workspaces import checked, make_workspace, sample

from policygen.actions.check import check_workspace
from policygen.assembly.edition import model_edition
from policygen.document import fill
from policygen.sources.model import Model
from policygen.workspace.library import Library
from policygen.writers import FORMATS, outline, plate

MODEL = "templates/social-media/2016-04.md"
SCHOOL = "schools/oakfield/school.yaml"
_PIECES = [
    *"'\"{}[]:#%*&!|>-@`\t\n~\\{<$_^=+.,() 1\u00a0\u200b",
    "{{", "%}", "\n\n", "é", "- ", "1. ", "• ",
    "1998. ", "(a) ", "a) ", "1.1 ", "## ", "##", "> ", "| ", "| a | b |\n", "| - | - |\n", "[^1]",
    "~~", "[ ] ", "<b>", "    ", "  ", " #", ": ", "\\\n", "{% endeither %}", "{% either ",
    "{% or never %}", "{% if values.designated_place %}\n", "{% endif %}\n", "{#x}", "<!--", "-->",
]  # fmt: skip
DAMAGE = st.lists(
    st.tuples(
        st.sampled_from(
            ["delete", "insert", "begin line", "swap", "drop", "double", "join", "indent"]
        ),
        st.integers(0, 20_000),
        st.sampled_from(_PIECES),
    ),
    min_size=1,
    max_size=4,
)  # fmt: skip


def damaged(text: str, damage: list[tuple[str, int, str]]) -> str:
    for kind, place, piece in damage:
        lines = text.split("\n")
        at, line = place % (len(text) + 1), place % len(lines)
        match kind:
            case "delete":
                text = text[:at] + text[at + 1 + place % 3 :]
                continue
            case "insert":
                text = text[:at] + piece + text[at:]
                continue
            case "begin line":
                lines[line] = piece + lines[line].lstrip()
            case "swap":
                lines[line - 1], lines[line] = lines[line], lines[line - 1]
            case "drop":
                del lines[line]
            case "double":
                lines.insert(line, lines[line])
            case "join":
                lines[line - 1 : line + 1] = ["".join(lines[line - 1 : line + 1])]
            case _:
                lines[line] = " " * (place % 5) + lines[line].lstrip()
        text = "\n".join(lines)
    return text


_ELSE = re.compile(r"\{% else %\}.*?\{% endif %\}", re.S)
_NO_WORDS = re.compile(r"<!--.*?-->|\{%.*?%\}|\{\{.*?\}\}|\{#[^}]*\}|\]\([^)]*\)|&#?\w+;", re.S)
_NUMBER = re.compile(r"^[ \t>]*(?:[-+*][ \t]+)*\d+[.)](?=[ \t])", re.M)


def lost_words(model: Model) -> Counter[str]:
    """The words of a text that its model edition doesn't print as often as they stand there."""
    text = _NO_WORDS.sub(" ", _ELSE.sub(" ", re.sub("<!--.*?-->", "", model.text, flags=re.S)))
    made = model_edition(model)
    printed = outline.text(fill(made.document, made.values).children, 10_000)
    words = Counter(re.findall(r"[^\W_]+", _NUMBER.sub(" ", text)))
    return words - Counter(re.findall(r"[^\W_]+", printed))


def assert_told_or_kept(model: str, school: str) -> None:
    """Damaged files are told of, each place in its file, or what is built of them is whole."""
    files = {MODEL: model, SCHOOL: school}
    with TemporaryDirectory() as folder:
        workspace = make_workspace(Path(folder), files)
        problems, editions = checked(workspace, "oakfield")
        problems += check_workspace(workspace, date(2026, 9, 1))
        for problem in problems:
            lines = files[problem.position.path].split("\n")
            assert 1 <= problem.position.line <= len(lines)
            assert problem.position.column <= len(lines[problem.position.line - 1]) + 1
        known, faults = Library(workspace).model("social-media", "2016-04")
        if known and not faults:
            assert lost_words(known) == Counter()
        for one in editions:
            for kind in FORMATS if one.good and one.edition else ():
                assert one.edition
                assert plate(kind, one.edition.document).fill(
                    one.edition.values, pictures=one.edition.pictures
                )
        assert problems or all(one.good for one in editions)


@settings(max_examples=60)
@given(DAMAGE)
def test_a_damaged_model_is_told_of_or_keeps_its_words(damage: list[tuple[str, int, str]]) -> None:
    assert_told_or_kept(damaged(sample(MODEL), damage), sample(SCHOOL))


@settings(max_examples=60)
@given(DAMAGE)
def test_a_damaged_school_is_told_of_or_built(damage: list[tuple[str, int, str]]) -> None:
    assert_told_or_kept(sample(MODEL), damaged(sample(SCHOOL), damage))
