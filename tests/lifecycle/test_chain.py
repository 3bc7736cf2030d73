"""The chain of seals: what each of them holds to, and what is no part of it."""

from collections.abc import Mapping

import pytest

from policygen.lifecycle.chain import breaks, fields_of, head_of, next_seal, proves
from policygen.sources.entries import AdoptionEntry, EntryGroup, HistoryEntry, ReviewEntry
from policygen.sources.school import School, read_school

DIGEST = "0123456789abcdef" * 4


def school(name: str = "oak") -> School:
    found, problems = read_school(b"name: Oak", "school.yaml", name)
    assert found and not problems
    return found


def issue(version: str, on: str, by: str = "Board") -> dict[str, str]:
    return {"version": version, "issued": on, "by": by, "summary": "A"}


def recorded(
    entry: AdoptionEntry, group: EntryGroup, record: Mapping[str, str], identity: str = "oak"
) -> AdoptionEntry:
    """The adoption with one more entry, sealed."""
    kind = HistoryEntry if group == "history" else ReviewEntry
    made = kind.model_validate(record)
    digest = DIGEST if group == "history" else ""
    seal = next_seal(identity, "visitors", entry, group, fields_of(made), digest)
    sealed = made.model_copy(update={"seal": seal})
    return entry.model_copy(update={group: [*getattr(entry, group), sealed]})


EMPTY = AdoptionEntry(model="2016-04")
ONE = recorded(EMPTY, "history", issue("1.0", "2 May 2020"))
TWO = recorded(ONE, "reviews", {"on": "3 May 2021", "by": "Head"})
THREE = recorded(TWO, "history", issue("2.0", "4 May 2022"))


def said(entry: AdoptionEntry, heads: tuple[str, ...] = (), name: str = "oak") -> list[str]:
    return [one.what for one in breaks(school(name), "visitors", entry, heads or (head_of(entry),))]


def test_a_record_as_it_was_made_holds() -> None:
    for entry in (EMPTY, ONE, TWO, THREE):
        assert said(entry) == []
    assert said(TWO, (head_of(ONE), head_of(TWO))) == []  # a run that was killed
    seals = [*(one.seal for one in THREE.history), THREE.reviews[0].seal]
    assert [str(seal).count("-") for seal in seals] == [2, 2, 1]


def test_a_seal_holds_to_the_one_before_it() -> None:
    other = recorded(EMPTY, "history", issue("1.0", "2 May 2020", by="Somebody"))
    swapped = THREE.model_copy(update={"history": [*other.history, THREE.history[1]]})
    assert said(swapped) == ["the review of 3 May 2021 isn't as it was recorded"]


def test_a_seal_holds_to_the_school_the_policy_and_the_place_in_the_order() -> None:
    assert said(ONE, name="elm") == ["the issue of 2 May 2020 isn't as it was recorded"]
    found = breaks(school(), "lending", ONE, (head_of(ONE),))
    assert [one.keys for one in found] == [("history", 0)]
    moved = THREE.history[1].model_copy(
        update={"seal": THREE.history[1].seal._replace(number=4)}  # type: ignore[union-attr]
    )
    late = THREE.model_copy(update={"history": [THREE.history[0], moved]})
    assert said(late) == ["entry 3 of the record is missing"]


def test_a_seal_holds_to_the_frozen_file() -> None:
    seal = THREE.history[1].seal
    assert seal and seal.file == DIGEST[:16]
    changed = THREE.history[1].model_copy(update={"seal": seal._replace(file="f" * 16)})
    other = THREE.model_copy(update={"history": [THREE.history[0], changed]})
    assert said(other) == ["the issue of 4 May 2022 isn't as it was recorded"]


def test_two_entries_of_one_number_are_not_both_of_the_record() -> None:
    twice = ONE.model_copy(update={"history": [*ONE.history, *ONE.history]})
    assert said(twice) == ["entry 2 of the record is missing"]


@pytest.mark.parametrize("on", ["1 May 2019", "2 May 2020", "May 2020", "3 May 2020"])
def test_what_was_typed_before_the_record_is_held_to_whatever_its_date(on: str) -> None:
    typed = ReviewEntry.model_validate({"on": on, "by": "Head"})
    before = EMPTY.model_copy(update={"reviews": [typed]})
    entry = recorded(before, "history", issue("1.0", "2 May 2020"))
    assert said(entry) == []
    added = entry.model_copy(update={"reviews": [typed, typed]})
    gone = entry.model_copy(update={"reviews": []})
    changed = entry.model_copy(update={"reviews": [typed.model_copy(update={"by": "Board"})]})
    for other in (added, gone, changed):
        (what,) = said(other)
        assert what.startswith("the issue of 2 May 2020 isn't as it was recorded")
    assert proves(school(), "visitors", entry, entry.history[0])


def test_an_issue_is_proven_by_all_up_to_it_and_by_nothing_after_it() -> None:
    first, second = THREE.history

    def shown(entry: AdoptionEntry) -> list[bool]:
        return [proves(school(), "visitors", entry, one) for one in entry.history]

    assert shown(THREE) == [True, True]
    review = THREE.reviews[0].model_copy(update={"by": "Somebody"})
    assert shown(THREE.model_copy(update={"reviews": [review]})) == [True, False]
    changed = second.model_copy(update={"by": "Somebody"})
    assert shown(THREE.model_copy(update={"history": [first, changed]})) == [True, False]
    changed = first.model_copy(update={"by": "Somebody"})
    assert shown(THREE.model_copy(update={"history": [changed, second]})) == [False, False]
    typed = HistoryEntry.model_validate(issue("0.9", "May 2019"))
    late = THREE.model_copy(update={"history": [typed, first, second]})
    assert shown(late) == [False, False, False]
