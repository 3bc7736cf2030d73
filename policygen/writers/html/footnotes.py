"""Footnotes of a HTML edition: a list at its end, with links there and back.

Their ids have a sign that no anchor has.
"""

from policygen.document import Block, Footnote, query
from policygen.document.held import NOTE, held
from policygen.document.memory import once
from policygen.writers.html.inlines import html_plate, written
from policygen.writers.plate import TextPlate, join, literal

_BEFORE = literal(
    '<section class="notes" role="doc-endnotes" aria-labelledby="all_notes">\n'
    '<h2 id="all_notes">Notes</h2>\n<div role="list">'
)
_AFTER = literal("</div>\n</section>")


@once
def notes_of(block: Block) -> tuple[TextPlate, ...]:
    """The footnotes of a block, in order."""
    found = query((block,), Footnote) if NOTE in held(block).runs else ()
    return tuple(html_plate(_note(note)) for note in found)


def listed_notes(notes: tuple[TextPlate, ...]) -> TextPlate:
    """The list of a text's footnotes; nothing where there are none."""
    return join([_BEFORE, *notes, _AFTER], "\n") if notes else literal("")


def _note(note: Footnote) -> str:
    number = note.number
    back = (
        f'<a href="#from_note_{number}" role="doc-backlink"'
        f' aria-label="Back to the text, from note {number}">Back</a>'
    )
    words = f'<p><span class="number">{number}</span> {written(note.children)} {back}</p>'
    return f'<div class="clause" role="listitem" id="note_{number}">\n{words}\n</div>'
