"""Steps in Word: each block is a list of its own, which Word counts from 1."""

from agreement import read_docx
from making import edition

from policygen.writers import plate

TEXT = """\
## One

::: steps
1. Do A
1. Do B
:::

::: steps
1. Do C
{% either loans: staff %}
1. Do D
{% or everyone %}
1. Do E
{% endeither %}
1. Do F
:::
"""


def test_word_counts_each_list_from_1_and_alternatives_alike() -> None:
    made = edition(TEXT, draft=True)
    units = read_docx(plate("docx", made.document).fill(made.values)).units
    steps = [(number, words) for number, words in units if words in [f"Do {c}" for c in "ABCDEF"]]
    assert steps == [
        ("1", "Do A"), ("2", "Do B"), ("1", "Do C"), ("2", "Do D"), ("2", "Do E"), ("3", "Do F"),
    ]  # fmt: skip
