"""The formats that editions can be had in, by their files' endings; quick to import."""

from policygen.writers import FORMATS

ENDINGS: tuple[str, ...] = tuple(FORMATS)
