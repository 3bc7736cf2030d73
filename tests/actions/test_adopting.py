"""Adopting a policy that asks for values of a type, records, facts and holders of posts."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result
from pictures import png
from workspaces import make_workspace

from policygen.actions.adopt import Adopting, adopt
from policygen.actions.questions import AskRecords
from policygen.actions.replies import Wrong
from policygen.cli import adopt as cli_adopt
from policygen.cli import policygen
from policygen.errors import PolicyError
from policygen.sources.positions import load
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
  days: {ask: For how many days?, type: number, default: 3}
  note: {ask: Is there a note?}
  limits: {ask: When is nothing lent?, type: list, items: {day: by day, after: after school}}
  plan: {ask: Where is the office?, type: picture}
roles: {headteacher: Headteacher}
---
## Loans

1. {% either basis: own %}Own.{% or authority %}Authority.{% endeither %} {{ values.fee }}
   {{ values.things|listed }} {{ facts.telephone }} {{ roles.headteacher.holder }}.
2. {{ facts.address }}
{% for p in values.team %}
3. {{ p.name }}, {{ p.phone }}.
{% endfor %}
4. {{ values.days }} days, by the {{ roles.headteacher }}
   {% if values.note %}, {{ values.note }}{% endif %}.
   {{ values.limits|listed }}, but {{ values.limits.after }}.

::: figure The way
{{ values.plan }}
:::
"""
SCHOOL = "name: Oak School\n"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """A model, and a school that has said nothing yet."""
    files = {"templates/lending/2026-09.md": MODEL, "schools/oak/school.yaml": SCHOOL}
    made = make_workspace(tmp_path, files)
    (tmp_path / "schools/oak/plan.png").write_bytes(png())
    (tmp_path / "schools/oak/odd.csv").write_text("who,phone\nBo,01632 960001\n", "utf-8")
    return made


def run(workspace: Workspace, *words: str) -> Result:
    command = ["-C", str(workspace.root), "adopt", *words]
    return CliRunner().invoke(policygen, command, catch_exceptions=False)


def begun(workspace: Workspace, **values: str) -> Adopting:
    return Adopting.begin(Library(workspace), "oak", "lending", None, {}, values)


def replied(adopting: Adopting, **said: str) -> Adopting:
    """With what was typed to questions; the names' dots are written as __."""
    for name, text in said.items():
        (question,) = [one for one in adopting.asking.all() if one.name == name.replace("__", ".")]
        after = adopting.replied(question, text)
        assert isinstance(after, Adopting), (name, after)
        adopting = after
    return adopting


ALL = {
    "facts__kind": "acad", "fee": "20", "things": "a; b", "facts__telephone": "01632 960000",
    "roles__headteacher__holder": "Ann Lee", "facts__address": "1 High Street; Elmtown",
    "team": "Bo | 01632 960001; Al | 01632 960002", "limits": "drop 1; add by night",
    "plan": "plan.png | The office is left of the gate",
}  # fmt: skip


def test_everything_that_is_open_can_be_answered(workspace: Workspace) -> None:
    adopting = begun(workspace)
    assert [one.name for one in adopting.questions] == ["facts.kind", *[
        name.replace("__", ".")
        for name in ("fee", "things", "facts__telephone", "roles__headteacher__holder",
                     "facts__address", "team", "plan")
    ]]  # fmt: skip
    done = adopt(replied(adopting, **ALL))
    assert (done.open, done.wrong) == ((), ())
    data = load((workspace.root / "schools/oak/school.yaml").read_text("utf-8"), "").data
    assert data["facts"] == {
        "kind": "academy", "telephone": "01632 960000", "address": "1 High Street\nElmtown",
    }  # fmt: skip
    assert data["roles"] == {"headteacher": {"holder": "Ann Lee"}}
    assert data["policies"]["lending"]["values"] == {
        "fee": "20", "things": ["a", "b"], "limits": {"drop": ["day"], "add": ["by night"]},
        "team": [
            {"name": "Bo", "phone": "01632 960001"}, {"name": "Al", "phone": "01632 960002"}
        ],
        "plan": {"file": "plan.png", "alt": "The office is left of the gate"},
    }  # fmt: skip


