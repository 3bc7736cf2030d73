"""A new edition of a text from outside: which adoptions it makes due, and who is told."""

import json
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from dashboards import DashboardRead

from policygen.cli import common
from policygen.dates import PartialDate

TEXTS = """\
texts:
  kcsie:
    title: Keeping children safe
    address: https://safe.example.org
    editions: {2025: 1 September 2025}
"""
SAID = "relies on Keeping children safe 2025, and there is a 2026 edition"
BOARD = ("--by", "Governing board")


@pytest.fixture
def relying(workspace: Path, run: Run) -> Path:
    """The sample schools, whose model relies on a text and refers to it; one has issued it so."""
    (workspace / "policygen.yaml").write_text(TEXTS, "utf-8")
    model = workspace / "templates/social-media/2016-04.md"
    edit(model, "decisions:\n", "relies_on: [kcsie-2025]\ndecisions:\n")
    text = model.read_text("utf-8")
    model.write_text(f"{text}\n## Guidance {{#guidance}}\n\n1. See [](text:kcsie).\n", "utf-8")
    words = ("--summary", "With guidance.", "--on", "1 June 2026", "--next-review", "May 2028")
    result = run("issue", "oakfield/social-media", *BOARD, *words)
    assert result.exit_code == 0, result.output
    return workspace


def declare(workspace: Path, edition: str = "2026: 1 September 2026") -> None:
    edit(
        workspace / "policygen.yaml", "2025: 1 September 2025", f"2025: 1 September 2025, {edition}"
    )


def rows(run: Run, on: str) -> dict[str, dict[str, object]]:
    text = run("register", "--on", on, "--format", "json").stdout
    return {row["school"]: row for row in json.loads(text)}


@pytest.mark.usefixtures("relying")
def test_nothing_is_due_by_an_edition_before_there_is_a_newer_one(run: Run) -> None:
    row = rows(run, "2026-10-01")["oakfield"]
    assert (row["review"], row["left"]) == ("fine", "in 608 days")
    assert (row["relies_on"], row["why_due"]) == (["kcsie-2025"], [])
    assert "Keeping children safe, 1 September 2025" in run("show", "oakfield/social-media").stdout


def test_a_new_edition_makes_what_relies_on_the_old_one_due(run: Run, relying: Path) -> None:
    declare(relying)
    row = rows(run, "2026-10-01")["oakfield"]
    since = f"{SAID} since 1 September 2026"
    assert (row["review"], row["why_due"]) == ("due", [since])
    assert row["left"] == f"due: {since}"
    assert row["states"] == ["changed"], "the new title is printed, so the text is another"
    status = run("status", "oakfield", "--on", "2026-10-01").stdout
    assert f"review May 2028, due: {since}" in status
    table = run("register", "--on", "2026-10-01", "--state", "due").stdout
    assert since in table
    for kind in ("csv", "html"):
        assert since in run("register", "--on", "2026-10-01", "--format", kind).stdout
    late = rows(run, "2028-06-01")["oakfield"]
    assert (late["review"], late["left"]) == ("overdue", f"1 day overdue; {since}")


def test_it_is_due_from_90_days_before_the_edition_holds(run: Run, relying: Path) -> None:
    declare(relying)
    assert rows(run, "2026-06-02")["oakfield"]["review"] == "fine"
    early = rows(run, "2026-06-03")["oakfield"]
    assert (early["review"], early["left"]) == ("due", f"due: {SAID} from 1 September 2026")


def test_what_is_due_by_a_new_edition_is_due_within_so_many_days(run: Run, relying: Path) -> None:
    """Though its review has years."""
    declare(relying)
    for on, within, listed in (
        ("2026-10-01", "0d", True), ("2026-06-03", "90d", True), ("2026-06-03", "89d", False),
    ):  # fmt: skip
        said = run("register", "--on", on, "--within", within).stdout
        assert ("Oakfield" in said) is listed


def test_who_has_looked_at_it_since_is_due_no_more(run: Run, relying: Path) -> None:
    declare(relying)
    run("issue", "oakfield/social-media", *BOARD, "--summary", "x", "--on", "31 August 2026")
    assert rows(run, "2026-10-01")["oakfield"]["review"] == "due"
    run("reviewed", "oakfield/social-media", *BOARD, "--on", "1 September 2026")
    assert rows(run, "2026-10-01")["oakfield"]["why_due"] == []


def test_a_model_that_relies_on_the_newest_is_not_due(run: Run, relying: Path) -> None:
    declare(relying)
    model = relying / "templates/social-media/2016-04.md"
    edit(model, "[kcsie-2025]", "[kcsie-2026]")
    assert rows(run, "2026-10-01")["oakfield"]["why_due"] == []


def test_a_draft_and_what_is_retired_are_not_due_by_it(run: Run, relying: Path) -> None:
    declare(relying)
    assert rows(run, "2026-10-01")["brook-lane"]["review"] == "none"
    run("retire", "oakfield", "--reason", "Closed.", "--on", "1 September 2026")
    assert rows(run, "2026-10-01")["oakfield"]["review"] == "none"


