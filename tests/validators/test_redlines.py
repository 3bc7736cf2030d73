"""Redlines in Word: what others make of them when all changes are accepted, or all rejected."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from random import Random

import docx_rules
import pytest
from lxml import etree
from making import ROOT, adoption_of, filled, samples
from pictures import PICTURE, png
from python_redlines.engines import DocxodusEngine
from revising import revised
from word_sides import Element, Line, Read, accepted, lines, rejected

from policygen.assembly.edition import assemble
from policygen.compare.redline import redline
from policygen.document import Document, Logo
from policygen.workspace.layout import Workspace
from policygen.writers.docx import write
from validators.word_tools import (
    ooxml_integrity,
    open_xml_sdk,
    openxml_audit,
    settled_by_libreoffice,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACES = re.compile("_{4,}|\u2002|☐")  # to write in, to tick
_NUMBER = re.compile(r"(?:\d[\d.]*|[A-Z](?:\.\d+)*\.|\([a-z]+\)|•|Appendix [A-Z]\.)(?: |$)")
_REFERS = re.compile(r"\b(paragraph|clause|section|table|figure|Appendix) [A-Z\d][\d.]*", re.I)
_LOGO = Logo(png(40, 30), "png", 40, 30)


class _AnyPicture(dict[str, bytes]):
    def __missing__(self, name: str) -> bytes:
        return _LOGO.data


@dataclass(frozen=True, slots=True)
class Files:
    """The earlier text as a Word file, the later, and the redline."""

    before: Path
    after: Path
    redline: Path


def _trial() -> Document:
    workspace = Workspace(ROOT / "tests/validators/trial")
    model, _ = workspace.model("trial", "2026-01")
    school, _ = workspace.school("st-marys")
    assert model and school
    return filled(assemble(adoption_of(school, model), draft=True)[0])


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Files]:
    """Redlines of the sample policy, from school to school, and of one of every block."""
    folder = tmp_path_factory.mktemp("redlines")
    known = {name: filled(one) for name, one in samples().items()}
    trial = _trial()
    texts = {
        "school": (known["holtsmere-end"], known["oakfield"]),
        "sample": (known["holtsmere-end"], revised(known["holtsmere-end"], Random(1))),
        "trial": (trial, revised(trial, Random(0))),
    }
    found = []
    for name, (before, after) in texts.items():
        documents = {"before": before, "after": after, "redline": redline(before, after)}
        paths = {how: folder / f"{name}-{how}.docx" for how in documents}
        for how, document in documents.items():
            docx = write(document).fill(
                {}, _LOGO if document.logo else None, _AnyPicture(PICTURE.parts)
            )
            paths[how].write_bytes(docx)
        found.append(Files(**paths))
    return found


def test_validators_find_nothing(made: list[Files]) -> None:
    files = [one.redline for one in made]
    for asked in (open_xml_sdk, openxml_audit, ooxml_integrity):
        assert asked(files) == {file.name: [] for file in files}
    assert [docx_rules.violations(file.read_bytes()) for file in files] == [[]] * len(files)


def test_libreoffice_accepts_and_rejects_to_either_text(
    made: list[Files], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """But for the number of a paragraph, which it takes from the one that it takes away.

    The number in a reference is the later text's until its field is brought up to date.
    """
    tasks = [
        task
        for one in made
        for task in (
            (one.redline, "Accept"), (one.redline, "Reject"),
            (one.after, "Accept"), (one.before, "Accept"),
        )
    ]  # fmt: skip
    said = settled_by_libreoffice(tasks, tmp_path_factory.mktemp("settled"))
    texts = {task: list(filter(None, map(_bare, text.splitlines()))) for task, text in said.items()}
    for one in made:
        assert texts[one.redline.name, "Accept"] == texts[one.after.name, "Accept"]
        assert texts[one.redline.name, "Reject"] == texts[one.before.name, "Accept"]


def _bare(line: str) -> str:
    """What a line says, without numbers, its own or others', and the places to write in it."""
    words = _REFERS.sub(r"\1", " ".join(_PLACES.sub("", line).split()))
    return _NUMBER.sub("", words).strip()


def test_docxodus_accepts_and_rejects_to_either_text(made: list[Files], tmp_path: Path) -> None:
    """It accepts all changes before it compares; so with the other text it finds no other words.

    That it rejects them is seen with insertions and deletions in each other's place.
    """
    for one in made[1:]:
        turned = tmp_path / one.redline.name
        turned.write_bytes(_turned_round(one.redline.read_bytes()))
        for file, text in ((one.redline, one.after), (turned, one.before)):
            docx, *_ = DocxodusEngine().run_redline("Docxodus", file, text)
            before, after = (
                list(filter(None, (_bare(line.text) for line in _lines_of(side(docx)))))
                for side in (rejected, accepted)
            )
            assert before == after


def _lines_of(read: dict[str, Read]) -> Iterator[Line]:
    return lines(read["word/document.xml"])


def _turned_round(docx: bytes) -> bytes:
    """The file with what was inserted deleted, and what was deleted inserted."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(docx)) as archive, zipfile.ZipFile(buffer, "w") as made:
        for name in archive.namelist():
            data = archive.read(name)
            if re.match(r"word/(document|footnotes|header|footer)[^/]*$", name):
                tree = etree.fromstring(data)
                for element in tree.iter(etree.Element):
                    _turn(element)
                data = etree.tostring(tree)
            made.writestr(name, data)
    return buffer.getvalue()


def _turn(element: Element) -> None:
    name = etree.QName(element).localname
    if name in ("ins", "del"):
        element.tag = f"{_W}{'del' if name == 'ins' else 'ins'}"
    elif found := re.fullmatch("customXml(Ins|Del)(Range.*)", name):
        element.tag = f"{_W}customXml{'Del' if found[1] == 'Ins' else 'Ins'}{found[2]}"
    elif name in ("t", "delText", "instrText", "delInstrText"):
        deleted = any(above.tag == f"{_W}del" for above in element.iterancestors())
        of_field = name.lower().endswith("instrtext")
        ours = ("instrText", "delInstrText") if of_field else ("t", "delText")
        element.tag = f"{_W}{ours[deleted]}"
