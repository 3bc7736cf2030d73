"""Where people who answer questions got stuck, or lost words, without being told how to go on."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_fixtures import Run, edit
from openpyxl import Workbook
from terminal import INTERRUPT, Terminal

from policygen.sources.positions import load

MODEL = """\
---
title: Visits policy
publisher: The Oak Trust
issued: May 2026
review: annually
decisions:
  who:
    ask: Who approves a visit?
    alternatives: {head: The headteacher, governors: The governors}
values:
  place: {ask: "Where do they meet?", example: the hall}
  related_policies:
    ask: Which policies go with it?
    type: list
    items: {conduct: the code of conduct, first_aid: the first aid policy}
  team:
    ask: Who leads?
    type: records
    fields:
      name: {ask: Name}
      phone: {ask: Telephone, type: telephone}
      evening: {ask: Telephone at other times, type: telephone}
      mail: {ask: E-mail, type: email, optional: yes}
---
## Scope

1. {{ facts.kind }} {{ facts.telephone }} {{ facts.email }}
   {% either who: head %}It asks {{ values.place }}.{% or governors %}They.{% endeither %}
{% for p in values.team %}
2. {{ p.name }}, {{ p.phone }}, or else {{ p.evening }}{% if p.mail %}, {{ p.mail }}{% endif %}.
{% endfor %}
3. See {{ values.related_policies|listed }}. They meet in {{ values.place }}.
"""
ALL = (
    "name: Oak School\nfacts: {kind: academy, telephone: 01632 960000, email: a@oak.example}\n"
    "policies:\n  visits:\n    model: 2026-01\n    choices: {who: head}\n"
    "    values:\n      place: the hall\n      team:\n"
    "        - {name: Bo, phone: 01632 960001, evening: 01632 960002}\n"
)
NO_TERMINAL = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are made otherwise there"
)
Begin = Callable[..., Terminal]


@pytest.fixture
def oak(workspace: Path) -> Path:
    """A school file in a workspace that has the policy above, too."""
    (workspace / "templates/visits").mkdir()
    (workspace / "templates/visits/2026-01.md").write_text(MODEL, "utf-8")
    (workspace / "schools/oak").mkdir()
    file = workspace / "schools/oak/school.yaml"
    file.write_text("name: Oak School\nemail: head@oak.example\n", "utf-8")
    return file


@pytest.fixture
def begin(oak: Path, workspace: Path) -> Begin:
    """Adopts the policy on a terminal, where the school's file holds a text or is new."""

    def begun(text: str = "") -> Terminal:
        if text:
            oak.write_text(text, "utf-8")
        terminal = Terminal(workspace, "adopt", "oak", "visits")
        terminal.heard()
        return terminal

    return begun


def data(file: Path) -> Any:
    return load(file.read_text("utf-8"), "").data


def test_words_behind_a_sign_for_comments_are_told_by_build_and_never_frozen(
    run: Run, workspace: Path, oak: Path
) -> None:
    oak.write_text(ALL.replace("place: the hall", "place: room #4"), "utf-8")
    built = run("build", "oak")
    said = "schools/oak/school.yaml:8:19: {}what follows the # is left out: '#4'\n  put the text in"
    assert said.format("warning: ") in built.output
    assert built.exit_code == 0
    assert said.format("warning: ") in run("build", "oak").output  # though nothing is made anew
    issue = ("issue", "oak/visits", "--by", "Governors", "--summary", "First.")
    for words in (issue, (*issue, "--dry-run")):
        refused = run(*words)
        assert refused.exit_code == 1
        assert said.format("") in refused.output
    assert not (workspace / "schools/oak/issued").exists()
    edit(oak, "room #4", '"room #4"')
    assert run(*issue).exit_code == 0
    assert run("build", "oak").output.count("left out") == 0
    assert "room #4" in (workspace / "schools/oak/issued/visits/1.0.md").read_text("utf-8")


def test_nor_are_words_that_a_model_loses(run: Run, workspace: Path, oak: Path) -> None:
    oak.write_text(ALL, "utf-8")
    edit(workspace / "templates/visits/2026-01.md", "title: Visits policy", "title: Visits #2")
    said = "templates/visits/2026-01.md:2:15: {}what follows the # is left out: '#2'"
    assert said.format("warning: ") in run("build", "oak").output
    refused = run("issue", "oak/visits", "--by", "Governors", "--summary", "First.")
    assert refused.exit_code == 1
    assert said.format("") in refused.output


