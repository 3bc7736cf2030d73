import json
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml
from cli_fixtures import Run, edit
from click.testing import CliRunner
from workspaces import copy_samples

import policygen as package
from policygen.cli import COMMANDS, policygen


def test_every_command_is_in_the_readme() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        assert f"policygen {name}" in readme


def test_every_command_is_listed_and_has_an_action_of_its_own() -> None:
    house = Path(package.__file__).parent
    shown, done = ({p.stem for p in (house / room).glob("*.py")} for room in ("cli", "actions"))
    assert shown - {"__init__", "common", "lines", "telling", "typed_words"} == COMMANDS.keys()
    assert COMMANDS.keys() - done == {"status"}  # it shows the register of a school


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(name: str) -> None:
    result = CliRunner().invoke(policygen, [name, "--help"])
    assert result.exit_code == 0
    command = policygen.get_command(click.Context(policygen), name)
    assert command is not None
    assert command.name == name
    assert command.help


def test_a_misspelt_command_gets_a_suggestion() -> None:
    result = CliRunner().invoke(policygen, ["biuld"])
    assert result.exit_code == 2
    assert "did you mean build?" in result.stderr


def test_outside_a_workspace_it_says_how_to_get_one(tmp_path: Path) -> None:
    result = CliRunner().invoke(policygen, ["-C", str(tmp_path), "build"])
    assert result.exit_code == 1
    assert "there is no workspace" in result.stderr
    assert "policygen init" in result.stderr


def test_the_workspace_is_found_from_any_folder_in_it(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace / "schools" / "oakfield")
    result = CliRunner().invoke(policygen, ["build", "oakfield", "--format", "md"])
    assert result.exit_code == 0, result.stderr
    assert (workspace / "build/oakfield/social-media.md").is_file()


def test_init_makes_a_workspace_that_builds_and_checks_at_once(tmp_path: Path) -> None:
    new = str(tmp_path / "policies")
    assert CliRunner().invoke(policygen, ["init", new]).exit_code == 0
    result = CliRunner().invoke(policygen, ["-C", new, "build"])
    assert result.exit_code == 0, result.stderr
    assert (tmp_path / "policies/build/oak-primary/visitors.docx").is_file()
    again = CliRunner().invoke(policygen, ["init", new])
    assert again.exit_code == 1
    assert "is there already" in again.stderr


@pytest.mark.parametrize("named", ["templates", "."])
def test_init_brings_the_models_of_a_folder_and_no_school(
    named: str, tmp_path: Path, workspace: Path
) -> None:
    new = tmp_path / "our policies"
    models = str(workspace / named)
    said = CliRunner().invoke(policygen, ["init", str(new), "--models", models])
    assert said.exit_code == 0, said.stderr
    assert 'Next: policygen -C "' in said.stderr
    assert said.stderr.endswith('" new SCHOOL --name "FULL NAME"\n')
    assert list((new / "schools").rglob("school.yaml")) == []
    held = sorted(path.relative_to(new) for path in new.glob("templates/*/*"))
    own = sorted(path.relative_to(workspace) for path in workspace.glob("templates/*/*"))
    assert held == own
    for path in held:
        assert (new / path).read_bytes() == (workspace / path).read_bytes()
    assert (new / "templates/model.schema.json").is_file()
    run = ["-C", str(new)]
    assert "There are no schools yet" in CliRunner().invoke(policygen, [*run, "status"]).stderr
    made = CliRunner().invoke(policygen, [*run, "new", "elm-park", "--name", "Elm Park"])
    assert "adopt elm-park social-media" in made.stderr


