"""The Word edition: marked-up text in the styles of a base, our own or a publisher's."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import count, islice
from typing import TypeAlias

from policygen.document import Block, Blocks, Control, Document, Section
from policygen.document.held import NOTE, held
from policygen.document.memory import once
from policygen.document.revisions import accepted, wholly
from policygen.writers.around import Around, around
from policygen.writers.docx import frame, markup
from policygen.writers.docx.base import our_skeleton
from policygen.writers.docx.body import BodyWriter, picture_slot
from policygen.writers.docx.contents import contents, contents_entries
from policygen.writers.docx.control_table import control_table
from policygen.writers.docx.controls import CONTROLS
from policygen.writers.docx.counters import ByHand, by_hand_in
from policygen.writers.docx.figures import DRAWING
from policygen.writers.docx.footnotes import PART, footnotes, setting
from policygen.writers.docx.fragments import (
    END,
    Fragment,
    fragment_of,
    joined_fragments,
)
from policygen.writers.docx.hyperlinks import LINKS, Links
from policygen.writers.docx.inlines import number_slot
from policygen.writers.docx.opc import OFFICE, Part, content_type, relation_ids, relationship
from policygen.writers.docx.package import Packed, PartPlace, WordPlate, pack
from policygen.writers.docx.partings import NOTHING_YET, Ends, ends_after, first_gap, gap_before
from policygen.writers.docx.skeleton import (
    BODY,
    CORE,
    CUSTOM,
    FOOTER,
    FRONT,
    HEADER,
    HOLES,
    LATER,
    LISTS,
    NOTE_SETTING,
    NOTICE,
    PROPERTY,
    RELATIONS,
    SHEET,
    TYPES,
    Facts,
    Skeleton,
    part_order,
)
from policygen.writers.docx.steps import is_list, restarted
from policygen.writers.docx.tracking import NUMBER
from policygen.writers.docx.turning import last_sheet
from policygen.writers.flow import DecisionMark, Stretch, stretches
from policygen.writers.plate import TextPlate, escape_text, literal

_Parts: TypeAlias = tuple[tuple[str, PartPlace], ...]
_HEADERS = 6  # of ours, at most: for first, odd and even pages, upright and turned
_FIRST_DRAWING = 1_000  # headers have drawings, too
_EDGE, _STEP = 100, 284  # twips that a decision's marks stand in, and those of one inside it


def write(document: Document, house_style: bytes | None = None) -> WordPlate:
    """The plate of a document, in policygen's style or in a house style (a docx file).

    Raises PolicyError if the house style can't be used.
    """
    skeleton = _skeleton(document, house_style)
    body = _body(document, skeleton.facts)
    numbers = enumerate(body.bookmarks, 1)
    known = {number_slot(anchor): literal(str(number)) for number, anchor in numbers}
    free = relation_ids(skeleton.facts.relations)
    for kind, first in (
        (DRAWING, _FIRST_DRAWING),
        (CONTROLS, 1),
        (NOTE, 1),
    ):
        slots = [slot for other, slot in body.numbers if other == kind]
        known |= {slot: literal(str(number)) for number, slot in enumerate(slots, first)}
    lists = [(kind, slot) for kind, slot in body.numbers if is_list(kind)]
    first_list = skeleton.facts.lists
    known |= {slot: literal(str(n)) for n, (_, slot) in enumerate(lists, first_list)}
    known[LISTS] = literal(restarted((kind for kind, _ in lists), skeleton.facts))
    for index in range(skeleton.later):
        known[f"{LATER}{index}"] = literal(next(free))
    added = _shown(body.pictures)
    has_notes = any(kind == NOTE for kind, _ in body.numbers)
    if has_notes:
        added[NOTE] = PART
    known[NOTE_SETTING] = literal(setting() if has_notes else "")
    ids = dict(zip(added, free, strict=False))
    known |= {picture_slot(name): literal(found) for name, found in ids.items()}
    known[RELATIONS] = literal("".join(_leading(ids[name], part) for name, part in added.items()))
    known[TYPES] = literal("".join(map(content_type, added.values())))
    addresses = tuple(dict.fromkeys(body.addresses))
    links = Links(addresses, tuple(islice(free, len(addresses))))
    if links.are_open:
        known[LINKS] = TextPlate(("", ""), ((LINKS, str),))  # which come as they are to be written
    else:
        known |= {slot: literal(text) for slot, text in links.words({}).items()}
    known[BODY] = body.plate.put(known)
    known[SHEET] = HOLES.cut(last_sheet(document, skeleton.facts.sheets)).put(known)
    parts = [*_put(_around(around(document), skeleton), known)]
    parts += ((part.name, name) for name, part in added.items() if name != NOTE)
    if has_notes:
        parts += _put(((PART.name, footnotes(body.notes)),), known)
    parts = [*_numbered(parts, len(body.bookmarks) + 1, around(document))]
    parts.sort(key=lambda one: part_order(one[0]))
    return WordPlate(tuple(parts), links if links.are_open else None)


def _numbered(
    parts: Iterable[tuple[str, PartPlace]], first: int, page: Around
) -> Iterator[tuple[str, PartPlace]]:
    """The parts with a number for each change in them, which no other has, by whom and when."""
    numbers = count(first)
    for name, part in parts:
        slots = part.slots if isinstance(part, TextPlate) else ()
        changes = dict.fromkeys(slot for slot, _ in slots if slot.startswith(NUMBER))
        if changes:
            known = {slot: HOLES.cut(said) for slot, said in frame.changed(page).items()}
            known |= {slot: literal(str(next(numbers))) for slot in changes}
            yield from _put(((name, part),), known)
        else:
            yield name, part


def _leading(name: str, part: Part) -> str:
    """What leads from the main part to another."""
    return relationship(name, part.relation, part.name.removeprefix("word/"))


def _shown(pictures: Iterable[str]) -> dict[str, Part]:
    """The part that each picture becomes, by its name."""
    names = dict.fromkeys(pictures)
    return {
        name: Part(
            f"word/media/figure{number}.{(ending := name.rpartition('.')[2])}",
            f"image/{ending}",
            f"{OFFICE}/image",
        )
        for number, name in enumerate(names, 1)
    }


def _skeleton(document: Document, house_style: bytes | None) -> Skeleton:
    turns = any(stretch.turned for stretch in stretches(document.children))
    if house_style is None:
        return our_skeleton(document.logo, document.numbering, turns=turns)
    from policygen.writers.docx.house import house_skeleton  # slow to import

    notice = bool(document.notice)
    logo, numbering = document.logo, document.numbering
    return house_skeleton(house_style, logo, numbering, notice=notice, turns=turns)


@lru_cache(maxsize=1024)
def _around(page: Around, skeleton: Skeleton) -> _Parts:
    """A skeleton with all but the text, set once for all texts that stand in the same frame."""
    facts = skeleton.facts
    known = {
        FRONT: frame.front(page, facts),
        HEADER: frame.header(page, facts),
        **{
            f"{HEADER}{index}": frame.header(page, facts, index + 1) for index in range(1, _HEADERS)
        },
        NOTICE: frame.notice(page, facts),
        FOOTER: frame.footer(page, facts),
        CORE: frame.core_properties(page),
        CUSTOM: frame.custom_properties(page),
        **{PROPERTY + name: said for name, said in frame.properties(page).items()},
    }
    return _put(skeleton.parts, {slot: HOLES.cut(text) for slot, text in known.items()})


def _put(parts: _Parts, known: dict[str, TextPlate]) -> _Parts:
    """The parts with plates put in their places; those that are then finished are packed."""
    made: list[tuple[str, PartPlace]] = []
    for name, part in parts:
        if isinstance(part, TextPlate):
            plate = part.put(known)
            made.append((name, plate if plate.slots else _packed(name, plate.texts[0])))
        else:
            made.append((name, part))
    return tuple(made)


@lru_cache(maxsize=256)
def _packed(name: str, text: str) -> Packed:
    return pack(name, text.encode())


def _body(document: Document, facts: Facts) -> Fragment:
    """The control table, the contents of a long text, the text, the history."""
    revised = any(held(block).revised for block in document.body)
    later = accepted(document) if revised else document
    entries = contents_entries(document, later)
    listed = frozenset(section.anchor for _, section in entries)
    led_to = listed.union(*(held(block).references for block in document.body))
    by_hand = by_hand_in(document, later, led_to)
    parts = [_control(document.control, facts)]
    if entries:
        parts.append(Fragment(HOLES.cut(contents(entries, facts))))
    else:
        parts.append(first_gap(document.children))
    text, ends = _text(document.children, facts, led_to, by_hand)
    parts.append(text)
    if document.history:
        history = Stretch(document.history, inserted=_of_history(document.history))
        parts.append(gap_before(ends, history, facts, "history"))
        parts.append(_near(document.history, facts, led_to, by_hand, -1, history))
    # Word adds a paragraph below a table, which may be on a page of its own.
    if any(parts[-1].in_table) or parts[-1].loose:
        parts.append(END)
    return joined_fragments(parts)


def _of_history(history: Section) -> bool | None:
    """Whether only the later of two texts has a version history, or only the earlier."""
    inserted = wholly(history.title)
    return inserted if inserted == wholly(history.children) else None


@once
def _text(
    blocks: Blocks, facts: Facts, led_to: frozenset[str], by_hand: ByHand
) -> tuple[Fragment, Ends]:
    """A text, set once for all frames that it stands in, and what it ends in."""
    parts: list[Fragment] = []
    ends = NOTHING_YET
    for index, stretch in enumerate(stretches(blocks)):
        parts.append(gap_before(ends, stretch, facts, str(index)))
        if isinstance(stretch.content, DecisionMark):
            part = _mark(stretch, facts, index)
        else:
            part = _near(stretch.content, facts, led_to, by_hand, index, stretch)
        parts.append(part)
        ends = ends_after(ends, stretch, part)
    return joined_fragments(parts), ends


def _mark(stretch: Stretch, facts: Facts, index: int) -> Fragment:
    """What is printed of a decision among sections."""
    mark = stretch.content
    assert isinstance(mark, DecisionMark)
    before = markup.NEW_PAGE if stretch.new_page else ""
    edge = _EDGE if mark.style == "Open Decision" else 0  # or the lines around it would overhang
    indent = f'<w:ind w:left="{edge + _STEP * mark.level}" w:right="{edge}"/>'
    writer = BodyWriter(facts, key=f"mark.{index}")
    writer.tracker.inserted = stretch.inserted
    words = writer.run(escape_text(mark.words))
    return fragment_of(writer.paragraph(mark.style, words, before + indent), writer)


def _near(
    block: Block, facts: Facts, led_to: frozenset[str], by_hand: ByHand, index: int,
    stretch: Stretch,
) -> Fragment:  # fmt: skip
    """A block in a text; all that matters to it is what concerns its own words.

    A section is known by its anchor; its index is only that of a block without one.
    """
    holds = held(block)
    key = next((section.anchor for section in holds.sections if section.anchor), str(index))
    here = ByHand(
        by_hand.numbers & holds.anchors,
        by_hand.references.intersection(holds.references),
        by_hand.inserted.intersection(holds.references),
    )
    how = (stretch.turned, stretch.new_page, stretch.inserted)
    return _block(block, facts, holds.anchors & led_to, here, key, *how)


@once
def _block(
    block: Block, facts: Facts, marked: frozenset[str], by_hand: ByHand, key: str, turned: bool,
    new_page: bool, inserted: bool | None,
) -> Fragment:  # fmt: skip
    """A block, set once for all texts in which the same of its anchors are led to."""
    writer = BodyWriter(facts, marked, by_hand, key, turned=turned, new_page=new_page)
    writer.tracker.inserted = inserted
    return fragment_of(writer.blocks((block,)), writer)


@once
def _control(control: Control, facts: Facts) -> Fragment:
    writer = BodyWriter(facts)
    return fragment_of(control_table(writer, control), writer)
