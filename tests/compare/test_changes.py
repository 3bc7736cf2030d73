"""The list of changes says what a redline marks, each unit once, as a governor would tell it."""

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import edition, filled
from revising import revised
from strategies import documents

from policygen.compare.changes import Change, changes, with_list
from policygen.compare.differences import Unit
from policygen.compare.proof import is_proven
from policygen.compare.redline import redline
from policygen.document import BlockRevision, Document, query, walk
from policygen.document.held import anchors_of
from policygen.document.revisions import is_redline

TEXT = """\
## Lending {#lending}

1. Books are lent for two weeks. {#weeks}
2. Tools are lent by the caretaker. {#tools}
3. Nothing else is lent to anybody. {#nothing}

Loose words stand here.

## Return {#return}

1. Books come back to the office. {#office}
2. What is late costs a pound a week. {#late}

## Loss {#loss}

1. Whoever loses a book pays for it. {#pays}
"""


def made(before: str, after: str) -> tuple[Change, ...]:
    old, new = filled(edition(before)), filled(edition(after))
    marked = redline(old, new)
    assert is_proven(marked, old, new)
    return changes(marked, old)


def said(before: str, after: str) -> list[str]:
    return [*map(str, made(before, after))]


def listed(before: str, after: str) -> list[str]:
    old, new = filled(edition(before)), filled(edition(after))
    marked = redline(old, new)
    return [line.words for line in with_list(marked, changes(marked, old)).changes]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("two weeks", "three weeks", ["clause 1.1 changed (Lending)"]),
        ("2. Tools are lent by the caretaker. {#tools}\n3.", "2.",
         ["clause 1.2 removed (Lending)", "clause 1.2 was 1.3 (Lending)"]),
        ("2. What is late", "2. Tools go to the shed at once. {#shed}\n3. What is late",
         ["clause 2.2 added (Return)", "clause 2.3 was 2.2 (Return)"]),
        ("Loose words", "Other words", ["the text of section 1 changed (Lending)"]),
        ("Loose words stand here.\n\n", "", ["the text of section 1 removed (Lending)"]),
        ("1. Whoever", "Mind them.\n\n1. Whoever", ["the text of section 3 added (Loss)"]),
        ("## Loss", "## Loss and damage",
         ["the heading of section 3 changed (Loss and damage)"]),
        ("## Loss {#loss}\n\n1. Whoever loses a book pays for it. {#pays}\n", "",
         ["section 3 removed (Loss)"]),
        ("## Return", "## Care {#care}\n\n1. Keep it dry. {#dry}\n\n## Return",
         ["section 2 added (Care)", "section 3 was 2 (Return)", "section 4 was 3 (Loss)"]),
    ],
)  # fmt: skip
def test_each_change_is_told_once(old: str, new: str, expected: list[str]) -> None:
    assert old in TEXT
    assert said(TEXT, TEXT.replace(old, new)) == expected


def test_a_change_says_where_it_is_and_what_was_there() -> None:
    (one,) = made(TEXT, TEXT.replace("two weeks", "three weeks"))
    assert one == Change(
        Unit("clause", "1.1", "Lending"), "changed", "weeks",
        "Books are lent for two weeks.", "Books are lent for three weeks.",
    )  # fmt: skip


def test_what_moved_says_from_where_and_whether_its_words_changed_too() -> None:
    late = "2. What is late costs a pound a week. {#late}\n"
    without = TEXT.replace(late, "")
    moved = without.replace(
        "1. Whoever", "1. What is late costs a pound a week. {#late}\n2. Whoever"
    )
    assert said(TEXT, moved) == [
        "clause 3.1 moved from 2.2 (Loss)", "clause 3.2 was 3.1 (Loss)",
    ]  # fmt: skip
    changed = moved.replace("a pound", "two pounds")
    assert said(TEXT, changed)[0] == "clause 3.1 moved from 2.2, and changed (Loss)"
    (one, _) = made(TEXT, changed)
    assert (one.before, one.after, one.was, one.anchor) == (
        "What is late costs a pound a week.",
        "What is late costs two pounds a week.",
        "2.2",
        "late",
    )  # fmt: skip


