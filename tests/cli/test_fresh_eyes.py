"""What stopped a school business manager who had never seen policygen, and does so no more."""

import re
from pathlib import Path

import pytest
from cli_fixtures import edit
from docx import Document
from for_schools import typed
from workspaces import copy_policies

ACADEMY = """\
name: Elm Park School
facts: {kind: academy, phase: primary}
"""
MAINTAINED = ACADEMY.replace("academy", "maintained")


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A workspace with the sample policies and a school that has adopted none."""
    copy_policies(tmp_path)
    write(tmp_path, ACADEMY)
    return tmp_path


def write(workspace: Path, text: str) -> None:
    """What stands in the file of the school."""
    file = school_file(workspace)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def school_file(workspace: Path) -> Path:
    return workspace / "schools/elm-park/school.yaml"


def draft(workspace: Path, policy: str) -> str:
    """The text of a draft, as the Markdown edition has it."""
    result = typed(workspace, f"build elm-park/{policy} --draft --format md")
    assert result.exit_code == 0, result.output
    return (workspace / f"build/elm-park/{policy}.draft.md").read_text(encoding="utf-8")


def section(text: str, title: str) -> str:
    """What stands below a heading of a Markdown edition."""
    return re.split(rf"^## .*{title}$", text, flags=re.M)[1].partition("\n## ")[0]


def test_an_academy_has_all_stages_of_a_complaint_and_is_not_asked(here: Path) -> None:
    result = typed(here, "adopt elm-park complaints")
    assert "Which stages" not in result.output
    assert "How does the academy deal with" in result.output
    stages = section(draft(here, "complaints"), "The stages")
    assert re.findall(r"\*\*(The \w+ stage)\.\*\*", stages) == [
        "The informal stage", "The formal stage", "The panel stage"
    ]  # fmt: skip
    result = typed(here, "adopt elm-park complaints --choose stages=formal")
    assert result.exit_code
    assert "All of these hold where regime is academy." in result.output
    edit(school_file(here), "choices:\n", "choices:\n      stages: [formal]\n")
    result = typed(here, "check elm-park/complaints")
    assert "the choice stages has no effect: all of its alternatives hold where" in result.output
    assert "The panel stage" in draft(here, "complaints")


def test_a_text_with_one_stage_reads_right(here: Path) -> None:
    write(here, MAINTAINED)
    result = typed(here, "adopt elm-park complaints --choose stages=formal")
    assert "Which stages" not in result.output  # it is answered
    text = draft(here, "complaints")
    stages = section(text, "The stages")
    first = stages[: stages.index('<a id="the-way')]
    assert len(re.findall(r"^ *- ", first, re.M)) == 1
    assert "following stages" not in first
    assert "one after the other" not in first
    assert first.rstrip().endswith(".")
    assert "went to a panel" not in text


def test_the_contents_in_word_have_what_is_still_on_offer(here: Path) -> None:
    typed(here, "adopt elm-park complaints")
    typed(here, "build elm-park/complaints --draft")
    paragraphs = Document(str(here / "build/elm-park/complaints.draft.docx")).paragraphs
    said = {
        style: [one.text for one in paragraphs if one.style and one.style.name == style]
        for style in ("toc 1", "Heading 1", "Unnumbered Heading", "Appendix Heading")
    }
    contents = said.pop("toc 1")
    assert "16.\tComplaints about the early years" in contents  # an optional passage, undecided
    titles = [re.sub(r"^.*\t", "", entry) for entry in contents]
    headings = [one for some in said.values() for one in some]
    assert sorted(titles) == sorted(headings)


def test_a_school_of_a_kind_that_is_not_known_is_asked_that_first(here: Path) -> None:
    write(here, "name: Elm Park School\n")
    result = typed(here, "adopt elm-park complaints")
    asked = re.findall(r"^\S.*\?$|What kind.*", result.output, re.M)
    assert "kind" in asked[0], result.output
    assert "Which stages" not in result.output
