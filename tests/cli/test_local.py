"""Local wording as people meet it: in school.yaml, in what is issued, in what a publisher reads."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from frozen_files import record_of
from lxml import html

HOLTSMERE = "schools/holtsmere-end/school.yaml"
LOCAL = """\
    local:   # as the staff forum wants it
      aim-keep-risks:
          replace: >-
            We keep   "the risks"
            small: ask the {{ roles.headteacher }}.

          # not sure yet
          add: "1. Governors are told\\n   \\u00e9ach time."

          reason: Agreed with our staff forum
      employees-volunteers: {remove: yes, reason: 'It''s said elsewhere'}
      related-policies:
        add: |2-
            ## Gifts {#gifts}

            1. See [](#aim-keep-risks).
        reason: We get   many
"""


@pytest.fixture
def local(workspace: Path) -> Path:
    """The samples, one of which has local wording."""
    path = workspace / HOLTSMERE
    text = path.read_text("utf-8")
    before, policy, behind = text.partition("  social-media:\n    model: 2016-04\n")
    assert policy
    path.write_text(f"{before}{policy}{LOCAL}{behind}", "utf-8")
    return workspace


def built(workspace: Path) -> str:
    return (workspace / "build/holtsmere-end/social-media.md").read_text("utf-8")


def test_it_is_printed_in_what_is_built_and_shown(run: Run, local: Path) -> None:
    assert run("check").exit_code == 0
    assert run("build", "holtsmere-end").exit_code == 0
    text = built(local)
    assert "We keep “the risks” small: ask the Headteacher." in text
    assert "Governors are told éach time." in text
    assert "bound by this policy" not in text
    shown = run("show", "holtsmere-end/social-media").stdout
    assert "1.3   Governors are told éach time." in shown
    assert "3.    Gifts" in shown
    assert "3.1   See clause 1.2." in shown


def test_a_change_of_it_is_built_and_nothing_else_is(run: Run, local: Path) -> None:
    run("build")
    assert "0 editions built" in run("build").stderr
    edit(local / HOLTSMERE, "Governors are told", "Parents are told")
    said = run("build")
    assert "1 edition built" in said.stderr
    assert "Parents are told éach time." in built(local)


def test_an_issue_freezes_it_with_its_reasons_and_is_built_again_as_it_was(
    run: Run, local: Path
) -> None:
    words = ("--by", "Governing board", "--summary", "Our own", "--on", "2026-11-20")
    assert run("issue", "holtsmere-end/social-media", *words).exit_code == 0
    frozen = local / "schools/holtsmere-end/issued/social-media/2.0.md"
    record = record_of(frozen)
    assert record["local"]["employees-volunteers"] == {
        "remove": "yes", "reason": "It's said elsewhere"
    }  # fmt: skip
    assert record["local"]["aim-keep-risks"]["reason"] == "Agreed with our staff forum"
    first = built(local)
    assert "Governors are told éach time." in first
    assert "issued; version 2.0" in run("status", "holtsmere-end").stdout
    edit(local / HOLTSMERE, "Governors are told", "Parents are told")
    said = run("status", "holtsmere-end").stdout
    assert "changed; version 2.0" in said
    assert "clause 1.3" in said
    assert run("build", "holtsmere-end/social-media@2.0").exit_code == 0
    again = (local / "build/holtsmere-end/social-media@2.0.md").read_text("utf-8")
    assert again == first
    assert "1 issue intact" in run("verify", "holtsmere-end").stderr


def test_an_issue_without_any_says_nothing_of_it(run: Run, workspace: Path) -> None:
    run("issue", "oakfield/social-media", "--by", "Head", "--summary", "First.")
    (frozen,) = (workspace / "schools/oakfield/issued/social-media").glob("*.md")
    assert "local" not in record_of(frozen)


def test_other_commands_keep_it_to_the_letter(run: Run, local: Path) -> None:
    path = local / HOLTSMERE
    policy = "holtsmere-end/social-media"

    def does(*words: str) -> None:
        before = path.read_text("utf-8")
        result = run(*words)
        assert result.exit_code == 0, result.output
        after = path.read_text("utf-8")
        assert after != before, words
        assert after.count(LOCAL) == 1, words

    adopt = ("adopt", "holtsmere-end", "social-media")
    does(*adopt, "--set", "designated_place=the library", "--choose", "business_use=never")
    does(*adopt, "--choose", "personal_use=never")
    does("issue", policy, "--by", "Board", "--summary", "New.")
    does("reviewed", policy, "--by", "Head", "--note", "Fine.")
    does("withdraw", f"{policy}@2.0", "--reason", "A slip")
    does("retire", policy, "--reason", "Merged")
    does("retire", "--undo", policy)
    run("answers", "social-media", "--format", "csv", "--out", str(local / "a.csv"))
    table = (local / "a.csv").read_text("utf-8-sig")
    (local / "a.csv").write_text(table.replace("the library", "the hall"), "utf-8-sig")
    does("answers", "social-media", "--from", str(local / "a.csv"))
    run("rename", "holtsmere-end", "holtsmere", "--name", "Holtsmere School")
    assert LOCAL in (local / "schools/holtsmere/school.yaml").read_text("utf-8")


def test_adopt_asks_for_what_its_words_need(run: Run, local: Path) -> None:
    edit(local / HOLTSMERE, "small: ask the", "small, {{ facts.telephone }}: ask the")
    words = ("adopt", "holtsmere-end", "social-media", "--json")
    assert json.loads(run(*words).stdout)["open"] == ["facts.telephone"]
    assert json.loads(run(*words, "--set", "facts.telephone=01632 960000").stdout)["open"] == []
    assert "small, 01632 960000: ask" in run("show", "holtsmere-end/social-media").stdout


def test_status_and_register_count_it_as_deviations_does(run: Run, local: Path) -> None:
    assert "\n4 local wordings, of 1" in f"\n{run('deviations', 'social-media').stderr}"
    assert "; 4 local wordings" in run("status", "holtsmere-end").stdout
    assert "local" not in run("status", "oakfield").stdout
    rows = json.loads(run("register", "--format", "json").stdout)
    assert {row["school"]: row["local"] for row in rows} == {
        "holtsmere-end": 4, "oakfield": 0, "brook-lane": 0, "st-marys-st-johns": 0
    }  # fmt: skip
    table = csv.DictReader(StringIO(run("register", "--format", "csv").stdout.lstrip("\ufeff")))
    assert sorted(row["Local wordings"] for row in table) == ["0", "0", "0", "4"]
    edit(local / HOLTSMERE, "business_use: ", "business: ")
    broken = run("status", "holtsmere-end").stdout
    assert "incomplete" in broken
    assert "; 4 local wordings" in broken


def test_the_publisher_reads_it_clause_by_clause(run: Run, local: Path) -> None:
    edit(
        local / "schools/oakfield/school.yaml", "    model: 2016-04\n",
        "    model: 2016-04\n    local:\n"
        "      aim-keep-risks: {replace: '=1+1 is {{ school.name }}', reason: '@us'}\n"
        "      introduction: {add: Read on., reason: So}\n",
    )  # fmt: skip
    result = run("deviations", "social-media")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads == [
        "introduction, section 1",
        "aim-keep-risks, clause 1.2",
        "employees-volunteers, clause 1.4",
        "related-policies, section 2",
    ]
    assert sum("the model: The aim is" in line for line in lines) == 1  # as both have the same
    assert any("oakfield, replaced: =1+1 is Oakfield" in line for line in lines)
    assert "    why: Agreed with our staff forum" in lines
    assert result.stderr == "6 local wordings, of 2 of 4 schools.\n"

    records = json.loads(run("deviations", "social-media", "--format", "json").stdout)
    assert [(one["id"], one["school"], one["became"]) for one in records] == [
        ("introduction", "oakfield", "added"),
        ("aim-keep-risks", "holtsmere-end", "replaced"),
        ("aim-keep-risks", "holtsmere-end", "added"),
        ("aim-keep-risks", "oakfield", "replaced"),
        ("employees-volunteers", "holtsmere-end", "removed"),
        ("related-policies", "holtsmere-end", "added"),
    ]
    assert records[5]["own"] == "Gifts\nSee clause 1.2."
    assert records[4]["model"].startswith("Employees, volunteers, consultants")
    assert records[4]["own"] == ""
    assert records[1]["model"].startswith("The aim is to keep")
    assert records[2]["model"] == ""

    text = run("deviations", "social-media", "--format", "csv").stdout.lstrip("\ufeff")
    rows = list(csv.DictReader(StringIO(text)))
    assert rows[3]["The school"].startswith("'=1+1 is Oakfield")
    assert rows[3]["Why"] == "'@us"
    assert rows[1]["Why"] == "Agreed with our staff forum"

    page = html.fromstring(run("deviations", "social-media", "--format", "html").stdout)
    words = " ".join(page.text_content().split())
    assert "Local wording: Social media policy" in words
    for one in records:
        for said in (one["reason"], *one["model"].split("\n"), *one["own"].split("\n")):
            assert " ".join(said.split()).replace("'", "’") in words.replace("'", "’")
    titles = [one.text_content().strip() for one in page.iter("h2")]
    assert [one for one in titles if one not in ("Contents", "In all")] == heads


def test_schools_whose_wording_cannot_be_read_are_told(run: Run, local: Path) -> None:
    edit(local / HOLTSMERE, "aim-keep-risks:", "aim-keep-risk:")
    result = run("deviations", "social-media")
    assert result.exit_code == 1
    assert "'aim-keep-risk' is no id of social-media 2016-04" in result.stderr
    assert "did you mean aim-keep-risks?" in result.stderr
    assert run("build", "holtsmere-end").exit_code == 1


def test_what_nobody_has_worded_otherwise_or_adopted(run: Run) -> None:
    result = run("deviations", "social-media")
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == "0 local wordings, of 0 of 4 schools.\n"
    assert run("deviations", "socialmedia").exit_code == 2
    assert "did you mean social-media?" in run("deviations", "socialmedia").stderr
    assert json.loads(run("deviations", "social-media", "--format", "json").stdout) == []


def test_a_lock_that_comes_later_stops_the_next_text_and_not_what_was_issued(
    run: Run, local: Path
) -> None:
    policy = "holtsmere-end/social-media"
    run("issue", policy, "--by", "Board", "--summary", "Ours.", "--on", "2026-11-20")
    edit(
        local / "templates/social-media/2016-04.md", "{#employees-volunteers}",
        "{#employees-volunteers .locked}",
    )  # fmt: skip
    result = run("build", "holtsmere-end")
    assert result.exit_code == 1
    assert "employees-volunteers is locked" in result.stderr
    assert "ask Herts for Learning (Schools' HR Advisory Team)" in result.stderr
    assert run("build", f"{policy}@2.0").exit_code == 0


def test_status_says_what_diff_says_of_local_wording(run: Run, workspace: Path) -> None:
    run("issue", "holtsmere-end/social-media", "--by", "Board", "--summary", "One")
    edit(
        workspace / HOLTSMERE,
        "    choices:",
        """\
    local:
      aim-keep-risks: {add: "1. Governors are told each time.", reason: They asked}
      kind-social-media: {replace: "This covers every social medium.", reason: Shorter}
      employees-volunteers: {remove: yes, reason: It is said elsewhere}
    choices:""",
    )
    told = run("status", "holtsmere-end").stdout.splitlines()
    assert told[1:4] == [
        "  clause 1.3 added",
        "  clause 1.4 changed; it was 1.3",
        "  clause 1.4 removed",
    ]
    redline = run("diff", "holtsmere-end/social-media").stdout
    for line in told[1:4]:
        assert f"-  {line.strip().capitalize()} (Introduction)\n" in redline
