"""Anchors of our own, for what the model gives none: they follow from words, never from numbers.

So what is put in or taken out elsewhere changes none of them.
"""

from hashlib import blake2b

from policygen.readers.markdown.building import RESERVED
from policygen.readers.markdown.sentinels import unkept
from policygen.sources.text import slug

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
    words, said = unkept(words), unkept(said)
    found = slug(words, "-")
    if not found[:1].isalpha() or found in RESERVED:
        found = f"{kind}-{found}".rstrip("-")
    if not around and len(found) <= _LONGEST:
        return found
    return f"{cut(found, _LONGEST - _MARK - 1)}-{_mark(around, said or words)}"


def cut(words: str, most: int) -> str:
    """As many whole words with hyphens between as there is room for; of a longer one, its start."""
    if len(words) <= most:
        return words
    whole = words[: most + 1].rpartition("-")[0]
    return whole or words[:most]


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