def test_a_section_that_moved_is_one_change() -> None:
    begin, loss = TEXT.split("## Loss")
    lending, back = begin.split("## Return")
    moved = f"## Loss{loss}\n{lending}## Return{back}"
    assert said(TEXT, moved) == [
        "section 1 moved from 3 (Loss)", "section 2 was 1 (Lending)", "section 3 was 2 (Return)",
    ]  # fmt: skip


def test_what_only_has_other_numbers_is_told_on_one_line() -> None:
    before = "## A\n\n" + "".join(f"{n}. Clause of number {'x' * n}.\n" for n in range(1, 6))
    after = "## A\n\n1. Quite another thing.\n" + "".join(
        f"{n + 1}. Clause of number {'x' * n}.\n" for n in range(1, 6)
    )
    assert listed(before, after) == [
        "Clause 1.1 added (A)", "Clauses 1.2 to 1.6 were 1.1 to 1.5 (A)",
    ]  # fmt: skip
    assert listed(after, before) == [
        "Clause 1.1 removed (A)", "Clauses 1.1 to 1.5 were 1.2 to 1.6 (A)",
    ]  # fmt: skip
    two = "## A\n\n1. Clause of number x.\n2. Clause of number xx.\n"
    more = "## A\n\n1. Quite another thing.\n2. Clause of number x.\n3. Clause of number xx.\n"
    assert listed(two, more)[1] == "Clauses 1.2 and 1.3 were 1.1 and 1.2 (A)"


def test_a_clause_that_changed_and_has_another_number_says_both() -> None:
    after = TEXT.replace("1. Books are lent", "1. Ask first. {#ask}\n2. Books may be lent")
    after = after.replace("2. Tools", "3. Tools").replace("3. Nothing", "4. Nothing")
    assert said(TEXT, after)[:2] == [
        "clause 1.1 added (Lending)", "clause 1.2 changed; it was 1.1 (Lending)",
    ]  # fmt: skip


def test_what_is_inside_a_clause_is_the_clauses_change() -> None:
    before = TEXT.replace("caretaker. {#tools}", "caretaker: {#tools}\n   - saws\n   - nails")
    after = before.replace("   - nails\n", "   - nails\n   - pliers\n")
    (one,) = made(before, after)
    assert str(one) == "clause 1.2 changed (Lending)"
    assert one.after == "Tools are lent by the caretaker:\n- saws\n- nails\n- pliers"


def test_loose_words_of_a_section_are_one_change_where_the_first_of_them_stand() -> None:
    before = "## A\n\nFirst words.\n\n1. A clause here. {#c}\n\nLast words.\n"
    after = before.replace("First", "Other").replace("A clause", "One clause").replace("Last", "No")
    first, second = made(before, after)
    assert [str(first), str(second)] == [
        "the text of section 1 changed (A)",
        "clause 1.1 changed (A)",
    ]
    assert first.after == "Other words.\nNo words."


def test_the_frame_of_a_text_is_told_too_but_not_its_record() -> None:
    before = filled(edition(TEXT))
    control = replace(
        before.control,
        record=(("Version", ()),),
        model=tuple((term, run) for term, run in before.control.model if term != "Review cycle"),
    )
    after = replace(before, title="Borrowing policy", control=control)
    found = changes(redline(before, after), before)
    assert [*map(str, found)] == [
        "the title changed; it was Lending policy", "Review cycle in the control table removed",
    ]  # fmt: skip
    assert [one.anchor for one in found] == ["", "document-control"]


def test_of_the_same_text_nothing_is_told() -> None:
    assert said(TEXT, TEXT) == []
    assert said(TEXT, TEXT.replace("{#weeks}", "{#term}")) == []


@settings(max_examples=40)
@given(documents(), st.integers(0, 2**32))
def test_all_that_is_marked_is_told_and_each_line_leads_somewhere(
    before: Document, seed: int
) -> None:
    after = revised(before, Random(seed))
    made = redline(before, after)
    found = changes(made, before)
    told = replace(made, control=replace(made.control, record=()), history=None)
    assert is_redline(told) == any(one.kind != "renumbered" for one in found)
    anchors = {anchor for node in walk((made,)) for anchor in anchors_of(node)}
    assert {one.anchor for one in found} <= {*anchors, "", "document-control"}
    moved = [one for one in query((made,), BlockRevision) if one.note and one.inserted]
    assert sum(one.kind == "moved" for one in found) <= len(moved)
