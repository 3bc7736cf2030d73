"""Parts of a body as they are joined, each with all that runs on through the whole document."""

from collections.abc import Iterable
from dataclasses import dataclass

from policygen.writers.docx import markup
from policygen.writers.docx.body import BodyWriter
from policygen.writers.docx.hyperlinks import Address
from policygen.writers.docx.skeleton import HOLES
from policygen.writers.plate import TextPlate, join, literal

_NOTHING = literal("")


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of the body; in order, the bookmarks in it, the addresses that it leads to, the kinds
    and slots of the numbers that run on through the whole document, and the pictures. Its `notes`
    are for a part of their own. It is `loose` where its last paragraph may go; `in_table` says
    whether the earlier of two texts ends in a table here, and the later.
    """

    plate: TextPlate
    bookmarks: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    numbers: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    notes: TextPlate = _NOTHING
    loose: bool = False
    in_table: tuple[bool, bool] = (False, False)


END = Fragment(literal(markup.gap(20)))


def fragment_of(text: str, writer: BodyWriter) -> Fragment:
    """What a writer wrote, with all that it noted."""
    return Fragment(
        HOLES.cut(text),
        tuple(writer.bookmarks),
        tuple(writer.addresses),
        tuple(writer.numbers),
        tuple(writer.pictures),
        HOLES.cut("".join(writer.notes)),
        writer.tracker.loose,
        (writer.tracker.in_table[False], writer.tracker.in_table[True]),
    )


def joined_fragments(fragments: Iterable[Fragment]) -> Fragment:
    """Several as one."""
    parts = tuple(fragments)
    return Fragment(
        join(part.plate for part in parts),
        tuple(anchor for part in parts for anchor in part.bookmarks),
        tuple(address for part in parts for address in part.addresses),
        tuple(number for part in parts for number in part.numbers),
        tuple(picture for part in parts for picture in part.pictures),
        join(part.notes for part in parts),
        bool(parts) and parts[-1].loose,
        parts[-1].in_table if parts else (False, False),
    )
