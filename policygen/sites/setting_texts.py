"""A policy's text on a page of a site: as its own web page has it, its slots filled."""

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import islice

from policygen.document import Clause, Document, Paragraph, query
from policygen.document.held import held
from policygen.document.memory import once
from policygen.document.words import unled
from policygen.sites.leading import address_slot, leading, policies_named
from policygen.sites.sentences import OpenSentence, filled, first_sentence
from policygen.sites.showing import INDEX, SiteText
from policygen.writers import STEM
from policygen.writers.around import around
from policygen.writers.html import below_title, picture_values
from policygen.writers.html.head import page_margins, set_changes
from policygen.writers.html.inlines import html_plate
from policygen.writers.plate import TextPlate

_LOOKED_THROUGH = 6  # paragraphs
_IDS = re.compile(r'( id="| href="#| headers="| aria-labelledby=")([^"]+)"')
_CLASSES = re.compile(r'( class=")([^"]+)"')
_OURS = "policygen-"  # before each class: a page around may have a style for one that is called box
_SAYS_WHAT = re.compile(
    r"(?:\S+ ){0,2}(?:aim|objective|purpose)s?\b.*\b(?:is|are)\b|(?:the|this) (?:\S+ ){0,4}"
    r"(?:code|document|guidance|plan|policy|procedure|scheme|statement|strategy)\b.*"
    r"\b(?:covers|describes|explains|is about|is for|says|sets out|tells)\b",
    re.I,
)


def text_below(
    text: SiteText, stem: str, up: str = "", names: Collection[str] = (), prefix: str = ""
) -> str:
    """What stands below the title; `stem` is what its files beside the page are called.

    `up` leads from the page to the school's folder, where the policies of these `names` are. With a
    `prefix` it is for another's page: every id begins with that, and so does what leads there, and
    every class with a word of ours.
    """
    inside = policies_named(text.document) & {*names}
    document = unled(leading(text.document, frozenset(inside)) if inside else text.document)
    plate = below_title(document, tuple(text.files))
    plate = _prefixed(plate, prefix) if prefix else plate
    leads = {address_slot(name): f"{up}{name}/{INDEX}" for name in inside}
    said = plate.text({**text.words, **leads, **picture_values(text.pictures), STEM: stem})
    if listed := text.document.changes:  # a redline has a list of them
        return f"{html_plate(set_changes(listed)).text({})}\n{said}"
    return said


def margins(text: SiteText) -> str:
    """The style by which each printed page says which text it is."""
    return _margins(text.document).text(text.words)


def about(text: SiteText) -> str:
    """What a policy is about, in a sentence of its beginning: one that says so, else the first."""
    said = (filled(_first(paragraph), text.words) for paragraph in _beginning(text.document))
    first = next(said, "")
    return next(filter(_SAYS_WHAT.match, (first, *said)), first)


@once
def _prefixed(plate: TextPlate, prefix: str) -> TextPlate:
    """A plate with another beginning of every id and class.

    No value is in one, nor such a mark in words.
    """

    def begun(found: re.Match[str], prefix: str = prefix) -> str:
        start, names = found.groups()
        return f'{start}{" ".join(f"{prefix}{one}" for one in names.split())}"'

    def ours(found: re.Match[str]) -> str:
        return begun(found, _OURS)

    return replace(
        plate, texts=tuple(_CLASSES.sub(ours, _IDS.sub(begun, one)) for one in plate.texts)
    )


@once
def anchors(document: Document) -> frozenset[str]:
    """All that an address may lead to within a text."""
    return frozenset(one for block in document.body for one in held(block).anchors)


@once
def _beginning(document: Document) -> tuple[Paragraph, ...]:
    """The first paragraphs in clauses, else of all: a box may stand before them."""
    for blocks in (tuple(query(document.children, Clause)), document.children):
        if found := tuple(islice(query(blocks, Paragraph), _LOOKED_THROUGH)):
            return found
    return ()


@once
def _first(paragraph: Paragraph) -> OpenSentence:
    """The first sentence of a paragraph, which many schools share."""
    return first_sentence(paragraph.children)


@once
def _margins(document: Document) -> TextPlate:
    return html_plate(page_margins(around(document)))
