"""The inside of a paragraph of an HTML edition, and what every element needs."""

import re
from html import escape
from typing import assert_never

from policygen.document import (
    Blank,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Revision,
    Slot,
    Strong,
    Text,
    TickBox,
    as_label,
    noteless,
)
from policygen.document.revisions import is_revised, later_words
from policygen.writers.plate import Holes, TextPlate

PICTURE = "picture."  # + name: the slot of a picture's bytes
_BREAK = "<br>"
_ADDRESS = re.compile(r"[^\s@]+@[^\s@]+|(?:https?://|www\.)\S+")
_PARTS = re.compile(r"(?<=@)|(?=\.\w)|(?<=[^:/]/)(?=[^/])")  # where one may go on in the next line
TO_TICK = '<span class="tick"><span class="heard">[to tick]</span></span>'
_TAG = re.compile("<[^>]*>")  # the texts around have neither sign: they are escaped


def html_plate(text: str) -> TextPlate:
    """The plate of a marked-up text."""
    return _HOLES.cut(text)


def identified(anchor: str) -> str:
    """The attribute by which something is led to, if it is."""
    return f' id="{anchor}"' if anchor else ""


def written(run: Inlines) -> str:
    """Inlines as marked-up text."""
    return "".join(map(_inline, run))


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return html_words(text)
        case Slot(name):
            return _HOLES.hole(name, html_words)
        case Blank(label):
            return f"<mark>[{escape(label)}]</mark>"
        case Strong(children):
            return f"<strong>{written(children)}</strong>"
        case Emphasis(children):
            return f"<em>{written(children)}</em>"
        case Link(address, children):
            leads = html_hole(address.name) if isinstance(address, Slot) else escape(address)
            return f'<a href="{leads}">{written(children)}</a>'
        case Reference(anchor, children, word, number):
            words = written(children) if children else escape(as_label(word, number))
            return f'<a href="#{anchor}">{words}</a>'
        case LineBreak():
            return _BREAK
        case Footnote(number=number):
            leads = f'href="#note_{number}" id="from_note_{number}"'
            link = f'<a {leads} role="doc-noteref" aria-label="Note {number}">{number}</a>'
            return f"<sup>{link}</sup>"
        case FillIn():
            return place_to_write(inline)
        case TickBox():
            return TO_TICK
        case InlineAlternatives(passages):
            return f"<mark>{f'</mark>{inline.joint}<mark>'.join(map(written, passages))}</mark>"
        case Revision(inserted, children):
            tag, word = ("ins", "inserted") if inserted else ("del", "deleted")
            begin, end = (f'<span class="heard">{said}</span>' for said in (f"[{word}: ", "]"))
            return f"<{tag}>{begin}{written(children)}{end}</{tag}>"
        case _:
            assert_never(inline)


def place_to_write(fill_in: FillIn) -> str:
    """A place to write: a line, or as many as there are to be."""
    rules = '<span class="rule"></span>' * fill_in.lines
    return f'<span class="place"><span class="heard">[to fill in]</span>{rules}</span>'


def html_hole(name: str) -> str:
    """What stands in an element or an attribute for a value."""
    return _HOLES.hole(name, escape)


def data_hole(name: str) -> str:
    """What stands in an address for the bytes of a picture."""
    return _HOLES.hole(f"{PICTURE}{name}", _as_it_is)


def bare(run: Inlines) -> str:
    """The bare words, for an attribute or for a link that leads elsewhere than they do."""
    later = later_words(run) if is_revised(run) else run
    return _TAG.sub("", written(noteless(later)).replace(_BREAK, " "))


def style_hole(name: str) -> str:
    """What stands in a quoted string of a style sheet for a value."""
    return _HOLES.hole(name, in_style)


def html_words(text: str) -> str:
    """Text among words: addresses go on in the next line where their parts meet.

    A browser that finds no such place breaks them at any letter.
    """
    if "@" not in text and "/" not in text and "www." not in text:
        return escape(text)
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        parts.append(escape(text[end : found.start()]))
        parts.append("<wbr>".join(map(escape, _PARTS.split(found[0]))))
        end = found.end()
    return "".join([*parts, escape(text[end:])])


def in_style(text: str) -> str:
    """Text within a quoted string of a style sheet."""
    return "".join(c if c.isalnum() else f"\\{ord(c):x} " for c in text)


def _as_it_is(text: str) -> str:
    return text


_HOLES = Holes(escape, html_words, in_style, _as_it_is)
