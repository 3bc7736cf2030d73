"""The inside of a paragraph of a Markdown edition, and how words and values are escaped."""

import json
import re
import unicodedata
from typing import assert_never

from policygen.document import (
    Blank,
    Emphasis,
    FillIn,
    Footnote,
    Inline,
    InlineAlternatives,
    Inlines,
    LineBreak,
    Link,
    Reference,
    Revision,
    Slot,
    Strong,
    Text,
    TickBox,
)
from policygen.writers import PARTS
from policygen.writers.plate import HOLE, Holes, TextPlate

# What all of CommonMark, GFM, pandoc and Python-Markdown let a backslash escape; else an entity.
_ESCAPED = {character: f"\\{character}" for character in "\\`*_{}[]()#+-.!>|"}
_AS_ENTITY = {"&": "&amp;", "<": "&lt;", "~": "&#126;", "^": "&#94;", "=": "&#61;", "$": "&#36;"}
_PUNCTUATION = str.maketrans(_ESCAPED | _AS_ENTITY)
# A colon may make an address or an emoji, a definition or a division; not the one in a time. An @
# names somebody on GitHub.
_SOMETIMES = re.compile(r":(?=[^\s\d]|[\w+-]+:|$)|^:|(?<=^ ):|(?<!\w)@")
# An & at the end may have a value behind it.
_SPECIAL = re.compile(r"[\\`*_\[\]<|]|&(?=#|\w|$)|~(?=~)")
# An unescaped ! before a link would make a picture of it.
_PICTURED = re.compile(rf"({HOLE})|(?<!\\)((?:\\\\)*)!(?=(?:{HOLE})?\[)")
_NOTED = re.compile(r"(\[\^[0-9]+\])\(")
_LINE = "\\_" * 16  # as two underscores may make words bold
BOX_TO_TICK = '<span class="tick">☐</span>'
_BREAK = "<br>\n"
_SPACE = re.compile(r"[^\S \t\n]")  # such as a no-break space: readers drop it from an edge
_NUMBER = re.compile(f"([0-9]|{HOLE})+(?=[.)])")  # a slot's value may be a number


def value(text: str) -> str:
    """A value, whatever it holds, as the same words in Markdown."""
    words = " ".join(re.split(r"[ \t\n]+", text)).translate(_PUNCTUATION)
    return _SOMETIMES.sub(_entity, words)


def plain_text(text: str) -> str:
    """Words of the model, escaped where Markdown would read more into them."""
    escaped = _SPECIAL.sub(lambda found: found[0].translate(_PUNCTUATION), text)
    return _SPACE.sub(_entity, escaped)


def _entity(found: re.Match[str]) -> str:
    return f"&#{ord(found[0])};"


def markdown_plate(text: str) -> TextPlate:
    """The plate of a marked-up text."""
    return _HOLES.cut(text)


def quoted_hole(name: str) -> str:
    """What stands in a quoted string of the front matter for a value."""
    return _HOLES.hole(name, in_quotes)


def parts_hole() -> str:
    """What stands in an address for the folder that pictures are in."""
    return _HOLES.hole(PARTS, _as_it_is)


def anchor_tag(anchor: str) -> str:
    """What stands before something that is led to."""
    return f'<a id="{anchor}"></a>' if anchor else ""


def on_one_line(inlines: Inlines) -> str:
    """Inlines where no line can end, as in a heading or a cell."""
    return in_markdown(inlines).replace(_BREAK, "<br>")


def in_markdown(inlines: Inlines) -> str:
    """Inlines as marked-up text."""
    # A ( behind a footnote would make a link of it.
    text = _NOTED.sub(r"\1\\(", _run(inlines))
    return _PICTURED.sub(lambda found: found[1] or f"{found[2]}\\!", text)


def _run(inlines: Inlines) -> str:
    """Inlines side by side; stars that would be no marks where they stand are said in HTML."""
    parts = list(map(_inline, inlines))
    for index, inline in enumerate(inlines):
        if isinstance(inline, Strong | Emphasis):
            before, after = "".join(parts[:index])[-1:], "".join(parts[index + 1 :])[:1]
            mark, tag = ("**", "strong") if isinstance(inline, Strong) else ("*", "em")
            inside = parts[index][len(mark) : -len(mark)]
            if not (_begins(before, inside[:1]) and _begins(after, inside[-1:])):
                parts[index] = f"<{tag}>{inside}</{tag}>"
    return "".join(parts)


def _begins(outside: str, inside: str) -> bool:
    """Whether stars between two characters go with the inner one (CommonMark, 6.2)."""
    if not inside or inside.isspace():
        return False
    return not _may_be_sign(inside) or not outside or outside.isspace() or _is_sign(outside)


def _may_be_sign(one: str) -> bool:
    """Whether a character is a sign, or of a slot, whose value may begin or end with one."""
    return _is_sign(one) or unicodedata.category(one) == "Co"


def _is_sign(one: str) -> bool:
    return unicodedata.category(one)[0] in "PS"


def _inline(inline: Inline) -> str:
    match inline:
        case Text(text):
            return plain_text(text)
        case Slot(name):
            return _HOLES.hole(name, value)
        case Blank(label):
            return f"<mark>\\[{plain_text(label)}\\]</mark>"
        case Strong(children):
            return f"**{in_markdown(children)}**"
        case Emphasis(children):
            return f"*{in_markdown(children)}*"
        case Link(address, children):
            if isinstance(address, Slot):
                return f"[{in_markdown(children)}](<{_HOLES.hole(address.name, _address)}>)"
            return f"[{in_markdown(children)}](<{_address(address)}>)"
        case Reference(anchor, children, word, number):
            words = in_markdown(children) if children else f"{word} {number}".strip()
            return f"[{words}](#{anchor})"
        case LineBreak():
            return _BREAK
        case Footnote(number=number):
            return f"[^{number}]"
        case FillIn(lines):
            rows = "<br>".join(["", *[_LINE] * lines] if lines > 1 else [_LINE])
            return f'<span class="place">{rows}</span>'
        case TickBox():
            return BOX_TO_TICK
        case InlineAlternatives(passages):
            marked = (f"<mark>{in_markdown(passage)}</mark>" for passage in passages)
            return f"<span>{inline.joint.join(marked)}</span>"
        case Revision(inserted, children):
            tag = "ins" if inserted else "del"
            return f"<{tag}>{in_markdown(children)}</{tag}>"
        case _:
            assert_never(inline)


def _address(address: str) -> str:
    return re.sub(r"&(?=\w+;)", r"\\&", address)


def at_line_start(text: str) -> str:
    """A paragraph whose first characters must not begin a heading, list or quotation."""
    if found := _NUMBER.match(text):
        return f"{found[0]}\\{text[found.end() :]}"
    return f"\\{text}" if re.match(r"[#>+=~-]", text) else text


def at_line_starts(text: str) -> str:
    """A paragraph none of whose lines may begin anything else."""
    return _BREAK.join(map(at_line_start, text.split(_BREAK)))


def heading_end(text: str) -> str:
    """A heading whose last characters must not be read as the end of its marks."""
    return f"{text[:-1]}\\#" if text.endswith("#") else text


def in_quotes(text: str) -> str:
    """Text within a quoted string of the front matter."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _as_it_is(text: str) -> str:
    return text


_HOLES = Holes(value, in_quotes, _address, _as_it_is)
