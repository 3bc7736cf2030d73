"""Words that stand apart in a frame: boxes, letters, guidance."""

from dataclasses import replace

from policygen.document import Box, Guidance, Letter
from policygen.writers.typst.inlines import mark, written
from policygen.writers.typst.setting import Place, Write

_MARGINS = {"box": 17, "guidance": 17, "letter": 28.4}  # at both sides, as in the page's design


def set_apart(block: Box | Letter | Guidance, place: Place, write: Write) -> str:
    """The frame, under its title."""
    kind = type(block).__name__.lower()
    heading, anchor = (
        (block.heading, "") if isinstance(block, Guidance) else (block.title, block.anchor)
    )
    inner = replace(place, room=place.room - _MARGINS[kind], indented=False, bullets=0)
    title = f"#box-title[{written(heading)}]" if heading else ""
    return f"#{kind}-frame[{mark(anchor)}{title}{write(block.children, inner)}]"
