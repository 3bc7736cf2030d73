"""The plan and the recipes in CONTRIBUTING.md hold: what they name is there, and nothing else is.

Where a recipe says that something is found if it is forgotten, and neither mypy nor another test
finds it, it is found here.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
import strategies
from agreement import READERS
from case_files import assembly_cases
from every_node import KINDS
from making import ROOT, edition, filled, model, samples

from policygen.assembly.edition import model_edition
from policygen.compare.redline import redline
from policygen.document import BlockRevision, Document, Revision, Slot, Text, walk
from policygen.lifecycle.kinds import STATES, ReviewKind
from policygen.lifecycle.reviews import review_state
from policygen.register.rows import COUNTED
from policygen.sources.entries import (
    AdoptionEntry,
    HistoryEntry,
    Retirement,
    ReviewEntry,
    Withdrawal,
)
from policygen.sources.records import Record
from policygen.sources.school import SchoolFile
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library
from policygen.writers import FORMATS

GUIDE = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
HOUSE = ROOT / "policygen"
OF_REDLINES = {Revision, BlockRevision}  # the kinds of node that no text has by itself
OF_TEXTS = {*KINDS} - OF_REDLINES


def planned() -> Iterator[Path]:
    """Every module and folder that the plan names."""
    plan = GUIDE.partition("```text\npolicygen/\n")[2].partition("```")[0]
    holders: list[tuple[int, Path]] = [(0, HOUSE)]
    for line in plan.splitlines():
        found = re.match(r"( +)(\S+?)(/?)(  |$)", line)
        assert found, line
        while holders[-1][0] >= len(found[1]):
            holders.pop()
        path = holders[-1][1] / found[2]
        yield path
        if found[3]:
            holders.append((len(found[1]), path))


def test_the_plan_is_the_folder_list() -> None:
    modules = {
        path for path in HOUSE.rglob("*.py") if path.name not in ("__init__.py", "__main__.py")
    }
    rooms = {path.parent for path in HOUSE.rglob("__init__.py")} - {HOUSE}
    assert sorted(planned()) == sorted({*modules, *rooms})


def test_whatever_a_recipe_names_is_there() -> None:
    recipes = GUIDE.partition("\n## Recipes\n")[2].partition("\n## ")[0]
    names = re.findall(r"`((?:policygen|tests)/[^`*]+)`", recipes)
    assert len(names) > 20
    assert [name for name in names if "NAME" not in name and not (ROOT / name).exists()] == []


def documents() -> Iterator[Document]:
    """What comes of the cases and of the samples."""
    for parts in assembly_cases().values():
        yield model_edition(model(parts["markdown"])).document
        made = edition(parts["markdown"], parts.get("yaml", ""), draft=True)
        yield made.document
        yield filled(made)
    for made in samples().values():
        yield made.document


def test_every_kind_of_node_comes_of_some_model() -> None:
    found = {type(node) for node in walk(documents())}
    assert sorted(kind.__name__ for kind in OF_TEXTS - found) == []


def test_the_other_kinds_of_node_come_of_a_redline() -> None:
    before, after = (filled(edition(f"## A\n\n1. {words}\n")) for words in ("A b c d.", "A b e d."))
    more = filled(edition("## A\n\n1. A b c d.\n2. Something quite different.\n"))
    found = {type(node) for node in walk((redline(before, after), redline(before, more)))}
    assert found >= OF_REDLINES


def test_the_validators_are_shown_every_kind_of_node() -> None:
    library = Library(Workspace(ROOT / "tests/validators/trial"))
    trial, problems = library.model("trial", "2026-01")
    assert trial
    assert problems == ()
    found = {type(node) for node in walk([model_edition(trial).document])}
    assert sorted(kind.__name__ for kind in OF_TEXTS - found) == []


def test_every_kind_of_node_is_read_back_by_some_test() -> None:
    made = {*vars(strategies)}
    assert (
        sorted(kind.__name__ for kind in OF_TEXTS - {Slot, Text} if kind.__name__ not in made) == []
    )


def test_every_format_is_read_as_its_users_see_it() -> None:
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize(
    "record", [SchoolFile, AdoptionEntry, HistoryEntry, ReviewEntry, Retirement, Withdrawal]
)
def test_every_key_of_a_schools_file_is_explained(record: type[Record]) -> None:
    about = README.partition("## Writing school.yaml")[2].partition("\n## ")[0]
    assert [key for key in record.model_fields if f"`{key}`" not in about] == []


def test_every_state_is_explained_counted_and_reached() -> None:
    rows = re.findall(r"^\| (\w+) \| ", README, re.M)
    assert [state for state in STATES if state not in rows] == []
    assert {*STATES} - {*COUNTED} == {
        "issued",
        "fine",
        "none",
    }  # there is nothing to do about those
    today = date(2026, 11, 26)
    days = [None, *(today + timedelta(days=day) for day in range(-5, 200))]
    assert {review_state(day, today) for day in days} == {*get_args(ReviewKind)}
