"""What a governing board decides: the paper for its meeting, who may approve, who was consulted."""

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from cli_fixtures import Run, edit
from frozen_files import record_of
from lxml import html
from workspaces import copy_newer_model

HOLTSMERE = "schools/holtsmere-end/school.yaml"
MODEL = "templates/social-media/2016-04.md"
POLICY = "holtsmere-end/social-media"
RULES = """\
approval:
  by: [Governing board, Personnel committee, roles.headteacher]
  administrative: [Clerk to the governors]
agreed:
  with: [Recognised unions, Staff forum]
  clauses: [references, prohibited-use]
"""
LOCAL = """\
    local:
      references:
        replace: |
          A professional reference given in the school's name can bind the school and its author
          in law, whether it praises or criticises, and a networking site is no exception. No
          employee should give one unless the {{ roles.headteacher }} has expressly agreed to it
          within five days.
        reason: Agreed with our staff forum
      aim-keep-risks: {remove: yes, reason: Said in the contract}
"""
UNIONS, FORUM = "Recognised unions=10 May 2018", "Staff forum=2018-05-12"


@pytest.fixture
def ruled(workspace: Path) -> Path:
    """The samples; their model says who may approve it and with whom it was agreed."""
    edit(workspace / MODEL, "decisions:\n", f"{RULES}decisions:\n")
    return workspace


@pytest.fixture
def issued(run: Run, ruled: Path) -> Path:
    """One of them has issued the model's text, and then worded something otherwise."""
    issue(run, "--on", "1 May 2018")
    edit(ruled / HOLTSMERE, "    history:", f"{LOCAL}    history:")
    edit(ruled / HOLTSMERE, "business_use: with_approval", "business_use: never")
    return ruled


def issue(run: Run, *words: str, by: str = "Governing board", code: int = 0) -> str:
    result = run("issue", POLICY, "--by", by, "--summary", "As discussed.", *words)
    assert result.exit_code == code, result.output
    return result.output


def page(workspace: Path, policy: str = POLICY) -> html.HtmlElement:
    return html.parse(str(workspace / f"build/{policy}.approval.html")).getroot()


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def whole_section(workspace: Path, title: str, policy: str = POLICY) -> html.HtmlElement:
    (found,) = page(workspace, policy).xpath(f"//section[div/h2[@id='{title}']]")
    found.remove(found[0])
    return found


def section(workspace: Path, title: str, policy: str = POLICY) -> str:
    """What stands in a section of a paper, without its heading."""
    return words(whole_section(workspace, title, policy))


def rows(workspace: Path, title: str, policy: str = POLICY) -> list[list[str]]:
    """The cells of a table in a section of a paper."""
    (table,) = whole_section(workspace, title, policy).iter("table")
    return [[words(cell) for cell in row.xpath("./th|./td")] for row in table.xpath(".//tr")]


def test_a_paper_shows_each_change_beside_what_it_was(run: Run, issued: Path) -> None:
    result = run("approval", POLICY)
    assert result.exit_code == 0, result.output
    files = [f"build/{POLICY}.approval.{kind}" for kind in ("docx", "html", "md")]
    assert result.stdout.split() == [str(issued / name) for name in files]
    asked = section(issued, "what-is-asked")
    assert "Version 3.0 of this policy is put forward for approval by the Governing board" in asked
    assert "the Personnel committee or the Headteacher." in asked
    assert "Its review is due 1 May 2020." in asked
    counts = "1 place changed, 1 place added, 4 places removed."
    assert f"Since version 2.0 of 1 May 2018: {counts}" in asked
    assert "Duty weakened: 2.2" in asked
    head, *body = rows(issued, "what-has-changed")
    assert head == ["Where", "Before", "Now", "What kind of change"]
    found = {row[0]: row[1:] for row in body if len(row) == 4}
    assert found["1.2"][1:] == ["–", "Removed"]
    before, now, kind = found["2.2"]
    assert before.startswith("A professional reference given in the school’s name")
    assert now.endswith("has expressly agreed to it within five days.")
    assert kind == (
        "Duty weakened: “No employee may” became “No employee should”"
        " Time or amount: with “within five days”"
    )
    assert ["Business use of social media"] in body  # a band above its clauses
    others = section(issued, "what-only-has-another-number")
    assert others == "Clauses 1.2 and 1.3 were 1.3 and 1.4 (Introduction)"


def test_words_that_changed_are_bold_and_others_are_not(run: Run, issued: Path) -> None:
    edit(issued / HOLTSMERE, "the staff room", "the **quiet** room")
    run("approval", POLICY)
    found = whole_section(issued, "what-has-changed")
    (row,) = (one for one in found.iter("tr") if "set aside" in words(one))
    assert [words(one) for one in row.xpath(".//strong")] == ["staff", "**quiet**"]


