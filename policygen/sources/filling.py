"""What a form is filled in by: a place to write and a box to tick, and what Word has for them.

Where there can be none, nothing is touched: what was meant there isn't known.
"""

import re

FILL_IN, TICK_BOX = "____", "[ ]"
PLACES = re.compile(r"__+|\.{4,}|(?:\. ){3,}\.|…(?: ?…)+")
BOXES = re.compile(r"\[[xX\u00a0]?\](?!\()|\[ +\](?=\()|[☐☑☒❏❐❑❒⬜]|(?<!\S)[□▢](?!\S)")
_PLACE = re.compile(rf"(?<!\S)_{{2,3}}(?!\S)|{PLACES.pattern.removeprefix('__+|')}")
_BOX = re.compile(r"\[\u00a0?\](?!\()|[☐❏❐❑❒⬜\uf06f\uf071\uf0a8]|(?<!\S)[□▢](?!\S)")  # unticked
_TOUCHING = re.compile(r"(?<=[^\W_])(?=_{4}|\[ \])|(?:(?<=_{4})|(?<=\[ \]))(?=[^\W_])")
_TABS = re.compile(r"(?<=\S)[ \t]*\t[ \t]*(?=\S)")
_MARKED = re.compile(r"[-+*] |\d+[.)] ")
_BLOCK = re.compile(r":{3,}[ \t]*(\w*)")
_HOLDERS = {"form", "letter", "table"}


class Filling:
    """Goes down the lines of a text, and mends those where there may be places to write."""

    def __init__(self) -> None:
        self.open: list[str] = []  # the blocks that a line stands in, by name
        self.begins = False  # whether a field may begin on the next line

    def line(self, words: str) -> str:
        """A line as it is to be; one that stands in no form, letter or table as it is."""
        if found := _BLOCK.match(words.lstrip()):
            if found[1]:
                self.open.append(found[1])
            elif self.open:
                self.open.pop()
            self.begins = True
            return words
        if not (words.lstrip().startswith("|") or _HOLDERS & {*self.open}):
            return words
        made = _TOUCHING.sub(" ", _PLACE.sub(FILL_IN, _BOX.sub(TICK_BOX, words)))
        if FILL_IN in made or TICK_BOX in made:
            made = _TABS.sub(" ", made)
        field = made.startswith(TICK_BOX) or made.rstrip().endswith((FILL_IN, TICK_BOX))
        if self.open[-1:] == ["form"] and self.begins and field and not made[0].isspace():
            made = made if _MARKED.match(made) else f"- {made}"
        self.begins = field or not made.strip()
        return made
