"""Lists of records that a school has begun to type: every command tells them, or goes on."""

from pathlib import Path

import pytest
from cli_fixtures import Run

MODEL = """\
---
title: Trips
publisher: The Oak Trust
issued: January {year}
review: annually
values:
  {team}:
    ask: Who is in the team?
    type: records
    fields:
      name: {{ask: What is their name?}}
      phone: {{ask: Their number?, type: telephone}}
      since: {{ask: Since when?, type: date, optional: yes}}
---
## Trips {{#trips}}

1. The team: {{#team}}
{{% for one in values.{team} %}}
   - {{{{ one.name }}}}, {{{{ one.phone }}}}
     {{% if one.since %}}from {{{{ one.since }}}}{{% endif %}}
{{% endfor %}}
"""
SCHOOL = """\
name: Elm School
policies:
  trips:
    model: 2026-01
    values:
      team:
{items}
    next_review: May 2027
"""
BEGUN = {
    "        - name: Ann Lee\n          phone:\n        - name:": [
        "8:17: phone of item 1 of team is empty",
        "9:11: item 2 of team has no phone",
        "9:16: name of item 2 of team is empty",
    ],
    "        - name: Ann Lee": ["7:11: item 1 of team has no phone"],
    "        - {phone: 01632 960000}": ["7:11: item 1 of team has no name"],
}
SLIPS = {
    "        -\n        - {name: Ann, phone: 01632 960000}": "7:10: item 1 of team is empty where",
    "        - Ann Lee": "7:11: item 1 of team is text where its fields belong",
    "        - {nam: Ann Lee, phone: 01632 960000}": "7:12: 'nam' is no field of item 1 of team",
    "        - {name: [Ann], phone: 01632 960000}": "7:18: name of item 1 of team is a list where",
    "        - {name: Ann, phone: ring me}": "7:30: 'ring me' is not a telephone number",
}
EACH = (
    "check", "status elm", "build elm", "adopt elm trips", "upgrade elm/trips --dry-run",
    "upgrade --all --dry-run", "answers trips --out a.csv", "impact trips", "choices trips",
    "diff elm/trips --from model", "issue elm/trips --by Us --summary New --on 2026-11-01",
    "deviations trips", "approval elm/trips --out papers", "register", "show elm/trips",
)  # fmt: skip
SCHEMA = "# yaml-language-server: $schema=../school.schema.json\n"


@pytest.fixture
def school(workspace: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(workspace)
    folder = workspace / "templates/trips"
    folder.mkdir()
    (folder / "2026-01.md").write_text(MODEL.format(year=2026, team="team"), "utf-8")
    newer = MODEL.format(year=2027, team="crew")
    since = "since: {version: 2026-01, was: {values: {crew: team}}}\n"
    (folder / "2027-01.md").write_text(newer.replace("review:", f"{since}review:"), "utf-8")
    (workspace / "schools/elm").mkdir()
    return workspace / "schools/elm/school.yaml"


@pytest.mark.parametrize("items", [*BEGUN, *SLIPS])
def test_every_command_goes_on_and_leaves_what_was_typed(
    run: Run, school: Path, items: str
) -> None:
    text = SCHOOL.format(items=items)
    for line in EACH:
        school.write_text(text, "utf-8")
        result = run(*line.split())
        assert result.exit_code in (0, 1), f"{line}: {result.output}"
        assert "Traceback" not in result.output
        assert school.read_text("utf-8").removeprefix(SCHEMA) == text, line


@pytest.mark.parametrize("items", BEGUN)
def test_what_is_lacking_is_told_with_its_place(run: Run, school: Path, items: str) -> None:
    school.write_text(SCHOOL.format(items=items), "utf-8")
    for command in ("check", "build elm", "issue elm/trips --by Us --summary New"):
        said = run(*command.split()).stderr
        for told in BEGUN[items]:
            assert f"schools/elm/school.yaml:{told}" in said, command
    assert "incomplete" in run("status", "elm").stdout


@pytest.mark.parametrize("items", SLIPS)
def test_a_slip_is_told_by_whatever_would_use_it(run: Run, school: Path, items: str) -> None:
    school.write_text(SCHOOL.format(items=items), "utf-8")
    for command in ("check", "build elm", "adopt elm trips", "upgrade elm/trips", "impact trips"):
        result = run(*command.split())
        assert result.exit_code == 1
        assert f"schools/elm/school.yaml:{SLIPS[items]}" in result.stderr, command


def test_who_adopts_or_upgrades_is_told_which_fields_are_still_to_be_given(
    run: Run, school: Path
) -> None:
    text = SCHOOL.format(items=next(iter(BEGUN)))
    school.write_text(text, "utf-8")
    lacks = (
        "  item 1 has no phone; item 2 has no name and no phone: add it in school.yaml, or give all"
        " anew:\n  --set {}="
    )
    said = run("adopt", "elm", "trips").stderr
    assert "Still open: team: Who is in the team?\n" + lacks.format("team") in said
    said = run("upgrade", "elm/trips").stderr
    assert "Still open: crew: Who is in the team?\n" + lacks.format("crew") in said
    after = text.replace("2026-01", "2027-01").replace("team:", "crew:")
    assert school.read_text("utf-8").removeprefix(SCHEMA) == after


def test_a_table_of_answers_has_what_was_typed_so_far(run: Run, school: Path) -> None:
    school.write_text(SCHOOL.format(items=next(iter(BEGUN))), "utf-8")
    assert run("answers", "trips", "--out", "a.csv").exit_code == 0
    rows = (school.parents[2] / "a.values.team.csv").read_text("utf-8-sig").splitlines()
    assert rows[2:] == ['"elm","Ann Lee","",""', '"elm","","",""']
