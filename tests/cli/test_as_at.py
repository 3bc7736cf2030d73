"""Which issue is in force on a day: one, none, or one that isn't held here."""

import json
from pathlib import Path

import pytest
from cli_fixtures import Run, edit

NAME = "holtsmere-end/social-media"  # 1.0 of April 2016 and 1.1 of June 2017, typed by hand
SCHOOL = "schools/holtsmere-end/school.yaml"
FROZEN = "schools/holtsmere-end/issued/social-media"


@pytest.fixture
def issued(run: Run, workspace: Path) -> Path:
    """Two more issues, in other words each, of which the second applies from a later day."""
    approved = ("issue", NAME, "--by", "Board", "--summary")
    assert run(*approved, "A", "--on", "10 June 2019").exit_code == 0
    edit(workspace / SCHOOL, "the staff room", "the library")
    words = ("--on", "3 July 2020", "--in-force", "1 September 2020", "--minor")
    assert run(*approved, "B", *words).exit_code == 0
    edit(workspace / SCHOOL, "the library", "the hall")  # of no issue
    return workspace


def shown(run: Run, day: str) -> tuple[str, str]:
    """What is said of a day, and the place that its text names."""
    result = run("show", NAME, "--as-at", day)
    assert result.exit_code == 0, result.output
    places = [place for place in ("staff room", "library", "hall") if place in result.stdout]
    return result.stderr, ", ".join(places)


def test_the_text_in_force_on_a_day_is_shown_as_it_was_frozen(run: Run, issued: Path) -> None:
    del issued
    until = "In force: 2.0 from 10 June 2019 through 31 August 2020"
    assert shown(run, "10 June 2019") == (f"{until}.\n", "staff room")
    assert shown(run, "2 July 2020") == (f"{until}.\n", "staff room")
    later = "; to come: 2.1 from 1 September 2020"
    assert shown(run, "3 July 2020") == (f"{until}{later}.\n", "staff room")
    assert shown(run, "31 August 2020") == (f"{until}{later}.\n", "staff room")
    assert shown(run, "1 September 2020") == ("In force: 2.1 from 1 September 2020.\n", "library")
    assert shown(run, "2199-12-31")[1] == "library"


def test_as_data_it_says_from_when_until_when(run: Run, issued: Path) -> None:
    del issued
    result = run("show", NAME, "--as-at", "1 July 2020", "--json")
    data = json.loads(result.stdout)
    assert result.stderr == ""
    assert data["title"] == "Social media policy"
    days = {"from": "2019-06-10", "through": "2020-08-31"}
    assert data["in_force"] == {"version": "2.0", **days}
    data = json.loads(run("show", NAME, "--as-at", "1 July 2021", "--json").stdout)
    assert data["in_force"]["through"] is None
    assert "in_force" not in json.loads(run("show", NAME, "--json").stdout)


def test_one_that_is_not_held_here_is_named_with_a_way_to_get_it(run: Run, issued: Path) -> None:
    result = run("show", NAME, "--as-at", "30 April 2016")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"{FROZEN}/1.0.md:1:1: in force on 30 April 2016 is version 1.0 from April 2016 through "
        "31 May 2017, which is not held here\n"
        "  its history was typed by hand, so it was never frozen: look at the school's own copy\n"
    )
    (issued / FROZEN / "2.0.md").unlink()
    result = run("show", NAME, "--as-at", "1 July 2020")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{FROZEN}/2.0.md:1:1: in force on 1 July 2020 is version 2.0" in result.stderr
    assert "put that file there from a copy" in result.stderr


def test_before_the_first_none_is_in_force(run: Run, issued: Path) -> None:
    result = run("show", NAME, "--as-at", "31 March 2016")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == (
        f"Error: {NAME}: no version is in force on 31 March 2016; "
        "in force later: 1.0 from April 2016 through 31 May 2017\n"
        f'  policygen -C {issued} show {NAME} --as-at "1 April 2016"\n'
    )
    result = run("show", "brook-lane/social-media", "--as-at", "31 March 2016")
    assert result.exit_code == 1
    assert "on 31 March 2016; never issued" in result.stderr
    assert "show brook-lane/social-media shows what is to be issued" in result.stderr


def test_after_a_withdrawal_the_one_before_is_in_force_again(run: Run, issued: Path) -> None:
    del issued
    run("withdraw", f"{NAME}@2.1", "--reason", "In error", "--on", "1 October 2020")
    said, place = shown(run, "30 September 2020")
    assert "In force: 2.1 from 1 September 2020 through 30 September 2020." in said
    assert "version 2.1 was withdrawn on 1 October 2020: In error" in said
    assert place == "library"
    assert shown(run, "1 October 2020") == ("In force: 2.0 from 1 October 2020.\n", "staff room")


