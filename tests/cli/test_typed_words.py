"""What Word and e-mail make of quotation marks and dashes, and quotation marks left out."""

from pathlib import Path

import pytest
from cli_fixtures import Run
from hypothesis import given
from hypothesis import strategies as st

from policygen.cli.typed_words import printed_signs

NAME = "oakfield/social-media"
QUOTES = '  Type straight ones around words with spaces: "…"'


@pytest.mark.parametrize(
    "words",
    [
        ("issue", NAME, "--by", "“Governing", "board”", "--summary", "New."),
        ("issue", NAME, "--by", "“Governors”", "--summary", "New."),
        ("issue", NAME, "--by", "Governors", "--summary=“New", "rules”"),
        ("new", "elm-park", "--name", "“Elm", "Park", "School”"),
        ("new", "elm-park", "--name", "„Elm", "Park“"),
        ("new", "elm-park", "--name", "‘Elm", "Park’"),
        ("adopt", "oakfield", "social-media", "--set", "designated_place=“the", "hall”"),
    ],
)
def test_printed_quotes_are_told_from_straight_ones(
    words: tuple[str, ...], run: Run, workspace: Path
) -> None:
    before = (workspace / "schools/oakfield/school.yaml").read_bytes()
    said = run(*words)
    assert said.exit_code == 2
    assert (
        f"{'„' if '„Elm' in words else '‘' if '‘Elm' in words else '“'} is a printed" in said.stderr
    )
    assert said.stderr.endswith(f"quotation mark.\n{QUOTES}\n")
    assert f"{words[0]} [OPTIONS]" in said.stderr
    assert (workspace / "schools/oakfield/school.yaml").read_bytes() == before
    assert not (workspace / "schools/elm-park").exists()


def test_a_printed_quote_that_only_ends_is_told_too(run: Run) -> None:
    said = run("new", "elm-park", "--name", "Elm", "Park”").stderr
    assert said.endswith(f"” is a printed quotation mark.\n{QUOTES}\n")


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("—-by", "Type two hyphens: --by"), ("–-by", "Type two hyphens: --by"),
        ("—by", "Type two hyphens: --by"), ("−−by", "Type two hyphens: --by"),
        ("—help", "Type two hyphens: --help"), ("–h", "Type a hyphen: -h"),
    ],
)  # fmt: skip
def test_printed_dashes_are_told_from_hyphens(typed: str, right: str, run: Run) -> None:
    said = run("issue", NAME, typed, "Board", "--summary", "New.")
    assert said.exit_code == 2
    assert said.stderr.endswith(f"Error: {typed} begins with a printed dash.\n  {right}\n")


def test_a_printed_dash_in_place_of_a_command(run: Run) -> None:
    assert run("—help").stderr.endswith("printed dash.\n  Type two hyphens: --help\n")
    assert "did you mean build?" in run("biuld").stderr
    assert "There is no command '—'" in run("—").stderr


def test_a_dash_makes_no_folder_and_an_equals_sign_stays(run: Run, workspace: Path) -> None:
    said = run("new", "elm-park", "—name=Elm Park")
    assert "—name begins with a printed dash.\n  Type two hyphens: --name\n" in said.stderr
    assert not (workspace / "schools/elm-park").exists()


def test_printed_signs_within_words_are_taken_as_they_are(run: Run, workspace: Path) -> None:
    name = "“Tell us” – a school’s own"
    assert run("new", "elm-park", "--name", name).exit_code == 0
    assert name in (workspace / "schools/elm-park/school.yaml").read_text("utf-8")
    assert run("new", "ash", "--name", "Ash—Oak").exit_code == 0
    assert run("new", "beech", "--name", "’Oak").exit_code == 0
    assert run("new", "cedar", "--name", "–nothing").exit_code == 0


@given(st.text(alphabet='ab =-–“”‘"', max_size=12))
def test_what_a_shell_kept_together_with_spaces_is_left_alone(text: str) -> None:
    assert printed_signs([f"a {text} b"], ["--ab"]) is None
    assert text.isascii() is False or printed_signs([text], ["--ab"]) is None


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        (
            ("issue", NAME, "--by", "Governing", "board", "--summary", "First", "adopted."),
            '--by "Governing board" --summary "First adopted."',
        ),
        (
            ("issue", "--by", "Governing", "board", NAME, "--summary", "New."),
            '--by "Governing board"',
        ),
        (("new", "elm", "--name", "Elm", "Park", "School"), '--name "Elm Park School"'),
        (("status", "--on", "1", "June", "2019"), '--on "1 June 2019"'),
        (
            ("reviewed", NAME, "--by", "Board", "--on", "20", "March", "2018"),
            '--on "20 March 2018"',
        ),
    ],
)  # fmt: skip
def test_quotes_that_were_left_out_are_shown_where_they_belong(
    typed: tuple[str, ...], right: str, run: Run
) -> None:
    said = run(*typed)
    assert said.exit_code == 2
    assert said.stderr.endswith(f"\n  words with spaces stand in quotes: {right}\n")
    assert "make it" not in said.stderr


def test_other_mistakes_are_not_taken_for_lost_quotes(run: Run) -> None:
    for words, hint in (
        (("status", "--on", "2019-13", "oakfield"), "write 2018-04-10, "),
        (("status", "--on", "2019", "oakfield"), "write 2018-04-10, "),
        (("status", "--on", "1 June 2019", "oakfiel"), "did you mean oakfield?"),
        (("status", "--on", "1 June 2019", "nowhere"), "or make it: "),
        (("status", "--on", "2019-06-01", "nowhere"), "or make it: "),
        (("status", "--on", "June", "oakfiel"), "--on: 'June'"),
        (("reviewed", "--by", "Board", "oakfiel"), "did you mean oakfield?"),
        (("issue", "oakfiel/social-media", "--by", "Board", NAME), "did you mean oakfield?"),
        (("issue", "oakfiel/social-media", "--dry-run", "nix", "none"), "did you mean oakfield?"),
    ):
        said = run(*words).stderr
        assert hint in said, words
        assert "stand in quotes" not in said, words


def test_a_school_that_is_not_there_can_be_made(run: Run) -> None:
    said = run("status", "elm-park").stderr
    assert "there is no school 'elm-park'\n  choose brook-lane, " in said
    assert "or st-marys-st-johns; or make it: policygen -C" in said or "; or make it: " in said
    assert said.endswith('new elm-park --name "FULL NAME"\n')
    near = run("status", "oakfeld").stderr
    assert near.endswith("\n  did you mean oakfield?\n")
    bad = run("status", "Elm Park").stderr
    assert "make it" not in bad
    assert "choose brook-lane" in bad


def test_the_first_school_can_be_made(run: Run, workspace: Path) -> None:
    for folder in (workspace / "schools").iterdir():
        (folder / "school.yaml").unlink(missing_ok=True) if folder.is_dir() else None
    said = run("status", "elm-park").stderr
    assert said.splitlines()[-1].startswith("  make it: ")
