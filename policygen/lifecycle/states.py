"""How an adoption stands, derived from what was really issued; never typed."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from policygen.assembly.edition import Edition
from policygen.dates import PartialDate
from policygen.document import fill
from policygen.errors import SourceError, plural
from policygen.lifecycle.issues import changes, frozen_text_digest, is_intact, text_digest, thaw

State = Literal["draft", "issued", "changed", "altered"]
Review = Literal["none", "fine", "due", "overdue"]

DUE_WITHIN = 90  # days before the date of a review from which it counts as due


@dataclass(frozen=True, slots=True)
class TextState:
    """Whether a text is that of the last issue, and if not, what differs.

    `draft`: never issued. `issued`: it is, or the last issue isn't held here to compare with.
    `changed`: it isn't. `altered`: the issue's own file is no longer as it was frozen.
    """

    state: State
    changes: tuple[str, ...] = ()


def text_state(edition: Edition, *, issued: bool, frozen: str | None, path: str) -> TextState:
    """The state of an edition's text beside its last issue, whose frozen file may be held."""
    if not issued:
        return TextState("draft")
    if frozen is None:
        return TextState("issued")
    if not is_intact(frozen):
        return TextState("altered")
    if frozen_text_digest(frozen) == text_digest(edition):
        return TextState("issued")
    # Another version of policygen may have taken the digest otherwise: compare the texts.
    try:
        found = changes(thaw(frozen, path).document, fill(edition.document, edition.values))
    except SourceError:
        return TextState("altered")
    return TextState("changed", tuple(found)) if found else TextState("issued")


def review_state(due: PartialDate | None, today: date, within: int = DUE_WITHIN) -> Review:
    """Whether a review is due within so many days; it is overdue the day after its last day."""
    if due is None:
        return "none"
    if due.last_day < today:
        return "overdue"
    return "due" if (due.last_day - today).days <= within else "fine"


def days_left(due: PartialDate | None, today: date) -> str:
    """How long it is to the last day on which a review is in time, in plain words."""
    if due is None:
        return "no date"
    days = (due.last_day - today).days
    if days < 0:
        return f"{plural(-days, 'day')} overdue"
    return "today" if days == 0 else f"in {plural(days, 'day')}"
