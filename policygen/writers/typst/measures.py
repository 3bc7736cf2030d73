"""Lengths in points, where the Word edition has the same in twips."""

WIDTH, TURNED = 481.9, 728.5  # of a page's text, upright and turned
HEIGHT, TURNED_HEIGHT = 688.8, 442.2
CLAUSE = 36.0  # where the words of a clause begin, and those of a bullet at the margin
INSIDE = 26.35  # from what is inside a clause to what is inside that
BULLET = 18.0  # what a bullet at the margin hangs by
IN_CELL = 14.2  # what a bullet in a cell hangs by
EM = 12.0  # the size of letters


def points(length: float) -> str:
    """A length as typst has it."""
    return f"{length:.4g}pt"
