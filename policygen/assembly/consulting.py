"""Whether an adoption words otherwise what was agreed: so consultation follows from deviation.

A model says with which bodies its text, or which clauses of it, were agreed. To choose and to fill
in is as they were consulted on; local wording of what was agreed is not.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from policygen.assembly.deviating import Deviation, deviations
from policygen.assembly.edition import Edition, numbered_text
from policygen.assembly.local_sites import Sites, sites
from policygen.sources.local_wording import LocalWording


@dataclass(frozen=True, slots=True)
class Consultation:
    """With whom a model was agreed, and what an adoption words otherwise of that.

    `wording` is what the school's file has of it, by ids, of this version of the `model`.
    """

    bodies: tuple[str, ...]
    reworded: tuple[Deviation, ...]
    wording: Mapping[str, LocalWording]
    model: str = ""

    def __str__(self) -> str:
        """How the adoption stands, in a sentence."""
        agreed = f"agreed with {named_in_a_row(self.bodies)}"
        if not self.reworded:
            return f"As consulted: nothing that was {agreed} is worded otherwise."
        return f"Worded otherwise: {self.reworded_in_words}, which {self.were} {agreed}."

    @property
    def were(self) -> str:
        """The verb for what is worded otherwise."""
        return "was" if len(self.reworded) == 1 else "were"

    @property
    def reworded_in_words(self) -> str:
        """What is worded otherwise, as a reader finds it and by its id."""
        return named_in_a_row([f"{one.where} ({one.id})" for one in self.reworded])


def consultation(edition: Edition) -> Consultation | None:
    """How an edition stands to what was agreed; None if its model says nothing of it.

    Its local wording must fit into the text.
    """
    agreed, adoption = edition.model.front.agreed, edition.adoption
    if agreed is None or adoption is None:
        return None
    seen = sites(numbered_text(edition.shape, edition.frame.numbering).blocks)
    kinds = {one.id for one in edition.local if one.kind != "add"}
    reworded = tuple(
        one
        for one in deviations(edition)
        if not agreed.clauses or _touches(seen, one.id, agreed.clauses, whole=one.id in kinds)
    )
    wording = {one.id: adoption.entry.local[one.id] for one in reworded}
    return Consultation(tuple(agreed.bodies), reworded, wording, edition.model.version)


def _touches(seen: Sites, name: str, agreed: list[str], *, whole: bool) -> bool:
    """Whether what is changed is, or stands in, what was agreed; or, as a whole, holds it."""
    if seen.holder(name, agreed):
        return True
    return whole and not set(agreed).isdisjoint(seen.within(name))


def named_in_a_row(names: list[str] | tuple[str, ...]) -> str:
    """Some names in a sentence."""
    *rest, last = names
    return f"{', '.join(rest)} and {last}" if rest else last
