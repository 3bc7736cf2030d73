"""What adopt shows of what is settled or open, and how each of it is changed, run after run."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cli_fixtures import edit
from terminal import INTERRUPT, Terminal

from policygen.sources.positions import load

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="pseudo-terminals are made otherwise there"
)

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
  means:
    ask: How do they travel?
    choose: any
    alternatives: {bus: By bus, train: By train}
values:
  place: {ask: "Where do they meet, as a rule?", example: e.g. the school gate}
  fee: {ask: What does it cost?, type: money, default: 5}
  kit: {ask: What do pupils bring?, type: list}
  team:
    ask: Who leads?
    type: records
    fields:
      name: {ask: Name, example: Ann Lee}
      phone: {ask: Telephone, type: telephone}
      note: {ask: Note, optional: yes}
roles: {headteacher: Headteacher}
---
## Scope

1. {% either who: head %}The {{ roles.headteacher }}.{% or governors %}They.{% endeither %}
   {% either means: bus %}Bus.{% or train %}Train.{% endeither %} {{ facts.telephone }}
2. {{ values.place }} {{ values.fee }} {{ values.kit|listed }}
{% for p in values.team %}
3. {{ p.name }}, {{ p.phone }}{% if p.note %}, {{ p.note }}{% endif %}.
{% endfor %}
"""
SETTLED = """\
name: Oak School
facts: {telephone: 01632 960000}
policies:
  visits:
    model: 2026-01
    choices: {who: head, means: [bus]}
    values:
      place: the hall
      kit: [a coat, a hat]
      team:
        - {name: Bo, phone: 01632 960001}
        - {name: Al, phone: 01632 960002, note: first aid}
"""
FILE = "schools/oak/school.yaml"
Begin = Callable[..., Terminal]


@pytest.fixture
def begin(tmp_path: Path) -> Begin:
    """Begins a talk about the policy above; `school` is the school's file."""
    (tmp_path / "templates/visits").mkdir(parents=True)
    (tmp_path / "templates/visits/2026-01.md").write_text(MODEL, "utf-8")
    (tmp_path / "schools/oak").mkdir(parents=True)

    def begun(school: str = "") -> Terminal:
        if school:
            (tmp_path / FILE).write_text(school, "utf-8")
        terminal = Terminal(tmp_path, "adopt", "oak", "visits")
        terminal.heard()
        return terminal

    return begun


def entry(folder: Path) -> Any:
    return load((folder / FILE).read_text("utf-8"), "").data["policies"]["visits"]


def test_what_was_left_open_is_named_and_can_be_taken_up(begin: Begin) -> None:
    terminal = begin("name: Oak School\n")
    for answer in ("head", "all", "01632 960000", "", "", "", ""):
        terminal.type(answer)
    open_ = (
        "3 questions still open:\n"
        "  4. Where do they meet, as a rule? [place]\n"
        "  5. What do pupils bring? [kit]\n"
        "  6. Who leads? [team]\n"
    )
    assert open_ + "To answer one of them, type change and its number, here" in terminal.said
    assert "Nothing else is open" not in terminal.said
    assert open_ in terminal.type("keep all")
    assert "To answer: question 4 [place]\nWhere do they meet" in terminal.type("4")
    assert "2 questions still open:\n  5. What do" in terminal.type("the gate")
    assert "Question" not in terminal.said.rpartition("To answer: question 4")[2]
    left = terminal.type("")
    assert left.count("[team]") == 0
    assert "2 answers still to give.\nTo go on where you are now: policygen adopt oak" in left
    assert terminal.end() == 0
    assert "Question 5 of 6\nWhat do pupils bring?" in begin_and_leave(begin)


def begin_and_leave(begin: Begin) -> str:
    """What is said at the beginning of a talk that is left at once."""
    terminal = begin()
    said = terminal.said
    terminal.type(INTERRUPT)
    assert terminal.end() == 0
    return said


def test_all_that_is_settled_is_listed_and_found_by_number_name_or_words(begin: Begin) -> None:
    terminal = begin(SETTLED)
    assert "Question " not in terminal.said
    for said in (
        "  1. Who approves a visit? [who]\n     The headteacher\n",
        "[fee]\n     £5 (the model's)\n",
        "[roles.headteacher]\n     Headteacher (the model's)\n",
    ):
        assert said in terminal.said
    for typed, name in (
        ("1", "who"), ("who approves", "who"), ("Who approves a visit?", "who"),
        ("means", "means"), ("telephone", "facts.telephone"), ("a rule", "place"),
        ("headteacher", "roles.headteacher"), ("by bus", "means"), ("the hall", "place"),
        ("change fee", "fee"),
    ):  # fmt: skip
        assert f"[{name}" in terminal.type(typed), typed
        terminal.type("")
    assert "wh may mean 1, 3, 4, 5, 6, 7 or 8. Type the number" in terminal.type("wh")
    assert "what may mean\n  3. What" in terminal.type("change What")
    assert "Nothing goes by nobody here." in terminal.type("nobody")
    assert "There is no 99 here: the numbers go from 1 to 8." in terminal.type("99")
    terminal.type("")
    assert terminal.end() == 0


