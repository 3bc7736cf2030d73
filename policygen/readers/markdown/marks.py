"""Marks that would be printed as they were typed: those of other kinds of Markdown, and of Word.

What looks like markup is understood or refused, so that no reader finds a stray mark, and no author
a list that is none. Whoever means the mark itself writes it with a backslash or by its name.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html.entities import codepoint2name

from policygen.document.numerals import is_clause_mark
from policygen.sources.filling import BOXES, FILL_IN, PLACES, TICK_BOX
from policygen.sources.text import INVISIBLE

UNSEEN = f"{INVISIBLE}\u200c-\u200f"  # without any width
BULLETS = "•·▪▫■□●○◦◘◙‣⁃∙❖◆◇♦➢➤►▶→⇒✓✔✗✘¨–—―−‐‑‒"


@dataclass(frozen=True, slots=True)
class StrayMark:
    """A mark that can't be used: what is wrong, what would be right, and the mark itself."""

    message: str
    hint: str
    words: str


# What a line of words can't begin with, in the order in which it is looked for.
_ROMAN = "(?=[ivx])x{0,3}(?:ix|iv|v?i{0,3})"
_END = rf"(?=[\s{UNSEEN}]|$)"
_ITEM = re.compile(
    rf"\d+[.)]{_END}"  # 1998.
    rf"|\d+(?:\.\d+)+[.)]?{_END}"  # 1.1
    rf"|(?:[a-z]|{_ROMAN})[.)]{_END}"  # a)  iv.
    rf"|\((?:\d{{1,3}}|[a-z]|{_ROMAN})\){_END}|\[\d{{1,3}}\]{_END}"  # (a)  [1]
    r"|\d+(?:\.\d+)*[.)](?=[^\W\d_])"  # 1.Text
    r"|(?!\(s\)he\b)\((?:\d{1,3}|[a-z])\)(?=[^\W_])"  # (a)Text
    r"|[a-z]\)(?=[^\W_])",  # a)Text
    re.I,
)
_BULLET = re.compile(
    rf"[{BULLETS}]|§(?=\s+[^\W\d])|[-+](?=[^\s\d]|{_END})|[-+](?=\d)|\*{_END}|o{_END}"
)
_FENCE = re.compile(r"::+(?=[\s:]|$)|~~~+|///+|(?:!!!|\?\?\?)(?=\s|\+)|\+\+\+")
_RULER = re.compile(r"(?:=+|--+|\++|\*\*+)\s*$")
_NOTE = (
    "a footnote can't be kept apart from where it belongs",
    "write ^[…], with its words, where the note belongs; \\[ is the sign itself",
)
_OTHERS = (
    (
        re.compile("#+"),
        "a # that begins no heading",
        "write ## and a space for a section, ### for a heading within one, and \\# for a #",
    ),
    (
        re.compile(r"\|"),
        "a row of a table that is none",
        "give the table a second row such as | --- | --- |, with dashes for each column and no "
        "empty line, and write \\| for a | in words",
    ),
    (
        _FENCE,
        "this begins no block that a model may hold",
        "write paragraphs, lists, tables and quotations",
    ),
    (
        _RULER,
        "a ruled line can't be used in a model",
        "write ## and a space before a heading's words",
    ),
    (
        re.compile(r":(?=\s|$)"),
        "the words of a definition without its term",
        "write the term on the line right above, in line with the colon; \\: is the sign itself",
    ),
    (
        re.compile(r":(?![a-z0-9_+-]+:)"),
        "a space is missing after ':'",
        "write a colon and a space before the words of a definition, and \\: for the sign itself",
    ),
    (
        re.compile(r"~(?=\s)"),
        "a ~ that begins nothing",
        "write a colon and a space before the words of a definition, and \\~ for the sign itself",
    ),
    (re.compile(r"\[\^[^\]\n]*\]:"), *_NOTE),
    (
        re.compile(r"\[[^\]\n]*\]:"),
        "a link can't be kept apart from its words",
        "write [words](https://example.org) where the link belongs",
    ),
    (
        re.compile(">"),
        "a > that begins no quotation",
        "indent it less, or write \\> for the sign",
    ),
)  # fmt: skip