def test_options_answer_all_of_it_too(workspace: Workspace) -> None:
    options = (f"--set={name.replace('__', '.')}={said}" for name, said in ALL.items())
    result = run(workspace, "oak", "lending", *options)
    assert result.exit_code == 0, result.stderr
    assert re.search("Nothing is open. Next: policygen .*build oak/lending\n", result.stderr)
    built = CliRunner().invoke(policygen, ["-C", str(workspace.root), "build"])
    assert built.exit_code == 0, built.stderr


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("fee", "a lot", "'a lot' is not a sum of money."),
        ("things", "a\u202eb", "The invisible character U+202E"),
        ("things", " ; ", "Things is a list without items."),
        ("team", "Bo", "'Bo' has 1 field where 2 belong."),
        ("team", "Bo | call me", "Telephone: 'call me' is not a telephone number."),
        ("team", " | 01632 960001", "Name: This can't be left out."),
        ("team", "team.csv", "There is no file 'team.csv' beside schools/oak/school.yaml."),
        ("team", "odd.csv", "schools/oak/odd.csv:1:1: 'who' is no field of these rows"),
        ("plan", "plan.png", "What the picture shows is missing."),
        ("plan", "plan.png | plan.png", "What the picture shows is missing."),
        ("plan", "map.png | The office", "There is no picture 'map.png' beside"),
        ("plan", "plan.doc | The office", "'plan.doc' can't be a picture's file."),
        ("limits", "drop 2", "The text needs “after school” by itself."),
        ("limits", "drop evening", "'evening' is none of these."),
        ("limits", "remove 1", "'remove 1' can't be understood."),
        ("limits", "rename 1", "The new words are missing."),
        ("facts.kind", "independent", "'independent' is none of these."),
        ("roles.headteacher", "x" * 201, "Headteacher is 201 characters long."),
    ],
)
def test_it_says_what_is_wrong_with_an_answer(
    workspace: Workspace, name: str, typed: str, said: str
) -> None:
    adopting = begun(workspace)
    (question,) = [one for one in adopting.asking.all() if one.name == name]
    wrong = adopting.replied(question, typed)
    assert isinstance(wrong, Wrong)
    assert said in str(wrong)
    before = (workspace.root / "schools/oak/school.yaml").read_bytes()
    result = run(workspace, "oak", "lending", f"--set={name}={typed}")
    assert result.exit_code == 2
    assert (workspace.root / "schools/oak/school.yaml").read_bytes() == before


def test_rows_may_come_from_a_file(workspace: Workspace) -> None:
    (workspace.root / "schools/oak/staff.csv").write_text("name,phone\nBo,01632 960001\n", "utf-8")
    adopting = begun(workspace)
    (question,) = [one for one in adopting.questions if one.name == "team"]
    assert isinstance(question.form, AskRecords)
    assert question.form.files == ("odd.csv", "staff.csv")
    after = replied(adopting, team="staff.csv")
    assert after.raw(question.keys) == {"rows": "staff.csv"}
    assert question not in after.questions


def test_what_the_model_brings_is_told_and_can_be_changed(workspace: Workspace) -> None:
    adopting = replied(begun(workspace), **ALL)
    brought = {one.question.name: one.said for one in adopting.settled if one.whose or not one.said}
    assert brought == {"days": "3", "note": "", "roles.headteacher": "Headteacher"}
    after = replied(adopting, days="default", note="Ring twice", roles__headteacher="Principal")
    assert not [one for one in after.settled if one.whose or not one.said]
    assert after.raw(("roles", "headteacher")) == {"holder": "Ann Lee", "title": "Principal"}
    assert after.raw(("policies", "lending", "values", "days")) == "3"
    ask = next(one.ask for one in after.asking.all() if one.name == "roles.headteacher.holder")
    assert ask == "Who holds the post of Principal?"


