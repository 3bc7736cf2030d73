"""What stopped a school business manager who had never seen policygen, and does so no more."""

import re
import shutil
from pathlib import Path

import pytest
from cli_fixtures import edit
from docx import Document
from for_schools import PAGE, typed
from terminal import Terminal
from workspaces import copy_policies

from policygen.cli.common import today
from policygen.dates import PartialDate

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
facts: {telephone: 01632 960999}
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
        "2:20": "this is only the example of how it is written: 01632 960999",
        "7:16": "this is only the example of how it is written: clubs@school.example.org",
        "8:13": "this is only the example of how it is written: https://www.gov.uk/clubs",
        "10:42": "this is only the example of how it is written: 01632 960 123",
    }
    for command in ("check elm-park", "build elm-park", "status elm-park"):
        result = typed(clubs, command)
        said = dict(
            re.findall(
                r"school.yaml:([0-9:]+): warning: (.* is only the example .*)", result.output
            )
        )
        assert said == (taken if command != "status elm-park" else {}), result.output
    result = typed(clubs, ISSUE)
    assert result.exit_code
    del taken["8:13"]  # that page is there, and may be the right one
    assert dict(re.findall(r"school.yaml:([0-9:]+): (.*)", result.output)) == taken
    assert "issued" not in school_file(clubs).read_text(encoding="utf-8")
    for old, new in (("960999", "960001"), ("clubs@", "clubs.office@"), ("960 123", "960 125")):
        edit(school_file(clubs), old, new)
    result = typed(clubs, ISSUE)
    assert result.exit_code == 0, result.output


def test_a_made_up_address_is_asked_for_again(clubs: Path) -> None:
    edit(school_file(clubs), "      contact: clubs@school.example.org\n", "")
    terminal = Terminal(clubs, "adopt", "elm-park", "clubs")
    assert "For example: clubs@school.example.org" in terminal.heard()
    said = terminal.type("example")
    assert "This is only the example of how it is written: clubs@school.example.org." in said
    assert "It is nobody's. Type your school's own" in said
    assert "Your answer" in said
    assert "Saved: office@elm-park.example" in terminal.type("office@elm-park.example")
    terminal.type("quit")
    terminal.end()
    result = typed(clubs, "adopt elm-park clubs --set contact=example")
    assert result.exit_code
    assert "is only the example" in result.output


def test_a_key_that_is_left_empty_is_no_answer_and_is_not_warned_of(here: Path) -> None:
    typed(here, "adopt elm-park complaints --choose anonymous=noted")
    edit(school_file(here), "      anonymous: noted", "      outside_member:  # yes or no")
    edit(school_file(here), "    values:\n", "    values:\n      late_months:\n")
    said = typed(here, "check elm-park").output
    assert "has no effect" not in said
    assert "isn't printed by anything that is chosen now" not in said
    edit(school_file(here), "outside_member:  #", "outside_member: yes  #")
    assert "outside_member has no effect" in typed(here, "check elm-park").output


def test_many_open_answers_are_told_as_one_and_few_in_the_words_of_their_questions(
    here: Path,
) -> None:
    typed(here, "adopt elm-park complaints")
    for command in ("check elm-park/complaints", "build elm-park/complaints"):
        said = typed(here, command).output
        (count,) = re.findall(
            r": (\d+) answers are open\n  python3 run.py .*adopt elm-park complaints asks them",
            said,
        )
        assert int(count) > 20
        assert "is undecided" not in said
        assert "is missing" not in said
    assert "1 problem" in typed(here, "check elm-park/complaints").output
    choices = "private_use=occasional", "business_use=with_approval"
    typed(here, f"adopt elm-park social-media {' '.join(f'--choose {one}' for one in choices)}")
    said = typed(here, "check elm-park/social-media").output
    assert "messaging is undecided: " in said
    model = (here / "templates/social-media/2018-04.md").read_text(encoding="utf-8")
    labels = re.findall(r"^      (\w+): (.*)$", model.partition("\n  messaging:\n")[2], re.M)[:2]
    for name, label in labels:
        assert f"{name} ({label})" in said
    assert "the value place is missing" in said


def test_a_policy_that_was_never_issued_is_not_told_to_set_its_review(here: Path) -> None:
    typed(here, "adopt elm-park social-media")
    said = typed(here, "check elm-park/social-media").output
    assert "has not been issued yet" in said
    assert "next_review" not in said