_TARGET = r"\((?=https?:|#|/|www\.|policy:|text:)"
_LINK = (
    "this is no link",
    "write [words](https://example.org) without a space between; \\[ is the sign itself",
)

# What words can't hold anywhere, in the order in which it is looked for.
_SIGN = "write \\{0} for the sign itself"
_WITHIN = (
    (re.compile(r"\[\^"), *_NOTE),
    (
        re.compile(r"\^\["),
        "a footnote that never ends",
        "write ] behind its words, in the same paragraph, and \\[ for a sign in them",
    ),
    (
        re.compile(r"\^\s*[({\[]"),
        "a ^ that begins no footnote",
        "write ^[…] without a space between, and \\^ for the sign itself",
    ),
    (re.compile("~~"), "struck-out words can't be used in a model", "take them away"),
    (re.compile(rf"\]\[|\]\(|\]\s+{_TARGET}|\[\[|\]\]"), *_LINK),
    (
        re.compile(r"\[(?:!\w|-?@)|!\["),
        "this can't be used in a model",
        "write it in words, or \\[ for the sign itself",
    ),
    (
        re.compile(r"(?<!\s)\*|\*(?!\s)"),
        "a * that makes nothing bold or italic",
        f"let one stand on each side of the words; {_SIGN.format('*')}",
    ),
    (
        re.compile(r"(?<!\w)_|_(?!\w)"),
        "a _ that makes nothing italic",
        f"let one stand on each side of the words; {_SIGN.format('_')}",
    ),
    (re.compile("`"), "a ` that can't be used in a model", _SIGN.format("`")),
    (
        re.compile(r"~[^\s~]+~|\^[^\s^]+\^|==(?=\S)|\+\+(?=\w)|\|\|"),
        "this mark can't be used in a model",
        "write plain words; \\ before a sign takes it as it is",
    ),
    (
        re.compile(r"\$\$|\$[^\s$](?:[^$]*[^\s$])?\$(?!\d)"),
        "a formula can't be used in a model",
        _SIGN.format("$"),
    ),
    (
        re.compile(r"<(?=[A-Za-z/!?])"),
        "HTML can't be used in a model",
        "write Markdown; a < that is meant as such is written \\<",
    ),
    (
        re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);"),
        "a character by a name that there isn't",
        "write the character itself; &amp; is a & that is meant as such",
    ),
    (re.compile(r"(?<!\w):[a-z][a-z0-9_+-]*:(?!\w)"), "a picture by its name", _SIGN.format(":")),
    (re.compile(":::+"), "this can't be used in a model", _SIGN.format(":")),
    (
        re.compile(r"\S *\t[ \t]*\S|^\t[ \t]*\S"),
        "a tab between words",
        "write a row of a table as | one | two |, with a row of | --- | --- | below the first; or "
        "put a space there",
    ),
    (
        re.compile(rf"(?<!\w)\w+[{INVISIBLE}]"),  # from its beginning alone, or it takes n² steps
        "an invisible character within words",
        "delete it, or run policygen check --fix",
    ),
)  # fmt: skip

# What a form is filled in by: what stands for it, what else people type for it, and what is said.
_FIELDS = {
    TICK_BOX: (
        BOXES,
        "a box to tick",
        "write a bullet for each choice, or [ ] in a ::: form, a ::: letter or a table",
    ),
    FILL_IN: (
        PLACES,
        "a place to write",
        "write {{ values.name }} for what a school says, or ____ in a ::: form, a ::: letter or a "
        "table",
    ),
}
_IN_FORMS = (
    (TICK_BOX, (re.compile(r"(?<!\S)\(\s?\)(?!\S)"), "a box to tick", "")),
    (FILL_IN, (re.compile(r"-{4,}|(?:_ ){2,}_"), "a place to write", "")),
)
_BLANK = (
    re.compile(
        r"\[(?:insert|delete|enter|add|name|date|school|academy|trust)\b[^\[\]]*\]|\[[^\[\]]*\bname\]"
        r"|\((?:insert\b|delete as\b)[^()]*\)",
        re.I,
    ),
    "a blank for somebody to fill in",
    "write {{ values.name }} for what a school says, {% either … %} for what it chooses, and \\ "
    "before it to print it as it is; for who sends a letter, put it into a ::: letter",
)
_FORM = {
    False: (
        *((slip, f"{what} can't stand here", hint) for slip, what, hint in _FIELDS.values()),
        _BLANK,
    ),
    True: tuple(
        (slip, f"{what} is written otherwise", f"write {right}")
        for right, (slip, what, _) in (*_FIELDS.items(), *_IN_FORMS)
    ),
}
_PIPE = (re.compile(r"\|"), "a | that stands in no table", _SIGN.format("|"))
_ANY = re.compile(
    rf"[\[\]*_`~^=+$<&:|☐☑☒❏❐❑❒⬜□▢…\t{INVISIBLE}]|\.{{4}}|-{{4}}|\(\s?\)|\. \."
    r"|\((?i:insert|delete)\b"
)  # without one of them a text holds no such mark
_LEADING = re.compile(rf"[\s{UNSEEN}]*")


