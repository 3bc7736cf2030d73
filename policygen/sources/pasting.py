"""Lists, headings and forms as they come from Word by paste, into the Markdown of models.

Only the marks that a line begins with are touched, those that a form is filled in by, and what
can't be seen in a word; never words. What a mark means must be plain from the line and those above
it; whatever isn't is left as it is, for `check` to tell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from policygen.sources.filling import Filling
from policygen.sources.pasted_sections import understood
from policygen.sources.text import BLANK, INVISIBLE, ODD

_UNSEEN = re.compile(f"[{INVISIBLE}]+")
# What Word keeps of the bullets of its symbol fonts: dots, squares, diamonds, arrows, ticks.
_SYMBOLS = (
    "\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf0e0\uf06c\uf06e\uf075\uf077\uf09e\uf09f\uf0ab"
    "\uf0e8\uf0f0\uf046\uf02d"
)
_SIGNS = str.maketrans("\uf0fc\uf0fb\uf0e0", "✓✗→")  # which say something among words
_LINE = re.compile(rf"(?P<indent>{BLANK}*)(?P<rest>.*)", re.S)
_BULLET = re.compile(rf"[•·▪▫■●○◦‣⁃∙❖◆◇♦➢➤►▶{_SYMBOLS}]{BLANK}*(?=\S)")
_DASH = re.compile(rf"(?:[–—−]|o){BLANK}+(?=\S)")
_WRONG_GAP = rf"{BLANK}*[\t{ODD}]{BLANK}*(?=\S)"
_HYPHEN = re.compile(rf"[-+](?:{_WRONG_GAP}|(?=[^\W\d_]))|\*{_WRONG_GAP}")
_NUMBER = re.compile(rf"(?P<number>\d{{1,3}})[.)](?:{BLANK}+(?=\S)|(?=[^\W\d_]))")
_DOTTED = re.compile(
    rf"(?P<outer>(?:\d{{1,2}}\.)+)(?P<number>\d{{1,2}})[.)]?{BLANK}+(?=[^\W\da-z_])"
)
_BULLETED = re.compile(rf"[-*•·]{BLANK}+(?=(?:\d{{1,2}}\.)+\d)")  # as programs make of 1.1
_LETTER = re.compile(
    r"(?:\((?P<one>[a-z]{1,4})\)|(?P<two>[a-z]|i[ivx]{1,3}|[vx][iv]{1,3})[.)])"
    rf"{BLANK}+(?=\S)"
)
_HASHES = re.compile(
    rf"(?P<hashes>\#{{2,3}}){BLANK}*"
    rf"(?:\d{{1,2}}(?:\.\d{{1,2}})*[.)]{BLANK}+|\d{{1,2}}(?:\.\d{{1,2}})+{BLANK}+)?(?=[^\s#])"
)
_CLAUSE = re.compile(r"(?P<number>\d{1,9})[.)] +")
_SOUND = re.compile(r"[-+*] +|\d{1,9}[.)] +")
_ENDS = (".", ":", ";", ",", "?", "!")
_ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv")


@dataclass(frozen=True, slots=True)
class Mending:
    """One line that was changed: its number in the file, and how it stood before and after."""

    line: int
    before: str
    after: str


def mended(source: str, *, front: bool = True) -> tuple[str, list[Mending]]:
    """A file's text with the marks of its lists, headings and forms put right, and each change.

    A model has front matter, a shared passage hasn't. That, comments, code, the lines' ends and all
    words stay as they are.
    """
    lines = re.findall(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+\Z", source)
    mender, filling = _Mender(), Filling()
    changes = []
    body = list(_body(lines, front))
    known = understood(lines, body)
    for index in body:
        words = lines[index].rstrip("\r\n")
        after = filling.line(mender.line(known.get(index, words)))
        after = _UNSEEN.sub("", after).translate(_SIGNS)
        if after != words:
            changes.append(Mending(index + 1, words, after))
            lines[index] = after + lines[index][len(words) :]
    return "".join(lines), changes


def _body(lines: list[str], front: bool) -> Iterator[int]:
    """The lines of the text that are neither in comments nor in code."""
    marks = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    fronted = bool(lines) and lines[0].lstrip("\ufeff").rstrip() == "---"
    if front is not fronted or (front and len(marks) < 2):
        return
    fenced = commented = False
    for index in range(marks[1] + 1 if front else 0, len(lines)):
        words = lines[index]
        fence = words.lstrip().startswith(("```", "~~~"))
        fenced ^= fence
        inside = commented
        commented = words.rfind("<!--") > words.rfind("-->") or (inside and "-->" not in words)
        if not (fenced or fence or inside or words.lstrip().startswith("<!--")):
            yield index


@dataclass(slots=True)
class _Mender:
    """Goes down the lines; what stands above a line says what its mark may mean."""

    above: str = ""  # the line above
    item: bool = False  # whether it was, or belongs to, an item of a list
    width: int = 0  # how far what stands in the last clause is indented; 0 where there is none
    next: dict[int, int] = field(default_factory=dict)  # by indent, the number that is to follow
    bullets: dict[int, int] = field(default_factory=dict)  # by indent, where those of a list went
    depth: int = 0  # how many numbers those of the section's clauses have, as 1.1 has two
    letters: int | None = None  # how far the lettered list is indented that was begun, if any

    def line(self, words: str) -> str:
        """The line, its mark put right."""
        found = _LINE.fullmatch(words)
        assert found
        indent, rest = found["indent"].expandtabs(4), found["rest"]
        if not rest.strip() or rest.startswith(("{%", "|", ">")):
            self.above = "" if re.fullmatch(r"(?:\{%.*%\})?\s*", rest) else rest
            return words
        made = self.made(len(indent), rest)
        if made is None:
            sound = _SOUND.match(rest)
            if (
                sound
                and self.above.strip()
                and not self.item
                and not re.match(r"[-+*]|1[.)]", rest)
            ):
                sound = None  # it begins no list within a paragraph
            if not indent and not re.match(r"[-+*] ", rest):
                self.bullets = {}  # what comes next is another list
                if not sound and not self.above.strip():
                    self.width = 0  # a paragraph at the margin ends the clause
            if sound and not indent and (clause := _CLAUSE.match(rest)):
                self.width, self.letters = clause.end(), None
                self.next = {0: int(clause["number"]) + 1}
            elif sound and (clause := _CLAUSE.match(rest)) and len(indent) >= self.width:
                self.next[len(indent)] = int(clause["number"]) + 1
            elif rest.startswith("#"):
                self.width, self.next, self.depth, rest = 0, {}, 0, ""  # a list may begin below it
            elif sound and 0 < len(indent) < self.width:
                self.item, self.above = True, rest
                return " " * self.width + rest
            self.item = bool(sound) or (self.item and bool(self.above))
            self.above = rest
            return words
        heading = made.startswith("#")
        self.item, self.above = not heading, "" if heading else made
        return made

    def made(self, indent: int, rest: str) -> str | None:
        """The line with another mark; None where its own is right, or can't be understood."""
        if found := _BULLETED.match(rest):
            rest = rest[found.end() :]
        begins = not self.above.strip() or self.item or self.above.rstrip().endswith(_ENDS)
        if found := _HASHES.match(rest):
            self.width, self.next, self.bullets, self.depth = 0, {}, {}, 0
            made = f"{found['hashes']} {rest[found.end() :]}"
            return made if made != rest or indent else None
        if (found := _BULLET.match(rest) or _HYPHEN.match(rest)) or (
            begins and (found := _DASH.match(rest))
        ):
            at = self.bullets.setdefault(indent, self.bullet_at(indent))
            return f"{' ' * at}- {rest[found.end() :]}"
        if begins and (found := _DOTTED.match(rest)):
            self.letters = None
            return self.dotted(found["outer"].count(".") + 1, found, rest[found.end() :])
        if found := _NUMBER.match(rest):
            right = _CLAUSE.match(rest)
            if right and right.end() == found.end():
                return None
            return self.clause(indent, int(found["number"]), rest[found.end() :])
        if begins and (found := _LETTER.match(rest)):
            return self.lettered(indent, next(filter(None, found.groups())), rest[found.end() :])
        return None

    def bullet_at(self, indent: int) -> int:
        """How far a bullet is to be indented: as deep below the one above as it was."""
        if outer := [at for at in self.bullets if at < indent]:
            return self.bullets[max(outer)] + max(2, indent - max(outer))
        return self.inside(indent)

    def inside(self, indent: int) -> int:
        """How far a bullet is to be indented: in its clause, where it was meant to stand there."""
        if self.width and 0 < indent < self.width:
            return self.width
        return self.width if self.width and not indent and self.above.strip() else indent

    def clause(self, indent: int, number: int, words: str) -> str | None:
        if self.next.get(indent, 1) != number:
            return None
        self.bullets = {}
        self.next = {**{at: n for at, n in self.next.items() if at < indent}, indent: number + 1}
        mark = f"{number}. "
        if not indent:
            self.width = len(mark)
        return f"{' ' * indent}{mark}{words}"

    def dotted(self, depth: int, found: re.Match[str], words: str) -> str | None:
        """A clause with all its numbers, or with one more than those of the section have."""
        if depth == self.depth + 1:
            return self.clause(self.width, int(found["number"]), words) if self.width else None
        if self.depth not in (0, depth):
            return None
        made = self.clause(0, int(found["number"]), words)
        self.depth = depth if made else self.depth
        return made

    def lettered(self, indent: int, letter: str, words: str) -> str | None:
        """A lettered item, as a numbered one: in its clause, if there is one above it."""
        at = self.width or indent if self.letters is None else self.letters
        if letter in ("a", "i") and self.letters is not None and self.next.get(at) != 9:
            at = self.width or indent  # another list begins
        expected = self.next.get(at, 1)
        if letter not in (chr(96 + expected), *_ROMAN[expected - 1 : expected]):
            return None
        self.letters = at
        return self.clause(at, expected, words)
