"""What stopped a school business manager who had never seen policygen, and does so no more."""

import re
from pathlib import Path

import pytest
from cli_fixtures import edit
from docx import Document
from for_schools import typed
from terminal import Terminal
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


SMALL = """\
---
title: Clubs policy
publisher: A
issued: September 2026
review: every 2 years
values:
  contact: {ask: Where are you reached?, type: email, example: clubs@school.example.org}
  page: {ask: Where is your page?, type: link, example: https://www.gov.uk/clubs}
  place: {ask: Where do clubs meet?, example: the staff room}
  helpers:
    ask: Who helps?
    type: records
    fields:
      name: {ask: Name, example: Jo Bloggs}
      phone: {ask: Telephone, type: telephone, example: 01632 960123}
---
1. Clubs of {{ school.name }} meet at {{ values.place }}. Write to {{ values.contact }}, see
   {{ values.page|linked }}, or ring {{ facts.telephone }}.
{% for one in values.helpers %}
   - {{ one.name }}, {{ one.phone }}
{% endfor %}
"""
CLUBS = """\
name: Elm Park School
facts: {telephone: 01632 960000}
policies:
  clubs:
    model: 2026-09
    values:
      contact: clubs@school.example.org
      page: https://www.gov.uk/clubs
      place: the staff room
      helpers: [{name: Jo Bloggs, phone: 01632 960 123}, {name: Bo, phone: 01632 960124}]
"""
ISSUE = 'issue elm-park/clubs --by "Governing board" --summary "First adopted."'


@pytest.fixture
def clubs(tmp_path: Path) -> Path:
    """A workspace with one small model, and a school that took over its examples."""
    (tmp_path / "templates/clubs").mkdir(parents=True)
    (tmp_path / "templates/clubs/2026-09.md").write_text(SMALL, encoding="utf-8")
    write(tmp_path, CLUBS)
    return tmp_path


def test_an_address_that_is_the_example_is_warned_of_and_a_made_up_one_is_not_issued(
    clubs: Path,
) -> None:
    taken = {
        "2:20": "telephone is only the example of how it is written: 01632 960000",
        "7:16": "contact is only the example of how it is written: clubs@school.example.org",
        "8:13": "page is only the example of how it is written: https://www.gov.uk/clubs",
        "10:42": "phone is only the example of how it is written: 01632 960 123",
    }
    for command in ("check elm-park", "build elm-park", "status elm-park"):
        result = typed(clubs, command)
        said = dict(
            re.findall(r"school.yaml:([0-9:]+): warning: (.* is only the example .*)", result.output)
        )
        assert said == (taken if command != "status elm-park" else {}), result.output
    result = typed(clubs, ISSUE)
    assert result.exit_code
    del taken["8:13"]  # that page is there, and may be the right one
    assert dict(re.findall(r"school.yaml:([0-9:]+): (.*)", result.output)) == taken
    assert "issued" not in school_file(clubs).read_text(encoding="utf-8")
    for old, new in (("960000", "960001"), ("clubs@", "clubs.office@"), ("960 123", "960 125")):
        edit(school_file(clubs), old, new)
    result = typed(clubs, ISSUE)
    assert result.exit_code == 0, result.output


def test_a_made_up_address_is_asked_for_again(clubs: Path) -> None:
    edit(school_file(clubs), "      contact: clubs@school.example.org\n", "")
    terminal = Terminal(clubs, "adopt", "elm-park", "clubs")
    assert "For example: clubs@school.example.org" in terminal.heard()
    said = terminal.type("example")
    assert "Contact is only the example of how it is written: clubs@school.example.org." in said
    assert "Your answer" in said
    assert "Saved: office@elm-park.example" in terminal.type("office@elm-park.example")
    terminal.type("quit")
    terminal.end()
    result = typed(clubs, "adopt elm-park clubs --set contact=example")
    assert result.exit_code
    assert "is only the example" in result.output


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