def test_a_post_that_has_a_title_gets_its_holder(workspace: Workspace) -> None:
    after = replied(begun(workspace), roles__headteacher="Principal")
    after = replied(after, roles__headteacher__holder="Ann Lee")
    assert after.raw(("roles", "headteacher")) == {"title": "Principal", "holder": "Ann Lee"}


def test_a_post_s_title_and_holder_may_be_set_at_once(workspace: Workspace) -> None:
    for options in (
        ("--set=roles.headteacher=Principal", "--set=roles.headteacher.holder=Ann Lee"),
        ("--set=roles.headteacher.holder=Bo Lee", "--set=roles.headteacher=Head"),
    ):
        run(workspace, "oak", "lending", *options)
        data = load((workspace.root / "schools/oak/school.yaml").read_text("utf-8"), "").data
        assert sorted(data["roles"]["headteacher"].values()) == sorted(
            one.rpartition("=")[2] for one in options
        )


def test_a_policy_adopted_here_is_no_other_policy_any_more(workspace: Workspace) -> None:
    path = workspace.root / "schools/oak/school.yaml"
    path.write_text(
        SCHOOL + "other_policies:\n  lending: {title: Loans, published: https://oak.example/l}\n"
        "  visits: Visits\n", "utf-8"
    )  # fmt: skip
    adopt(begun(workspace))
    data = load(path.read_text("utf-8"), "").data
    assert data["other_policies"] == {"visits": "Visits"}
    assert data["policies"]["lending"]["published"] == "https://oak.example/l"


def test_a_wrong_answer_in_the_file_is_asked_again(workspace: Workspace) -> None:
    path = workspace.root / "schools/oak/school.yaml"
    path.write_text(
        SCHOOL + "facts: {kind: academy}\npolicies:\n  lending:\n    model: 2026-09\n"
        "    values: {fee: lots}\n", "utf-8"
    )  # fmt: skip
    adopting = begun(workspace)
    assert "fee" in [one.name for one in adopting.questions]
    after = replied(adopting, fee="12.50")
    assert after.problems == []


def test_a_file_that_somebody_changes_meanwhile_loses_nothing(workspace: Workspace) -> None:
    path = workspace.root / "schools/oak/school.yaml"
    first = replied(begun(workspace), facts__kind="academy").save()
    path.write_text(path.read_text("utf-8") + "# mine\n", "utf-8")
    second = replied(first.renewed(), fee="20").save()
    assert path.read_text("utf-8").endswith("# mine\n")
    assert second.raw(("facts", "kind")) == "academy"
    path.write_text(path.read_text("utf-8") + "# again\n", "utf-8")
    with pytest.raises(PolicyError, match="was changed while this was at work"):
        replied(second, fee="30").save()
    assert path.read_text("utf-8").endswith("# again\n")


def test_each_of_several_schools_adopts_and_one_that_fails_stops_no_other(
    workspace: Workspace,
) -> None:
    for name, text in (("ash", "name: Ash\n"), ("bad", "nam: Bad\n"), ("elm", "name: Elm\n")):
        (workspace.root / f"schools/{name}").mkdir()
        (workspace.root / f"schools/{name}/school.yaml").write_text(text, "utf-8")
    result = run(workspace, "--policy", "lending", "--all", "--set", "fee=20")
    assert result.exit_code == 1
    for name in ("ash", "elm", "oak"):
        assert f"{name}/lending: 7 answers still to give: facts.kind, things" in result.stdout
        assert "fee: " in (workspace.root / f"schools/{name}/school.yaml").read_text("utf-8")
    assert "schools/bad/school.yaml:1:1: " in result.stderr
    assert "3 schools done; 1 refused." in result.stderr
    assert (workspace.root / "schools/bad/school.yaml").read_text("utf-8") == "nam: Bad\n"


