"""Adopting a policy that asks for values of a type, records, facts and holders of posts."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from workspaces import make_workspace

from policygen.actions.adopt import (
    Adopting,
    OpenDecision,
    OpenFact,
    OpenInFile,
    OpenValue,
    adopt,
    wrong_answer,
)
from policygen.cli import policygen
from policygen.errors import WrongWordError
from policygen.workspace.layout import Workspace
from policygen.workspace.library import Library

MODEL = """\
---
title: Lending policy
publisher: Oak Trust
issued: September 2026
review: annually
decisions:
  basis: {from: facts.kind, alternatives: {own: [academy], authority: [maintained]}}
values:
  fee: {ask: What does it cost?, type: money, example: 20}
  things: {ask: What is lent?, type: list}
  team:
    ask: Who lends?
    type: records
    fields: {name: {ask: Name}, phone: {ask: Telephone, type: telephone}}
roles: {headteacher: Headteacher}
---
## Loans

1. {% either basis: own %}Own.{% or authority %}Authority.{% endeither %} {{ values.fee }}
   {{ values.things|listed }} {{ facts.telephone }} {{ roles.headteacher.holder }}.
2. {{ facts.address }}
{% for p in values.team %}
3. {{ p.name }}, {{ p.phone }}.
{% endfor %}
"""
SCHOOL = "name: Oak School\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A model, and a school that has said nothing yet."""
    files = {"templates/lending/2026-09.md": MODEL, "schools/oak/school.yaml": SCHOOL}
    return make_workspace(tmp_path, files)


def begun(workspace: Workspace, **values: str) -> Adopting:
    return Adopting.begin(Library(workspace), "oak", "lending", None, {}, values)


def test_facts_and_values_are_asked_for_and_the_rest_is_for_the_file(workspace: Workspace) -> None:
    adopting = begun(workspace)
    answers = {"kind": "academy", "telephone": "01632 960000", "fee": "20", "things": "a; b"}
    asked = []
    while question := adopting.next_question():
        asked.append(question.name)
        adopting = adopting.answered(question, answers[question.name])
    assert asked[0] == "kind"
    assert {*asked} == {*answers}
    left = adopt(adopting).open
    assert {question.name for question in left} == {"headteacher.holder", "address", "team"}
    assert all(isinstance(question, OpenInFile) for question in left)
    text = (workspace.root / "schools/oak/school.yaml").read_text("utf-8")
    for line in (
        "  kind: academy",
        "  telephone: 01632 960000",
        "fee: '20'",
        "things: [a, b]",
        "team:\n",
    ):
        assert line in text.replace('"', "'"), text


def test_a_question_knows_what_answers_it(workspace: Workspace) -> None:
    (kind,) = begun(workspace).questions()
    assert kind == OpenFact("kind", "What kind of school is it?", ("academy", "maintained"))
    rest = begun(workspace).answered(kind, "academy").questions()
    fee = next(one for one in rest if one.name == "fee")
    assert isinstance(fee, OpenValue)
    assert wrong_answer(fee, "12.50") == ""
    assert "'a lot' is not a sum of money.\n  write pounds" in wrong_answer(fee, "a lot")
    assert not any(isinstance(one, OpenDecision) for one in rest)


def test_records_are_no_matter_for_an_option(workspace: Workspace) -> None:
    with pytest.raises(WrongWordError, match="team is a list of records"):
        begun(workspace, team="Bo")


def test_the_command_says_how_each_is_written(workspace: Workspace) -> None:
    (workspace.root / "schools/oak/school.yaml").write_text(SCHOOL + "facts: {kind: academy}\n")
    words = ["-C", str(workspace.root), "adopt", "oak", "lending"]
    result = CliRunner().invoke(policygen, words, catch_exceptions=False)
    assert result.exit_code == 0
    for said in (
        "Still open: team: Who lends?",
        "write - name: …, phone: … below team: for each in schools/oak/school.yaml",
        "write headteacher: {holder: …} under roles: in schools/oak/school.yaml",
        "write address: … under facts: in schools/oak/school.yaml",
        "write telephone: under facts: in schools/oak/school.yaml: 01632 960000",
        '--set fee="20"',
    ):
        assert said in result.stderr
