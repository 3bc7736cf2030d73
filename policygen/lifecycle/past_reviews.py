"""The reviews of an issue as they were known on a day, and when the next one was due by them.

A review is of the issue that was the last on the record when it was made, taken back ones apart.
The next one was set with each issue, which keeps it, and from there each review has moved it on.
"""

from collections.abc import Iterable, Mapping
from datetime import date

from policygen.dates import PartialDate
from policygen.document import plain
from policygen.lifecycle.cycles import Term, due_after
from policygen.lifecycle.frozen import Issue
from policygen.lifecycle.standing import Standing
from policygen.sources.entries import AdoptionEntry, ReviewEntry, precedes
from policygen.sources.model import Model


def known_then(entry: AdoptionEntry, stands: Standing, day: date) -> AdoptionEntry:
    """A record as it was on a day for the issue in force: without what was made since.

    What was made by then and applies later is left out too, with its reviews; then the next
    review, which is that of the last issue, isn't known. Something must be in force.
    """
    assert stands.in_force
    after = entry.history[entry.history.index(stands.in_force) + 1 :]
    others = [one for one in after if one not in stands.taken]
    gone = {one.version for one in stands.taken}
    record = {
        "history": [one for one in stands.made if one not in others],
        "withdrawals": [one for one in entry.withdrawals if one.version in gone],
        "reviews": [
            one
            for one in entry.reviews
            if one.on.first_day <= day and not (others and precedes(others[0], one))
        ],
    }
    if all(getattr(entry, group) == kept for group, kept in record.items()):
        return entry
    return entry.model_copy(update={**record, "next_review": None})


def due_when_issued(issue: Issue) -> PartialDate | None:
    """The next review that was set with an issue, as it is frozen."""
    said = plain(dict(issue.open_document.properties).get("next_review", ()), issue.words)
    return PartialDate.parse(said) if said else None


def due_again(
    model: Model, due: PartialDate | None, reviews: Iterable[ReviewEntry], terms: Mapping[str, Term]
) -> PartialDate | None:
    """The next review after some, in the order of the record, of an issue whose first was `due`.

    Raises PolicyError for a term that nobody has told us of.
    """
    for review in reviews:
        due = due_after(model, due, review.on, terms)
    return due