def test_init_refuses_a_folder_without_models_and_makes_nothing(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    said = CliRunner().invoke(
        policygen, ["init", str(tmp_path / "new"), "--models", str(tmp_path / "empty")]
    )
    assert said.exit_code == 1
    assert "empty holds no model policies\n  name a folder like templates" in said.stderr
    assert not (tmp_path / "new").exists()


def test_the_model_edition_has_every_alternative(run: Run, workspace: Path) -> None:
    result = run("model", "social-media@2016-04")
    assert result.exit_code == 0, result.stderr
    text = (workspace / "build/social-media@2016-04.md").read_text("utf-8")
    assert "Working hours are not for personal use" in text
    assert "An employee may now and then use" in text
    assert r"<mark>\[designated place\]</mark>" in text
    assert {p.suffix for p in (workspace / "build").glob("social-media@*")} == {
        ".docx", ".html", ".md"
    }  # fmt: skip
    assert "did you mean social-media?" in run("model", "social-medai").stderr
    assert "has no model version" in run("model", "social-media@2015-01").stderr


def test_new_and_adopt_edit_the_file_in_place(run: Run, workspace: Path) -> None:
    assert run("new", "elm-park", "--name", "Elm Park: a school").exit_code == 0
    result = run("adopt", "elm-park", "social-media", "--choose", "business_use=never")
    assert result.exit_code == 0, result.stderr
    assert "Still open: personal_use: May employees use social media" in result.stderr
    assert "--choose personal_use=occasional   Occasionally, in a designated place" in result.stderr
    path = workspace / "schools/elm-park/school.yaml"
    edit(path, "business_use: never", "business_use: never  # the head wants it so")
    result = run(
        "adopt", "elm-park", "social-media", "--choose", "personal_use=occasional",
        "--set", "designated_place=yes: room 5",
    )  # fmt: skip
    assert "Nothing is open." in result.stderr
    text = path.read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../school.schema.json\n")
    assert "business_use: never  # the head wants it so" in text
    assert run("build", "elm-park").exit_code == 0
    assert "yes: room 5" in (workspace / "build/elm-park/social-media.md").read_text("utf-8")


def test_adopt_asks_for_values_only_where_the_choices_need_them(run: Run) -> None:
    run("new", "elm-park", "--name", "Elm Park School")
    words = ("adopt", "elm-park", "social-media", "--json")
    assert json.loads(run(*words).stdout)["open"] == ["personal_use", "business_use"]
    never = run(*words, "--choose", "personal_use=never", "--choose", "business_use=never")
    assert json.loads(never.stdout)["open"] == []
    other = run(*words, "--choose", "personal_use=occasional")
    assert json.loads(other.stdout)["open"] == ["designated_place"]


def test_adopt_refuses_what_the_model_does_not_have(run: Run, workspace: Path) -> None:
    before = (workspace / "schools/oakfield/school.yaml").read_bytes()
    for words, hint in (
        (("--choose", "personal_use=sometimes"), "choose never or occasional"),
        (("--choose", "personl_use=never"), "did you mean personal_use?"),
        (("--set", "place=here"), "choose designated_place or related_policies"),
        (("--choose", "personal_use"), "is not of the form NAME=ANSWER"),
        (("--set", "designated_place=a\u202eb"), "U+202E"),
    ):
        result = run("adopt", "oakfield", "social-media", *words)
        assert result.exit_code in (1, 2), words
        assert hint in result.stderr, words
    assert (workspace / "schools/oakfield/school.yaml").read_bytes() == before


def test_new_refuses_names_that_no_system_can_use(run: Run, workspace: Path) -> None:
    for name in ("Oak Primary", "../outside", "con", "-x", "a\n"):
        result = run("new", "--name", "A school", "--", name)
        assert result.exit_code == 2, name
    assert run("new", "oakfield", "--name", "Again").exit_code == 1
    assert run("new", "nameless").exit_code == 2
    assert run("new", "bad", "--name", " \u00a0 ").exit_code == 1
    assert not (workspace / "schools/bad").exists()


def test_check_says_what_build_would_and_warns_of_more(run: Run, workspace: Path) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert (
        "schools/holtsmere-end/school.yaml:21:18: warning: the review of social-media is overdue"
        in (result.stderr)
    )
    assert not (workspace / "build").exists()
    edit(workspace / "schools/oakfield/school.yaml", "business_use: never", "busines_use: never")
    result = run("check", str(workspace / "schools/oakfield"), "--json")
    assert result.exit_code == 1
    data = json.loads(result.stdout)
    assert {problem["path"] for problem in data} == {"schools/oakfield/school.yaml"}
    assert "did you mean business_use?" in {problem["hint"] for problem in data}


def test_check_finds_a_reference_that_only_some_choices_break(run: Run, workspace: Path) -> None:
    model = workspace / "templates/social-media/2016-04.md"
    edit(model, "{#parts-policy-apply}", "{#others}")
    edit(model, "disciplinary matter too.", "disciplinary matter too; see [](#others).")
    result = run("check")
    assert result.exit_code == 1
    assert "the cross-reference to #others leads nowhere with these choices" in result.stderr
    assert run("build", "holtsmere-end").exit_code == 0
    assert run("build", "brook-lane").exit_code == 1


def test_show_prints_the_edition(run: Run) -> None:
    result = run("show", "st-marys-st-johns/social-media")
    assert result.exit_code == 0
    assert result.stdout.startswith(
        "Social media policy\nSt Mary’s & St John’s C of E Primary School"
    )
    assert "5.3   All other parts of this policy apply to business use as well." in result.stdout
    data = json.loads(run("show", "oakfield/social-media", "--json").stdout)
    assert data["title"] == "Social media policy"
    assert run("show", "oakfield").exit_code == 2


def test_the_schema_knows_each_policys_own_names(run: Run, workspace: Path) -> None:
    schema = json.loads(run("schema").stdout)
    policy = schema["properties"]["policies"]["properties"]["social-media"]
    assert policy["properties"]["choices"]["properties"]["personal_use"]["anyOf"] == [
        {"enum": [None, "never", "occasional"]}
    ]  # fmt: skip
    assert policy["properties"]["model"]["enum"] == ["2016-04"]
    assert "title" in json.loads(run("schema", "model").stdout)["properties"]
    run("new", "elm-park", "--name", "Elm Park School")
    assert (workspace / "schools/school.schema.json").is_file()


def test_the_committed_schemas_are_the_current_ones(tmp_path: Path) -> None:
    """Those of the samples, or of what somebody has added to them."""
    root = Path(__file__).parents[2]
    copy_samples(tmp_path)
    for kind, path in (("school", "schools/school"), ("model", "templates/model")):
        made = [
            CliRunner().invoke(policygen, ["-C", str(one), "schema", kind]).stdout
            for one in (tmp_path, root)
        ]
        assert (root / f"{path}.schema.json").read_text("utf-8") in made


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered_for_each_shell(shell: str) -> None:
    result = CliRunner().invoke(policygen, ["completion", shell])
    assert result.exit_code == 0
    assert "_POLICYGEN_COMPLETE" in result.stdout


def test_completion_offers_commands_schools_and_policies(workspace: Path) -> None:
    def complete(words: str, position: int) -> str:
        environment = {
            **os.environ, "_POLICYGEN_COMPLETE": "bash_complete", "COMP_WORDS": words,
            "COMP_CWORD": str(position),
        }  # fmt: skip
        command = [sys.executable, "-m", "policygen"]
        return subprocess.run(
            command, env=environment, cwd=workspace, capture_output=True, text=True, check=False
        ).stdout

    assert "plain,build" in complete("policygen bu", 1)
    assert "plain,oakfield/social-media" in complete("policygen build oak", 2)
    assert "plain,oakfield/social-media" in complete("policygen show --as-at 2026-01-01 oak", 4)
    assert "plain,--as-at" in complete("policygen register --as", 2)


def test_messages_on_one_stream_and_data_on_the_other(workspace: Path) -> None:
    command = [sys.executable, "-m", "policygen", "-C", str(workspace), "build", "--json"]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0
    assert json.loads(done.stdout.decode())["refused"] == []
    assert done.stderr == b""


def test_the_starter_files_are_plain_yaml() -> None:
    starter = Path(__file__).parents[2] / "policygen/starter/schools/oak-primary/school.yaml"
    assert yaml.safe_load(starter.read_text("utf-8"))["name"] == "Oak Primary School"
