"""Numbers as they are typed, beside those that are printed: where passages part, and where not."""

import pytest

from policygen.readers.markdown import sentinels
from policygen.readers.markdown.shape import Shape
from policygen.readers.markdown.typed import typed_faults

PASSAGE = sentinels.numbered(sentinels.PASSAGE, 0)
EITHER, OR, END = (f"{mark}{PASSAGE}\n" for mark in (sentinels.EITHER, sentinels.OR, sentinels.END))
SUB = "### B\n\n"
NO_SECTION = "### begins no section: the clauses below go on from those above"


def typed(*numbers: int) -> str:
    return "".join(f"{number}. x\n\n" for number in numbers)


def wrong(number: int, expected: int) -> str:
    return f"this is typed as {number}, but it is number {expected} here"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(EITHER + typed(1) + OR + typed(1, 2) + END + typed(2), [], id="anew in each"),
        pytest.param(EITHER + typed(1) + OR + typed(2) + END + typed(3), [], id="on through both"),
        pytest.param(typed(1, 2) + EITHER + typed(3) + OR + typed(4), [], id="on, and not first"),
        pytest.param(
            typed(1, 1) + EITHER + typed(1) + OR + typed(2), [wrong(2, 3)],
            id="a 2 after nothing but 1",
        ),
        pytest.param(typed(1, 1, 1), [], id="1 throughout"),
        pytest.param(
            typed(1, 2, 1, 1), [wrong(1, 3), wrong(1, 2)], id="1 that isn't throughout"
        ),
        pytest.param(SUB + typed(1, 2), [], id="below a sub-heading, the first"),
        pytest.param(
            typed(1, 2) + SUB + typed(1), [NO_SECTION, wrong(1, 3)], id="right below a sub-heading"
        ),
        pytest.param(
            typed(1) + SUB + typed(2, 1), [wrong(1, 3)], id="not right below a sub-heading"
        ),
        pytest.param(typed(1, 3, 4), [wrong(3, 2)], id="one left out, and on from there"),
        pytest.param(typed(1, 3, 3), [wrong(3, 2)], id="one left out, and put right"),
    ],
)  # fmt: skip
def test_a_number_that_is_not_printed_so_is_told(text: str, said: list[str]) -> None:
    assert [fault.message for fault in typed_faults(Shape(f"## A\n\n{text}"))] == said
