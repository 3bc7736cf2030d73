"""Private-use characters that stand in the marked-up text for what must not be parsed as markup.

Sources may not hold such characters (see sources.text), so they can't be forged.
"""

import re

SLOT = 0xE000  # + index: a value
BLANK = 0xEC00  # + index: a value that is missing
PASSAGE = 0xF000  # + index: which passage of which decision
STARTS = (SLOT, BLANK, PASSAGE)
EITHER, OR, END = "\uf8f0", "\uf8f1", "\uf8f2"  # each followed by one PASSAGE character
INLINE = "\uf8f3"  # the end of a line that ends in a tag and holds words too

ANY = re.compile("[\ue000-\uf8ff]")
NUMBERED = re.compile("[\ue000-\uf8ef]")
MARK = re.compile(f"([{EITHER}{OR}{END}])([\uf000-\uf8ef])")


def settled(text: str) -> str:
    """A printed text without INLINE, and without the lines whose words were all left out.

    Those would part a paragraph in two.
    """
    return re.sub(f"^[ \t]*{INLINE}\n", "", text, flags=re.M).replace(INLINE, "")


def is_slot(character: str) -> bool:
    """Whether the character stands for a value."""
    return SLOT <= ord(character) < BLANK
