"""Pictures in the text: their bytes come with each edition, as a logo's do."""

from base64 import b64encode
from functools import lru_cache

from policygen.document import Figure, label
from policygen.writers.typst.inlines import calls, pdf_anchor
from policygen.writers.typst.literals import typst_literal
from policygen.writers.typst.measures import points
from policygen.writers.typst.setting import Spot
from policygen.writers.typst.unseen import unseen

FOLDER = "pictures/"
_PIXEL = 0.75  # points, at 96 to the inch
_TALLEST = 0.8  # of a page: the caption, and the words that lead to it, stay with it


def pdf_figure(figure: Figure, place: Spot) -> str:
    """A picture and its caption; a blank for one of a school's own that isn't given."""
    words = label("Figure", figure.number, figure.caption)
    caption = f"#{typst_literal(words)}{calls(figure.caption)}" if words else calls(figure.caption)
    below = f"[{caption}]" if caption else "none"
    if not figure.picture:
        return f"#picture([{pdf_anchor(figure.anchor)}{calls(figure.alt)}], {below})"
    width, height = _size(figure, place)
    shown = (
        f"#image({typst_literal(f'{FOLDER}{figure.picture}.svg')}, alt: {unseen(figure.alt)},"
        f" width: {points(width)}, height: {points(height)}, fit: {typst_literal('stretch')})"
    )
    return f"#picture([{pdf_anchor(figure.anchor)}{shown}], {below})"


def _size(figure: Figure, place: Spot) -> tuple[float, float]:
    """As large as it is, or its share of the room, and never larger."""
    across, down = figure.pixels
    width = place.room * figure.width / 100 if figure.width else min(across * _PIXEL, place.room)
    height = width * down / across
    if height > (most := place.height * _TALLEST):
        width, height = most * across / down, most
    return max(width, 1), max(height, 1)


@lru_cache(maxsize=256)
def wrapped(data: bytes) -> bytes:
    """A picture within a drawing, to be stretched to its size.

    Only text can come along with a text of calls.
    """
    kind = "png" if data.startswith(b"\x89PNG") else "jpeg"
    size = "width='100' height='100'"
    leads = f"data:image/{kind};base64,{b64encode(data).decode('ascii')}"
    return (
        f"<svg xmlns='http://www.w3.org/2000/svg' {size}>"
        f"<image {size} preserveAspectRatio='none' href='{leads}'/></svg>"
    ).encode()
