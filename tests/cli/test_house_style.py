"""A publisher's house style in a workspace: what is said of it, and when editions are made anew."""

import json
import re
import zipfile
from pathlib import Path

import pytest
from cli_fixtures import Run
from house_styles import changed, odd_styles

from policygen.writers.docx.base import our_base

PLACE = "templates/house-style.docx"
SAID = f"{PLACE}:1:1: warning: its macros are left out\n  editions hold no programs\n"


def put(workspace: Path, name: str, data: bytes) -> None:
    (workspace / "templates" / name).write_bytes(data)


def test_what_is_left_out_is_warned_of_and_keeps_nothing_out_of_date(
    run: Run, workspace: Path
) -> None:
    put(workspace, "house-style.docx", odd_styles()["macros"])
    checked = run("check")
    assert checked.exit_code == 0
    assert SAID in checked.stderr
    built = run("build")
    assert built.exit_code == 0
    assert built.stderr.count(SAID) == 1
    again = run("build")
    assert "0 editions built; 4 editions unchanged" in again.stderr
    assert SAID not in run("build", "--format", "html").stderr


@pytest.mark.parametrize("name", ["house-style.dotx", "house-style.docm", "house-style.dotm"])
def test_a_template_or_a_file_with_macros_may_keep_its_name(
    run: Run, workspace: Path, name: str
) -> None:
    plain = run("build", "--json").stdout
    put(workspace, name, odd_styles()["a footer of theirs"])
    assert json.loads(run("build", "--json").stdout)["built"] == json.loads(plain)["built"]
    with zipfile.ZipFile(workspace / "build/oakfield/social-media.docx") as archive:
        assert b"Our footer" in archive.read("word/footer1.xml")
    words = ("--by", "Board", "--summary", "A", "--version", "9.0", "--on", "2026-11-20")
    assert run("issue", "oakfield/social-media", *words).exit_code == 0
    parts = {path.suffix for path in (workspace / "schools/oakfield/issued/parts").iterdir()}
    assert parts == {".png", Path(name).suffix}
    assert run("build", "oakfield/social-media@9.0").exit_code == 0


def test_two_house_styles_are_one_too_many(run: Run, workspace: Path) -> None:
    put(workspace, "house-style.docx", our_base())
    put(workspace, "house-style.dotx", our_base())
    said = f"{PLACE}:1:1: is one of several house styles: house-style.docx and house-style.dotx"
    for words in (("check",), ("build",)):
        result = run(*words)
        assert result.exit_code == 1
        assert said in result.stderr
    assert run("build", "--format", "html").exit_code == 0


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is not a Word document: it is a PDF"),
        (changed(our_base(), {"word/styles.xml": "<"}), "is damaged: word/styles.xml is broken"),
    ],
)
def test_one_that_can_not_be_used_is_said_where_it_is(
    run: Run, workspace: Path, data: bytes, said: str
) -> None:
    put(workspace, "house-style.dotx", data)
    place = "templates/house-style.dotx"
    words = ("--by", "B", "--summary", "A", "--version", "9.0", "--on", "2026-11-20")
    for command in (("check",), ("build",), ("issue", "oakfield/social-media", *words)):
        result = run(*command)
        assert result.exit_code == 1
        assert re.search(rf"{re.escape(place)}(:1:1:)? {re.escape(said)}\n  \w", result.stderr)
        assert "Traceback" not in result.stderr
    assert run("model", "social-media", "--format", "md").exit_code == 0


def test_one_that_is_too_large_to_be_kept_is_refused(run: Run, workspace: Path) -> None:
    put(workspace, "house-style.docx", bytes(5 * 1024 * 1024 + 1))
    result = run("check")
    assert result.exit_code == 1
    assert f"{PLACE}:1:1: is larger than 5 MB" in result.stderr