def test_each_kind_of_answer_is_changed_in_a_later_run(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED)
    for typed in (
        "who approves", "2", "means", "train", "place", "the gate", "fee", "7", "telephone",
        "01632 960009", "kit", "rename 1 boots", "drop 2", 'add "a; b"', "",
    ):  # fmt: skip
        terminal.type(typed)
    terminal.type("quit")
    assert terminal.end() == 0
    after = entry(tmp_path)
    assert after["choices"] == {"who": "governors", "means": ["train"]}
    assert (after["values"]["place"], after["values"]["fee"]) == ("the gate", "7")
    assert after["values"]["kit"] == ["boots", "a; b"]
    assert "telephone: 01632 960009" in (tmp_path / FILE).read_text("utf-8")


def test_a_choice_that_opens_a_question_has_it_asked(begin: Begin) -> None:
    terminal = begin(SETTLED.replace("who: head", "who: governors"))
    assert "[roles.headteacher]" not in terminal.said
    terminal.type("1")
    terminal.type("head")
    assert "[roles.headteacher]" in terminal.type("show")
    terminal.kill()


@pytest.mark.parametrize(
    ("old", "new", "wrong", "typed"),
    [
        ("who: head", "who: haed", "'haed' is not an alternative of who", "1"),
        ("[bus]", "[bus, trian]", "'trian' is not an alternative of means", "1"),
        ("phone: 01632 960001", "phone: ring me", "'ring me' is not a telephone number", None),
        ("place: the hall", "fee: lots\n      place: the hall", "'lots' is not a sum of", "5"),
    ],
)
def test_a_wrong_answer_in_the_file_is_told_with_its_place_and_asked(
    begin: Begin, tmp_path: Path, old: str, new: str, wrong: str, typed: str | None
) -> None:
    assert old in SETTLED
    terminal = begin(SETTLED.replace(old, new))
    text = (tmp_path / FILE).read_text("utf-8")
    word = wrong.split("'")[1]
    line = next(number for number, one in enumerate(text.split("\n"), 1) if word in one)
    column = text.split("\n")[line - 1].index(word) + 1
    assert f"{FILE}:{line}:{column}: {wrong}" in terminal.said
    assert len(re.findall(r"^Question \d+ of ", terminal.said, re.M)) == 1
    if typed is None:
        for one in ("1", "", "01632 960001", "", ""):
            terminal.type(one)
    else:
        terminal.type(typed)
    assert "All questions are answered:\n  1. Who approves" in terminal.type("keep all")
    terminal.type("quit")
    assert terminal.end() == 0
    assert "Nothing is open. Next" in terminal.said
    assert word not in (tmp_path / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "typed", "said"),
    [
        ("who: head", "whoo: head", ["1"], "Question 1 of 6\nWho approves a visit?"),
        ("{name: Bo, ", "{name: Bo, phon: 1, ", ["edit 1", "", "", ""], "Taken away: phon: 1"),
        (
            "{name: Bo, phone: 01632 960001}", "Bo", ["01632 960001"],
            "Item 1, Bo, isn't whole yet.\n  Telephone",
        ),
    ],
)  # fmt: skip
def test_what_is_misspelt_or_in_the_wrong_place_can_be_put_right(
    begin: Begin, tmp_path: Path, old: str, new: str, typed: list[str], said: str
) -> None:
    assert old in SETTLED
    terminal = begin(SETTLED.replace(old, new))
    for one in (*typed, "", "keep all", "quit"):
        terminal.type(one)
    assert terminal.end() == 0
    assert said in terminal.said
    assert "Nothing is open. Next" in terminal.said
    assert entry(tmp_path)["choices"]["who"] == "head"
    right = load(SETTLED, "").data["policies"]["visits"]["values"]["team"]
    assert entry(tmp_path)["values"]["team"] == right


def test_a_wrong_answer_that_is_left_is_not_called_open(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED.replace("who: head", "who: haed"))
    assert "Enter leaves it as it is" in terminal.said
    said = terminal.type("")
    assert "Left as it is: it can't be printed so, and is asked again." in said
    assert "Left open" not in said
    assert "[who]; what the file has can't be taken" in said
    terminal.type("quit")
    assert terminal.end() == 0
    assert "did you mean head?" in terminal.said
    assert "--draft" not in terminal.said
    assert entry(tmp_path)["choices"]["who"] == "haed"


