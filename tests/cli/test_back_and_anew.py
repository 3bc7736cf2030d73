"""Where back leads, what is asked of whoever comes back, and lists typed anew."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from terminal import INTERRUPT, Terminal

from policygen.sources.positions import load

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are made otherwise there"
)

MODEL = """\
---
title: Clubs policy
publisher: The Oak Trust
issued: May 2026
review: annually
decisions:
  who: {ask: Who runs them?, alternatives: {us: We do, them: They do}}
values:
  start: {ask: When do clubs begin?, type: date}
  days: {ask: How many days?, type: number}
  address: {ask: Where do clubs meet?, type: lines}
  page: {ask: Where is the page?, type: link}
  related:
    ask: Which policies go with it?
    type: list
    items: {a: apples, b: beans, c: cocoa, d: dates}
  team:
    ask: Who helps?
    type: records
    fields:
      name: {ask: Name}
      late: {ask: Telephone at other times, type: telephone, optional: yes}
      phone: {ask: Telephone, type: telephone}
      note: {ask: Note, optional: yes}
---
1. {% either who: us %}We{% or them %}They{% endeither %} begin in {{ values.start }}, for
   {{ values.days }} days.
2. {{ values.address }}, {{ values.page }}; {{ values.related|listed }}
{% for one in values.team %}
3. {{ one.name }}, {{ one.phone }}{% if one.late %}, {{ one.late }}{% endif %}{% if one.note %},
   {{ one.note }}{% endif %}.
{% endfor %}
"""
ANSWERED = """\
name: Oak School
policies:
  clubs:
    model: 2026-01
    choices: {who: us}
    values:
      start: 1 September 2026
      days: "3"
      address: |-
        1 High Street
        Oakham
      page: https://oak.example
      team: [{name: Bo, phone: 01632 960001}]
"""
FILE = "schools/oak/school.yaml"
Begin = Callable[..., Terminal]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Begins a talk about the policy above; `school` is the school's file."""
    (tmp_path / "templates/clubs").mkdir(parents=True)
    (tmp_path / "templates/clubs/2026-01.md").write_text(MODEL, "utf-8")
    (tmp_path / "schools/oak").mkdir(parents=True)

    def begun(school: str = "") -> Terminal:
        if school:
            (tmp_path / FILE).write_text(school, "utf-8")
        terminal = Terminal(tmp_path, "adopt", "oak", "clubs")
        terminal.heard()
        return terminal

    return begun


def values(folder: Path) -> Any:
    return load((folder / FILE).read_text("utf-8"), "").data["policies"]["clubs"]["values"]


def leave(terminal: Terminal) -> str:
    """Quit; what is said to that."""
    said = terminal.type("quit")
    assert terminal.end() == 0
    return said


def test_back_leads_to_what_was_answered_another_day(begin: Begin) -> None:
    terminal = begin(ANSWERED.replace("      page: https://oak.example\n", ""))
    assert "Question 5 of 6\nWhere is the page?" in terminal.said
    assert "To change: question 4 [address]" in terminal.type("back")
    assert "To change: question 3 [days]" in terminal.type("back")
    assert "Question 5 of 6" in terminal.type("")
    assert "To change: question 3 [days]" in terminal.type("back")
    for name in ("start", "who"):
        assert f"[{name}]" in terminal.type("back")
    assert "This is the first question.\n\nTo change: question 1 [who]" in terminal.type("back")
    leave(terminal)


def test_back_from_a_question_picked_at_another_leads_there(begin: Begin) -> None:
    terminal = begin(ANSWERED.replace('      days: "3"\n', "").replace("1 September 2026", ""))
    assert "Question 2 of 6\nWhen do clubs begin?" in terminal.said
    assert "To change: question 4 [address]" in terminal.type("change 4")
    assert "Question 2 of 6\nWhen do clubs begin?" in terminal.type("back")
    assert "To change: question 4 [address]" in terminal.type("change 4")
    assert "Question 2 of 6\nWhen do clubs begin?" in terminal.type("")
    assert "To change: question 4 [address]" in terminal.type("back")
    assert "To change: question 1 [who]" in terminal.type("back")  # 2 and 3 are open
    leave(terminal)


