"""The next reviews of a school's policies as a calendar that anybody may subscribe to."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from policygen.register.calendar import calendar
from policygen.sites.showing import SiteSchool

REVIEWS = "reviews.ics"


class _Review(NamedTuple):
    """The next review of a policy that is in force: see `ReviewDue`."""

    identity: str
    name: str
    policy: str
    title: str
    version: str
    approver: str
    next_review: str
    due: date
    moved: int
    stamp: date | None


def reviews(school: SiteSchool) -> str:
    """The calendar; empty where no review is set, as one must have an event (RFC 5545, 3.6)."""
    found = sorted(_reviews(school), key=lambda one: (one.due, one.policy))
    return calendar(found, f"Policy reviews, {school.typed}") if found else ""


def _reviews(school: SiteSchool) -> Iterator[_Review]:
    for policy in school.policies:
        issue, review = policy.current, policy.review
        if issue and (due := review.next):
            yield _Review(
                school.identity, school.typed, policy.name, policy.title, issue.version,
                issue.entry.by, str(due), due.last_day, review.times_set,
                review.set_on.first_day if review.set_on else None,
            )  # fmt: skip
