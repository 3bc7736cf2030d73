"""The one place that runs typst: calls in, a tagged PDF out, the same bytes on every machine."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

import typst

from policygen import __version__
from policygen.errors import PolicyError

_DESIGN = "page.typ"
_NO_FONT = re.compile(r'the text `"(.*)"` could not be displayed', re.S)


def pressed(text: str, pictures: Mapping[str, bytes]) -> bytes:
    """A text of calls as a PDF/UA-1 file. Raises PolicyError for a sign that no font has."""
    parts = {"main.typ": text.encode(), _DESIGN: _design(), **pictures}
    try:
        made = _compiler().compile(parts, format="pdf", pdf_standards="ua-1")
    except typst.TypstError as error:
        raise _refusal(error) from error
    assert isinstance(made, bytes)
    return made


def _refusal(error: typst.TypstError) -> PolicyError:
    """What is said of a text that typst won't make a PDF of: as a rule, that it has no such sign.

    typst names the first run of signs alone.
    """
    if found := _NO_FONT.search(error.message):
        signs = ", ".join(f"{sign} (U+{ord(sign):04X})" for sign in dict.fromkeys(found[1]))
        message = f"PDF has no letters for {signs}"
        return PolicyError(message, "write it otherwise, or build Word, HTML and Markdown alone")
    message = f"typst can't make a PDF of this: {error.message}"
    return PolicyError(message, f"this is a mistake in policygen {__version__}: please report it")


@cache
def _design() -> bytes:
    return files(__package__).joinpath(_DESIGN).read_bytes()


@cache
def _compiler() -> typst.Compiler:
    """Made once, as it remembers what it laid out. It sees no file of the machine."""
    with as_file(files(__package__).joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
