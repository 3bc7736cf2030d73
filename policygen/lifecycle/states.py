"""How an adoption's text stands, derived from what was really issued; never typed."""

from dataclasses import dataclass

from policygen.assembly.edition import Edition
from policygen.compare.differences import Difference, differences
from policygen.document import fill
from policygen.errors import SourceError
from policygen.lifecycle.frozen import text_digest, thaw
from policygen.lifecycle.kinds import TextKind
from policygen.lifecycle.seals import is_held, text_digest_of
from policygen.sources.adoption import Adoption


@dataclass(frozen=True, slots=True)
class TextState:
    """Whether a text is that of the last issue, and if not, what differs.

    `draft`: never issued. `issued`: it is, or the last issue isn't held here to compare with.
    `changed`: it isn't. `altered`: the issue's own file is gone, or not as it was frozen. A text is
    `proven` where it is the same, mark for mark, as one that was issued: so it can be published.
    """

    state: TextKind
    changes: tuple[Difference, ...] = ()
    proven: bool = False


def text_state(edition: Edition, adoption: Adoption, frozen: bytes | None) -> TextState:
    """The state of an edition's text beside its last issue, whose frozen file may be held."""
    last = adoption.entry.history[-1]
    if frozen is None:
        return TextState("altered" if last.seal else "issued")
    if not is_held(frozen, adoption.school.id, adoption.policy, last):
        return TextState("altered")
    if text_digest_of(frozen) == text_digest(edition):
        return TextState("issued", proven=True)
    # Another version of policygen may have taken the digest otherwise: compare the texts.
    try:
        found = differences(thaw(frozen).document, fill(edition.document, edition.values))
    except SourceError:
        return TextState("altered")
    return TextState("changed", found) if found else TextState("issued")
