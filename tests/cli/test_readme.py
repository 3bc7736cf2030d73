"""What the README shows is what happens: its commands, one after the other, and what they print."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from cli_fixtures import Run, edit
from click.testing import CliRunner
from openpyxl import load_workbook

from policygen.cli import policygen

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FENCES = re.compile(r"^```(\w+)\n(.*?)^```$", re.M | re.S)


def fenced(kind: str, beginning: str) -> list[str]:
    """The texts of one kind in the README that begin so."""
    return [
        text
        for found, text in FENCES.findall(README)
        if (found, text.startswith(beginning)) == (kind, True)
    ]


def transcripts() -> list[list[tuple[str, str]]]:
    """Each text with commands in it: the commands, and what is printed after each."""
    found = []
    for text in fenced("text", "$ policygen "):
        steps = re.split(r"^\$ policygen ", text, flags=re.M)[1:]
        found.append([(command, said) for command, _, said in (s.partition("\n") for s in steps)])
    return found


@pytest.fixture
def elm_park(tmp_path: Path) -> Path:
    """A workspace of one school, which has answered as in the tour."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    (school_file,) = fenced("yaml", "# yaml-language-server")
    path = tmp_path / "schools/elm-park/school.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(
        school_file.replace("\npolicies", "\nemail: office@elm-park.example\npolicies"), "utf-8"
    )
    return tmp_path


def played(workspace: Path, steps: list[tuple[str, str]]) -> None:
    for command, said in steps:
        result = CliRunner().invoke(policygen, ["-C", str(workspace), *shlex.split(command)])
        shown = result.output.replace(f"{workspace}/", "")
        assert shown == said, command


def test_the_life_of_one_policy_is_as_it_is_told(
    elm_park: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elm_park)
    school = elm_park / "schools/elm-park/school.yaml"
    first, review, change, late, kept, broken, *_ = transcripts()
    played(elm_park, first)
    played(elm_park, review)
    edit(school, "the staff room", "the library")
    played(elm_park, change)
    played(elm_park, late)
    played(elm_park, kept)
    edit(elm_park / "schools/elm-park/issued/social-media/1.0.md", "staff room", "boiler room")
    played(elm_park, broken)


def test_what_changed_is_shown_as_it_is_told(
    elm_park: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elm_park)
    played(elm_park, transcripts()[0])
    edit(elm_park / "schools/elm-park/school.yaml", "the staff room", "the library")
    result = CliRunner().invoke(policygen, ["-C", str(elm_park), "diff", "elm-park/social-media"])
    (told,) = fenced("text", "Changes\n")
    shown = result.stdout.split("\n\n")
    assert [part for part in told.rstrip("\n").split("\n\n") if part not in shown] == []


def test_all_schools_are_issued_as_it_is_told(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    every = transcripts()[6]
    played(workspace, every)


def test_many_schools_are_answered_for_as_it_is_told(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace)
    write, take, count = transcripts()[7:]
    played(workspace, write)
    book = load_workbook("social-media.xlsx")
    for cell, said in {
        "D3": "occasional", "F3": "the garden room", "E5": "aproval", "N6": "(clear)"
    }.items():  # fmt: skip
        book["Answers"][cell] = said
    book.save("social-media.xlsx")
    played(workspace, take)
    played(workspace, count)


def test_the_mistake_in_the_tour_is_said_as_it_is_told(
    elm_park: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(elm_park)
    edit(elm_park / "schools/elm-park/school.yaml", "occasional", "ocasional")
    (told,) = fenced("text", "schools/elm-park/school.yaml:")
    result = CliRunner().invoke(policygen, ["-C", str(elm_park), "build"])
    line = int(told.split(":")[1])
    assert result.stderr.startswith(told.replace(f":{line}:", f":{line + 1}:"))  # below its email


def test_the_questions_are_asked_and_answered_as_in_the_tour(run: Run, workspace: Path) -> None:
    for words in fenced("sh", "policygen new elm-park"):
        new, _ = words.splitlines()
        assert run(*shlex.split(new)[1:]).exit_code == 0
    run(
        "adopt", "elm-park", "social-media", "--choose", "personal_use=occasional",
        "--choose", "business_use=never", "--set", "designated_place=the staff room",
    )  # fmt: skip
    (told,) = fenced("yaml", "# yaml-language-server")
    assert (workspace / "schools/elm-park/school.yaml").read_text("utf-8") == told


def test_the_passages_that_the_tour_shows_are_those_of_the_model() -> None:
    model = (ROOT / "templates/social-media/2016-04.md").read_text("utf-8")
    (declared,) = fenced("yaml", "decisions:\n")
    shown = [line for line in declared.splitlines() if line not in ("decisions:", "values:")]
    assert [line for line in shown if line not in model] == []
    (passages,) = fenced("markdown", "## Personal use")
    words = " ".join(passages.replace("…", "").split())
    told = [part for part in re.split(r"\{% [^%]+%\}", words) if part.strip()]
    text = " ".join(model.split())
    assert [part for part in told if part.strip(" ,") not in text] == []
