"""What upgrade carries over, what it asks, what it shows, and what it leaves alone."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from terminal import Terminal
from workspaces import copy_newer_model

SCHOOL = "schools/holtsmere-end/school.yaml"
HOLTSMERE = "holtsmere-end/social-media"
OAKFIELD = "schools/oakfield/school.yaml"
ANSWERED = ("--choose", "messaging=app", "--set", "app=ParentPost")
APPROVED = ("--by", "Governing board", "--summary", "The model of 2018.", "--on", "10 May 2018")

OLD = """\
---
title: Visitors
publisher: The Oak Trust
issued: January 2026
review: annually
decisions:
  badges:
    ask: Who wears a badge?
    alternatives: {all: Everybody, adults: Adults alone}
  entry:
    ask: By which door do they come?
    alternatives: {front: By the front door, side: By the side door}
  checks:
    ask: What is looked at?
    choose: any
    alternatives: {name: The name, photo: The photograph, bag: The bag}
values:
  place: {ask: Where do they sign in?}
  colour: {ask: Which colour has the badge?}
  rules:
    ask: Which rules hold?
    type: list
    items: {quiet: being quiet, hands: clean hands, phones: no telephones}
roles: {head: Headteacher, porter: Porter}
---
## Visitors {#visitors}

1. They sign in at {{ values.place }} with the {{ roles.porter }} or the {{ roles.head }}.
   {#signing}
1. {% either badges: all %}Everybody wears a badge{% or adults %}Adults wear a badge{% endeither %},
   a {{ values.colour }} one. {#badge}
1. {% either entry: front %}By the front.{% or side %}By the side.{% endeither %} {#door}
1. {% either checks: name %}The name.{% or photo %}The picture.{% or bag %}The bag.{% endeither %}
   {#looked-at}
1. These hold: {#hold}
{% for rule in values.rules %}
   - {{ rule }}
{% endfor %}
"""

DOOR = "{% either entry: front %}By the front.{% or side %}By the side.{% endeither %} {#door}"
ENTRY = """\
  entry:
    ask: By which door do they come?
    alternatives: {front: By the front door, side: By the side door}
"""


def newer(text: str = OLD, *changes: tuple[str, str], since: str = "", of: str = "2026-01") -> str:
    """A model with changes made to its text, and what it says of the version before."""
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    said = f"since:\n  version: {of}\n{since}" if since else ""
    return text.replace("issued: January 2026\n", f"issued: January 2027\n{said}", 1)


VISITORS = """\
name: Elm School  # a small one

roles:
  porter: Caretaker
policies:
  visitors:
    model: 2026-01   # the first
    choices:
      badges: all  # as ever
      entry: side
      checks: [name, bag]
    values: {place: the office, colour: green}
    control: {Desk: values.place, Rule: As agreed}
    local:
      door:
        replace: |
          Round the back,   past the bins.
        reason: There is no other door
    next_review: May 2027
"""


@pytest.fixture
def elm(workspace: Path) -> Callable[..., Path]:
    """A school that adopted a small model, of which there are newer versions; its file."""

    def make(*models: str, school: str = VISITORS) -> Path:
        folder = workspace / "templates/visitors"
        folder.mkdir()
        for year, text in enumerate((OLD, *models), 2026):
            (folder / f"{year}-01.md").write_text(text, "utf-8")
        file = workspace / "schools/elm/school.yaml"
        file.parent.mkdir()
        file.write_text(school, "utf-8")
        return file

    return make


@pytest.fixture
def newest(workspace: Path) -> None:
    """The sample policy has a version that is newer than that of the schools."""
    copy_newer_model(workspace)


def said_by(run: Run, *words: str, status: int = 0) -> str:
    result = run(*words)
    assert result.exit_code == status, result.output
    return result.stdout + result.stderr


@pytest.mark.usefixtures("newest")
def test_choices_and_values_go_over_under_their_new_names(run: Run, workspace: Path) -> None:
    before = (workspace / SCHOOL).read_text("utf-8")
    said = said_by(run, "upgrade", HOLTSMERE, *ANSWERED)
    after = before.replace("model: 2016-04", "model: 2018-04")
    after = after.replace("personal_use: occasional", "private_use: occasional")
    after = after.replace("designated_place: the staff room", "place: the staff room")
    after = after.replace(
        "with_approval\n", "with_approval\n      messaging: app\n    confirm: [business_use]\n"
    )
    after = after.replace("the staff room\n", "the staff room\n      app: ParentPost\n")
    assert (workspace / SCHOOL).read_text("utf-8") == after
    assert "personal_use is called private_use now" in said
    assert "designated_place is called place now" in said
    assert "Still open" not in said, said


@pytest.mark.usefixtures("newest")
def test_the_redline_of_the_school_s_own_text_is_shown(run: Run) -> None:
    said = said_by(run, "upgrade", HOLTSMERE, *ANSWERED)
    assert "Redline: from the text of 2016-04 to the text of 2018-04" in said
    assert "Clause 5.3 removed (Business use of social media)" in said
    assert "misuse of social media [-should-]{+must+} tell the" in said
    assert "Parents are written to in ParentPost alone" in said
    section = said[said.index("3.    Personal use") : said.index("4.    Prohibited")]
    assert "the\nstaff room" in section and "{+" not in section, "what stays is not marked"


@pytest.mark.usefixtures("newest")
def test_a_dry_run_shows_the_same_and_writes_nothing(run: Run, workspace: Path) -> None:
    before = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    shown = said_by(run, "upgrade", HOLTSMERE, *ANSWERED, "--dry-run")
    assert {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()} == before
    done = said_by(run, "upgrade", HOLTSMERE, *ANSWERED)
    assert "Nothing was written." in shown
    assert shown.replace("Nothing was written.\n", "").splitlines()[:120] == done.splitlines()[:120]


@pytest.mark.usefixtures("newest")
def test_what_is_new_is_said_with_how_to_answer_it(run: Run, workspace: Path) -> None:
    said = said_by(run, "upgrade", HOLTSMERE)
    assert "Still open: messaging: May employees write to parents in a messaging group?" in said
    assert "--choose messaging=app   Yes, in the app that the school provides" in said
    assert "messaging: # app or never" in (workspace / SCHOOL).read_text("utf-8")
    assert "To be decided: May employees write to parents" in said
    said = said_by(run, "adopt", "holtsmere-end", "social-media", "--choose", "messaging=never")
    assert "Still open" not in said, said


@pytest.mark.usefixtures("newest")
def test_a_reworded_choice_is_kept_until_somebody_confirms_it(run: Run, workspace: Path) -> None:
    said = said_by(run, "upgrade", HOLTSMERE, "--choose", "messaging=never")
    assert "business_use stays with_approval, whose wording has changed: to be confirmed" in said
    assert "was: Yes, with approval\n    now: Yes, once approved in writing" in said
    place = f"{SCHOOL}:11:15: warning: business_use is to be confirmed"
    assert place in said_by(run, "check")
    assert "unconfirmed" in said_by(run, "status", "holtsmere-end")
    refused = said_by(run, "issue", HOLTSMERE, *APPROVED, status=1)
    assert "to be confirmed first, as the model has reworded it: business_use" in refused
    confirming = ("--choose", "business_use=with_approval")
    said_by(run, "adopt", "holtsmere-end", "social-media", *confirming)
    assert "confirm" not in (workspace / SCHOOL).read_text("utf-8")
    assert "unconfirmed" not in said_by(run, "status", "holtsmere-end")
    assert "version 2.0" in said_by(run, "issue", HOLTSMERE, *APPROVED)


@pytest.mark.usefixtures("newest")
def test_what_is_chosen_with_the_upgrade_is_confirmed_by_that(run: Run, workspace: Path) -> None:
    said_by(run, "upgrade", HOLTSMERE, *ANSWERED, "--choose", "business_use=with_approval")
    assert "confirm" not in (workspace / SCHOOL).read_text("utf-8")


@pytest.mark.usefixtures("newest")
def test_who_types_the_new_version_by_hand_hears_of_the_new_names(
    run: Run, workspace: Path
) -> None:
    edit(workspace / SCHOOL, "model: 2016-04", "model: 2018-04")
    said = said_by(run, "check", str(workspace / "schools/holtsmere-end"), status=1)
    for old, new in (("personal_use", "private_use"), ("designated_place", "place")):
        assert f"{old!r} is not" in said
        assert f"it is called {new} now; put back 2016-04 as the model, then: policygen" in said


@pytest.mark.usefixtures("newest")
def test_old_issues_still_rebuild(run: Run, workspace: Path) -> None:
    issued = ("--by", "Governing board", "--summary", "Before.", "--on", "1 March 2018")
    said_by(run, "issue", HOLTSMERE, *issued)
    said_by(run, "build", f"{HOLTSMERE}@2.0")
    old = {p.name: p.read_bytes() for p in (workspace / "build/holtsmere-end").glob("*@2.0*")}
    assert old
    said_by(run, "upgrade", HOLTSMERE, *ANSWERED, "--choose", "business_use=never")
    for name in old:
        (workspace / "build/holtsmere-end" / name).unlink()
    said_by(run, "build", f"{HOLTSMERE}@2.0")
    assert old == {p.name: p.read_bytes() for p in (workspace / "build/holtsmere-end").glob("*@2*")}
    said_by(run, "verify")
    said_by(run, "issue", HOLTSMERE, *APPROVED)
    assert "[-" in said_by(run, "diff", HOLTSMERE, "--from", "2.0", "--to", "3.0")


@pytest.mark.usefixtures("newest")
def test_all_are_upgraded_line_by_line_and_can_be_run_again(run: Run, workspace: Path) -> None:
    local = "    local:\n      kind-social-media: {remove: yes, reason: x}\n    history:"
    edit(workspace / OAKFIELD, "    history:", local)
    before = (workspace / OAKFIELD).read_bytes()
    said = said_by(run, "upgrade", "--all", *ANSWERED, status=1)
    assert f"{HOLTSMERE}: 2016-04 to 2018-04; 10 changes of the text; to be confirmed" in said
    listed = said_by(run, "diff", HOLTSMERE, "--from", "2016-04").split("\n\nBelow")[0]
    assert listed.count("\n-  ") == 10
    assert "3 policies upgraded; 1 refused." in said
    assert "oakfield/social-media: kind-social-media (clause 1.3) is worded otherwise here" in said
    assert (workspace / OAKFIELD).read_bytes() == before
    again = said_by(run, "upgrade", "--all", "--keep-local", "kind-social-media", *ANSWERED)
    assert "1 policy upgraded; 3 up to date." in again
    assert "oakfield/social-media: 2016-04 to 2018-04" in again
    assert "0 policies upgraded; 4 up to date." in said_by(run, "upgrade", "--all")


@pytest.mark.usefixtures("newest")
def test_the_result_is_data_too(run: Run) -> None:
    found = json.loads(run("upgrade", HOLTSMERE, "--json").stdout)
    (one,) = found["upgraded"]
    assert (one["from"], one["to"]) == ("2016-04", "2018-04")
    assert one["open"] == ["messaging"] and one["confirm"] == ["business_use"]
    assert "clause 5.3 removed (Business use of social media)" in one["changes"]
    again = json.loads(run("upgrade", HOLTSMERE, "--json", "--dry-run").stdout)
    assert again["same"] == [HOLTSMERE] and again["would_be_upgraded"] == []


def test_what_has_no_place_any_more_is_named_and_stays_as_a_comment(
    run: Run, elm: Callable[..., Path]
) -> None:
    model = newer(
        OLD,
        ("{% either entry: front %}By the front.{% or side %}By the side.{% endeither %}", "In."),
        (ENTRY, ""),
        (", bag: The bag", ""), ("{% or bag %}The bag.", ""),
        (",\n   a {{ values.colour }} one", ""),
        ("  colour: {ask: Which colour has the badge?}\n", ""),
        (" with the {{ roles.porter }} or", " with"), (", porter: Porter", ""),
    )  # fmt: skip
    file = elm(model)
    said = said_by(run, "upgrade", "elm/visitors", "--take-model", "door")
    for words in (
        "entry isn't decided any more; it is a comment now",
        "“The bag” is no answer to checks any more; it is a comment now",
        "the text prints no colour any more; it is a comment now",
        "no policy names porter any more; it is a comment now",
        "local wording of door: the model's words are taken instead; it is a comment now",
    ):
        assert words in said
    assert (
        file.read_text("utf-8")
        == """\
# yaml-language-server: $schema=../school.schema.json
name: Elm School  # a small one

roles: {}
  # 2027-01: no policy names porter any more
  # porter: Caretaker
policies:
  visitors:
    model: 2027-01   # the first
    choices:
      badges: all  # as ever
      checks: [name]
      # 2027-01: entry isn't decided any more
      # entry: side
      # 2027-01: “The bag” is no answer to checks any more
      # checks: [name, bag]
    values: {place: the office}
      # 2027-01: the text prints no colour any more
      # colour: green
    control: {Desk: values.place, Rule: As agreed}
    local: {}
      # 2027-01: the model's words are taken instead
      # door:
      #   replace: |
      #     Round the back,   past the bins.
      #   reason: There is no other door
    next_review: May 2027
"""
    )


def test_a_row_of_what_is_gone_is_a_comment(run: Run, elm: Callable[..., Path]) -> None:
    model = newer(
        OLD,
        ("at {{ values.place }} with", "with"),
        ("  place: {ask: Where do they sign in?}\n", ""),
    )
    file = elm(model)
    said = said_by(run, "upgrade", "elm/visitors")
    assert "there is no values.place any more; it is a comment now" in said
    assert "control: {Rule: As agreed}" in file.read_text("utf-8")
    assert "# Desk: values.place" in file.read_text("utf-8")


def test_items_of_a_list_go_over_by_their_new_names(run: Run, elm: Callable[..., Path]) -> None:
    was = "  was: {values: {house_rules: rules}, items: {house_rules: {silence: quiet}}}\n"
    model = newer(
        OLD, ("  rules:\n", "  house_rules:\n"), ("values.rules", "values.house_rules"),
        ("{quiet: being quiet, hands: clean hands, phones", "{silence: silence, phones"),
        since=f"{was}  gone: {{items: {{house_rules: [hands]}}}}\n",
    )  # fmt: skip
    rules = "rules: {rename: {quiet: hush, hands: soap}, drop: [phones]}}"
    file = elm(model, school=VISITORS.replace("colour: green}", f"colour: green, {rules}"))
    said = said_by(run, "upgrade", "elm/visitors")
    assert "rules is called house_rules now" in said
    assert "house_rules has no such item any more; it is a comment now" in said
    after = file.read_text("utf-8")
    assert "house_rules: {rename: {silence: hush}, drop: [phones]}}" in after
    assert "# hands: soap" in after


def test_an_alternative_goes_over_by_its_new_name(run: Run, elm: Callable[..., Path]) -> None:
    was = "  was: {alternatives: {badges: {everybody: all}, checks: {satchel: bag}}}\n"
    model = newer(
        OLD, ("{all: Everybody", "{everybody: Everybody"), ("badges: all", "badges: everybody"),
        ("bag: The bag", "satchel: The bag"), ("{% or bag %}", "{% or satchel %}"), since=was,
    )  # fmt: skip
    file = elm(model)
    said = said_by(run, "upgrade", "elm/visitors")
    assert "badges: everybody  # as ever" in file.read_text("utf-8")
    assert "checks: [name, satchel]" in file.read_text("utf-8")
    assert "confirm" not in said, "the words are the same"


def test_names_that_change_places_do(run: Run, elm: Callable[..., Path]) -> None:
    was = "  was: {values: {place: colour, colour: place}}\n"
    model = newer(
        OLD, ("values.place", "values.X"), ("values.colour", "values.place"),
        ("values.X", "values.colour"), ("Where do", "Of which colour do"), since=was,
    )  # fmt: skip
    file = elm(model)
    said_by(run, "upgrade", "elm/visitors")
    assert "values: {colour: the office, place: green}" in file.read_text("utf-8")
    assert "control: {Desk: values.colour, Rule: As agreed}" in file.read_text("utf-8")


def test_a_name_of_both_versions_stops_that_adoption(run: Run, elm: Callable[..., Path]) -> None:
    model = newer(OLD, ("place", "room"), since="  was: {values: {room: place}}\n")
    school = VISITORS.replace("values: {place", "values: {room: the hall, place")
    file = elm(model, school=school)
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    assert "schools/elm/school.yaml:12:14: place becomes room in 2027-01, which stands here" in said
    assert "keep one of the two" in said
    assert file.read_text("utf-8") == school


def test_versions_between_are_gone_through_one_by_one(run: Run, elm: Callable[..., Path]) -> None:
    second = newer(OLD, ("place", "room"), since="  was: {values: {room: place}}\n")
    third = newer(OLD, ("place", "desk"), since="  was: {values: {desk: room}}\n", of="2027-01")
    file = elm(second, third)
    said_by(run, "upgrade", "elm/visitors")
    assert "model: 2028-01   # the first" in file.read_text("utf-8")
    assert "values: {desk: the office" in file.read_text("utf-8")


def test_what_is_in_what_was_renamed_is_renamed_step_by_step(
    run: Run, elm: Callable[..., Path]
) -> None:
    second = newer(
        OLD, ("badges", "tags"), ("{all: Everybody", "{each: Everybody"), (": all %}", ": each %}"),
        since="  was: {decisions: {tags: badges}, alternatives: {tags: {each: all}}}\n",
    )  # fmt: skip
    third = newer(
        OLD, ("badges", "marks"), ("{all: Everybody", "{every: Everybody"),
        (": all %}", ": every %}"), of="2027-01",
        since="  was: {decisions: {marks: tags}, alternatives: {marks: {every: each}}}\n",
    )  # fmt: skip
    file = elm(second, third)
    said_by(run, "upgrade", "elm/visitors")
    assert "      marks: every  # as ever\n" in file.read_text("utf-8")


def test_a_version_that_names_none_comes_after_the_one_before_it(
    run: Run, elm: Callable[..., Path]
) -> None:
    second = newer(OLD, ("place", "room"), since="  was: {values: {room: place}}\n")
    file = elm(second, newer(OLD, ("place", "room")))
    said_by(run, "upgrade", "elm/visitors")
    assert "model: 2028-01" in file.read_text("utf-8")
    assert "values: {room: the office" in file.read_text("utf-8")


def test_one_version_can_be_wanted(run: Run, elm: Callable[..., Path]) -> None:
    file = elm(newer(), newer())
    said_by(run, "upgrade", "elm/visitors", "--to", "2027-01")
    assert "model: 2027-01" in file.read_text("utf-8")
    said = said_by(run, "upgrade", "elm/visitors", "--to", "2026-01", status=1)
    assert "elm/visitors: has 2027-01, which is later than 2026-01" in said
    said = said_by(run, "upgrade", "elm/visitors", "--to", "2029-01", status=2)
    assert "visitors has no model version '2029-01'" in said


def test_a_role_stays_while_another_policy_names_it(
    run: Run, workspace: Path, elm: Callable[..., Path]
) -> None:
    other = workspace / "templates/parking/2026-01.md"
    other.parent.mkdir()
    other.write_text(
        OLD.replace("Visitors\n", "Parking\n").replace("values.place", "roles.porter"), "utf-8"
    )
    school = f"{VISITORS}  parking: {{model: 2026-01}}\n"
    model = newer(OLD, ("porter", "keeper"), since="  was: {roles: {keeper: porter}}\n")
    file = elm(model, school=school)
    said_by(run, "upgrade", "elm/visitors")
    assert "roles:\n  porter: Caretaker\n  keeper: Caretaker\n" in file.read_text("utf-8")


def test_a_role_that_is_gone_stays_while_another_policy_names_it(
    run: Run, workspace: Path, elm: Callable[..., Path]
) -> None:
    other = workspace / "templates/parking/2026-01.md"
    other.parent.mkdir()
    other.write_text(OLD.replace("Visitors\n", "Parking\n"), "utf-8")
    model = newer(OLD, (" with the {{ roles.porter }} or", " with"), (", porter: Porter", ""))
    file = elm(model, school=f"{VISITORS}  parking: {{model: 2026-01}}\n")
    said_by(run, "upgrade", "elm/visitors")
    assert "roles:\n  porter: Caretaker\npolicies:" in file.read_text("utf-8")


def test_a_role_goes_over_by_its_new_name(run: Run, elm: Callable[..., Path]) -> None:
    model = newer(OLD, ("porter", "keeper"), since="  was: {roles: {keeper: porter}}\n")
    file = elm(model, school=VISITORS.replace("the bins.", "the {{ roles.porter }}."))
    said_by(run, "upgrade", "elm/visitors")
    assert "roles:\n  keeper: Caretaker\n" in file.read_text("utf-8")
    assert "past the {{ roles.keeper }}." in file.read_text("utf-8")


def test_an_answer_that_the_new_version_can_t_take_stops_it_with_its_place(
    run: Run, elm: Callable[..., Path]
) -> None:
    model = newer(OLD, ("place: {ask: Where do they sign in?}",
                        "place: {ask: Since when do they sign in?, type: date}"))  # fmt: skip
    file = elm(model)
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    assert "schools/elm/school.yaml:12:21: 'the office' is not a date" in said
    assert file.read_text("utf-8") == VISITORS
    said_by(run, "upgrade", "elm/visitors", "--set", "place=1 May 2026")
    assert "place: 1 May 2026" in file.read_text("utf-8")


def test_local_wording_of_what_the_model_leaves_as_it_is_goes_on(
    run: Run, elm: Callable[..., Path]
) -> None:
    model = newer(
        OLD, ("#door", "#way-in"), ("1. They sign", "1. New. {#new}\n1. They sign"),
        ("Everybody wears", "All of them wear"), since="  was: {ids: {way-in: door}}\n",
    )  # fmt: skip
    file = elm(model)
    said = said_by(run, "upgrade", "elm/visitors")
    assert "door is called way-in now" in said
    assert file.read_text("utf-8").count("Round the back,   past the bins.") == 1
    assert "      way-in:\n        replace: |\n" in file.read_text("utf-8")
    assert "1.4   Round the back, past the bins." in said, "and it holds"


def test_local_wording_of_what_the_model_has_changed_is_a_conflict(
    run: Run, elm: Callable[..., Path]
) -> None:
    file = elm(newer(OLD, ("By the side.", "By the side gate.")))
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    assert said == (
        "elm/visitors: door (clause 1.3) is worded otherwise here, and 2027-01 has changed it\n"
        "    2026-01  By the side.\n"
        "    2027-01  By the side gate.\n"
        "    yours    Round the back,   past the bins.\n"
        "  --keep-local door, or --take-model door; or edit your wording first\n"
    )
    assert file.read_text("utf-8") == VISITORS
    said = said_by(run, "upgrade", "elm/visitors", "--keep-local", "door")
    assert "1.3   Round the back" in said
    assert "Round the back,   past the bins." in file.read_text("utf-8")


SAID_BY_BOTH = ("By the side.", "Round the back, past {{ values.place }} of “Elm”.")


@pytest.mark.parametrize(
    "typed",
    [
        'Round the back,   past the office of "Elm".',
        "Round the back, past {{ values.place }}\n          of “Elm”.",
        "1. Round the back, past {{ values.place }} of “Elm”.",
    ],
)
def test_local_wording_that_the_model_has_taken_up_is_no_conflict(
    run: Run, elm: Callable[..., Path], typed: str
) -> None:
    school = VISITORS.replace("Round the back,   past the bins.", typed)
    file = elm(newer(OLD, SAID_BY_BOTH), school=school)
    assert "is worded otherwise" not in said_by(run, "impact", "visitors")
    said = said_by(run, "upgrade", "elm/visitors")
    assert "local wording of door: the model says the same now; it is a comment now" in said
    text = file.read_text("utf-8")
    assert "# 2027-01: the model says the same now" in text
    assert "      #   reason: There is no other door" in text
    for line in typed.split("\n"):
        assert line.strip() in text, "no word of it is lost"
    said_by(run, "build", "elm")
    words = (file.parents[2] / "build/elm/visitors.md").read_text("utf-8")
    assert "Round the back, past the office of" in words


@pytest.mark.parametrize(
    "typed",
    [
        "Round the back, past the office of *Elm*.",
        "Round the back, past the office of “Elm”.\n\n          And ring.",
        "1. Round the back, past the office of “Elm”.\n          1. And ring.",
    ],
)
def test_local_wording_that_says_more_than_the_model_is_a_conflict(
    run: Run, elm: Callable[..., Path], typed: str
) -> None:
    school = VISITORS.replace("Round the back,   past the bins.", typed)
    file = elm(newer(OLD, SAID_BY_BOTH), school=school)
    assert "is worded otherwise here" in said_by(run, "upgrade", "elm/visitors", status=1)
    assert file.read_text("utf-8") == school


def test_of_local_wording_that_the_model_has_taken_up_what_is_added_stays(
    run: Run, elm: Callable[..., Path]
) -> None:
    school = VISITORS.replace(
        "past the bins.\n", "past the office of “Elm”.\n        add: 1. And ring.\n"
    )
    file = elm(newer(OLD, SAID_BY_BOTH), school=school)
    assert "door: the model says the same now" in said_by(run, "upgrade", "elm/visitors")
    text = file.read_text("utf-8")
    assert "\n        add: 1. And ring.\n        reason: There is no other door\n" in text
    assert "#   Round the back,   past the office of “Elm”." in text
    said_by(run, "build", "elm")


def test_what_is_to_be_kept_is_though_the_model_says_the_same(
    run: Run, elm: Callable[..., Path]
) -> None:
    school = VISITORS.replace("past the bins.", "past the office of “Elm”.")
    file = elm(newer(OLD, SAID_BY_BOTH), school=school)
    said_by(run, "upgrade", "elm/visitors", "--keep-local", "door")
    assert "        replace: |\n          Round the back,   past" in file.read_text("utf-8")


def test_what_the_model_changes_elsewhere_is_no_conflict(
    run: Run, elm: Callable[..., Path]
) -> None:
    elm(newer(OLD, ("By the front.", "By the great front door.")))
    assert "conflict" not in said_by(run, "upgrade", "elm/visitors")


def test_what_the_model_has_no_more_is_a_conflict(run: Run, elm: Callable[..., Path]) -> None:
    file = elm(newer(OLD, (f"1. {DOOR}\n", ""), (ENTRY, "")))
    said = said_by(run, "upgrade", "elm/visitors", "--keep-local", "door", status=1)
    assert "door (clause 1.3) is worded otherwise here, and 2027-01 has it no more" in said
    assert "    2027-01  (removed)\n" in said
    assert file.read_text("utf-8") == VISITORS
    said_by(run, "upgrade", "elm/visitors", "--take-model", "door")
    assert "      #     Round the back,   past the bins.\n" in file.read_text("utf-8")


def test_what_both_have_removed_is_none(run: Run, elm: Callable[..., Path]) -> None:
    wording = VISITORS[VISITORS.index("      door:\n") : VISITORS.index("    next_review")]
    school = VISITORS.replace(wording, "      door: {remove: yes, reason: None is left}\n")
    bare = DOOR.removesuffix(" {#door}")
    file = elm(newer(OLD, (DOOR, bare)), school=school)
    said = said_by(run, "upgrade", "elm/visitors")
    assert "local wording of door: the model has removed it, too; it is a comment now" in said
    assert "# door: {remove: yes, reason: None is left}" in file.read_text("utf-8")


def test_what_is_added_goes_on_though_its_clause_has_changed(
    run: Run, elm: Callable[..., Path]
) -> None:
    model = newer(OLD, ("By the side.", "By the side gate."))
    elm(model, school=VISITORS.replace("replace: |", "add: |"))
    said = said_by(run, "upgrade", "elm/visitors")
    assert "By the side{+ gate+}." in said and "1.4   Round the back" not in said.split("[-")[0]


def test_what_the_new_version_locks_says_whom_to_ask(run: Run, elm: Callable[..., Path]) -> None:
    file = elm(newer(OLD, ("#door}", "#door .locked}")))
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    assert "schools/elm/school.yaml:15:7: door is locked\n  ask The Oak Trust" in said
    assert said.rstrip().endswith("; or --take-model door")
    assert file.read_text("utf-8") == VISITORS


def test_an_id_that_there_isn_t_is_told(run: Run, elm: Callable[..., Path]) -> None:
    elm(newer())
    said = said_by(run, "upgrade", "elm/visitors", "--keep-local", "dor", status=2)
    assert "'dor' is no id of visitors.\n  did you mean door?" in said
    both = ("--keep-local", "door", "--take-model", "door")
    assert "door can't be kept and taken from the model" in said_by(
        run, "upgrade", "elm/visitors", *both, status=2
    )


@pytest.mark.parametrize(
    ("change", "is_reworded"),
    [
        (("all: Everybody", "all: Everyone"), True),
        (("Everybody wears a badge", "Everybody wears two badges"), True),
        (("Who wears a badge?", "Who wears no badge?"), True),
        (("adults: Adults alone", "adults: Grown-ups"), False),
        (("Adults wear a badge", "Adults wear two"), False),
        (("Everybody wears a badge", "Everybody\n   wears a badge"), False),
        (("They sign in", "They sign out"), False),
    ],
)
def test_only_what_was_chosen_is_to_be_confirmed_if_reworded(
    run: Run, elm: Callable[..., Path], change: tuple[str, str], *, is_reworded: bool
) -> None:
    elm(newer(OLD, change))
    said = said_by(run, "upgrade", "elm/visitors", "--keep-local", "door")
    assert ("To be confirmed: badges" in said) is is_reworded


def test_a_school_with_mistakes_in_its_file_is_left_alone(
    run: Run, elm: Callable[..., Path]
) -> None:
    file = elm(newer(), school=VISITORS.replace("badges: all ", "badges: some "))
    before = file.read_bytes()
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    assert "'some' is not an alternative of badges" in said
    assert file.read_bytes() == before


def test_line_ends_and_a_mark_stay(run: Run, elm: Callable[..., Path]) -> None:
    file = elm(newer())
    file.write_bytes(b"\xef\xbb\xbf" + VISITORS.replace("\n", "\r\n").encode())
    said_by(run, "upgrade", "elm/visitors")
    after = file.read_bytes()
    assert after.startswith(b"\xef\xbb\xbf")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"model: 2027-01   # the first\r\n" in after


@pytest.mark.usefixtures("newest")
def test_a_model_that_was_changed_after_schools_issued_it_is_told(
    run: Run, workspace: Path
) -> None:
    issued = ("--by", "Governing board", "--summary", "Before.", "--on", "1 March 2018")
    said_by(run, "issue", HOLTSMERE, *issued)
    assert "was changed after" not in said_by(run, "check")
    edit(workspace / "templates/social-media/2016-04.md", "Never, and never on", "Never, not on")
    said = said_by(run, "check")
    assert (
        "templates/social-media/2016-04.md:1:1: warning: this version was changed after it was "
        "issued by holtsmere-end\n  put it back, and write what has changed as a new version"
    ) in said
    status = said_by(run, "status", "holtsmere-end")
    assert "issued, behind" in status, "its own text is the same"
    assert "its model version was changed after this was issued" in status
    said_by(run, "upgrade", HOLTSMERE, *ANSWERED)
    assert "was changed after" not in said_by(run, "check"), "it is of another version now"


@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are made otherwise there")
@pytest.mark.usefixtures("newest")
def test_on_a_terminal_only_what_is_new_is_asked(workspace: Path) -> None:
    environment = {**os.environ, "PAGER": "cat", "POLICYGEN_CALLED": "policygen"}
    terminal = Terminal(workspace, "upgrade", HOLTSMERE, environment=environment)
    heard = terminal.heard()
    assert "personal_use is called private_use now" in heard
    assert "working hours?" not in heard, "what was answered isn't asked again"
    assert "May employees use social media on the school's business?" in heard
    assert "The model has reworded what you chose: confirm it, or choose anew." in heard
    assert "The answer now: Yes, once approved in writing" in heard
    assert "Enter confirms it" in heard
    assert "May employees write to parents in a messaging group?" in terminal.type("")
    assert "Which app does the school provide" in terminal.type("1")
    terminal.type("ParentPost")
    assert "confirm" not in (workspace / SCHOOL).read_text("utf-8")
    terminal.type("quit")
    assert terminal.end() == 0
    assert "Redline: from the text of 2016-04 to the text of 2018-04" in terminal.said
    assert "+}1.1" not in terminal.said and "{+June 2017+}" not in terminal.said
    assert "app: ParentPost" in (workspace / SCHOOL).read_text("utf-8")


def test_a_clause_that_refers_to_a_renamed_one_has_not_changed(
    run: Run, elm: Callable[..., Path], workspace: Path
) -> None:
    refers = OLD.replace("These hold:", "These hold, see [](#door):")
    renamed = newer(refers, ("#door", "#way-in"), since="  was: {ids: {way-in: door}}\n")
    local = "      hold: {replace: We have none., reason: None}\n"
    file = elm(renamed, school=VISITORS.replace("      door:\n", f"{local}      door:\n"))
    (workspace / "templates/visitors/2026-01.md").write_text(refers, "utf-8")
    said_by(run, "upgrade", "elm/visitors")
    assert local in file.read_text("utf-8")


def test_a_mistake_is_placed_in_the_file_as_it_is(run: Run, elm: Callable[..., Path]) -> None:
    model = newer(
        OLD, (DOOR, "In. {#door}"), (ENTRY, ""),
        ("place: {ask: Where do they sign in?}", "place: {ask: When do they?, type: date}"),
    )  # fmt: skip
    elm(model)
    said = said_by(run, "upgrade", "elm/visitors", "--take-model", "door", status=1)
    assert "schools/elm/school.yaml:12:21: 'the office' is not a date" in said


def test_a_choice_that_is_gone_needs_no_confirming(run: Run, elm: Callable[..., Path]) -> None:
    second = newer(OLD, ("all: Everybody", "all: Everyone"))
    third = newer(
        OLD, ("all: Everybody, adults: Adults alone", "adults: Adults alone, few: A few"),
        ("either badges: all %}Everybody wears a badge{% or adults %}Adults wear a badge",
         "either badges: adults %}Adults wear a badge{% or few %}A few do"),
    )  # fmt: skip
    file = elm(second, third)
    said_by(run, "upgrade", "elm/visitors", "--to", "2027-01")
    assert "confirm: [badges]" in file.read_text("utf-8")
    said = said_by(run, "upgrade", "elm/visitors")
    assert "“Everyone” is no answer to badges any more" in said
    assert "Still open: badges" in said and "To be confirmed" not in said
    assert "confirm:" not in file.read_text("utf-8")


def test_what_is_to_be_confirmed_goes_over_by_its_new_name(
    run: Run, elm: Callable[..., Path]
) -> None:
    reworded = newer(OLD, ("all: Everybody", "all: Everyone"))
    renamed = newer(
        OLD, ("all: Everybody", "all: Everyone"), ("badges", "tags"), of="2027-01",
        since="  was: {decisions: {tags: badges}}\n",
    )  # fmt: skip
    file = elm(reworded, renamed)
    said_by(run, "upgrade", "elm/visitors", "--to", "2027-01")
    said_by(run, "upgrade", "elm/visitors")
    assert "confirm: [tags]" in file.read_text("utf-8")


@pytest.mark.usefixtures("newest")
def test_a_table_of_answers_confirms_what_it_changes(run: Run, workspace: Path) -> None:
    said_by(run, "upgrade", HOLTSMERE, *ANSWERED)
    table = workspace / "answers.csv"
    given = '"school","choices.business_use"\n"holtsmere-end","never"\n'
    table.write_text(given, "utf-8")
    said_by(run, "answers", "social-media", "--from", str(table))
    assert "business_use: never\n" in (workspace / SCHOOL).read_text("utf-8")
    assert "confirm" not in (workspace / SCHOOL).read_text("utf-8")


TRUST = """\
name: Oaks Trust
fixed:
  roles: {porter: Doorkeeper}
  policies:
    visitors:
      choices:
        entry: side
        badges: all
      values: {colour: blue}
      local:
        badge: {add: "1. It is {{ values.colour }}.", reason: As agreed}
default:
  policies:
    visitors:
      choices: {checks: [name, bag]}
      values: {place: the hall, rules: {drop: [hands]}}
"""
OF_TRUST = """\
name: Elm School
trust: oaks
policies:
  visitors:
    model: 2026-01
    next_review: May 2027
"""
RENAMED = newer(
    OLD, ("either badges: all %}", "either badge_for: every %}"), ("badges:", "badge_for:"),
    ("{all: Everybody,", "{every: Everybody,"), ("entry", "door"), ("front:", "main:"),
    ("door: front", "door: main"), ("name: The name", "who: The name"),
    ("checks: name", "checks: who"), ("values.place", "values.desk"),
    ("  place: {ask", "  desk: {ask"),
    ("values.colour", "values.tint"), ("  colour: {ask", "  tint: {ask"),
    ("hands: clean hands", "soap: clean hands"), ("porter: Porter", "keeper: Porter"),
    ("roles.porter", "roles.keeper"), ("#badge}", "#badges}"),
    since="  was:\n    decisions: {badge_for: badges, door: entry}\n"
    "    alternatives: {badge_for: {every: all}, checks: {who: name}, door: {main: front}}\n"
    "    values: {desk: place, tint: colour}\n    items: {rules: {soap: hands}}\n"
    "    roles: {keeper: porter}\n    ids: {badges: badge}\n",
)  # fmt: skip


@pytest.fixture
def oaks(workspace: Path) -> Path:
    (workspace / "trusts").mkdir()
    file = workspace / "trusts/oaks.yaml"
    file.write_text(TRUST, "utf-8")
    return file


def test_what_a_trust_says_holds_by_its_new_names_in_a_newer_version(
    run: Run, elm: Callable[..., Path], oaks: Path
) -> None:
    file = elm(RENAMED, school=OF_TRUST)
    said_by(run, "build", "elm")
    before = (oaks.parents[1] / "build/elm/visitors.md").read_text("utf-8")
    assert "Doorkeeper" in before and "It is blue." in before
    said = said_by(run, "upgrade", "elm/visitors")
    assert "the text stays the same" in said or "1 change of the text" in said, said
    assert "Still open" not in said, said
    assert file.read_text("utf-8").endswith(OF_TRUST.replace("2026-01", "2027-01"))
    assert oaks.read_text("utf-8") == TRUST
    said_by(run, "build", "elm")
    after = (oaks.parents[1] / "build/elm/visitors.md").read_text("utf-8")
    was_dated = {"January 2027": "January 2026", "2027-01": "2026-01"}
    for now, then in was_dated.items():
        after = after.replace(now, then)
    assert re.sub('<a id="[^"]+"></a>', "", after) == re.sub('<a id="[^"]+"></a>', "", before)
    assert "trusts/" not in said_by(run, "check", status=0)


def test_what_a_trust_fixes_by_an_older_name_is_fixed(
    run: Run, elm: Callable[..., Path], oaks: Path
) -> None:
    newest = OF_TRUST.replace("2026-01", "2027-01")
    file = elm(RENAMED, school=newest)
    said = said_by(run, "adopt", "elm", "visitors", "--choose", "badge_for=adults", status=2)
    assert "badge_for: Oaks Trust fixes this: Everybody." in said
    assert "adults" not in file.read_text("utf-8")
    own = "    choices: {badge_for: adults, checks: bag}\n    values: {tint: red, desk: the shed}\n"
    file.write_text(newest + own, "utf-8")
    said = said_by(run, "build", "elm", status=1)
    assert "schools/elm/school.yaml:7:26: Oaks Trust fixes badge_for, and this is something" in said
    assert "trusts/oaks.yaml:8:9 fixes it; remove it here" in said
    assert "schools/elm/school.yaml:8:20: Oaks Trust fixes tint, and this is something else" in said
    assert "desk" not in said, "a default may be answered otherwise"
    file.write_text(newest + own.replace("adults", "every").replace("red", "blue"), "utf-8")
    said_by(run, "build", "elm")
    text = (oaks.parents[1] / "build/elm/visitors.md").read_text("utf-8")
    assert "at the shed" in text and "The bag." in text and "The name." not in text
    file.write_text(newest + "roles: {keeper: Porter of ours}\n", "utf-8")
    said = said_by(run, "build", "elm", status=1)
    assert "Oaks Trust fixes what the post keeper is called" in said
    assert "trusts/oaks.yaml:3:11 fixes it" in said


def test_a_trust_s_own_words_for_both_names_come_before_what_follows_from_one(
    run: Run, elm: Callable[..., Path], oaks: Path
) -> None:
    elm(RENAMED, school=OF_TRUST.replace("2026-01", "2027-01"))
    edit(oaks, "values: {colour: blue}", "values: {colour: blue, tint: red}")
    edit(oaks, "        badges: all", "        badges: all\n        badge_for: adults")
    said_by(run, "build", "elm")
    text = (oaks.parents[1] / "build/elm/visitors.md").read_text("utf-8")
    assert "Adults wear a badge, a red one" in text


def test_what_a_trust_words_otherwise_and_the_model_has_changed_is_settled_in_the_school_s_file(
    run: Run, elm: Callable[..., Path], oaks: Path
) -> None:
    with oaks.open("a", encoding="utf-8") as file_:
        file_.write("      local: {door: {replace: Round the back., reason: Ours}}\n")
    file = elm(newer(OLD, ("By the side.", "By the side gate.")), school=OF_TRUST)
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    assert "door (clause 1.3) is worded otherwise here, set by Oaks Trust, and 2027" in said
    said_by(run, "upgrade", "elm/visitors", "--take-model", "door")
    text = file.read_text("utf-8")
    assert 'keep: "yes"' in text and "The model's words of 2027-01" in text
    said_by(run, "build", "elm")
    words = (oaks.parents[1] / "build/elm/visitors.md").read_text("utf-8")
    assert "By the side gate." in words and "Round the back" not in words


def test_what_a_trust_words_otherwise_that_is_gone_is_a_conflict_no_school_loses_by(
    run: Run, elm: Callable[..., Path], oaks: Path
) -> None:
    with oaks.open("a", encoding="utf-8") as file_:
        file_.write("      local: {looked-at: {replace: Nothing., reason: Ours}}\n")
    elm(newer(OLD, ("{#looked-at}", "")), school=OF_TRUST)
    said = said_by(run, "upgrade", "elm/visitors", status=1)
    told = "looked-at (clause 1.4) is worded otherwise here, set by Oaks Trust, and 2027-01 has it"
    assert f"{told} no more" in said
    said = said_by(run, "upgrade", "elm/visitors", "--take-model", "looked-at")
    assert "the trust's wording of looked-at: the model's words are taken instead" in said
    said_by(run, "build", "elm")
