"""What adopt asks on a terminal, what it says to wrong answers, and what it keeps."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from terminal import END, INTERRUPT, Terminal
from workspaces import copy_policies

from policygen.actions.new import add_school
from policygen.cli import policygen
from policygen.sources.positions import load
from policygen.workspace.layout import Workspace

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are made otherwise there"
)

TALK = """\
---
title: Visits policy
publisher: The Oak Trust
issued: May 2026
review: annually
decisions:
  basis: {from: facts.kind, alternatives: {own: [academy], authority: [maintained]}}
  who:
    ask: Who approves a visit?
    alternatives: {head: The headteacher, governors: The governors, group: The governors' group}
  means:
    ask: How do they travel?
    choose: any
    alternatives: {bus: By bus, train: By train, ferry: "By boat, or ferry"}
values:
  begins: {ask: When do visits begin?, type: date, example: 1 May 2026}
  opens: {ask: When does the coach leave?, type: time}
  fee: {ask: What does it cost?, type: money}
  year: {ask: Since which year?, type: year}
  days: {ask: How many days ahead?, type: number, default: 3}
  mail: {ask: Where do questions go?, type: email}
  phone: {ask: Which number is rung?, type: telephone}
  page: {ask: Where are the forms?, type: link}
  kit: {ask: What do pupils bring?, type: list}
  address: {ask: Where do they meet?, type: lines}
  team:
    ask: Who leads?
    type: records
    fields: {name: {ask: Name}, phone: {ask: Telephone, type: telephone}}
roles: {headteacher: Headteacher}
---
## Scope

1. {% either basis: own %}Ours.{% or authority %}Theirs.{% endeither %} {% either who: head %}The
   {{ roles.headteacher }}.{% or governors %}They.{% or group %}Some.{% endeither %}
   {% either means: bus %}Bus.{% or train %}Train.{% or ferry %}Boat.{% endeither %}
2. {{ values.begins }} {{ values.opens }} {{ values.fee }} {{ values.year }} {{ values.days }}
   {{ values.mail }} {{ values.phone }} {{ values.page }} {{ values.kit|listed }}
3. {{ values.address }}
{% for p in values.team %}
4. {{ p.name }}, {{ p.phone }}.
{% endfor %}
"""
ANSWERS = [
    "ACAD", "the head", "2, by boat, or ferry", "1 September 2026", "9.30am", "1250", "2026",
    "office@oak.example", "01632 960001", "https://oak.example", "a coat", "lunch", "",
    "1 High Street", "Oakham", "", "Bo", "01632 960002", "n",
]  # fmt: skip


@pytest.fixture
def talk(tmp_path: Path) -> Callable[..., Terminal]:
    """Begins to adopt the policy above, or goes on with it."""
    (tmp_path / "templates/visits").mkdir(parents=True)
    (tmp_path / "templates/visits/2026-01.md").write_text(TALK, "utf-8")
    (tmp_path / "schools/oak").mkdir(parents=True)
    (tmp_path / "schools/oak/school.yaml").write_text("name: Oak School\n", "utf-8")

    def begin() -> Terminal:
        terminal = Terminal(tmp_path, "adopt", "oak", "visits")
        terminal.heard()
        return terminal

    return begin


def given(folder: Path) -> Any:
    return load((folder / "schools/oak/school.yaml").read_text("utf-8"), "").data


def test_it_asks_whatever_is_open_and_saves_it(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    assert "Visits policy (2026-01) for Oak School" in terminal.said
    assert "Question 1 of about 13, about your school\nWhat kind of school is it?" in terminal.said
    for answer in ANSWERS:
        terminal.type(answer)
    assert "Question 4 of 13\nWhen do visits begin?\nA date: write 2018-04-10, 10" in terminal.said
    assert "For example: 1 May 2026" in terminal.said
    assert "Saved: By train; By boat, or ferry\n" in terminal.said
    assert "Saved: 9:30am\n" in terminal.said
    assert "The model brings 2 answers of its own" in terminal.said
    terminal.type("Principal")
    assert "All questions are answered:\n  1. What kind" in terminal.type("")
    terminal.type("")
    assert terminal.end() == 0
    assert "Nothing is open. Next: " in terminal.said
    assert " issue oak/visits --by WHO --summary WHAT\n" in terminal.said
    assert given(tmp_path)["roles"] == {"headteacher": "Principal"}
    assert given(tmp_path)["policies"]["visits"] == {
        "model": "2026-01",
        "choices": {"who": "head", "means": ["train", "ferry"]},
        "values": {
            "begins": "1 September 2026", "opens": "9.30am", "fee": "1250", "year": "2026",
            "mail": "office@oak.example", "phone": "01632 960001", "page": "https://oak.example",
            "kit": ["a coat", "lunch"], "address": "1 High Street\nOakham",
            "team": [{"name": "Bo", "phone": "01632 960002"}],
        },
    }  # fmt: skip


WRONG = [
    ("primary", "'primary' is none of these.\n  Give a number from 1 to 2"),
    ("3", "'3' is none of these."),
    ("the", "'the' may mean 1, 2 or 3.\n  Type the number, or more of the words."),
    ("the governor", "'the governor' may mean 2 or 3."),
    ("The governers", "Did you mean 2, The governors?"),
    ("1 9", "'1 9' is none of these."),
    ("none", "At least one of them must be picked."),
    ("01/09/2026", "understood: write 1 September 2026 or 9 January 2026."),
    ("31 June 2026", "There is no such date as '31 June 2026'."),
    ("half past nine", "'half past nine' is not a time of day.\n  Write 09:30"),
    ("25:00", "There is no such time as '25:00'."),
    ("a lot", "'a lot' is not a sum of money.\n  Write pounds"),
    ("last year", "'last year' is not a year.\n  Write four digits"),
    ("office at oak", "'office at oak' is not an e-mail address."),
    ("call us", "'call us' is not a telephone number."),
    ("12", "'12' has 2 digits, which no telephone number has."),
    ("www.oak.example", "'www.oak.example' is not an address on the web"),
]  # fmt: skip
AT = [0, 0, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 8, 9]  # which answer each comes before


def test_it_says_what_is_wrong_and_asks_again(talk: Callable[..., Terminal]) -> None:
    terminal = talk()
    for index, answer in enumerate(ANSWERS):
        for (typed, said), at in zip(WRONG, AT, strict=True):
            if at == index:
                assert said in terminal.type(typed), typed
        if index == 17:
            assert "'ring' is not a telephone number." in terminal.type("ring")
        terminal.type(answer)
    terminal.type("")
    assert "'three' is not a number" in terminal.type("three")
    assert "All questions are answered:" in terminal.type("keep all")
    assert "Nothing is open." in terminal.type("")
    assert terminal.end() == 0


def test_it_goes_back_shows_and_changes(talk: Callable[..., Terminal], tmp_path: Path) -> None:
    terminal = talk()
    assert "This is the first question." in terminal.type("back")
    terminal.type("1")
    terminal.type("2")
    assert "The answer now: The governors\n" in terminal.type("back")
    assert "What kind of school is it?" in terminal.type("back")
    assert "How do they travel?" in terminal.type("")
    assert "  1. What kind of school is it? [facts.kind]\n     academy\n" in terminal.type("show")
    assert "change 3       asks" in terminal.type("?")
    for which in ("2", "who"):
        assert "To change: question 2 [who]\nWho approves a visit?" in terminal.type(
            f"change {which}"
        )
        assert "How do they travel?" in terminal.type("head")
    assert "Who approves a visit?" in terminal.type("back")
    assert "What kind of school is it?" in terminal.type("back")
    assert "How do they travel?" in terminal.type("")
    assert "'change of mind' is none of these" in terminal.type("change of mind")
    assert "Type change and the name or the number" in terminal.type("change")
    assert "Nothing goes by whom here; show lists" in terminal.type("change whom")
    assert "That works where the model has an answer" in terminal.type("keep all")
    terminal.type("all")
    assert "Saved: 1 May 2026" in terminal.type("example")
    terminal.type("quit")
    assert terminal.end() == 0
    assert given(tmp_path)["policies"]["visits"]["choices"]["who"] == "head"


def test_back_before_anything_was_asked_again_doesnt_end_it(
    talk: Callable[..., Terminal],
) -> None:
    terminal = talk()
    for answer in ANSWERS:
        terminal.type(answer)
    terminal.type("quit")
    assert terminal.end() == 0
    again = talk()
    assert "Which one (Enter ends): " in again.said
    assert "To change: question 15 [days]" in again.type("back")
    assert "To change: question 14 [roles.headteacher]" in again.type("back")
    assert "Which one (Enter ends): " in again.type("")
    assert "Who approves a visit?" in again.type("who")
    again.type("quit")
    assert again.end() == 0


@pytest.mark.parametrize(("typed", "end"), [(INTERRUPT, ""), (END, ""), ("quit", "\n")])
def test_whoever_leaves_loses_nothing(
    talk: Callable[..., Terminal], tmp_path: Path, typed: str, end: str
) -> None:
    terminal = talk()
    for answer in ANSWERS[:16]:
        terminal.type(answer)
    terminal.type("Bo")
    before = given(tmp_path)
    terminal.type(typed, end)
    assert terminal.end() == 0
    assert "Every answer that you gave is kept." in terminal.said
    assert "1 answer still to give" in terminal.said
    assert "  Who leads? [team]\n" in terminal.said
    assert "To go on where you are now: policygen adopt oak visits\n" in terminal.said
    assert given(tmp_path) == before
    assert before["policies"]["visits"]["values"]["team"] == [{"name": "Bo"}]
    again = talk()
    assert "Question 13 of 13\nWho leads?" in again.said
    assert "school.yaml:" not in again.said + terminal.said
    assert "Item 1, Bo, isn't whole yet.\n  Telephone (a telephone number; Enter" in again.said
    assert "Saved: 1 item" in again.type("01632 960002")
    again.type("quit")
    again.end()
    team = given(tmp_path)["policies"]["visits"]["values"]["team"]
    assert team == [{"name": "Bo", "phone": "01632 960002"}]


def test_whoever_leaves_at_once_has_adopted_nothing(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    terminal.type(INTERRUPT)
    assert terminal.end() == 0
    assert "Nothing was written." in terminal.said
    assert given(tmp_path) == {"name": "Oak School"}


def test_an_answer_is_in_the_file_before_the_next_is_asked(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    terminal.type("1")
    assert given(tmp_path)["facts"] == {"kind": "academy"}
    terminal.kill()
    assert given(tmp_path)["facts"] == {"kind": "academy"}


def test_a_file_that_breaks_meanwhile_is_told_and_left_alone(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal, path = talk(), tmp_path / "schools/oak/school.yaml"
    terminal.type("1")
    broken = path.read_text("utf-8") + "email: [\n"
    path.write_text(broken, "utf-8")
    assert "schools/oak/school.yaml:" in terminal.type("1")
    assert "Every answer" in terminal.type("quit")
    assert terminal.end() == 1
    assert "Traceback" not in terminal.said
    assert path.read_text("utf-8") == broken


def test_lists_are_typed_item_by_item_and_records_field_by_field(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    for answer in ANSWERS[:10]:
        terminal.type(answer)
    terminal.type("a coat")
    terminal.type('"back"')
    assert "Taken away: back" in terminal.type("back")
    terminal.type("boots; a hat")
    assert "Saved: a coat; boots; a hat" in terminal.type("")
    assert "What do pupils bring?" in terminal.type("back")
    assert "Where do they meet?" in terminal.type("")
    assert "Left open." in terminal.type("")
    assert "Telephone (a telephone number; Enter leaves it open)" in terminal.type("Bo")
    assert "Name (now: Bo; Enter keeps it)" in terminal.type("back")
    for answer in ("Al", "01632 960002", "y", "Cy", "01632 960003", "n"):
        terminal.type(answer)
    terminal.type("change team")
    assert "  1. Cy, 01632 960003\n" in terminal.type("drop 1")
    assert "That would leave nothing in the list." in terminal.type("drop 1")
    assert "Type edit 1, drop 1 or add." in terminal.type("drop 2")
    terminal.type("")
    terminal.type("quit")
    assert terminal.end() == 0
    values = given(tmp_path)["policies"]["visits"]["values"]
    assert values["kit"] == ["a coat", "boots", "a hat"]
    assert values["team"] == [{"name": "Cy", "phone": "01632 960003"}]


TYPED = {
    "a sum of money": "£1,250.50", "a date": "1 September 2026", "a time of day": "9.30am",
    "an e-mail": "office@oak.example", "a telephone": "01632 960001",
    "on the web": "https://oak.example", "a number": "5",
}  # fmt: skip


def answer_to(asked: str) -> str:
    """What somebody types who only reads what the screen says."""
    prompt = asked.rsplit("\n", 1)[-1].lower()
    if "another one?" in prompt:
        return "n"
    if "no more" in prompt:
        return ""
    about = prompt + asked.lower() * ("your answer" in prompt)
    if "answer yes or no" in about:
        return "yes"
    if "type one number" in about:
        return "1"
    if "several may" in about:
        return "all"
    return next((typed for what, typed in TYPED.items() if what in about), "Some words")


@pytest.mark.parametrize("policy", ["complaints", "child-protection", "pay"])
def test_a_new_school_gets_through_a_large_model(tmp_path: Path, policy: str) -> None:
    copy_policies(tmp_path)
    add_school(Workspace(tmp_path), "elm-park", "Elm Park School")
    terminal = Terminal(tmp_path, "adopt", "elm-park", policy)
    asked = terminal.heard()
    for _ in range(200):
        if not asked.endswith(": "):
            break
        done = "answers of its own" in terminal.said or "Enter ends" in asked
        asked = terminal.type("" if done else answer_to(asked))
    assert terminal.end() == 0
    assert re.search(f"Nothing is open. Next: .* build elm-park/{policy}\n", terminal.said)
    numbers = [int(one) for one in re.findall(r"^Question (\d+) of", terminal.said, re.M)]
    assert numbers[0] == 1
    own = [int(one) for one in re.findall(r"^Question (\d+), which", terminal.said, re.M)]
    assert own
    every = numbers + own
    assert every == sorted(set(every))
    listed = terminal.said.rpartition("All questions are answered:\n")[2]
    assert [int(one) for one in re.findall(r"^  (\d+)\. .* \[", listed, re.M)] == every
    words = ["-C", str(tmp_path), "build", f"elm-park/{policy}"]
    assert CliRunner().invoke(policygen, words).exit_code == 0


def test_an_answer_is_taken_away_and_its_question_is_open_again(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    for answer in ANSWERS:
        terminal.type(answer)
    terminal.type("keep all")
    terminal.type("change who")
    terminal.type("leave open")
    assert "Left open." in terminal.said
    for answer in ("change kit", "leave open", "yes"):
        terminal.type(answer)
    said = terminal.type("")
    assert "2 answers still to give" in said
    assert terminal.end() == 0
    visits = given(tmp_path)["policies"]["visits"]
    assert visits["choices"] == {"who": None, "means": ["train", "ferry"]}
    assert visits["values"]["kit"] is None
    assert visits["values"]["fee"] == "1250"


def test_leave_open_gives_way_to_what_the_model_says(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    for answer in ANSWERS:
        terminal.type(answer)
    terminal.type("")  # what the headteacher is called
    terminal.type("5")  # how many days ahead
    assert given(tmp_path)["policies"]["visits"]["values"]["days"] == "5"
    terminal.type("change days")
    assert "Taken away. What holds: 3" in terminal.type("leave open")
    terminal.type("quit")
    assert terminal.end() == 0
    assert "days" not in given(tmp_path)["policies"]["visits"]["values"]


def test_leave_open_where_nothing_was_answered_is_enter(talk: Callable[..., Terminal]) -> None:
    terminal = talk()
    assert "Left open." in terminal.type("leave open")
    assert "Question 2 of" in terminal.said
    terminal.type("quit")
    assert terminal.end() == 0


def test_leave_open_takes_one_field_of_one_item_and_all_only_if_meant(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    for answer in ANSWERS[:-1]:
        terminal.type(answer)
    for answer in ("y", "Cy", "01632 960003", "n", "keep all", "change team", "edit 2", ""):
        terminal.type(answer)
    assert "Left open: Telephone" in terminal.type("leave open")
    team = given(tmp_path)["policies"]["visits"]["values"]["team"]
    assert team == [{"name": "Bo", "phone": "01632 960002"}, {"name": "Cy"}]
    said = terminal.type("leave open")  # at the list itself
    assert "Take all of it away?" in said
    terminal.type("n")
    terminal.type("")
    assert given(tmp_path)["policies"]["visits"]["values"]["team"] == team
    terminal.type("change team")
    for answer in ("", "leave open", "yes"):
        said = terminal.type(answer)
    assert "Left open." in terminal.said
    terminal.type("quit")
    assert terminal.end() == 0
    assert given(tmp_path)["policies"]["visits"]["values"]["team"] is None


def test_leave_open_at_the_first_field_of_a_new_item_adds_none(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    for answer in [*ANSWERS[:-1], "y", "leave open"]:
        terminal.type(answer)
    terminal.type("quit")
    assert terminal.end() == 0
    team = given(tmp_path)["policies"]["visits"]["values"]["team"]
    assert team == [{"name": "Bo", "phone": "01632 960002"}]


def test_whoever_only_looks_has_adopted_nothing(
    talk: Callable[..., Terminal], tmp_path: Path
) -> None:
    terminal = talk()
    terminal.type("show")
    terminal.type("quit")
    assert terminal.end() == 0
    assert "Nothing was written." in terminal.said
    assert (tmp_path / "schools/oak/school.yaml").read_text("utf-8") == "name: Oak School\n"


@pytest.mark.parametrize(
    "typed",
    ["python3 run.py build oak", "$ py run.py status", "policygen build oak", "python ../run.py"],
)
def test_a_command_is_no_answer(talk: Callable[..., Terminal], tmp_path: Path, typed: str) -> None:
    terminal = talk()
    for answer in ANSWERS[:10]:
        terminal.type(answer)
    assert "What do pupils bring?" in terminal.said
    said = terminal.type(typed)
    assert "That is a command. To type it, end this first with quit; all answers are kept." in said
    assert "item (Enter leaves it open)" in said
    assert "Saved: " in terminal.type("Python, the language") + terminal.type("")
    terminal.type("quit")
    assert terminal.end() == 0
    assert given(tmp_path)["policies"]["visits"]["values"]["kit"] == ["Python, the language"]
