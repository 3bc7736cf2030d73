"""What text may hold, so that it can be printed safely in every format."""

import re
import unicodedata
from bisect import bisect_right
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator

from policygen.errors import Position, Problem

MAX_LENGTH = 10_000
_END_MARKS = (".", "?", "!", "…")
_CLOSING = "\"')]’”"
_SHOWN = 20  # problems of this kind that one file is asked to list

# Control characters (tab and line feed apart), line and paragraph separators, surrogates,
# bidirectional overrides and isolates, private use, and code points that are no characters.
# XML 1.0 section 2.2 forbids some; the rest make a page say something else than it shows.
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\uf8ff\ufdd0-\ufdef\ufff9-\uffff"
    "\U000e0000-\U0010ffff]|[\U0001fffe\U0001ffff\U0002fffe\U0002ffff]"
)
# Hyphens that are seen only at a line's end, and characters without width: they come with words
# that are copied from web pages, and make them other words than they look.
INVISIBLE = "\u00ad\u200b\u2060-\u2064\ufeff"
ODD = "\u00a0\u2000-\u200b\u202f\u2060\u3000\ufeff"  # spaces that Markdown takes for letters
BLANK = f"[ \t{ODD}]"
_PLAIN = bytes([*b"\t\n\r", *range(0x20, 0x7F)])  # most files hold nothing else


def decode(data: bytes, path: str) -> tuple[str, list[Problem]]:
    """A source file's bytes as text with \\n line ends, and what is wrong with its characters.

    Where anything is wrong the text is empty.
    """
    if kind := _saved_as(data):
        return "", [Problem(Position(path), *kind)]
    try:
        text = data.decode("utf-8-sig")  # Windows editors put a mark before the text
    except UnicodeDecodeError as error:
        good = data[: error.start].decode("utf-8", "replace")
        line, column = good.count("\n") + 1, len(good) - (good.rfind("\n") + 1) + 1
        hint = "save it again with the encoding UTF-8"
        return "", [Problem(Position(path, line, column), "this file is not UTF-8 text", hint)]
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not data.translate(None, _PLAIN):
        return text, []
    problems = [
        Problem(Position(path, *place), describe(character), _hint(character))
        for place, character in _refused(text)
    ]
    return ("" if problems else text), problems


_PLAIN_TEXT = "save it as plain text, with the encoding UTF-8"
_KINDS = {  # by the bytes with which such a file begins
    b"{\\rtf": ("this file was saved as rich text", _PLAIN_TEXT),
    b"PK\x03\x04": ("this file is a Word file or another zip, and no text", _PLAIN_TEXT),
    b"\xd0\xcf\x11\xe0": ("this file is an old Word or Excel file, and no text", _PLAIN_TEXT),
    b"%PDF": ("this file is a PDF, and no text", _PLAIN_TEXT),
}
_UTF_16 = ("this file was saved as UTF-16 (“Unicode”)", "save it again with the encoding UTF-8")


def _saved_as(data: bytes) -> tuple[str, str] | None:
    """What a file was saved as in place of UTF-8 text, and what would be right."""
    for begin, kind in _KINDS.items():
        if data.startswith(begin):
            return kind
    return _UTF_16 if data[:2] in (BOM_UTF16_LE, BOM_UTF16_BE) or b"\0" in data[:2] else None


def ended(text: str) -> str:
    """Somebody's words that others follow: with a full stop, if they have no end mark."""
    return text if text.rstrip(_CLOSING).endswith(_END_MARKS) else f"{text}."


def encode_like(text: str, before: bytes) -> bytes:
    """A file's new text, with the mark before it that the file had."""
    return text.encode("utf-8-sig" if before.startswith(BOM_UTF8) else "utf-8")


def _refused(text: str) -> Iterator[tuple[tuple[int, int], str]]:
    found = list(_REFUSED.finditer(text))[:_SHOWN]
    if not found:
        return
    starts = [0, *(m.end() for m in re.finditer("\n", text))]
    for match in found:
        line = bisect_right(starts, match.start())
        yield (line, match.start() - starts[line - 1] + 1), match[0]


def _hint(character: str) -> str:
    if "\uf020" <= character <= "\uf0ff":  # where Word keeps what its symbol fonts show
        return "write a sign that every font has, such as ✓ or →; or delete it"
    return "delete it"


def describe(character: str) -> str:
    """What is wrong with a character that `refused_character` found."""
    name = unicodedata.name(character, "").lower()
    return f"the invisible character U+{ord(character):04X}{f' ({name})' if name else ''}"


def refused_character(text: str) -> str | None:
    """The first character that no text may hold, if there is one."""
    found = _REFUSED.search(text)
    return found[0] if found else None


_TIDY = re.compile("[!-~]+(?: [!-~]+)*")  # most text is, and needs no more work


def tidy(text: str) -> str:
    """Text as it is printed: NFC, white space runs made one space, none at the ends."""
    if _TIDY.fullmatch(text):
        return text
    return re.sub(r"[ \t\n]+", " ", unicodedata.normalize("NFC", text)).strip()


def tidy_lines(text: str) -> str:
    """Text of several lines as it is printed: each tidy, and none of them empty."""
    return "\n".join(filter(None, map(tidy, text.split("\n"))))


def slug(text: str, joint: str) -> str:
    """Text in small letters and digits, its words joined, as names are written."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    return joint.join(re.findall("[a-z0-9]+", plain))
