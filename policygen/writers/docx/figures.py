"""Pictures in the text: their bytes come with each edition, as a logo's do."""

from policygen.document import Figure
from policygen.writers.docx import markup
from policygen.writers.docx.measures import TWIP, text_indent
from policygen.writers.docx.setting import Setter
from policygen.writers.docx.skeleton import in_attribute

DRAWING = "drawing"  # the kind of number that a drawing has
_PIXEL = 9_525  # EMU, at 96 to the inch
_TALLEST = (
    80  # per cent of a page's height: its caption, and the words that lead to it, stay with it
)
# A line of the picture's own height: one of a fixed height would cut it off (17.3.1.33).
_LINE = '<w:spacing w:line="240" w:lineRule="auto"/>'
_BELOW = '<w:spacing w:before="0" w:after="160"/>'  # a caption belongs to what stands above it


def pictured(
    setter: Setter, figure: Figure, depth: int, style: str = "Normal", marked: str = ""
) -> str:
    """A picture and the caption below it, which begin where words do at some depth.

    One that a bullet begins with stands in its style, so `marked`. A blank stands for one of a
    school's own that isn't given.
    """
    left = text_indent(depth)
    indent = markup.indented(left) if left else ""
    properties = _LINE + (marked or indent)
    if figure.picture:
        width, height = _size(figure, (setter.room - left) * TWIP, setter.height())
        embedded, number = setter.picture(figure.picture), setter.running(DRAWING)
        size = f'cx="{width}" cy="{height}"'
        said = in_attribute(figure.alt)
        drawn = setter.tracker.runs(markup.picture(embedded, size, number, "Picture", said))
    else:
        drawn = setter.inlines(figure.alt)
    if not figure.number:
        return setter.paragraph(style, drawn, properties)
    above = setter.paragraph(style, drawn, f"{markup.KEEP}{properties}")
    caption = setter.caption("Figure", figure.number, figure.anchor, figure.caption)
    return above + setter.paragraph("Caption", caption, f"{markup.NOT_KEPT}{_BELOW}{indent}")


def _size(figure: Figure, room: int, page: int) -> tuple[int, int]:
    """Width and height in EMU: as large as it is, or its share of the room, and never larger."""
    across, down = figure.pixels
    width = room * figure.width // 100 if figure.width else min(across * _PIXEL, room)
    height = width * down // across
    if height > (most := page * _TALLEST // 100):
        width, height = most * across // down, most
    return max(width, 1), max(height, 1)
