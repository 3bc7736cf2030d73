"""Reviews as they were on a day, held to what the record was then."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from policygen.dates import PartialDate
from policygen.lifecycle.past_reviews import known_then
from policygen.lifecycle.standing import standing
from policygen.sources.entries import AdoptionEntry

_FIRST = date(2024, 1, 1)
_LAST = 40


def day(count: int) -> date:
    return _FIRST + timedelta(days=count)


def entry(record: dict[str, list[dict[str, Any]]], next_review: str = "") -> AdoptionEntry:
    more = {"next_review": next_review} if next_review else {}
    return AdoptionEntry.model_validate({"model": "2016-04", **record, **more})


def issue(version: str, issued: str, **more: str) -> dict[str, str]:
    return {"version": version, "issued": issued, "by": "Governors", "summary": "As read.", **more}


def review(on: str) -> dict[str, str]:
    return {"on": on, "by": "Governors"}


def seal(number: int) -> str:
    return f"{number}-{'0' * 16}"


def last_review(record: AdoptionEntry, on: str) -> str:
    stands = standing(record, date.fromisoformat(on))
    found = known_then(record, stands, date.fromisoformat(on)).last_review
    return str(found.on) if found else ""


def test_a_review_counts_from_its_day_and_for_the_issue_that_it_was_of() -> None:
    history = [
        issue("1.0", "2024-01-10"),
        issue("2.0", "2025-01-10", in_force="2025-03-01"),
        issue("3.0", "2026-01-10"),
    ]
    reviews = [review(on) for on in ("2024-06-01", "July 2024", "2025-01-10", "2025-06-01")]
    record = entry({"history": history, "reviews": reviews}, "2028-01-10")
    assert last_review(record, "2024-05-31") == ""
    assert last_review(record, "2024-06-01") == "1 June 2024"
    assert last_review(record, "2024-06-30") == "1 June 2024"
    assert last_review(record, "2024-07-01") == "July 2024"
    assert last_review(record, "2025-02-28") == "July 2024"  # that of the day of 2.0 was of 2.0
    assert last_review(record, "2025-03-01") == "10 January 2025"
    assert last_review(record, "2025-06-01") == "1 June 2025"
    assert last_review(record, "2026-01-10") == ""


def test_the_next_review_of_the_file_is_that_of_the_last_issue_alone() -> None:
    history = [issue("1.0", "2024-01-10"), issue("2.0", "2025-01-10", in_force="2025-03-01")]
    record = entry({"history": history}, "2027-01-10")
    for on, expected in (("2024-02-01", ""), ("2025-02-28", ""), ("2025-03-01", "10 January 2027")):
        then = date.fromisoformat(on)
        found = known_then(record, standing(record, then), then).next_review
        assert str(found or "") == expected, on


@given(st.data(), st.booleans())
def test_on_each_day_it_is_as_the_record_was_then(data: st.DataObject, sealed: bool) -> None:
    """As a file had it each day, the last issue in force: one entry a day, or more with seals."""
    record: dict[str, list[dict[str, Any]]] = {"history": [], "reviews": [], "withdrawals": []}
    was: list[AdoptionEntry] = []
    made = 0
    for count in range(_LAST):
        for _ in range(data.draw(st.integers(0, 4)) if sealed else 1):
            now = entry(record)
            kinds = ["none", "none", "issue", *(["review", "withdrawal"] if now.last_issue else [])]
            if (kind := data.draw(st.sampled_from(kinds))) == "none":
                continue
            made += 1
            group, one = _made(kind, now, day(count).isoformat())
            record[group].append({**one, **({"seal": seal(made)} if sealed else {})})
        was.append(entry(record))
    whole = entry(record, day(400).isoformat())
    last = max((n for n in range(1, _LAST) if was[n] != was[n - 1]), default=0)
    for count, then in enumerate(was):
        stands = standing(whole, day(count))
        assert stands.in_force == then.last_issue
        if not stands.in_force:
            continue
        found = known_then(whole, stands, day(count))
        assert found.last_review == then.last_review
        assert found.last_looked_at == then.last_looked_at
        assert found.reviews_since == then.reviews_since
        for group in ("history", "reviews", "withdrawals"):
            assert len(getattr(found, group)) == len(getattr(then, group))
        assert found.next_review == (PartialDate.of(day(400)) if count >= last else None)


def _made(kind: str, now: AdoptionEntry, on: str) -> tuple[str, dict[str, str]]:
    """An entry of a kind, and the group that it goes into."""
    if kind == "issue":
        return "history", issue(f"{len(now.history) + 1}.0", on)
    if kind == "review":
        return "reviews", review(on)
    assert now.last_issue
    gone = {"version": now.last_issue.version, "on": on, "reason": "It was wrong."}
    return "withdrawals", gone


@given(st.lists(st.sampled_from(("issue", "review", "withdrawal")), max_size=12))
def test_on_one_day_the_order_of_the_record_tells_whose_review_each_is(kinds: list[str]) -> None:
    record: dict[str, list[dict[str, Any]]] = {"history": [], "reviews": [], "withdrawals": []}
    standing_: list[tuple[str, list[int]]] = []  # the issues not taken back, with their reviews
    for number, kind in enumerate(kinds, 1):
        if kind != "issue" and not standing_:
            continue
        group, one = _made(kind, entry(record), day(0).isoformat())
        record[group].append({**one, "seal": seal(number)})
        if kind == "issue":
            standing_.append((one["version"], []))
        elif kind == "review":
            standing_[-1][1].append(number)
        else:
            standing_.pop()
    found = [one.seal.number for one in entry(record).reviews_since if one.seal]
    assert found == (standing_[-1][1] if standing_ else [])


def test_what_was_typed_came_before_what_has_a_seal_and_is_told_by_days() -> None:
    typed = {"history": [issue("1.0", "May 2024")], "reviews": [review("2024-05-31")]}
    assert last_review(entry(typed), "2024-06-01") == "31 May 2024"
    sealed = {**issue("2.0", "2024-05-31"), "seal": f"1-{'0' * 16}-{'0' * 16}"}
    record = entry({**typed, "history": [*typed["history"], sealed]})
    assert last_review(record, "2024-06-01") == ""  # it was of 1.0
    gone = {"version": "2.0", "on": "2024-05-31", "reason": "It was wrong.", "seal": seal(2)}
    record = entry({**typed, "history": [*typed["history"], sealed], "withdrawals": [gone]})
    assert last_review(record, "2024-06-01") == "31 May 2024"


def test_the_last_review_is_the_one_recorded_last() -> None:
    first = {**issue("1.0", "2024-01-10"), "seal": seal(1)}
    month = {**review("July 2024"), "seal": seal(2)}
    day_in_it = {**review("2024-07-20"), "seal": seal(3)}
    record = entry({"history": [first], "reviews": [month, day_in_it]})
    assert last_review(record, "2024-08-01") == "20 July 2024"