def test_an_item_is_edited_field_by_field(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED)
    assert "  2. Al, 01632 960002, first aid\n" in terminal.type("team")
    assert "Item 2\n  Name (now: Al; Enter keeps it)" in terminal.type("edit 2")
    assert "Telephone (a telephone number; now: 01632 960002; Enter" in terminal.type("Al; Lee | 1")
    assert "'me' is not a telephone number" in terminal.type("me")
    assert "Note (now: first aid; Enter keeps it; - leaves it out)" in terminal.type("")
    assert "Saved: 2 items" in terminal.type("-")
    assert "Name (now: Bo" in terminal.type("1")
    assert "  1. Bo, 01632 960001\n" in terminal.type("back")
    terminal.type("edit 1")
    terminal.type("Bob")
    terminal.kill()
    assert entry(tmp_path)["values"]["team"] == [
        {"name": "Bob", "phone": "01632 960001"},
        {"name": "Al; Lee | 1", "phone": "01632 960002"},
    ]


def test_an_item_begun_is_kept_or_taken_back(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED)
    terminal.type("team")
    assert "Item 3\n  Name (for example: Ann Lee; Enter for none)" in terminal.type("add")
    assert "example" not in terminal.type("Cy")
    assert entry(tmp_path)["values"]["team"][2] == {"name": "Cy"}
    terminal.type("back")
    assert "or add (Enter when they are right)" in terminal.type("back")
    assert len(entry(tmp_path)["values"]["team"]) == 2
    terminal.type("add")
    terminal.type("example")
    assert "Left open: Telephone\n" in terminal.type("")
    terminal.kill()
    assert entry(tmp_path)["values"]["team"][2] == {"name": "Ann Lee"}
    again = begin()
    assert "Who leads?" in again.said
    assert "Item 3, Ann Lee, isn't whole yet." in again.said
    assert "Note (may be left out)" in again.type("")
    said = again.type("")
    assert "  3. Ann Lee (still missing: Telephone)\n" in said
    assert "  2. Al, 01632 960002, first aid\n" in again.type("drop 3")
    again.type("")
    assert "Nothing is open. Next" in again.type("quit")
    assert again.end() == 0
    assert len(entry(tmp_path)["values"]["team"]) == 2


def test_another_answer_may_be_changed_amid_an_item(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED)
    for typed in ("team", "add", "Cy"):
        terminal.type(typed)
    assert "To change: question 4 [place]" in terminal.type("change place")
    said = terminal.type("the gate")
    assert "Item 3, Cy, isn't whole yet." in said
    terminal.type("01632 960003")
    terminal.kill()
    assert entry(tmp_path)["values"]["team"][2] == {"name": "Cy", "phone": "01632 960003"}
    assert entry(tmp_path)["values"]["place"] == "the gate"


def test_a_list_half_typed_is_kept(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED.replace("      kit: [a coat, a hat]\n", ""))
    assert "Type each item and press Enter" in terminal.said
    terminal.type("a map")
    assert "Taken away: a map" in terminal.type("back")
    assert entry(tmp_path)["values"].get("kit") is None
    terminal.type("a scarf")
    assert "The invisible character" in terminal.type("a\u202eb")
    terminal.kill()
    assert entry(tmp_path)["values"]["kit"] == ["a scarf"]


def test_an_example_is_shown_and_taken_without_what_leads_to_it(
    begin: Begin, tmp_path: Path
) -> None:
    terminal = begin(SETTLED.replace("      place: the hall\n", ""))
    assert "For example: the school gate\n" in terminal.said
    assert "“e.g.” alone is no answer.\n  Type example to take" in terminal.type("e.g.")
    assert "There is no default here." in terminal.type("default")
    assert "Saved: the school gate" in terminal.type("e.g. the school gate")
    terminal.kill()
    assert entry(tmp_path)["values"]["place"] == "the school gate"


def test_a_file_of_rows_takes_the_place_of_the_items(begin: Begin, tmp_path: Path) -> None:
    begin(SETTLED).kill()
    (tmp_path / "schools/oak/odd.csv").write_text("who\nBo\n", "utf-8")
    (tmp_path / "schools/oak/staff.csv").write_text("name,phone\nBo,01632 960001\n", "utf-8")
    terminal = begin()
    terminal.type("team")
    assert "schools/oak/odd.csv:1:1: 'who' is no field" in terminal.type("odd.csv")
    assert "Saved: the rows of staff.csv" in terminal.type("staff.csv")
    terminal.type("quit")
    assert terminal.end() == 0
    assert entry(tmp_path)["values"]["team"] == {"rows": "staff.csv"}
    edit(tmp_path / "schools/oak/staff.csv", "01632 960001", "none")
    again = begin()
    assert "schools/oak/staff.csv:2:4: 'none' is not a telephone number" in again.said
    assert "Question 6 of 6\nWho leads?" in again.said
    again.kill()


