"""What differs between a text and its last issue, as people are told it."""

from dataclasses import replace
from random import Random

import pytest
from every_node import documents_of_every_kind
from hypothesis import given, settings
from hypothesis import strategies as st
from making import edition, filled
from revising import revised
from strategies import documents

from policygen.compare.changes import Change, changes
from policygen.compare.differences import Difference, Unit, differences
from policygen.compare.redline import redline
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
        ("First.", "Foremost.", ["clause 1.1 removed", "clause 1.1 added"]),  # nothing is the same
        ("## Two", "## Between {#between}\n\n1. New.\n\n## Two",
         ["section 2 added"]),
        ("1. Third.\n2. Fourth.", "1. New.\n2. Third.\n3. Fifth.",
         ["clause 2.1 added", "clause 2.3 changed; it was 2.2"]),
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
    (changed,) = found("Inner.", "Inmost.")
    assert changed.unit == Unit("clause", "2.2")
    assert changed.kind == "changed"
    assert (changed.before[-6:], changed.after[-7:]) == ("Inner.", "Inmost.")


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
        ("First.", "First of all.", ["clause 1 of One changed"]),
        ("Fourth.", "Fourth of all.", ["clause A.1 changed"]),
        ("## Four", "## New", ["the heading of Appendix A changed"]),
        ("## Two", "## Two {.unnumbered}", ["the heading of the part 'Two' changed; it was 1"]),
        (" {.appendix}", "", ["the heading of section 2 changed; it was Appendix A"]),
        ("## Two", "## Two {.new-page}", []),
        ("## Two", "# Part\n\n## Two", ["the part 'Part' added"]),
        ("## Two", "## Two {label=A1}", ["the heading of section A1 changed; it was 1"]),
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
        ("First.", "First of all.", ["clause A1.1 changed"]),
        ("Second.", "Second of all.", ["clause A of Two changed"]),
        ("Third.", "Third of all.", ["clause a) of Three changed"]),
        ("=A1", "=A2", ["the heading of section A2 changed; it was A1"]),
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
        "the part 'More' added",
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


NAMED = """\
## Lending {#lending}

1. Books are lent for two weeks. {#weeks}
2. Tools are lent by the caretaker. {#tools}
3. Nothing else is lent to anybody. {#nothing}

Loose words stand here.

## Return {#return}

1. Books come back to the office. {#office}
2. What is late costs a pound a week. {#late}
"""
_NOTHING = "3. Nothing else is lent to anybody. {#nothing}"
_TOOLS = "2. Tools are lent by the caretaker. {#tools}"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([(_NOTHING, ""), (_TOOLS, "2. Toys are for one class alone.\n3. Tools aren't. {#tools}")],
         ["clause 1.2 added", "clause 1.3 changed; it was 1.2", "clause 1.3 removed"]),
        ([("What is late costs a pound a week.", "Whoever is late pays.")], ["clause 2.2 changed"]),
        ([(f"{_TOOLS}\n", ""), ("1. Books come", f"{_TOOLS}\n1. Books come")],
         ["clause 2.1 moved from 1.2"]),
        ([("Loose words stand here.\n", "")], ["the text of section 1 removed"]),
        ([("## Return", "More.\n\n## Return")], ["the text of section 1 changed"]),
        ([("## Return", "## Loss {#loss}\n\n1. Whoever loses one pays.\n\n## Return")],
         ["section 2 added"]),
    ],
)  # fmt: skip
def test_units_are_paired_by_their_ids_as_in_a_redline(
    edits: list[tuple[str, str]], said: list[str]
) -> None:
    later = NAMED
    for old, new in edits:
        assert old in later
        later = later.replace(old, new)
    before, after = filled(edition(NAMED)), filled(edition(later))
    assert [str(one) for one in differences(before, after)] == said
    found = changes(redline(before, after), before)
    assert [str(one).partition(" (")[0] for one in found if one.kind != "renumbered"] == said


@settings(max_examples=30)
@given(documents(), st.randoms(use_true_random=False))
def test_it_says_what_a_redline_says(before: Document, chance: Random) -> None:
    after = revised(before, chance)
    found = (one for one in changes(redline(before, after), before) if one.kind != "renumbered")
    told = differences(before, after)
    assert [*map(_in_short, told)] == [*map(_in_short, found)]


def _in_short(one: Difference | Change) -> tuple[str, str, str, str]:
    return one.unit.kind, one.unit.number.rstrip("."), one.kind, one.was.rstrip(".")
