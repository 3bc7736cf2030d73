"""What differs between a text and its last issue, as people are told it."""

from dataclasses import replace

import pytest
from every_node import documents_of_every_kind
from hypothesis import given, settings
from making import edition, filled

from policygen.compare.differences import Difference, Unit, differences
from policygen.document import Document, Numbering

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
    assert [str(found) for found in differences(before, after)] == said


def found(old: str, new: str) -> tuple[Difference, ...]:
    return differences(filled(edition(TEXT)), filled(edition(TEXT.replace(old, new))))


def test_a_difference_says_what_was_and_what_is() -> None:
    (changed,) = found("First.", "First of all things.")
    assert changed.unit == Unit("clause", "1.1")
    assert (changed.kind, changed.before, changed.after) == (
        "changed", "First.", "First of all things.",
    )  # fmt: skip


def test_what_was_added_or_removed_has_one_text() -> None:
    (added,) = found("1. First.\n", "1. New.\n2. First.\n")
    assert (added.kind, added.before, added.after) == ("added", "", "New.")
    (removed,) = found("1. First.\n", "")
    assert (removed.kind, removed.before, removed.after) == ("removed", "First.", "")


ORDERED = """\
## One {.unnumbered}

1. First.

## Two

1. Second.

### Three

2. Third.

## Four {.appendix}

1. Fourth.
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("First.", "New.", ["clause 1 of One changed"]),
        ("Fourth.", "New.", ["clause A.1 changed"]),
        ("## Four", "## New", ["the heading of Appendix A changed"]),
        ("## Two", "## Two {.unnumbered}", ["the heading of the part 'Two' changed"]),
        (" {.appendix}", "", ["the heading of section 2 changed"]),
        ("## Two", "## Two {.new-page}", []),
        ("## Two", "# Part\n\n## Two", ["the heading of the part 'Part' added"]),
        ("## Two", "## Two {label=A1}", ["the heading of section A1 changed"]),
        ("## Two", "## Two {clauses=a)}", ["the heading of section 1 changed"]),
    ],
)  # fmt: skip
def test_it_says_what_changed_of_what_counts_otherwise(old: str, new: str, said: list[str]) -> None:
    before, after = filled(edition(ORDERED)), filled(edition(ORDERED.replace(old, new)))
    assert [str(found) for found in differences(before, after)] == said


LETTERED = """\
## One {label=A1}

1. First.

## Two {clauses=A.}

1. Second.

## Three {clauses=a)}

1. Third.
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("First.", "New.", ["clause A1.1 changed"]),
        ("Second.", "New.", ["clause A of Two changed"]),
        ("Third.", "New.", ["clause a) of Three changed"]),
        ("=A1", "=A2", ["the heading of section A2 changed"]),
        ("=a)", "=(a)", ["the heading of section 2 changed"]),
    ],
)
def test_it_says_what_changed_of_what_counts_in_letters(
    old: str, new: str, said: list[str]
) -> None:
    before, after = filled(edition(LETTERED)), filled(edition(LETTERED.replace(old, new)))
    assert [str(found) for found in differences(before, after)] == said


MARKED = """\
## The school's "library"

1. It's 'here'.
2. Nobody's.

### What's "lent"

Pupils' books.
"""


def test_how_marks_are_set_is_no_difference() -> None:
    straight, set_ = MARKED, filled(edition(MARKED))
    for mark, kept in (("'", "\\'"), ('"', '\\"')):
        straight = straight.replace(mark, kept)
    before = filled(edition(straight))
    assert before != set_
    assert differences(before, set_) == differences(set_, before) == ()
    more = MARKED.replace("1. It's", "1. More.\n2. It's").replace("books", "'own' books")
    (added, changed) = differences(before, filled(edition(more)))
    assert (str(added), str(changed)) == (
        "clause 1.1 added", "the text of the part 'What’s “lent”' changed",
    )  # fmt: skip
    assert changed.before == "Pupils' books."


def test_a_part_is_known_however_the_marks_in_its_heading_are_set() -> None:
    before = filled(edition(MARKED.replace('"', '\\"')))
    after = filled(edition(f"{MARKED.replace('books', 'things')}\n### More\n\nMore.\n"))
    assert [str(one) for one in differences(before, after)] == [
        "the text of the part 'What’s “lent”' changed",
        "the heading of the part 'More' added",
        "the text of the part 'More' added",
    ]


def test_another_numbering_is_a_difference() -> None:
    one = filled(edition(TEXT))
    other = replace(one, numbering=Numbering(inside=("a)", "i)")))
    assert [str(found) for found in differences(one, other)] == ["the way of numbering changed"]


def test_a_part_without_number_goes_by_its_heading() -> None:
    before = filled(edition("## A\n\n### 1984\n\nWords.\n"))
    after = filled(edition("## A\n\n### 1984\n\nOther words.\n"))
    assert [str(one) for one in differences(before, after)] == [
        "the text of the part '1984' changed"
    ]


@settings(max_examples=40)
@given(documents_of_every_kind())
def test_nothing_differs_from_itself(one: Document) -> None:
    assert differences(one, one) == ()
