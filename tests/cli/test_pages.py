"""What the README and the pages beside it tell people to type: each page from its top to its end.

It is one walk in one copy of the project, as whoever reads a page takes it: nothing is put back on
the way. What a page shows below a line is what is printed, and what is done by hand is told on it.
Pages have other lines than these only where NOT_RUN names them, with the reason.
"""

import re
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from cli_fixtures import edit
from for_schools import ANSWERS
from making import ROOT
from openpyxl import load_workbook
from pages import FILES, PAGES, block, blocks
from project import Project

README, FOR_SCHOOLS = "README.md", "docs/for-schools.md"
SCHOOL = "schools/elm-park/school.yaml"
ADDRESS = "email: office@elm-park.example\n"


@dataclass(frozen=True)
class Hand:
    """What is done by hand before a block, and the words in which the page tells of it."""

    do: Callable[[Project], object]
    told: tuple[str, ...] = ()


# By words that one block of a page has.
NOT_RUN = {
    README: {
        "run.py pytest": "it runs the tests, this one too",
        "policygen preview": "it serves until somebody presses Ctrl-C",
        "dask scheduler": "it takes libraries from the network, and other machines",
    },
}
TYPED_IN_WORDS = {  # where a page names in its text what prints the block
    README: {
        "Changes\n\n-": "policygen diff elm-park/social-media --from 1.0",
        "'ocasional' is not": "policygen build elm-park",
        "build/elm-park/social-media.docx\nbuild": "policygen build elm-park",
    },
}
OCCASIONAL = ("occ", "2", "the staff room", "keep all", "")
ANSWERED = {
    "policygen adopt elm-park social-media --model 2016-04": OCCASIONAL,
    "policygen adopt fern-hill social-media --model 2016-04": ("occ", "keep all", ""),
    "python3 run.py adopt elm-park social-media": (*ANSWERS, "keep all", ""),
}


def filled(name: str, cells: dict[str, str]) -> Hand:
    """A table, as somebody fills it in."""

    def fill(project: Project) -> None:
        path = project.root / name
        book = load_workbook(path)
        for cell, said in cells.items():
            book.worksheets[0][cell] = said
        book.save(path)

    return Hand(fill, (*cells.values(),))


NEW_SCHOOLS = {
    cell: said
    for row, name in enumerate(("Ash Grove School", "Beech Hill School", "Cedar Lodge School"), 3)
    for cell, said in {
        f"B{row}": name, f"C{row}": "social-media@2016-04", f"E{row}": "academy",
        f"P{row}": f"01632 96001{row}",
    }.items()
}  # fmt: skip
MISTYPED = {"C5": "social-medai", "E5": "acadmy"}
ANSWERS_OF_ALL = {
    "D3": "occasional", "E3": "never", "H3": "the garden room",
    "D4": "never", "E4": "aproval", "D6": "never", "E6": "never", "R10": "(clear)",
}  # fmt: skip


def written(name: str, words: str) -> Hand:
    """A file with the text that the README shows of it."""

    def write(project: Project) -> None:
        path = project.root / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(block(README, words).text, "utf-8")

    return Hand(write, (name,))


def with_local_wording(project: Project) -> None:
    """The local wording that the README shows, below what the school's file has."""
    path = project.root / SCHOOL
    path.write_text(path.read_text("utf-8") + block(README, "      aim-keep-risks:").text, "utf-8")


def copied(project: Project) -> None:
    """A copy of the trust's file, with what might stand in it."""
    text = (project.root / "trusts/chiltern.yaml").read_text("utf-8")
    changed = text.replace("{{ roles.headteacher }}", "{{ roles.headteacher }} or a deputy")
    assert changed != text
    (project.root / "copy.yaml").write_text(changed, "utf-8")


def in_file(old: str, new: str, name: str = SCHOOL) -> Hand:
    told = new.replace(old, "").strip() or old.strip()
    return Hand(lambda project: edit(project.root / name, old, new), (told,))


def adviser(project: Project) -> None:
    """The folder of the school, as the adviser has made it."""
    new, _ = block(FOR_SCHOOLS, "run.py new").steps[0]
    assert project.typed(new)[0] == 0


def no_adviser(project: Project) -> None:
    shutil.rmtree(project.root / "schools/elm-park")


def told_in_file(project: Project) -> None:
    edit(project.root / SCHOOL, "the staff room", "the library")
    told = block(FOR_SCHOOLS, "private_use").text
    assert told in (project.root / SCHOOL).read_text("utf-8")