def test_a_paper_has_decisions_wording_consultation_and_a_place_to_sign(
    run: Run, issued: Path
) -> None:
    run("approval", POLICY)
    assert rows(issued, "what-was-decided")[:2] == [
        ["Question", "Before", "Now"],
        [
            "May employees use social media on the school’s business?", "Yes, with approval",
            "No, never",
        ],
    ]  # fmt: skip
    _, removed, replaced = rows(issued, "local-wording")
    assert removed[0] == "clause 1.2, removed"
    assert removed[2:] == ["–", "Said in the contract"]
    assert replaced[3] == "Agreed with our staff forum"
    asked = section(issued, "consultation")
    assert "Worded otherwise: clause 2.2 (references), which was agreed with Recognised" in asked
    assert "Staff forum, consulted on:" in asked
    assert "Signed:" in section(issued, "approval")
    with ZipFile(issued / f"build/{POLICY}.approval.docx") as file:
        text = file.read("word/document.xml").decode()
    assert "No employee should" in text
    assert "<w:ins " not in text  # a paper isn't a draft that somebody accepts


def test_a_decision_that_is_called_otherwise_now_is_beside_what_it_was(
    run: Run, issued: Path
) -> None:
    edit(issued / HOLTSMERE, LOCAL, "")
    copy_newer_model(issued)
    result = run("upgrade", POLICY, "--choose", "messaging=never", "--choose", "private_use=breaks")
    assert result.exit_code == 0, result.output
    run("approval", POLICY)
    question = "May employees use social media for personal reasons during working hours?"
    was = ["Occasionally, in a designated place", "In breaks, on their own devices"]
    assert [question, *was] in rows(issued, "what-was-decided")


def test_a_first_paper_has_the_text_in_outline(run: Run, workspace: Path) -> None:
    edit(workspace / MODEL, "decisions:\n", f"{RULES}decisions:\n")
    result = run("approval", "brook-lane/social-media", "--out", str(workspace / "papers"))
    assert result.exit_code in (0, 1), result.output
    text = (workspace / "papers/brook-lane/social-media.approval.md").read_text("utf-8")
    assert "It has never been issued: this would be its first version." in text
    assert "- 1 Introduction: 4 clauses" in text
    assert "What has changed" not in text


def test_a_text_that_is_not_held_is_not_compared(run: Run, workspace: Path) -> None:
    run("approval", POLICY)
    assert "The text of version 1.1 of June 2017 isn’t held here" in section(
        workspace, "what-is-asked"
    )
    said = run("approval", POLICY, "--from", "1.1")
    assert said.exit_code == 1
    assert "version 1.1 is not held here" in said.stderr


def test_other_texts_are_named_as_for_a_redline(run: Run, issued: Path) -> None:
    issue(run, "--on", "1 June 2018", "--consulted", UNIONS, "--consulted", FORUM)
    run("approval", POLICY, "--to", "3.0")
    asked = section(issued, "what-is-asked")
    assert "Version 3.0" in asked
    assert "Since version 2.0 of 1 May 2018: " in asked
    run("approval", POLICY, "--from", "model", "--to", "3.0")
    assert "Since model version 2016-04: " in section(issued, "what-is-asked")
    run("approval", POLICY, "--from", "3.0", "--to", "3.0")
    assert "Its words are those of version 3.0 of 1 June 2018." in section(issued, "what-is-asked")
    wrong = run("approval", POLICY, "--to", "4.0")
    assert wrong.exit_code == 2
    assert "called '4.0'" in wrong.stderr


@pytest.mark.parametrize("before", [(), ("--from", "model"), ("--to", "current")])
def test_what_is_issued_as_it_stands_is_not_put_forward(
    run: Run, issued: Path, before: tuple[str, ...]
) -> None:
    issue(run, "--on", "1 June 2018", "--consulted", UNIONS, "--consulted", FORUM)
    refused = run("approval", POLICY, *before, "--out", "papers")
    assert refused.exit_code == 1
    assert refused.stdout == ""
    said, how = refused.stderr.splitlines()
    assert (
        said == f"Error: the text of {POLICY} is that of version 3.0: there is nothing to approve"
    )
    assert how.startswith("  for the paper that version 3.0 had: policygen ")
    assert how.endswith(f" approval {POLICY} --to 3.0")
    assert not (issued / "papers").exists()
    edit(issued / HOLTSMERE, "business_use: never", "business_use: with_approval")
    assert run("approval", POLICY, *before).exit_code == 0
    assert "Version 4.0" in section(issued, "what-is-asked")


