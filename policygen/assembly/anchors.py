"""Anchors of our own, for what the model gives none: they follow from words, never from numbers.

So what is put in or taken out elsewhere changes none of them.
"""

import re
import unicodedata
from hashlib import blake2b

from policygen.readers.markdown.building import RESERVED

MOST = 36  # characters of an anchor: Word takes 40, and ours begin with ref_ there

_LONGEST = 28  # of one that nothing was added to
_LETTERS = "bcdfghjkmnpqrstvwxz"  # no vowels, so that they are never read as a word
_MARK = 4  # letters


def own_anchor(words: str, kind: str, around: str = "", said: str = "") -> str:
    """An anchor for what begins with some words; where it has no word that will do, by its kind.

    What stands in something else, `around` by its anchor, is marked with four letters that follow
    from there and from all that is `said`, since its first words may stand elsewhere too. So is
    what is too long.
    """
    slug = slug_of(words)
    if not slug[:1].isalpha() or slug in RESERVED:
        slug = f"{kind}-{slug}".rstrip("-")
    if not around and len(slug) <= _LONGEST:
        return slug
    return f"{cut(slug, _LONGEST - _MARK - 1)}-{_mark(around, said or words)}"


def slug_of(words: str) -> str:
    """Words in small letters and digits, with hyphens between."""
    ascii_only = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", ascii_only.lower()))


def cut(slug: str, most: int) -> str:
    """As many whole words of a slug as there is room for; of a longer word, its beginning."""
    if len(slug) <= most:
        return slug
    whole = slug[: most + 1].rpartition("-")[0]
    return whole or slug[:most]


def another(anchor: str, count: int) -> str:
    """What the second that wants an anchor gets, or the third, and so on."""
    end = f"-{count}"
    return f"{anchor[: MOST - len(end)].rstrip('-')}{end}"


def _mark(*parts: str) -> str:
    number = int.from_bytes(blake2b("\n".join(parts).encode(), digest_size=8).digest(), "big")
    letters = []
    for _ in range(_MARK):
        number, index = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[index])
    return "".join(letters)
