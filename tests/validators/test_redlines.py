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
from making import filled, samples
from python_redlines.engines import DocxodusEngine
from revising import revised
from word_files import trial, word
from word_sides import Element, Line, Read, accepted, lines, rejected

from policygen.compare.redline import redline
from policygen.compare.renumbered import with_numbers_before
from validators.word_tools import (
    ooxml_integrity,
    open_xml_sdk,
    openxml_audit,
    settled_by_libreoffice,
)

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PLACES = re.compile("_{4,}|\u2002|☐")  # to write in, to tick
_NUMBER = re.compile(
    r"(?:\d[\d.]*|[A-Z](?:\.\d+)*\.|[A-Z]\d+(?:\.\w+)*|\([a-z]+\)|•|Appendix [A-Z]\.)(?: |$)"
)


@dataclass(frozen=True, slots=True)
class Files:
    """The earlier text as a Word file, the later, and the redline."""

    before: Path
    after: Path
    redline: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Files]:
    """Redlines of the sample policy, from school to school, and of one of every block."""
    folder = tmp_path_factory.mktemp("redlines")
    known = {name: filled(one) for name, one in samples().items()}
    every = trial()
    texts = {
        "school": (known["holtsmere-end"], known["oakfield"]),
        "sample": (known["holtsmere-end"], revised(known["holtsmere-end"], Random(1))),
        "trial": (every, revised(every, Random(0))),
    }
    found = []
    for name, (before, after) in texts.items():
        marked = with_numbers_before(redline(before, after), before)
        documents = {"before": before, "after": after, "redline": marked}
        paths = {how: folder / f"{name}-{how}.docx" for how in documents}
        for how, document in documents.items():
            paths[how].write_bytes(word(document))
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
    """But for the number of a paragraph, which it takes from the one that it takes away."""
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
    """What a line says, without its own number, and the places to write in it."""
    return _NUMBER.sub("", " ".join(_PLACES.sub("", line).split())).strip()


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
