"""Private-use characters that stand in the marked-up text for what must not be parsed as markup.

Sources may not hold such characters (see sources.text), so they can't be forged. A slot, a blank
or a passage is a character for its kind and three digits, so there are as many as anyone needs.
"""

import re

SLOT, BLANK, PASSAGE, ADDRESS = KINDS = "\uf000\uf001\uf002\uf003"
EITHER, OR, END = "\uf8f0", "\uf8f1", "\uf8f2"  # each followed by a passage
POLICY = "\uf8f5"  # before what a link to another policy prints, or its address too
TEXT = "\uf8f8"  # before what a reference to a text from outside prints, or its address too
BREAK = "\uf8f4"  # between the lines of a value that has several
KEPT = {"'": "\uf8f6", '"': "\uf8f7"}  # marks that are to stay straight
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


_AS_TYPED = str.maketrans({kept: mark for mark, kept in KEPT.items()})


def unkept(text: str) -> str:
    """A text with the marks that are to stay straight."""
    return text.translate(_AS_TYPED)


_ITEM = r"(?:[0-9]+\.|[-*+])[ \t]+"  # what an item of a list begins with
_BEGUN = re.compile(rf"^(([ \t]*)(?:{_ITEM})+){INLINE}[ \t]*\n\2[ \t]+(?=\S)(?!{_ITEM})", re.M)
# A mark in a sentence keeps its sign where it has come to stand alone on a line or in an item's
# first: so it is none between blocks.
_SIGN = re.compile(f"^([ \t]*(?:{_ITEM})*{MARK.pattern}{INLINE})[ \t{INLINE}]*$|{INLINE}", re.M)


def settled(text: str) -> str:
    """A printed text without the lines whose words were all left out, which would part a paragraph
    in two, and without INLINE but where a mark needs it. What an item begins with stands before the
    first of its words that were left in: an item without any can't stand below a paragraph.
    """
    text = re.sub(f"^[ \t]*{INLINE}\n", "", text, flags=re.M)
    return signed(_BEGUN.sub(r"\1", text))


def signed(text: str) -> str:
    """A text without INLINE but where a mark needs it."""
    return _SIGN.sub(lambda found: found[1] or "", text)
