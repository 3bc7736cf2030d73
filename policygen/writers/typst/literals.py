"""Words as string literals of typst, in which nothing is markup, and the slots among them.

All that a writer writes is calls, content in brackets and literals: no words stand outside of one.
"""

from policygen.document import Inlines, Revision, Slot, Text
from policygen.writers.plate import Holes, TextPlate

LONG_WORD = 34  # letters, as in the page's design: more may have no room in a line
_ESCAPES = str.maketrans(
    {
        "\\": "\\\\",
        '"': '\\"',
        "\N{ZERO WIDTH NO-BREAK SPACE}": "\N{WORD JOINER}",  # the same, but for what begins a file
    }
)


def escape_literal(text: str) -> str:
    """Text within a literal."""
    return text.translate(_ESCAPES)


def _length(text: str) -> str:
    return str(len(text))


def _number(text: str) -> str:
    return f"{float(text):.4g}"


_HOLES = Holes(escape_literal, _length, _number)


def typst_literal(text: str) -> str:
    """Text as a literal."""
    return f'"{escape_literal(text)}"'


def words_of_text(text: str) -> str:
    """Text as words on a page; a long one may be parted at a line's end."""
    if max(map(len, text.split(" "))) > LONG_WORD:
        return f"#parted({typst_literal(text)})"
    return f"#{typst_literal(text)}"


def words_of_value(name: str) -> str:
    """A value as words on a page."""
    return f"#parted({slot(name)})"


def slot(name: str) -> str:
    """The literal of a value."""
    return f'"{_HOLES.hole(name, escape_literal)}"'


def length_of(name: str) -> str:
    """How many letters a value has, as a number."""
    return _HOLES.hole(name, _length)


def typst_number(name: str) -> str:
    """A value that is a number."""
    return _HOLES.hole(name, _number)


def typst_plate(text: str) -> TextPlate:
    """The plate of a text that is written."""
    return _HOLES.cut(text)


def bare_words(run: Inlines) -> str:
    """Plain inlines as one literal, for what is said outside of the pages."""
    words = []
    for inline in run:
        match inline:
            case Text(text):
                words.append(escape_literal(text))
            case Slot(name):
                words.append(_HOLES.hole(name, escape_literal))
            case Revision(inserted, children):
                words.append(bare_words(children)[1:-1] if inserted else "")
            case _:
                raise TypeError(f"{inline!r} can't stand in a property")
    return f'"{"".join(words)}"'