def test_what_is_to_be_typed_next_is_a_whole_command(clubs: Path) -> None:
    for old, new in (("960999", "960001"), ("clubs@", "clubs.office@"), ("960 123", "960 125")):
        edit(school_file(clubs), old, new)
    said = typed(clubs, "check elm-park").output
    (hint,) = re.findall(r"once it is approved: .* (issue elm-park/clubs .*)", said)
    assert hint == 'issue elm-park/clubs --by "WHO APPROVED IT"'
    reviewed = typed(clubs, 'reviewed elm-park/clubs --by "Committee"').output
    assert 'issue elm-park/clubs --by "WHO APPROVED IT"' in reviewed
    assert typed(clubs, f'{hint} --summary "First adopted."').exit_code == 0
    again = typed(clubs, ISSUE).output
    assert 'reviewed elm-park/clubs --by "WHO REVIEWED IT"' in again
    edit(school_file(clubs), "the staff room", "the hall")
    reviewed = typed(clubs, 'reviewed elm-park/clubs --by "Committee"').output
    assert 'issue elm-park/clubs --by "WHO APPROVED IT"' in reviewed


def test_a_school_and_a_policy_with_a_space_between_are_told_how_they_are_named(
    clubs: Path,
) -> None:
    for command in ('issue elm-park clubs --by "A" --summary "B"', "build elm-park clubs"):
        result = typed(clubs, command)
        assert result.exit_code
        assert "did you mean elm-park/clubs?" in result.output
    assert "did you mean" not in typed(clubs, "build clubs").output


@pytest.mark.parametrize("command", ["status elm-prak", "build elm-prak/clubs", "check elm-prak"])
def test_of_a_school_that_there_is_not_only_that_is_said(clubs: Path, command: str) -> None:
    result = typed(clubs, command)
    assert result.exit_code == 2
    assert result.output.startswith("Error: there is no school 'elm-prak'")
    assert "did you mean elm-park" in result.output
    assert "Usage" not in result.output
    assert "--help" not in result.output


def test_a_colon_without_a_space_is_told_with_its_place(clubs: Path) -> None:
    values = school_file(clubs).read_text(encoding="utf-8").partition("    values:\n")[2]
    edit(school_file(clubs), values, "      place:the library\n")
    said = typed(clubs, "check elm-park").output
    assert "school.yaml:7:12: a space is missing after place:\n  write place: the library" in said
    assert "group of keys" not in said


def test_what_was_agreed_is_not_said_of_a_draft_without_local_wording(here: Path) -> None:
    choices = "private_use=occasional", "business_use=with_approval", "messaging=never"
    answers = " ".join(f"--choose {one}" for one in choices)
    typed(here, f"adopt elm-park social-media {answers} --set place=here")
    said = typed(here, "status elm-park").output
    assert "draft" in said
    assert "consulted" not in said
    typed(here, 'issue elm-park/social-media --by "Governing board" --summary "First."')
    assert "As consulted: nothing" in typed(here, "status elm-park").output


def test_an_altered_date_is_counted_as_one_of_the_issues(clubs: Path) -> None:
    for old, new in (("960999", "960001"), ("clubs@", "clubs.office@"), ("960 123", "960 125")):
        edit(school_file(clubs), old, new)
    assert typed(clubs, f'{ISSUE} --on "1 September 2026"').exit_code == 0
    edit(school_file(clubs), "the staff room", "the hall")
    assert typed(clubs, f'{ISSUE} --on "2 October 2026"').exit_code == 0
    assert "2 issues intact, 0 altered" in typed(clubs, "verify elm-park").output
    edit(school_file(clubs), "issued: 2 October 2026", "issued: 3 October 2026")
    said = typed(clubs, "verify elm-park").output
    assert "1 issue intact, 1 altered, 0 not held here." in said
    assert "Put back from a copy what was altered" in said


def issued_clubs(clubs: Path) -> None:
    """Issue the policy, with a contact that is the school's own."""
    for old, new in (("960999", "960001"), ("clubs@", "clubs.office@"), ("960 123", "960 125")):
        edit(school_file(clubs), old, new)
    assert typed(clubs, f'{ISSUE} --on "1 September 2026"').exit_code == 0