def test_what_was_issued_is_rebuilt_with_the_edition_of_its_day(run: Run, relying: Path) -> None:
    before = run("build", "oakfield/social-media@2.0", "--out", str(relying / "one"))
    assert before.exit_code == 0, before.output
    declare(relying)
    run("build", "oakfield/social-media@2.0", "--out", str(relying / "two"))
    files = [path for path in (relying / "one").rglob("*") if path.is_file()]
    assert files
    for path in files:
        again = relying / "two" / path.relative_to(relying / "one")
        assert again.read_bytes() == path.read_bytes()
    diff = run("diff", "oakfield/social-media").stdout
    assert "See Keeping children safe, 1 September [-2025-]{+2026+}." in diff


def test_the_text_changes_on_the_day_and_not_before(
    run: Run, relying: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare(relying)
    assert rows(run, "2026-08-31")["oakfield"]["states"] == ["issued"]
    assert rows(run, "2026-09-01")["oakfield"]["states"] == ["changed"]
    assert rows(run, "2026-08-31")["oakfield"]["states"] == ["issued"]
    for day, edition in ((PartialDate(2026, 8, 31), "2025"), (PartialDate(2026, 9, 1), "2026")):
        monkeypatch.setattr(common, "today", lambda day=day: day)
        words = f"Keeping children safe, 1 September {edition}"
        assert words in run("show", "oakfield/social-media").stdout
        run("build", "oakfield/social-media", "--draft", "--format", "md")
        built = next((relying / "build/oakfield").glob("social-media*.md"))
        assert words in built.read_text("utf-8")


def test_each_newer_edition_is_told_from_its_day(run: Run, relying: Path) -> None:
    """One that holds already isn't hidden by one that is yet to come."""
    declare(relying, "2027: 1 September 2027, 2026: 1 September 2026")
    assert rows(run, "2026-12-01")["oakfield"]["why_due"] == [f"{SAID} since 1 September 2026"]
    said = rows(run, "2027-08-01")["oakfield"]["why_due"]
    assert said == [
        f"{SAID} since 1 September 2026",
        f"{SAID.replace('2026', '2027')} from 1 September 2027",
    ]
    result = run("reliance", "--on", "2026-12-01")
    assert result.stdout.startswith("kcsie: Keeping children safe, 1 September 2026\n")


def test_it_is_said_which_clauses_mention_it_and_which_policies_are_due(
    run: Run, relying: Path
) -> None:
    declare(relying)
    result = run("reliance", "--on", "2026-10-01")
    first, address, model, where, due = result.stdout.splitlines()
    assert first == "kcsie: Keeping children safe, 1 September 2026"
    assert address == "  https://safe.example.org"
    assert model == f"  social-media@2016-04 {SAID} since 1 September 2026"
    assert where.startswith("    in 9.1 (line ")
    assert due.startswith("  due: ")
    assert "oakfield/social-media" in due
    (told,) = json.loads(run("reliance", "kcsie", "--on", "2026-10-01", "--json").stdout)
    (mention,) = told["models"][0]["mentions"]
    assert mention["number"] == "9.1"
    assert mention["path"] == "templates/social-media/2016-04.md"
    assert told["due"] == due.removeprefix("  due: ").split(", ")
    assert "  due:" not in run("reliance", "--on", "2026-06-02").stdout
    unknown = run("reliance", "kcsi")
    assert (unknown.exit_code, "did you mean kcsie?" in unknown.stderr) == (2, True)


def test_schools_are_reminded_once_of_an_edition(run: Run, relying: Path) -> None:
    declare(relying)
    school = relying / "schools/oakfield/school.yaml"
    edit(school, "name: Oakfield", "email: office@oakfield.example.org\nname: Oakfield")
    run("remind", "--on", "2026-10-01")
    data = (relying / "build/reminders/oakfield.eml").read_bytes()
    mail = message_from_bytes(data, policy=default)
    body = mail.get_body(("plain",))
    assert body
    assert f"review May 2028 (due: {SAID} since 1 September 2026)" in body.get_content()


def test_a_workspace_without_texts_says_how_to_declare_them(run: Run) -> None:
    result = run("reliance")
    assert result.stdout == ""
    assert "under texts: in policygen.yaml" in result.stderr


def test_the_dashboard_of_a_month_is_of_its_last_day(run: Run, relying: Path) -> None:
    """In what texts are called, too: as the register has it."""
    declare(relying, "2026: 15 September 2026")
    pages = []
    for on in ("September 2026", "30 September 2026"):
        assert run("site", "--dashboard", "--on", on).exit_code == 0
        pages.append((relying / "build/site/dashboard/index.html").read_bytes())
    assert pages[0] == pages[1]
    assert b'<li class="changed">' in pages[0]


def test_the_dashboard_counts_what_is_due_by_an_edition_overdue_or_not(
    run: Run, relying: Path
) -> None:
    """As `reliance` and the register do."""
    declare(relying)
    for on, review in (("2026-10-01", "due"), ("2028-06-01", "overdue")):
        (told,) = json.loads(run("reliance", "--on", on, "--json").stdout)
        assert rows(run, on)["oakfield"]["review"] == review
        why = [f"{name}/social-media" for name, row in rows(run, on).items() if row["why_due"]]
        assert sorted(told["due"]) == sorted(why)
        assert "oakfield/social-media" in why
        run("site", "--dashboard", "--on", on)
        page = DashboardRead((relying / "build/site/dashboard/index.html").read_bytes())
        assert len(page.list("new-edition")) == len(why), on
