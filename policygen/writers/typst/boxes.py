"""Words that stand apart in a frame: boxes, letters, guidance."""

from dataclasses import replace

from policygen.document import Box, Guidance, Letter
from policygen.writers.typst.inlines import calls, pdf_anchor
from policygen.writers.typst.setting import SetBlocks, Spot

_MARGINS = {"box": 17, "guidance": 17, "letter": 28.4}  # at both sides, as in the page's design


def pdf_frame(block: Box | Letter | Guidance, place: Spot, write: SetBlocks) -> str:
    """The frame, under its title."""
    kind = type(block).__name__.lower()
    heading, anchor = (
        (block.heading, "") if isinstance(block, Guidance) else (block.title, block.anchor)
    )
    inner = replace(place, room=place.room - _MARGINS[kind], indented=False, bullets=0)
    title = f"#box-title[{calls(heading)}]" if heading else ""
    return f"#{kind}-frame[{pdf_anchor(anchor)}{title}{write(block.children, inner)}]"
