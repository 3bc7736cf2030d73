"""Where an adviser who typed the README was stopped, or told what isn't so: no more."""

import email
from email import policy
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from click.testing import CliRunner
from workspaces import copy_newer_model

from policygen.cli import policygen

NAME = "oakfield/social-media"
FILE = "schools/oakfield/school.yaml"
PLACE = "the staff lounge in the lodge"
BY = ("--by", "Board")


def told(run: Run, *words: str, status: int = 0) -> str:
    """All that a command says."""
    result = run(*words)
    assert result.exit_code == status, result.output
    return result.output


@pytest.fixture
def newer(workspace: Path) -> None:
    copy_newer_model(workspace)


# What is still to be filled in


@pytest.mark.parametrize("said", ["TBC", '"[insert place]"', "……", "<name>", "(insert date)"])
def test_a_blank_is_warned_of_and_is_not_issued(run: Run, workspace: Path, said: str) -> None:
    edit(workspace / FILE, PLACE, said)
    bare = said.strip('"')
    warned = f"warning: designated_place is still to be filled in: '{bare}' would be printed"
    assert warned in told(run, "check", "oakfield")
    assert warned in told(run, "build", "oakfield")
    before = (workspace / FILE).read_bytes()
    for more in ((), ("--dry-run",)):
        refused = told(run, "issue", NAME, *BY, "--summary", "New.", *more, status=1)
        assert "designated_place is still to be filled in" in refused
        assert "write what belongs there" in refused
    assert (workspace / FILE).read_bytes() == before


def test_a_blank_that_nothing_prints_bars_no_issue(run: Run, workspace: Path) -> None:
    edit(workspace / FILE, PLACE, "TBC")
    edit(workspace / FILE, "personal_use: occasional", "personal_use: never")
    assert "to be filled in" not in told(run, "check", "oakfield")
    told(run, "issue", NAME, *BY, "--summary", "New.")


def test_a_post_and_a_row_of_the_control_table_may_be_blank_too(run: Run, workspace: Path) -> None:
    edit(workspace / FILE, "headteacher: Principal", "headteacher: '[insert post]'")
    edit(workspace / FILE, "    values:", "    control: {Audience: TBC}\n    values:")
    said = told(run, "check", "oakfield")
    assert "headteacher is still to be filled in" in said
    assert "Audience is still to be filled in" in said


def test_quotation_marks_around_a_whole_value_are_warned_of(run: Run, workspace: Path) -> None:
    edit(workspace / FILE, PLACE, "“the staff room”")
    said = told(run, "check", "oakfield")
    assert "designated_place stands in quotation marks, which would be printed" in said
    assert "write it without them: the staff room\n" in said
    told(run, "issue", NAME, *BY, "--summary", "New.")  # it may be meant
    edit(workspace / FILE, "“the staff room”", "the “quiet” room")
    assert "quotation marks" not in told(run, "check", "oakfield")


# Versions of a model


@pytest.mark.usefixtures("newer")
def test_a_name_that_the_model_has_changed_is_told_with_what_it_is_now(run: Run) -> None:
    told(run, "new", "elm-park", "--name", "Elm Park")
    words = ("adopt", "elm-park", "social-media", "--choose", "personal_use=never")
    said = told(run, *words, "--set", "designated_place=the hall", status=2)
    assert (
        "'personal_use' is no decision of social-media.\n  it is called private_use since 2018-04"
        in said
    )
    assert (
        "'designated_place' is no value of social-media.\n  it is called place since 2018-04"
        in said
    )


@pytest.mark.usefixtures("newer")
def test_the_way_back_to_an_earlier_version_can_be_gone(run: Run, workspace: Path) -> None:
    told(run, "new", "elm-park", "--name", "Elm Park")
    told(run, "adopt", "elm-park", "social-media")
    file = workspace / "schools/elm-park/school.yaml"
    place = "schools/elm-park/school.yaml:5:12"
    for words in (
        ("adopt", "elm-park", "social-media", "--model", "2016-04"),
        ("upgrade", "elm-park/social-media", "--to", "2016-04"),
    ):
        said = told(run, *words, status=1)
        assert f"to go back, write 2016-04 at {place}" in said
        assert "upgrade elm-park" not in said
    assert file.read_text("utf-8").splitlines()[4][11:] == "2018-04"
    edit(file, "model: 2018-04", "model: 2016-04")
    assert "'private_use' is not a decision" in told(
        run, "check", "elm-park/social-media", status=1
    )


