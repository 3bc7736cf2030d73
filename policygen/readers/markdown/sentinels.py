"""Private-use characters that stand in the marked-up text for what must not be parsed as markup.

Sources may not hold such characters (see sources.text), so they can't be forged. A slot, a blank
or a passage is a character for its kind and three digits, so there are as many as anyone needs.
"""

import re

SLOT, BLANK, PASSAGE, ADDRESS = KINDS = "\uf000\uf001\uf002\uf003"
EITHER, OR, END = "\uf8f0", "\uf8f1", "\uf8f2"  # each followed by a passage
POLICY = "\uf8f5"  # before what a link to another policy prints, or its address too
BREAK = "\uf8f4"  # between the lines of a value that has several
INLINE = "\uf8f3"  # the end of a line that ends in a tag and holds words too

_BASE, _ZERO, _DIGITS = 0x1000, 0xE000, 3
_NUMBERED = rf"[{KINDS}][\ue000-\uefff]{{{_DIGITS}}}"

ANY = re.compile("[\ue000-\uf8ff]")
NUMBERED = re.compile(_NUMBERED)
MARK = re.compile(f"([{EITHER}{OR}{END}])({_NUMBERED})")
_DIGIT = "[\ue000-\uefff]"
# An address has the slot of the words that lead there right behind it.
PIECES = re.compile(
    f"([{EITHER}{OR}{END}]{_NUMBERED}|{ADDRESS}{_DIGIT}{{{_DIGITS}}}{_NUMBERED}|{_NUMBERED}|{BREAK})"
)


def numbered(kind: str, index: int) -> str:
    """The sentinel for a thing of some kind, by its place among those of its kind."""
    digits = []
    for _ in range(_DIGITS):
        index, digit = divmod(index, _BASE)
        digits.append(chr(_ZERO + digit))
    return kind + "".join(reversed(digits))


def index_of(sentinel: str) -> int:
    """The place that `numbered` was given."""
    index = 0
    for digit in sentinel[1:]:
        index = index * _BASE + ord(digit) - _ZERO
    return index


def settled(text: str) -> str:
    """A printed text without INLINE, and without the lines whose words were all left out.

    Those would part a paragraph in two.
    """
    return re.sub(f"^[ \t]*{INLINE}\n", "", text, flags=re.M).replace(INLINE, "")
