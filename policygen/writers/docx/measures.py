"""Lengths in Word: English Metric Units, and twips, of which a point has twenty."""

TWIP = 635  # EMU


def in_twips(width: int) -> int:
    """A length in EMU as twips."""
    return round(width / TWIP)