def test_where_all_was_withdrawn_it_says_so(run: Run, issued: Path) -> None:
    del issued
    for version, day in (("2.1", "1"), ("2.0", "1"), ("1.1", "1"), ("1.0", "2")):
        reason = ("--reason", "In error", "--on", f"{day} October 2020")
        assert run("withdraw", f"{NAME}@{version}", *reason).exit_code == 0
    result = run("show", NAME, "--as-at", "5 October 2020")
    assert result.exit_code == 1
    assert "version 1.0 was withdrawn on 2 October 2020: In error" in result.stderr
    assert "in force before: 1.0 from 1 October 2020 through 1 October 2020" in result.stderr
    assert '--as-at "1 October 2020"' in result.stderr


@pytest.mark.parametrize("named", [NAME, "holtsmere-end"])
def test_a_retired_one_is_shown_for_the_days_before(run: Run, issued: Path, named: str) -> None:
    del issued
    run("retire", named, "--reason", "Merged", "--on", "1 July 2025")
    said, place = shown(run, "30 June 2025")
    assert said == "In force: 2.1 from 1 September 2020 through 30 June 2025.\n"
    assert place == "library"
    result = run("show", NAME, "--as-at", "1 July 2025")
    assert result.exit_code == 1
    assert "on 1 July 2025; retired since 1 July 2025: Merged; in force" in result.stderr


def test_what_is_not_as_it_was_made_tells_nothing(run: Run, issued: Path) -> None:
    file = issued / FROZEN / "2.0.md"
    whole = file.read_bytes()
    edit(file, "staff room", "pub")
    result = run("show", NAME, "--as-at", "1 July 2020")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "can't be told: version 2.0 isn't as it was issued" in result.stderr
    assert "verify holtsmere-end says what is wrong" in result.stderr
    assert shown(run, "1 September 2020")[1] == "library"
    file.write_bytes(whole)
    edit(issued / SCHOOL, "1 September 2020", "1 September 2021")
    for day in ("2016-05-01", "1 July 2020", "1 October 2021"):
        result = run("show", NAME, "--as-at", day)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "can't be told: the issue of 3 July 2020 isn't as it was recorded" in result.stderr


def test_nor_does_a_file_with_a_mistake_that_may_hide_a_day(run: Run, issued: Path) -> None:
    edit(issued / SCHOOL, "issued: June 2017", "issued: 01/06/2017")
    result = run("show", NAME, "--as-at", "1 October 2020")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"{SCHOOL}:" in result.stderr
    assert "'01/06/2017' is not a date that can be understood" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((NAME, "--as-at", "July 2020"), "--as-at: July 2020 is a month; name one day of it."),
        ((NAME, "--as-at", "01/07/2020"), "--as-at: '01/07/2020' is not a date"),
        ((NAME, "--as-at", ""), "--as-at: '' is not a date"),
        ((NAME, "--as-at"), "requires an argument"),
        ((f"{NAME}@2.0", "--as-at", "2020-07-01"), f"Leave the version out: {NAME}"),
        (("holtsmere-end", "--as-at", "2020-07-01"), "Name a policy too: holtsmere-end/POLICY"),
    ],
)
def test_words_that_name_no_day_or_no_policy(run: Run, words: tuple[str, ...], said: str) -> None:
    result = run("show", *words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_a_policy_that_was_never_adopted_is_refused(run: Run) -> None:
    result = run("show", "holtsmere-end/socail-media", "--as-at", "2020-07-01")
    assert result.exit_code in (1, 2)
    assert "did you mean social-media?" in result.stderr


@pytest.mark.parametrize("what", ["brook-lane/social-media", "brook-lane"])
@pytest.mark.parametrize("day", ["2026-01-01", "2026-07-01"])
def test_what_is_retired_and_was_never_issued_is_brought_back_to_be_seen(
    run: Run, what: str, day: str
) -> None:
    """It said that `show` shows what is to be issued, which `show` then refused."""
    assert run("retire", what, "--reason", "Gone", "--on", "1 May 2026").exit_code == 0
    policy = "brook-lane/social-media"
    result = run("show", policy, "--as-at", day)
    assert result.exit_code == 1
    hint = result.stderr.splitlines()[-1]
    assert hint.startswith("  to bring it back: policygen ")
    assert hint.endswith(f" retire --undo {what}")
    assert run("retire", "--undo", what).exit_code == 0
    assert run("show", policy).exit_code == 0
    assert "shows what is to be issued" in run("show", policy, "--as-at", day).stderr