@pytest.mark.usefixtures("newer")
def test_a_school_on_a_later_version_is_not_up_to_date(run: Run) -> None:
    told(run, "upgrade", NAME, "--choose", "messaging=never")
    said = told(run, "impact", "social-media", "--to", "2016-04")
    assert "On a later version than 2016-04: 1 of 4 schools: oakfield" in said
    assert "Up to date: 3 of 4 schools" in said
    assert "3 up to date; 1 on a later version" in said
    data = told(run, "impact", "social-media", "--to", "2016-04", "--format", "json")
    assert '"later": [\n   ' in data
    assert "later version" in told(
        run, "impact", "social-media", "--to", "2016-04", "--format", "csv"
    )
    page = told(run, "impact", "social-media", "--to", "2016-04", "--format", "html")
    assert "On a later version" in page


# Reviews


def recorded(run: Run, workspace: Path) -> str:
    """An issue of April 2024, reviewed within the month before that was due; then a second one."""
    told(run, "new", "elm-park", "--name", "Elm Park")
    answers = ("--choose", "personal_use=never", "--choose", "business_use=never")
    told(run, "adopt", "elm-park", "social-media", *answers)
    name = "elm-park/social-media"
    told(run, "issue", name, *BY, "--summary", "First.", "--on", "April 2024")
    said = told(run, "reviewed", name, *BY, "--on", "20 March 2026")
    assert "next review April 2028" in said
    edit(
        workspace / "schools/elm-park/school.yaml",
        "business_use: never",
        "business_use: with_approval",
    )
    return name


@pytest.mark.usefixtures("later")
def test_withdrawing_brings_back_the_review_that_was_due_before(run: Run, workspace: Path) -> None:
    name = recorded(run, workspace)
    told(run, "issue", name, *BY, "--summary", "Second.", "--on", "1 May 2026")
    said = told(run, "withdraw", f"{name}@2.0", "--reason", "In error", "--on", "2 May 2026")
    assert "version 1.0 is the last again, next review April 2028\n" in said
    assert "as the record of issues and reviews has it" in said
    assert "next_review: April 2028" in (workspace / "schools/elm-park/school.yaml").read_text(
        "utf-8"
    )


@pytest.mark.usefixtures("later")
def test_a_review_date_that_was_given_with_an_issue_comes_back(run: Run, workspace: Path) -> None:
    name = recorded(run, workspace)
    words = ("--on", "1 May 2026", "--next-review", "July 2027")
    told(run, "issue", name, *BY, "--summary", "Second.", *words)
    edit(workspace / "schools/elm-park/school.yaml", "with_approval", "never")
    told(run, "issue", name, *BY, "--summary", "Third.", "--on", "1 June 2026")
    said = told(run, "withdraw", f"{name}@3.0", "--reason", "In error", "--on", "2 June 2026")
    assert "version 2.0 is the last again, next review July 2027\n" in said


def test_an_overdue_review_of_a_text_that_has_changed_is_hinted_as_an_issue(
    run: Run, workspace: Path
) -> None:
    past = ("--on", "June 2025", "--next-review", "July 2025")
    told(run, "issue", NAME, *BY, "--summary", "New.", *past)
    record = f'record the review: policygen -C {workspace} reviewed {NAME} --by "WHO REVIEWED IT"\n'
    assert record in told(run, "check", NAME)
    edit(workspace / FILE, PLACE, "the hall")
    said = told(run, "check", NAME)
    assert "record the review" not in said
    issue = f'policygen -C {workspace} issue {NAME} --by "WHO APPROVED IT" --summary "WHAT CHANGED"'
    assert f"its text has changed since, so issue that: {issue}\n" in said


def test_a_second_issue_of_the_same_text_is_told_the_whole_command(
    run: Run, workspace: Path
) -> None:
    told(run, "issue", NAME, *BY, "--summary", "New.")
    said = told(run, "issue", NAME, *BY, "--summary", "New.", status=1)
    assert f'policygen -C {workspace} reviewed {NAME} --by "WHO REVIEWED IT"\n' in said


def test_nothing_due_is_said_in_words(run: Run) -> None:
    said = run("register", "--within", "30d", "--on", "1 May 2010", "--policy", "social-media")
    assert said.output == "Nothing is due within 30 days.\n"


