"""A new telephone number or name changes no policy: all that it touches is issued at once."""

import json
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from pictures import png

CONTACTS = """\
---
title: Contacts policy
publisher: Oak Trust
issued: September 2026
review: annually
control: {Owner: roles.headteacher}
values:
  team:
    ask: Who is in the team?
    type: records
    fields: {name: {ask: Name}, phone: {ask: Telephone, type: telephone}}
  place: {ask: Where?}
administrative: [facts.telephone, roles.headteacher, roles.headteacher.holder, values.team]
roles: {headteacher: Headteacher}
---
## Contacts

1. Ring {{ facts.telephone|linked }} and ask for {{ roles.headteacher.holder }} in {{ values.place }}.
{% for p in values.team %}
2. {{ p.name }} answers {{ p.phone|linked }}.
{% endfor %}
"""  # noqa: E501 -- a line of a model
VISITS = """\
---
title: Visits policy
publisher: Oak Trust
issued: September 2026
review: annually
administrative: [facts.telephone]
---
## Visits

1. Ring {{ facts.telephone }}.
"""
NAMES = VISITS.replace("Visits", "Names").replace("facts.telephone", "facts.website")
SCHOOL = """\
name: Oak School
facts: {telephone: 01632 960000, website: https://oak.example.org}
roles:
  headteacher:
    holder: Ann Lee
policies:
  contacts:
    model: 2026-09
    values:
      place: the office
      team:
        - {name: Bo, phone: 01632 960001}
  names:
    model: 2026-09
  visits:
    model: 2026-09
"""
FILE = "schools/oak/school.yaml"
ISSUE = ("issue", "--administrative", "oak", "--by", "Clerk", "--on", "20 November 2026")


@pytest.fixture
def issued(run: Run, workspace: Path) -> Path:
    """A school that has issued three policies."""
    for name, text in {"contacts": CONTACTS, "visits": VISITS, "names": NAMES}.items():
        folder = workspace / f"templates/{name}"
        folder.mkdir()
        (folder / "2026-09.md").write_text(text, encoding="utf-8")
    (workspace / "schools/oak").mkdir()
    (workspace / FILE).write_text(SCHOOL, encoding="utf-8")
    targets = [f"oak/{name}" for name in ("contacts", "names", "visits")]
    words = ("--by", "Board", "--summary", "First adopted.", "--on", "1 October 2026")
    result = run("issue", *targets, *words)
    assert result.exit_code == 0, result.output
    return workspace


def test_a_new_number_issues_what_it_touches_and_nothing_else(run: Run, issued: Path) -> None:
    edit(issued / FILE, "960000", "960009")
    said = run("status", "oak")
    assert said.stdout.count("Only administrative details have changed.") == 2
    assert "oak/names: issued" in said.stdout
    assert 'issue --administrative oak --by "WHO APPROVED IT"' in said.stderr
    result = run(*ISSUE)
    assert result.exit_code == 0
    assert [line.split()[:2] for line in result.stdout.splitlines()[2:]] == [
        ["oak/contacts", "1.1"], ["oak/visits", "1.1"]
    ]  # fmt: skip
    text = (issued / FILE).read_text("utf-8")
    assert text.count('summary: "Administrative change: telephone."') == 2
    assert text.count("next_review: 1 October 2027") == 3  # of the review date nothing is said
    assert run("verify", "oak").exit_code == 0
    assert "960009" in (issued / "schools/oak/issued/visits/1.1.md").read_text("utf-8")
    again = run(*ISSUE)
    assert again.exit_code == 1
    assert "no administrative detail has changed since the last issues" in again.stderr


def test_people_and_lists_of_them_are_details_too(run: Run, issued: Path) -> None:
    edit(issued / FILE, "    holder: Ann Lee", "    title: Principal\n    holder: Cy Orr")
    edit(issued / FILE, "960001}", "960001}\n        - {name: Di, phone: 01632 960002}")
    result = run(*ISSUE, "--json")
    made = json.loads(result.stdout)
    assert [one["policy"] for one in made["issued"]] == ["contacts"]
    text = (issued / FILE).read_text("utf-8")
    said = "what the post of Headteacher is called, name of the Headteacher and team"
    assert f"Administrative change: {said}." in text


def test_a_policy_of_which_more_has_changed_is_refused_by_name(run: Run, issued: Path) -> None:
    edit(issued / FILE, "960000", "960009")
    edit(issued / FILE, "the office", "the hall")
    assert run("status", "oak").stdout.count("Only administrative details") == 1
    result = run(*ISSUE, "--summary", "A new number")
    assert result.exit_code == 1
    assert "oak/contacts: besides administrative details (telephone), other words" in result.stderr
    assert "oak/contacts  refused" in result.stdout
    text = (issued / FILE).read_text("utf-8")
    assert text.count("A new number") == 1
    assert "oak/visits: issued; version 1.1" in run("status", "oak").stdout


def test_a_change_of_words_alone_is_nothing_administrative(run: Run, issued: Path) -> None:
    edit(issued / FILE, "the office", "the hall")
    result = run(*ISSUE)
    assert "no administrative detail has changed" in result.stderr
    edit(issued / FILE, "the hall", "the office")
    edit(issued / "templates/visits/2026-09.md", "1. Ring", "1. Please ring")
    edit(issued / FILE, "960000", "960009")
    refused = run(*ISSUE)
    assert refused.exit_code == 1
    assert "oak/visits    refused" in refused.stdout
    assert "oak/contacts  1.1" in refused.stdout


def test_a_new_logo_is_no_detail(run: Run, issued: Path) -> None:
    (issued / "schools/oak/logo.png").write_bytes(png(40, 20))
    assert "no administrative detail has changed" in run(*ISSUE).stderr
    edit(issued / FILE, "960000", "960009")
    result = run(*ISSUE)
    assert result.exit_code == 1
    assert result.stderr.count("besides administrative details (telephone), other words") == 2


def test_a_school_is_named_and_no_policy(run: Run, issued: Path) -> None:
    assert (issued / FILE).is_file()
    result = run("issue", "--administrative", "oak/visits", "--by", "Clerk")
    assert "Leave the policy out: oak" in result.stderr
    for words in ((), ("oak", "--all", "--policy", "visits"), ("oak", "--version", "3.0")):
        result = run("issue", "--administrative", *words, "--by", "Clerk")
        assert result.exit_code == 2
        assert "Name one SCHOOL or more with --administrative" in result.stderr


def test_a_mistake_in_another_policy_is_told_and_stops_only_that(run: Run, issued: Path) -> None:
    edit(issued / FILE, "960000", "960009")
    edit(issued / FILE, "phone: 01632 960001", "phone: none")
    result = run(*ISSUE)
    assert result.exit_code == 1
    assert "'none' is not a telephone number" in result.stderr
    assert "other words have changed" not in result.stderr
    assert "oak/visits" in result.stdout
    assert "oak/contacts  1.1" not in result.stdout
