"""What may come after what, also where passages part."""

import pytest

from policygen.readers.markdown import sentinels
from policygen.readers.markdown.shape import OpenPassage, Shape
from policygen.readers.markdown.typed import typed_faults

PASSAGE = sentinels.numbered(sentinels.PASSAGE, 0)
EITHER, OR, END = (f"{mark}{PASSAGE}\n" for mark in (sentinels.EITHER, sentinels.OR, sentinels.END))
LOOSE = "this clause stands before the first sub-heading of its section"
AFTER = "a section can't stand after an appendix"
EMPTY = "a part without sections"
OUTSIDE = "a clause must stand in a section"
TWICE = "two headings have the label 'L'"
CLAUSE, SUB, SECTION = "1. a\n\n", "### B\n\n1. b\n\n", "## A\n\n"
APPENDIX, PART = "## X {.appendix}\n\n", "# P\n\n"
LABELLED = "## A {label=L}\n\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (SECTION + SUB + CLAUSE.replace("1.", "2."), []),
        (SECTION + CLAUSE, []),
        (SECTION + CLAUSE + SUB, [LOOSE]),
        (SECTION + CLAUSE + "### B {.unnumbered}\n\n2. b\n", []),
        ("## A {.unnumbered}\n\n" + CLAUSE + "### B\n\n2. b\n", []),
        (APPENDIX + CLAUSE + SUB, [LOOSE]),
        (SECTION + EITHER + CLAUSE + OR + SUB + END, []),
        (SECTION + EITHER + CLAUSE + OR + "Words.\n\n" + END + SUB, [LOOSE]),
        (SECTION + EITHER + "Words.\n\n" + OR + CLAUSE + END + SUB, [LOOSE]),
        (EITHER + SECTION + CLAUSE + OR + SECTION + SUB + END, []),
        (SECTION + APPENDIX + SECTION, [AFTER]),
        (SECTION + APPENDIX + PART + APPENDIX, []),
        (SECTION + APPENDIX + PART + SECTION, [AFTER]),
        (SECTION + EITHER + APPENDIX + OR + SECTION + END + APPENDIX, []),
        (SECTION + EITHER + APPENDIX + OR + SECTION + END + SECTION, [AFTER]),
        (PART + SECTION + PART + SECTION, []),
        (PART + PART + SECTION + PART, [EMPTY, EMPTY]),
        (PART + EITHER + SECTION + OR + SECTION + END, []),
        (PART + EITHER + SECTION + OR + END + SECTION, []),
        (PART + EITHER + SECTION + OR + END, []),
        (SECTION + EITHER + SUB + OR + "Words.\n\n" + END + CLAUSE + SUB, [LOOSE]),
        (SECTION + CLAUSE + "### B {label=B1}\n\n2. b\n", []),
        (CLAUSE + "2. b\n", []),
        (CLAUSE + SECTION + CLAUSE + SECTION, [OUTSIDE]),
        (CLAUSE + PART + SECTION, [OUTSIDE]),
        (CLAUSE + "### B\n\n### C\n\n", [OUTSIDE]),
        (EITHER + CLAUSE + OR + SECTION + CLAUSE + END, []),
        (EITHER + CLAUSE + OR + SECTION + CLAUSE + END + SECTION, [OUTSIDE]),
        (EITHER + SECTION + CLAUSE + OR + CLAUSE + END + SECTION, [OUTSIDE]),
        (EITHER + SECTION + OR + SECTION + END + CLAUSE, []),
        (EITHER + LABELLED + OR + LABELLED + END, []),
        (EITHER + LABELLED + OR + SECTION + END + LABELLED, [TWICE]),
        (
            EITHER + SECTION + OR + LABELLED + END + PART + "## C\n\n### D {label=L}\n\n1. d\n",
            [TWICE],
        ),
    ],
)
def test_order_is_that_of_the_passages_that_can_stand_together(text: str, said: list[str]) -> None:
    shape = Shape(text, (), (), (OpenPassage("", ""),))
    found = [fault.message for fault in typed_faults(shape, subheadings=True)]
    assert found == said
