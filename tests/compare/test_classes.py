"""Changes are put in the classes that a careful governor gives them: tests/cases/classes.md."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from case_files import CASES
from hypothesis import given
from hypothesis import strategies as st
from making import ROOT

from policygen.compare.class_rules import CLASSES, ChangeClass, ClassShown
from policygen.compare.classes import classed

LEAST = 0.95  # of what is put in a class is in it
ELSE = "something else"
NOTHING = "(nothing)"
TABLE = "| Kind of change | Pairs that are of it | Said to be | Rightly | Precision | Recall |"


class Pair(NamedTuple):
    """A clause as it was and as it is, and the classes that a person gives the change."""

    labels: frozenset[str]
    before: str
    after: str


def pairs(part: str = "") -> Iterator[Pair]:
    text = (CASES / "classes.md").read_text(encoding="utf-8")
    if part:
        text = text.partition(f"\n# {part}\n")[2].partition("\n# ")[0]
    for labels, was, now in re.findall(r"^## (.+)\n- (.+)\n\+ (.+)$", text, re.M):
        before, after = ("" if side == NOTHING else side for side in (was, now))
        yield Pair(frozenset(labels.split("; ")), before, after)


def kinds(before: str, after: str) -> set[ChangeClass]:
    return {one.kind for one in classed(before, after).shown}


def shown(before: str, after: str) -> list[str]:
    """Each class with the words that show it."""
    found = classed(before, after)
    said = [f"{one.kind}: {one.before} > {one.after}" for one in found.shown]
    return [*said, *(["more"] if found.more else [])]


class Count(NamedTuple):
    """How many pairs are of a class, how many are said to be, and how many of these are."""

    true: int
    said: int
    right: int

    def row(self, name: str) -> str:
        counts = (self.true, self.said, self.right)
        shares = (f"{self.right / whole:.2f}" for whole in (self.said, self.true))
        return f"| {' | '.join([name, *map(str, counts), *shares])} |"


def counted() -> dict[str, Count]:
    true, said, right = Counter[str](), Counter[str](), Counter[str]()
    for pair in pairs():
        found = kinds(pair.before, pair.after)
        true.update(pair.labels - {ELSE})
        said.update(found)
        right.update(found & pair.labels)
    return {kind: Count(true[kind], said[kind], right[kind]) for kind in CLASSES}


def test_there_are_150_pairs_of_which_another_labelled_half() -> None:
    assert len([*pairs("Labelled before there were rules")]) == 75
    assert len([*pairs("Labelled by someone who had not seen the rules")]) == 75
    assert {label for pair in pairs() for label in pair.labels} == {*CLASSES, ELSE}


def test_what_is_put_in_a_class_is_in_it() -> None:
    found = counted()
    said, right = (sum(getattr(one, name) for one in found.values()) for name in ("said", "right"))
    assert right / said >= LEAST
    for kind, one in found.items():
        assert one.right / one.said >= LEAST, kind
        assert one.right / one.true > 0.75, f"{kind} is seldom found"


def test_the_docs_print_how_good_the_classes_are() -> None:
    found = counted()
    total = Count(*map(sum, zip(*found.values(), strict=True)))
    rows = [one.row(kind.capitalize()) for kind, one in found.items()]
    page = (ROOT / "docs/approval.md").read_text(encoding="utf-8")
    assert "\n".join([*rows, total.row("All")]) in page.partition(f"{TABLE}\n")[2]


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Staff should report it.", "Staff must report it.", ["duty strengthened: should > must"]),
        (
            "No employee may give one.", "No employee should give one.",
            ["duty weakened: No employee may > No employee should"],
        ),
        ("Staff should report it.", "Staff must read it.", ["more"]),  # bound to another thing
        ("Staff may run it.", "Staff need not run it.", ["more"]),
        ("Pupils may enter on 5 May.", "Pupils may enter on 6 May.",
         ["time or amount: 5 May > 6 May"]),
        ("In Year 5 may any pupil go.", "In Year 6 may any pupil go.",
         ["time or amount: 5 > 6"]),  # no date, though it says may
        ("It lasts 7 days.", "It lasts a week.", ["wording only:  > "]),
        ("It lasts 7 school days.", "It lasts a week.",
         ["time or amount: 7 school days > a week"]),
        ("It is held in a room, within 5 days.", "Within 5 days it is held in a room.", ["more"]),
        ("Pupils and parents are told.", "Parents and pupils are told.", ["wording only:  > "]),
        ("Pupils or parents are told.", "Pupils and parents are told.", ["more"]),
        ("Where possible, it is shut.", "It is shut where possible.", ["wording only:  > "]),
        (
            "It must be shut.", "It must be shut unless it rains.",
            ["duty weakened:  > unless it rains"],
        ),
        ("It is shut.", "It is shut unless it rains.", ["more"]),
        (
            "The Head of School decides.", "The Bursar decides.",
            ["who decides: Head of School > Bursar"],
        ),
        (
            "It is decided by a panel.", "It is decided by a panel, and the Headteacher is told.",
            ["more"],
        ),
        ("See:\n- the plan\n- the map", "See:\n- the plan", ["removal: the map > "]),
        ("One thing. Two things.", "One thing.", ["removal: Two things. > "]),
        ("", "A clause.", ["addition:  > "]),
        ("A clause.", " ", ["removal:  > "]),
        ("It's “shut”.", "It’s \"shut\"!", ["wording only:  > "]),
        ("Only staff may enter.", "Staff and parents may enter.", ["more"]),
        ("They meet in private.", "They meet in public.", ["more"]),
    ],
)  # fmt: skip
def test_the_words_that_show_a_class(before: str, after: str, expected: list[str]) -> None:
    assert shown(before, after) == expected


def test_a_school_s_own_posts_are_known() -> None:
    before, after = "The Lead Practitioner decides.", "The Warden decides."
    assert classed(before, after).shown == ()
    posts = frozenset({"Warden", "Lead Practitioner"})
    assert classed(before, after, posts).shown == (
        ClassShown("who decides", "Lead Practitioner", "Warden"),
    )


@given(st.sampled_from([*pairs()]))
def test_the_way_back_is_the_reverse(pair: Pair) -> None:
    back = {
        "duty strengthened": "duty weakened", "duty weakened": "duty strengthened",
        "addition": "removal", "removal": "addition",
    }  # fmt: skip
    there = kinds(pair.before, pair.after)
    assert {str(back.get(one, one)) for one in there} == kinds(pair.after, pair.before)


@given(st.text(), st.text())
def test_any_words_have_some_class_or_none(before: str, after: str) -> None:
    found = classed(before, after)
    assert found.more or found.shown