def test_only_those_whom_the_model_names_may_approve(run: Run, ruled: Path) -> None:
    said = issue(run, by="Chair", code=1)
    assert f"{POLICY}: 'Chair' may not approve this policy" in said
    assert "by its model may: Governing board, Personnel committee or Headteacher" in said
    before = (ruled / HOLTSMERE).read_text("utf-8")
    assert issue(run, "--dry-run", by="Chair", code=1).count("may not approve") == 1
    dry = run("issue", POLICY, "--dry-run")
    assert f"{POLICY}: may be approved by Governing board, Personnel committee or Headteacher" in (
        dry.stderr
    )
    assert (ruled / HOLTSMERE).read_text("utf-8") == before
    issue(run, "--on", "1 May 2018", by=" governing  BOARD")
    assert "by: Governing board\n        summary: As discussed." in (
        (ruled / HOLTSMERE).read_text("utf-8")
    )


def test_a_post_may_approve_by_the_name_that_the_school_gives_it(run: Run, ruled: Path) -> None:
    target = ("issue", "oakfield/social-media", "--summary", "First.", "--on", "1 June 2025")
    refused = run(*target, "--by", "Headteacher")
    assert refused.exit_code == 1
    assert "by its model may: Governing board, Personnel committee or Principal" in refused.stderr
    assert run(*target, "--by", "principal").exit_code == 0
    assert "by: Principal" in (ruled / "schools/oakfield/school.yaml").read_text("utf-8")


def test_what_is_worded_otherwise_is_issued_once_all_were_consulted(run: Run, issued: Path) -> None:
    status = run("status", "holtsmere-end").stdout
    agreed = "clause 2.2 (references), which was agreed with Recognised unions and Staff forum"
    assert f"  Worded otherwise: {agreed}.\n" in status
    before = (issued / HOLTSMERE).read_text("utf-8")
    said = issue(run, "--consulted", UNIONS, "--on", "1 June 2018", code=1)
    assert f"local wording changes {agreed}" in said
    assert 'say when: --consulted "Staff forum=DATE"' in said
    assert (issued / HOLTSMERE).read_text("utf-8") == before
    issue(run, "--consulted", "recognised UNIONS=10 May 2018", "--consulted", FORUM,
          "--on", "1 June 2018")  # fmt: skip
    file = (issued / HOLTSMERE).read_text("utf-8")
    assert "        consulted:\n          Recognised unions: 10 May 2018\n" in file
    frozen = issued / "schools/holtsmere-end/issued/social-media/3.0.md"
    assert record_of(frozen)["consulted"] == {
        "Recognised unions": "10 May 2018", "Staff forum": "12 May 2018"
    }  # fmt: skip
    asked = "Recognised unions, 10 May 2018; Staff forum, 12 May 2018"
    built = (issued / f"build/{POLICY}.md").read_text("utf-8")
    assert f"| Consulted | {asked} |" in built
    assert f"Consulted: {asked}." in run("status", "holtsmere-end").stdout
    assert run("verify", "holtsmere-end").exit_code in (0, 1)
    assert run("build", f"{POLICY}@3.0").exit_code == 0
    again = (issued / f"build/{POLICY}@3.0.md").read_text("utf-8")
    assert again == built


def test_who_was_consulted_is_sealed(run: Run, issued: Path) -> None:
    issue(run, "--consulted", UNIONS, "--consulted", FORUM, "--on", "1 June 2018")
    edit(issued / HOLTSMERE, "Recognised unions: 10 May 2018", "Recognised unions: 9 May 2018")
    said = run("verify", "holtsmere-end")
    assert said.exit_code == 1
    assert "isn't as it was recorded" in said.output


def test_the_same_words_need_no_second_consultation(run: Run, issued: Path) -> None:
    issue(run, "--consulted", UNIONS, "--consulted", FORUM, "--on", "1 June 2018")
    edit(issued / HOLTSMERE, "the staff room", "the quiet room")
    issue(run, "--on", "1 July 2018")
    assert (issued / HOLTSMERE).read_text("utf-8").count("Staff forum: 12 May 2018") == 2
    edit(issued / HOLTSMERE, "within five days", "within six days")
    assert "has been" not in issue(run, "--on", "1 August 2018", code=1)


