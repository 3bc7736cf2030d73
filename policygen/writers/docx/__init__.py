"""The Word edition: marked-up text in the styles of a base, our own or a publisher's."""

from dataclasses import dataclass

from policygen.document import Block, Control, Document, Text
from policygen.document.held import held
from policygen.document.memory import once
from policygen.writers.docx import frame
from policygen.writers.docx.base import our_skeleton
from policygen.writers.docx.body import BodyWriter, link_slot, number_slot, parted
from policygen.writers.docx.contents import contents, contents_entries
from policygen.writers.docx.counters import printed_by_hand
from policygen.writers.docx.opc import OFFICE, relation_ids, relationship
from policygen.writers.docx.package import Packed, WordPlate, pack
from policygen.writers.docx.skeleton import (
    BODY,
    CORE,
    CUSTOM,
    FOOTER,
    HEADER,
    HOLES,
    LATER,
    LINKS,
    NOTICE,
    Facts,
    Skeleton,
)
from policygen.writers.plate import TextPlate, join, literal


def write(document: Document, house_style: bytes | None = None) -> WordPlate:
    """The plate of a document, in policygen's style or in a house style (a docx file).

    Raises PolicyError if the house style can't be used.
    """
    skeleton = _skeleton(document, house_style)
    facts = skeleton.facts
    fragments = _fragments(document, facts)
    body = join(fragment.plate for fragment in fragments)
    numbers = enumerate((anchor for f in fragments for anchor in f.bookmarks), 1)
    known = {number_slot(anchor): literal(str(number)) for number, anchor in numbers}
    free = relation_ids(facts.relations)
    links = []
    for address in dict.fromkeys(address for f in fragments for address in f.addresses):
        name = next(free)
        known[link_slot(address)] = literal(name)
        links.append(relationship(name, f"{OFFICE}/hyperlink", address, "External"))
    for index in range(skeleton.later):
        known[f"{LATER}{index}"] = literal(next(free))
    known[LINKS] = literal("".join(links))
    known[BODY] = body.put(known)
    for slot, text in (
        (HEADER, frame.header(document, facts)),
        (NOTICE, frame.notice(document, facts)),
        (FOOTER, frame.footer(document, facts)),
        (CORE, frame.core_properties(document)),
        (CUSTOM, frame.custom_properties(document)),
    ):
        known[slot] = HOLES.cut(text)
    parts: list[tuple[str, Packed | TextPlate | None]] = []
    for name, part in skeleton.parts:
        if isinstance(part, TextPlate):
            plate = part.put(known)
            parts.append((name, plate if plate.slots else pack(name, plate.text({}).encode())))
        else:
            parts.append((name, part))
    return WordPlate(tuple(parts))


def _skeleton(document: Document, house_style: bytes | None) -> Skeleton:
    if house_style is None:
        return our_skeleton(document.logo)
    from policygen.writers.docx.house import house_skeleton  # slow to import

    return house_skeleton(house_style, document.logo, notice=bool(document.notice))


@dataclass(frozen=True, slots=True)
class _Fragment:
    """A part of the body; the bookmarks in it and the addresses that it leads to, in order."""

    plate: TextPlate
    bookmarks: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def _fragments(document: Document, facts: Facts) -> list[_Fragment]:
    entries = contents_entries(document)
    marked = {section.anchor for section in entries}
    for block in document.body:
        marked.update(held(block).references)
    by_hand = printed_by_hand(document)
    writer = BodyWriter(facts)
    title = writer.paragraph("Title", writer.inlines((Text(document.title),)))
    owner = writer.paragraph("Subtitle", writer.inlines(document.subtitle))
    fragments = [
        _Fragment(HOLES.cut(title + owner)),
        _control(document.control, facts),
        _Fragment(HOLES.cut(contents(entries, facts))),
    ]
    before: Block | None = None
    for block in document.body:
        if parted(before, block):
            fragments.append(_Fragment(HOLES.cut(writer.gap())))
        holds = held(block)
        near = by_hand and by_hand.intersection((*holds.anchors, *holds.references))
        fragments.append(_fragment(block, facts, holds.anchors & marked, near))
        before = block
    return fragments


@once
def _fragment(
    block: Block, facts: Facts, marked: frozenset[str], by_hand: frozenset[str]
) -> _Fragment:
    """A block, set once for all texts in which the same of its anchors are led to."""
    writer = BodyWriter(facts, marked, by_hand)
    plate = HOLES.cut(writer.blocks((block,)))
    return _Fragment(plate, tuple(writer.bookmarks), tuple(writer.addresses))


@once
def _control(control: Control, facts: Facts) -> _Fragment:
    return _Fragment(HOLES.cut(BodyWriter(facts).control(control)))
