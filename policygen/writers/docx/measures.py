"""Lengths in Word: English Metric Units, and twips, of which a point has twenty."""

TWIP = 635  # EMU
STEP = 527  # twips from what is inside a clause to what is inside that
_CLAUSE = 720  # where the words of a clause begin, and those of a bullet at the margin
_DEEPEST = 6
_BULLET = 360  # what a bullet at the margin hangs by


def in_twips(width: int) -> int:
    """A length in EMU as twips."""
    return round(width / TWIP)


def text_indent(depth: int) -> int:
    """Where words begin that stand inside so many clauses and bullets, in twips."""
    return _CLAUSE + STEP * (min(depth, _DEEPEST) - 1) if depth else 0


def bullet_indent(depth: int) -> tuple[int, int]:
    """Where the words of a bullet begin, and how far before them its mark."""
    return text_indent(depth + 1), (
        text_indent(depth + 1) - text_indent(depth)
    ) if depth else _BULLET