def test_what_was_not_agreed_may_be_worded_otherwise(run: Run, ruled: Path) -> None:
    issue(run, "--on", "1 May 2018")
    only = LOCAL.partition("      aim-")[0].replace("references", "kind-social-media")
    edit(ruled / HOLTSMERE, "    history:", f"{only}    history:")
    status = run("status", "holtsmere-end").stdout
    assert "  As consulted: nothing that was agreed with Recognised unions and" in status
    issue(run, "--on", "1 June 2018")
    assert "consulted" not in (ruled / HOLTSMERE).read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "altered"),
    [("references", True), ("related-policies", True), ("another-policy-forbids", False)],
)
def test_what_holds_an_agreed_clause_alters_it_where_it_goes(
    run: Run, ruled: Path, name: str, altered: bool
) -> None:
    edit(ruled / HOLTSMERE, "    history:",
         f"    local:\n      {name}: {{remove: yes, reason: Ours}}\n    history:")  # fmt: skip
    assert ("Worded otherwise:" in run("status", "holtsmere-end").stdout) is altered


@pytest.mark.parametrize(
    ("option", "code", "said"),
    [
        ("Unions", 2, "'Unions' is not BODY=DATE"),
        ("=10 May 2018", 2, "'=10 May 2018' is not BODY=DATE"),
        ("Staff forum=soon", 2, "'soon' is not a date"),
        ("Staff forun=10 May 2018", 1, "did you mean Staff forum?"),
        ("Parents=10 May 2018", 1, "no model here says that it was agreed with 'Parents'"),
        ("Staff forum=10 July 2018", 1, "after the approval on 1 June 2018"),
    ],
)
def test_slips_in_who_was_consulted(
    run: Run, issued: Path, option: str, code: int, said: str
) -> None:
    before = (issued / HOLTSMERE).read_text("utf-8")
    assert said in issue(run, "--on", "1 June 2018", "--consulted", option, code=code)
    assert (issued / HOLTSMERE).read_text("utf-8") == before


@pytest.mark.usefixtures("issued")
def test_one_body_twice_is_a_slip(run: Run) -> None:
    twice = ("--consulted", FORUM, "--consulted", "Staff forum=1 May 2018")
    assert "Staff forum is given twice" in issue(run, *twice, code=2)


def test_models_that_say_nothing_of_it_are_issued_by_anybody(run: Run, workspace: Path) -> None:
    issue(run, "--on", "1 May 2018", by="Anybody")
    frozen = workspace / "schools/holtsmere-end/issued/social-media/2.0.md"
    assert "consulted" not in record_of(frozen)
    said = run("status", "holtsmere-end").stdout
    assert "onsulted" not in said
    assert "Worded otherwise" not in said
    found = run("issue", POLICY, "--by", "Anybody", "--summary", "x", "--consulted", FORUM)
    assert "no model here says that it was agreed with 'Staff forum'" in found.stderr


def test_administrative_changes_have_approvers_of_their_own(run: Run, ruled: Path) -> None:
    edit(ruled / MODEL, "decisions:\n", "administrative: [values.designated_place]\ndecisions:\n")
    issue(run, "--on", "1 May 2018")
    edit(ruled / HOLTSMERE, "the staff room", "the quiet room")
    words = ("issue", "--administrative", "holtsmere-end", "--on", "1 June 2018", "--by")
    refused = run(*words, "Somebody")
    assert refused.exit_code == 1
    assert "'Somebody' may not approve administrative changes of this policy" in refused.stderr
    dry = run("issue", "--administrative", "holtsmere-end", "--dry-run")
    assert "Headteacher or Clerk to the governors" in dry.stderr
    assert "may not approve this policy" in issue(run, by="Clerk to the governors", code=1)
    assert run(*words, "clerk to the Governors").exit_code == 0


@pytest.mark.usefixtures("issued")
def test_nothing_of_it_is_in_what_machines_read(run: Run) -> None:
    (row,) = json.loads(run("status", "holtsmere-end", "--json").stdout)
    assert "agreed" not in row


@pytest.mark.parametrize("by", ["The governing board", "full Governing Board"])
def test_a_board_with_an_article_or_in_full_is_the_one_of_the_model(
    run: Run, ruled: Path, by: str
) -> None:
    before = (ruled / HOLTSMERE).read_text("utf-8").count("by: Governing board")
    issue(run, "--on", "1 May 2018", by=by)
    assert (ruled / HOLTSMERE).read_text("utf-8").count("by: Governing board") == before + 1
    assert "may not approve" in issue(run, "--on", "1 May 2019", by="Full committee", code=1)


def test_a_model_may_name_a_board_apart_from_the_full_one(run: Run, ruled: Path) -> None:
    edit(ruled / MODEL, "[Governing board,", "[Governing board, Full governing board,")
    assert run("check", str(ruled / MODEL)).exit_code == 0
    issue(run, "--on", "1 May 2018", by="full governing board")
    assert "by: Full governing board" in (ruled / HOLTSMERE).read_text("utf-8")
