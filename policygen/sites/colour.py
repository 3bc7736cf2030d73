"""A school's colour, made dark or light enough to be read on the page, by WCAG 2.2.

Contrast is that of success criterion 1.4.3: 4.5 to 1 for text.
"""

ENOUGH = 4.5
LIGHT_PAGE, DARK_PAGE = "#f2f4f6", "#20252b"  # the tints of page.css: the pages have more contrast
_STEPS = 100


def contrast(one: str, other: str) -> float:
    """The contrast of two colours such as #1d5c63: from 1, which is none, to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def readable(colour: str, page: str) -> str:
    """A colour as near as may be to the one given that text in it is read in on a page's colour.

    On a light page it is mixed with black, on a dark one with white.
    """
    end = (0, 0, 0) if _luminance(page) > 0.5 else (255, 255, 255)
    begin = _parts(colour)
    for step in range(_STEPS + 1):
        mixed = (round(a + (b - a) * step / _STEPS) for a, b in zip(begin, end, strict=True))
        found = "#{:02x}{:02x}{:02x}".format(*mixed)
        if contrast(found, page) >= ENOUGH:
            return found
    raise ValueError(f"{page} can't be written on")


def _luminance(colour: str) -> float:
    """Relative luminance, as WCAG defines it."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)