def beginning(line: str) -> StrayMark | None:
    """The mark that a line of words begins with, if it can't."""
    start = _LEADING.match(line)
    rest = line[start.end() if start else 0 :]
    if found := _RULER.match(rest):
        return StrayMark(_OTHERS[3][1], _OTHERS[3][2], found[0].rstrip())
    if (found := _ITEM.match(rest)) or (found := _BULLET.match(rest)):
        return _item(found[0], rest[found.end() :][:1])
    for pattern, message, hint in _OTHERS:
        if found := pattern.match(rest):
            return StrayMark(message, hint, found[0])
    return None


def parted(above: str, line: str) -> StrayMark | None:
    """The address of a link that begins a line, its words at the end of the line above."""
    found = re.match(rf"\s*{_TARGET}", line) if above.rstrip().endswith("]") else None
    return StrayMark(*_LINK, line.strip()[:12]) if found else None


def _item(words: str, after: str) -> StrayMark:
    right = "1." if any(character.isalnum() for character in words) and words != "o" else "-"
    if words in ("-", "+", "*", "1.") and after and not after.isspace():
        return StrayMark(
            f"a space is missing after {words!r}",
            f"write {words} and a space for an item of a list, and {escaped(words)} for the sign",
            words,
        )
    if after and after not in " \t" and (after.isspace() or re.match(f"[{UNSEEN}]", after)):
        name = unicodedata.name(after, "invisible character").lower()
        article = "an" if name[0] in "aeio" else "a"
        return StrayMark(
            f"{article} {name} stands behind {words!r}", "put an ordinary space there", words
        )
    message = f"a line of words begins with {words!r}, as an item of a list does"
    counted = is_clause_mark(words)
    lettered = f", and {{clauses={words}}} behind the ## heading if all are to count so"
    hint = (
        f"for an item, write {right} and a space, in line with its list or below an empty line"
        f"{lettered if counted else ''}; in a sentence, break the line elsewhere or write "
        f"{escaped(words)}"
    )
    return StrayMark(message, hint, words)


def escaped(words: str) -> str:
    """A mark as it is written to be printed."""
    if words.isascii() and not words.isalpha():
        return re.sub(r"([^0-9A-Za-z])", r"\\\1", words, count=1)
    name = codepoint2name.get(ord(words))
    return f"&{name};" if name else f"&#{ord(words)};"


def misplaced(field: str) -> StrayMark:
    """What is said of a place to write or a box to tick where there can be none."""
    _, what, hint = _FIELDS[field]
    return StrayMark(f"{what} can't stand here", hint, field)


def holding(text: str, *, pipes: bool, form: bool) -> Iterator[StrayMark]:
    """The marks that can't be used among plain words, a | among them unless `pipes` may stand.

    In a form it is told how a place to write is written. None of them stands in another.
    """
    if not _ANY.search(text):
        return
    told = bytearray(len(text))
    for pattern, message, hint in (*_FORM[form], *_WITHIN, *(() if pipes else (_PIPE,))):
        for found in pattern.finditer(text):
            begin, end = found.span()
            if not any(told[begin:end]):
                told[begin:end] = bytes([1]) * (end - begin)
                yield StrayMark(message, hint, found[0])
