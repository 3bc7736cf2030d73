"""A document in, a plate of one format out. The registry below drives the command line."""

from collections.abc import Callable
from importlib import import_module

from policygen.document import Document
from policygen.writers.plate import Plate

FORMATS = {"docx": "Word", "html": "HTML", "md": "Markdown"}
_MODULES = {"docx": "docx", "html": "html", "md": "markdown"}


def plate(kind: str, document: Document, house_style: bytes | None = None) -> Plate:
    """The plate of a document in one format; only Word has a use for the house style.

    Raises PolicyError if the house style can't be used.
    """
    module = import_module(f"policygen.writers.{_MODULES[kind]}")  # each is slow to import
    write: Callable[..., Plate] = module.write
    return write(document, house_style) if kind == "docx" else write(document)
