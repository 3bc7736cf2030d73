"""What the README and the pages beside it tell people to type: each line of it, run in order.

What they show below a line is what is printed. Pages have other lines than these only where
NOT_RUN names them, with the reason.
"""

import re
import shutil
import sys
from collections.abc import Callable
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
Hand = Callable[[Project], object]

# By words that one block of a page has.
NOT_RUN = {
    README: {
        "run.py pytest": "it runs the tests, this one too",
        "git commit -S": "it signs with a key that a person has",
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
    "python3 run.py adopt elm-park social-media": (*ANSWERS, "keep all", ""),
}


def elm_park_alone(project: Project) -> None:
    """What the README says of its transcripts: one school, and its address."""
    project.as_it_came()
    shutil.rmtree(project.root / "schools")
    (project.root / "schools/elm-park").mkdir(parents=True)
    told = block(README, "school.schema.json").text
    (project.root / SCHOOL).write_text(told.replace("policies:", f"{ADDRESS}policies:"), "utf-8")


def filled(name: str, cells: dict[str, str]) -> Hand:
    """A table, as somebody fills it in."""

    def fill(project: Project) -> None:
        path = project.root / name
        book = load_workbook(path)
        for cell, said in cells.items():
            book.worksheets[0][cell] = said
        book.save(path)

    return fill


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
    "D3": "occasional", "E3": "never", "F3": "the garden room",
    "D4": "never", "E4": "aproval", "D6": "never", "E6": "never", "N9": "(clear)",
}  # fmt: skip


def taken_back(cells: dict[str, str]) -> Hand:
    """The table of answers filled in further, and taken."""

    def take(project: Project) -> None:
        filled("social-media.xlsx", cells)(project)
        status, said = project.typed("policygen answers social-media --from social-media.xlsx")
        assert status == 0, said
        assert said.endswith("\n1 school changed, 6 as before, 0 refused.\n")

    return take


def with_local_wording(project: Project) -> None:
    """The school of the README alone, with the local wording that it shows."""
    elm_park_alone(project)
    path = project.root / SCHOOL
    path.write_text(path.read_text("utf-8") + block(README, "      aim-keep-risks:").text, "utf-8")


OF_TRUST = """\
name: {name} School
trust: chiltern
policies:
  social-media:
    model: 2016-04
"""
ITS_OWN = """\
    choices:
      personal_use: occasional
      business_use: never
    values: {designated_place: the library}
"""


def with_trust(project: Project) -> None:
    """The trust of the README, and its two schools."""
    project.as_it_came()
    for name, text in {
        "trusts/chiltern.yaml": block(README, "name: Chiltern").text,
        "schools/ash-grove/school.yaml": OF_TRUST.format(name="Ash Grove"),
        "schools/beech-hill/school.yaml": OF_TRUST.format(name="Beech Hill") + ITS_OWN,
    }.items():
        (project.root / name).parent.mkdir(exist_ok=True)
        (project.root / name).write_text(text, "utf-8")


def in_its_place(project: Project) -> None:
    """What is against the trust is taken out, and what the trust says is changed."""
    edit(project.root / "schools/beech-hill/school.yaml", "      business_use: never\n", "")
    project.typed("policygen build beech-hill")
    edit(project.root / "trusts/chiltern.yaml", "the staff room", "the hall")


def copied(project: Project) -> None:
    """A copy of the trust's file, with what might stand in it."""
    text = (project.root / "trusts/chiltern.yaml").read_text("utf-8")
    changed = text.replace("{{ roles.headteacher }}", "{{ roles.headteacher }} or a deputy")
    assert changed != text
    (project.root / "copy.yaml").write_text(changed, "utf-8")


def in_file(old: str, new: str, name: str = SCHOOL) -> Hand:
    return lambda project: edit(project.root / name, old, new)


def adviser(project: Project) -> None:
    """The folder of the school, as the adviser has made it."""
    new, _ = block(FOR_SCHOOLS, "run.py new").steps[0]
    assert project.typed(new)[0] == 0


def no_adviser(project: Project) -> None:
    shutil.rmtree(project.root / "schools/elm-park")


def reviewed_elsewhere(project: Project) -> None:
    """What the school does in the folder that it was sent."""
    name = "beech-hill-school/social-media"
    line = f'reviewed {name} --by "Governing board" --on "24 November 2026"'
    assert project.typed(f"cd ../for-beech-hill && policygen {line}")[0] == 0


def told_in_file(project: Project) -> None:
    edit(project.root / SCHOOL, "the staff room", "the library")
    told = block(FOR_SCHOOLS, "private_use").text
    assert told in (project.root / SCHOOL).read_text("utf-8")


FROZEN = "schools/elm-park/issued/social-media/1.0.md"
BY_HAND: dict[str, dict[str, Hand]] = {  # what a page says is done before a block
    README: {
        "'ocasional' is not": in_file("occasional", "ocasional"),
        "build/elm-park/social-media.docx\nbuild": in_file("ocasional", "occasional"),
        '--on "April 2016"': elm_park_alone,
        'status --on "1 June 2019"': in_file("the staff room", "the library"),
        "altered since it was issued": in_file("staff room", "boiler room", FROZEN),
        "--sheet schools.xlsx": Project.as_it_came,
        "'social-medai'": filled("schools.xlsx", NEW_SCHOOLS | MISTYPED),
        "1 school made": filled("schools.xlsx", {"C5": "social-media@2016-04", "E5": "academy"}),
        "--from social-media.xlsx": filled("social-media.xlsx", ANSWERS_OF_ALL),
        "$ policygen choices": taken_back({"E4": "with_approval"}),
        "$ policygen deviations": with_local_wording,
        "$ policygen adopt ash-grove": with_trust,
        "1 edition built; 1 edition unchanged": in_its_place,
        "--with copy.yaml": copied,
        "$ policygen register --required": Project.as_it_came,
        "1 review refused": taken_back({"F3": "the library"}),
        "rm -r schools/beech-hill": reviewed_elsewhere,
    },
    FOR_SCHOOLS: {
        "run.py status elm-park\n": adviser,
        "run.py new elm-park": no_adviser,
        "1 edition built.": in_file("policies:", f"{ADDRESS}policies:"),
        "status elm-park --on": told_in_file,
        "'with_aproval' is not": in_file("with_approval", "with_aproval"),
    },
}
REFUSED = {
    "altered since it was issued", "'social-medai'", "'aproval' is not", "1 review refused",
    "'with_aproval' is not", "1 edition refused: beech-hill", "no version is in force",
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
                hand(project)
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
