"""How an adoption's text stands, derived from what was really issued; never typed."""

from dataclasses import dataclass

from policygen.assembly.edition import Edition
from policygen.compare.differences import Difference, Unit, differences
from policygen.document import fill
from policygen.errors import SourceError
from policygen.lifecycle.details import changed_details, differ_in_details_alone
from policygen.lifecycle.frozen import logo_name, text_digest, thaw
from policygen.lifecycle.kinds import TextKind
from policygen.lifecycle.seals import is_held, text_digest_of
from policygen.sources.adoption import Adoption


@dataclass(frozen=True, slots=True)
class TextState:
    """Whether a text is that of the last issue, and if not, what differs.

    `draft`: never issued. `withdrawn`: all that was issued has been taken back. `issued`: it is, or
    the last issue isn't held here to compare with.
    `changed`: it isn't. `altered`: the issue's own file is gone, or not as it was frozen. A text is
    `proven` where it is the same, mark for mark, as one that was issued: so it can be published.
    `remade` says whether the file of its model version has changed since.
    `what` says what is wrong with the record of one that is altered. `details` are those changed
    ones that its model calls administrative; `in_details` says whether nothing else has changed.
    """

    state: TextKind
    changes: tuple[Difference, ...] = ()
    proven: bool = False
    what: tuple[str, ...] = ()
    details: tuple[str, ...] = ()
    in_details: bool = False
    remade: bool = False


def text_state(
    edition: Edition, adoption: Adoption, frozen: bytes | None, broken: tuple[str, ...]
) -> TextState:
    """The state of an edition's text beside its last issue, whose frozen file may be held.

    `broken` is what is wrong with its record.
    """
    if broken:
        return TextState("altered", what=broken)
    last = adoption.entry.last_issue
    if last is None:
        return TextState("withdrawn" if adoption.entry.history else "draft")
    if frozen is None:
        missing = (f"the frozen file of version {last.version} is missing",)
        return TextState("altered", what=missing) if last.seal else TextState("issued")
    if not is_held(frozen, adoption.school, adoption.policy, last):
        return TextState("altered", what=(f"version {last.version} isn't as it was issued",))
    if text_digest_of(frozen) == text_digest(edition):
        return TextState("issued", proven=True)
    # Another version of policygen may have taken the digest otherwise: compare the texts.
    try:
        issue = thaw(frozen)
    except SourceError:
        return TextState("altered", what=(f"version {last.version} can't be read",))
    found = differences(issue.document, fill(edition.document, edition.values))
    if issue.making.logo != logo_name(edition.logo):
        found = (Difference(Unit("logo"), "changed", issue.making.logo, ""), *found)
    if not found:
        return TextState("issued")
    details = changed_details(adoption, issue)
    alone = bool(details) and differ_in_details_alone(edition, adoption, issue)
    return TextState("changed", found, details=details, in_details=alone)