# Words on the command line


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("build", "-C", "../mist"),
            "-C stands before the command.\n  policygen -C ../mist build\n",
        ),
        (("build", "oakfield", "-C", "a b"), '\n  policygen -C "a b" build oakfield\n'),
        (("build", "-draft"), "did you mean --draft?"),
        (("build", "oakfield", "-format=html"), "did you mean --format=html?"),
        (("build", "--all"), "policygen build by itself is about all schools"),
        (("verify", "--all"), "policygen verify by itself is about all schools"),
        (("help",), "type policygen --help\n"),
        (("help", "build"), "type policygen build --help\n"),
        (("diff", "oakfield", "social-media"), "did you mean oakfield/social-media?"),
        (("show", "oakfield", "social-media"), "did you mean oakfield/social-media?"),
    ],
)
def test_a_word_in_the_wrong_place_is_told_where_it_belongs(
    run: Run, words: tuple[str, ...], said: str
) -> None:
    assert said in told(run, *words, status=2)


def test_other_wrong_words_are_told_as_before(run: Run) -> None:
    assert "No such option" in told(run, "diff", NAME, "--all", status=2)
    assert "did you mean" not in told(run, "diff", NAME, "social-media", status=2)
    assert "did you mean" not in told(run, "build", "-zz", status=2)


# Paths and places


def test_files_are_named_as_they_are_typed_from_here(
    run: Run, workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = workspace / "templates"
    monkeypatch.chdir(inside)
    file = "../schools/elm-park/school.yaml"
    for words in (("new", "elm-park", "--name", "Elm Park"), ("adopt", "elm-park", "social-media")):
        first = run(*words).stdout.splitlines()[0]
        assert Path(first) == Path(file)
        assert Path(first).is_file()


def test_a_school_that_adopted_nothing_is_offered_whole_commands(run: Run, workspace: Path) -> None:
    told(run, "new", "elm-park", "--name", "Elm Park")
    said = told(run, "build", "elm-park")
    assert f"  policygen -C {workspace} adopt elm-park social-media\n" in said


def test_a_key_beside_its_group_is_told_once(run: Run, workspace: Path) -> None:
    edit(workspace / FILE, "      business_use: never", "    business_use: never")
    said = told(run, "check", NAME, status=1)
    assert said.count("business_use") == 1
    assert "unknown key 'business_use'\n  indent it under choices if it is a decision, " in said
    assert "1 problem," in said


def test_an_answer_that_has_the_name_of_a_key_is_still_asked_for(run: Run, workspace: Path) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    edit(model, "  designated_place:", "  published: {ask: Where?}\n  designated_place:")
    edit(
        model,
        "{{ values.designated_place }}",
        "{{ values.designated_place }} {{ values.published }}",
    )
    edit(workspace / FILE, "    values:", "    published: https://oak.example/a\n    values:")
    assert "the value published is missing" in told(run, "check", NAME, status=1)


# Tables and models


def test_a_table_with_nothing_but_its_heads_is_told_so(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "answers.csv"
    told(run, "answers", "social-media", "--format", "csv", "--out", str(file))
    lines = file.read_text("utf-8-sig").splitlines()
    for kept in (1, 2):
        file.write_text("\n".join(lines[:kept]) + "\n", "utf-8")
        said = told(run, "answers", "social-media", "--from", str(file), status=1)
        assert "there is no school in this file" in said


def test_an_id_that_is_given_twice_is_told_with_both_lines(run: Run, workspace: Path) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    text = model.read_text("utf-8")
    model.write_text(
        f"{text}\n## One {{#twice}}\n\n1. Words.\n\n## Two {{#twice}}\n\n1. More words.\n", "utf-8"
    )
    lines = model.read_text("utf-8").splitlines()
    first, second = (n for n, line in enumerate(lines, 1) if "#twice" in line)
    said = told(run, "check", "social-media", status=1)
    assert f"2016-04.md:{first}:" in said
    assert f"the other is in templates/social-media/2016-04.md:{second}\n" in said


def test_a_reminder_is_typed_with_the_workspace_that_its_sender_named(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(workspace / FILE, "name: Oak", "email: o@oak.example\nname: Oak")
    elsewhere = workspace.parent / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    words = ["-C", f"../{workspace.name}", "remind", "--on", "2027-05-01"]
    CliRunner().invoke(policygen, words, prog_name="policygen", catch_exceptions=False)
    letter = email.message_from_bytes(
        (workspace / "build/reminders/oakfield.eml").read_bytes(), policy=policy.default
    )
    body = letter.get_body()
    assert body
    said = body.get_content()
    assert f"  policygen -C ../{workspace.name} reviewed {NAME} --by" in said
    assert f"folder of its own leaves -C ../{workspace.name} out.)" in said