def test_it_is_said_which_day_is_taken_where_none_is_given(clubs: Path) -> None:
    issued_clubs(clubs)
    edit(school_file(clubs), "the staff room", "the hall")
    said = typed(clubs, ISSUE).output
    assert re.search(
        r"The day of approval is today, \d+ \w+ 20\d\d, as no other was given: --on", said
    )
    said = typed(clubs, 'reviewed elm-park/clubs --by "Committee"').output
    assert re.search(r"The day of the review is today, \d+ \w+ 20\d\d, as no other was", said)
    edit(school_file(clubs), "the hall", "the gym")
    assert "is today" not in typed(clubs, f'{ISSUE} --on "{today()}"').output


def test_whoever_changes_an_issued_policy_is_told_that_it_needs_approval(clubs: Path) -> None:
    issued_clubs(clubs)
    assert "needs approval" not in typed(clubs, "adopt elm-park clubs").output
    terminal = Terminal(clubs, "adopt", "elm-park", "clubs")
    terminal.heard()
    for line in ("place", "the hall"):
        terminal.type(line)
    said = terminal.type("")
    assert said.endswith(
        "The text is no longer that of version 1.0: it is changed,\n"
        "  and needs approval before it is issued again.\n"
    )
    terminal.end()
    assert "needs approval" in typed(clubs, "adopt elm-park clubs").output


def test_the_table_of_commands_dates_what_it_records() -> None:
    rows = re.findall(r"^\| record [^|]+ \| `([^`]+)` \|$", PAGE, re.M)
    assert len(rows) == 2
    assert all(' --on "' in row for row in rows)


def test_pictures_are_found_where_the_page_says_that_they_belong(
    here: Path, tmp_path: Path
) -> None:
    assert "folder `parts`" in PAGE
    typed(here, "adopt elm-park complaints")
    draft(here, "complaints")
    built, site = here / "build", tmp_path / "site"
    shutil.copytree(built / "parts", site / "parts")
    (site / "policies").mkdir()
    page = shutil.copy(built / "elm-park/complaints.draft.md", site / "policies")
    pictures = re.findall(r"!\[[^]]*\]\(([^)]+)\)", Path(page).read_text(encoding="utf-8"))
    assert pictures
    for picture in pictures:
        assert (site / "policies" / picture).is_file()


def test_numbers_of_questions_are_those_of_the_list(here: Path) -> None:
    write(here, MAINTAINED)
    terminal = Terminal(here, "adopt", "elm-park", "complaints")
    asked = {}
    said = terminal.heard()
    for answer in ("", "1", "1", "", "no"):
        number, question = re.findall(r"^Question (\d+) of .*\n(.*)", said, re.M)[-1]
        asked[number] = question
        said = terminal.type(answer)
    # (1 to 3 are about the kind of school, which is known, and for academies.)
    assert [*asked] == ["4", "5", "6", "7", "8"]
    shown = terminal.type("show")
    for number, question in asked.items():
        assert re.search(rf"^  {number}\. {re.escape(question)} \[", shown, re.M)
    listed = re.findall(r"^  (\d+)\. (.*) \[", shown, re.M)
    assert len({number for number, _ in listed}) == len(listed)
    for number in ("6", "5"):
        assert asked[number] in terminal.type(f"change {number}")
    terminal.type("quit")
    terminal.end()


def test_a_post_goes_by_its_name_and_is_held_by_somebody_with_one(here: Path) -> None:
    write(here, MAINTAINED)
    terminal = Terminal(here, "adopt", "elm-park", "complaints")
    terminal.heard()
    said = terminal.type("change coordinator")
    assert "coordinator may mean\n  19. Who holds the post of Complaints coordinator?\n" in said
    assert "Who holds the post of Complaints coordinator?" in terminal.type("change 19")
    said = terminal.type("4/10/2026")
    assert "can't be a name." in said
    assert "Your answer" in said
    assert "Saved: Jo Bell" in terminal.type("Jo Bell")
    terminal.type("quit")
    terminal.end()


def test_a_day_that_there_is_not_is_told_in_figures_as_in_words() -> None:
    for words in ("31/2/2027", "April 31 2026", "0.5.2026"):
        with pytest.raises(ValueError, match="there is no such da"):
            PartialDate.parse(words)


def test_a_question_for_academies_waits_until_the_kind_is_known(here: Path) -> None:
    write(here, "name: Elm Park School\n")
    said = typed(here, "adopt elm-park complaints").output
    assert "the academy" not in said
    assert "the academy" in typed(here, "adopt elm-park complaints --set facts.kind=academy").output


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
