"""What stands in braces at the end of a heading, a paragraph, a cell or a line of :::.

{#id .word key=value}, in any order, without quotation marks: as pandoc has it, cut down.
"""

import re
from dataclasses import dataclass

_ONE = r"(?:#[^\s{}]*|\.[^\s{}]*|[a-z]+=[^\s{}]*)"
# What begins otherwise, such as {name}, is a slip of somebody who wanted a value.
BRACES = re.compile(rf"(?<!\\)\{{ *{_ONE}[^{{}}\n]*\}}")
_AT_END = re.compile(rf"{BRACES.pattern}[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Attributes:
    """What was given: an id, words, keys with their values, and all of it as it was typed.

    `odd` is what is none of these.
    """

    id: str = ""
    words: tuple[str, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()
    odd: tuple[str, ...] = ()
    typed: str = ""

    def get(self, key: str, default: str = "") -> str:
        """What a key was given as."""
        return dict(self.keys).get(key, default)


NONE = Attributes()


def split_attributes(text: str) -> tuple[str, Attributes]:
    """A text without the attributes at its end, and those."""
    found = _AT_END.search(text) if text.rstrip().endswith("}") else None
    if not found:
        return text, NONE
    ids, words, keys, odd = [], [], [], []
    for part in found[0].strip()[1:-1].split():
        key, sign, value = part.partition("=")
        if part.startswith("#"):
            ids.append(part[1:])
        elif part.startswith("."):
            words.append(part[1:])
        elif sign and key.isalpha():
            keys.append((key, value))
        else:
            odd.append(part)
    given = Attributes(
        ids[0] if ids else "", tuple(words), tuple(keys), (*odd, *(f"#{i}" for i in ids[1:])),
        found[0].strip(),
    )  # fmt: skip
    return text[: found.start()].rstrip(" \t\n"), given
