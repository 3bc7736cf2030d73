"""How a review stands on a day."""

from datetime import date

from policygen.errors import plural
from policygen.lifecycle.kinds import ReviewKind

DUE_WITHIN = 90  # days before the date of a review from which it counts as due


def review_state(due: date | None, today: date) -> ReviewKind:
    """Whether a review is due soon; it is overdue the day after the last day in time."""
    if due is None:
        return "none"
    days = (due - today).days
    if days < 0:
        return "overdue"
    return "due" if days <= DUE_WITHIN else "fine"


def days_left(due: date | None, today: date) -> str:
    """How long it is to the last day on which a review is in time, in plain words."""
    if due is None:
        return "no date"
    days = (due - today).days
    if days < 0:
        return f"{plural(-days, 'day')} overdue"
    return "today" if days == 0 else f"in {plural(days, 'day')}"