FROZEN = "schools/elm-park/issued/social-media/1.0.md"
BY_HAND: dict[str, dict[str, Hand]] = {  # what a page says is done before a block
    README: {
        "'ocasional' is not": in_file("occasional", "ocasional"),
        "build/elm-park/social-media.docx\nbuild": in_file("ocasional", "occasional"),
        'status elm-park --on "1 June 2019"': in_file("the staff room", "the library"),
        "register --within": in_file("policies:", f"{ADDRESS}policies:"),
        "1 issue intact, 1 altered": in_file("staff room", "boiler room", FROZEN),
        "$ policygen impact social-media": in_file("boiler room", "staff room", FROZEN),
        "'social-medai'": filled("schools.xlsx", NEW_SCHOOLS | MISTYPED),
        "1 school made": filled("schools.xlsx", {"C5": "social-media@2016-04", "E5": "academy"}),
        "'aproval' is not": filled("social-media.xlsx", ANSWERS_OF_ALL),
        "  choices.business_use: nothing -> with_approval": filled(
            "social-media.xlsx", {"E4": "with_approval"}
        ),
        "1 review refused": filled("social-media.xlsx", {"H3": "the library"}),
        "$ policygen deviations": Hand(with_local_wording, (SCHOOL,)),
        "policygen new fern-hill": written("trusts/chiltern.yaml", "name: Chiltern"),
        "1 edition refused: ivy-bank": written("schools/ivy-bank/school.yaml", "name: Ivy Bank"),
        "$ policygen build fern-hill ivy-bank\nbuild/ivy": in_file(
            "      business_use: never\n", "", "schools/ivy-bank/school.yaml"
        ),
        "--with copy.yaml": Hand(copied, ("copy.yaml", "{{ roles.headteacher }} or a deputy")),
        "$ policygen build fern-hill ivy-bank\nbuild/fern": in_file(
            "the staff room", "the hall", "trusts/chiltern.yaml"
        ),
    },
    FOR_SCHOOLS: {
        "run.py status elm-park\n": Hand(adviser),
        "run.py new elm-park": Hand(no_adviser),
        "1 edition built.": in_file("policies:", f"{ADDRESS}policies:"),
        "status elm-park --on": Hand(told_in_file),
        "'with_aproval' is not": in_file("with_approval", "with_aproval"),
    },
}
REFUSED = {
    "altered since it was issued", "no e-mail address", "'social-medai'", "'aproval' is not",
    "1 review refused", "'with_aproval' is not", "1 edition refused: ivy-bank",
    "no version is in force",
}  # fmt: skip


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def found_in(table: dict[str, str], text: str) -> str:
    """What a table has of a block that has the words; nothing if there is none."""
    (found,) = [said for words, said in table.items() if words in text] or [""]
    return found


on_a_terminal = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are made otherwise there"
)


@on_a_terminal
@pytest.mark.parametrize("page", PAGES)
def test_every_line_of_a_page_does_what_is_shown(page: str, project: Project) -> None:
    for one in blocks(page):
        where = f"{page}:{one.line}"
        assert one.kind in {"sh", "text", *FILES}, f"{where}: nothing runs a block of this kind"
        if found_in(NOT_RUN.get(page, {}), one.text):
            continue
        for words, hand in BY_HAND.get(page, {}).items():
            if words in one.text:
                hand.do(project)
        if line := found_in(TYPED_IN_WORDS.get(page, {}), one.text):
            assert f"`{line}`" in (ROOT / page).read_text("utf-8"), where
            project.typed(line)
        if one.is_shown:
            parts = one.text.rstrip("\n").split("\n[…]\n")
            assert [part for part in parts if part not in project.said] == [], where
        for line, shown in one.steps:
            answers = ANSWERED.get(line)
            status, said = project.answered(line, answers) if answers else project.typed(line)
            assert shown in (None, said), f"{where}: {line}"
            refused = any(words in (shown or "") for words in REFUSED)
            assert status == int(refused), f"{where}: {line}\n{said}"


@pytest.mark.parametrize("page", PAGES)
def test_what_is_said_of_blocks_is_said_of_one_that_is_there(page: str) -> None:
    for table in (NOT_RUN, TYPED_IN_WORDS, BY_HAND):
        for words in table.get(page, {}):
            assert block(page, words)


@pytest.mark.parametrize("page", BY_HAND)
def test_what_is_done_by_hand_is_told_on_the_page(page: str) -> None:
    text = (ROOT / page).read_text("utf-8")
    told = [words for hand in BY_HAND[page].values() for words in hand.told]
    assert [words for words in told if words not in text] == []


def test_the_quick_look_is_at_tests_that_are_there() -> None:
    (line,) = re.findall("`python3 run.py pytest ([^`]+)`", (ROOT / README).read_text("utf-8"))
    assert [name for name in line.split() if not (ROOT / name).exists()] == []


@on_a_terminal
def test_the_answers_of_the_tour_give_the_file_that_it_shows(project: Project) -> None:
    for line, _ in block(README, "policygen new elm-park").steps:
        project.answered(line, ANSWERED.get(line, ()))
    assert (project.root / SCHOOL).read_text("utf-8") == block(README, "school.schema.json").text


def test_the_passages_that_the_tour_shows_are_those_of_the_model() -> None:
    model = (ROOT / "templates/social-media/2016-04.md").read_text("utf-8")
    declared = block(README, "decisions:\n  personal_use").text
    shown = [line for line in declared.splitlines() if line not in ("decisions:", "values:")]
    assert [line for line in shown if line not in model] == []
    words = " ".join(block(README, "## Personal use").text.replace("…", "").split())
    told = [part for part in re.split(r"\{% [^%]+%\}", words) if part.strip()]
    text = " ".join(model.split())
    assert [part for part in told if part.strip(" ,") not in text] == []
