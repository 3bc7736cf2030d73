"""The PDF edition, laid out by typst: calls of our page design, with literals as their words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from policygen.document import Block, BlockRevision, Blocks, Control, Document, Logo, Section
from policygen.document.held import held
from policygen.document.memory import once
from policygen.document.revisions import accepted
from policygen.writers.around import Around, around
from policygen.writers.flow import LONG, DecisionMark, Stretch, stretches
from policygen.writers.plate import TextPlate, join, literal
from policygen.writers.typst.body import blocks, is_worded
from policygen.writers.typst.figures import FOLDER, wrapped
from policygen.writers.typst.frame import LOGO, pdf_control, pdf_front
from policygen.writers.typst.literals import bare_words, typst_literal, typst_number, typst_plate
from policygen.writers.typst.measures import HEIGHT, TURNED, TURNED_HEIGHT, WIDTH
from policygen.writers.typst.press import pressed
from policygen.writers.typst.setting import Spot

_LOGO_WIDTH, _LOGO_HEIGHT = 158.4, 43.2  # points that it may take up
_UPRIGHT, _TURNED = Spot(WIDTH, HEIGHT), Spot(TURNED, TURNED_HEIGHT)


@dataclass(frozen=True, slots=True)
class PdfPlate:
    """A text of calls with its slots open."""

    text: TextPlate

    def fill(
        self, values: Mapping[str, str], logo: Logo | None = None,
        pictures: Mapping[str, bytes] = {},
    ) -> bytes:  # fmt: skip
        """The finished file. Raises KeyError for a slot that isn't given, and PolicyError."""
        drawn = {f"{FOLDER}{name}.svg": wrapped(data) for name, data in pictures.items()}
        if logo:
            drawn[f"{LOGO}.svg"] = wrapped(logo.data)
            values = {**values, **_logo_size(logo)}
        return pressed(self.text.text(values), drawn)


def write(document: Document) -> PdfPlate:
    """The plate of a document."""
    revised = any(held(block).revised for block in document.body)
    later = accepted(document) if revised else document
    parts = [_front(around(document)), _control(document.control)]
    if sum(held(block).words for block in later.body) >= LONG:
        parts.append(literal("#contents()"))
    parts += _text(document.children)
    if document.history:
        parts.append(_block(document.history, _UPRIGHT, None))
    return PdfPlate(join(parts, "\n"))


def _logo_size(logo: Logo) -> dict[str, str]:
    """How large it is, in points, by the names of the slots: as large as in Word."""
    scale = min(_LOGO_WIDTH / logo.width, _LOGO_HEIGHT / logo.height)
    return {f"{LOGO}.width": str(logo.width * scale), f"{LOGO}.height": str(logo.height * scale)}


@lru_cache(maxsize=1024)
def _front(page: Around) -> TextPlate:
    said = f"{typst_literal('Logo of ')} + {bare_words(page.subtitle)}"
    size = f"{typst_number(f'{LOGO}.width')} * 1pt, {typst_number(f'{LOGO}.height')} * 1pt"
    logo = f"logo-of({typst_literal(f'{LOGO}.svg')}, {said}, {size})" if page.logo else ""
    return typst_plate(pdf_front(page, logo))


@once
def _control(control: Control) -> TextPlate:
    return typst_plate(pdf_control(control, _UPRIGHT, blocks) if control.rows else "")


def _text(children: Blocks) -> Iterator[TextPlate]:
    """What stands in a text, upright or on turned paper."""
    in_parts = was_turned = False
    for turned, run in groupby(stretches(children), lambda stretch: stretch.turned):
        if turned:
            yield literal("#turned[")
        for index, stretch in enumerate(run):
            # Paper that is turned begins a page by itself, and so does what comes after it.
            if stretch.new_page and (index or not (turned or was_turned)):
                yield literal("#pagebreak(weak: true)")
            content = stretch.content
            place = _TURNED if turned else _UPRIGHT
            if isinstance(content, DecisionMark):
                yield _mark(stretch)
                continue
            if isinstance(content, Section):
                if content.in_part and in_parts:
                    place = replace(place, level=2)
                in_parts = in_parts or (content.level == 1 and is_worded(content.title))
            yield _block(content, place, stretch.inserted)
        if turned:
            yield literal("]")
        was_turned = turned


def _mark(stretch: Stretch) -> TextPlate:
    """What is printed of a decision among sections."""
    mark = stretch.content
    assert isinstance(mark, DecisionMark)
    kind = mark.style.lower().replace(" ", "-")
    return typst_plate(f"#{kind}({mark.level})[#{typst_literal(mark.words)}]")


@once
def _block(block: Block, place: Spot, inserted: bool | None) -> TextPlate:
    """A block, set once for all texts that it stands in."""
    whole = block if inserted is None else BlockRevision(inserted, (block,))
    return typst_plate(blocks((whole,), place))