def test_a_wrong_answer_to_several_schools_is_told_once(workspace: Workspace) -> None:
    (workspace.root / "schools/ash").mkdir()
    (workspace.root / "schools/ash/school.yaml").write_text("name: Ash\n", "utf-8")
    result = run(workspace, "oak", "ash", "--policy", "lending", "--set", "fee=lots")
    assert result.exit_code == 2
    assert result.stderr.count("'lots' is not a sum of money") == 1
    assert "lending" not in (workspace.root / "schools/ash/school.yaml").read_text("utf-8")
    as_json = run(workspace, "oak", "ash", "--policy", "lending", "--set", "fee=2", "--json")
    assert [one["school"] for one in json.loads(as_json.stdout)["adopted"]] == ["oak", "ash"]


@pytest.mark.parametrize(
    "words",
    [
        (), ("oak",), ("oak", "lending", "oak"), ("oak", "lending", "--all"),
        ("--policy", "lending"), ("oak", "--policy", "lending", "--all"), ("oak/lending/x",),
    ],
)  # fmt: skip
def test_words_that_name_no_school_and_policy_are_refused(
    workspace: Workspace, words: tuple[str, ...]
) -> None:
    assert run(workspace, *words).exit_code == 2


def test_a_school_and_a_policy_may_be_one_word(workspace: Workspace) -> None:
    assert "Still open: fee" in run(workspace, "oak/lending").stderr


def test_the_command_says_how_each_is_answered(workspace: Workspace) -> None:
    (workspace.root / "schools/oak/school.yaml").write_text(SCHOOL + "facts: {kind: academy}\n")
    result = run(workspace, "oak", "lending")
    assert result.exit_code == 0
    for said in (
        "Still open: team: Who lends?",
        '--set team="Name | Telephone", with ; between the items',
        "--set team=odd.csv",
        '--set roles.headteacher.holder="…"',
        '--set facts.address="…; …"',
        '--set facts.telephone="01632 960999"',
        '--set plan="plan.png | what it shows"',
        '--set fee="20"',
    ):
        assert said in result.stderr


def test_a_picture_and_a_list_are_asked_for_step_by_step(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr(cli_adopt, "sys", SimpleNamespace(stdin=terminal, stderr=terminal))
    asked = ("plan", "limits", "team")
    given = [f"--set={name.replace('__', '.')}={ALL[name]}" for name in ALL if name not in asked]
    run(workspace, "oak", "lending", *given)
    typed = [
        "odd.csv", "", "map.png", "The office", "plan.png", "plan.png", "plan.png",
        "The office is left of the gate", "change limits", "drop 2", "drop by day", "rename 1 late",
        "add by night", "rename 2 never", "drop 9", "keep", "", "keep", "yes", "drop day", "", "",
    ]  # fmt: skip
    command = ["-C", str(workspace.root), "adopt", "oak", "lending"]
    result = CliRunner().invoke(policygen, command, input="\n".join(typed))
    assert "schools/oak/odd.csv:1:1: 'who' is no field of these rows" in result.stderr
    assert "These are there: plan.png." in result.stderr
    assert "There is no picture 'map.png' beside schools/oak/school.yaml." in result.stderr
    assert "What the picture shows is missing." in result.stderr
    assert "The text needs “after school” by itself." in result.stderr
    assert "Saved:\n  1. late\n  2. never\n" in result.stderr
    assert "That gives up your changes, for the list that the model has." in result.stderr
    data = load((workspace.root / "schools/oak/school.yaml").read_text("utf-8"), "").data
    values = data["policies"]["lending"]["values"]
    assert values["plan"] == {"file": "plan.png", "alt": "The office is left of the gate"}
    assert values["limits"] == {"drop": ["day"]}
    assert re.search(r"1 question still open:\n  \d+\. Who lends\? \[team\]\n", result.stderr)
    assert "1 answer still to give" in result.stderr