def numbered(said: str) -> dict[str, int]:
    """What is listed, by name, with its number."""
    return {name: int(one) for one, name in re.findall(r"^  (\d+)\. .*\[(.*?)\]", said, re.M)}


def test_a_question_keeps_its_number_whatever_is_chosen_or_open(begin: Begin) -> None:
    """So that 4 is what it was the last time, and what the model answers has its number, too."""
    full = numbered(begin_and_show(begin, SETTLED))
    assert [*full.values()] == [*range(1, 9)]
    for old, new in (
        ("who: head", "who: governors"),
        ("who: head, ", ""),
        ("      place: the hall\n", ""),
        ("facts: {telephone: 01632 960000}\n", "roles: {headteacher: Principal}\n"),
    ):
        assert old in SETTLED
        some = numbered(begin_and_show(begin, SETTLED.replace(old, new)))
        assert some == {name: number for name, number in full.items() if name in some}
        assert {"fee", "place", "team", "facts.telephone"} < some.keys()


def begin_and_show(begin: Begin, school: str) -> str:
    """What is shown at the beginning of a talk."""
    terminal = begin(school)
    said = terminal.type("show")
    terminal.kill()
    return said


def test_after_leave_open_the_model_s_answers_are_shown_by_their_numbers(begin: Begin) -> None:
    terminal = begin(SETTLED)
    terminal.type("1")
    terminal.type("leave open")
    shown = terminal.type("show")
    assert "  8. What does it cost? [fee]\n     £5 (the model's)\n" in shown
    assert "1 question still open:\n  1. Who approves a visit? [who]\n" in shown
    assert "What does it cost?" in terminal.type("8")
    terminal.kill()


def test_what_a_school_says_unasked_is_numbered_behind_what_the_model_asks(begin: Begin) -> None:
    posts = "roles: {headteacher: {holder: Ann Lee}}\n"
    shown = numbered(begin_and_show(begin, posts + SETTLED))
    assert shown["roles.headteacher.holder"] == 9
    assert shown["roles.headteacher"] == 7


def test_leave_open_at_the_end_says_that_a_number_comes_first(begin: Begin, tmp_path: Path) -> None:
    terminal = begin(SETTLED)
    said = terminal.type("leave open")
    assert "Type the number of the question first, and leave open when it is asked." in said
    assert "Which one (Enter ends)" in said
    terminal.type("")
    assert terminal.end() == 0
    assert entry(tmp_path)["values"]["place"] == "the hall"


def test_leave_open_behind_the_first_item_asks_before_it_takes_it_away(
    begin: Begin, tmp_path: Path
) -> None:
    terminal = begin(SETTLED.partition("      team:")[0])
    for typed in ("Bo", "01632 960001", ""):
        terminal.type(typed)
    assert "Take all of it away?" in terminal.type("leave open")
    terminal.type("no")
    terminal.kill()
    assert entry(tmp_path)["values"]["team"] == [{"name": "Bo", "phone": "01632 960001"}]


def test_keep_keeps_an_answer_and_is_none(begin: Begin, tmp_path: Path) -> None:
    before = entry_of(begin(SETTLED), tmp_path)
    terminal = begin()
    for typed in ("place", "keep", "headteacher", "keep", "team", "edit 1", "keep", "KEEP", "-"):
        terminal.type(typed)
    terminal.kill()
    assert entry(tmp_path) == before
    terminal = begin(SETTLED.replace("      place: the hall\n", ""))
    assert 'There is no answer to keep here. To answer with that word: "keep"' in (
        terminal.type("keep")
    )
    assert "Saved: keep\n" in terminal.type('"keep"')
    terminal.kill()


def entry_of(terminal: Terminal, tmp_path: Path) -> Any:
    """What a file holds when somebody only looks at it."""
    terminal.kill()
    return entry(tmp_path)


def test_a_number_between_others_is_of_a_question_that_needs_no_answer(begin: Begin) -> None:
    terminal = begin(SETTLED.replace("who: head", "who: governors"))
    said = terminal.type("7")  # what the headteacher is called, who is named no more
    assert "Question 7 needs no answer, as things are answered now." in said
    assert "There is no 9 here: the numbers go from 1 to 8." in terminal.type("9")
    assert "Nothing goes by hal here." in terminal.type("hal")  # the hall is an answer
    terminal.kill()
