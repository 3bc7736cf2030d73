"""Where the words of a PDF stand on its pages.

Only what the format itself says is read (ISO 32000-1, 8.3 and 9.4): matrices, and how wide letters
are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf
from pdf_tags import letters_of

Matrix = pikepdf.Matrix


@dataclass(frozen=True, slots=True)
class Run:
    """Words as they are drawn, and where: points from the left edge and above the lower one.

    What a line ends with after its last letter takes no room.
    """

    words: str
    left: float
    right: float
    line: float  # on which the letters stand


def runs(page: Any) -> Iterator[Run]:
    """The runs of words of a page, in the order in which they are drawn."""
    fonts = page.Resources.get("/Font", {})
    letters = {name: letters_of(font) for name, font in fonts.items()}
    widths = {name: _widths(font.DescendantFonts[0]) for name, font in fonts.items()}
    outer: list[Matrix] = []
    here, text = Matrix(), Matrix()
    font, size = "", 0.0
    for instruction in pikepdf.parse_content_stream(page):
        operands: list[Any] = list(instruction.operands)
        match str(instruction.operator):
            case "q":
                outer.append(here)
            case "Q":
                here = outer.pop()
            case "cm":
                here = Matrix(*map(float, operands)) @ here
            case "Tf":
                font, size = str(operands[0]), float(operands[1])
            case "Tm":
                text = Matrix(*map(float, operands))
            case "Tj" | "TJ":
                shown = list(operands[0]) if isinstance(operands[0], pikepdf.Array) else operands
                codes, moved = _codes(shown)
                words = "".join(letters[font][code] for code in codes)
                printed = codes[: len(codes) - (len(words) - len(words.rstrip()))]
                width = sum(widths[font].get(int.from_bytes(code), 0) for code in printed) - moved
                to_page = text @ here
                left, line = to_page.transform((0, 0))
                right, _ = to_page.transform((width * size / 1000, 0))
                yield Run(words, left, right, line)


def _codes(shown: list[Any]) -> tuple[list[bytes], float]:
    """The codes of letters, and how far all in all they are moved towards each other."""
    codes: list[bytes] = []
    moved = 0.0
    for one in shown:
        if isinstance(one, pikepdf.String):
            said = bytes(one)
            codes += (said[at : at + 2] for at in range(0, len(said), 2))
        else:
            moved += float(one)
    return codes, moved


def _widths(font: Any) -> dict[int, float]:
    """How wide the letter of each code is, in thousandths of its size (9.7.4.3)."""
    found: dict[int, float] = {}
    told = list(font.get("/W", []))
    while told:
        first, second, *told = told
        if isinstance(second, pikepdf.Array):
            found |= {int(first) + at: float(width) for at, width in enumerate(second)}
        else:
            width, *told = told
            found |= dict.fromkeys(range(int(first), int(second) + 1), float(width))
    return found