def test_nor_is_a_reminder_sent_without_words_of_the_settings(run: Run, workspace: Path) -> None:
    settings = "contact: {name: Ann, email: ann@oak.example}\nmail:\n  host: mail.oak.example\n"
    text = f"{settings}  sender: a@oak.example\n  user: ann #lee\n"
    (workspace / "policygen.yaml").write_text(text, "utf-8")
    said = "policygen.yaml:5:13: {}what follows the # is left out: '#lee'"
    assert said.format("warning: ") in run("check").output
    refused = run("remind", "--out", str(workspace / "letters"))
    assert refused.exit_code == 1
    assert said.format("") in refused.output


@NO_TERMINAL
@pytest.mark.parametrize("typed", [[""] * 8, ["", "quit"]])
def test_a_policy_is_adopted_with_all_open(
    begin: Begin, oak: Path, run: Run, typed: list[str]
) -> None:
    terminal = begin()
    for line in typed:
        terminal.type(line)
    assert terminal.end() == 0
    assert "Visits policy: now adopted by Oak School, with nothing answered yet." in terminal.said
    assert "build oak/visits --draft\n" in terminal.said
    assert data(oak)["policies"]["visits"]["model"] == "2026-01"
    assert run("build", "oak", "--draft").exit_code == 0


@NO_TERMINAL
def test_whoever_breaks_off_at_once_has_adopted_nothing_and_build_says_what_to_do(
    begin: Begin, oak: Path, run: Run
) -> None:
    terminal = begin()
    terminal.type("")
    terminal.type(INTERRUPT)
    assert terminal.end() == 0
    assert "Nothing was written." in terminal.said
    assert "policies" not in data(oak)
    assert "Next, choose a policy to adopt:\n" in run("build", "oak", "--draft").output


@NO_TERMINAL
def test_a_field_may_be_left_open_and_a_draft_shows_it_as_a_blank(
    begin: Begin, run: Run, workspace: Path
) -> None:
    terminal = begin(ALL.partition("      team")[0])
    terminal.type("Bo")
    assert "Telephone at other times (a telephone number; Enter" in terminal.type("01632 960001")
    assert "Left open: Telephone at other times\n" in terminal.type("")
    terminal.type("b@oak.example")
    assert "What is missing in it is left open." in terminal.type("n")
    terminal.type("quit")
    assert terminal.end() == 0
    assert "1 question still open:\n  6. Who leads? [team]\n" in terminal.said
    assert "1 answer still to give:\n" in terminal.said
    assert "school.yaml:" not in terminal.said
    assert run("build", "oak", "--draft").exit_code == 0
    draft = (workspace / "build/oak/visits.draft.md").read_text("utf-8")
    assert r"Bo, 01632 960001, or else <mark>\[evening\]</mark>, b@oak" in draft
    refused = run("build", "oak")
    assert refused.exit_code == 1
    assert "item 1 of team has no evening\n  add evening: …" in refused.output
    again = begin()
    assert "Question 6 of 6\nWho leads?" in again.said
    assert "Saved: 1 item" in again.type("01632 960002")
    again.kill()
    assert run("build", "oak").exit_code == 0


@NO_TERMINAL
def test_questions_keep_their_order_however_they_are_answered(begin: Begin) -> None:
    terminal = begin("name: Oak School\n")

    def order() -> list[str]:
        _, _, listed = terminal.type("show").partition("still open:")
        return [line.split("[")[-1] for line in listed.split("\n") if "[" in line]

    first = order()
    assert first[:3] == ["who]", "facts.kind]", "facts.telephone]"]
    terminal.type("head")
    assert order() == first[1:]
    terminal.type("change team")
    for line in ("Bo", "01632 960001", "", "", "n"):
        terminal.type(line)
    assert order() == first[1:]
    terminal.kill()


def test_a_number_from_a_spreadsheet_without_its_zero_is_refused_at_its_cell(
    run: Run, workspace: Path
) -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["School name", "facts.telephone", "facts.kind"])
    page.append(["Elm School", 1632960100, "Comunity"])
    page.append(["Ash School", "01632", "Community"])
    page.append(["Fir School", "01632 960100", "community"])
    book.save(workspace / "schools.xlsx")
    taken = run("new", "--from", str(workspace / "schools.xlsx"))
    assert "schools.xlsx:B2: '1632960100' lacks the 0 that it begins with" in taken.output
    assert "write 01632960100, as text" in taken.output
    assert "schools.xlsx:B3: '01632' has 5 digits" in taken.output
    assert "schools.xlsx:C2: 'Comunity' is no kind that is known\n  did you mean" in taken.output
    assert "is no column" not in taken.output
    made = workspace / "schools/fir-school/school.yaml"
    assert data(made)["facts"] == {"telephone": "01632 960100", "kind": "community"}
    assert not (workspace / "schools/ash-school").exists()
    assert run("check", str(made)).exit_code == 0


