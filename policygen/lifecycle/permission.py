"""Who may approve, and who must have been consulted: an approval held against its model."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policygen.assembly.approvers import approvers, known_as
from policygen.assembly.consulting import Consultation, named_in_a_row
from policygen.dates import PartialDate
from policygen.errors import Reason, quoted, suggest
from policygen.lifecycle.approvals import NOT_SAID, Approval
from policygen.lifecycle.frozen import Making
from policygen.sources.adoption import Adoption
from policygen.sources.entries import HistoryEntry


def spelt_as_known(adoption: Adoption, approval: Approval) -> Approval:
    """An approval with its approver spelt as the model or the school has it."""
    known = approvers(adoption, administrative=approval.administrative)
    return replace(approval, by=known_as(approval.by, known) or approval.by)


def not_approvers(adoption: Adoption, approval: Approval) -> Iterator[Reason]:
    """Why somebody can't approve an edition: its model says who may."""
    known = approvers(adoption, administrative=approval.administrative)
    if known and approval.by not in (NOT_SAID, *known):
        change = "administrative changes of " if approval.administrative else ""
        message = f"{quoted(approval.by)} may not approve {change}this policy"
        yield Reason(message, f"by its model may: {either(known)}", target=str(adoption))


def consulted(
    consultation: Consultation, given: Mapping[str, PartialDate], last: HistoryEntry | None,
    making: Making | None,
) -> dict[str, PartialDate]:  # fmt: skip
    """Which bodies of a model were consulted, each with the date; as it calls them.

    Of the last issue, by its entry and what it was made of, they need not be asked again where that
    is worded otherwise by the same words.
    """
    found = {name: given[said] for said in given if (name := known_as(said, consultation.bodies))}
    if last is None or making is None or making.model != consultation.model:
        return found
    wording = {name: one.as_data for name, one in consultation.wording.items()}
    then = {name: making.local[name] for name in wording if name in making.local}
    return {**last.consulted, **found} if wording and wording == then else found


def not_consulted(
    adoption: Adoption, consultation: Consultation, asked: Mapping[str, PartialDate],
    on: PartialDate,
) -> Iterator[Reason]:  # fmt: skip
    """Why an edition can't be issued before somebody is consulted, or was consulted too late."""
    name = str(adoption)
    for body, when in asked.items():
        if when.first_day > on.last_day:
            message = f"{body} would be consulted {when.when}, after the approval {on.when}"
            yield Reason(message, target=name)
    missing = [body for body in consultation.bodies if body not in asked]
    if consultation.reworded and missing:
        agreed = f"agreed with {named_in_a_row(consultation.bodies)}"
        message = (
            f"local wording changes {consultation.reworded_in_words}, "
            f"which {consultation.were} {agreed}"
        )
        options = " ".join(f'--consulted "{body}=DATE"' for body in missing)
        yield Reason(message, f"once they were consulted, say when: {options}", target=name)


def unknown_bodies(given: Sequence[str], known: Sequence[str]) -> Iterator[Reason]:
    """Bodies that were consulted, but that no model names."""
    for said in given:
        if not known_as(said, known):
            message = f"no model here says that it was agreed with {quoted(said)}"
            hint = suggest(said, known, verb="use")
            yield Reason(message, hint or "leave out --consulted")


def either(names: Sequence[str]) -> str:
    """Some names, of which any will do."""
    *rest, last = names
    return f"{', '.join(rest)} or {last}" if rest else last
