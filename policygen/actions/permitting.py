"""Whether adoptions may be issued as somebody says: who approves them, who was consulted."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from policygen.assembly.approvers import approvers
from policygen.assembly.consulting import Consultation, consultation
from policygen.dates import PartialDate
from policygen.errors import PolicyError, Reason
from policygen.lifecycle.approvals import Approval
from policygen.lifecycle.frozen import Making
from policygen.lifecycle.permission import (
    consulted,
    either,
    not_approvers,
    not_consulted,
    spelt_as_known,
    unknown_bodies,
)
from policygen.sources.adoption import Adoption
from policygen.workspace.layout import Target
from policygen.workspace.library import Library
from policygen.workspace.rebuilding import read_issue


def permitted(
    library: Library, adoption: Adoption, approval: Approval
) -> tuple[Approval, list[Reason]]:
    """An approval as its entry will have it: the names spelt as they are known; and why it is none.

    Who was consulted is only recorded where the model says that they must be.
    """
    approval = spelt_as_known(adoption, approval)
    reasons = [*not_approvers(adoption, approval)]
    stands = consultation_of(library, adoption)
    if stands is None:
        return replace(approval, consulted={}), reasons
    asked = already_consulted(library, adoption, stands, approval.consulted)
    reasons += not_consulted(adoption, stands, asked, approval.on)
    return replace(approval, consulted=asked), reasons


def already_consulted(
    library: Library,
    adoption: Adoption,
    stands: Consultation,
    given: Mapping[str, PartialDate] = {},
) -> dict[str, PartialDate]:  # fmt: skip
    """Who was consulted, as is said now, or on the same words before the last issue."""
    making = _last_making(library, adoption)
    return consulted(stands, given, adoption.entry.last_issue, making)


def not_known(adoptions: Sequence[Adoption], approval: Approval) -> Iterator[Reason]:
    """Bodies that were consulted, but that none of the models names."""
    agreed = (one.model.front.agreed for one in adoptions)
    known = [body for one in agreed if one for body in one.bodies]
    yield from unknown_bodies([*approval.consulted], known)


def consultation_of(library: Library, adoption: Adoption) -> Consultation | None:
    """How an adoption stands to what was agreed; None where its model says nothing of it."""
    if adoption.model.front.agreed is None:
        return None
    edition = library.edition(adoption).edition
    return consultation(edition) if edition else None


def who_may(library: Library, targets: Sequence[Target], *, administrative: bool) -> dict[str, str]:
    """Who may approve each of some adoptions, of those whose models say it."""
    found = {}
    for target in targets:
        school, _ = library.workspace.school(target.school)
        adoption = library.adoption(school, str(target.policy))[0] if school else None
        if adoption and (known := approvers(adoption, administrative=administrative)):
            found[str(target)] = either(known)
    return found


def is_last_issue(library: Library, adoption: Adoption) -> bool:
    """Whether an adoption's text is that of the last issue, which is held here."""
    last = adoption.entry.last_issue
    if last is None:
        return False
    held = library.workspace.issued(adoption.school.id, adoption.policy, last.version)
    text = library.edition(adoption).text
    return held is not None and text is not None and text.state == "issued"


def _last_making(library: Library, adoption: Adoption) -> Making | None:
    """What the last issue was made of, if that is held here."""
    last = adoption.entry.last_issue
    if last is None or not last.consulted:
        return None
    try:
        target = Target(adoption.school.id, adoption.policy, last.version)
        return read_issue(library, target)[0].making
    except PolicyError:
        return None