@pytest.mark.parametrize("head", ["School Name", "Name of school", "school's name", "name"])
def test_well_known_headings_are_taken_for_the_name(run: Run, workspace: Path, head: str) -> None:
    (workspace / "a.csv").write_text(f"{head}\nElm School\n", "utf-8")
    assert run("new", "--from", str(workspace / "a.csv")).exit_code == 0
    assert data(workspace / "schools/elm-school/school.yaml") == {"name": "Elm School"}


def test_near_them_the_name_is_suggested(run: Run, workspace: Path) -> None:
    (workspace / "a.csv").write_text("Schol name,school\nElm School,elm\n", "utf-8")
    assert "'Schol name' is no column of this table, and isn't taken (cell A1)\n  write name" in (
        run("new", "--from", str(workspace / "a.csv")).output
    )


@NO_TERMINAL
def test_another_word_for_a_kind_is_taken_and_the_reminders_address_offered(
    begin: Begin, oak: Path
) -> None:
    terminal = begin()
    assert "'comunity' is none of these.\n  Did you mean 1, maintained (c" in (
        terminal.type("1") and terminal.type("comunity")
    )
    assert "Saved: maintained (community)" in terminal.type("Community")
    assert "What is the school's telephone number?" in terminal.said
    said = terminal.type("01632 960000")
    assert "What is the school's e-mail address?" in said
    assert "Reminders go to head@oak.example; to print that address, type example." in said
    assert "Saved: head@oak.example" in terminal.type("example")
    terminal.kill()
    facts = {"kind": "maintained", "telephone": "01632 960000", "email": "head@oak.example"}
    assert data(oak)["facts"] == facts


@NO_TERMINAL
def test_a_number_where_words_are_wanted_is_asked_about(begin: Begin, oak: Path) -> None:
    terminal = begin(ALL.replace("      place: the hall\n", ""))
    assert "5 is only a number. To go to question 5" in terminal.type("5")
    assert "Your answer (Enter" in terminal.type("")
    assert "place" not in (data(oak)["policies"]["visits"]["values"])
    terminal.type("5")
    assert "Saved: 5\n" in terminal.type("yes")
    terminal.kill()
    assert data(oak)["policies"]["visits"]["values"]["place"] == "5"


@NO_TERMINAL
def test_a_list_of_the_models_says_how_to_change_it_and_is_found_again(begin: Begin) -> None:
    terminal = begin(ALL.replace("      place: the hall\n", ""))
    terminal.type("the hall")
    terminal.type("related")
    said = terminal.type("2")
    assert "To take it away, type drop 2; to call it otherwise, rename 2 new words." in said
    assert "To leave the list as it is, press Enter." in said
    assert "To add it to the list, type add The Library." in terminal.type("The Library")
    assert "type drop 1;" in terminal.type("the code")
    terminal.type(INTERRUPT)
    assert terminal.end() == 0
    again = begin()
    assert "To go through the 1 answer of the model's own, type model." in again.said
    said = again.type("model")
    assert "Question 7, which the model answers itself\nWhich policies go with it?" in said
    assert "All questions are answered." in again.type("")
    assert "Which policies go with it?" in again.type("related")
    again.kill()


def test_a_school_alone_is_told_which_policies_it_can_adopt(run: Run, oak: Path) -> None:
    told = run("adopt", "oak")
    assert told.exit_code == 2
    assert " adopt oak social-media\n" in told.output
    assert " adopt oak visits\n" in told.output
    oak.write_text(ALL, "utf-8")
    told = run("adopt", "oak")
    before, _, after = told.output.partition("Or choose another to adopt:\n")
    assert "To go on with a policy that it has adopted" in before
    assert " adopt oak visits\n" in before
    assert " adopt oak visits\n" not in after
    assert " adopt oak social-media\n" in after
    assert "did you mean oak?" in run("adopt", "oka").output
