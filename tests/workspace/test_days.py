"""A reference to a text from outside prints the edition that holds on the day of the build.

What was made before another edition holds is made anew from that day on, and no sooner.
"""

from datetime import date, timedelta
from pathlib import Path

import pytest
from workspaces import make_workspace

from policygen.actions.build import Outcome, build
from policygen.actions.register import Register
from policygen.actions.reliance import text_uses
from policygen.sources.outside import OutsideText, spell_of
from policygen.workspace.layout import Target, Workspace
from policygen.workspace.library import Library
from policygen.workspace.workers import Spread

MODEL = (
    "---\ntitle: Visitors\npublisher: A\nissued: September 2025\nreview: annually\n---\n"
    "## Aim {#aim}\n\n1. See [](text:kcsie).\n"
)
TEXTS = """\
texts:
  kcsie:
    title: Keeping children safe
    address: https://safe.example.org
    editions:
      2026: {from: 1 September 2026, title: Safer, address: "https://new.example.org"}
      2025: 1 September 2025
"""
SCHOOL = "name: Oak\npolicies:\n  visitors: {model: 2025-09}\n"
LAST, FIRST = date(2026, 8, 31), date(2026, 9, 1)
OLD = "[Keeping children safe, 1 September 2025](<https://safe.example.org>)"
NEW = "[Safer, 1 September 2026](<https://new.example.org>)"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "templates/visitors/2025-09.md": MODEL,
        "policygen.yaml": TEXTS,
        "schools/oak/school.yaml": SCHOOL,
        "schools/elm/school.yaml": SCHOOL.replace("Oak", "Elm"),
    }
    return make_workspace(tmp_path, files).root


def built(root: Path, day: date, school: str = "oak") -> tuple[Outcome, str]:
    out = root / "build"
    workspace = Workspace(root, day)
    (outcome,) = build(workspace, [Target(school)], str(out), ("md",), draft=True)
    return outcome, (out / school / "visitors.draft.md").read_text("utf-8")


def test_a_reference_prints_what_holds_on_the_day(root: Path) -> None:
    assert OLD in built(root, LAST)[1]
    assert NEW in built(root, FIRST)[1]
    assert OLD in built(root, date(2025, 9, 1))[1]
    assert (
        "See [Keeping children safe](<https://safe.example.org>)."
        in (
            built(root, date(2025, 8, 31))[1]  # none holds yet
        )
    )


def test_what_was_made_before_the_day_is_made_anew_on_it_and_no_sooner(root: Path) -> None:
    assert not built(root, date(2026, 1, 1))[0].unchanged
    assert built(root, LAST)[0].unchanged
    outcome, text = built(root, FIRST)
    assert not outcome.unchanged
    assert NEW in text
    assert built(root, date(2031, 1, 1))[0].unchanged
    outcome, text = built(root, LAST)  # the clock was wrong
    assert not outcome.unchanged
    assert OLD in text


def test_a_workspace_whose_texts_have_no_editions_is_not_made_anew(root: Path) -> None:
    (root / "policygen.yaml").write_text("texts: {kcsie: {title: Act}}\n", "utf-8")
    built(root, LAST)
    assert built(root, FIRST)[0].unchanged


def test_whoever_does_the_work_has_the_day_of_the_run(root: Path) -> None:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        for day, words in ((LAST, OLD), (FIRST, NEW)):
            targets = [Target("oak"), Target("elm")]
            out = str(root / "build")
            build(Workspace(root, day), targets, out, ("md",), draft=True, workers=Spread(executor))
            for school in ("oak", "elm"):
                assert words in (root / f"build/{school}/visitors.draft.md").read_text("utf-8")


def test_reliance_says_what_is_printed_on_its_day(root: Path) -> None:
    for day, words, address in (
        (LAST, "Keeping children safe, 1 September 2025", "https://safe.example.org"),
        (FIRST, "Safer, 1 September 2026", "https://new.example.org"),
    ):
        library = Library(Workspace(root, day))
        (use,) = text_uses(library, Register((), ()), day)
        assert (use.words, use.address) == (words, address)


def test_a_spell_ends_where_any_text_says_something_else() -> None:
    declared = ({"x": "1 May 2025", "y": "June 2026"}, {"z": "2 January 2026"})
    texts = [OutsideText.model_validate({"title": "A", "editions": one}) for one in declared]
    day = date(2025, 1, 1)
    while day < date(2027, 1, 1):
        spell = spell_of(texts, day)
        assert spell
        first, end = spell
        assert first <= day < end
        said = [text.words(day) for text in texts]
        if first > date.min:
            assert said == [text.words(first) for text in texts]
            assert said != [text.words(first - timedelta(days=1)) for text in texts]
        if end < date.max:
            assert said != [text.words(end) for text in texts]
        day += timedelta(days=1)
    assert spell_of([OutsideText(title="C")], day) is None
