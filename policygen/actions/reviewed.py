"""Recording reviews that changed nothing: each by itself, so that none stops another."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from policygen.actions.choosing import Chosen
from policygen.dates import PartialDate
from policygen.errors import PolicyError, Problem, Reason, RefusedError, told
from policygen.lifecycle.approvals import ahead, too_early
from policygen.lifecycle.cycles import due_after
from policygen.register.rows import in_columns
from policygen.workspace.changing import append, must_hold_together, sound
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.locks import alone


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What became of recording reviews: the next ones, what was refused, and every reason."""

    done: dict[Target, PartialDate | None]
    refused: tuple[Target, ...]
    reasons: tuple[Reason | Problem, ...]

    def table(self) -> str:
        """The adoptions with their next reviews, or that they were refused."""
        rows = [[str(target), str(due or "as needed")] for target, due in self.done.items()]
        rows += [[str(target), "refused"] for target in self.refused]
        return in_columns([["Policy", "Next review"], *sorted(rows)])


def record_reviews(
    library: Library, chosen: Chosen, by: str, on: PartialDate, note: str | None, today: date,
    progress: Callable[[int], object] = lambda _: None,
) -> Reviewed:  # fmt: skip
    """Record a review of each adoption that changed nothing in it.

    `progress` is told of each. An interrupt keeps what was recorded before it.
    """
    done: dict[Target, PartialDate | None] = {}
    refused: list[Target] = []
    reasons: list[Reason | Problem] = [*chosen.unread]
    for target in dict.fromkeys(chosen.targets):
        try:
            done[target] = record_review(library, target, by, on, note, today)
        except (PolicyError, OSError) as error:
            reasons += told(error)
            refused.append(target)
        except KeyboardInterrupt:
            reasons.append(Reason(f"Stopped before {target}; run this again for the rest."))
            break
        progress(1)
    return Reviewed(done, tuple(refused), tuple(reasons))


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
    must_hold_together(library.workspace, adoption.school, target)
    if reasons := list(ahead(on, today, str(target))):
        raise RefusedError(reasons)
    issue = entry.last_issue
    if issue is None:
        hint = f'issue it first: policygen issue {target} --by "WHO APPROVED IT"'
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
            f'issue the new text: policygen issue {target} --by "WHO APPROVED IT"',
            target=str(target),
        )
    if reasons := list(too_early(entry, on, str(target))):
        raise RefusedError(reasons)
    if any(review.on == on for review in entry.reviews_since):
        raise PolicyError(f"a review of {on} is recorded already", target=str(target))
    due = due_after(adoption.model, entry.next_review, on, library.terms)
    record = {"on": str(on), "by": by, **({"note": note} if note else {})}
    append(adoption, before, "reviews", record, due).write(library.workspace)
    return due
