"""Recording a review that changed nothing."""

from datetime import date

from policygen.dates import PartialDate
from policygen.errors import PolicyError, RefusedError
from policygen.lifecycle.approvals import ahead, too_early
from policygen.lifecycle.cycles import due_after
from policygen.workspace.changing import append, must_hold_together, sound
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


def record_review(
    library: Library, target: Target, by: str, on: PartialDate, note: str | None, today: date
) -> PartialDate | None:
    """Record a review that changed nothing in a school's file; the next review.

    Raises PolicyError where there is nothing that could have been reviewed, or the text has
    changed since it was issued.
    """
    assert target.policy
    with alone(library.workspace, "issues", wait=30):
        return _record_review(library, target, target.policy, by, on, note, today)


def _record_review(
    library: Library, target: Target, policy: str, by: str, on: PartialDate, note: str | None,
    today: date,
) -> PartialDate | None:  # fmt: skip
    (adoption,), before = sound(library, target.school, [policy])
    entry = adoption.entry
    must_hold_together(library, adoption)
    if reasons := list(ahead(on, today, str(target))):
        raise RefusedError(reasons)
    issue = entry.last_issue
    if issue is None:
        hint = f"issue it first: policygen issue {target}"
        raise PolicyError("it has not been issued yet", hint, target=str(target))
    text = library.edition(adoption).text
    if text and text.state == "altered":
        raise PolicyError(
            "; ".join(text.what),
            f"put back what was altered from a copy; policygen verify {target.school} says where",
            target=str(target),
        )
    if text and text.state != "issued":
        raise PolicyError(
            f"its text is no longer that of version {issue.version}",
            f"issue the new text: policygen issue {target}",
            target=str(target),
        )
    if reasons := list(too_early(entry, on, str(target))):
        raise RefusedError(reasons)
    if any(review.on == on for review in entry.reviews):
        raise PolicyError(f"a review of {on} is recorded already", target=str(target))
    due = due_after(adoption, on, library.terms)
    record = {"on": str(on), "by": by, **({"note": note} if note else {})}
    append(adoption, before, "reviews", record, due).write(library.workspace)
    return due