def test_back_passes_by_what_a_trust_fixes(begin: Begin, tmp_path: Path) -> None:
    (tmp_path / "trusts").mkdir()
    fixed = 'name: The Trust\nfixed: {policies: {clubs: {values: {days: "3"}}}}\n'
    (tmp_path / "trusts/one.yaml").write_text(fixed, "utf-8")
    school = ANSWERED.replace('      days: "3"\n', "").replace("School\n", "School\ntrust: one\n")
    terminal = begin(school)
    assert "     3 (fixed by The Trust)\n" in terminal.said
    terminal.type("4")
    terminal.type("")
    assert "[address]" in terminal.type("back")
    assert "To change: question 2 [start]" in terminal.type("back")
    leave(terminal)


@pytest.mark.parametrize("typed", ["4", "address", "change 4"])
def test_back_from_a_question_picked_at_the_list_leads_to_the_list(
    begin: Begin, typed: str
) -> None:
    terminal = begin(ANSWERED)
    assert "To change: question 3 [days]" in terminal.type("3")
    assert "Which one (Enter ends): " in terminal.type("4")
    assert "To change: question 4 [address]" in terminal.type(typed)
    assert "To change: question 2 [start]" in terminal.type("change 2")
    assert "To change: question 4 [address]" in terminal.type("back")
    said = terminal.type("back")
    assert "All questions are answered." in said
    assert said.endswith("Which one (Enter ends): ")
    assert "To change: question 3 [days]" in terminal.type("back")  # the last that was put
    assert "To change: question 2 [start]" in terminal.type("back")
    assert "To change: question 1 [who]" in terminal.type("back")
    leave(terminal)


@pytest.mark.parametrize("away", ["quit", INTERRUPT])
def test_an_item_that_was_broken_off_is_asked_all_that_it_has_not_got(
    begin: Begin, tmp_path: Path, away: str
) -> None:
    terminal = begin(ANSWERED.replace("      team: [{name: Bo, phone: 01632 960001}]\n", ""))
    for typed in ("Bo", "", "01632 960001", "", "y", "Cy", away):
        terminal.type(typed)
    assert terminal.end() == 0
    assert "is whole" not in terminal.said
    again = begin()
    assert "Item 2, Cy, isn't whole yet.\n  Telephone at other times (" in again.said
    assert "  Telephone (a telephone number; Enter leaves" in again.type("01632 960002")
    assert "  Note (may be left out)" in again.type("01632 960003")
    assert "2. Cy, 01632 960002, 01632 960003, from May" in again.type("from May")
    leave(again)
    assert values(tmp_path)["team"][1] == {
        "name": "Cy", "late": "01632 960002", "phone": "01632 960003", "note": "from May",
    }  # fmt: skip


def test_whoever_leaves_a_whole_item_is_told_what_it_was_not_asked(begin: Begin) -> None:
    terminal = begin(ANSWERED)
    for typed in ("team", "add", "Cy", "", "01632 960002"):
        terminal.type(typed)
    said = leave(terminal)
    assert "Item 2 is whole; it wasn't asked yet: Note.\n" in said
    assert "To give that, change this answer another time, and type edit 2." in said
    again = begin()
    again.type("team")
    for typed in ("edit 2", "", "", ""):
        said = again.type(typed)
    assert said.endswith("Note (may be left out): ")
    assert "2. Cy, 01632 960002, on leave" in again.type("on leave")
    assert "wasn't asked" not in leave(again)


