"""Links out of a Word file: relationships of its main part, one for each address (17.16.22)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from policygen.document import Slot
from policygen.writers.docx.opc import OFFICE, relationship

LINKS = "links"  # the slot of a skeleton where relationships of the main part come
Address: TypeAlias = str | Slot  # known, or a value's


def link_slot(address: Address) -> str:
    """The slot of the id by which the document knows an address."""
    return f"link of {address.name}" if isinstance(address, Slot) else f"link.{address}"


@dataclass(frozen=True, slots=True)
class Links:
    """Where a text leads, in reading order, with an id that is free for each."""

    addresses: tuple[Address, ...]
    ids: tuple[str, ...]

    @property
    def are_open(self) -> bool:
        """Whether values must be known before these are."""
        return any(isinstance(address, Slot) for address in self.addresses)

    def words(self, values: Mapping[str, str]) -> dict[str, str]:
        """What stands in the slots of links and of their relationships, once values are known.

        Two values that lead to the same address share a relationship, as two words of a model do:
        so the file is the same whether a slot was filled before or after.
        """
        known: dict[str, str] = {}
        slots = {}
        ids = iter(self.ids)
        for address in self.addresses:
            leads = values[address.name] if isinstance(address, Slot) else address
            if leads not in known:
                known[leads] = next(ids)
            slots[link_slot(address)] = known[leads]
        return {**slots, LINKS: "".join(_relationships(known))}


def _relationships(known: Mapping[str, str]) -> Iterable[str]:
    kind = f"{OFFICE}/hyperlink"
    return (relationship(name, kind, address, "External") for address, name in known.items())
