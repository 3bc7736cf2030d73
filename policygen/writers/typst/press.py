"""The one place that runs typst: calls in, a tagged PDF out, the same bytes on every machine."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files

import typst

from policygen.errors import PolicyError

_DESIGN = "page.typ"


def pressed(text: str, pictures: Mapping[str, bytes]) -> bytes:
    """A text of calls as a PDF/UA-1 file. Raises PolicyError for a sign that no font has."""
    parts = {"main.typ": text.encode(), _DESIGN: _design(), **pictures}
    try:
        made = _compiler().compile(parts, format="pdf", pdf_standards="ua-1")
    except typst.TypstError as error:
        raise PolicyError(_said(error), "change these words, or build the other formats") from error
    assert isinstance(made, bytes)
    return made


def _said(error: typst.TypstError) -> str:
    return error.message


@cache
def _design() -> bytes:
    return files(__package__).joinpath(_DESIGN).read_bytes()


@cache
def _compiler() -> typst.Compiler:
    """Made once, as it remembers what it laid out. It sees no file of the machine."""
    with as_file(files(__package__).joinpath("fonts")) as folder:
        fonts = typst.Fonts(include_system_fonts=False, font_paths=[folder])
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)