def test_several_items_are_dropped_by_the_numbers_that_are_shown(
    begin: Begin, tmp_path: Path
) -> None:
    team = "[{name: A, phone: 116 123}, {name: B, phone: 116 123}, {name: C, phone: 116 123}]"
    terminal = begin(ANSWERED.replace("[{name: Bo, phone: 01632 960001}]", team))
    terminal.type("team")
    for typed in ("drop", "drop 4", "drop 1, 4", "edit 1, 2", "drop one", "edit"):
        said = terminal.type(typed)
        assert "Type edit or drop with a number from 1 to 3, or add.\n  1. A, 116 123" in said
    assert "That would leave nothing" in terminal.type("drop 1, 2 and 3")
    assert "  1. B, 116 123\nType edit 1" in terminal.type("drop 1; drop 3")
    for typed in ("drop", "edit 2", "drop 2"):
        assert "\nType edit 1, drop 1 or add.\n" in terminal.type(typed)
    leave(terminal)
    assert [one["name"] for one in values(tmp_path)["team"]] == ["B"]


def test_changes_on_one_line_count_by_the_list_on_the_screen(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(ANSWERED)
    assert "Type drop 2, rename 2 new words, add new words, or keep" in terminal.type("related")
    assert "Which one to drop is missing.\n  Type drop and a number" in terminal.type("drop")
    said = terminal.type("drop 2; drop 3; add eggs; figs")
    assert "Saved:\n  1. apples\n  2. dates\n  3. eggs\n  4. figs\n" in said
    assert "Your change" in terminal.type("rename 1 pears; drop 2, 3")
    leave(terminal)
    assert values(tmp_path)["related"] == {
        "rename": {"a": "pears"}, "drop": ["b", "c", "d"], "add": ["figs"],
    }  # fmt: skip


def test_lines_are_typed_anew_and_those_there_stay_until_then(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(ANSWERED)
    there = "1 High Street\nOakham"
    assert "add new words, or anew to type it all again." in terminal.type("address")
    assert terminal.type("anew").endswith("First line (Enter keeps the list that is there): ")
    assert "  1. 1 High Street\n  2. Oakham\n" in terminal.type("back")
    terminal.type("Anew")
    assert "Which one" in terminal.type("")
    assert values(tmp_path)["address"] == there
    terminal.type("address")
    terminal.type("anew")
    assert "Next line" in terminal.type("2 New Road")
    assert values(tmp_path)["address"] == "2 New Road"
    assert "Taken away: 2 New Road\nFirst line (Enter keeps" in terminal.type("back")
    assert values(tmp_path)["address"] == there
    terminal.type("3 New Road; Rutland")
    assert "Saved: 3 New Road; Rutland" in terminal.type("")
    terminal.type("address")
    assert "  1. 4 New Road\n  2. Oakham\n" in terminal.type("anew 4 New Road; Oakham")
    leave(terminal)
    assert values(tmp_path)["address"] == "4 New Road\nOakham"


def test_what_was_changed_before_anew_is_what_stays(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(ANSWERED)
    for typed in ("address", "drop 1", "anew", "x", "back"):
        terminal.type(typed)
    assert "Which one" in terminal.type("")
    assert values(tmp_path)["address"] == "Oakham"
    leave(terminal)


def test_a_slip_is_told_with_what_would_be_right(begin: Begin) -> None:
    terminal = begin(ANSWERED)
    terminal.type("start")
    said = terminal.type("27 Nov")
    assert "'27 Nov' is a date without a year.\n  Add it, as in 27 November 2026.\n" in said
    terminal.type("")
    terminal.type("page")
    assert "\n  Write https://www.elmpark.sch.uk.\n" in terminal.type("www.elmpark.sch.uk")
    terminal.type("")
    assert "A number: write digits, such as 3 or 1250." in terminal.type("days")
    leave(terminal)


def test_the_last_words_know_whether_the_policy_was_issued(begin: Begin) -> None:
    terminal = begin(ANSWERED)
    assert 'and WHAT is new, such as "First adopted."' in terminal.type("")
    terminal.end()
    history = '{version: "1.0", issued: May 2026, by: Governors, summary: First adopted.}'
    terminal = begin(f"{ANSWERED}    history: [{history}]\n")
    said = terminal.type("")
    terminal.end()
    assert 'and WHAT is new, such as "New contact details."' in said
    assert "First adopted" not in said
