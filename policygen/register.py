"""The register of a workspace: a row for every adoption."""

from collections.abc import Iterator
from datetime import date

from policygen.library import Library
from policygen.lifecycle.register import Row
from policygen.lifecycle.states import DUE_WITHIN, days_left, review_state
from policygen.workspace import Target


def adoptions(
    library: Library, school_id: str, today: date, within: int = DUE_WITHIN
) -> Iterator[Row]:
    """The rows of one school; none where its file can't be read."""
    school, _, checked = library.school(Target(school_id))
    if school is None:
        return
    for one in checked:
        entry = school.policies[one.policy]
        last = entry.history[-1] if entry.history else None
        states: list[str] = [one.text.state if one.good and one.text else "incomplete"]
        newest = library.workspace.policies.get(one.policy, (entry.model,))[-1]
        if newest > entry.model:
            states.append("behind")
        due = entry.next_review
        looked_at = entry.last_looked_at
        yield Row(
            school=school.id,
            name=school.name,
            policy=one.policy,
            title=one.edition.frame.title if one.edition else one.policy,
            model=entry.model,
            version=last.version if last else "",
            states=tuple(states),
            changes=one.text.changes if one.text else (),
            approver=last.by if last else "",
            last_review=str(looked_at) if looked_at else "",
            next_review=str(due) if due else "",
            due=due.last_day if due else None,
            review=review_state(due, today, within),
            left=days_left(due, today),
            moved=len(entry.history) + len(entry.reviews),
            stamp=looked_at.first_day if looked_at else None,
        )
