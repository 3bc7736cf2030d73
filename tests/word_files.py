"""Documents as finished Word files, whatever pictures they show."""

import zipfile
from io import BytesIO

from making import ROOT, adoption_of, filled
from pictures import PICTURES, png

from policygen.assembly.edition import assemble
from policygen.document import Document, Logo
from policygen.workspace.layout import Workspace
from policygen.writers.docx import write

LOGO = Logo(png(40, 30), "png", 40, 30)


class AnyPicture(dict[str, bytes]):
    """The pictures of the tests, and one in the place of any other."""

    def __missing__(self, name: str) -> bytes:
        return PICTURES.get(name, LOGO.data)


def word(document: Document) -> bytes:
    """A document as a Word file."""
    return write(document).fill({}, LOGO if document.logo else None, AnyPicture())


def part(docx: bytes, name: str = "word/document.xml") -> str:
    """A part of a Word file, as it stands there."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        return archive.read(name).decode()


def trial() -> Document:
    """A document that has one of every block, and was filled in with what might be markup."""
    workspace = Workspace(ROOT / "tests/validators/trial")
    model, _ = workspace.model("trial", "2026-01")
    school, _ = workspace.school("st-marys")
    assert model and school
    return filled(assemble(adoption_of(school, model), draft=True)[0])
