"""Content controls: what can be filled in and ticked on the screen (ECMA-376 17.5.2)."""

import re

from policygen.document import FillIn, Inlines, Slot, plain, query
from policygen.writers.docx import markup
from policygen.writers.docx.skeleton import (
    HOLES,
    NAME_OF_CONTROL,
    OF_A_VALUE,
    cut_short,
    escape_short,
)
from policygen.writers.docx.tracking import Tracker
from policygen.writers.plate import escape_xml

CONTROLS = "control"  # the numbers that they have in the whole document
_SPACE = "\u2002"  # as in the fields of Word's older forms: wide enough to be clicked on
_DATE = re.compile(r"\bdate\b", re.I)
_FONT = "MS Gothic"  # which Word brings, and ticks its own boxes in
_TICKED, _TO_TICK = "2612", "2610"


def asks_date(words: Inlines) -> bool:
    """Whether what is asked is a date."""
    return bool(_DATE.search(plain(words)))


def boxed_control(fill_in: FillIn, words: Inlines, number: str, room: int, tracker: Tracker) -> str:
    """A control in a box of its own, with so many spaces to click on."""
    return _text_control(fill_in, words, number, "", _SPACE * room, tracker)


def gap_control(
    fill_in: FillIn, words: Inlines, number: str, room: int, style: str | None, tracker: Tracker
) -> str:
    """A control in a sentence or a cell: a line of so many letters, then words in a style."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return _text_control(fill_in, words, number, look, "_" * room, tracker)


def _text_control(
    fill_in: FillIn, words: Inlines, number: str, look: str, empty: str, tracker: Tracker
) -> str:
    """A control for text or a date, and what it shows while it is empty."""
    kind = "<w:text/>"
    if fill_in.lines > 1:
        kind = '<w:text w:multiLine="1"/>'
    elif asks_date(words):
        kind = (
            '<w:date><w:dateFormat w:val="d MMMM yyyy"/><w:lid w:val="en-GB"/>'
            '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
        )
    shown = markup.run(empty, deleted=tracker.deleted)
    return _control(f"{look}{_named(words, number)}<w:showingPlcHdr/>{kind}", shown, tracker)


def tick_control(words: Inlines, number: str, tracker: Tracker) -> str:
    """A box to tick ([MS-DOCX] 2.6.1.6)."""
    states = "".join(
        f'<w14:{name} w14:val="{sign}" w14:font="{_FONT}"/>'
        for name, sign in (("checkedState", _TICKED), ("uncheckedState", _TO_TICK))
    )
    kind = f'<w14:checkbox><w14:checked w14:val="0"/>{states}</w14:checkbox>'
    fonts = (
        f'<w:rFonts w:ascii="{_FONT}" w:eastAsia="{_FONT}" w:hAnsi="{_FONT}" w:hint="eastAsia"/>'
    )
    sign = chr(int(_TO_TICK, 16))
    shown = markup.run(sign, fonts, deleted=tracker.deleted)
    return _control(f"{_named(words, number)}{kind}", shown, tracker)


def _control(properties: str, shown: str, tracker: Tracker) -> str:
    before, begun, ending, behind = tracker.edges()
    content = f"{begun}{tracker.runs(shown)}{ending}"
    return (
        f"{before}<w:sdt><w:sdtPr>{properties}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>{behind}"
    )


def _named(words: Inlines, number: str) -> str:
    return (
        f'<w:alias w:val="{_title(words)}"/><w:tag w:val="field-{number}"/><w:id w:val="{number}"/>'
    )


def _title(words: Inlines) -> str:
    """What is asked, cut to what Word takes: of values, the first alone, and of that a half."""
    slots = [slot.name for slot in query(words, Slot)]
    edge = "\0"  # no text holds it
    parts = plain(words, {name: f"{edge}{name}{edge}" for name in slots}).strip().split(edge)
    left = NAME_OF_CONTROL - (OF_A_VALUE if slots else 0)
    made = []
    for index, part in enumerate(parts):
        if index % 2 == 0:
            kept = cut_short(part, left)
            left -= len(kept)
            made.append(escape_xml(kept))
        elif index == 1:
            made.append(HOLES.hole(part, escape_short))
    return "".join(made) or "To fill in"
