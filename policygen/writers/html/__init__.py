"""The HTML edition: one page that holds all it needs, without scripts, to WCAG 2.2 AA.

Numbers and the words that mark open decisions are real text, not list markers or generated
content: they survive copying, a browser's reader view and a page without its styles.
"""

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape

from policygen.document import Block, Blocks, Control, Document, Logo, Section
from policygen.document.held import held
from policygen.document.memory import once
from policygen.document.nodes import CONTROL
from policygen.document.revisions import later
from policygen.writers.around import around
from policygen.writers.html.elements import listed, number_of, set_block, set_control
from policygen.writers.html.footnotes import listed_notes, notes_of
from policygen.writers.html.head import head_and_foot, set_published
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
        known |= picture_values(pictures)
        return self.page.fill(known | _logo_values(logo) if logo else known)


def write(document: Document) -> HtmlPlate:
    """The plate of a document."""
    return HtmlPlate(_document(document))


def picture_values(pictures: Mapping[str, bytes]) -> dict[str, str]:
    """The values of the slots that pictures have, by the name of each."""
    return {f"{PICTURE}{name}": _coded(data) for name, data in pictures.items()}


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
    return _lines([head, below_title(document, document.beside), foot])


@once
def below_title(document: Document, beside: tuple[str, ...]) -> TextPlate:
    """What stands below a page's title: the same on a page of its own and on a school's site.

    `beside` are the endings of the other formats that stand in the same folder.
    """
    history = (document.history,) if document.history else ()
    headings = [one for block in document.children for one in _headings(block)]
    entries = _lines(
        [_contents(document.children), *map(_entries, history), _control_entry(document.control)]
    )
    contents = _lines([_BEFORE, entries, _AFTER]) if headings else _EMPTY
    back = _BACK if len(headings) > _IN_SIGHT else _EMPTY
    notes = listed_notes(tuple(note for block in document.body for note in notes_of(block)))
    text = _lines([_text(document.children), notes, *map(set_block, history)])
    published = set_published(document.control, beside, document.subtitle)
    control = set_control(document.control)
    return _lines([published, contents, _TEXT, text, control, back, _END])


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
    for section in _headings(block):
        words = f"{number_of(section)}<span>{bare(section.title)}</span>"
        part = ' class="part"' if section.level == 1 else ""
        lines.append(f'<li{part}><a href="#{section.anchor}">{words}</a></li>')
    return html_plate("\n".join(lines))


def _headings(block: Block) -> list[Section]:
    """What the contents name of a block: its later headings, where it is revised."""
    kept = later((block,)) if held(block).revised else (block,)
    sections = (one for block in kept for one in held(block).sections)
    return [one for one in sections if one.level < 3 and one.anchor]


def _control_entry(control: Control) -> TextPlate:
    entry = f'<li><a href="#{CONTROL}"><span>{escape(control.title)}</span></a></li>'
    return html_plate(entry if control.rows else "")


@once
def _text(blocks: Blocks) -> TextPlate:
    """A text, set once for all frames that it stands in."""
    return join((literal(b) if isinstance(b, str) else set_block(b) for b in listed(blocks)), "\n")


_EMPTY = literal("")
_BEFORE = literal('<nav aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ul>')
_AFTER = literal("</ul>\n</nav>")
_TEXT = literal('<div class="text">')
_BACK = literal('<a class="back" href="#contents">Contents</a>')
_END = literal("</div>")
_IN_SIGHT = 5  # headings, of which all are found without going back
