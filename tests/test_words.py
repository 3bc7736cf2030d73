"""No word of a model is lost: it is printed, or understood, or refused with its place."""

import pytest
from case_files import Case, read_cases, titled
from making import model
from test_mistakes import unmasked

from policygen.assembly.checking import check_text

_, WORD_CASES = read_cases("mistakes-words.md")


def said_about(text: str) -> str:
    """What is said about a text, each problem with its line and column in the text."""
    made = model(text)
    problems = [one for one in check_text(made) if "the text never uses it" not in one.message]
    return "".join(
        f"{one.position.line - made.first_line + 1}:{one.position.column}: {one.message}\n"
        f"  {one.hint}\n"
        for one in sorted(problems)
    )


@pytest.mark.parametrize("title", titled(WORD_CASES))
def test_words_that_would_go_astray_are_told(title: str) -> None:
    case: Case = titled(WORD_CASES)[title]
    assert said_about(unmasked(case.given).decode()) == case.expected
