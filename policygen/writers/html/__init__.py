"""The HTML edition: one page that holds all it needs, without scripts, to WCAG 2.2 AA.

Numbers and the words that mark open decisions are real text, not list markers or generated
content: they survive copying, a browser's reader view and a page without its styles.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from policygen.document import Block, Blocks, Document, Logo
from policygen.document.held import held
from policygen.document.memory import once
from policygen.writers.around import around
from policygen.writers.html.elements import listed, number_of, set_block, set_control
from policygen.writers.html.footnotes import listed_notes, notes_of
from policygen.writers.html.head import head_and_foot
from policygen.writers.html.inlines import PICTURE, bare, html_plate
from policygen.writers.plate import TextPlate, join, literal

LOGO_WIDTH, LOGO_HEIGHT = 240, 72  # CSS pixels that a logo may take up


@dataclass(frozen=True, slots=True)
class HtmlPlate:
    """A page with its slots open, the logo's among them."""

    page: TextPlate

    def fill(
        self, values: Mapping[str, str], logo: Logo | None = None,
        pictures: Mapping[str, bytes] = {},
    ) -> bytes:  # fmt: skip
        """The finished page. Raises KeyError for a slot or a picture that isn't given."""
        known = dict(values)
        known |= {f"{PICTURE}{name}": _coded(data) for name, data in pictures.items()}
        return self.page.fill(known | _logo_values(logo) if logo else known)


def write(document: Document) -> HtmlPlate:
    """The plate of a document."""
    return HtmlPlate(_document(document))


@lru_cache(maxsize=256)
def _coded(data: bytes) -> str:
    return b64encode(data).decode("ascii")


def _logo_values(logo: Logo) -> dict[str, str]:
    scale = min(1, LOGO_WIDTH / logo.width, LOGO_HEIGHT / logo.height)
    return {
        "logo.data": _coded(logo.data),
        "logo.width": str(max(1, round(logo.width * scale))),
        "logo.height": str(max(1, round(logo.height * scale))),
    }


def _document(document: Document) -> TextPlate:
    """The page: its blocks and what stands around them are set once for all pages with the same."""
    head, foot = head_and_foot(around(document))
    history = (document.history,) if document.history else ()
    entries = _lines([_contents(document.children), *map(_entries, history)])
    text = _lines([_text(document.children), *map(set_block, history)])
    contents = _lines([_BEFORE, entries, _AFTER]) if entries != _EMPTY else _EMPTY
    notes = listed_notes(tuple(note for block in document.body for note in notes_of(block)))
    return _lines([head, set_control(document.control), contents, text, notes, foot])


def _lines(plates: Iterable[TextPlate]) -> TextPlate:
    """Plates one below the other, empty ones left out."""
    return join((one for one in plates if one != _EMPTY), "\n")


@once
def _contents(blocks: Blocks) -> TextPlate:
    """Links to the parts and sections."""
    return _lines(map(_entries, blocks))


@once
def _entries(block: Block) -> TextPlate:
    lines = []
    for section in held(block).sections:
        if section.level < 3 and section.anchor:
            words = f"{number_of(section)}<span>{bare(section.title)}</span>"
            part = ' class="part"' if section.level == 1 else ""
            lines.append(f'<li{part}><a href="#{section.anchor}">{words}</a></li>')
    return html_plate("\n".join(lines))


@once
def _text(blocks: Blocks) -> TextPlate:
    """A text, set once for all frames that it stands in."""
    return join((literal(b) if isinstance(b, str) else set_block(b) for b in listed(blocks)), "\n")


_EMPTY = literal("")
_BEFORE = literal('<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>')
_AFTER = literal("</ul>\n</nav>")
