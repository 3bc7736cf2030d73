"""Slips of a school's business manager, at the terminal: each is told with what would be right."""

from pathlib import Path

import pytest
from cli_fixtures import Run, edit

NAME = "oakfield/social-media"
FILE = "schools/oakfield/school.yaml"
ISSUE = ("issue", NAME, "--by", "Board", "--summary", "New.")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("adopt", "oakfield", "social-media@2016-04"), "\n  a model version is named by itself: "
         "social-media --model 2016-04\n"),
        (("show", f"{NAME}@1.0"), f"show {NAME} --as-at DAY; to have version 1.0 as files: "),
        (("build", "oakfield", "--format", "pfd"), "'pdf'.\n  did you mean pdf?\n"),
        (("register", "--state", "overdu"), "\n  did you mean overdue?\n"),
        (("site", "--base-url", "policies.example.org"), "\n  write https://policies.example.org\n"),
        (("site", "--base-url", "http://e.example/a"), "\n  write https://e.example/a\n"),
        (("site", "--base-url", "two words"), "\n  write all of it, such as https"),
        ((*ISSUE, "--on", "01/02/2026"), ": write 1 February 2026 or 2 January 2026.\n"),
        ((*ISSUE, "--on", "1 Sepember 2026"), ": did you mean September?\n"),
        ((*ISSUE, "--on", "31/31/2026"), "no such day.\n  write 2018-04-10, 10 April 2018"),
    ],
)  # fmt: skip
def test_a_word_that_is_wrong_is_told_with_the_right_one(
    run: Run, workspace: Path, words: tuple[str, ...], said: str
) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "understood" not in said or result.stderr.endswith(said)
    assert not (workspace / "build").exists()


def test_what_a_date_may_mean_is_all_that_is_said(run: Run) -> None:
    assert run(*ISSUE, "--on", "25.11.2025").stderr.endswith(": write 25 November 2025.\n")


def test_a_format_that_is_like_none_has_no_other_proposed(run: Run) -> None:
    assert "did you mean" not in run("build", "--format", "odt").stderr


def test_a_school_that_is_there_can_be_gone_on_with(run: Run) -> None:
    refused = run("new", "oakfield", "--name", "Oakfield")
    assert refused.exit_code == 1
    assert " adopt oakfield; or choose another name" in refused.stderr


def test_how_to_say_of_what_kind_a_school_is(run: Run, workspace: Path) -> None:
    kinds = "kind: and one of maintained, academy, free school"
    assert kinds in run("register", "--required").stderr
    for school in (workspace / "schools").iterdir():
        text = (school / "school.yaml").read_text("utf-8")
        if "  kind:" not in text:
            lines = text.partition("\npolicies:")
            facts = "" if "\nfacts:" in text else "\nfacts:\n  kind: academy"
            text = f"{lines[0]}{facts}{lines[1]}{lines[2]}"
            text = text if facts else text.replace("\nfacts:", "\nfacts:\n  kind: academy")
            (school / "school.yaml").write_text(text, "utf-8")
    assert "one of maintained" not in run("register", "--required").stderr


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("  social-media:\n", "", "no policy is named above model, choices"),
        ("policies:\n", "roles:\n", "social-media is a policy, which belongs under policies"),
        ("    values:\n", "", "is the line values: missing above it?"),
        ("      business", "     business", "business_use begins in column 6, which fits no line"),
    ],
)
def test_every_command_says_the_same_of_a_slip(
    run: Run, workspace: Path, old: str, new: str, said: str
) -> None:
    edit(workspace / FILE, old, new)
    before = (workspace / FILE).read_bytes()
    for words in (("check", "oakfield"), ("build", "oakfield"), ISSUE,
                  ("adopt", "oakfield", "social-media")):  # fmt: skip
        result = run(*words)
        assert result.exit_code == 1
        assert said in result.stderr
        assert "not been issued yet" not in result.stderr.replace("social-media has not", "")
        assert "has not adopted" not in result.stderr
    assert (workspace / FILE).read_bytes() == before


def test_what_is_only_warned_of_comes_below_what_is_wrong(run: Run, workspace: Path) -> None:
    edit(workspace / FILE, "personal_use: occasional", "personal_use: never")
    edit(workspace / FILE, "business_use: ", "business_use: x")
    for command in ("check", "build"):
        said = run(command, "oakfield").stderr
        unused = "the value designated_place isn't printed by anything that is chosen now"
        assert 0 < said.index("is not an alternative of business_use") < said.index(unused)
        assert "it may stay for another time" in said
