"""When a policy is to be reviewed next."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from policygen.dates import Cycle, PartialDate
from policygen.errors import PolicyError
from policygen.sources.model import Model


@dataclass(frozen=True, slots=True)
class Term:
    """A school term, by the months (1 to 12) in which it begins and ends."""

    begins: int
    ends: int


TERMS: Mapping[str, Term] = {
    "autumn": Term(9, 12),
    "spring": Term(1, 4),
    "summer": Term(4, 7),
}


def add_months(start: PartialDate, months: int) -> PartialDate:
    """The date so many months later; 31 January and a month is the last day of February."""
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    day = min(start.day, monthrange(year, month + 1)[1]) if start.day else None
    return PartialDate(year, month + 1, day)


def due_after(
    model: Model, due: PartialDate | None, done: PartialDate, terms: Mapping[str, Term]
) -> PartialDate | None:
    """When the next review is due, after an issue or a review that was done and one that was due.

    Raises PolicyError for a term that nobody has told us of.
    """
    cycle = model.front.review
    if cycle.term and cycle.term not in terms:
        raise PolicyError(
            f"nobody has said when the {cycle.term} term is",
            f"add it to policygen.yaml: terms: {{{cycle.term}: {{begins: …, ends: …}}}}",
            target=model.path,
        )
    return next_review(cycle, done, due, terms)


def next_review(
    cycle: Cycle,
    done: PartialDate,
    due: PartialDate | None = None,
    terms: Mapping[str, Term] = TERMS,
) -> PartialDate | None:
    """When the next review is due after one that was done; None where the cycle is as needed.

    It is counted from the day it was done, or from the day it was due if that was within a month
    after. Raises KeyError for a term that the table doesn't have.
    """
    if cycle.term:
        return _end_of_term(terms[cycle.term], done)
    if cycle.months is None:
        return None
    if due and add_months(due, -1).first_day <= done.last_day and done.first_day < due.first_day:
        return add_months(due, cycle.months)
    return add_months(done, cycle.months)


def _end_of_term(term: Term, after: PartialDate) -> PartialDate:
    """The month in which the next such term ends that begins after a date."""
    year = after.year
    while date(year, term.begins, 1) <= after.last_day:
        year += 1
    return PartialDate(year + (term.ends < term.begins), term.ends)
