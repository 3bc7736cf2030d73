"""Pictures in the text: their bytes come with each edition, as a logo's do."""

from policygen.document import Figure, label
from policygen.writers.typst.inlines import mark, written
from policygen.writers.typst.literals import quoted
from policygen.writers.typst.measures import points
from policygen.writers.typst.setting import Place
from policygen.writers.typst.told import told

FOLDER = "pictures/"
_PIXEL = 0.75  # points, at 96 to the inch
_TALLEST = 0.8  # of a page: the caption, and the words that lead to it, stay with it


def pictured(figure: Figure, place: Place) -> str:
    """A picture and its caption; a blank for one of a school's own that isn't given."""
    words = label("Figure", figure.number, figure.caption)
    caption = f"#{quoted(words)}{written(figure.caption)}" if words else written(figure.caption)
    below = f"[{caption}]" if caption else "none"
    if not figure.picture:
        return f"#picture([{mark(figure.anchor)}{written(figure.alt)}], {below})"
    width, height = _size(figure, place)
    shown = (
        f"#image({quoted(FOLDER + figure.picture)}, alt: {told(figure.alt)},"
        f" width: {points(width)}, height: {points(height)})"
    )
    return f"#picture([{mark(figure.anchor)}{shown}], {below})"


def _size(figure: Figure, place: Place) -> tuple[float, float]:
    """As large as it is, or its share of the room, and never larger."""
    across, down = figure.pixels
    width = place.room * figure.width / 100 if figure.width else min(across * _PIXEL, place.room)
    height = width * down / across
    if height > (most := place.height * _TALLEST):
        width, height = most * across / down, most
    return max(width, 1), max(height, 1)
