"""A document in, a plate of one format out. What is registered below is all that knows of formats.

Each format's module has `write`, and is imported only when it is used: they are slow to import.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module

from policygen.document import Document
from policygen.document.words import unled
from policygen.errors import PolicyError
from policygen.writers.plate import Plate


@dataclass(frozen=True, slots=True)
class Format:
    """A format that editions are written in: its files' ending, and what it is called.

    One with `pictures_beside` doesn't hold them itself. One that needs more than policygen itself
    does is had by an `extra` of it. `read_back` is the module that reads both texts back from a
    finished redline, if a program can accept or reject its marks. `standard` is one that its files
    are said to keep, by the `claim` in each; some odd texts can't.
    """

    ending: str
    name: str
    module: str
    takes_house_style: bool = False
    pictures_beside: bool = False
    read_back: str = ""
    extra: str = ""
    standard: str = ""
    claim: bytes = b""


@dataclass(frozen=True, slots=True)
class Untrue:
    """Where a redline doesn't become one of its texts: what that says first, and what it says.

    That is once all is accepted (`inserted`), or all rejected.
    """

    inserted: bool
    said: str
    became: str


STEM = "stem"  # the slot of what the files of an edition are called, without their endings
PARTS = "parts"  # the slot of what leads from a text to the folder of the pictures beside it


FORMATS: Mapping[str, Format] = {
    found.ending: found
    for found in (
        Format(
            "docx", "Word", "policygen.writers.docx", takes_house_style=True,
            read_back="policygen.writers.docx.both_sides",
        ),
        Format("html", "HTML", "policygen.writers.html"),
        Format("md", "Markdown", "policygen.writers.markdown", pictures_beside=True),
        Format(
            "pdf", "PDF", "policygen.writers.typst", extra="pdf",
            standard="PDF/UA-1", claim=b"<pdfuaid:part>",
        ),
    )
}  # fmt: skip


def other_formats(ending: str, formats: Iterable[str]) -> tuple[str, ...]:
    """The endings of the other formats among some, for those who look for them beside a file."""
    return tuple(one for one in formats if one != ending)


def plate(ending: str, document: Document, house_style: bytes | None = None) -> Plate:
    """The plate of a document in one format, in the publisher's own style where it takes one.

    Raises PolicyError if the house style can't be used, or an extra isn't installed.
    """
    found = FORMATS[ending]
    try:
        write: Callable[..., Plate] = import_module(found.module).write
    except ModuleNotFoundError as error:
        if not found.extra:
            raise
        message = f"{found.name} needs {error.name}, which isn't installed"
        hint = f"install it with: pip install 'policygen[{found.extra}]'"
        raise PolicyError(message, hint) from error
    document = unled(document)
    return write(document, house_style) if found.takes_house_style else write(document)


def standard_not_kept(ending: str, data: bytes) -> str:
    """The standard of a format that a finished file isn't said to keep; empty where all is well."""
    found = FORMATS[ending]
    return "" if found.claim in data else found.standard


def read_back(ending: str, redline: bytes, before: bytes, after: bytes) -> Untrue | None:
    """Where a finished redline doesn't become one of its texts, written alone; None if it does."""
    found: Callable[..., Untrue | None] = import_module(FORMATS[ending].read_back).first_untrue
    return found(redline, before, after)
