"""The one place that runs typst: calls in, a tagged PDF out, the same bytes on every machine."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any, Literal

import typst

from policygen import __version__
from policygen.errors import PolicyError

_DESIGN = "page.typ"
_LATIN = "\u024f"  # the last sign of those that any font has
_CODE = re.compile(r"\\u\{([0-9a-f]+)\}")  # as typst shows what can't be seen
_NO_FONT = re.compile(r'the text `"(.*)"` could not be displayed', re.S)


def pressed(text: str, drawings: Mapping[str, bytes]) -> bytes:
    """A text of calls as a PDF/UA-1 file.

    A sign that no font has is printed as its name in brackets: what stands outside of literals has
    none, and a name holds no sign that could end one.
    """
    try:
        return _compiled(text, drawings)
    except typst.TypstError as error:
        signs = _not_in_fonts(error, text)
        if not signs:
            return _without_claim(text, drawings)
    return pressed(text.translate({ord(sign): _named(sign) for sign in signs}), drawings)


def _without_claim(text: str, drawings: Mapping[str, bytes]) -> bytes:
    """The same, tagged but not said to be PDF/UA-1: typst can't make that of some odd texts."""
    try:
        return _compiled(text, drawings, ())
    except typst.TypstError as error:
        message = f"typst can't make a PDF of this: {error.message}"
        hint = f"this is a mistake in policygen {__version__}: please report it"
        raise PolicyError(message, hint) from error


def _compiled(
    text: str, drawings: Mapping[str, bytes], standards: tuple[Literal["ua-1"], ...] = ("ua-1",)
) -> bytes:
    parts: Any = {  # which its types know nothing of
        "main.typ": text.encode(),
        _DESIGN: _design(),
        **drawings,
    }
    made = _compiler().compile(parts, format="pdf", pdf_standards=[*standards])
    assert isinstance(made, bytes)
    return made


def _not_in_fonts(error: typst.TypstError, text: str) -> list[str]:
    """The signs that no font has: typst names only the first run in which there are some.

    So others of the text are looked for at once, but marks, which may be shown upon another. Where
    each sign of the run is shown alone, it is a mark upon another that can't be.
    """
    found = _NO_FONT.search(error.message)
    if not found:
        return []
    run = _CODE.sub(lambda code: chr(int(code[1], 16)), found[1])
    signs = [sign for sign in dict.fromkeys(run) if not sign.isascii()]
    others = [sign for sign in sorted({*text}) if sign > _LATIN]
    alone = dict.fromkeys((*signs, *(sign for sign in others if not _is_mark(sign))))
    missing = [sign for sign in alone if not _is_shown(sign)]
    return missing or signs or [sign for sign in others if _is_mark(sign)] or others


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign).startswith("M")


@cache
def _is_shown(sign: str) -> bool:
    try:
        _compiled(f'#import "{_DESIGN}": *\n#show: page-of.with(name: "x")\n#"{sign}"', {})
    except typst.TypstError:
        return False
    return True


def _named(sign: str) -> str:
    name = unicodedata.name(sign, "").lower() or f"U+{ord(sign):04X}"
    return f"[{name}]"


@cache
def _design() -> bytes:
    return files(__package__).joinpath(_DESIGN).read_bytes()


@cache
def _compiler() -> typst.Compiler:
    """Made once, as it remembers what it laid out. It sees no file of the machine."""
    with as_file(files(__package__).joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
