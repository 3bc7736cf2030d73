"""What differs between a text and its last issue, as people are told it."""

import pytest
from making import edition, filled

from policygen.lifecycle.issues import changes

TEXT = """\
## One {#one}

1. First.
2. Second, see [](#two) and the [law](https://a.example).

Loose words in **bold**.

## Two {#two}

1. Third.
2. Fourth.
   1. Inner.
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("1. First.\n", "1. New.\n2. First.\n", ["clause 1.1 added"]),
        ("1. First.\n", "", ["clause 1.1 removed"]),
        ("First.", "Foremost.", ["clause 1.1 changed"]),
        ("## Two", "## Between {#between}\n\n1. New.\n\n## Two",
         ["the heading of section 2 added", "clause 2.1 added"]),
        ("1. Third.\n2. Fourth.", "1. New.\n2. Third.\n3. Fifth.",
         ["clause 2.1 added", "clause 2.3 changed"]),
        ("https://a.example", "https://b.example", ["clause 1.2 changed"]),
        ("**bold**", "bold", ["the text of section 1 changed"]),
        ("## Two", "## Second", ["the heading of section 2 changed"]),
        ("Inner.", "Inmost.", ["clause 2.2 changed"]),
        ("{#one}", "{#first}", []),
    ],
)  # fmt: skip
def test_it_says_what_changed_and_not_what_only_moved(old: str, new: str, said: list[str]) -> None:
    assert old in TEXT
    before, after = filled(edition(TEXT)), filled(edition(TEXT.replace(old, new)))
    assert changes(before, after) == said
